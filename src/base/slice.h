/* base/slice - runs of bytes with a length: comparing, searching, cutting, numbers. */
#ifndef OCT_BASE_SLICE_H
#define OCT_BASE_SLICE_H

#include "octavo.h"

#include <string.h>

/* A slice of a string literal. */
#define OCT_S(literal) ((oct_slice){"" literal, sizeof(literal) - 1})

/* For printf: printf("%.*s", OCT_SLICE_ARG(slice)). Cut at INT_MAX bytes. */
#define OCT_SLICE_ARG(slice)                                                                       \
    ((slice).len > INT32_MAX ? INT32_MAX : (int)(slice).len), ((slice).ptr ? (slice).ptr : "")

static inline oct_slice oct_slice_make(const char *ptr, size_t len) {
    return (oct_slice){ptr, len};
}

/* A NULL string gives an empty slice. */
static inline oct_slice oct_slice_of(const char *string) {
    return (oct_slice){string, string ? strlen(string) : 0};
}

static inline bool oct_slice_equal(oct_slice a, oct_slice b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool oct_slice_is(oct_slice slice, const char *string) {
    return oct_slice_equal(slice, oct_slice_of(string));
}

/* The part from byte start on; empty when start lies beyond the end. */
static inline oct_slice oct_slice_from(oct_slice slice, size_t start) {
    return start >= slice.len ? (oct_slice){slice.ptr ? slice.ptr + slice.len : NULL, 0}
                              : (oct_slice){slice.ptr + start, slice.len - start};
}

/* At most the first len bytes. */
static inline oct_slice oct_slice_head(oct_slice slice, size_t len) {
    return (oct_slice){slice.ptr, len < slice.len ? len : slice.len};
}

/* ASCII only, whatever the locale. */
static inline bool oct_is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool oct_is_digit(char c) {
    return c >= '0' && c <= '9';
}
static inline bool oct_is_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool oct_is_alnum(char c) {
    return oct_is_digit(c) || oct_is_alpha(c);
}
static inline char oct_to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool oct_slice_starts(oct_slice slice, oct_slice prefix);
bool oct_slice_ends(oct_slice slice, oct_slice suffix);
/* Equal but for the case of ASCII letters. */
bool oct_slice_equal_nocase(oct_slice a, oct_slice b);
bool oct_slice_starts_nocase(oct_slice slice, oct_slice prefix);
/* Whether it is one of a list that NULL ends; but for the case of ASCII letters, where it says so.
 */
bool oct_slice_is_one_of(oct_slice slice, const char *const *list);
bool oct_slice_is_one_of_nocase(oct_slice slice, const char *const *list);
/* Whether it is one of the words between white space, in any case. */
bool oct_slice_has_word_nocase(oct_slice slice, const char *word);
/* The index of the first such byte (or such part); slice.len when there is none. */
size_t oct_slice_find_byte(oct_slice slice, char byte);
size_t oct_slice_find(oct_slice slice, oct_slice part);
/* Without ASCII white space at both ends. */
oct_slice oct_slice_trim(oct_slice slice);
/* Cuts the next run without white space off the front of *rest; false when there is none left. */
bool oct_slice_next_word(oct_slice *rest, oct_slice *word);
/* Cuts the next line (without its LF, CRLF or CR) off the front of *rest; false at the end. */
bool oct_slice_next_line(oct_slice *rest, oct_slice *line);
/* Cuts the next lines up to an empty one off the front of *rest, trimmed; false when none is left.
 */
bool oct_slice_next_paragraph(oct_slice *rest, oct_slice *paragraph);
/* A whole slice as a decimal number with an optional minus; false when it is not one, or does not
 * fit. */
bool oct_slice_to_int(oct_slice slice, int64_t *value);

#endif
