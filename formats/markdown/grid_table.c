/* formats/markdown/grid_table - grid tables: their lines are kept until all are read; then cells
 * are found (grid.c), and the lines of each are parsed as a text of its own is, by the same parser.
 * A table in a cell is put off in turn: nothing recurs. See blocks.h. */
#include "formats/markdown/grid_table.h"

#include "ast/node.h"
#include "formats/markdown/columns.h"
#include "formats/markdown/guard.h"
#include "formats/markdown/table.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

/* Deeper in tables, a table is text. */
enum { MOST_LEVELS = 8 };

/* ---- Lines -------------------------------------------------------------------------------- */

static bool is_top(oct_slice line) {
    oct_slice text = oct_slice_trim(line);
    if (text.len < 3 || text.ptr[0] != '+' || text.ptr[text.len - 1] != '+')
        return false;
    for (size_t i = 1; i + 1 < text.len; i++)
        if (!memchr("-=+:", text.ptr[i], 4))
            return false;
    return text.ptr[1] != '+';
}

static bool is_row(oct_slice line) {
    return line.len > 1 && (line.ptr[0] == '|' ||
                            (line.ptr[0] == '+' && line.ptr[1] != ' ' && line.ptr[1] != '\t'));
}

cmark_node *oct_md_open_grid(const oct_md_line *line) {
    if (!is_top(line->text) || oct_md_is_in_paragraph(line) || line->blocks->level >= MOST_LEVELS)
        return NULL;
    return oct_md_keep_lines(line, OCT_MD_RAW_GRID);
}

static bool is_whole(const cmark_node *node) {
    oct_slice text = oct_slice_trim(oct_md_kept_lines(node));
    const char *newline = text.len ? memrchr(text.ptr, '\n', text.len) : NULL;
    return newline && is_top(oct_slice_from(text, (size_t)(newline + 1 - text.ptr)));
}

/* Lines that are no table, for the next one says so, are a paragraph that the next may go on with.
 */
bool oct_md_grid_goes_on(const oct_md_line *line, cmark_node *node) {
    if (line->parser->blank)
        return false;
    bool pipes = line->blocks->features->tables && oct_md_is_table(node, line->text);
    if (is_row(line->text) && !pipes)
        return true;
    if (is_whole(node) && !pipes)
        return false;
    oct_md_make_paragraph(line->blocks, node);
    return true;
}

/* ---- Cells -------------------------------------------------------------------------------- */

/* One space before all lines is no part of the text. */
static bool has_margin(const oct_md_grid *grid, const oct_md_grid_cell *cell) {
    for (size_t i = cell->top + 1; i < cell->bottom; i++) {
        oct_slice line = oct_md_grid_line(grid, cell, i);
        if (line.len && line.ptr[0] != ' ')
            return false;
    }
    return true;
}

static oct_slice without_end(oct_slice line) {
    while (line.len && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t'))
        line.len--;
    return line;
}

/* The text of a cell, to be freed. */
static cmark_strbuf text_of(const oct_md_grid *grid, const oct_md_grid_cell *cell) {
    cmark_strbuf text;
    cmark_strbuf_init(&oct_md_mem, &text, 0);
    bool margin = has_margin(grid, cell);
    for (size_t i = cell->top + 1; i < cell->bottom; i++) {
        oct_slice line = without_end(oct_md_grid_line(grid, cell, i));
        line = oct_slice_from(line, margin && line.len ? 1 : 0);
        cmark_strbuf_put(&text, (const unsigned char *)line.ptr, (bufsize_t)line.len);
        cmark_strbuf_putc(&text, '\n');
    }
    return text;
}

static void parse_cell(oct_md_blocks *blocks, cmark_parser *parser, cmark_node *node,
                       const oct_md_grid *grid, const oct_md_grid_cell *cell) {
    cmark_strbuf text = text_of(grid, cell);
    oct_slice whole = {(const char *)text.ptr, (size_t)text.size};
    if (oct_slice_trim(whole).len) {
        blocks->status = oct_md_guard(blocks->reading, whole, oct_md_line_of(blocks, node));
        if (blocks->status == OCT_OK)
            oct_md_parse_into(blocks, parser, node, whole);
    }
    cmark_strbuf_free(&text);
}

/* ---- The table ---------------------------------------------------------------------------- */

/* Where cells begin and end: numbers of rows or columns by lines or columns of the matrix. */
typedef struct bounds {
    uint32_t *numbers; /* of each that is a border, one more than its number */
    size_t count;
} bounds;

static bounds number_bounds(size_t size, const oct_md_grid_cells *cells, bool rows) {
    bounds found = {.numbers = oct_md_mem.calloc(size, sizeof *found.numbers)};
    for (size_t i = 0; i < cells->count; i++) {
        const oct_md_grid_cell *cell = &cells->cells[i];
        found.numbers[rows ? cell->top : cell->left] = 1;
        found.numbers[rows ? cell->bottom : cell->right] = 1;
    }
    for (size_t i = 0; i < size; i++)
        if (found.numbers[i])
            found.numbers[i] = (uint32_t)++found.count;
    return found;
}

/* Whether a line is one of "=" from side to side. */
static bool is_double(const oct_md_grid *grid, size_t line) {
    oct_slice text = grid->lines[line];
    if (text.ptr[0] != '+' || oct_slice_find_byte(text, '=') == text.len)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (!memchr("=+:", text.ptr[i], 3))
            return false;
    return true;
}

/* The lines that end the head and begin the foot; 0 and the last line when there are none. A foot
 * stands between two double lines, the second of which is the table's last. */
typedef struct parts {
    size_t head, foot;
} parts;

static parts parts_of(const oct_md_grid *grid, const bounds *rows) {
    size_t last = grid->height - 1, first = 0, before = 0;
    for (size_t line = 1; line < last; line++)
        if (rows->numbers[line] && is_double(grid, line)) {
            first = first ? first : line;
            before = line;
        }
    parts found = {.head = first, .foot = last};
    if (before && is_double(grid, last)) {
        found.foot = before;
        found.head = first == before ? 0 : first;
    }
    return found;
}

/* Colons stand at the ends of a column's dashes. */
static int alignment_at(const oct_md_grid *grid, size_t line, size_t left, size_t right) {
    bool starts = oct_md_grid_at(grid, line, left + 1) == ':';
    bool ends = oct_md_grid_at(grid, line, right - 1) == ':';
    return starts && ends ? OCT_ALIGN_CENTER
           : starts       ? OCT_ALIGN_LEFT
           : ends         ? OCT_ALIGN_RIGHT
                          : OCT_ALIGN_DEFAULT;
}

/* Columns are as wide as their dashes in a text of --columns, or share it when they are wider. */
static oct_md_grid_table *new_table(const oct_md_blocks *blocks, const oct_md_grid *grid,
                                    const bounds *columns, size_t line) {
    oct_md_grid_table *table = oct_md_mem.calloc(1, sizeof *table);
    table->count = columns->count - 1;
    table->columns = oct_md_mem.calloc(table->count, sizeof *table->columns);
    uint64_t whole = (uint64_t)blocks->reading->common->columns;
    whole = grid->width - 1 > whole ? grid->width - 1 : whole;
    size_t left = 0;
    for (size_t i = 1, column = 0; i < grid->width; i++)
        if (columns->numbers[i]) {
            table->columns[column].alignment = (oct_alignment)alignment_at(grid, line, left, i);
            table->columns[column++].width = (uint32_t)((i - left) * 10000 / whole);
            left = i;
        }
    return table;
}

static cmark_node *add_row(cmark_node *table, int line, int part) {
    cmark_node *row = oct_md_append_block(table, oct_md_kinds.grid_row, line);
    row->as.list.start = part;
    return row;
}

static void put_cells(oct_md_blocks *blocks, cmark_parser *parser, cmark_node *table,
                      const oct_md_grid *grid, const oct_md_grid_cells *cells, const bounds *rows,
                      const bounds *columns) {
    parts found = parts_of(grid, rows);
    cmark_node *row = NULL;
    size_t line = 0, at = 0;
    for (; line + 1 < grid->height && blocks->status == OCT_OK; line++) {
        if (!rows->numbers[line])
            continue;
        int part = line < found.head    ? OCT_MD_GRID_HEAD
                   : line >= found.foot ? OCT_MD_GRID_FOOT
                                        : OCT_MD_GRID_BODY;
        row = add_row(table, table->start_line + (int)line, part);
        for (; at < cells->count && cells->cells[at].top == line && blocks->status == OCT_OK;
             at++) {
            const oct_md_grid_cell *cell = &cells->cells[at];
            cmark_node *node =
                oct_md_append_block(row, oct_md_kinds.grid_cell, row->start_line + 1);
            node->as.list.start =
                (int)(columns->numbers[cell->right] - columns->numbers[cell->left]);
            node->as.list.padding = (int)(rows->numbers[cell->bottom] - rows->numbers[cell->top]);
            parse_cell(blocks, parser, node, grid, cell);
        }
    }
}

static void refuse(oct_md_blocks *blocks, const cmark_node *node) {
    oct_report(blocks->reading->context, OCT_D_LIMIT,
               (oct_place){.file = blocks->reading->name, .line = oct_md_line_of(blocks, node)},
               "--max-table-cells=NUMBER raises the limit",
               "the table has more cells than --max-table-cells allows");
    blocks->status = OCT_LIMIT;
}

static void build(oct_md_blocks *blocks, cmark_parser *parser, cmark_node *node,
                  const oct_md_grid *grid, const oct_md_grid_cells *cells) {
    bounds rows = number_bounds(grid->height, cells, true);
    bounds columns = number_bounds(grid->width, cells, false);
    parts found = parts_of(grid, &rows);
    oct_md_grid_table *table = new_table(blocks, grid, &columns, found.head);
    oct_md_change_kind(node, oct_md_kinds.grid);
    node->as.opaque = table;
    put_cells(blocks, parser, node, grid, cells, &rows, &columns);
    oct_md_mem.free(rows.numbers);
    oct_md_mem.free(columns.numbers);
}

static bool is_rectangle(oct_slice text, bool wide) {
    size_t width = 0;
    for (oct_slice line; oct_slice_next_line(&text, &line);) {
        size_t next = oct_md_width_of(oct_slice_trim(line), wide);
        if (width && next != width)
            return false;
        width = next;
    }
    return true;
}

/* Finds the cells, whichever width the writer's editor has given to wide characters. */
static bool find_cells(oct_md_grid *grid, oct_slice text, size_t most, oct_md_grid_cells *cells) {
    bool ascii = oct_md_is_ascii(text);
    bool wide = ascii || !is_rectangle(text, false) || is_rectangle(text, true);
    if (oct_md_grid_read(grid, text, wide) && oct_md_grid_find_cells(grid, most, cells))
        return true;
    if (ascii)
        return false;
    oct_md_mem.free(cells->cells);
    oct_md_grid_free(grid);
    *cells = (oct_md_grid_cells){0};
    return oct_md_grid_read(grid, text, !wide) && oct_md_grid_find_cells(grid, most, cells);
}

void oct_md_finish_grid(oct_md_blocks *blocks, cmark_parser *parser, cmark_node *node) {
    size_t most = (size_t)blocks->reading->common->max_table_cells;
    oct_slice kept = oct_md_kept_lines(node);
    oct_slice text = oct_md_expand_tabs(kept, (size_t)(node->start_column - 1));
    oct_md_grid grid;
    oct_md_grid_cells cells = {0};
    bool fits = find_cells(&grid, text, most - blocks->cells, &cells);
    blocks->level++;
    blocks->cells += cells.count;
    if (fits) {
        build(blocks, parser, node, &grid, &cells);
        oct_md_mem.free((char *)(uintptr_t)kept.ptr);
    } else if (blocks->cells >= most) {
        refuse(blocks, node);
    } else {
        oct_md_make_paragraph(blocks, node);
    }
    if (text.ptr != kept.ptr)
        oct_md_mem.free((char *)(uintptr_t)text.ptr);
    oct_md_mem.free(cells.cells);
    oct_md_grid_free(&grid);
}
