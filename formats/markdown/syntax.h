/* formats/markdown/syntax - what is parsed beyond CommonMark, as extensions of cmark. */
#ifndef OCT_MARKDOWN_SYNTAX_H
#define OCT_MARKDOWN_SYNTAX_H

#include "formats/markdown/extensions.h"
#include "formats/markdown/marks.h"
#include "formats/markdown/memory.h"

#include <cmark-gfm/node.h>
#include <cmark-gfm/syntax_extension.h>

/* The kinds of node that our extensions add to cmark's. */
typedef struct oct_md_node_kinds {
    cmark_node_type table, row, cell, strikeout;
    cmark_node_type definition_list, term, definition, line_block, line, caption;
    cmark_node_type grid, grid_row, grid_cell;
    cmark_node_type attributes, span, div, div_end;
} oct_md_node_kinds;
extern oct_md_node_kinds oct_md_kinds;

/* Sets up the kinds and the extensions, which are static: the library's own way to make them
 * allocates, and aborts when that fails. To be called once, before any parse. */
void oct_md_register(void);

/* What stands at the marks of a set, and definitions of notes. */
cmark_syntax_extension *oct_md_marks_extension(const char *set);
/* The set of marks that a parse uses; NULL when it uses none. */
const char *oct_md_set_of(const cmark_parser *parser);
/* HTML blocks that begin at marks: html_block.c. */
extern cmark_syntax_extension oct_md_html_extension;
/* Pipe tables: table.c. */
extern cmark_syntax_extension oct_md_table_extension;
/* ~~Strikeout~~: strikeout.c. */
extern cmark_syntax_extension oct_md_strikeout_extension;
/* HTML tags with Markdown between them: html_markdown.c. */
extern cmark_syntax_extension oct_md_html_markdown_extension;
/* Fenced divs: divs.c. */
extern cmark_syntax_extension oct_md_divs_extension;
/* Lists of attributes: braces.c. NULL when a text has none, or none are looked for. */
cmark_syntax_extension *oct_md_braces_extension(const oct_md_features *features, oct_slice text);
void oct_md_register_braces(void);

#endif
