/* io/xml - the escaping of XML parts that are not XHTML content. Knows base only. */
#include "io/xml.h"

#include "base/utf8.h"

/* What a byte needs: nothing, an escape in text and values, an escape in values only, or a look at
 * the whole character. */
enum { PLAIN, ESCAPE, ESCAPE_VALUE, LOOK };

static int class_of(unsigned char byte) {
    switch (byte) {
    case '&':
    case '<':
    case '>':
    case '\r': /* would be read back as a line feed (XML 1.0, 2.11) */
        return ESCAPE;
    case '"':
    case '\t':
    case '\n':
        return ESCAPE_VALUE;
    default:
        return byte < 0x20 || byte >= 0x80 ? LOOK : PLAIN;
    }
}

static const char *reference(char byte) {
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    default:
        return "&#13;";
    }
}

/* Whether a decoded U+FFFD stands for bytes that are no character, not for itself. */
static bool is_ill_formed(oct_slice text, uint32_t decoded) {
    return decoded == OCT_REPLACEMENT && !oct_slice_starts(text, OCT_S("\xEF\xBF\xBD"));
}

/* The length of the run at the front that can be copied as it is. */
static size_t plain_run(oct_slice text, bool value) {
    size_t i = 0;
    for (; i < text.len; i++) {
        int class = class_of((unsigned char)text.ptr[i]);
        if (class == ESCAPE || (class == ESCAPE_VALUE && value))
            break;
        if (class == LOOK) {
            size_t length;
            uint32_t c = oct_utf8_decode(oct_slice_from(text, i), &length);
            if (!oct_xml_allows(c) || is_ill_formed(oct_slice_from(text, i), c))
                break;
            i += length - 1;
        }
    }
    return i;
}

static size_t escape(oct_buffer *out, oct_slice text, bool value) {
    size_t replaced = 0;
    while (text.len > 0 && !out->failed) {
        size_t run = plain_run(text, value);
        oct_buffer_append(out, text.ptr, run);
        text = oct_slice_from(text, run);
        if (text.len == 0)
            break;
        size_t length = 1;
        if (class_of((unsigned char)text.ptr[0]) == LOOK) {
            oct_utf8_decode(text, &length);
            oct_buffer_code_point(out, OCT_REPLACEMENT);
            replaced++;
        } else {
            oct_buffer_string(out, reference(text.ptr[0]));
        }
        text = oct_slice_from(text, length);
    }
    return replaced;
}

void oct_xml_declaration(oct_buffer *out) {
    oct_buffer_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

size_t oct_xml_text(oct_buffer *out, oct_slice text) {
    return escape(out, text, false);
}

size_t oct_xml_attribute_value(oct_buffer *out, oct_slice value) {
    return escape(out, value, true);
}

size_t oct_xml_attribute(oct_buffer *out, const char *name, oct_slice value) {
    oct_buffer_byte(out, ' ');
    oct_buffer_string(out, name);
    oct_buffer_append(out, "=\"", 2);
    size_t replaced = escape(out, value, true);
    oct_buffer_byte(out, '"');
    return replaced;
}

size_t oct_xml_element(oct_buffer *out, const char *name, oct_slice text) {
    oct_buffer_byte(out, '<');
    oct_buffer_string(out, name);
    oct_buffer_byte(out, '>');
    size_t replaced = escape(out, text, false);
    oct_buffer_append(out, "</", 2);
    oct_buffer_string(out, name);
    oct_buffer_byte(out, '>');
    return replaced;
}
