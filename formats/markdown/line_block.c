/* formats/markdown/line_block - lines that begin with "| " keep their breaks and their indentation;
 * a line that begins with a blank goes on with the one before. See blocks.h. */
#include "formats/markdown/blocks.h"

#include "formats/markdown/table.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

static bool is_line(oct_slice text) {
    return text.len && text.ptr[0] == '|' &&
           (text.len == 1 || text.ptr[1] == ' ' || text.ptr[1] == '\t');
}

cmark_node *oct_md_open_line_block(const oct_md_line *line) {
    if (!is_line(line->text) || oct_md_is_in_paragraph(line))
        return NULL;
    return oct_md_keep_lines(line, OCT_MD_RAW_LINES);
}

/* Whether the line makes a table of the one before it. */
static bool makes_table(const oct_md_line *line, const cmark_node *node) {
    return line->blocks->features->tables && oct_md_is_table(node, line->text);
}

bool oct_md_line_block_goes_on(const oct_md_line *line, cmark_node *node) {
    if (line->parser->blank)
        return false;
    if (line->parser->indent > 0 && line->text.ptr[0] != '|')
        return true;
    if (makes_table(line, node)) {
        oct_md_make_paragraph(line->blocks, node);
        return true;
    }
    return is_line(line->text);
}

/* Spaces at the front do not fall together: they are no-break spaces. */
static void put_line(cmark_node *block, oct_slice text, int number) {
    cmark_node *line = oct_md_append_block(block, oct_md_kinds.line, number);
    text = oct_slice_from(text, text.len > 1 ? 2 : 1);
    oct_slice words = oct_slice_trim(text);
    for (const char *c = text.ptr; words.len && c < words.ptr; c++)
        cmark_strbuf_puts(&line->content, *c == '\t' ? "\xC2\xA0\xC2\xA0" : "\xC2\xA0");
    cmark_strbuf_put(&line->content, (const unsigned char *)words.ptr, (bufsize_t)words.len);
}

void oct_md_finish_line_block(cmark_node *node) {
    cmark_chunk literal = node->as.code.literal;
    oct_slice rest = oct_md_kept_lines(node), text;
    oct_md_change_kind(node, oct_md_kinds.line_block);
    int number = node->start_line;
    for (; oct_slice_next_line(&rest, &text); number++) {
        text = oct_slice_trim(text);
        if (is_line(text)) {
            put_line(node, text, number);
        } else if (text.len) {
            cmark_strbuf_putc(&node->last_child->content, ' ');
            cmark_strbuf_put(&node->last_child->content, (const unsigned char *)text.ptr,
                             (bufsize_t)text.len);
        }
    }
    oct_md_mem.free(literal.data);
}
