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
        char *numbered =
            oct_arena_printf(book->arena, "%.*s-%zu", OCT_SLICE_ARG(name), (size_t)number);
        void **free_place = oct_map_place(&book->taken, oct_slice_of(numbered));
        if (!numbered || !free_place)
            return name;
        if (*free_place)
            continue;
        *free_place = (void *)2;
        place = oct_map_place(&book->taken, name);
        if (place)
            *place = (void *)(number + 1);
        return oct_slice_of(numbered);
    }
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

static void mend_range(oct_epub_book *book, uint32_t chapter) {
    const oct_epub_chapter *range = &book->chapters[chapter];
    for (oct_node *node = range->first; node; node = node == range->last ? NULL : node->next) {
        oct_walk walk = oct_walk_begin(node);
        while (oct_walk_next(&walk)) {
            if (!walk.entering)
                continue;
            if (oct_node_id(walk.node).len && shows_identifier(walk.node))
                mend(book, walk.node, chapter);
            /* The description of an image that is shown is an attribute: nothing in it is a target.
             */
            if (walk.node->kind == OCT_IMAGE && walk.node->as.link->resource &&
                walk.node->as.link->resource->state == OCT_RESOURCE_LOADED)
                oct_walk_skip(&walk);
        }
    }
}

void oct_epub_mend_identifiers(oct_epub_book *book) {
    for (uint32_t i = 0; i < book->chapter_count && !book->arena->failed; i++)
        mend_range(book, i);
    book->failed |= book->targets.failed || book->taken.failed;
}
