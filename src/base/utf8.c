/* base/utf8 - see utf8.h. */
#include "base/utf8.h"

#include "base/size.h"

static bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

/* The length that a lead byte promises, and the range that its second byte must lie in (Unicode
 * 15, table 3-7); 0 for a byte that cannot lead. */
static size_t promised_length(unsigned char lead, unsigned char *low, unsigned char *high) {
    *low = 0x80;
    *high = 0xBF;
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2)
        return 0;
    if (lead < 0xE0)
        return 2;
    if (lead < 0xF0) {
        if (lead == 0xE0)
            *low = 0xA0;
        if (lead == 0xED)
            *high = 0x9F;
        return 3;
    }
    if (lead > 0xF4)
        return 0;
    if (lead == 0xF0)
        *low = 0x90;
    if (lead == 0xF4)
        *high = 0x8F;
    return 4;
}

/* The length of the sequence at the front: positive when well-formed, else the negated length of
 * the maximal subpart to replace. */
static int sequence(oct_slice text) {
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    unsigned char low, high;
    size_t length = promised_length(bytes[0], &low, &high);
    if (length == 0)
        return -1;
    for (size_t i = 1; i < length; i++) {
        if (i >= text.len || !is_continuation(bytes[i]))
            return -(int)i;
        if (i == 1 && (bytes[1] < low || bytes[1] > high))
            return -1;
    }
    return (int)length;
}

uint32_t oct_utf8_decode(oct_slice text, size_t *length) {
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    int found = sequence(text);
    if (found <= 0) {
        *length = (size_t)-found;
        return OCT_REPLACEMENT;
    }
    *length = (size_t)found;
    switch (found) {
    case 1:
        return bytes[0];
    case 2:
        return (bytes[0] & 0x1Fu) << 6 | (bytes[1] & 0x3Fu);
    case 3:
        return (bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
    default:
        return (bytes[0] & 0x07u) << 18 | (bytes[1] & 0x3Fu) << 12 | (bytes[2] & 0x3Fu) << 6 |
               (bytes[3] & 0x3Fu);
    }
}

size_t oct_utf8_encode(uint32_t code_point, char bytes[4]) {
    uint32_t c = code_point;
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = OCT_REPLACEMENT;
    if (c < 0x80) {
        bytes[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        bytes[0] = (char)(0xC0 | c >> 6);
        bytes[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        bytes[0] = (char)(0xE0 | c >> 12);
        bytes[1] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | c >> 18);
    bytes[1] = (char)(0x80 | (c >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (c >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* The length of the run at the front that is ASCII without NUL, by eight bytes at a time. */
static size_t ascii_run(oct_slice text) {
    const uint64_t high = 0x8080808080808080u, ones = 0x0101010101010101u;
    size_t at = 0;
    for (; at + 8 <= text.len; at += 8) {
        uint64_t word;
        memcpy(&word, text.ptr + at, 8);
        if ((word | (word - ones)) & high)
            break;
    }
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80 && text.ptr[at] != '\0')
        at++;
    return at;
}

/* The offset of the first ill-formed sequence or NUL. */
static size_t clean_prefix(oct_slice text) {
    size_t at = 0;
    while (at < text.len) {
        at += ascii_run(oct_slice_from(text, at));
        if (at == text.len || text.ptr[at] == '\0')
            return at;
        int found = sequence(oct_slice_from(text, at));
        if (found <= 0)
            return at;
        at += (size_t)found;
    }
    return at;
}

size_t oct_utf8_valid_prefix(oct_slice text) {
    size_t at = clean_prefix(text);
    while (at < text.len && text.ptr[at] == '\0')
        at += 1 + clean_prefix(oct_slice_from(text, at + 1));
    return at;
}

bool oct_utf8_is_clean(oct_slice text) {
    return clean_prefix(text) == text.len;
}

oct_utf8_repair oct_utf8_mend(oct_slice text, oct_buffer *out) {
    oct_utf8_repair repair = {0};
    size_t at = 0;
    while (at < text.len) {
        oct_slice rest = oct_slice_from(text, at);
        size_t clean = clean_prefix(rest);
        oct_buffer_append(out, rest.ptr, clean);
        at += clean;
        if (at == text.len)
            break;
        bool nul = text.ptr[at] == '\0';
        if (nul && repair.nul_bytes == 0)
            repair.first_nul = at;
        if (!nul && repair.replaced == 0)
            repair.first_replaced = at;
        size_t length = 1;
        if (!nul)
            oct_utf8_decode(oct_slice_from(text, at), &length);
        repair.nul_bytes += nul;
        repair.replaced += !nul;
        oct_buffer_code_point(out, OCT_REPLACEMENT);
        at += length;
    }
    return repair;
}

static uint32_t utf16_unit(oct_slice text, size_t at, bool big_endian) {
    const unsigned char *bytes = (const unsigned char *)text.ptr + at;
    return big_endian ? (uint32_t)bytes[0] << 8 | bytes[1] : (uint32_t)bytes[1] << 8 | bytes[0];
}

/* Surrogates come in pairs, a high one and a low one (Unicode 15, D91). */
size_t oct_utf16_decode(oct_slice text, bool big_endian, oct_buffer *out) {
    size_t at = 0, replaced = text.len % 2;
    for (; at + 2 <= text.len; at += 2) {
        uint32_t unit = utf16_unit(text, at, big_endian);
        bool high = unit >= 0xD800 && unit <= 0xDBFF;
        uint32_t low = high && at + 4 <= text.len ? utf16_unit(text, at + 2, big_endian) : 0;
        if (low >= 0xDC00 && low <= 0xDFFF) {
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            at += 2;
        }
        replaced += unit >= 0xD800 && unit <= 0xDFFF;
        oct_buffer_code_point(out, unit); /* a surrogate alone becomes U+FFFD */
    }
    if (at < text.len)
        oct_buffer_code_point(out, OCT_REPLACEMENT);
    return replaced;
}

void oct_utf8_place(oct_slice text, size_t offset, uint32_t *line, uint32_t *column) {
    oct_slice rest = text, current;
    size_t lines = 0, start = 0;
    while (oct_slice_next_line(&rest, &current)) {
        lines++;
        start = (size_t)(current.ptr - text.ptr);
        if ((size_t)(rest.ptr - text.ptr) > offset || rest.len == 0)
            break;
    }
    *line = oct_size_clamp32(lines ? lines : 1);
    *column = oct_size_clamp32(offset - start + 1);
}

bool oct_xml_allows(uint32_t c) {
    if (c < 0x20)
        return c == '\t' || c == '\n' || c == '\r';
    return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}
