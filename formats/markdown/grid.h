/* formats/markdown/grid - where the cells of a grid table are: +---+ above, below and between them,
 * and | at their sides. The right edge may be ragged: what stands in the last column goes on to the
 * end of its line, and borders go to the edge of the longest. */
#ifndef OCT_MARKDOWN_GRID_H
#define OCT_MARKDOWN_GRID_H

#include "base/slice.h"
#include "formats/markdown/memory.h"

/* The lines of a table as a matrix. */
typedef struct oct_md_grid {
    oct_slice *lines;
    uint32_t *
        *places; /* of each column of a line, where its character begins; NULL: at the column */
    char *shape; /* width bytes a line: its ASCII characters, borders to the right edge */
    size_t height, width;
} oct_md_grid;

typedef struct oct_md_grid_cell {
    uint32_t top, left, bottom, right; /* its borders, as lines and columns of the matrix */
} oct_md_grid_cell;

/* In the order of rows; memory is cmark's. */
typedef struct oct_md_grid_cells {
    oct_md_grid_cell *cells;
    size_t count, capacity;
} oct_md_grid_cells;

/* The matrix of a text, which must live as long; to be freed. False when its lines are no table.
 * Wide characters take two columns, or one. */
bool oct_md_grid_read(oct_md_grid *grid, oct_slice text, bool wide);
void oct_md_grid_free(oct_md_grid *grid);
/* Finds all cells. False when they do not fill the table, or are more than most. */
bool oct_md_grid_find_cells(const oct_md_grid *grid, size_t most, oct_md_grid_cells *found);
/* A line of a cell. */
oct_slice oct_md_grid_line(const oct_md_grid *grid, const oct_md_grid_cell *cell, size_t line);
/* The byte in a column of a line; 0 for a character that is not ASCII. */
char oct_md_grid_at(const oct_md_grid *grid, size_t line, size_t column);

#endif
