/* formats/markdown/syntax - what is parsed: the features of a dialect, and cmark's parse of a text
 * into its tree, with footnotes and bare links as an extension of our own. */
#ifndef OCT_MARKDOWN_SYNTAX_H
#define OCT_MARKDOWN_SYNTAX_H

#include "formats/markdown/marks.h"
#include "formats/markdown/memory.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm/node.h>

/* The kinds of node that cmark-gfm's extensions add, once they are registered. The library exports
 * them; Debian installs no header that says so. */
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL,
    CMARK_NODE_STRIKETHROUGH;

/* What a dialect has beyond CommonMark. */
typedef struct oct_md_features {
    bool tables, strikeout, links, tasks, notes, front_matter, smart;
    bool drop_cells; /* the cells of a row that are more than the table's columns */
    bool info;       /* what a fence says behind the language is kept */
} oct_md_features;

/* cmark's tree of a marked text, in the memory given; NULL when memory ran out, or its limit. */
cmark_node *oct_md_parse(oct_md_memory *memory, const oct_md_features *features,
                         const oct_md_marking *marking);

#endif
