/* core/charset - encodings by their names (the Encoding standard's), and turning them into UTF-8;
 * with charset_cjk.c the only user of the C library's iconv. */
#ifndef OCT_CORE_CHARSET_H
#define OCT_CORE_CHARSET_H

#include "core/context.h"

#include "base/buffer.h"

typedef struct oct_charset oct_charset;

/* Those that are decoded here, and so never missing. */
typedef enum oct_charset_place {
    OCT_UTF_8,
    OCT_UTF_16LE,
    OCT_UTF_16BE,
    OCT_WINDOWS_1252
} oct_charset_place;
const oct_charset *oct_charset_at(oct_charset_place place);

/* By a label of the standard, in any case, with white space around; NULL when there is none. */
const oct_charset *oct_charset_named(oct_slice label);
/* In lower case. */
const char *oct_charset_name(const oct_charset *charset);
/* By the byte order mark at the front of *text, which is cut off; NULL when there is none. */
const oct_charset *oct_charset_by_mark(oct_slice *text);

typedef struct oct_decoding {
    const char *encoding;  /* its name in the Encoding standard, in lower case */
    size_t replaced;       /* ill-formed sequences that became U+FFFD */
    size_t nul_bytes;      /* NUL characters that became U+FFFD */
    size_t first;          /* the offset in bytes, in the input, of the first of either */
    bool unknown_encoding; /* the one asked for is not known, or the machine has no table for it */
    bool failed;           /* memory is out */
} oct_decoding;

/* The text as well-formed UTF-8 without NUL: text itself when nothing changes, else in out. The
 * counts are added to a zeroed decoding. */
oct_slice oct_charset_decode(const oct_charset *from, oct_slice text, oct_buffer *out,
                             oct_decoding *decoding);

/* Says what was replaced in an input. */
void oct_report_decoding(oct_context *context, const char *name, oct_slice input,
                         const oct_decoding *decoding);
/* Says that there is no such encoding; OCT_USAGE. */
oct_status oct_refuse_encoding(oct_context *context, const char *name, const char *encoding);

/* The character of a byte in windows-1252; of 0x80 to 0x9F, what a numeric reference to a C1
 * control stands for (HTML 13.2.5.80). */
uint32_t oct_windows_1252(unsigned char byte);

#endif
