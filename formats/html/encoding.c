/* formats/html/encoding - see encoding.h. */
#include "formats/html/encoding.h"

/* ---- What the page says ------------------------------------------------------------------- */

enum { PRESCANNED = 4096 }; /* bytes; HTML 13.2.3.2 asks for 1,024, browsers look further */

/* The value behind name= in a tag, or an XML declaration; empty when there is none. */
static oct_slice value_behind(oct_slice tag, oct_slice name) {
    for (size_t at = 0; at < tag.len; at++) {
        if (!oct_slice_starts_nocase(oct_slice_from(tag, at), name))
            continue;
        oct_slice rest = oct_slice_from(tag, at + name.len);
        while (rest.len && oct_is_space(rest.ptr[0]))
            rest = oct_slice_from(rest, 1);
        if (rest.len == 0 || rest.ptr[0] != '=')
            continue;
        rest = oct_slice_trim(oct_slice_from(rest, 1));
        while (rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\''))
            rest = oct_slice_from(rest, 1);
        size_t end = 0;
        while (end < rest.len && !oct_is_space(rest.ptr[end]) && !strchr("\"';>?", rest.ptr[end]))
            end++;
        return oct_slice_head(rest, end);
    }
    return (oct_slice){NULL, 0};
}

/* The encoding that a declaration at the front of a slice names; NULL when it names none. */
static const oct_charset *declared_at(oct_slice rest) {
    oct_slice tag = oct_slice_head(rest, oct_slice_find_byte(rest, '>'));
    oct_slice label = {NULL, 0};
    if (oct_slice_starts_nocase(rest, OCT_S("<meta")))
        label = value_behind(tag, OCT_S("charset"));
    else if (oct_slice_starts(rest, OCT_S("<?xml")))
        label = value_behind(tag, OCT_S("encoding"));
    return label.len ? oct_charset_named(label) : NULL;
}

/* HTML 13.2.3.2, prescan a byte stream to determine its encoding. */
static const oct_charset *declared_in(oct_slice page) {
    oct_slice rest = oct_slice_head(page, PRESCANNED);
    while ((rest = oct_slice_from(rest, oct_slice_find_byte(rest, '<'))).len) {
        if (oct_slice_starts(rest, OCT_S("<!--"))) {
            rest = oct_slice_from(rest, oct_slice_find(rest, OCT_S("-->")));
            continue;
        }
        const oct_charset *found = declared_at(rest);
        /* A page whose declaration can be read byte by byte is not in UTF-16. */
        if (found == oct_charset_at(OCT_UTF_16LE) || found == oct_charset_at(OCT_UTF_16BE))
            found = oct_charset_at(OCT_UTF_8);
        if (found)
            return found;
        rest = oct_slice_from(rest, 1);
    }
    return NULL;
}

/* UTF-16 without a mark shows in the NUL bytes around the first "<". */
static const oct_charset *by_nul_bytes(oct_slice page) {
    if (page.len >= 4 && page.ptr[0] == '<' && page.ptr[1] == 0 && page.ptr[2] && page.ptr[3] == 0)
        return oct_charset_at(OCT_UTF_16LE);
    if (page.len >= 4 && page.ptr[0] == 0 && page.ptr[1] == '<' && page.ptr[2] == 0 && page.ptr[3])
        return oct_charset_at(OCT_UTF_16BE);
    return NULL;
}

static const oct_charset *sniff(oct_slice *page, const char *asked_for, html_decoding *decoding) {
    const oct_charset *found = oct_charset_by_mark(page);
    if (!found && asked_for) {
        found = oct_charset_named(oct_slice_of(asked_for));
        decoding->unknown_encoding = !found;
    }
    if (!found)
        found = by_nul_bytes(*page);
    if (!found)
        found = declared_in(*page);
    if (!found)
        found = oct_utf8_valid_prefix(*page) == page->len ? oct_charset_at(OCT_UTF_8)
                                                          : oct_charset_at(OCT_WINDOWS_1252);
    return found;
}

oct_slice html_decode(oct_slice page, const char *asked_for, oct_buffer *out,
                      html_decoding *decoding) {
    *decoding = (html_decoding){0};
    const oct_charset *from = sniff(&page, asked_for, decoding);
    return oct_charset_decode(from, page, out, decoding);
}
