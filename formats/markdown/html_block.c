/* formats/markdown/html_block - the HTML blocks that CommonMark 0.31 has and cmark 0.29 has not, as
 * an extension of cmark. They begin at marks (marks.h). Knows cmark and html_tag. */
#include "formats/markdown/html_tag.h"
#include "formats/markdown/syntax.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

static oct_slice line_at(const unsigned char *input, int length, int start) {
    oct_slice line = {(const char *)input + start, (size_t)(length - start)};
    while (line.len && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r'))
        line.len--;
    return line;
}

/* Whether a line that begins no block is part of a paragraph, be it one in a quote or an item whose
 * markers the line lacks: what is open where a line was taken apart was opened before it. */
static bool goes_on_lazily(const cmark_parser *parser, const cmark_node *parent) {
    return parent->type == CMARK_NODE_PARAGRAPH ||
           (parser->current->type == CMARK_NODE_PARAGRAPH &&
            (parent->type == CMARK_NODE_DOCUMENT || parent->start_line != parser->line_number));
}

/* cmark goes on with a block and ends it, but for what it does not know: how a <textarea> ends. */
static cmark_node *open_block(cmark_syntax_extension *extension, int indented, cmark_parser *parser,
                              cmark_node *parent, unsigned char *input, int length) {
    int start = parser->first_nonspace;
    if (indented || start >= length || input[start] >= ' ')
        return NULL;
    const char *set = oct_md_set_of(parser);
    if (!set || (char)input[start] != set[OCT_MD_TAG])
        return NULL;
    int kind = oct_md_html_block_kind(line_at(input, length, start));
    if (kind == 0 || (kind == 7 && goes_on_lazily(parser, parent)))
        return NULL;
    cmark_node *block = cmark_parser_add_child(parser, parent, CMARK_NODE_HTML_BLOCK, start + 1);
    block->as.html_block_type = kind;
    if (kind == 1)
        cmark_node_set_syntax_extension(block, extension);
    return block;
}

/* The block's last line so far. */
static oct_slice last_line(const cmark_node *block) {
    oct_slice text = {(const char *)block->content.ptr, (size_t)block->content.size};
    text = line_at((const unsigned char *)text.ptr, (int)text.len, 0);
    const char *newline = text.len ? memrchr(text.ptr, '\n', text.len) : NULL;
    return newline ? oct_slice_from(text, (size_t)(newline + 1 - text.ptr)) : text;
}

static int goes_on(cmark_syntax_extension *extension, cmark_parser *parser, unsigned char *input,
                   int length, cmark_node *block) {
    (void)extension;
    (void)parser;
    (void)input;
    (void)length;
    return !oct_md_ends_html_block_1(last_line(block));
}

static int can_contain(cmark_syntax_extension *extension, cmark_node *node, cmark_node_type child) {
    (void)extension;
    (void)node;
    (void)child;
    return false;
}

static char extension_name[] = "octavo-html";
cmark_syntax_extension oct_md_html_extension = {
    .name = extension_name,
    .try_opening_block = open_block,
    .last_block_matches = goes_on,
    .can_contain_func = can_contain,
};
