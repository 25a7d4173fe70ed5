/* plain/simple_line - lines of a paragraph that can be set in great steps: each character takes one
 * column, and lines break at spaces only. Knows base only. */
#ifndef OCT_PLAIN_SIMPLE_LINE_H
#define OCT_PLAIN_SIMPLE_LINE_H

#include "base/slice.h"

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

typedef struct oct_simple_rest {
    size_t columns; /* 0 when the text is not simple */
    size_t widest;  /* columns of its widest word; breaks inside words are not looked for */
    bool ascii;
} oct_simple_rest;

/* A text that needs no line break: simple characters, single spaces between them. */
oct_simple_rest oct_fill_simple_rest(oct_slice text);

#endif
