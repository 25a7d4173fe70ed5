/* formats/markdown/abbreviation - "*[HTML]: Hyper Text Markup Language", as PHP Markdown Extra has
 * it: a block of one line, as an extension of cmark. What becomes of the words is in
 * tree_abbreviations.c. Knows cmark. */
#include "formats/markdown/inlines.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

/* A meaning may stand at every word of a text, and no page is to grow without bounds. */
enum { LONGEST_MEANING = 255 };

/* The length of the term of "*[term]: meaning", at the front of text; 0 when that is none. */
static size_t term_length(oct_slice text) {
    size_t end = 2;
    while (end < text.len && end - 2 <= OCT_MD_LONGEST_TERM && !memchr("[]\n\r", text.ptr[end], 4))
        end++;
    oct_slice behind = oct_slice_from(text, end);
    bool closed = end - 2 <= OCT_MD_LONGEST_TERM && oct_slice_starts(behind, OCT_S("]:"));
    size_t meaning = oct_slice_trim(oct_slice_from(behind, 2)).len;
    bool whole = oct_slice_trim(oct_slice_make(text.ptr + 2, end - 2)).len > 0 && meaning > 0 &&
                 meaning <= LONGEST_MEANING;
    return closed && whole ? end - 2 : 0;
}

/* With the bytes that marks stand for. */
static cmark_chunk copy_of(const char *set, oct_slice text) {
    text = oct_slice_trim(text);
    unsigned char *copy = oct_md_mem.calloc(text.len + 1, 1);
    for (size_t i = 0; i < text.len; i++)
        copy[i] = (unsigned char)(set ? oct_md_plain(set, text.ptr[i]) : text.ptr[i]);
    return (cmark_chunk){copy, (bufsize_t)text.len, 1};
}

static cmark_node *open_block(cmark_syntax_extension *extension, int indented, cmark_parser *parser,
                              cmark_node *parent, unsigned char *input, int length) {
    int start = parser->first_nonspace;
    if (indented || length - start < 6 || input[start] != '*' || input[start + 1] != '[')
        return NULL;
    oct_slice line = {(const char *)input + start, (size_t)(length - start)};
    size_t term = term_length(line);
    if (!term)
        return NULL;
    const char *set = oct_md_set_of(parser);
    cmark_node *block =
        cmark_parser_add_child(parser, parent, oct_md_inline.abbreviation, start + 1);
    cmark_node_set_syntax_extension(block, extension);
    block->as.link.url = copy_of(set, oct_slice_make(line.ptr + 2, term));
    block->as.link.title = copy_of(set, oct_slice_from(line, term + 4));
    cmark_parser_advance_offset(parser, (char *)input, length - parser->offset, false);
    return block;
}

/* It has no more lines than its own. */
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

static char extension_name[] = "octavo-abbreviation";
cmark_syntax_extension oct_md_abbreviation_extension = {
    .name = extension_name,
    .try_opening_block = open_block,
    .last_block_matches = goes_on,
    .can_contain_func = can_contain,
};
