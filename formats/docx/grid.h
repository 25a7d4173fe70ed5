/* formats/docx/grid - where the cells of a table lie: which columns a cell begins at, which places
 * are covered by cells of rows above, and how wide the columns are. Knows the tree.
 *
 * The columns of the tree may be many, most of them only spanned: a column is shown when a cell
 * begins there. */
#ifndef OCT_DOCX_GRID_H
#define OCT_DOCX_GRID_H

#include "ast/node.h"

/* Columns of the tree that are told apart (HTML's limit to a colspan), and those shown: Word opens
 * no table with more. */
enum { GRID_TREE_COLUMNS = 1000, GRID_COLUMNS = 63, GRID_SMALLEST_TYPE = 2 };

typedef struct docx_grid {
    uint32_t columns; /* shown: 1 to GRID_COLUMNS */
    uint32_t used;    /* columns of the tree up to the last in which a cell begins */
    uint32_t reach;   /* columns of the tree up to the last that a cell reached so far */
    uint32_t column;  /* where the next cell of the row goes, at the earliest */
    uint32_t cells;   /* placed so far */
    bool too_wide;    /* more columns than can be shown: the last one takes them all */
    int32_t margin;   /* twips at the left and right in a cell */
    int type;         /* how much smaller than usual the type is: 0 to GRID_SMALLEST_TYPE */
    bool crowded;     /* words were too long for their columns in type of the usual size */
    int32_t widths[GRID_COLUMNS];     /* twips */
    uint32_t first[GRID_COLUMNS];     /* the column of the tree that a shown one begins with */
    uint8_t shown[GRID_TREE_COLUMNS]; /* the shown column that one of the tree is part of */
    /* of each column of the tree: for how many more rows it is covered, and by which cell */
    uint32_t rows[GRID_TREE_COLUMNS], by[GRID_TREE_COLUMNS];
} docx_grid;

/* Finds out which columns a table has, and their widths. available: twips for the table. */
void docx_grid_measure(docx_grid *grid, const oct_node *table, int32_t available);

/* Widens the columns until they fill so many twips. */
void docx_grid_stretch(docx_grid *grid, int32_t available);

void docx_grid_section(docx_grid *grid);
void docx_grid_row(docx_grid *grid);
/* The first column of the tree from grid->column on that is not covered; GRID_TREE_COLUMNS when
 * there is none. */
uint32_t docx_grid_free(const docx_grid *grid);
/* The shown column that a column of the tree is part of. */
uint32_t docx_grid_shown(const docx_grid *grid, uint32_t column);
/* Puts a cell at a column of the tree and returns how many shown columns it takes. */
uint32_t docx_grid_place(docx_grid *grid, uint32_t column, const oct_node *cell);
/* How many shown columns from one on, before stop, are alike: covered by the same cell, or all
 * free. */
uint32_t docx_grid_alike(const docx_grid *grid, uint32_t shown, uint32_t stop, bool *covered);
/* Ends the covering of shown columns. */
void docx_grid_uncover(docx_grid *grid, uint32_t shown, uint32_t count);
/* The same for the cell that covers the last column. */
void docx_grid_uncover_last(docx_grid *grid);
/* Ends a row: what covers columns covers one row less. */
void docx_grid_end_row(docx_grid *grid);

#endif
