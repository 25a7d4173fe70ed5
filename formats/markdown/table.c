/* formats/markdown/table - see table.h. Knows base, ast's alignments and cmark. */
#include "formats/markdown/table.h"

#include "ast/node.h"

#include <cmark-gfm-extension_api.h>

/* ---- Cells -------------------------------------------------------------------------------- */

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

/* Past a pipe and the blanks behind it. */
static oct_slice past_pipe(oct_slice rest) {
    if (rest.len && rest.ptr[0] == '|') {
        rest = oct_slice_from(rest, 1);
        while (rest.len && is_blank(rest.ptr[0]))
            rest = oct_slice_from(rest, 1);
    }
    return rest;
}

/* Cuts the next cell and the pipe that ends it off the front; false at the end of the row. A
 * backslash keeps a pipe from ending the cell. */
static bool next_cell(oct_slice *rest, oct_slice *cell) {
    size_t i = 0;
    if (rest->len == 0)
        return false;
    while (i < rest->len && rest->ptr[i] != '|') {
        bool pair = rest->ptr[i] == '\\' && i + 1 < rest->len &&
                    (rest->ptr[i + 1] == '\\' || rest->ptr[i + 1] == '|');
        i += pair ? 2 : 1;
    }
    *cell = oct_slice_trim(oct_slice_head(*rest, i));
    *rest = past_pipe(oct_slice_from(*rest, i));
    return true;
}

static size_t count_cells(oct_slice row) {
    oct_slice rest = past_pipe(row), cell;
    size_t count = 0;
    while (next_cell(&rest, &cell))
        count++;
    return count;
}

/* The alignment of a cell of the delimiter row, ":?-+:?"; -1 when it is none. */
static int alignment_of(oct_slice cell) {
    bool left = cell.len && cell.ptr[0] == ':';
    bool right = cell.len > 1 && cell.ptr[cell.len - 1] == ':';
    size_t dashes = cell.len - left - right;
    for (size_t i = 0; i < dashes; i++)
        if (cell.ptr[left + i] != '-')
            return -1;
    if (dashes == 0)
        return -1;
    return left && right ? OCT_ALIGN_CENTER
           : left        ? OCT_ALIGN_LEFT
           : right       ? OCT_ALIGN_RIGHT
                         : OCT_ALIGN_DEFAULT;
}

/* How many columns a delimiter row has; 0 when the line is none. */
static size_t count_columns(oct_slice line) {
    if (line.len == 0 || !memchr("|:-", line.ptr[0], 3))
        return 0;
    oct_slice rest = past_pipe(line), cell;
    size_t count = 0;
    for (; next_cell(&rest, &cell); count++)
        if (alignment_of(cell) < 0)
            return 0;
    return count;
}

/* ---- Rows --------------------------------------------------------------------------------- */

/* What the line has from its first character on, without the line's end. */
static oct_slice line_of(cmark_parser *parser, const unsigned char *input, int length) {
    int start = cmark_parser_get_first_nonspace(parser);
    oct_slice line = {(const char *)input + start, (size_t)(length - start)};
    while (line.len && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r'))
        line.len--;
    return line;
}

static void skip_line(cmark_parser *parser, unsigned char *input, int length) {
    cmark_parser_advance_offset(parser, (char *)input, length - 1 - cmark_parser_get_offset(parser),
                                false);
}

/* The cell's text with "\|" made "|", before its inlines are parsed: GFM 4.10, example 200. */
static void put_content(cmark_node *node, oct_slice text) {
    if (text.len == 0)
        return;
    cmark_strbuf_put(&node->content, (const unsigned char *)text.ptr, (bufsize_t)text.len);
    unsigned char *out = node->content.ptr;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\\' && i + 1 < text.len && text.ptr[i + 1] == '|')
            i++;
        *out++ = (unsigned char)text.ptr[i];
    }
    *out = '\0';
    node->content.size = (bufsize_t)(out - node->content.ptr);
}

/* Whether a line has more characters than --columns. */
static bool is_wide(oct_slice line) {
    size_t most = (size_t)oct_md_current_blocks()->reading->common->columns, characters = 0;
    if (line.len <= most)
        return false;
    for (size_t i = 0; i < line.len; i++)
        characters += ((unsigned char)line.ptr[i] & 0xC0) != 0x80;
    return characters > most;
}

static cmark_node *add_row(cmark_syntax_extension *extension, cmark_parser *parser,
                           cmark_node *table, oct_slice line, int column) {
    oct_md_table *data = table->as.opaque;
    cmark_node *row = cmark_parser_add_child(parser, table, oct_md_kinds.row, column);
    cmark_node_set_syntax_extension(row, extension);
    oct_slice rest = past_pipe(line), cell;
    while (next_cell(&rest, &cell)) {
        int at = column + (int)(cell.ptr - line.ptr);
        cmark_node *node = cmark_parser_add_child(parser, row, oct_md_kinds.cell, at);
        cmark_node_set_syntax_extension(node, extension);
        put_content(node, cell);
        data->cells++;
    }
    data->rows++;
    data->wide |= is_wide(line);
    return row;
}

/* ---- The extension's calls ----------------------------------------------------------------- */

/* The last line of a paragraph, which may be a table's header. */
static oct_slice last_line(const cmark_node *paragraph) {
    oct_slice text = {(const char *)paragraph->content.ptr, (size_t)paragraph->content.size};
    while (text.len && (text.ptr[text.len - 1] == '\n' || text.ptr[text.len - 1] == '\r'))
        text.len--;
    const char *newline = text.len ? memrchr(text.ptr, '\n', text.len) : NULL;
    return newline ? oct_slice_from(text, (size_t)(newline + 1 - text.ptr)) : text;
}

bool oct_md_is_table(const cmark_node *block, oct_slice line) {
    size_t columns = count_columns(line);
    return columns > 0 && count_cells(oct_slice_trim(last_line(block))) == columns;
}

/* What stands before the header stays a paragraph, or definitions of links: cmark sees to that when
 * a block is added that a paragraph cannot hold. */
static cmark_node *add_table(cmark_parser *parser, cmark_node *paragraph, size_t before) {
    int column = paragraph->start_column;
    cmark_strbuf_truncate(&paragraph->content, (bufsize_t)before);
    return cmark_parser_add_child(parser, paragraph, oct_md_kinds.table, column);
}

static oct_md_table *new_table(oct_slice delimiters, size_t columns) {
    oct_md_table *table = oct_md_mem.calloc(1, sizeof *table);
    table->columns = columns;
    table->alignments = oct_md_mem.calloc(columns, 1);
    table->dashes = oct_md_mem.calloc(columns, sizeof *table->dashes);
    oct_slice rest = past_pipe(delimiters), cell;
    for (size_t i = 0; next_cell(&rest, &cell); i++) {
        table->alignments[i] = (uint8_t)alignment_of(cell);
        table->dashes[i] = (uint32_t)cell.len;
    }
    return table;
}

/* A delimiter row under a line with as many cells makes a table of the last line of a paragraph. */
static cmark_node *open_table(cmark_syntax_extension *extension, cmark_parser *parser,
                              cmark_node *paragraph, unsigned char *input, int length) {
    oct_slice delimiters = line_of(parser, input, length);
    size_t columns = count_columns(delimiters);
    if (columns == 0)
        return NULL;
    oct_slice header = last_line(paragraph);
    if (count_cells(header) != columns)
        return NULL;
    size_t before = (size_t)(header.ptr - (const char *)paragraph->content.ptr);
    char *copy = oct_md_mem.calloc(header.len + 1, 1);
    memcpy(copy, header.ptr, header.len);
    header.ptr = copy;
    cmark_node *table = add_table(parser, paragraph, before);
    cmark_node_set_syntax_extension(table, extension);
    table->start_line = cmark_parser_get_line_number(parser) - 1;
    table->as.opaque = new_table(delimiters, columns);
    ((oct_md_table *)table->as.opaque)->wide = is_wide(delimiters);
    oct_md_put_off(oct_md_current_blocks(), table);
    cmark_node *row = add_row(extension, parser, table, header, table->start_column);
    oct_md_mem.free(copy);
    row->start_line = table->start_line;
    for (cmark_node *cell = row->first_child; cell; cell = cell->next)
        cell->start_line = table->start_line;
    skip_line(parser, input, length);
    return row; /* to cmark the rest of the line is blank, which must not count for the table */
}

static cmark_node *open_row(cmark_syntax_extension *extension, cmark_parser *parser,
                            cmark_node *table, unsigned char *input, int length) {
    oct_slice line = line_of(parser, input, length);
    if (cmark_parser_is_blank(parser) || count_cells(line) == 0)
        return NULL;
    cmark_node *row = add_row(extension, parser, table, line, table->start_column);
    skip_line(parser, input, length);
    return row;
}

static cmark_node *open_block(cmark_syntax_extension *extension, int indented, cmark_parser *parser,
                              cmark_node *parent, unsigned char *input, int length) {
    if (!indented && parent->type == CMARK_NODE_PARAGRAPH)
        return open_table(extension, parser, parent, input, length);
    if (!indented && parent->type == oct_md_kinds.table)
        return open_row(extension, parser, parent, input, length);
    return NULL;
}

/* A table goes on as long as lines have cells. */
static int goes_on(cmark_syntax_extension *extension, cmark_parser *parser, unsigned char *input,
                   int length, cmark_node *container) {
    (void)extension;
    return container->type == oct_md_kinds.table && count_cells(line_of(parser, input, length)) > 0;
}

static int can_contain(cmark_syntax_extension *extension, cmark_node *node, cmark_node_type child) {
    (void)extension;
    if (node->type == oct_md_kinds.table)
        return child == oct_md_kinds.row || child == oct_md_kinds.caption;
    if (node->type == oct_md_kinds.row)
        return child == oct_md_kinds.cell;
    return node->type == oct_md_kinds.cell && CMARK_NODE_TYPE_INLINE_P(child);
}

static int contains_inlines(cmark_syntax_extension *extension, cmark_node *node) {
    (void)extension;
    return node->type == oct_md_kinds.cell;
}

static void free_table(cmark_syntax_extension *extension, cmark_mem *mem, cmark_node *node) {
    (void)extension;
    if (node->type != oct_md_kinds.table)
        return;
    oct_md_table *table = node->as.opaque;
    mem->free(table->alignments);
    mem->free(table->dashes);
    mem->free(table->widths);
    mem->free(table);
}

static char extension_name[] = "octavo-table";
cmark_syntax_extension oct_md_table_extension = {
    .name = extension_name,
    .try_opening_block = open_block,
    .last_block_matches = goes_on,
    .can_contain_func = can_contain,
    .contains_inlines_func = contains_inlines,
    .opaque_free_func = free_table,
};
