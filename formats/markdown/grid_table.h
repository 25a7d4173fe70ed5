/* formats/markdown/grid_table - what cmark's tree has of grid tables. */
#ifndef OCT_MARKDOWN_GRID_TABLE_H
#define OCT_MARKDOWN_GRID_TABLE_H

#include "ast/node.h"
#include "formats/markdown/blocks.h"
#include "formats/markdown/grid.h"

/* What a node of the kind oct_md_kinds.grid has at as.opaque. Its rows have the part that they
 * stand in at as.list.start, its cells their column span there and their row span at
 * as.list.padding. */
typedef struct oct_md_grid_table {
    oct_column *columns;
    size_t count;
} oct_md_grid_table;

enum { OCT_MD_GRID_HEAD, OCT_MD_GRID_BODY, OCT_MD_GRID_FOOT };

#endif
