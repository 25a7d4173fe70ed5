/* formats/docx/urls - see urls.h. Word, and the library its file checkers stand on, refuse a whole
 * document for one relationship whose target does not parse: so hosts and ports are checked. */
#include "formats/docx/urls.h"

#include <arpa/inet.h>

/* Word's own limit to the length of a hyperlink, in characters. */
enum { LONGEST_URL = 2079 };

static int hex_value(char c) {
    if (oct_is_digit(c))
        return c - '0';
    c = oct_to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void docx_url_decode(oct_buffer *out, oct_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        bool escape = text.ptr[i] == '%' && i + 2 < text.len && hex_value(text.ptr[i + 1]) >= 0 &&
                      hex_value(text.ptr[i + 2]) >= 0;
        if (escape) {
            oct_buffer_byte(out,
                            (char)(hex_value(text.ptr[i + 1]) * 16 + hex_value(text.ptr[i + 2])));
            i += 2;
        } else {
            oct_buffer_byte(out, text.ptr[i]);
        }
    }
}

/* The length of the scheme, without the colon; 0 when there is none (RFC 3986, 3.1). */
static size_t scheme_length(oct_slice url) {
    size_t at = 0;
    if (url.len == 0 || !oct_is_alpha(url.ptr[0]))
        return 0;
    while (at < url.len && (oct_is_alnum(url.ptr[at]) || url.ptr[at] == '+' || url.ptr[at] == '-' ||
                            url.ptr[at] == '.'))
        at++;
    return at < url.len && url.ptr[at] == ':' ? at : 0;
}

/* Browsers skip white space and control characters in and before a scheme. */
bool docx_url_is_unsafe(oct_slice url) {
    static const char *const unsafe[] = {
        "javascript:", "vbscript:", "data:", "livescript:", "mocha:"};
    char start[16];
    size_t len = 0;
    for (size_t i = 0; i < url.len && len < sizeof start; i++)
        if ((unsigned char)url.ptr[i] > ' ')
            start[len++] = oct_to_lower(url.ptr[i]);
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
        if (oct_slice_starts(oct_slice_make(start, len), oct_slice_of(unsafe[i])))
            return true;
    return false;
}

static bool is_name(oct_slice host) {
    enum { LONGEST_LABEL = 63, LONGEST_NAME = 253 };
    if (host.len == 0 || host.len > LONGEST_NAME)
        return false;
    while (host.len) {
        oct_slice label = oct_slice_head(host, oct_slice_find_byte(host, '.'));
        if (label.len == 0 || label.len > LONGEST_LABEL || label.ptr[0] == '-' ||
            label.ptr[label.len - 1] == '-')
            return false;
        for (size_t i = 0; i < label.len; i++)
            if (!oct_is_alnum(label.ptr[i]) && label.ptr[i] != '-' && label.ptr[i] != '_')
                return false;
        host = oct_slice_from(host, label.len + 1);
    }
    return true;
}

static bool is_ipv6(oct_slice host) {
    char text[INET6_ADDRSTRLEN];
    unsigned char address[sizeof(struct in6_addr)];
    if (host.len < 2 || host.len - 2 >= sizeof text || host.ptr[0] != '[' ||
        host.ptr[host.len - 1] != ']')
        return false;
    memcpy(text, host.ptr + 1, host.len - 2);
    text[host.len - 2] = '\0';
    return inet_pton(AF_INET6, text, address) == 1;
}

static bool is_port(oct_slice port) {
    enum { LAST_PORT = 65535 };
    int64_t number;
    if (port.len == 0)
        return true;
    return oct_is_digit(port.ptr[0]) && oct_slice_to_int(port, &number) && number <= LAST_PORT;
}

/* user@host:port. */
static bool is_authority(oct_slice authority) {
    for (size_t at; (at = oct_slice_find_byte(authority, '@')) < authority.len;)
        authority = oct_slice_from(authority, at + 1);
    if (authority.len && authority.ptr[0] == '[') {
        size_t end = oct_slice_find_byte(authority, ']');
        oct_slice after = oct_slice_from(authority, end + 1);
        return end < authority.len && is_ipv6(oct_slice_head(authority, end + 1)) &&
               (after.len == 0 || (after.ptr[0] == ':' && is_port(oct_slice_from(after, 1))));
    }
    size_t colon = oct_slice_find_byte(authority, ':');
    return is_name(oct_slice_head(authority, colon)) &&
           is_port(oct_slice_from(authority, colon + 1));
}

static void append_encoded(oct_buffer *out, char c) {
    static const char digits[] = "0123456789ABCDEF";
    unsigned char byte = (unsigned char)c;
    oct_buffer_append(out, (char[]){'%', digits[byte >> 4], digits[byte & 15]}, 3);
}

static bool is_allowed(char c) {
    return oct_is_alnum(c) || (c != '\0' && strchr("-._~:/?@!$&'()*+,;=", c));
}

/* Path, query and fragment: all but what a URI may hold is percent-encoded. */
static void append_rest(oct_buffer *out, oct_slice rest, bool fragment) {
    for (size_t i = 0; i < rest.len; i++) {
        char c = rest.ptr[i];
        bool escape = c == '%' && i + 2 < rest.len && hex_value(rest.ptr[i + 1]) >= 0 &&
                      hex_value(rest.ptr[i + 2]) >= 0;
        if (is_allowed(c) || escape || (c == '#' && !fragment))
            oct_buffer_byte(out, c);
        else
            append_encoded(out, c);
        fragment |= c == '#';
    }
}

static bool needs_host(oct_slice scheme) {
    static const char *const schemes[] = {"http", "https", "ftp", "ws", "wss", "gopher", "nntp"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (oct_slice_equal_nocase(scheme, oct_slice_of(schemes[i])))
            return true;
    return false;
}

/* "scheme:" and what follows it. */
static bool append_absolute(oct_buffer *out, oct_slice scheme, oct_slice rest) {
    bool has_authority = oct_slice_starts(rest, OCT_S("//"));
    oct_buffer_slice(out, scheme);
    oct_buffer_byte(out, ':');
    if (!has_authority) {
        append_rest(out, rest, false);
        return !needs_host(scheme) && rest.len > 0;
    }
    size_t end = 2;
    while (end < rest.len && !strchr("/?#\\", rest.ptr[end]))
        end++;
    oct_slice authority = oct_slice_from(oct_slice_head(rest, end), 2);
    oct_buffer_string(out, "//");
    oct_buffer_slice(out, authority);
    append_rest(out, oct_slice_from(rest, end), false);
    bool file = oct_slice_equal_nocase(scheme, OCT_S("file"));
    return (file && authority.len == 0 && end < rest.len) || is_authority(authority);
}

bool docx_url_append(oct_buffer *out, oct_slice url) {
    size_t start = out->len, scheme = scheme_length(url);
    bool valid = true;
    url = oct_slice_trim(url);
    if (scheme == 1) { /* C:\folder */
        oct_buffer_string(out, "file:///");
        for (size_t i = 0; i < url.len; i++)
            append_rest(out, url.ptr[i] == '\\' ? OCT_S("/") : (oct_slice){url.ptr + i, 1}, true);
    } else if (scheme) {
        valid = append_absolute(out, oct_slice_head(url, scheme), oct_slice_from(url, scheme + 1));
    } else if (oct_slice_starts(url, OCT_S("//"))) {
        valid = append_absolute(out, OCT_S("https"), url);
    } else {
        append_rest(out, url, false);
    }
    return valid && out->len > start && out->len - start <= LONGEST_URL;
}
