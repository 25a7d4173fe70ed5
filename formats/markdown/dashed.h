/* formats/markdown/dashed - Pandoc's simple and multiline tables, whose columns are as wide as runs
 * of dashes on a line. To cmark such a line is a thematic break, or what it makes of the line
 * before; so a text is fed to it up to where a table begins, and that line so that it asks us. */
#ifndef OCT_MARKDOWN_DASHED_H
#define OCT_MARKDOWN_DASHED_H

#include "formats/markdown/blocks.h"

/* What a table is made of, from top to bottom; rows of several lines have blank lines between. */
typedef enum oct_md_dashed_shape {
    OCT_MD_DASHED_SIMPLE,            /* a line of heads, dashes, rows, and dashes or a blank line */
    OCT_MD_DASHED_HEADLESS,          /* dashes, rows, dashes */
    OCT_MD_DASHED_MULTILINE,         /* dashes, lines of heads, dashes, rows, dashes */
    OCT_MD_DASHED_MULTILINE_HEADLESS /* dashes, rows, dashes */
} oct_md_dashed_shape;

/* The line of a text that begins a table, while it is fed to cmark. */
typedef struct oct_md_dashed_start {
    size_t place; /* in the line, of the character where cmark asks */
    oct_md_dashed_shape shape;
    int lines; /* behind this one; 0: up to a blank line */
} oct_md_dashed_start;

/* Feeds a text to cmark, and has tables kept as they stand where they begin. */
void oct_md_feed(oct_md_blocks *blocks, cmark_parser *parser, oct_slice text);

/* Whether a line is nothing but dashes and blanks. */
bool oct_md_is_dashes(oct_slice line);

/* At the line that starts one, where cmark asks about it. */
cmark_node *oct_md_open_dashed(const oct_md_line *line);
bool oct_md_dashed_goes_on(const oct_md_line *line, cmark_node *node);
/* In dashed_table.c: makes a table of what was kept, or what it is without such tables; then that
 * is no single node, and NULL. */
cmark_node *oct_md_finish_dashed(oct_md_blocks *blocks, cmark_parser *parser, cmark_node *node);

#endif
