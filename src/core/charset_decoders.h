/* core/charset_decoders - how an encoding is decoded. For charset.c and charset_cjk.c only. */
#ifndef OCT_CORE_CHARSET_DECODERS_H
#define OCT_CORE_CHARSET_DECODERS_H

#include "core/charset.h"

typedef enum oct_charset_kind {
    OCT_BY_UTF_8,
    OCT_BY_UTF_16LE,
    OCT_BY_UTF_16BE,
    OCT_BY_BYTES,       /* each byte is a character */
    OCT_BY_REPLACEMENT, /* not decoded, for what it could hide */
    OCT_BY_DOUBLE,      /* one or two bytes */
    OCT_BY_GB,
    OCT_BY_SHIFT_JIS,
    OCT_BY_EUC_JP,
    OCT_BY_ISO_2022_JP
} oct_charset_kind;

/* A character of two bytes. */
typedef struct oct_charset_pair {
    uint16_t code, point;
} oct_charset_pair;

struct oct_charset {
    const char *name; /* of the Encoding standard */
    oct_charset_kind kind;
    const char *library;           /* the C library's table; NULL: none is needed */
    const uint16_t *bytes;         /* of the bytes from 0x80 on, U+FFFD where there is nothing */
    const oct_charset_pair *pairs; /* what goes before the library's table, in order */
    size_t pair_count;
};

static inline void oct_decoding_first(oct_decoding *decoding, size_t offset) {
    if (decoding->replaced + decoding->nul_bytes == 0)
        decoding->first = offset;
}

/* The length of the text at the front that is ASCII without NUL and escapes. */
size_t oct_ascii_run(oct_slice text);
/* Adds a character, in place of NUL U+FFFD. */
void oct_decoding_put(oct_decoding *decoding, oct_buffer *out, uint32_t c, size_t offset);
/* Adds U+FFFD for what is no character. */
void oct_decoding_replace(oct_decoding *decoding, oct_buffer *out, size_t offset);

/* charset_cjk.c */
oct_slice oct_charset_decode_cjk(const oct_charset *from, oct_slice text, oct_buffer *out,
                                 oct_decoding *decoding);

#endif
