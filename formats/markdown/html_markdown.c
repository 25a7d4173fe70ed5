/* formats/markdown/html_markdown - HTML blocks of one line, as an extension of cmark: the tags
 * around elements with Markdown in them (marks_tags.c), so that what stands between them is read as
 * Markdown. The core pairs the tags up (core/passes/raw_html). Knows cmark. */
#include "formats/markdown/html_tag.h"
#include "formats/markdown/syntax.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

static bool is_lone_tag(oct_slice line) {
    return oct_md_html_block_kind(line) == 6 &&
           oct_md_html_length(line) == oct_slice_trim(line).len;
}

/* A tag that says so itself, or one that closes such an element. */
static bool is_around_markdown(oct_slice line) {
    return line.ptr[1] == '/' || oct_slice_find(line, OCT_S("markdown=")) < line.len;
}

static cmark_node *open_block(cmark_syntax_extension *extension, int indented, cmark_parser *parser,
                              cmark_node *parent, unsigned char *input, int length) {
    int start = parser->first_nonspace;
    if (indented || start + 2 >= length || input[start] >= ' ')
        return NULL;
    const char *set = oct_md_set_of(parser);
    oct_slice line = {(const char *)input + start, (size_t)(length - start)};
    if (!set || line.ptr[0] != set[OCT_MD_TAG] || !is_lone_tag(line) || !is_around_markdown(line))
        return NULL;
    cmark_node *block = cmark_parser_add_child(parser, parent, CMARK_NODE_HTML_BLOCK, start + 1);
    block->as.html_block_type = 6;
    cmark_node_set_syntax_extension(block, extension);
    return block;
}

/* It ends with its line. */
static int goes_on(cmark_syntax_extension *extension, cmark_parser *parser, unsigned char *input,
                   int length, cmark_node *block) {
    (void)extension;
    (void)parser;
    (void)input;
    (void)length;
    (void)block;
    return false;
}

static int can_contain(cmark_syntax_extension *extension, cmark_node *node, cmark_node_type child) {
    (void)extension;
    (void)node;
    (void)child;
    return false;
}

static char extension_name[] = "octavo-html-markdown";
cmark_syntax_extension oct_md_html_markdown_extension = {
    .name = extension_name,
    .try_opening_block = open_block,
    .last_block_matches = goes_on,
    .can_contain_func = can_contain,
};
