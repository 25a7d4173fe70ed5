/* core/slug - see slug.h. */
#include "core/slug.h"

#include "base/utf8.h"

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

static bool is_alphabetic(uint32_t c) {
    return c < 0x80 ? oct_is_alpha((char)c) : uc_is_property_alphabetic(c);
}

/* Letters, digits and marks: without its marks, a word of Hindi is another. */
static bool is_word(uint32_t c) {
    if (c < 0x80)
        return oct_is_alnum((char)c);
    return uc_is_property_alphabetic(c) ||
           uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N);
}

static void append_lower(oct_buffer *out, uint32_t c) {
    if (c < 0x80)
        oct_buffer_byte(out, oct_to_lower((char)c));
    else
        oct_buffer_code_point(out, uc_tolower(c));
}

/* GitHub's algorithm: lower case, letters, digits, marks, '-' and '_' kept, spaces to '-', the rest
 * dropped. */
static void append_of_github(oct_buffer *out, uint32_t c) {
    if (c == ' ')
        oct_buffer_byte(out, '-');
    else if (is_word(c) || c == '-' || c == '_')
        append_lower(out, c);
}

/* pandoc's: '.' is kept, too, white space becomes one '-', and all before the first letter goes. */
static void append_of_pandoc(oct_buffer *out, uint32_t c, bool any, bool *space) {
    if (c == ' ')
        *space = any;
    if (any ? !is_word(c) && c != '-' && c != '_' && c != '.' : !is_alphabetic(c))
        return;
    if (*space)
        oct_buffer_byte(out, '-');
    *space = false;
    append_lower(out, c);
}

/* A letter without its accents; 0 when that is not in ASCII. */
static uint32_t in_ascii(uint32_t c) {
    enum { DOTLESS_I = 0x131 };
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    while (c >= 0x80 && uc_canonical_decomposition(c, parts) > 0)
        c = parts[0];
    return c == DOTLESS_I ? 'i' : c < 0x80 ? c : 0;
}

void oct_append_slug(oct_buffer *out, oct_slice words, oct_slug_rule rule) {
    words = oct_slice_trim(words);
    bool inside = out->ptr && words.ptr >= out->ptr && words.ptr < out->ptr + out->len;
    size_t before = inside ? (size_t)(words.ptr - out->ptr) : 0, start = out->len, length;
    bool space = false, any = !(rule & OCT_SLUG_ASCII);
    /* By offsets: the slug may grow behind its own source, which may move. */
    for (size_t at = 0; at < words.len; at += length) {
        const char *source = inside ? out->ptr + before : words.ptr;
        uint32_t c = oct_utf8_decode(oct_slice_make(source + at, words.len - at), &length);
        if (rule & OCT_SLUG_ASCII)
            any |= is_word(c = in_ascii(c));
        if (rule & OCT_SLUG_PANDOC)
            append_of_pandoc(out, c, out->len > start, &space);
        else if (c)
            append_of_github(out, c);
    }
    if (!any) /* but hyphens */
        out->len = start;
    if (out->len == start)
        oct_buffer_string(out, "section");
}
