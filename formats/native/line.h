/* formats/native/line - one line of the native format, cut into its parts. */
#ifndef OCT_FORMATS_NATIVE_LINE_H
#define OCT_FORMATS_NATIVE_LINE_H

#include "base/arena.h"

typedef struct oct_native_line {
    oct_slice whole, rest; /* rest: what is not yet read */
    size_t depth;
    uint32_t number; /* from 1 */
    bool bad;        /* the rest is not well-formed */
} oct_native_line;

typedef enum oct_native_field_type {
    OCT_NATIVE_WORD,       /* tight */
    OCT_NATIVE_KEY_WORD,   /* level=2 */
    OCT_NATIVE_KEY_STRING, /* id="x" */
    OCT_NATIVE_STRING,     /* "x" */
    OCT_NATIVE_PAIR        /* @"key"="value" */
} oct_native_field_type;

/* Strings are without their quotes, still escaped. */
typedef struct oct_native_field {
    oct_native_field_type type;
    oct_slice key, value;
} oct_native_field;

/* Reads the depth off the front. */
oct_native_line oct_native_line_of(oct_slice text, uint32_t number);
/* The column of what is not yet read, from 1. */
uint32_t oct_native_column(const oct_native_line *line);
/* The next run of bytes up to a space; empty at the end. */
oct_slice oct_native_next_word(oct_native_line *line);
/* False at the end, or, with line->bad set, where it is not well-formed. */
bool oct_native_next_field(oct_native_line *line, oct_native_field *field);
/* A copy with the escapes resolved; the slice itself when there are none. */
oct_slice oct_native_unescape(oct_arena *arena, oct_slice raw);

#endif
