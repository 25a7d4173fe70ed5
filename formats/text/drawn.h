/* text/drawn - boxes whose cells reach over several rows or columns. */
#ifndef OCT_TEXT_DRAWN_H
#define OCT_TEXT_DRAWN_H

#include "formats/text/text.h"

typedef struct text_drawn_cell {
    uint32_t row, column, rows, columns;
    size_t top, bottom;   /* lines of the file: its text is from top to before bottom */
    uint32_t left, right; /* columns of its text, from that of the line's indent */
} text_drawn_cell;

typedef struct text_drawing {
    text_drawn_cell *cells; /* in the order of rows */
    size_t count, rows, columns, head_rows;
} text_drawing;

/* The cells of the box of the lines from first to end, in the file's arena. False when its lines
 * do not part it into cells. */
bool text_read_drawing(text_file *file, size_t first, size_t end, text_drawing *drawing);

#endif
