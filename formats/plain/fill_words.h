/* plain/fill_words - what fill.c and fill_words.c offer each other. */
#ifndef OCT_PLAIN_FILL_WORDS_H
#define OCT_PLAIN_FILL_WORDS_H

#include "formats/plain/fill.h"

/* Writes a line, or measures it. width: its columns; unit: those of its widest part that cannot be
 * broken. */
void oct_fill_emit(oct_fill *fill, oct_slice line, size_t width, size_t unit);
/* Forgets what is left of a paragraph. */
void oct_fill_begin_paragraph(oct_fill *fill);
/* True only for printing ASCII with single spaces, each of them a place to break. Of the last byte
 * it is certain only that it may follow the one before it. */
bool oct_fill_is_plain(oct_slice text);

typedef struct oct_simple_line {
    size_t length;  /* bytes; 0 when there is no such line */
    size_t columns; /* at most the room */
} oct_simple_line;

/* The line at the front of a text, up to the last space within room, where each character takes one
 * column and each space is a place to break. There is none in a text that does not reach beyond the
 * room. */
oct_simple_line oct_fill_simple_line(oct_slice text, size_t room);

#endif
