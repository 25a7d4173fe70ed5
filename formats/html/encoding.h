/* formats/html/encoding - which encoding a page is in (HTML 13.2.3), and turning it into UTF-8.
 * Knows base, and iconv of the C library. */
#ifndef OCT_HTML_ENCODING_H
#define OCT_HTML_ENCODING_H

#include "base/utf8.h"

typedef struct html_decoding {
    const char *encoding;  /* its name in the Encoding standard, in lower case */
    size_t replaced;       /* ill-formed sequences that became U+FFFD */
    size_t nul_bytes;      /* NUL characters that became U+FFFD */
    size_t first;          /* the offset in bytes, in the page, of the first of either */
    bool unknown_encoding; /* the one asked for is not known */
    bool failed;           /* memory is out */
} html_decoding;

/* The page as well-formed UTF-8 without BOM and NUL: part of page itself when nothing changes, else
 * in out. asked_for is the name of an encoding that goes before what the page declares; NULL when
 * there is none. */
oct_slice html_decode(oct_slice page, const char *asked_for, oct_buffer *out,
                      html_decoding *decoding);

/* The character of a byte in windows-1252; of 0x80 to 0x9F, what a numeric reference to a C1
 * control stands for (HTML 13.2.5.80). */
uint32_t html_windows_1252(unsigned char byte);

#endif
