/* plain/plain - the plain text writer's state, and what its files offer each other. */
#ifndef OCT_PLAIN_PLAIN_H
#define OCT_PLAIN_PLAIN_H

#include "base/map.h"
#include "core/format.h"
#include "formats/plain/fill.h"

typedef struct oct_plain_table oct_plain_table;

/* The places in the choices of --plain-math. */
enum { OCT_PLAIN_MATH_UNICODE, OCT_PLAIN_MATH_TEX };

typedef struct oct_plain_options {
    int style; /* index into the choices of --plain-style */
    int math;  /* and of --plain-math */
} oct_plain_options;

typedef struct oct_plain {
    oct_writing *writing;
    oct_fill page;
    oct_fill *fill; /* where text goes now: page, or the cells of a table */
    size_t columns; /* that tables may take */
    bool bare;      /* no marks around inlines, no addresses of links */
    bool measuring; /* a table is measured: nothing is written or reported */
    bool replaying; /* a table is rendered that was measured before */
    bool failed;    /* memory ran out */

    oct_buffer notes;       /* oct_node *, by number minus one; NULL: only further references met */
    oct_map labels;         /* of notes: the index plus one */
    oct_buffer table_notes; /* size_t: numbers in the order met while a table was measured */
    size_t next_table_note; /* the one that rendering the table meets next */
    oct_buffer lists;       /* oct_plain_list, the innermost last */
    oct_buffer langs;       /* oct_slice, the innermost last; never empty */
    oct_buffer scratch;

    oct_plain_table *table;     /* the innermost that is laid out in columns; NULL: none */
    oct_plain_table *planned;   /* tables inside the outermost one, in order, once measured */
    oct_plain_table **plan_end; /* where the next goes */
    size_t table_depth;         /* tables laid out in columns around this place */
    size_t flat_depth;          /* tables around it that are too deep for that */
    oct_arena table_arena;      /* what the outermost table knows of its columns */
} oct_plain;

/* writer.c: walks a subtree and renders it where plain->fill is. */
void oct_plain_render(oct_plain *plain, oct_node *root);
/* Reports raw text that is meant for others, unless a table is only measured. */
void oct_plain_raw_not_rendered(oct_plain *plain, const oct_node *raw);

/* inlines.c: what begins, ends or is an inline. */
void oct_plain_write_mark(oct_plain *plain, const oct_node *node);
void oct_plain_enter_script(oct_plain *plain, oct_walk *walk);
void oct_plain_leave_script(oct_plain *plain, const oct_node *script);
void oct_plain_write_quote(oct_plain *plain, const oct_node *quoted, bool open);
void oct_plain_write_code(oct_plain *plain, const oct_node *code);
void oct_plain_write_math(oct_plain *plain, const oct_node *math);
void oct_plain_leave_link(oct_plain *plain, const oct_node *link);
void oct_plain_enter_image(oct_plain *plain, const oct_node *image);
void oct_plain_leave_image(oct_plain *plain, const oct_node *image);
void oct_plain_write_note_mark(oct_plain *plain, oct_walk *walk);
void oct_plain_write_ruby_mark(oct_plain *plain, const oct_node *span, const char *mark);
void oct_plain_write_raw_inline(oct_plain *plain, const oct_node *raw);

/* lists.c: enters and leaves lists and their items. */
void oct_plain_enter_list(oct_plain *plain, const oct_node *list);
void oct_plain_leave_list(oct_plain *plain);
void oct_plain_enter_item(oct_plain *plain, const oct_node *item);
void oct_plain_leave_item(oct_plain *plain, const oct_node *item);

/* notes.c: the number of a note at a reference to it, and the section at the end. */
size_t oct_plain_note_number(oct_plain *plain, oct_node *note);
void oct_plain_write_notes(oct_plain *plain);

/* tables.c: enters and leaves tables and what they are made of. */
void oct_plain_enter_table(oct_plain *plain, oct_node *node);
void oct_plain_leave_table(oct_plain *plain);
void oct_plain_enter_section(oct_plain *plain, const oct_node *section);
void oct_plain_enter_row(oct_plain *plain);
void oct_plain_leave_row(oct_plain *plain);
void oct_plain_enter_cell(oct_plain *plain, const oct_node *cell);
void oct_plain_leave_cell(oct_plain *plain);
void oct_plain_close_tables(oct_plain *plain);

/* title.c: the title block, from metadata. */
void oct_plain_write_title(oct_plain *plain);

#endif
