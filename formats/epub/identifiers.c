/* formats/epub/identifiers - identifiers as XML needs them: names (XML 1.0, production [5], without
 * colons), each once in the book. */
#include "formats/epub/epub.h"

#include "base/utf8.h"

static bool continues_name(uint32_t c) {
    return c < 0x80 && (oct_is_alnum((char)c) || c == '-' || c == '_' || c == '.');
}

/* What cannot stay becomes '-', and characters beyond ASCII their number: in an address they would
 * be percent-encoded, and there are validators that compare addresses without decoding them. */
static oct_slice name_of(oct_epub_book *book, oct_slice id) {
    oct_buffer *name = &book->part;
    name->len = 0;
    for (size_t length; id.len; id = oct_slice_from(id, length)) {
        uint32_t c = oct_utf8_decode(id, &length);
        if (name->len == 0 && (c >= 0x80 || !(oct_is_alpha((char)c) || c == '_')))
            oct_buffer_string(name, "id-");
        if (c >= 0x80)
            oct_buffer_printf(name, "u%X", (unsigned)c);
        else
            oct_buffer_byte(name, continues_name(c) ? (char)c : '-');
    }
    oct_slice copy = oct_arena_copy(book->arena, oct_buffer_view(name));
    name->len = 0;
    return copy;
}

static oct_slice numbered(oct_epub_book *book, oct_slice name, uintptr_t number) {
    book->part.len = 0;
    oct_buffer_slice(&book->part, name);
    oct_buffer_byte(&book->part, '-');
    oct_buffer_number(&book->part, (int64_t)number);
    oct_slice copy = oct_arena_copy(book->arena, oct_buffer_view(&book->part));
    book->part.len = 0;
    return copy;
}

/* The name, with a number behind it when it is taken. The next number is kept with the name, so
 * that a thousand equal ones take a thousand steps. */
static oct_slice unique_name(oct_epub_book *book, oct_slice name) {
    void **place = oct_map_place(&book->taken, name);
    uintptr_t number = place ? (uintptr_t)*place : 0;
    if (!place || number == 0) {
        if (place)
            *place = (void *)2;
        return name;
    }
    for (;; number++) {
        oct_slice candidate = numbered(book, name, number);
        void **free_place = oct_map_place(&book->taken, candidate);
        if (!candidate.len || !free_place)
            return name;
        if (*free_place)
            continue;
        *free_place = (void *)2;
        place = oct_map_place(&book->taken, name);
        if (place)
            *place = (void *)(number + 1);
        return candidate;
    }
}

oct_slice oct_epub_new_identifier(oct_epub_book *book, oct_slice text) {
    return unique_name(book, name_of(book, text));
}

/* The first node with an identifier is the one that links lead to. */
static void mend(oct_epub_book *book, oct_node *node, uint32_t chapter) {
    oct_slice original = node->attributes->id;
    oct_epub_target *target = OCT_ARENA_NEW(book->arena, oct_epub_target);
    if (!target)
        return;
    target->id = unique_name(book, name_of(book, original));
    target->chapter = chapter;
    node->attributes->id = target->id;
    void **place = oct_map_place(&book->targets, original);
    if (place && !*place)
        *place = target;
}

/* Whether the element that the node becomes carries its identifier. */
static bool shows_identifier(const oct_node *node) {
    return node->kind != OCT_TEXT && node->kind != OCT_SOFT_BREAK && node->kind != OCT_LINE_BREAK &&
           node->kind != OCT_RAW_BLOCK && node->kind != OCT_RAW_INLINE;
}

static bool is_loaded_image(const oct_node *node) {
    return node->kind == OCT_IMAGE && node->as.link->resource &&
           node->as.link->resource->state == OCT_RESOURCE_LOADED;
}

/* The description of an image that is shown is an attribute: nothing in it is a target, or a link.
 */
static void mend_block(oct_epub_book *book, oct_node *block, uint32_t chapter) {
    for (oct_node *node = block, *next; node; node = next) {
        next =
            is_loaded_image(node) ? oct_node_after(node, block) : oct_node_following(node, block);
        if (node->attributes && node->attributes->id.len && shows_identifier(node))
            mend(book, node, chapter);
        if (node->attributes && oct_epub_is_page_mark(node))
            oct_epub_add_page_mark(book, node, chapter);
        if (node->kind == OCT_LINK || node->kind == OCT_IMAGE) {
            oct_epub_reference reference = {node, chapter};
            oct_buffer_append(&book->references, (const char *)&reference, sizeof reference);
        }
    }
}

void oct_epub_mend_below(oct_epub_book *book, const oct_node *node, uint32_t chapter) {
    for (oct_node *child = node->first; child; child = child->next)
        mend_block(book, child, chapter);
}

static void mend_range(oct_epub_book *book, uint32_t chapter) {
    const oct_epub_chapter *range = &book->chapters[chapter];
    for (oct_node *node = range->first; node; node = node == range->last ? NULL : node->next)
        mend_block(book, node, chapter);
}

void oct_epub_mend_identifiers(oct_epub_book *book) {
    for (uint32_t i = 0; i < book->chapter_count && !book->arena->failed; i++)
        mend_range(book, i);
    book->failed |= book->targets.failed || book->taken.failed || book->references.failed;
}
