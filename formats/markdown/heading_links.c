/* formats/markdown/heading_links - see heading_links.h. Knows base and cmark.
 *
 * cmark's function that makes a definition is not public: a second parser makes them, of a text of
 * definitions, and they are taken over from it. */
#include "formats/markdown/heading_links.h"

#include <cmark-gfm/buffer.h>
#include <cmark-gfm/node.h>
#include <cmark-gfm/parser.h>
#include <limits.h>
#include <stdio.h>

enum { LONGEST_LABEL = 999 };
/* Begins a destination that is a heading's number; no address has it. */
#define NUMBER_MARK '\x7F'

/* ---- What stands in brackets ----------------------------------------------------------------- */

/* Equal for labels that cmark takes for the same: white space counts as one, case does not count,
 * and what is not ASCII neither. */
static uint32_t label_hash(oct_slice label) {
    uint32_t hash = 2166136261U;
    bool space = false;
    for (size_t i = 0; i < label.len; i++) {
        char c = label.ptr[i];
        bool is_space = oct_is_space(c);
        if ((is_space && space) || c < 0)
            continue;
        space = is_space;
        hash = (hash ^ (unsigned char)(is_space ? ' ' : oct_to_lower(c))) * 16777619U;
    }
    return hash ^ hash >> 12;
}

static bool may_name(const oct_md_bracketed *bracketed, oct_slice label) {
    uint32_t hash = label_hash(label);
    return bracketed->bits[hash >> 6 & 63] >> (hash & 63) & 1;
}

/* The length of what stands between "[" and "]" at the front of text; 0 when that is no label. */
static size_t bracketed_length(oct_slice text) {
    for (size_t i = 1; i < text.len && i <= LONGEST_LABEL + 1; i++) {
        if (text.ptr[i] == ']')
            return i - 1;
        if (text.ptr[i] == '[')
            return 0;
        i += text.ptr[i] == '\\';
    }
    return 0;
}

void oct_md_find_bracketed(oct_md_bracketed *bracketed, oct_slice text) {
    *bracketed = (oct_md_bracketed){0};
    for (size_t at = oct_slice_find_byte(text, '['); at < text.len; at++) {
        oct_slice rest = oct_slice_from(text, at);
        size_t length = bracketed_length(rest);
        bool link = length + 2 < rest.len && rest.ptr[length + 2] == '(';
        if (length && !link) {
            uint32_t hash = label_hash(oct_slice_trim(oct_slice_make(rest.ptr + 1, length)));
            bracketed->bits[hash >> 6 & 63] |= (uint64_t)1 << (hash & 63);
            bracketed->any = true;
        }
        at += length;
        at += oct_slice_find_byte(oct_slice_from(text, at + 1), '[');
    }
}

/* ---- Definitions ------------------------------------------------------------------------------
 */

/* A box of a task is none, nor is what holds brackets. */
static bool is_label(oct_slice label) {
    return label.len > 0 && label.len <= LONGEST_LABEL &&
           !oct_slice_equal_nocase(label, OCT_S("x")) && label.ptr[0] != '^' &&
           oct_slice_find_byte(label, '[') == label.len &&
           oct_slice_find_byte(label, ']') == label.len;
}

/* A heading without the attributes behind it. */
static oct_slice without_attributes(oct_slice text) {
    size_t brace = text.len && text.ptr[text.len - 1] == '}' ? text.len : 0;
    while (brace > 0 && text.ptr[brace - 1] != '{')
        brace--;
    return brace > 1 ? oct_slice_trim(oct_slice_head(text, brace - 1)) : text;
}

static void define(cmark_strbuf *definitions, const oct_md_bracketed *bracketed,
                   cmark_node *heading, int *count) {
    oct_slice text = {(const char *)heading->content.ptr, (size_t)heading->content.size};
    oct_slice label = without_attributes(oct_slice_trim(text));
    if (!is_label(label) || !may_name(bracketed, label))
        return;
    char number[16];
    heading->footnote.ref_ix = ++*count; /* cmark's own notes, whose field this is, are not used */
    int length = snprintf(number, sizeof number, "%d", *count);
    cmark_strbuf_putc(definitions, '[');
    cmark_strbuf_put(definitions, (const unsigned char *)label.ptr, (bufsize_t)label.len);
    cmark_strbuf_puts(definitions, "]: <\x7F");
    cmark_strbuf_put(definitions, (const unsigned char *)number, length);
    cmark_strbuf_puts(definitions, ">\n\n");
}

static void define_all(cmark_strbuf *definitions, cmark_node *root,
                       const oct_md_bracketed *bracketed) {
    int count = 0;
    for (cmark_node *node = root; node;) {
        if (node->type == CMARK_NODE_HEADING)
            define(definitions, bracketed, node, &count);
        if (node->first_child) {
            node = node->first_child;
            continue;
        }
        while (node != root && !node->next)
            node = node->parent;
        node = node == root ? NULL : node->next;
    }
}

/* Those of the text come first: of two definitions with one label cmark takes the older one. */
static void take_over(cmark_map *map, cmark_map *taken) {
    enum { YOUNGER = INT_MAX / 2 };
    cmark_map_entry **end = &map->refs;
    while (*end)
        end = &(*end)->next;
    for (cmark_map_entry *entry = taken->refs; entry; entry = entry->next)
        entry->age += YOUNGER;
    *end = taken->refs;
    map->size += taken->size;
    taken->refs = NULL;
    taken->size = 0;
}

void oct_md_define_headings(cmark_parser *parser, const oct_md_bracketed *bracketed) {
    cmark_strbuf definitions;
    cmark_strbuf_init(&oct_md_mem, &definitions, 0);
    define_all(&definitions, parser->root, bracketed);
    if (definitions.size) {
        cmark_parser *other = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &oct_md_mem);
        cmark_strbuf_puts(&definitions, "***\n"); /* which closes the last */
        cmark_parser_feed(other, (const char *)definitions.ptr, (size_t)definitions.size);
        take_over(parser->refmap, other->refmap);
        cmark_parser_free(other);
    }
    cmark_strbuf_free(&definitions);
}

size_t oct_md_heading_number(oct_slice url) {
    if (url.len < 2 || url.ptr[0] != NUMBER_MARK)
        return 0;
    size_t number = 0;
    for (size_t i = 1; i < url.len; i++) {
        if (!oct_is_digit(url.ptr[i]) || number > INT_MAX / 10)
            return 0;
        number = number * 10 + (size_t)(url.ptr[i] - '0');
    }
    return number;
}
