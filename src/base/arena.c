/* base/arena - see arena.h. */
#include "base/arena.h"

#include "base/size.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct oct_arena_block {
    oct_arena_block *older;
    size_t size; /* of the whole block, this header included */
};

static void *malloc_resize(void *user, void *ptr, size_t old_size, size_t new_size) {
    (void)user;
    (void)old_size;
    if (new_size == 0) {
        free(ptr);
        return NULL;
    }
    return realloc(ptr, new_size);
}

const oct_allocator oct_allocator_malloc = {malloc_resize, NULL};

void oct_arena_init(oct_arena *arena, const oct_allocator *allocator) {
    *arena = (oct_arena){.allocator = *allocator};
}

void oct_arena_clear(oct_arena *arena) {
    for (oct_arena_block *block = arena->blocks; block;) {
        oct_arena_block *older = block->older;
        oct_deallocate(&arena->allocator, block, block->size);
        block = older;
    }
    oct_arena_init(arena, &(oct_allocator){arena->allocator.resize, arena->allocator.user});
}

/* ---- Blocks, and their pages ------------------------------------------------------------------
 */

enum { KIB = 1024, MIB = 1024 * KIB, HUGE_PAGE = 2 * MIB, WORTH_HUGE_PAGES = 8 * MIB };
enum { FIRST_BLOCK = 16 * KIB, DOUBLED_UP_TO = MIB, LARGEST_BLOCK = 16 * MIB };
enum { ALLOCATORS_SHARE = 64 }; /* bytes that an allocator may put before a piece */

size_t oct_block_size(size_t total) {
    size_t eighth = total / 8 < LARGEST_BLOCK ? total / 8 : LARGEST_BLOCK;
    if (eighth >= HUGE_PAGE)
        return eighth / HUGE_PAGE * HUGE_PAGE - ALLOCATORS_SHARE;
    if (eighth > DOUBLED_UP_TO)
        return eighth;
    return total < FIRST_BLOCK ? FIRST_BLOCK : total < DOUBLED_UP_TO ? total : DOUBLED_UP_TO;
}

void oct_memory_expect(void *memory, size_t size) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    uintptr_t start = ((uintptr_t)memory + page - 1) / page * page;
    uintptr_t end = ((uintptr_t)memory + size) / page * page;
    if (size < DOUBLED_UP_TO || start >= end)
        return;
        /* An older kernel refuses, and all is as it was. */
#ifdef MADV_HUGEPAGE
    if (size >= WORTH_HUGE_PAGES - ALLOCATORS_SHARE)
        madvise((void *)start, end - start, MADV_HUGEPAGE);
#endif
#ifdef MADV_POPULATE_WRITE
    madvise((void *)start, end - start, MADV_POPULATE_WRITE);
#endif
}

static oct_arena_block *new_block(oct_arena *arena, size_t payload) {
    size_t size;
    if (!oct_size_add(payload, sizeof(oct_arena_block), &size))
        return NULL;
    oct_arena_block *block = oct_allocate(&arena->allocator, size);
    if (!block)
        return NULL;
    oct_memory_expect(block, size);
    block->size = size;
    arena->total += size;
    return block;
}

/* A block of its own for something large, put behind the current one, which stays in use. */
static char *large_bytes(oct_arena *arena, size_t size) {
    oct_arena_block *block = new_block(arena, size);
    if (!block) {
        arena->failed = true;
        return NULL;
    }
    if (arena->blocks) {
        block->older = arena->blocks->older;
        arena->blocks->older = block;
    } else {
        block->older = NULL;
        arena->blocks = block;
        arena->tip = arena->end = (char *)block + block->size;
    }
    return (char *)(block + 1);
}

static bool next_block(oct_arena *arena) {
    oct_arena_block *block = new_block(arena, oct_block_size(arena->total));
    if (!block) {
        arena->failed = true;
        return false;
    }
    block->older = arena->blocks;
    arena->blocks = block;
    arena->tip = (char *)(block + 1);
    arena->end = (char *)block + block->size;
    return true;
}

char *oct_arena_bytes(oct_arena *arena, size_t size) {
    if (size > (size_t)(arena->end - arena->tip)) {
        if (size > oct_block_size(arena->total) / 4)
            return large_bytes(arena, size);
        if (!next_block(arena))
            return NULL;
    }
    char *bytes = arena->tip;
    arena->tip += size;
    return bytes;
}

void *oct_arena_alloc(oct_arena *arena, size_t size) {
    const size_t alignment = _Alignof(max_align_t) > 8 ? 8 : _Alignof(max_align_t);
    size_t padding = (size_t)(-(uintptr_t)arena->tip) & (alignment - 1);
    if (arena->tip && padding <= (size_t)(arena->end - arena->tip))
        arena->tip += padding;
    return oct_arena_bytes(arena, size ? size : 1);
}

void *oct_arena_zalloc(oct_arena *arena, size_t size) {
    void *memory = oct_arena_alloc(arena, size);
    if (memory)
        memset(memory, 0, size);
    return memory;
}

void *oct_arena_array(oct_arena *arena, size_t count, size_t size) {
    size_t bytes;
    if (!oct_size_multiply(count, size, &bytes)) {
        arena->failed = true;
        return NULL;
    }
    return oct_arena_zalloc(arena, bytes);
}

oct_slice oct_arena_copy(oct_arena *arena, oct_slice slice) {
    char *bytes = slice.len ? oct_arena_bytes(arena, slice.len) : NULL;
    if (!bytes)
        return (oct_slice){NULL, 0};
    memcpy(bytes, slice.ptr, slice.len);
    return (oct_slice){bytes, slice.len};
}

char *oct_arena_string(oct_arena *arena, oct_slice slice) {
    size_t size;
    char *bytes = oct_size_add(slice.len, 1, &size) ? oct_arena_bytes(arena, size) : NULL;
    if (!bytes)
        return NULL;
    if (slice.len)
        memcpy(bytes, slice.ptr, slice.len);
    bytes[slice.len] = '\0';
    return bytes;
}

/* Moves text to a fresh block twice its size and makes the rest of that block the arena's tip. */
static oct_slice append_in_new_block(oct_arena *arena, oct_slice text, oct_slice more) {
    size_t len, room;
    if (!oct_size_add(text.len, more.len, &len) || !oct_size_multiply(len, 2, &room)) {
        arena->failed = true;
        return (oct_slice){NULL, 0};
    }
    size_t usual = oct_block_size(arena->total);
    oct_arena_block *block = new_block(arena, room > usual ? room : usual);
    if (!block) {
        arena->failed = true;
        return (oct_slice){NULL, 0};
    }
    block->older = arena->blocks;
    arena->blocks = block;
    char *bytes = (char *)(block + 1);
    if (text.len)
        memcpy(bytes, text.ptr, text.len);
    if (more.len)
        memcpy(bytes + text.len, more.ptr, more.len);
    arena->tip = bytes + len;
    arena->end = (char *)block + block->size;
    return (oct_slice){bytes, len};
}

oct_slice oct_arena_append(oct_arena *arena, oct_slice text, oct_slice more) {
    size_t room = (size_t)(arena->end - arena->tip);
    if (text.len && text.ptr + text.len == arena->tip && more.len <= room) {
        if (more.len)
            memcpy(arena->tip, more.ptr, more.len);
        arena->tip += more.len;
        return (oct_slice){text.ptr, text.len + more.len};
    }
    if (text.len < room && more.len < room - text.len) {
        char *bytes = arena->tip;
        if (text.len)
            memcpy(bytes, text.ptr, text.len);
        if (more.len)
            memcpy(bytes + text.len, more.ptr, more.len);
        arena->tip += text.len + more.len;
        return (oct_slice){bytes, text.len + more.len};
    }
    return append_in_new_block(arena, text, more);
}

char *oct_arena_printf(oct_arena *arena, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *string = length < 0 ? NULL : oct_arena_bytes(arena, (size_t)length + 1);
    if (string)
        vsnprintf(string, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    return string;
}
