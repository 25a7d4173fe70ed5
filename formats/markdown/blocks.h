/* formats/markdown/blocks - what Pandoc's Markdown has beyond GitHub's in blocks, as one extension
 * of cmark that looks at the first character of a line: definition lists, line blocks, lists with
 * letters, grid tables. What can only be told once the lines behind it are known is kept as it
 * stands, in a block that is to cmark a code block, and taken apart when all lines are read. */
#ifndef OCT_MARKDOWN_BLOCKS_H
#define OCT_MARKDOWN_BLOCKS_H

#include "base/map.h"
#include "formats/markdown/syntax.h"

/* A block that is to be looked at when all lines are read. */
typedef struct oct_md_pending {
    cmark_node *node;
    struct oct_md_pending *next;
    int level; /* of tables that it stands in */
} oct_md_pending;

/* The state of one parse. All that hangs at it is cmark's memory, but for the map. */
typedef struct oct_md_blocks {
    const oct_reading *reading;
    const oct_md_features *features;
    uint32_t first_line;
    oct_md_pending *first, *last;
    int level;
    size_t cells; /* of grid tables and of CSV, so far */
    int example_count;
    oct_map examples; /* the numbers of examples by their labels */
    bool has_labels;
    const char *closing_mark;                   /* of a sub- or superscript: pairs.c */
    const struct oct_md_dashed_start *starting; /* while a line is fed that begins a table */
    int html_level;                             /* of HTML blocks that are being taken apart */
    bool no_dashed; /* lines are parsed again, which turned out to be no table */
    oct_status status;
} oct_md_blocks;

/* What the raw lines of a block are kept for: as.code.fence_char of a code block of ours. */
enum { OCT_MD_RAW_LINES = 'L', OCT_MD_RAW_GRID = 'G', OCT_MD_RAW_DASHED = 'D' };

/* A line at whose first character a block may begin. */
typedef struct oct_md_line {
    oct_md_blocks *blocks;
    cmark_parser *parser;
    cmark_node *parent; /* the block that it stands in */
    unsigned char *input;
    int length, start; /* of the line; of its first character that is not blank */
    oct_slice text;    /* from there on, without the line's end */
} oct_md_line;

extern cmark_syntax_extension oct_md_blocks_extension;
/* Whether a parse needs it. */
bool oct_md_wants_blocks(const oct_md_features *features);

/* Notes that a block is to be looked at: see oct_md_finish_blocks. */
void oct_md_put_off(oct_md_blocks *blocks, cmark_node *node);
/* When all lines are read, before inlines are parsed: takes apart what was put off. */
void oct_md_finish_blocks(oct_md_blocks *blocks, cmark_parser *parser);
/* The state of the parse that goes on in this thread: parse.c. */
oct_md_blocks *oct_md_current_blocks(void);

/* ---- For the files of single blocks */

/* Adds a block of a kind of ours. */
cmark_node *oct_md_add_block(const oct_md_line *line, cmark_node *parent, cmark_node_type kind);
/* A new block that is at the end of a parent, outside of any line. */
cmark_node *oct_md_append_block(cmark_node *parent, cmark_node_type kind, int line);
/* Moves on by so many bytes of the line. */
void oct_md_skip(const oct_md_line *line, size_t bytes);
/* Whether a paragraph goes on in a line, were it no block, be it without the markers that the
 * paragraph began with. */
bool oct_md_is_in_paragraph(const oct_md_line *line);
/* Keeps raw lines in a block, until its kind says that they end. */
cmark_node *oct_md_keep_lines(const oct_md_line *line, int what);
/* The raw lines that a block has kept, be it open or closed. */
oct_slice oct_md_kept_lines(const cmark_node *node);
/* The block becomes of another kind, and its lines are gone. */
void oct_md_change_kind(cmark_node *node, cmark_node_type kind);
/* The lines were none of what they looked like: they are a paragraph. */
void oct_md_make_paragraph(oct_md_blocks *blocks, cmark_node *node);

/* Parses lines as the blocks of a block, which is at the end of its parent. */
void oct_md_parse_into(oct_md_blocks *blocks, cmark_parser *parser, cmark_node *block,
                       oct_slice text);
/* Puts the blocks in a block in its place. */
void oct_md_unwrap(cmark_node *block);
/* The line of the input that a node begins in. */
uint32_t oct_md_line_of(const oct_md_blocks *blocks, const cmark_node *node);

/* ---- caption.c */

/* Gives a table the caption that stands before or behind it. */
void oct_md_finish_table(cmark_node *table);

/* ---- csv.c */

/* Makes a table of a fenced block whose fence says so. */
bool oct_md_make_csv_table(cmark_node *node);

/* ---- definition.c */

cmark_node *oct_md_open_definition(const oct_md_line *line);
bool oct_md_definition_goes_on(const oct_md_line *line, cmark_node *node);

/* ---- fancy_list.c */

cmark_node *oct_md_open_fancy_item(const oct_md_line *line);
/* oct_list_style and oct_list_delimiter of an ordered list. */
int oct_md_list_style(const cmark_list *list);
int oct_md_list_delimiter(const cmark_list *list);
/* The number of a new example, which may have a label. */
int oct_md_count_example(oct_md_blocks *blocks, oct_slice label);
/* The length of "@label" at a place, and the number it stands for; 0 when there is none. */
size_t oct_md_example_at(const oct_md_blocks *blocks, oct_slice text, size_t at, int *number);

/* ---- grid_table.c */

cmark_node *oct_md_open_grid(const oct_md_line *line);
bool oct_md_grid_goes_on(const oct_md_line *line, cmark_node *node);
void oct_md_finish_grid(oct_md_blocks *blocks, cmark_parser *parser, cmark_node *node);

/* ---- line_block.c */

cmark_node *oct_md_open_line_block(const oct_md_line *line);
bool oct_md_line_block_goes_on(const oct_md_line *line, cmark_node *node);
void oct_md_finish_line_block(cmark_node *node);

#endif
