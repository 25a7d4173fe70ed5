/* formats/html/base - the base element: what relative addresses of a page are relative to (RFC
 * 3986, 5.2). See state.h. */
#include "formats/html/state.h"

/* The length of "scheme:" at the front; 0 when there is none. */
static size_t scheme_of(oct_slice url) {
    size_t at = 0;
    while (at < url.len && (oct_is_alnum(url.ptr[at]) || strchr("+-.", url.ptr[at])))
        at++;
    return at > 1 && at < url.len && url.ptr[at] == ':' && oct_is_alpha(url.ptr[0]) ? at + 1 : 0;
}

/* The length of "//host" behind a scheme. */
static size_t authority_of(oct_slice url, size_t scheme) {
    oct_slice rest = oct_slice_from(url, scheme);
    if (!oct_slice_starts(rest, OCT_S("//")))
        return scheme;
    return scheme + 2 + oct_slice_find_byte(oct_slice_from(rest, 2), '/');
}

/* Without query and fragment. */
static oct_slice path_only(oct_slice url) {
    url = oct_slice_head(url, oct_slice_find_byte(url, '#'));
    return oct_slice_head(url, oct_slice_find_byte(url, '?'));
}

static void step_up(oct_buffer *out, size_t root) {
    if (out->len > root + 1)
        out->len--; /* the slash at the end */
    while (out->len > root && out->ptr[out->len - 1] != '/')
        out->len--;
}

/* Appends a relative path to a folder that ends with a slash. */
static void join(oct_buffer *out, size_t root, oct_slice path) {
    oct_slice place = path_only(path), rest = oct_slice_from(path, place.len);
    while (place.len) {
        size_t slash = oct_slice_find_byte(place, '/');
        oct_slice part = oct_slice_head(place, slash);
        place = oct_slice_from(place, slash);
        if (oct_slice_is(part, "..")) {
            step_up(out, root);
        } else if (!oct_slice_is(part, ".")) {
            oct_buffer_slice(out, part);
            oct_buffer_slice(out, oct_slice_head(place, 1));
        }
        place = oct_slice_from(place, 1);
    }
    oct_buffer_slice(out, rest);
}

static void resolve(oct_buffer *out, oct_slice base, oct_slice url) {
    size_t scheme = scheme_of(base), root = authority_of(base, scheme);
    base = path_only(base);
    if (oct_slice_starts(url, OCT_S("//"))) {
        oct_buffer_slice(out, oct_slice_head(base, scheme));
        oct_buffer_slice(out, url);
    } else if (oct_slice_starts(url, OCT_S("/"))) {
        oct_buffer_slice(out, oct_slice_head(base, root));
        oct_buffer_slice(out, url);
    } else if (oct_slice_starts(url, OCT_S("?"))) {
        oct_buffer_slice(out, base);
        oct_buffer_slice(out, url);
    } else {
        while (base.len > root && base.ptr[base.len - 1] != '/')
            base.len--;
        oct_buffer_slice(out, base);
        if (base.len == root && root > scheme)
            oct_buffer_byte(out, '/');
        join(out, root, url);
    }
}

void html_set_base(html_reader *reader, html_attributes attributes) {
    oct_slice href = oct_slice_trim(html_attribute(attributes, "href"));
    if (!reader->site.len && href.len && !reader->reading->fragment)
        reader->site = html_copy(reader, href);
}

/* A fragment leads to a place of this page, wherever the page is said to be. */
oct_slice html_url(html_reader *reader, oct_slice url) {
    url = oct_slice_trim(url);
    if (!reader->site.len || !url.len || url.ptr[0] == '#' || scheme_of(url))
        return html_copy(reader, url);
    oct_buffer out;
    oct_buffer_init(&out, oct_context_allocator(reader->reading->context));
    resolve(&out, reader->site, url);
    oct_slice copy = html_copy(reader, oct_buffer_view(&out));
    if (out.failed)
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
    oct_buffer_free(&out);
    return copy;
}
