/* core/paths - see paths.h. */
#include "core/paths.h"

oct_slice oct_path_folder(oct_slice file) {
    while (file.len && file.ptr[file.len - 1] != '/')
        file.len--;
    return file;
}

oct_slice oct_path_name(oct_slice file) {
    return oct_slice_from(file, oct_path_folder(file).len);
}

/* ---- Joining ------------------------------------------------------------------------------ */

/* The last part of a path whose parts all end with a slash. */
static oct_slice last_part(oct_slice path) {
    size_t start = path.len ? path.len - 1 : 0;
    while (start > 0 && path.ptr[start - 1] != '/')
        start--;
    return oct_slice_from(path, start);
}

static void add_part(oct_buffer *out, oct_slice part) {
    oct_slice last = last_part(oct_buffer_view(out));
    if (!part.len || oct_slice_is(part, "."))
        return;
    if (!oct_slice_is(part, "..") || !last.len || oct_slice_is(last, "../")) {
        oct_buffer_slice(out, part);
        oct_buffer_byte(out, '/');
    } else if (!oct_slice_is(last, "/")) { /* nothing lies above the root */
        out->len -= last.len;
    }
}

static void add_parts(oct_buffer *out, oct_slice path) {
    while (path.len) {
        size_t end = oct_slice_find_byte(path, '/');
        add_part(out, oct_slice_head(path, end));
        path = oct_slice_from(path, end + 1);
    }
}

void oct_path_join(oct_buffer *out, oct_slice folder, oct_slice path) {
    bool absolute = oct_slice_starts(path, OCT_S("/"));
    out->len = 0;
    if (absolute || oct_slice_starts(folder, OCT_S("/")))
        oct_buffer_byte(out, '/');
    if (!absolute)
        add_parts(out, folder);
    add_parts(out, path);
    oct_slice name = oct_path_name(path);
    if (name.len && !oct_slice_is(name, ".") && !oct_slice_is(name, "..") && out->len > 1)
        out->len--;
}

bool oct_path_between(oct_buffer *out, oct_slice folder, oct_slice path) {
    size_t common = 0;
    if (oct_slice_starts(folder, OCT_S("/")) != oct_slice_starts(path, OCT_S("/")))
        return false;
    for (size_t i = 0; i < folder.len && i < path.len && folder.ptr[i] == path.ptr[i]; i++)
        if (folder.ptr[i] == '/')
            common = i + 1;
    oct_slice up = oct_slice_from(folder, common);
    if (oct_slice_starts(up, OCT_S("../")))
        return false;
    for (size_t i = 0; i < up.len; i++)
        if (up.ptr[i] == '/')
            oct_buffer_string(out, "../");
    oct_buffer_slice(out, oct_slice_from(path, common));
    return true;
}

/* ---- URLs --------------------------------------------------------------------------------- */

bool oct_url_is_path(oct_slice url) {
    size_t colon = oct_slice_find_byte(url, ':');
    return url.len && !memchr("/?#\\", url.ptr[0], 4) &&
           (colon == url.len || oct_slice_find_byte(url, '/') < colon ||
            oct_slice_find_byte(url, '#') < colon);
}

oct_slice oct_url_path(oct_slice url) {
    size_t query = oct_slice_find_byte(url, '?'), fragment = oct_slice_find_byte(url, '#');
    return oct_slice_head(url, query < fragment ? query : fragment);
}

oct_slice oct_url_fragment(oct_slice url) {
    return oct_slice_from(url, oct_slice_find_byte(url, '#') + 1);
}

static int hex_digit(char c) {
    if (oct_is_digit(c))
        return c - '0';
    c = oct_to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void oct_url_decode(oct_buffer *out, oct_slice url) {
    for (size_t i = 0; i < url.len; i++) {
        int high = i + 2 < url.len && url.ptr[i] == '%' ? hex_digit(url.ptr[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(url.ptr[i + 2]) : -1;
        oct_buffer_byte(out, low >= 0 ? (char)(high << 4 | low) : url.ptr[i]);
        i += low >= 0 ? 2 : 0;
    }
}
