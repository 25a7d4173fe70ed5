/* formats/html/encoding - which encoding a page is in (HTML 13.2.3). */
#ifndef OCT_HTML_ENCODING_H
#define OCT_HTML_ENCODING_H

#include "base/utf8.h"
#include "core/charset.h"

typedef oct_decoding html_decoding;

/* The page as well-formed UTF-8 without BOM and NUL: part of page itself when nothing changes, else
 * in out. asked_for is the name of an encoding that goes before what the page declares; NULL when
 * there is none. */
oct_slice html_decode(oct_slice page, const char *asked_for, oct_buffer *out,
                      html_decoding *decoding);

#endif
