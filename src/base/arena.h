/* base/arena - memory that is freed as a whole: a few large blocks from the context's allocator. */
#ifndef OCT_BASE_ARENA_H
#define OCT_BASE_ARENA_H

#include "base/slice.h"

/* The allocator that stands on malloc, realloc and free. */
extern const oct_allocator oct_allocator_malloc;

/* Allocate, resize and free through an allocator; NULL when memory is out. Sizes in bytes. */
static inline void *oct_allocate(const oct_allocator *a, size_t size) {
    return a->resize(a->user, NULL, 0, size);
}
static inline void *oct_reallocate(const oct_allocator *a, void *ptr, size_t old, size_t size) {
    return a->resize(a->user, ptr, old, size);
}
static inline void oct_deallocate(const oct_allocator *a, void *ptr, size_t size) {
    if (ptr)
        a->resize(a->user, ptr, size, 0);
}

/* How large the next block should be for something that holds total bytes in blocks: it doubles
 * what there is at first, then adds an eighth. In bytes. */
size_t oct_block_size(size_t total);

/* Tells the system that all of this memory will be written: it then provides the pages of large
 * pieces in one go, where each would cost a page fault. Nothing else changes. */
void oct_memory_expect(void *memory, size_t size);

typedef struct oct_arena_block oct_arena_block;

/* A zeroed arena is not valid: begin with oct_arena_init. Once an allocation failed, failed stays
 * true, so that a caller may do many and ask once. */
typedef struct oct_arena {
    oct_allocator allocator;
    oct_arena_block *blocks; /* the newest first */
    char *tip, *end;         /* the free part of the newest block */
    size_t total;            /* bytes in all blocks */
    bool failed;
} oct_arena;

void oct_arena_init(oct_arena *arena, const oct_allocator *allocator);
/* Frees all that was allocated; the arena may be used again. */
void oct_arena_clear(oct_arena *arena);

/* Uninitialised memory, aligned for any type; NULL when memory is out. */
void *oct_arena_alloc(oct_arena *arena, size_t size);
/* Memory filled with zero bytes. */
void *oct_arena_zalloc(oct_arena *arena, size_t size);
/* An array of count zeroed elements; NULL also when count * size overflows. */
void *oct_arena_array(oct_arena *arena, size_t count, size_t size);
#define OCT_ARENA_NEW(arena, type) ((type *)oct_arena_zalloc((arena), sizeof(type)))

/* Unaligned bytes, for text. */
char *oct_arena_bytes(oct_arena *arena, size_t size);
/* A copy of a slice; {NULL, 0} when memory is out (or the slice is empty). */
oct_slice oct_arena_copy(oct_arena *arena, oct_slice slice);
/* A copy with a NUL behind it; NULL when memory is out. */
char *oct_arena_string(oct_arena *arena, oct_slice slice);
/* The bytes of text with those of more behind it: in place when text was the last thing allocated
 * and there is room, else a copy with room to grow, so that appending in a loop is linear.
 * {NULL, 0} when memory is out. */
oct_slice oct_arena_append(oct_arena *arena, oct_slice text, oct_slice more);
/* printf into the arena. %s, %d, %u, %zu, %.*s and the like only: no floating point, which would
 * heed the locale. NULL when memory is out. */
char *oct_arena_printf(oct_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
