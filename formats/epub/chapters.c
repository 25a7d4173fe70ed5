/* formats/epub/chapters - which parts of the document become files, and the table of contents. */
#include "formats/epub/epub.h"

#include "core/prose.h"

/* ---- Divisions around chapters ------------------------------------------------------------ */

/* A page's wrappers: divisions that stand for nothing, or for a section. */
bool oct_epub_is_wrapper(const oct_node *node) {
    if (node->kind != OCT_DIV || oct_node_lang(node).len ||
        oct_node_direction(node) != OCT_DIR_NONE)
        return false;
    return node->as.role == OCT_ROLE_NONE || node->as.role == OCT_ROLE_SECTION ||
           node->as.role == OCT_ROLE_ARTICLE || node->as.role == OCT_ROLE_MAIN;
}

/* The next node of the outline: wrappers are gone into, everything else is passed by. */
static oct_node *next_in_outline(const oct_node *root, oct_node *node) {
    if (oct_epub_is_wrapper(node) && node->first)
        return node->first;
    while (!node->next) {
        node = node->parent;
        if (node == root)
            return NULL;
    }
    return node->next;
}

/* A flag of this file's own, free in all divisions. */
enum { HOLDS_CHAPTER = 1 << 7 };

static void mark_wrappers(const oct_node *root, oct_node *heading) {
    for (oct_node *node = heading->parent; node != root && !(node->flags & HOLDS_CHAPTER);
         node = node->parent)
        node->flags |= HOLDS_CHAPTER;
}

/* Takes a wrapper away. Its identifier, to which links lead, stays on an empty division. */
oct_node *oct_epub_unwrap(oct_epub_book *book, oct_node *node) {
    oct_slice id = oct_node_id(node);
    oct_node *first = node->first;
    oct_node *anchor = id.len ? oct_document_node(book->document, OCT_DIV) : NULL;
    oct_attributes *attributes = anchor ? oct_node_attributes(anchor, book->arena) : NULL;
    if (attributes) {
        attributes->id = id;
        anchor->file = node->file;
        anchor->line = node->line;
        oct_node_insert_after(first, anchor);
    }
    oct_node_unwrap(node);
    return first;
}

/* Headings that begin chapters become children of the root. Wrappers are taken away from the
 * outside in, so that each node moves at most once. */
static void lift_chapters(oct_epub_book *book, int level) {
    oct_node *root = book->document->root;
    for (oct_node *node = root->first; node; node = next_in_outline(root, node))
        if (node->kind == OCT_HEADING && node->as.level <= level)
            mark_wrappers(root, node);
    for (oct_node *node = root->first; node;)
        if (node->kind == OCT_DIV && (node->flags & HOLDS_CHAPTER))
            node = oct_epub_unwrap(book, node);
        else
            node = node->next;
}

/* ---- Where to split ----------------------------------------------------------------------- */

/* The blocks that a section of level 2 has on average when it is a chapter, and its level 1 that of
 * parts, rather than a section of a manual. */
enum { BLOCKS_OF_A_CHAPTER = 12 };

/* Level 1, unless it is the title (there is one at most) or names parts (most are followed at once
 * by a heading of level 2, which begins a long section): then 2. */
static int chosen_level(const oct_epub_book *book) {
    const oct_node *root = book->document->root;
    size_t blocks = 0, firsts = 0, parts = 0, seconds = 0;
    bool after_first = false;
    for (oct_node *node = root->first; node; node = next_in_outline(root, node)) {
        int level = node->kind == OCT_HEADING ? node->as.level : 0;
        blocks++;
        firsts += level == 1;
        seconds += level == 2;
        parts += level == 2 && after_first;
        after_first = level == 1;
    }
    bool of_parts = parts * 2 > firsts && blocks / BLOCKS_OF_A_CHAPTER >= seconds;
    return seconds && (firsts <= 1 || of_parts) ? 2 : 1;
}

static bool begins_chapter(const oct_node *node, int level) {
    return node->kind == OCT_HEADING && node->as.level <= level;
}

static bool is_part(const oct_node *heading) {
    const oct_node *next = heading->next;
    return next && next->kind == OCT_HEADING && next->as.level > heading->as.level;
}

/* What the blocks of the root are. */
typedef struct oct_epub_census {
    uint32_t chapters;
    oct_prose prose;
} census;

static census count_blocks(const oct_node *root, int level) {
    census found = {.chapters = 1};
    for (const oct_node *node = root->first; node; node = node->next) {
        found.chapters += node != root->first && begins_chapter(node, level);
        oct_prose_count(&found.prose, node);
    }
    return found;
}

static void fill_chapters(oct_epub_book *book, int level) {
    const oct_node *root = book->document->root;
    uint32_t index = 0;
    for (oct_node *node = root->first; node; node = node->next) {
        if (node != root->first && begins_chapter(node, level))
            index++;
        oct_epub_chapter *chapter = &book->chapters[index];
        if (!chapter->first) {
            chapter->first = node;
            chapter->heading = begins_chapter(node, level) ? node : NULL;
            chapter->part = chapter->heading && is_part(node) && node->as.level < level;
        }
        chapter->last = node;
    }
}

static void name_files(oct_epub_book *book) {
    book->files =
        oct_arena_array(book->arena, (size_t)book->chapter_count + 1, sizeof *book->files);
    book->failed |= !book->files;
    for (uint32_t i = 0; i < book->chapter_count && !book->failed; i++)
        book->files[i] = oct_arena_printf(book->arena, "chapter-%03u.xhtml", (unsigned)i + 1);
    if (book->files)
        book->files[book->chapter_count] = "notes.xhtml";
}

void oct_epub_split(oct_epub_book *book) {
    int level = (int)book->options->split_level;
    if (level == 0)
        level = chosen_level(book);
    lift_chapters(book, level);
    oct_epub_open_large_wrappers(book);
    census blocks = count_blocks(book->document->root, level);
    book->chapter_count = blocks.chapters;
    book->chapters = oct_arena_array(book->arena, book->chapter_count, sizeof *book->chapters);
    if (!book->chapters) {
        book->failed = true;
        return;
    }
    fill_chapters(book, level);
    oct_epub_split_by_size(book);
    name_files(book);
    book->prose = oct_prose_prevails(&blocks.prose);
}

/* ---- The table of contents ---------------------------------------------------------------- */

oct_slice oct_epub_label(oct_epub_book *book, const oct_node *heading) {
    oct_buffer text;
    oct_buffer_init(&text, book->part.allocator);
    oct_node_plain_text(heading, &text);
    size_t length = 0;
    oct_slice rest = oct_buffer_view(&text), word;
    while (oct_slice_next_word(&rest, &word)) {
        if (length)
            text.ptr[length++] = ' ';
        memmove(text.ptr + length, word.ptr, word.len);
        length += word.len;
    }
    oct_slice label = oct_arena_copy(book->arena, oct_slice_make(text.ptr, length));
    book->failed |= text.failed;
    oct_buffer_free(&text);
    return label;
}

static size_t count_entries(const oct_epub_book *book, int64_t depth) {
    const oct_node *root = book->document->root;
    size_t count = 0;
    for (oct_node *node = root->first; node; node = next_in_outline(root, node))
        count += begins_chapter(node, (int)depth);
    return count;
}

/* A heading without text is called by the number of its chapter. */
static void add_entry(oct_epub_book *book, const oct_node *heading, uint32_t chapter) {
    oct_epub_entry *entry = &book->entries[book->entry_count++];
    entry->label = oct_epub_label(book, heading);
    entry->id = oct_node_id(heading);
    entry->level = heading->as.level;
    entry->chapter = chapter;
    if (!entry->label.len)
        entry->label = oct_slice_of(oct_arena_printf(book->arena, "%u", (unsigned)chapter + 1));
}

void oct_epub_list_entries(oct_epub_book *book) {
    const oct_node *root = book->document->root;
    int64_t depth = book->writing->common->toc_depth;
    book->entries =
        oct_arena_array(book->arena, count_entries(book, depth) + 2, sizeof *book->entries);
    if (!book->entries || book->failed)
        return;
    uint32_t chapter = 0;
    for (oct_node *node = root->first; node; node = next_in_outline(root, node)) {
        if (chapter + 1 < book->chapter_count && node == book->chapters[chapter + 1].first)
            chapter++;
        if (begins_chapter(node, (int)depth))
            add_entry(book, node, chapter);
    }
    if (book->entry_count == 0)
        book->entries[book->entry_count++] =
            (oct_epub_entry){.label = book->title, .chapter = 0, .level = 1};
}

void oct_epub_list_notes(oct_epub_book *book) {
    book->entries[book->entry_count++] = (oct_epub_entry){
        .label = oct_slice_of(book->words->notes), .chapter = book->chapter_count, .level = 1};
}
