/* formats/html/escape - see escape.h. Bytes are classed by one table, so that runs of ordinary text
 * are copied whole. */
#include "formats/html/escape.h"

#include "base/block.h"
#include "base/utf8.h"

enum {
    IN_TEXT = 1 << 0,  /* needs care in character data */
    IN_VALUE = 1 << 1, /* in an attribute value */
    IN_XML = 1 << 2,   /* forbidden in XML, or the lead byte of what may be */
    IN_BREAK = 1 << 3, /* white space that XML would normalise away in a value */
    IN_CR = 1 << 4,    /* carriage return, which XML would turn into a line feed in text */
    IN_HTML = 1 << 5   /* control characters, which HTML forbids (13.1.4) */
};

#define CONTROLS(first, last) [first... last] = IN_XML | IN_HTML

/* clang-format off */
__extension__ static const uint8_t classes[256] = {
    CONTROLS(0x00, 0x08), ['\t'] = IN_BREAK, ['\n'] = IN_BREAK, CONTROLS(0x0B, 0x0B),
    ['\f'] = IN_XML, ['\r'] = IN_BREAK | IN_CR, CONTROLS(0x0E, 0x1F),
    ['&'] = IN_TEXT | IN_VALUE, ['<'] = IN_TEXT | IN_VALUE, ['>'] = IN_TEXT | IN_VALUE,
    ['"'] = IN_VALUE, [0xEF] = IN_XML,
};
/* clang-format on */

/* U+FFFE and U+FFFF, the only characters of well-formed UTF-8 above U+001F that XML forbids. */
static bool is_noncharacter(const char *at, const char *end) {
    return end - at >= 3 && (uint8_t)at[1] == 0xBF && (uint8_t)at[2] >= 0xBE;
}

/* Writes what stands for the byte at, and returns how many bytes of input that covers. */
static size_t escape_one(oct_buffer *out, const char *at, const char *end, size_t *replaced) {
    switch (*at) {
    case '&':
        oct_buffer_append(out, "&amp;", 5);
        return 1;
    case '<':
        oct_buffer_append(out, "&lt;", 4);
        return 1;
    case '>':
        oct_buffer_append(out, "&gt;", 4);
        return 1;
    case '"':
        oct_buffer_append(out, "&quot;", 6);
        return 1;
    case '\t':
        oct_buffer_append(out, "&#9;", 4);
        return 1;
    case '\n':
        oct_buffer_append(out, "&#10;", 5);
        return 1;
    case '\r':
        oct_buffer_append(out, "&#13;", 5);
        return 1;
    default:
        break;
    }
    size_t length = 1;
    if ((uint8_t)*at == 0xEF) {
        if (!is_noncharacter(at, end)) {
            oct_buffer_byte(out, *at);
            return 1;
        }
        length = 3;
    }
    oct_buffer_code_point(out, OCT_REPLACEMENT);
    ++*replaced;
    return length;
}

/* Past whole blocks of bytes that the table has in no class. */
static const char *past_ordinary(const char *at, const char *end) {
    for (; end - at >= OCT_BLOCK_SIZE; at += OCT_BLOCK_SIZE) {
        oct_block bytes = oct_block_at(at);
        if (oct_block_any(oct_block_below(bytes, 0x20) | oct_block_equal(bytes, '&') |
                          oct_block_equal(bytes, '<') | oct_block_equal(bytes, '>') |
                          oct_block_equal(bytes, '"') | oct_block_equal(bytes, 0xEF)))
            break;
    }
    return at;
}

static size_t escape(oct_buffer *out, oct_slice text, unsigned mask) {
    size_t replaced = 0;
    if (!text.len)
        return 0;
    const char *at = text.ptr, *end = text.ptr + text.len;
    while (at < end) {
        const char *run = at;
        at = past_ordinary(at, end);
        while (at < end && !(classes[(uint8_t)*at] & mask))
            at++;
        oct_buffer_append(out, run, (size_t)(at - run));
        if (at < end)
            at += escape_one(out, at, end, &replaced);
    }
    return replaced;
}

size_t oct_html_escape_text(oct_buffer *out, oct_slice text, oct_html_syntax syntax) {
    return escape(out, text, syntax == OCT_XHTML ? IN_TEXT | IN_XML | IN_CR : IN_TEXT | IN_HTML);
}

size_t oct_html_escape_value(oct_buffer *out, oct_slice value, oct_html_syntax syntax) {
    return escape(out, value,
                  syntax == OCT_XHTML ? IN_VALUE | IN_XML | IN_BREAK : IN_VALUE | IN_HTML);
}

/* RFC 3986's reserved and unreserved characters, less those that cmark encodes ([ and ]), and '&'
 * and "'", which are escaped. */
static bool url_byte_stays(char c) {
    return oct_is_alnum(c) || (c != '\0' && strchr("-_.!*(),%#@?=;:/+$~", c) != NULL);
}

void oct_html_escape_url(oct_buffer *out, oct_slice url) {
    static const char hex[] = "0123456789ABCDEF";
    size_t run = 0;
    for (size_t i = 0; i < url.len; i++) {
        char c = url.ptr[i];
        if (url_byte_stays(c))
            continue;
        oct_buffer_append(out, url.ptr + run, i - run);
        run = i + 1;
        if (c == '&')
            oct_buffer_append(out, "&amp;", 5);
        else if (c == '\'')
            oct_buffer_append(out, "&#x27;", 6);
        else
            oct_buffer_append(out, (char[]){'%', hex[(uint8_t)c >> 4], hex[(uint8_t)c & 15]}, 3);
    }
    oct_buffer_slice(out, oct_slice_from(url, run));
}

enum { SCHEME_SIZE = 24 }; /* bytes; longer than any scheme that matters here */

/* The scheme of a URL in lower case as a browser sees it, with its colon, and what follows; length
 * 0 when it has none. */
static size_t browser_scheme(oct_slice url, char scheme[SCHEME_SIZE], oct_slice *rest) {
    size_t length = 0, i = 0;
    while (i < url.len && (uint8_t)url.ptr[i] <= ' ')
        i++;
    for (; i < url.len && length < SCHEME_SIZE; i++) {
        char c = url.ptr[i];
        if ((uint8_t)c <= ' ')
            continue;
        if (!oct_is_alnum(c) && c != ':' && c != '+' && c != '-' && c != '.')
            return 0;
        scheme[length++] = oct_to_lower(c);
        if (c == ':') {
            *rest = oct_slice_from(url, i + 1);
            return length;
        }
    }
    return 0;
}

static bool is_raster_image(oct_slice rest) {
    static const char *const types[] = {"image/png", "image/gif", "image/jpeg", "image/webp"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (oct_slice_starts_nocase(rest, oct_slice_of(types[i])))
            return true;
    return false;
}

bool oct_html_image_url_is_safe(oct_slice url) {
    char name[SCHEME_SIZE];
    oct_slice rest = {NULL, 0};
    oct_slice scheme = {name, browser_scheme(url, name, &rest)};
    bool drawing =
        oct_slice_is(scheme, "data:") && oct_slice_starts_nocase(rest, OCT_S("image/svg+xml"));
    return drawing || oct_html_url_is_safe(url);
}

bool oct_html_url_is_safe(oct_slice url) {
    char name[SCHEME_SIZE];
    oct_slice rest = {NULL, 0};
    oct_slice scheme = {name, browser_scheme(url, name, &rest)};
    if (oct_slice_is(scheme, "data:"))
        return is_raster_image(rest);
    return !oct_slice_is(scheme, "javascript:") && !oct_slice_is(scheme, "vbscript:");
}
