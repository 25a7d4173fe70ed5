/* plain/tables - a table while it is measured and rendered: shared by tables.c, which knows columns
 * and cells, and rows.c, which draws. */
#ifndef OCT_PLAIN_TABLES_H
#define OCT_PLAIN_TABLES_H

#include "formats/plain/plain.h"

typedef struct oct_plain_column {
    size_t natural, least; /* columns of text: without wrapping, and without overflow */
    size_t hint;           /* the width asked for, in 1/10000 of the page; 0: none */
    size_t width;          /* columns of text, decided */
    size_t offset;         /* of its text in a drawn line */
    size_t busy_until;     /* the row before which a cell that spans rows ends here */
    oct_alignment alignment;
} oct_plain_column;

/* A cell of the current row, or one that goes on from rows above. */
typedef struct oct_plain_slot {
    size_t column, span; /* in columns */
    size_t last_row;
    size_t next, end; /* bytes of the table's text: the lines not yet drawn */
    size_t lines;     /* how many these are */
    oct_alignment alignment;
    bool goes_on; /* begun in a row above */
} oct_plain_slot;

struct oct_plain_table {
    oct_plain_table *next;  /* among the planned */
    oct_plain_table *outer; /* around this one */
    oct_fill *outer_fill;
    const oct_node *node;
    oct_plain_column *columns;
    size_t count, capacity; /* of columns */
    size_t last_start;      /* the last column in which a cell begins */
    bool complex;           /* has spans, or cells of several lines: needs a grid */
    bool head_blank;        /* the head has no text: it is left out */
    bool grid;              /* decided: drawn with borders */

    /* Where the walk stands. */
    oct_kind section, previous_section;
    size_t row, section_end; /* rows are counted through the table */
    size_t next_column;
    size_t span_budget;  /* rows times columns that spans may still cover */
    oct_plain_slot slot; /* the open cell */

    oct_fill cells;
    oct_buffer spans;          /* measuring: oct_plain_slot, next and end being natural and least */
    oct_buffer text;           /* rendering: lines of the cells in own and current */
    oct_buffer own;            /* oct_plain_slot: the cells of this row */
    oct_buffer current, above; /* oct_plain_slot: as drawn in this row, and in the one before */
    oct_buffer line;
    size_t rows_drawn;
    size_t area; /* bytes that drawing may still take: keeps the output in proportion */
};

static inline oct_plain_slot *oct_plain_slots(const oct_buffer *slots) {
    return (oct_plain_slot *)(void *)slots->ptr;
}
static inline size_t oct_plain_slot_count(const oct_buffer *slots) {
    return slots->len / sizeof(oct_plain_slot);
}

/* Columns of text that a slot has. */
size_t oct_plain_slot_width(const oct_plain_table *table, size_t column, size_t span);
/* rows.c: draws the row that was just left, and the rule below the last one. */
void oct_plain_draw_row(oct_plain *plain, oct_plain_table *table);
void oct_plain_draw_end(oct_plain_table *table);

#endif
