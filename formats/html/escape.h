/* formats/html/escape - the one place where text is escaped for HTML and XHTML, and where URLs are
 * judged and percent-encoded. Knows base only. */
#ifndef OCT_HTML_ESCAPE_H
#define OCT_HTML_ESCAPE_H

#include "base/buffer.h"

typedef enum oct_html_syntax {
    OCT_HTML, /* HTML5, as a browser's parser reads it: control characters become U+FFFD */
    OCT_XHTML /* well-formed XML 1.0: characters that it forbids become U+FFFD */
} oct_html_syntax;

/* Character data, and the inside of a double-quoted attribute value. Each returns how many
 * characters were replaced by U+FFFD. */
size_t oct_html_escape_text(oct_buffer *out, oct_slice text, oct_html_syntax syntax);
size_t oct_html_escape_value(oct_buffer *out, oct_slice value, oct_html_syntax syntax);

/* A URL for an attribute value: what RFC 3986 does not allow is percent-encoded ('%' is taken to be
 * encoding already), then escaped. The characters left alone are those that cmark leaves alone. */
void oct_html_escape_url(oct_buffer *out, oct_slice url);

/* Whether following or loading the URL cannot run code: its scheme, read as browsers read it (white
 * space and control characters in it do not count), is neither javascript: nor vbscript:, nor
 * data:, except that of a raster image. */
bool oct_html_url_is_safe(oct_slice url);
/* The same for an img element, in which a drawing runs no scripts and loads nothing (SVG 2, 2.2.3,
 * secure animated mode). */
bool oct_html_image_url_is_safe(oct_slice url);

#endif
