/* formats/docx/grid - where the cells of a table lie: which columns a cell begins at, which places
 * are covered by cells of rows above, and how wide the columns are. Knows the tree. */
#ifndef OCT_DOCX_GRID_H
#define OCT_DOCX_GRID_H

#include "ast/node.h"

enum { GRID_COLUMNS = 63 };

/* For each column: for how many more rows it is covered, and by which cell (counted from 1). */
typedef struct docx_grid {
    uint32_t columns; /* 1 to GRID_COLUMNS */
    uint32_t column;  /* where the next cell of the row goes, at the earliest */
    uint32_t cells;   /* placed so far */
    bool too_wide;    /* there are more columns than fit: the last one takes them all */
    uint32_t rows[GRID_COLUMNS], by[GRID_COLUMNS];
    int32_t widths[GRID_COLUMNS]; /* twips */
} docx_grid;

/* Finds out how many columns a table has, and their widths. available: twips for the table; text:
 * twips of the text's width, which given column widths refer to. */
void docx_grid_measure(docx_grid *grid, const oct_node *table, int32_t available, int32_t text);

void docx_grid_section(docx_grid *grid);
void docx_grid_row(docx_grid *grid);
/* The first column from grid->column on that is not covered; grid->columns when there is none. */
uint32_t docx_grid_free(const docx_grid *grid);
/* Puts a cell at a column and returns how many columns it takes. */
uint32_t docx_grid_place(docx_grid *grid, uint32_t column, const oct_node *cell);
/* How many columns from one on are covered by the same cell; 0 when it is not covered. */
uint32_t docx_grid_covered(const docx_grid *grid, uint32_t column);
/* Ends a row: what covers columns covers one row less. */
void docx_grid_end_row(docx_grid *grid);

#endif
