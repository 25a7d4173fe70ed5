/* formats/markdown/memory - the memory of one parse by cmark. cmark's allocator hook has no user
 * pointer, and cmark cannot go on without the memory it asked for: so each parse has an arena of
 * its own, held in a thread-local, and an allocation that fails leaves the parse by longjmp. */
#ifndef OCT_MARKDOWN_MEMORY_H
#define OCT_MARKDOWN_MEMORY_H

#include "base/arena.h"

#include <cmark-gfm.h>
#include <setjmp.h>

/* Small pieces are cut from large blocks and, when freed, kept in a list for each size; pieces of
 * more than a few KiB are the context allocator's own. */
enum { OCT_MD_CLASSES = 129 };

typedef struct oct_md_memory {
    oct_allocator allocator;
    struct oct_md_block *blocks; /* the newest first */
    struct oct_md_large *large;  /* all large pieces, doubly linked */
    char *tip, *end;             /* the free part of the newest block */
    size_t in_blocks;            /* bytes in all blocks */
    size_t total, limit;         /* bytes taken from the allocator, and how many may be */
    bool limit_hit;
    struct oct_md_free *unused[OCT_MD_CLASSES]; /* freed pieces by size in units */
    jmp_buf out_of_memory;                      /* where a failed allocation goes */
} oct_md_memory;

/* The hook for cmark: it serves from the memory that is current in this thread. */
extern cmark_mem oct_md_mem;

/* The memory becomes current until oct_md_memory_end, which frees all of it. At most limit bytes
 * are taken. */
void oct_md_memory_begin(oct_md_memory *memory, const oct_allocator *allocator, size_t limit);
void oct_md_memory_end(oct_md_memory *memory);

#endif
