/* formats/markdown/memory - see memory.h. Knows base and cmark's allocator hook. */
#include "formats/markdown/memory.h"

#include "base/size.h"

/* Each piece has its size before it: cmark frees without saying how much. */
typedef struct piece_header {
    size_t size; /* bytes behind this header */
} piece_header;

/* Sizes are multiples of this; it is also the alignment, enough for cmark's pointers and ints. */
enum { UNIT = 16, LARGEST_PIECE = UNIT * (OCT_MD_CLASSES - 1) };

struct oct_md_block {
    struct oct_md_block *older;
    size_t size; /* of the whole block, this header included */
};

struct oct_md_free {
    struct oct_md_free *next;
};

struct oct_md_large {
    struct oct_md_large *next, *previous;
    piece_header piece; /* the last member: the bytes come next */
};

static _Thread_local oct_md_memory *current;

void oct_md_memory_begin(oct_md_memory *memory, const oct_allocator *allocator, size_t limit) {
    memset(memory, 0, sizeof *memory);
    memory->allocator = *allocator;
    memory->limit = limit;
    current = memory;
}

void oct_md_memory_end(oct_md_memory *memory) {
    for (struct oct_md_block *block = memory->blocks; block;) {
        struct oct_md_block *older = block->older;
        oct_deallocate(&memory->allocator, block, block->size);
        block = older;
    }
    for (struct oct_md_large *large = memory->large; large;) {
        struct oct_md_large *next = large->next;
        oct_deallocate(&memory->allocator, large, sizeof *large + large->piece.size);
        large = next;
    }
    current = NULL;
}

static _Noreturn void give_up(oct_md_memory *memory) {
    longjmp(memory->out_of_memory, 1);
}

/* Accounts for more memory, which is then asked for. */
static void take(oct_md_memory *memory, size_t more) {
    if (more > memory->limit - memory->total) {
        memory->limit_hit = true;
        give_up(memory);
    }
    memory->total += more;
}

/* ---- Large pieces ------------------------------------------------------------------------- */

static struct oct_md_large *large_of(void *ptr) {
    return (struct oct_md_large *)((char *)ptr - sizeof(struct oct_md_large));
}

static void link_large(oct_md_memory *memory, struct oct_md_large *large) {
    large->previous = NULL;
    large->next = memory->large;
    if (large->next)
        large->next->previous = large;
    memory->large = large;
}

static void unlink_large(oct_md_memory *memory, struct oct_md_large *large) {
    if (large->next)
        large->next->previous = large->previous;
    if (large->previous)
        large->previous->next = large->next;
    else
        memory->large = large->next;
}

/* A new large piece (old NULL), or one resized. */
static void *resize_large(oct_md_memory *memory, struct oct_md_large *old, size_t size) {
    size_t whole;
    if (!oct_size_add(size, sizeof *old, &whole))
        give_up(memory);
    take(memory, size - (old ? old->piece.size : 0));
    if (old)
        unlink_large(memory, old);
    struct oct_md_large *large =
        oct_reallocate(&memory->allocator, old, old ? sizeof *old + old->piece.size : 0, whole);
    if (!large) {
        if (old)
            link_large(memory, old);
        give_up(memory);
    }
    large->piece.size = size;
    link_large(memory, large);
    return large + 1;
}

/* ---- Small pieces ------------------------------------------------------------------------- */

static void next_block(oct_md_memory *memory) {
    size_t size = oct_block_size(memory->in_blocks);
    take(memory, size);
    struct oct_md_block *block = oct_allocate(&memory->allocator, size);
    if (!block)
        give_up(memory);
    oct_memory_expect(block, size);
    *block = (struct oct_md_block){memory->blocks, size};
    memory->blocks = block;
    memory->in_blocks += size;
    memory->tip = (char *)(block + 1);
    memory->end = (char *)block + block->size;
}

/* What a piece of that many bytes takes, its header included. */
static size_t footprint(size_t size) {
    return (size + sizeof(piece_header) + UNIT - 1) / UNIT * UNIT;
}

static void *small_piece(oct_md_memory *memory, size_t size) {
    size_t whole = footprint(size);
    struct oct_md_free **unused = &memory->unused[whole / UNIT];
    if (*unused) {
        struct oct_md_free *taken = *unused;
        *unused = taken->next;
        return taken;
    }
    if (whole > (size_t)(memory->end - memory->tip))
        next_block(memory);
    piece_header *piece = (void *)memory->tip;
    memory->tip += whole;
    piece->size = whole - sizeof *piece;
    return piece + 1;
}

static void *allocate(oct_md_memory *memory, size_t size) {
    return size <= LARGEST_PIECE - sizeof(piece_header) ? small_piece(memory, size)
                                                        : resize_large(memory, NULL, size);
}

static piece_header *piece_of(void *ptr) {
    return (piece_header *)((char *)ptr - sizeof(piece_header));
}

static bool is_large(const piece_header *piece) {
    return piece->size > LARGEST_PIECE - sizeof *piece;
}

/* ---- The hook ----------------------------------------------------------------------------- */

static void *hook_calloc(size_t count, size_t size) {
    size_t bytes;
    if (!oct_size_multiply(count, size, &bytes))
        give_up(current);
    void *memory = allocate(current, bytes);
    memset(memory, 0, bytes);
    return memory;
}

static void hook_free(void *ptr) {
    if (!ptr)
        return;
    piece_header *piece = piece_of(ptr);
    if (is_large(piece)) {
        struct oct_md_large *large = large_of(ptr);
        unlink_large(current, large);
        current->total -= large->piece.size;
        oct_deallocate(&current->allocator, large, sizeof *large + large->piece.size);
        return;
    }
    struct oct_md_free **unused = &current->unused[(piece->size + sizeof *piece) / UNIT];
    struct oct_md_free *freed = ptr;
    freed->next = *unused;
    *unused = freed;
}

/* The newest piece grows where it is. */
static bool grow_in_place(oct_md_memory *memory, piece_header *piece, size_t size) {
    size_t whole = footprint(size), old = piece->size + sizeof *piece;
    if ((char *)piece + old != memory->tip || whole > LARGEST_PIECE ||
        whole - old > (size_t)(memory->end - memory->tip))
        return false;
    memory->tip += whole - old;
    piece->size = whole - sizeof *piece;
    return true;
}

static void *hook_realloc(void *ptr, size_t size) {
    if (!ptr)
        return allocate(current, size);
    piece_header *piece = piece_of(ptr);
    if (size <= piece->size)
        return ptr;
    if (is_large(piece))
        return resize_large(current, large_of(ptr), size);
    if (grow_in_place(current, piece, size))
        return ptr;
    void *moved = allocate(current, size);
    memcpy(moved, ptr, piece->size);
    hook_free(ptr);
    return moved;
}

cmark_mem oct_md_mem = {hook_calloc, hook_realloc, hook_free};
