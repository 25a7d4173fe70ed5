/* text/letters - what a character is: letter, capital, wide. ASCII is answered here, the rest by
 * libunistring. See text.h. */
#include "formats/text/text.h"

#include "base/utf8.h"

#include <unicase.h>
#include <unictype.h>
#include <uniwidth.h>

enum { FIRST_HAN = 0x2E80, LAST_KANA = 0x31FF, LAST_HAN = 0x9FFF, FULL_WIDTH = 0xFF00 };

bool text_is_lower(uint32_t c) {
    return c < 0x80 ? c >= 'a' && c <= 'z' : uc_is_property_lowercase(c);
}

bool text_is_upper(uint32_t c) {
    return c < 0x80 ? c >= 'A' && c <= 'Z' : uc_is_property_uppercase(c);
}

bool text_is_letter(uint32_t c) {
    return c < 0x80 ? oct_is_alpha((char)c) : uc_is_property_alphabetic(c);
}

size_t text_same_start(oct_slice text, oct_slice word) {
    size_t at = 0, a, b;
    for (size_t i = 0; i < word.len; i += b, at += a) {
        if (at == text.len)
            return 0;
        a = b = 1;
        if (!((text.ptr[at] | word.ptr[i]) & 0x80)) {
            if (oct_to_lower(text.ptr[at]) != oct_to_lower(word.ptr[i]))
                return 0;
            continue;
        }
        uint32_t one = oct_utf8_decode(oct_slice_from(text, at), &a);
        uint32_t other = oct_utf8_decode(oct_slice_from(word, i), &b);
        if (one != other && uc_tolower(one) != uc_tolower(other))
            return 0;
    }
    return at;
}

uint32_t text_columns(oct_slice text) {
    size_t columns = 0, length;
    for (size_t at = 0; at < text.len; at += length) {
        length = 1;
        if ((unsigned char)text.ptr[at] < 0x80) {
            columns++;
            continue;
        }
        int width = uc_width(oct_utf8_decode(oct_slice_from(text, at), &length), "UTF-8");
        columns += width > 0 ? (size_t)width : 0;
    }
    return columns > UINT32_MAX ? UINT32_MAX : (uint32_t)columns;
}

uint32_t text_last(oct_slice text, size_t *length) {
    size_t start = text.len;
    while (start > 0 && text.len - start < 4) {
        start--;
        if (((unsigned char)text.ptr[start] & 0xC0) != 0x80)
            break;
    }
    *length = text.len - start;
    size_t decoded;
    return *length ? oct_utf8_decode(oct_slice_from(text, start), &decoded) : 0;
}

/* Han, kana and the punctuation between them; Korean has spaces. */
static bool is_without_spaces(uint32_t c) {
    return (c >= FIRST_HAN && c <= LAST_KANA) || (c > LAST_KANA + 0x1FF && c <= LAST_HAN) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= FULL_WIDTH && c <= 0xFFEF) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

bool text_joins_without_space(oct_slice before, oct_slice after) {
    size_t length;
    if (!before.len || !after.len || !(before.ptr[before.len - 1] & 0x80) || !(after.ptr[0] & 0x80))
        return false;
    return is_without_spaces(text_last(before, &length)) &&
           is_without_spaces(oct_utf8_decode(after, &length));
}
