/* formats/markdown/table - pipe tables (GFM 4.10) as an extension of cmark. The library's own takes
 * time and memory that grow with the square of the columns, pads every row to all columns, and
 * drops the cells that a row has too many of; this one is linear, and leaves rows as they are. */
#ifndef OCT_MARKDOWN_TABLE_H
#define OCT_MARKDOWN_TABLE_H

#include "formats/markdown/blocks.h"
#include "formats/markdown/syntax.h"

/* What a node of the kind oct_md_kinds.table has at as.opaque. */
typedef struct oct_md_table {
    size_t columns, rows, cells; /* rows and cells with those of the header */
    uint8_t *alignments;         /* oct_alignment of each column */
    uint32_t *dashes;            /* the length of each cell of the delimiter row */
    uint32_t *widths;            /* of each column, in 1/10000; NULL when they are not known */
    bool headless;               /* the first row is none of a head */
    bool wide;                   /* a line is longer than --columns */
} oct_md_table;

/* Whether a line is the delimiter row of a table whose header is the last line of a block. */
bool oct_md_is_table(const cmark_node *block, oct_slice line);

#endif
