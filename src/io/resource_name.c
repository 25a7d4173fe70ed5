/* io/resource_name - what a URL in a document names, by RFC 3986, and data: URLs, by RFC 2397.
 * Knows base only. */
#include "io/resource_parts.h"

#include "base/size.h"

static int hex_digit(char c) {
    if (oct_is_digit(c))
        return c - '0';
    c = oct_to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool oct_percent_next(oct_slice *rest, char *byte) {
    if (rest->len == 0)
        return false;
    *byte = rest->ptr[0];
    size_t used = 1;
    if (*byte == '%' && rest->len >= 3) {
        int high = hex_digit(rest->ptr[1]), low = hex_digit(rest->ptr[2]);
        if (high >= 0 && low >= 0) {
            *byte = (char)(high << 4 | low);
            used = 3;
        }
    }
    *rest = oct_slice_from(*rest, used);
    return true;
}

/* ---- Schemes ------------------------------------------------------------------------------ */

/* The length of a scheme without its colon (RFC 3986, 3.1); 0 when there is none. A single letter
 * is a Windows drive. */
static size_t scheme_length(oct_slice url) {
    size_t length = 0;
    while (length < url.len && (oct_is_alnum(url.ptr[length]) || url.ptr[length] == '+' ||
                                url.ptr[length] == '-' || url.ptr[length] == '.'))
        length++;
    bool scheme = length >= 2 && length < url.len && url.ptr[length] == ':';
    return scheme && oct_is_alpha(url.ptr[0]) ? length : 0;
}

/* The path of a file: URL: behind "//", an empty host or localhost. */
static oct_url_class classify_file(oct_slice *rest) {
    if (!oct_slice_starts(*rest, OCT_S("//")))
        return OCT_URL_FILE;
    oct_slice after = oct_slice_from(*rest, 2);
    size_t length = oct_slice_find_byte(after, '/');
    oct_slice host = oct_slice_head(after, length);
    if (host.len != 0 && !oct_slice_equal_nocase(host, OCT_S("localhost")))
        return OCT_URL_ELSEWHERE;
    *rest = oct_slice_from(after, length);
    return OCT_URL_FILE;
}

oct_url_class oct_url_classify(oct_slice url, oct_slice *rest) {
    *rest = url;
    if (oct_slice_starts(url, OCT_S("//")))
        return OCT_URL_ELSEWHERE;
    size_t length = scheme_length(url);
    if (length == 0)
        return OCT_URL_LOCAL;
    oct_slice scheme = oct_slice_head(url, length);
    *rest = oct_slice_from(url, length + 1);
    if (oct_slice_equal_nocase(scheme, OCT_S("data")))
        return OCT_URL_DATA;
    if (oct_slice_equal_nocase(scheme, OCT_S("file")))
        return classify_file(rest);
    return OCT_URL_ELSEWHERE;
}

/* ---- data: URLs --------------------------------------------------------------------------- */

/* The value of a base64 digit (RFC 4648, table 1); -1 for any other byte. */
static int base64_digit(char c) {
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (oct_is_digit(c))
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* White space may stand anywhere and the padding may be missing, as browsers have it. False for any
 * other byte, and for a lone digit at the end. */
static bool decode_base64(oct_slice rest, char *bytes, size_t *len) {
    uint32_t bits = 0;
    size_t digits = 0, written = 0;
    bool padded = false;
    for (char c; oct_percent_next(&rest, &c);) {
        int digit = base64_digit(c);
        padded |= c == '=';
        if (oct_is_space(c) || c == '=')
            continue;
        if (digit < 0 || padded)
            return false;
        bits = bits << 6 | (uint32_t)digit;
        if (++digits % 4 != 1)
            bytes[written++] = (char)(bits >> (6 - 2 * ((digits - 1) % 4)) & 0xFF);
    }
    *len = written;
    return digits % 4 != 1;
}

static size_t decode_percent(oct_slice rest, char *bytes) {
    size_t written = 0;
    for (char c; oct_percent_next(&rest, &c);)
        bytes[written++] = c;
    return written;
}

oct_resource_state oct_data_url_decode(oct_slice rest, oct_arena *arena, oct_slice *media_type,
                                       oct_slice *bytes) {
    size_t comma = oct_slice_find_byte(rest, ',');
    oct_slice head = oct_slice_trim(oct_slice_head(rest, comma));
    oct_slice data = oct_slice_from(rest, comma + 1);
    *bytes = (oct_slice){NULL, 0};
    *media_type = oct_slice_trim(oct_slice_head(head, oct_slice_find_byte(head, ';')));
    if (comma == rest.len)
        return OCT_RESOURCE_BAD_DATA_URL;
    bool base64 = head.len >= 7 &&
                  oct_slice_equal_nocase(oct_slice_from(head, head.len - 7), OCT_S(";base64"));
    char *out = oct_arena_bytes(arena, base64 ? data.len / 4 * 3 + 3 : data.len + 1);
    if (!out)
        return OCT_RESOURCE_NO_MEMORY;
    size_t len = 0;
    if (!base64)
        len = decode_percent(data, out);
    else if (!decode_base64(data, out, &len))
        return OCT_RESOURCE_BAD_DATA_URL;
    *bytes = oct_slice_make(out, len);
    return OCT_RESOURCE_LOADED;
}
