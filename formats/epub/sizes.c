/* formats/epub/sizes - chapters that are too large for reading systems, which lay out a file at a
 * time: where they go on in a further file. A file ends in front of the last of the highest
 * headings in it, else of a break in the text, else between two blocks. */
#include "formats/epub/epub.h"

/* What a node takes beside its text: its tags. In bytes, by and large. */
enum { TAGS = 24 };

/* How deep in divisions of divisions a better place to split is looked for. */
enum { DEEPEST_WRAPPER = 64 };

/* The bytes that a block takes in its file; the counting ends above the limit. */
static size_t weigh(const oct_node *block, size_t limit) {
    size_t weight = 0;
    for (const oct_node *node = block; node && weight <= limit;
         node = oct_node_following((oct_node *)(uintptr_t)node, block))
        weight += TAGS + oct_node_text(node).len;
    return weight;
}

/* ---- Boundaries --------------------------------------------------------------------------- */

/* The lower, the better; blocks behind a heading or a break begin no file. */
enum { AT_BREAK = 7, AT_BLOCK = 8, NOWHERE = 9 };

static int rank_of(const oct_node *block) {
    const oct_node *before = oct_node_before(block);
    if (before && before->kind == OCT_HEADING)
        return NOWHERE;
    if (block->kind == OCT_HEADING)
        return block->as.level;
    if (block->kind == OCT_THEMATIC_BREAK)
        return AT_BREAK;
    return before && before->kind == OCT_THEMATIC_BREAK ? NOWHERE : AT_BLOCK;
}

/* The best block to begin the next file with, of those up to the one with which this file gets too
 * large; NULL when all fit. Between first and the block that is found, each is looked at again once
 * for each rank at most. */
static oct_node *next_begin(const oct_node *first, const oct_node *last, size_t limit) {
    oct_node *best = NULL;
    int best_rank = NOWHERE;
    size_t weight = weigh(first, limit);
    for (oct_node *block = first == last ? NULL : first->next; block; block = block->next) {
        int rank = rank_of(block);
        if (rank < NOWHERE && rank <= best_rank) {
            best = block;
            best_rank = rank;
        }
        weight += weigh(block, limit);
        if (weight > limit && best)
            return best;
        if (block == last)
            break;
    }
    return NULL;
}

/* ---- Wrappers ----------------------------------------------------------------------------- */

/* Takes away divisions that stand for nothing and would not fit a file. */
static void open_wrappers(oct_epub_book *book, size_t limit) {
    oct_node *root = book->document->root;
    int depth = 0;
    for (oct_node *node = root->first; node;) {
        bool opens = node->first && depth < DEEPEST_WRAPPER && oct_epub_is_wrapper(node) &&
                     weigh(node, limit) > limit;
        depth = opens ? depth + 1 : 0;
        node = opens ? oct_epub_unwrap(book, node) : node->next;
    }
}

/* ---- All chapters ------------------------------------------------------------------------- */

/* Splits the chapters; out gets an array of oct_epub_chapter. */
static void split(oct_epub_book *book, size_t limit, oct_buffer *out) {
    for (uint32_t i = 0; i < book->chapter_count; i++) {
        oct_epub_chapter rest = book->chapters[i];
        oct_node *next;
        while (rest.first && (next = next_begin(rest.first, rest.last, limit)) != NULL) {
            oct_epub_chapter done = rest;
            done.last = oct_node_before(next);
            oct_buffer_append(out, (const char *)&done, sizeof done);
            rest.first = next;
            rest.heading = next->kind == OCT_HEADING ? next : NULL;
            rest.part = false;
            rest.continued = true;
        }
        oct_buffer_append(out, (const char *)&rest, sizeof rest);
    }
}

/* Whether the document may have a chapter above the limit: looked at as a whole first, for most
 * have none. */
static bool has_large_chapter(const oct_epub_book *book, size_t limit) {
    for (uint32_t i = 0; i < book->chapter_count; i++) {
        const oct_epub_chapter *chapter = &book->chapters[i];
        size_t weight = 0;
        for (const oct_node *node = chapter->first; node && weight <= limit;
             node = node == chapter->last ? NULL : node->next)
            weight += weigh(node, limit);
        if (weight > limit)
            return true;
    }
    return false;
}

void oct_epub_split_by_size(oct_epub_book *book) {
    size_t limit = (size_t)book->options->split_size;
    if (limit == 0 || !has_large_chapter(book, limit))
        return;
    oct_buffer found;
    oct_buffer_init(&found, book->part.allocator);
    split(book, limit, &found);
    size_t count = found.len / sizeof(oct_epub_chapter);
    oct_epub_chapter *chapters =
        found.failed || count > UINT32_MAX ? NULL : oct_arena_alloc(book->arena, found.len);
    if (chapters) {
        memcpy(chapters, found.ptr, found.len);
        book->chapters = chapters;
        book->chapter_count = (uint32_t)count;
    }
    book->failed |= !chapters;
    oct_buffer_free(&found);
}

void oct_epub_open_large_wrappers(oct_epub_book *book) {
    if (book->options->split_size && (book->document->kinds & OCT_KIND_BIT(OCT_DIV)))
        open_wrappers(book, (size_t)book->options->split_size);
}
