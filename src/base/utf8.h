/* base/utf8 - reading, checking and mending UTF-8 (RFC 3629, Unicode 15 chapter 3.9). */
#ifndef OCT_BASE_UTF8_H
#define OCT_BASE_UTF8_H

#include "base/buffer.h"

#define OCT_REPLACEMENT 0xFFFDu

/* The code point at the front of a non-empty slice, and its length in bytes; an ill-formed
 * sequence gives U+FFFD and the length of its maximal subpart. */
uint32_t oct_utf8_decode(oct_slice text, size_t *length);

/* Writes 1 to 4 bytes and returns how many; a surrogate or a value above U+10FFFF becomes
 * U+FFFD. */
size_t oct_utf8_encode(uint32_t code_point, char bytes[4]);

/* The number of bytes at the front that are well-formed; text.len when all are. */
size_t oct_utf8_valid_prefix(oct_slice text);

typedef struct oct_utf8_repair {
    size_t replaced;       /* ill-formed sequences that became U+FFFD */
    size_t nul_bytes;      /* NUL bytes that became U+FFFD */
    size_t first_replaced; /* the offsets in bytes of the first of each */
    size_t first_nul;
} oct_utf8_repair;

/* Appends text to out with every ill-formed sequence and every NUL replaced by U+FFFD. */
oct_utf8_repair oct_utf8_mend(oct_slice text, oct_buffer *out);

/* Appends UTF-16 to out as UTF-8. Returns how many surrogates without a partner, or single bytes at
 * the end, became U+FFFD. */
size_t oct_utf16_decode(oct_slice text, bool big_endian, oct_buffer *out);

/* Whether text is well-formed and without NUL bytes, so that mending would change nothing. */
bool oct_utf8_is_clean(oct_slice text);

/* The line and the column (both from 1, the column in bytes) of an offset. LF, CRLF and CR end a
 * line. */
void oct_utf8_place(oct_slice text, size_t offset, uint32_t *line, uint32_t *column);

/* Whether XML 1.0 allows the character (production [2] Char). */
bool oct_xml_allows(uint32_t code_point);

#endif
