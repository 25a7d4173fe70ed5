/* plain/fill - the line-filling engine: words onto lines, prefixes before them, blank lines between
 * blocks. It knows nothing of the tree. Memory is that of the longest unbreakable run plus a
 * constant; time is linear. Knows base and io only. */
#ifndef OCT_PLAIN_FILL_H
#define OCT_PLAIN_FILL_H

#include "io/out.h"

/* What stands between the text so far and the text to come. */
typedef enum oct_fill_joint {
    OCT_JOINT_NONE,
    OCT_JOINT_SOFT, /* a line end in the source: a space, or nothing between ideographs */
    OCT_JOINT_HARD, /* a new line */
    OCT_JOINT_GAP   /* a new line after an empty one */
} oct_fill_joint;

/* Sticky: once memory ran out, failed stays true and calls do nothing of use. */
typedef struct oct_fill {
    oct_buffer *sink;
    oct_out *out;      /* when sink is its buffer: flushed when full; else NULL */
    size_t limit;      /* columns of a line, prefix included; OCT_FILL_UNLIMITED */
    size_t least_room; /* columns that prefixes never take from text */
    bool measuring;    /* nothing is written; see natural and least */
    bool preserve;     /* a soft break ends the line */
    bool centred;      /* lines are centred between prefix and limit */

    /* What came of it. */
    size_t lines;   /* written so far */
    size_t widest;  /* columns of text in the widest line since the caller set it to 0 */
    size_t natural; /* while measuring: columns of the widest line, prefix included */
    size_t least;   /* while measuring: columns below which words overflow, prefix included */
    bool capped;    /* some prefix was left out because the others were too long */
    bool failed;

    /* Private: the paragraph. Of text, [start, write) is the line so far, [read, len) is to come.
     */
    oct_buffer text;
    size_t start, write, read;
    size_t room;                   /* columns for the current line */
    size_t width;                  /* columns of the line so far */
    size_t unit_start, unit_width; /* the last run without a break opportunity */
    size_t break_end, break_width; /* the line without that run */
    size_t line_unit;              /* the widest such run of the line */
    bool gap;                      /* a space stands before what is to come */
    bool begun;                    /* the paragraph has text or lines */
    oct_fill_joint joint;
    oct_buffer atoms; /* ranges of text that stay whole */
    size_t atom;      /* the first that is not yet past */
    oct_buffer flags; /* of u8_possible_linebreaks */
    /* Private: prefixes. */
    oct_buffer prefix, lead, levels;
    size_t prefix_width, lead_width;
    bool has_lead; /* the next line begins with lead in place of prefix */
    /* Private: blank lines. */
    bool blank;
    size_t blank_prefix; /* bytes of prefix before the blank line */
} oct_fill;

#define OCT_FILL_UNLIMITED (SIZE_MAX / 4)

void oct_fill_init(oct_fill *fill, const oct_allocator *allocator, oct_buffer *sink, size_t limit);
void oct_fill_free(oct_fill *fill);
/* Begins anew, with the buffers kept. */
void oct_fill_reset(oct_fill *fill, oct_buffer *sink, size_t limit, bool measuring);

/* Text of the paragraph; runs of white space count as one space. */
void oct_fill_text(oct_fill *fill, oct_slice text);
static inline void oct_fill_string(oct_fill *fill, const char *string) {
    oct_fill_text(fill, oct_slice_of(string));
}
/* Text that is never broken, its spaces kept. */
void oct_fill_atom(oct_fill *fill, oct_slice text);
void oct_fill_soft_break(oct_fill *fill);
/* Two in a row leave an empty line, more do not leave more. */
void oct_fill_hard_break(oct_fill *fill);
/* What comes next begins a line, be it after a break or not. */
void oct_fill_new_line(oct_fill *fill);
/* Ends the paragraph: what is left goes onto its last line. */
void oct_fill_end(oct_fill *fill);

/* A line as it is, outside paragraphs. */
void oct_fill_line(oct_fill *fill, oct_slice line);
/* A line of that many times a byte. */
void oct_fill_rule(oct_fill *fill, char byte, size_t columns);
/* A blank line before the next line, when there is one before and one after; at most one. */
void oct_fill_blank(oct_fill *fill);
/* Takes that back. */
void oct_fill_no_blank(oct_fill *fill);

/* Begins all lines with indent, after what begins them already; the first one with marker instead.
 * A marker that must be seen is written even when no line follows before the pop. */
void oct_fill_push(oct_fill *fill, oct_slice marker, oct_slice indent, bool must_be_seen);
void oct_fill_pop(oct_fill *fill);
/* The columns that a line has for text now. */
size_t oct_fill_room(const oct_fill *fill, size_t limit);
/* While measuring: counts a thing of lines that others laid out. */
void oct_fill_measured(oct_fill *fill, size_t natural, size_t least, size_t lines);

#endif
