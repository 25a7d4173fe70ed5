/* text/table_lines - how the lines of a table are cut into cells; finding a table and building it
 * cut in the same way. */
#ifndef OCT_TEXT_TABLE_LINES_H
#define OCT_TEXT_TABLE_LINES_H

#include "formats/text/text.h"

/* Cuts the next cell off the front of *rest, trimmed; false at the end. For bars, *rest is a row
 * without those at its ends. */
bool text_next_barred_cell(oct_slice *rest, oct_slice *cell);
bool text_next_tabbed_cell(oct_slice *rest, oct_slice *cell);
/* A row without bars at its ends. */
oct_slice text_inside_bars(oct_slice row);
size_t text_barred_cells(oct_slice row);
size_t text_tabbed_cells(oct_slice row);

/* strokes.c: tables drawn with Unicode's strokes in ASCII's signs, while tables are looked for: the
 * lines as they were go into a buffer, from which those that are in no table are restored. */
void text_redraw(text_file *file, oct_buffer *lines);
void text_undo_redrawing(text_file *file, const oct_buffer *lines);

/* Lines that strokes begin, and that are no table: the tree of a folder. */
void text_find_drawings(text_file *file);

/* drawn_cells.c: builds the table of the lines from first to end, a box that text_read_drawing()
 * reads. */
void text_write_drawing(text_writer *writer, size_t first, size_t end);
/* table_cells.c: whether a table may have so many cells; reported when not. */
bool text_allow_cells(text_writer *writer, size_t cells, uint32_t line);

/* Columns that gaps part, from 0. */
typedef struct text_column {
    uint32_t start,
        end; /* where text stands in any of the lines; of the last one end is UINT32_MAX */
} text_column;

enum { TEXT_MOST_COLUMNS = 64, TEXT_WIDEST_TABLE = 1024 };

typedef struct text_columns_found {
    text_column column[TEXT_MOST_COLUMNS];
    size_t count;
} text_columns_found;

/* The columns of the lines from first to end: 0 or at least 2. */
void text_look_for_columns(const text_file *file, size_t first, size_t end,
                           text_columns_found *found);
/* The part of a line that stands in a column, trimmed. */
oct_slice text_in_column(const text_line *line, const text_column *column);
/* A line of hyphens or equals signs with gaps between: "---  -----". */
bool text_is_column_rule(const text_line *line);

#endif
