/* formats/markdown/dashed_table - simple and multiline tables out of the lines that were kept of
 * them (dashed.c): a column goes from where its dashes begin to where those of the next do. */
#include "formats/markdown/dashed.h"

#include "ast/node.h"
#include "base/utf8.h"
#include "formats/markdown/columns.h"
#include "formats/markdown/table.h"

#include <cmark-gfm-extension_api.h>

/* The lines of a table: heads up to the dashes, rows from behind them to the end. */
typedef struct source {
    oct_slice *lines;
    size_t count, heads, dashes, end;
    oct_md_dashed_shape shape;
    int first_line;
    size_t prefix; /* bytes before each line in the document; SIZE_MAX when it is not known */
} source;

/* Where columns begin and how long their dashes are. */
typedef struct columns {
    size_t *starts, *lengths;
    size_t count, end;
} columns;

/* ---- Lines -------------------------------------------------------------------------------- */

static bool is_multiline(oct_md_dashed_shape shape) {
    return shape == OCT_MD_DASHED_MULTILINE || shape == OCT_MD_DASHED_MULTILINE_HEADLESS;
}

static bool is_blank_line(oct_slice line) {
    return oct_slice_trim(line).len == 0;
}

static void read_lines(source *table, oct_slice text) {
    size_t count = 0;
    oct_slice line, rest = text;
    while (oct_slice_next_line(&rest, &line))
        count++;
    table->lines = oct_md_mem.calloc(count + 1, sizeof *table->lines);
    for (rest = text; oct_slice_next_line(&rest, &line);)
        table->lines[table->count++] = line;
    while (table->count && is_blank_line(table->lines[table->count - 1]))
        table->count--;
}

/* Finds the parts. False when there are none, as when an item ended before its table did. */
static bool find_parts(source *table) {
    bool simple = table->shape == OCT_MD_DASHED_SIMPLE;
    if (table->count < 3)
        return false;
    table->heads = table->dashes = 0;
    if (simple)
        table->dashes = 1;
    if (table->shape == OCT_MD_DASHED_MULTILINE)
        for (table->heads = table->dashes = 1; table->dashes < table->count; table->dashes++)
            if (oct_md_is_dashes(table->lines[table->dashes]))
                break;
    bool footer = oct_md_is_dashes(table->lines[table->count - 1]);
    table->end = table->count - footer;
    if (simple && table->end == 2)
        table->end = table->count;
    return table->end > table->dashes + 1 && (simple || footer) &&
           oct_md_is_dashes(table->lines[table->dashes]);
}

/* ---- Columns ------------------------------------------------------------------------------ */

static columns read_columns(oct_slice dashes) {
    columns found = {.starts = oct_md_mem.calloc(dashes.len, sizeof *found.starts),
                     .lengths = oct_md_mem.calloc(dashes.len, sizeof *found.lengths)};
    for (size_t i = 0; i < dashes.len; i++) {
        if (dashes.ptr[i] != '-')
            continue;
        found.starts[found.count] = i;
        while (i < dashes.len && dashes.ptr[i] == '-')
            i++;
        found.lengths[found.count] = i - found.starts[found.count];
        found.count++;
        found.end = i;
    }
    return found;
}

/* How far a line has been cut into its columns. */
typedef struct cursor {
    oct_slice rest;
    size_t column;
    bool ascii;
} cursor;

static cursor cursor_at(oct_slice line) {
    return (cursor){.rest = line, .ascii = oct_md_is_ascii(line)};
}

/* Cuts off what begins before a column. */
static oct_slice cut(cursor *at, size_t column) {
    size_t bytes = column - at->column, length;
    if (!at->ascii) {
        for (bytes = 0; bytes < at->rest.len; bytes += length) {
            uint32_t c = oct_utf8_decode(oct_slice_from(at->rest, bytes), &length);
            size_t wide = oct_md_columns_of(c, true);
            if (at->column >= column && wide)
                break;
            at->column += wide;
        }
    }
    at->column = column;
    oct_slice piece = oct_slice_head(at->rest, bytes);
    at->rest = oct_slice_from(at->rest, bytes);
    return piece;
}

static oct_slice cut_column(cursor *at, const columns *found, size_t number) {
    if (number + 1 < found->count)
        return cut(at, found->starts[number + 1]);
    oct_slice piece = at->rest;
    at->rest.len = 0;
    return piece;
}

/* ---- Alignment ---------------------------------------------------------------------------- */

static oct_slice trim_end(oct_slice text) {
    while (text.len && oct_is_space(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

/* A text that begins where its dashes do is flush left, one that reaches to their end is flush
 * right; one that does both, or neither, has the default alignment, or is centred. */
static oct_alignment alignment_of(oct_slice text, size_t dashes) {
    bool left = text.len && text.ptr[0] != ' ';
    bool right = text.len && oct_md_width_of(text, true) >= dashes;
    if (text.len == 0 || (left && right))
        return OCT_ALIGN_DEFAULT;
    return left ? OCT_ALIGN_LEFT : right ? OCT_ALIGN_RIGHT : OCT_ALIGN_CENTER;
}

/* By the shortest head of each column, or by the first row where there are no heads. */
static uint8_t *read_alignments(const source *table, const columns *found) {
    uint8_t *alignments = oct_md_mem.calloc(found->count, 1);
    size_t *shortest = oct_md_mem.calloc(found->count, sizeof *shortest);
    bool heads = table->heads < table->dashes;
    size_t first = heads ? table->heads : table->dashes + 1;
    for (size_t i = first; i < (heads ? table->dashes : first + 1); i++) {
        cursor at = cursor_at(trim_end(table->lines[i]));
        cut(&at, found->starts[0]);
        for (size_t k = 0; k < found->count && at.rest.len; k++) {
            oct_slice text = trim_end(cut_column(&at, found, k));
            size_t width = oct_md_width_of(text, true);
            if (width && (!shortest[k] || width < shortest[k])) {
                alignments[k] = (uint8_t)alignment_of(text, found->lengths[k]);
                shortest[k] = width;
            }
        }
    }
    oct_md_mem.free(shortest);
    return alignments;
}

/* Pandoc's rule: a column goes up to the next, and the last has a blank behind it, too, where it is
 * about as wide as the one before; all is in proportion to a text of --columns, or to the table
 * when that is wider. */
static uint32_t *read_widths(const columns *found, size_t text_width) {
    enum { WHOLE = 10000, ABOUT = 2 };
    uint32_t *widths = oct_md_mem.calloc(found->count, sizeof *widths);
    size_t last = found->count - 1, whole = found->end + 1;
    for (size_t i = 0; i < last; i++)
        widths[i] = (uint32_t)(found->starts[i + 1] - (i ? found->starts[i] : found->starts[0]));
    widths[last] = (uint32_t)(whole - found->starts[last]);
    if (widths[last] < widths[last - 1] && widths[last - 1] - widths[last] <= ABOUT) {
        whole += widths[last - 1] - widths[last];
        widths[last] = widths[last - 1];
    }
    whole = whole > text_width ? whole : text_width;
    for (size_t i = 0; i < found->count; i++)
        widths[i] = (uint32_t)((uint64_t)widths[i] * WHOLE / whole);
    return widths;
}

/* ---- Rows --------------------------------------------------------------------------------- */

static cmark_node *append(cmark_node *parent, cmark_node_type kind, int line) {
    cmark_node *node = oct_md_append_block(parent, kind, line);
    cmark_node_set_syntax_extension(node, &oct_md_table_extension);
    return node;
}

static void put_text(cmark_node *cell, oct_slice text) {
    if (cell->content.size)
        cmark_strbuf_putc(&cell->content, '\n');
    cmark_strbuf_put(&cell->content, (const unsigned char *)text.ptr, (bufsize_t)text.len);
}

/* Adds a line to the cells of a row, up to the last that has text in it. */
static void put_line(const source *table, const columns *found, cmark_node *row, size_t number) {
    oct_md_table *data = row->parent->as.opaque;
    oct_slice line = trim_end(table->lines[number]);
    cursor at = cursor_at(line);
    cmark_node *cell = row->first_child;
    for (size_t k = 0; k < found->count && at.rest.len; k++) {
        oct_slice text = oct_slice_trim(cut_column(&at, found, k));
        if (!cell) {
            cell = append(row, oct_md_kinds.cell, table->first_line + (int)number);
            data->cells++;
            if (table->prefix < SIZE_MAX && text.len)
                cell->start_column = (int)(table->prefix + (size_t)(text.ptr - line.ptr)) + 1;
        }
        if (text.len)
            put_text(cell, text);
        cell = cell->next;
    }
}

/* A row of lines from one to before another. */
static void put_row(const source *table, const columns *found, cmark_node *node, size_t from,
                    size_t to) {
    oct_md_table *data = node->as.opaque;
    cmark_node *row = append(node, oct_md_kinds.row, table->first_line + (int)from);
    for (size_t i = from; i < to; i++)
        put_line(table, found, row, i);
    data->rows++;
}

static bool has_heads(const source *table) {
    for (size_t i = table->heads; i < table->dashes; i++)
        if (!is_blank_line(table->lines[i]))
            return true;
    return false;
}

static void put_rows(const source *table, const columns *found, cmark_node *node) {
    size_t from = table->dashes + 1, to;
    for (; from < table->end; from = to) {
        to = from + 1;
        if (is_blank_line(table->lines[from]))
            continue;
        while (is_multiline(table->shape) && to < table->end && !is_blank_line(table->lines[to]))
            to++;
        put_row(table, found, node, from, to);
    }
}

static void build(const oct_md_blocks *blocks, cmark_node *node, const source *table) {
    columns found = read_columns(table->lines[table->dashes]);
    oct_md_table *data = oct_md_mem.calloc(1, sizeof *data);
    data->columns = found.count;
    data->alignments = read_alignments(table, &found);
    if (is_multiline(table->shape))
        data->widths = read_widths(&found, (size_t)blocks->reading->common->columns);
    data->headless = !has_heads(table);
    oct_md_change_kind(node, oct_md_kinds.table);
    cmark_node_set_syntax_extension(node, &oct_md_table_extension);
    node->as.opaque = data;
    if (!data->headless)
        put_row(table, &found, node, table->heads, table->dashes);
    put_rows(table, &found, node);
    oct_md_mem.free(found.starts);
    oct_md_mem.free(found.lengths);
}

/* ---- The whole ---------------------------------------------------------------------------- */

/* The lines are what they are without such tables. */
static void parse_again(oct_md_blocks *blocks, cmark_parser *parser, cmark_node *node,
                        oct_slice text) {
    oct_md_change_kind(node, oct_md_kinds.grid_cell);
    blocks->no_dashed = true;
    oct_md_parse_into(blocks, parser, node, text);
    blocks->no_dashed = false;
    oct_md_unwrap(node);
}

cmark_node *oct_md_finish_dashed(oct_md_blocks *blocks, cmark_parser *parser, cmark_node *node) {
    oct_slice kept = oct_md_kept_lines(node);
    size_t before = (size_t)(node->start_column - 1) - node->as.code.fence_length;
    oct_slice text = oct_md_expand_tabs(kept, before);
    source table = {.shape = (oct_md_dashed_shape)node->as.code.fence_offset,
                    .first_line = node->start_line,
                    .prefix = text.ptr == kept.ptr ? before : SIZE_MAX};
    read_lines(&table, text);
    bool fits = find_parts(&table);
    if (fits)
        build(blocks, node, &table);
    else
        parse_again(blocks, parser, node, kept);
    oct_md_mem.free(table.lines);
    if (text.ptr != kept.ptr)
        oct_md_mem.free((char *)(uintptr_t)text.ptr);
    oct_md_mem.free((char *)(uintptr_t)kept.ptr);
    return fits ? node : NULL;
}
