/* formats/markdown/strikeout - ~~text~~ and ~text~ (GFM 6.5) as an extension of cmark. Knows cmark.
 */
#include "formats/markdown/flanking.h"
#include "formats/markdown/syntax.h"

#include <cmark-gfm-extension_api.h>

/* A run of tildes becomes text, and a delimiter when it is of one or two. */
static cmark_node *match(cmark_syntax_extension *extension, cmark_parser *parser,
                         cmark_node *parent, unsigned char byte, cmark_inline_parser *inlines) {
    (void)extension;
    (void)parent;
    if (byte != '~')
        return NULL;
    cmark_chunk *chunk = cmark_inline_parser_get_chunk(inlines);
    oct_slice text = {(const char *)chunk->data, (size_t)chunk->len};
    int start = cmark_inline_parser_get_offset(inlines), end = start;
    while (end < chunk->len && chunk->data[end] == '~')
        end++;
    cmark_node *node = cmark_node_new_with_mem(CMARK_NODE_TEXT, &oct_md_mem);
    node->as.literal = cmark_chunk_dup(chunk, start, end - start);
    node->start_line = node->end_line = cmark_inline_parser_get_line(inlines);
    node->start_column = cmark_inline_parser_get_column(inlines);
    cmark_inline_parser_set_offset(inlines, end);
    if (end - start > 2)
        return node;
    oct_md_flanking run =
        oct_md_flanking_of(text, (size_t)start, (size_t)end, oct_md_set_of(parser), false);
    if (run.left || run.right)
        cmark_inline_parser_push_delimiter(inlines, byte, run.left, run.right, node);
    return node;
}

static void remove_delimiters(cmark_inline_parser *inlines, const delimiter *first,
                              delimiter *last) {
    while (last) {
        delimiter *previous = last == first ? NULL : last->previous;
        cmark_inline_parser_remove_delimiter(inlines, last);
        last = previous;
    }
}

/* Two runs of the same length: the opener's text node becomes the strikeout. */
static delimiter *insert(cmark_syntax_extension *extension, cmark_parser *parser,
                         cmark_inline_parser *inlines, delimiter *opener, delimiter *closer) {
    (void)parser;
    delimiter *next = closer->next;
    cmark_node *node = opener->inl_text, *end = closer->inl_text;
    if (opener->length != closer->length || !cmark_node_set_type(node, oct_md_kinds.strikeout))
        return next;
    node->as.literal = (cmark_chunk)CMARK_CHUNK_EMPTY;
    cmark_node_set_syntax_extension(node, extension);
    while (node->next && node->next != end)
        cmark_node_append_child(node, node->next);
    cmark_node_free(end);
    remove_delimiters(inlines, opener, closer);
    return next;
}

static int can_contain(cmark_syntax_extension *extension, cmark_node *node, cmark_node_type child) {
    (void)extension;
    return node->type == oct_md_kinds.strikeout && CMARK_NODE_TYPE_INLINE_P(child);
}

static char extension_name[] = "octavo-strikeout";
static cmark_llist tilde = {.next = NULL, .data = (void *)(uintptr_t)'~'};
/* As an emphasis, it is looked through when other delimiters ask what stands around them. */
cmark_syntax_extension oct_md_strikeout_extension = {
    .name = extension_name,
    .special_inline_chars = &tilde,
    .emphasis = true,
    .match_inline = match,
    .insert_inline_from_delim = insert,
    .can_contain_func = can_contain,
};
