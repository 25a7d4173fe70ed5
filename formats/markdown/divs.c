/* formats/markdown/divs - see divs.h. A closing fence closes the innermost div that is open where
 * it stands, as cmark sees it: in the same quote, item or note. Knows cmark and attributes. */
#include "formats/markdown/divs.h"

#include "formats/markdown/attributes.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

/* ---- Fences --------------------------------------------------------------------------------- */

static oct_slice without_colons(oct_slice text) {
    while (text.len && text.ptr[0] == ':')
        text = oct_slice_from(text, 1);
    return text;
}

/* The length of a word that names a class. */
static size_t word_length(oct_slice text) {
    size_t length = 0;
    while (length < text.len && !oct_is_space(text.ptr[length])) {
        if (text.ptr[length] == '{' || text.ptr[length] == '}')
            return 0;
        length++;
    }
    return length;
}

bool oct_md_div_fence(oct_slice line, oct_slice *attributes) {
    *attributes = (oct_slice){NULL, 0};
    oct_slice rest = without_colons(line);
    if (line.len - rest.len < 3)
        return false;
    rest = oct_slice_trim(rest);
    if (!rest.len)
        return true;
    size_t length = rest.ptr[0] == '{' ? oct_md_attributes_length(rest) : word_length(rest);
    *attributes = oct_slice_head(rest, length);
    rest = oct_slice_trim(oct_slice_from(rest, length));
    return length > 0 && without_colons(rest).len == 0;
}

/* ---- Opening and closing -------------------------------------------------------------------- */

static void skip_line(cmark_parser *parser, unsigned char *input, int length) {
    while (length > 0 && (input[length - 1] == '\n' || input[length - 1] == '\r'))
        length--;
    cmark_parser_advance_offset(parser, (char *)input, length - cmark_parser_get_offset(parser),
                                false);
}

/* Whether the line would go on with a paragraph: a div begins none of these. */
static bool goes_on_with_paragraph(const cmark_parser *parser, const cmark_node *parent) {
    return parent->type == CMARK_NODE_PARAGRAPH ||
           (parser->current->type == CMARK_NODE_PARAGRAPH &&
            (parent->type == CMARK_NODE_DOCUMENT || parent->start_line != parser->line_number));
}

static cmark_node *open_div(cmark_syntax_extension *extension, cmark_parser *parser,
                            cmark_node *parent, oct_slice attributes) {
    if (goes_on_with_paragraph(parser, parent))
        return NULL;
    unsigned char *copy = oct_md_mem.calloc(attributes.len, 1);
    memcpy(copy, attributes.ptr, attributes.len);
    cmark_node *node =
        cmark_parser_add_child(parser, parent, oct_md_kinds.div, parser->first_nonspace + 1);
    cmark_node_set_syntax_extension(node, extension);
    oct_md_div *div = oct_md_mem.calloc(1, sizeof *div);
    div->attributes = (cmark_chunk){copy, (bufsize_t)attributes.len, 1};
    node->as.opaque = div;
    return node;
}

/* What ends when a line does not go on with it, and so lets a fence through to what it is in. */
static bool is_transparent(const cmark_node *node) {
    return node->type == CMARK_NODE_PARAGRAPH || node->type == CMARK_NODE_LIST ||
           node->type == oct_md_kinds.table || node->type == oct_md_kinds.row ||
           node->type == oct_md_kinds.definition_list || node->type == oct_md_kinds.line_block ||
           node->type == oct_md_kinds.line;
}

/* A node that no block but those above the div may hold makes cmark close the div. It stands in one
 * of its kind so that the blank rest of the line does not count for what is around it. */
static cmark_node *close_div(cmark_syntax_extension *extension, cmark_parser *parser,
                             cmark_node *parent) {
    cmark_node *node = parent;
    while (is_transparent(node) && node->parent)
        node = node->parent;
    if (node->type != oct_md_kinds.div)
        return NULL;
    oct_md_div *div = node->as.opaque;
    div->closing = div->closed = true;
    int column = parser->first_nonspace + 1;
    cmark_node *end = cmark_parser_add_child(parser, parent, oct_md_kinds.div_end, column);
    cmark_node_set_syntax_extension(end, extension);
    cmark_node *inner = cmark_parser_add_child(parser, end, oct_md_kinds.div_end, column);
    cmark_node_set_syntax_extension(inner, extension);
    return inner;
}

static cmark_node *open_block(cmark_syntax_extension *extension, int indented, cmark_parser *parser,
                              cmark_node *parent, unsigned char *input, int length) {
    int start = parser->first_nonspace;
    if (indented || length - start < 3 || input[start] != ':')
        return NULL;
    oct_slice line = {(const char *)input + start, (size_t)(length - start)}, attributes;
    if (!oct_md_div_fence(line, &attributes))
        return NULL;
    cmark_node *node = attributes.len ? open_div(extension, parser, parent, attributes)
                                      : close_div(extension, parser, parent);
    if (node)
        skip_line(parser, input, length);
    return node;
}

static int goes_on(cmark_syntax_extension *extension, cmark_parser *parser, unsigned char *input,
                   int length, cmark_node *container) {
    (void)extension;
    (void)parser;
    (void)input;
    (void)length;
    return container->type == oct_md_kinds.div;
}

static int can_contain(cmark_syntax_extension *extension, cmark_node *node, cmark_node_type child) {
    (void)extension;
    if (node->type == oct_md_kinds.div_end)
        return child == oct_md_kinds.div_end;
    if (node->type != oct_md_kinds.div ||
        (child == oct_md_kinds.div_end && ((const oct_md_div *)node->as.opaque)->closing))
        return false;
    return CMARK_NODE_TYPE_BLOCK_P(child) && child != CMARK_NODE_DOCUMENT &&
           child != CMARK_NODE_ITEM && child != oct_md_kinds.row && child != oct_md_kinds.cell;
}

static void free_div(cmark_syntax_extension *extension, cmark_mem *mem, cmark_node *node) {
    (void)extension;
    oct_md_div *div = node->type == oct_md_kinds.div ? node->as.opaque : NULL;
    if (!div)
        return;
    mem->free(div->attributes.data);
    mem->free(div);
}

static char extension_name[] = "octavo-divs";
cmark_syntax_extension oct_md_divs_extension = {
    .name = extension_name,
    .try_opening_block = open_block,
    .last_block_matches = goes_on,
    .can_contain_func = can_contain,
    .opaque_free_func = free_div,
};
