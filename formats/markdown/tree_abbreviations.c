/* formats/markdown/tree_abbreviations - the words of a text that it defines as abbreviations; see
 * building.h. A text is cut into tokens: words, and single bytes that are none. Where a term may
 * begin, as many tokens as the longest term has are looked up: linear in the text, whatever there
 * is defined. */
#include "formats/markdown/building.h"
#include "formats/markdown/inlines.h"
#include "formats/markdown/smart.h"

enum { MOST_TOKENS = 12 };

static bool is_word_byte(char c) {
    return c < 0 || oct_is_alnum(c);
}

static size_t token_length(oct_slice text, size_t at) {
    size_t end = at + 1;
    if (is_word_byte(text.ptr[at]))
        while (end < text.len && is_word_byte(text.ptr[end]))
            end++;
    return end - at;
}

static size_t count_tokens(oct_slice text) {
    size_t count = 0;
    for (size_t at = 0; at < text.len && count <= MOST_TOKENS; count++)
        at += token_length(text, at);
    return count;
}

/* ---- Definitions ------------------------------------------------------------------------------
 */

/* Of two with the same term the later one counts, as in PHP Markdown Extra. */
static void define(building *tree, const cmark_node *node) {
    oct_arena *arena = oct_builder_arena(tree->builder);
    oct_slice term = oct_arena_copy(arena, oct_md_slice_of(&node->as.link.url));
    oct_slice *meaning = OCT_ARENA_NEW(arena, oct_slice);
    size_t tokens = count_tokens(term);
    void **place = term.len && meaning ? oct_map_place(&tree->abbreviations, term) : NULL;
    if (!place) {
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
        return;
    }
    *meaning = oct_arena_copy(arena, oct_md_slice_of(&node->as.link.title));
    *place = meaning;
    tree->begins_term[(unsigned char)term.ptr[0] >> 3] |=
        (uint8_t)(1 << ((unsigned char)term.ptr[0] & 7));
    if (tokens > tree->most_tokens)
        tree->most_tokens = tokens < MOST_TOKENS ? tokens : MOST_TOKENS;
}

void oct_md_collect_abbreviations(building *tree, const cmark_node *root) {
    for (const cmark_node *node = root; node && !oct_builder_failed(tree->builder);) {
        if (node->type == oct_md_inline.abbreviation)
            define(tree, node);
        if (node->first_child && CMARK_NODE_BLOCK_P(node->first_child)) {
            node = node->first_child;
            continue;
        }
        while (node != root && !node->next)
            node = node->parent;
        node = node == root ? NULL : node->next;
    }
}

/* ---- Words ------------------------------------------------------------------------------------
 */

/* The length of the longest term at a place; 0 when there is none. */
static size_t find(const building *tree, oct_slice text, size_t at, const oct_slice **meaning) {
    size_t found = 0, end = at;
    for (size_t i = 0; i < tree->most_tokens && end < text.len; i++) {
        end += token_length(text, end);
        if (end - at > OCT_MD_LONGEST_TERM)
            break;
        const oct_slice *value =
            oct_map_find(&tree->abbreviations, oct_slice_make(text.ptr + at, end - at));
        if (value) {
            *meaning = value;
            found = end - at;
        }
    }
    return found;
}

static void put_abbreviation(building *tree, oct_slice term, oct_slice meaning) {
    oct_node *span = oct_builder_open(tree->builder, OCT_SPAN, tree->line);
    span->as.role = OCT_ROLE_ABBR;
    oct_md_add_pair(tree, span, OCT_S("title"), meaning);
    oct_builder_text(tree->builder, term, tree->line);
    oct_builder_close(tree->builder, OCT_SPAN);
}

static void put_tokens(building *tree, oct_slice text) {
    size_t done = 0, at = 0;
    while (tree->most_tokens && at < text.len) {
        unsigned char first = (unsigned char)text.ptr[at];
        const oct_slice *meaning = NULL;
        bool begins = tree->begins_term[first >> 3] >> (first & 7) & 1;
        size_t length = begins ? find(tree, text, at, &meaning) : 0;
        if (length) {
            oct_builder_text(tree->builder, oct_slice_make(text.ptr + done, at - done), tree->line);
            put_abbreviation(tree, oct_slice_make(text.ptr + at, length), *meaning);
            done = at + length;
        }
        at += length ? length : token_length(text, at);
    }
    oct_builder_text(tree->builder, oct_slice_from(text, done), tree->line);
}

void oct_md_put_words(building *tree, oct_slice text) {
    size_t space = tree->text->features->smart ? oct_md_space_to_keep(text) : text.len;
    while (space < text.len) {
        put_tokens(tree, oct_slice_head(text, space));
        oct_builder_text(tree->builder, OCT_S("\u00A0"), tree->line);
        text = oct_slice_from(text, space + 1);
        space = oct_md_space_to_keep(text);
    }
    put_tokens(tree, text);
}
