/* formats/markdown/math_block - $$ display math $$ over lines that would begin blocks, as "+ b"
 * does: then cmark has to take them for one block, here a code block of this extension. Other
 * display math is found among the inlines (math.c). Knows cmark. */
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

/* How many of the lines behind the opening one, in as many quotes, the formula takes; 0 when it has
 * no end before a blank line, or when no line in it may begin a block. Each search ends at the next
 * "$$". */
static int count_lines(oct_slice behind, int quotes) {
    bool needed = false;
    int count = 0;
    oct_slice line;
    while (oct_slice_next_line(&behind, &line)) {
        if (cut_quotes(&line) != quotes || !line.len)
            return 0;
        size_t end = oct_slice_find(line, OCT_S("$$"));
        count++;
        if (end < line.len)
            return needed && end + 2 == line.len ? count : 0;
        needed |= may_begin_block(line);
    }
    return 0;
}

static cmark_node *open_block(cmark_syntax_extension *extension, int indented, cmark_parser *parser,
                              cmark_node *parent, unsigned char *input, int length) {
    int start = parser->first_nonspace;
    if (indented || length - start < 2 || input[start] != '$' || input[start + 1] != '$')
        return NULL;
    oct_slice rest = oct_slice_make((const char *)input + start + 2, (size_t)(length - start - 2));
    if (oct_slice_find_byte(rest, '$') < rest.len)
        return NULL;
    int lines = count_lines(oct_md_lines_behind(parser->line_number), count_quotes(input, start));
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
