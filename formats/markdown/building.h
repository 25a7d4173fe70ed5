/* formats/markdown/building - the state of building a tree out of cmark's, and the parts of it that
 * stand in files of their own: leaves.c and tree_tables.c. Only tree.c and these include it. */
#ifndef OCT_MARKDOWN_BUILDING_H
#define OCT_MARKDOWN_BUILDING_H

#include "formats/markdown/heading_links.h"
#include "formats/markdown/notes.h"
#include "formats/markdown/tree.h"

/* A definition that is being walked: the walk goes on at the reference when it is done. */
typedef struct frame {
    cmark_node *reference;
    cmark_node *definition;
    const cmark_node *block; /* what the reference stands in */
} frame;

/* Where the last link was found, for the next one: places.c. */
typedef struct oct_md_places {
    oct_buffer line_starts;  /* of size_t: offsets in the text */
    const cmark_node *block; /* what the rest is about; offsets are in its text, lines from 0 */
    size_t counted_line, counted_offset; /* where the line begins that cmark's columns count from */
    size_t uncounted;                    /* lines that cmark did not count */
    size_t line, offset, next;           /* the line of the last link, and the line behind it */
    oct_slice source;                    /* that line in the source */
    size_t prefix;                       /* bytes of it before the block's text */
    size_t cell_column, cell_source;     /* a place in the text of a cell, and in the source */
} oct_md_places;

typedef struct oct_md_place {
    uint32_t line, column; /* column 0: not known */
} oct_md_place;

typedef struct building {
    const oct_md_text *text;
    const char *set; /* the text's marks; NULL when it has none */
    oct_md_parse parse;
    oct_builder *builder;
    oct_md_notes notes;
    frame *frames;
    size_t frame_count, frame_capacity;
    oct_map abbreviations;   /* term -> oct_slice *: its meaning */
    uint8_t begins_term[32]; /* a bit for each byte that a term begins with */
    size_t most_tokens;      /* of a term; 0 when there are no abbreviations */
    uint32_t line;           /* of the last node that had one */
    size_t formula_lines;    /* ends of lines in formulas of the block: cmark did not count them */
    size_t formula_lines_before; /* the same, before the last end of a line that it did count */
    const cmark_node *block;     /* the last one that holds inlines */
    oct_md_places places;
    size_t link_depth;        /* open links */
    size_t cell;              /* how many the open row had so far */
    oct_buffer headings;      /* const oct_node *: those that links may lead to, by number */
    oct_buffer heading_links; /* heading_link: the links that lead to them */
    oct_status status;        /* OCT_LIMIT when a table is too large */
} building;

/* ---- leaves.c: text, code, raw parts, tasks */

oct_slice oct_md_slice_of(const cmark_chunk *chunk);
oct_slice oct_md_copy_of(building *tree, const cmark_chunk *chunk);
void oct_md_add_class(building *tree, oct_node *node, oct_slice name);
void oct_md_add_pair(building *tree, oct_node *node, oct_slice key, oct_slice value);
oct_place oct_md_place_here(const building *tree);
oct_task oct_md_task_of(const oct_md_features *features, const cmark_node *item);
/* Whether a line break stands right behind the box that made its list item a task. */
bool oct_md_follows_task(const building *tree, const cmark_node *line_break);
void oct_md_put_text(building *tree, const cmark_node *node);
void oct_md_put_code(building *tree, const cmark_node *node);
void oct_md_put_code_block(building *tree, const cmark_node *node);
void oct_md_put_raw(building *tree, oct_kind kind, const cmark_node *node);

/* ---- line_breaks.c */

void oct_md_put_soft_break(building *tree, const cmark_node *node);

/* ---- tree_blocks.c: definition lists, line blocks */

/* Whether the node is one of these, and is to be left as well. */
bool oct_md_enter_block(building *tree, const cmark_node *node);
void oct_md_leave_block(building *tree, const cmark_node *node);
/* Text with the numbers of examples for their labels. */
oct_slice oct_md_number_examples(building *tree, oct_slice text);

/* ---- tree_grid.c: the same of grid tables */

bool oct_md_enter_grid(building *tree, const cmark_node *node);
void oct_md_leave_grid(building *tree, const cmark_node *node);
/* ---- tree_attributes.c */

/* Gives a node the list of attributes that follows its source, or ends it. */
void oct_md_take_attributes(building *tree, oct_node *node, const cmark_node *source);
void oct_md_put_attributes(building *tree, const cmark_node *list);
void oct_md_enter_span(building *tree, const cmark_node *span);
void oct_md_leave_span(building *tree);
/* False when the node is none of a div. */
bool oct_md_enter_div(building *tree, const cmark_node *node);
/* What stands behind a code fence, when it is a list of attributes with or without a language. */
bool oct_md_take_info(building *tree, oct_node *block, oct_slice info);

/* ---- alerts.c. False when the quote is none; else a div is open. */

bool oct_md_enter_alert(building *tree, cmark_node *quote);

/* ---- figures.c. A paragraph may be a figure. */

void oct_md_enter_paragraph(building *tree, cmark_node *paragraph);
void oct_md_leave_paragraph(building *tree, const cmark_node *paragraph);

/* ---- places.c */

/* The line and the column, from 1, in the source of a link or an image in tree->block. */
oct_md_place oct_md_place_link(building *tree, const cmark_node *node);

/* The same of a place in the text of tree->block. */
oct_md_place oct_md_place_in(building *tree, size_t offset);

/* The column, from 1, of what a block has of a line of the text: its end; 0 when it is not that. */
uint32_t oct_md_column_of(building *tree, size_t line, oct_slice end);

/* The line of the source that a block begins in; empty when it is not known. */
oct_slice oct_md_source_line(building *tree, const cmark_node *block);

/* ---- fences.c: code without the indentation that its fence has and cmark has left. The text is
 * changed in place. */

oct_slice oct_md_unindent(building *tree, const cmark_node *fence, oct_slice text);

/* ---- include.c: whether the block names files to be put in its place; then their names are built
 */

bool oct_md_put_includes(building *tree, const cmark_node *paragraph);
bool oct_md_put_include_fence(building *tree, const cmark_node *fence);
/* A code block whose attributes name a file that it is to have the text of. */
void oct_md_make_code_include(building *tree, oct_node *block, const cmark_node *fence);

/* ---- tree_tables.c */

void oct_md_enter_table(building *tree, cmark_node *node);
void oct_md_enter_row(building *tree, const cmark_node *node);
void oct_md_leave_row(building *tree, const cmark_node *node);
bool oct_md_drops_cell(building *tree, const cmark_node *node);
void oct_md_enter_cell(building *tree, const cmark_node *node);
void oct_md_leave_cell(building *tree, const cmark_node *node);

/* ---- tree_inlines.c: the kinds of inlines.h */

/* Keeps a heading that links may lead to. */
void oct_md_keep_heading(building *tree, const cmark_node *node, const oct_node *heading);
/* A link whose destination is a heading's number; the links are resolved when all is built. */
void oct_md_keep_heading_link(building *tree, oct_node *link, size_t number);
void oct_md_resolve_heading_links(building *tree);
/* Whether the node is to be left as well. */
bool oct_md_enter_inline(building *tree, cmark_node *node);
void oct_md_leave_inline(building *tree, const cmark_node *node);
/* A code block of the language math, or one of math_block.c, as a formula; false when it is
 * another. */
bool oct_md_put_math_block(building *tree, const cmark_node *node);

/* ---- tree_abbreviations.c */

void oct_md_collect_abbreviations(building *tree, const cmark_node *root);
/* Text in which abbreviations are marked as such. */
void oct_md_put_words(building *tree, oct_slice text);

#endif
