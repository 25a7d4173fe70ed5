/* text/table_cells - builds the table of lines that are known to be one. See table_lines.h. */
#include "formats/text/table_lines.h"

/* The table that is being built. */
typedef struct table {
    text_writer *writer;
    size_t first, end; /* lines */
    text_reason cut;   /* how its rows are cut into cells */
    text_columns_found columns;
    size_t cells; /* so far */
    oct_node *node;
    bool in_head, in_body;
} table;

static const text_line *line_at(const table *t, size_t i) {
    return &t->writer->file->lines[i];
}

static bool is_row(const table *t, size_t i) {
    return text_class_of(line_at(t, i)) == TEXT_ROW;
}

static size_t table_end(const text_file *file, size_t first) {
    size_t end = first + 1;
    for (; end < file->count; end++) {
        const text_line *line = &file->lines[end];
        text_class class = text_class_of(line);
        if ((class != TEXT_ROW && class != TEXT_RULED) || !text_adjoins(line - 1, line) ||
            (class == TEXT_ROW && line->level & TEXT_ROW_STARTS))
            break;
        /* The upper border of the next box. */
        if (class == TEXT_RULED && end + 1 < file->count && text_class_of(line + 1) == TEXT_ROW &&
            line[1].level & TEXT_ROW_STARTS)
            break;
    }
    return end;
}

/* ---- Columns ----------------------------------------------------------------------------------
 */

static oct_alignment alignment_of(oct_slice rule) {
    bool left = rule.len && rule.ptr[0] == ':',
         right = rule.len > 1 && rule.ptr[rule.len - 1] == ':';
    return left && right ? OCT_ALIGN_CENTER
           : right       ? OCT_ALIGN_RIGHT
           : left        ? OCT_ALIGN_LEFT
                         : OCT_ALIGN_DEFAULT;
}

/* The colons in the rule of a table with bars say how its columns are aligned. */
static void align_by_rule(const table *t, oct_column *columns, size_t count) {
    for (size_t i = t->first; i < t->end; i++) {
        if (is_row(t, i))
            continue;
        oct_slice rest = text_inside_bars(line_at(t, i)->text), cell;
        for (size_t c = 0; c < count && text_next_barred_cell(&rest, &cell); c++)
            columns[c].alignment = alignment_of(cell);
        return;
    }
}

static bool is_number(oct_slice text) {
    bool digit = false;
    for (size_t i = 0; i < text.len; i++) {
        digit |= oct_is_digit(text.ptr[i]);
        if (!oct_is_digit(text.ptr[i]) && !strchr("$%.,+-() ", text.ptr[i]))
            return false;
    }
    return digit;
}

/* A column of numbers, as the eye sees it. */
static void align_numbers(const table *t, oct_column *columns, size_t count) {
    for (size_t c = 0; c < count; c++) {
        size_t numbers = 0, texts = 0;
        for (size_t i = t->first; i < t->end; i++) {
            if (!is_row(t, i) || line_at(t, i)->level & TEXT_ROW_HEADS)
                continue;
            oct_slice text = text_in_column(line_at(t, i), &t->columns.column[c]);
            numbers += is_number(text);
            texts += text.len && !is_number(text);
        }
        if (numbers && !texts)
            columns[c].alignment = OCT_ALIGN_RIGHT;
    }
}

static size_t cells_of(const table *t, size_t i) {
    return t->cut == TEXT_BY_TABLE_COLUMNS ? t->columns.count
           : t->cut == TEXT_BY_TABLE_TABS  ? text_tabbed_cells(line_at(t, i)->text)
                                           : text_barred_cells(line_at(t, i)->text);
}

static void set_columns(table *t, size_t row) {
    size_t count = cells_of(t, row);
    oct_column *columns =
        oct_arena_array(oct_builder_arena(t->writer->builder), count, sizeof *columns);
    if (!columns) {
        oct_builder_fail(t->writer->builder, OCT_BUILDER_NO_MEMORY, line_at(t, row)->number);
        return;
    }
    if (t->cut == TEXT_BY_TABLE_PIPES)
        align_by_rule(t, columns, count);
    else if (t->cut == TEXT_BY_TABLE_COLUMNS)
        align_numbers(t, columns, count);
    t->node->as.table.columns = columns;
    t->node->as.table.count = (uint32_t)count;
}

/* ---- Rows -------------------------------------------------------------------------------------
 */

/* Cuts the next cell off a line of the row; false when it has no more. */
static bool next_cell(const table *t, size_t line, size_t c, oct_slice *rest, oct_slice *cell) {
    if (t->cut == TEXT_BY_TABLE_TABS)
        return text_next_tabbed_cell(rest, cell);
    if (t->cut != TEXT_BY_TABLE_COLUMNS)
        return text_next_barred_cell(rest, cell);
    if (c >= t->columns.count)
        return false;
    *cell = text_in_column(line_at(t, line), &t->columns.column[c]);
    return true;
}

bool text_allow_cells(text_writer *writer, size_t cells, uint32_t line) {
    const oct_reading *reading = writer->file->reading;
    if ((int64_t)cells <= reading->common->max_table_cells)
        return true;
    if (!writer->too_many_cells)
        oct_report(reading->context, OCT_D_LIMIT, (oct_place){.file = reading->name, .line = line},
                   "--max-table-cells=NUMBER raises the limit",
                   "a table has more than the %lld cells that --max-table-cells allows",
                   (long long)reading->common->max_table_cells);
    writer->too_many_cells = true;
    return false;
}

/* A cell's text: a piece of every line of its row. False when no line has such a cell. */
static bool write_cell(table *t, size_t row, size_t end, size_t c, oct_slice *rests, bool head) {
    oct_builder *builder = t->writer->builder;
    bool opened = false, any = false;
    for (size_t i = row; i < end; i++) {
        oct_slice cell;
        if (!next_cell(t, i, c, &rests[i - row], &cell))
            continue;
        uint32_t number = line_at(t, i)->number;
        if (!any && !text_allow_cells(t->writer, ++t->cells, number))
            return false;
        if (!any)
            oct_builder_open(builder, OCT_TABLE_CELL, number)->flags |= head ? OCT_HEADER : 0;
        any = true;
        if (!cell.len)
            continue;
        if (opened)
            oct_builder_leaf(builder, OCT_SOFT_BREAK, number);
        else
            oct_builder_open(builder, OCT_PARAGRAPH, number);
        opened = true;
        text_write_inlines(t->writer, cell, number);
    }
    if (opened)
        oct_builder_close(builder, OCT_PARAGRAPH);
    if (any)
        oct_builder_close(builder, OCT_TABLE_CELL);
    return any;
}

static void write_row(table *t, size_t row, size_t end, bool head) {
    oct_builder *builder = t->writer->builder;
    oct_slice one, *rests = &one;
    if (end - row > 1)
        rests = oct_arena_array(&t->writer->file->arena, end - row, sizeof *rests);
    if (!rests) {
        oct_builder_fail(builder, OCT_BUILDER_NO_MEMORY, line_at(t, row)->number);
        return;
    }
    for (size_t i = row; i < end; i++)
        rests[i - row] = t->cut == TEXT_BY_TABLE_TABS ? line_at(t, i)->text
                                                      : text_inside_bars(line_at(t, i)->text);
    oct_builder_open(builder, OCT_TABLE_ROW, line_at(t, row)->number);
    for (size_t c = 0; write_cell(t, row, end, c, rests, head) && !oct_builder_failed(builder);)
        c++;
    oct_builder_close(builder, OCT_TABLE_ROW);
}

/* Opens the section that a row belongs to, and closes the one before. */
static void enter_section(table *t, size_t row) {
    oct_builder *builder = t->writer->builder;
    bool head = line_at(t, row)->level & TEXT_ROW_HEADS;
    if (t->in_head && !head)
        oct_builder_close(builder, OCT_TABLE_HEAD);
    if (head && !t->in_head)
        oct_builder_open(builder, OCT_TABLE_HEAD, line_at(t, row)->number);
    if (!head && !t->in_body)
        oct_builder_open(builder, OCT_TABLE_BODY, line_at(t, row)->number);
    t->in_head = head;
    t->in_body |= !head;
}

static size_t row_end(const table *t, size_t row) {
    size_t end = row + 1;
    while (end < t->end && is_row(t, end) && line_at(t, end)->level & TEXT_ROW_GOES_ON)
        end++;
    return end;
}

size_t text_write_table(text_writer *writer, size_t first) {
    table t = {.writer = writer, .first = first, .end = table_end(writer->file, first)};
    size_t row = first;
    while (row < t.end && !is_row(&t, row))
        row++;
    if (row == t.end)
        return t.end;
    t.cut = (text_reason)line_at(&t, row)->reason;
    if (t.cut == TEXT_BY_TABLE_DRAWN) {
        text_write_drawing(writer, first, t.end);
        return t.end;
    }
    if (t.cut == TEXT_BY_TABLE_COLUMNS)
        text_look_for_columns(writer->file, first, t.end, &t.columns);
    t.node = oct_builder_open(writer->builder, OCT_TABLE, line_at(&t, first)->number);
    set_columns(&t, row);
    for (; row < t.end && !oct_builder_failed(writer->builder); row++) {
        if (!is_row(&t, row))
            continue;
        size_t end = row_end(&t, row);
        enter_section(&t, row);
        write_row(&t, row, end, t.in_head);
        row = end - 1;
    }
    if (t.in_head || t.in_body)
        oct_builder_close(writer->builder, t.in_head ? OCT_TABLE_HEAD : OCT_TABLE_BODY);
    oct_builder_close(writer->builder, OCT_TABLE);
    return t.end;
}
