/* core/slug - see slug.h. */
#include "core/slug.h"

#include "base/utf8.h"

#include <unicase.h>
#include <unictype.h>

static void append_slug_of(oct_buffer *out, uint32_t c) {
    if (c == ' ')
        oct_buffer_byte(out, '-');
    else if (c < 0x80) {
        if (oct_is_alnum((char)c) || c == '-' || c == '_')
            oct_buffer_byte(out, oct_to_lower((char)c));
    } else if (uc_is_property_alphabetic(c) ||
               uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N))
        oct_buffer_code_point(out, uc_tolower(c));
}

void oct_append_slug(oct_buffer *out, oct_slice words) {
    words = oct_slice_trim(words);
    bool inside = out->ptr && words.ptr >= out->ptr && words.ptr < out->ptr + out->len;
    size_t before = inside ? (size_t)(words.ptr - out->ptr) : 0, start = out->len, length;
    /* By offsets: the slug may grow behind its own source, which may move. */
    for (size_t at = 0; at < words.len; at += length) {
        const char *source = inside ? out->ptr + before : words.ptr;
        oct_slice rest = oct_slice_make(source + at, words.len - at);
        append_slug_of(out, oct_utf8_decode(rest, &length));
    }
    if (out->len == start)
        oct_buffer_string(out, "section");
}
