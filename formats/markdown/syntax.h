/* formats/markdown/syntax - what is parsed: the features of a dialect, and footnotes and bare links
 * as an extension of cmark. */
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

/* The extension that acts on the marks of a set: footnotes and bare links. To be called once for
 * each set; it lasts as long as the process. */
cmark_syntax_extension *oct_md_register_marks(const char *set);

#endif
