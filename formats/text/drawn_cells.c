/* text/drawn_cells - builds the table of a box whose cells reach over several rows or columns. */
#include "formats/text/drawn.h"
#include "formats/text/table_lines.h"

#include "base/size.h"

static oct_slice line_of_cell(const text_file *file, const text_drawn_cell *cell, size_t line) {
    const text_line *whole = &file->lines[line];
    text_column column = {whole->indent + cell->left, whole->indent + cell->right};
    return text_in_column(whole, &column);
}

/* The lines of a cell are a paragraph. */
static void write_text(text_writer *writer, const text_drawn_cell *cell) {
    bool opened = false;
    for (size_t line = cell->top; line < cell->bottom; line++) {
        oct_slice text = line_of_cell(writer->file, cell, line);
        uint32_t number = writer->file->lines[line].number;
        if (!text.len)
            continue;
        if (opened)
            oct_builder_leaf(writer->builder, OCT_SOFT_BREAK, number);
        else
            oct_builder_open(writer->builder, OCT_PARAGRAPH, number);
        opened = true;
        text_write_inlines(writer, text, number);
    }
    if (opened)
        oct_builder_close(writer->builder, OCT_PARAGRAPH);
}

static void write_cell(text_writer *writer, const text_drawn_cell *cell, bool head) {
    uint32_t number = writer->file->lines[cell->top].number;
    oct_node *node = oct_builder_open(writer->builder, OCT_TABLE_CELL, number);
    node->flags |= head ? OCT_HEADER : 0;
    node->as.cell.column_span = cell->columns;
    node->as.cell.row_span = cell->rows;
    write_text(writer, cell);
    oct_builder_close(writer->builder, OCT_TABLE_CELL);
}

static void write_rows(text_writer *writer, const text_drawing *drawing, size_t from, size_t to,
                       size_t *cell, uint32_t line) {
    oct_kind part = from == 0 && drawing->head_rows ? OCT_TABLE_HEAD : OCT_TABLE_BODY;
    if (from == to)
        return;
    oct_builder_open(writer->builder, part, line);
    for (size_t row = from; row < to && !oct_builder_failed(writer->builder); row++) {
        oct_builder_open(writer->builder, OCT_TABLE_ROW, line);
        for (; *cell < drawing->count && drawing->cells[*cell].row == row; ++*cell)
            write_cell(writer, &drawing->cells[*cell], part == OCT_TABLE_HEAD);
        oct_builder_close(writer->builder, OCT_TABLE_ROW);
    }
    oct_builder_close(writer->builder, part);
}

void text_write_drawing(text_writer *writer, size_t first, size_t end) {
    text_drawing drawing;
    uint32_t line = writer->file->lines[first].number;
    oct_builder *builder = writer->builder;
    if (!text_read_drawing(writer->file, first, end, &drawing) ||
        !text_allow_cells(writer, drawing.count, line)) {
        if (writer->file->arena.failed)
            oct_builder_fail(builder, OCT_BUILDER_NO_MEMORY, line);
        return;
    }
    oct_node *table = oct_builder_open(builder, OCT_TABLE, line);
    table->as.table.columns = oct_arena_array(oct_builder_arena(builder), drawing.columns,
                                              sizeof *table->as.table.columns);
    table->as.table.count = oct_size_clamp32(drawing.columns);
    if (!table->as.table.columns)
        oct_builder_fail(builder, OCT_BUILDER_NO_MEMORY, line);
    size_t cell = 0;
    write_rows(writer, &drawing, 0, drawing.head_rows, &cell, line);
    write_rows(writer, &drawing, drawing.head_rows, drawing.rows, &cell, line);
    oct_builder_close(builder, OCT_TABLE);
}
