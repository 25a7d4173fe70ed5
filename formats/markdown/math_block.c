/* formats/markdown/math_block - $$ display math $$, or that of backslash.c, over lines that would
 * begin blocks, as "+ b" does: then cmark has to take them for one block, here a code block of this
 * extension. Other display math is found among the inlines (math.c). Knows cmark. */
#include "formats/markdown/inlines.h"
#include "formats/markdown/parse.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

/* Whether a line may begin a block. */
static bool may_begin_block(oct_slice line) {
    return line.len && (oct_is_digit(line.ptr[0]) || memchr("-+*#=<>|~`:_", line.ptr[0], 12));
}

/* Cuts off a line what block quotes have before it, and says how many they are. */
static int cut_quotes(oct_slice *line) {
    int quotes = 0;
    *line = oct_slice_trim(*line);
    for (; line->len && line->ptr[0] == '>'; quotes++)
        *line = oct_slice_trim(oct_slice_from(*line, 1));
    return quotes;
}

static int count_quotes(const unsigned char *input, int end) {
    int quotes = 0;
    for (int i = 0; i < end; i++)
        quotes += input[i] == '>';
    return quotes;
}

/* What ends a formula that begins at the front of a line; empty when none does. */
static oct_slice closing_of(const char *set, oct_slice line) {
    if (oct_slice_starts(line, OCT_S("$$")))
        return OCT_S("$$");
    if (!set || line.len < 2 || line.ptr[0] != set[OCT_MD_BACKSLASH])
        return (oct_slice){NULL, 0};
    if (line.ptr[1] == '[')
        return OCT_S("\\]");
    return line.len > 2 && line.ptr[1] == '\\' && line.ptr[2] == '[' ? OCT_S("\\\\]")
                                                                     : (oct_slice){NULL, 0};
}

/* Whether another formula begins in a line. */
static bool has_opening(const char *set, oct_slice line, oct_slice closing) {
    if (oct_slice_is(closing, "$$"))
        return false;
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == set[OCT_MD_BACKSLASH] &&
            closing_of(set, oct_slice_from(line, i)).len == closing.len)
            return true;
    return false;
}

/* How many of the lines behind the opening one, in as many quotes, the formula takes; 0 when it has
 * no end before a blank line, or when no line in it may begin a block. Each search ends where the
 * next formula begins or ends. */
static int count_lines(const char *set, oct_slice behind, int quotes, oct_slice closing) {
    bool needed = false;
    int count = 0;
    oct_slice line;
    while (oct_slice_next_line(&behind, &line)) {
        if (cut_quotes(&line) != quotes || !line.len)
            return 0;
        size_t end = oct_slice_find(line, closing);
        needed |= may_begin_block(line);
        count++;
        if (end < line.len)
            return needed && end + closing.len == line.len ? count : 0;
        if (has_opening(set, line, closing))
            return 0;
    }
    return 0;
}

static cmark_node *open_block(cmark_syntax_extension *extension, int indented, cmark_parser *parser,
                              cmark_node *parent, unsigned char *input, int length) {
    int start = parser->first_nonspace;
    const char *set = oct_md_set_of(parser);
    oct_slice line = {(const char *)input + start, (size_t)(length - start)};
    oct_slice closing = indented ? (oct_slice){NULL, 0} : closing_of(set, line);
    oct_slice rest = oct_slice_from(line, closing.len);
    size_t closes = closing.len == 2 && closing.ptr[0] == '$' ? oct_slice_find_byte(rest, '$')
                                                              : oct_slice_find(rest, closing);
    if (!closing.len || closes < rest.len)
        return NULL;
    int lines = count_lines(set, oct_md_lines_behind(parser->line_number),
                            count_quotes(input, start), closing);
    if (!lines)
        return NULL;
    cmark_node *block = cmark_parser_add_child(parser, parent, CMARK_NODE_CODE_BLOCK, start + 1);
    cmark_node_set_syntax_extension(block, extension);
    block->footnote.def_count = lines; /* those to come; cmark's own notes are not used */
    cmark_parser_advance_offset(parser, (char *)input, start - parser->offset, false);
    return block;
}

static int goes_on(cmark_syntax_extension *extension, cmark_parser *parser, unsigned char *input,
                   int length, cmark_node *block) {
    (void)extension;
    (void)parser;
    (void)input;
    (void)length;
    return block->footnote.def_count-- > 0;
}

static int can_contain(cmark_syntax_extension *extension, cmark_node *node, cmark_node_type child) {
    (void)extension;
    (void)node;
    (void)child;
    return false;
}

static char extension_name[] = "octavo-math-block";
cmark_syntax_extension oct_md_math_block_extension = {
    .name = extension_name,
    .try_opening_block = open_block,
    .last_block_matches = goes_on,
    .can_contain_func = can_contain,
};
