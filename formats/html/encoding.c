/* formats/html/encoding - see encoding.h. */
#include "formats/html/encoding.h"

/* ---- What the page says ------------------------------------------------------------------- */

enum { PRESCANNED = 4096 }; /* bytes; HTML 13.2.3.2 asks for 1,024, browsers look further */

typedef struct attribute {
    oct_slice name, value;
} attribute;

static bool is_separator(char c) {
    return oct_is_space(c) || c == '/';
}

static oct_slice cut_value(oct_slice *text) {
    char quote = text->len ? text->ptr[0] : '\0';
    size_t end = 0;
    if (quote == '"' || quote == '\'') {
        *text = oct_slice_from(*text, 1);
        oct_slice value = oct_slice_head(*text, oct_slice_find_byte(*text, quote));
        *text = oct_slice_from(*text, value.len + 1);
        return value;
    }
    while (end < text->len && !oct_is_space(text->ptr[end]) && text->ptr[end] != '>')
        end++;
    oct_slice value = oct_slice_head(*text, end);
    *text = oct_slice_from(*text, end);
    return value;
}

static void skip_space(oct_slice *text) {
    while (text->len && oct_is_space(text->ptr[0]))
        *text = oct_slice_from(*text, 1);
}

/* The next attribute of a tag; false at its end. */
static bool cut_attribute(oct_slice *text, attribute *found) {
    size_t end = 0;
    while (text->len && is_separator(text->ptr[0]))
        *text = oct_slice_from(*text, 1);
    while (end < text->len && !is_separator(text->ptr[end]) && text->ptr[end] != '>' &&
           !(text->ptr[end] == '=' && end))
        end++;
    *found = (attribute){.name = oct_slice_head(*text, end)};
    *text = oct_slice_from(*text, end);
    skip_space(text);
    if (!end || !oct_slice_starts(*text, OCT_S("=")))
        return end != 0;
    *text = oct_slice_from(*text, 1);
    skip_space(text);
    found->value = cut_value(text);
    return true;
}

/* The label in "text/html; charset=utf-8" (HTML 2.5.3). */
static oct_slice charset_in(oct_slice content) {
    for (size_t at = 0; at < content.len; at++) {
        oct_slice rest = oct_slice_from(content, at), word = OCT_S("charset");
        if (!oct_slice_starts_nocase(rest, word))
            continue;
        rest = oct_slice_from(rest, word.len);
        skip_space(&rest);
        if (!oct_slice_starts(rest, OCT_S("=")))
            continue;
        rest = oct_slice_from(rest, 1);
        skip_space(&rest);
        if (rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\''))
            return cut_value(&rest);
        rest = oct_slice_head(rest, oct_slice_find_byte(rest, ';'));
        return cut_value(&rest);
    }
    return (oct_slice){NULL, 0};
}

/* The label that a meta tag names, cut off behind its name. */
static oct_slice label_of_meta(oct_slice *tag) {
    attribute next;
    oct_slice charset = {NULL, 0}, content = {NULL, 0};
    bool is_type = false;
    while (cut_attribute(tag, &next)) {
        if (oct_slice_equal_nocase(next.name, OCT_S("charset")) && !charset.ptr)
            charset = next.value;
        else if (oct_slice_equal_nocase(next.name, OCT_S("content")) && !content.ptr)
            content = charset_in(next.value);
        else if (oct_slice_equal_nocase(next.name, OCT_S("http-equiv")))
            is_type = oct_slice_equal_nocase(next.value, OCT_S("content-type"));
    }
    return charset.ptr ? charset : is_type ? content : (oct_slice){NULL, 0};
}

/* A page whose declaration can be read byte by byte is not in UTF-16; and those who declare
 * x-user-defined mean windows-1252. */
static const oct_charset *as_declared(oct_slice label) {
    const oct_charset *found = label.len ? oct_charset_named(label) : NULL;
    if (found == oct_charset_at(OCT_UTF_16LE) || found == oct_charset_at(OCT_UTF_16BE))
        return oct_charset_at(OCT_UTF_8);
    if (found && strcmp(oct_charset_name(found), "x-user-defined") == 0)
        return oct_charset_at(OCT_WINDOWS_1252);
    return found;
}

/* The encoding that an XML declaration at the front names. */
static const oct_charset *declared_by_xml(oct_slice page) {
    if (!oct_slice_starts(page, OCT_S("<?xml")))
        return NULL;
    oct_slice tag = oct_slice_from(page, 5);
    tag = oct_slice_head(tag, oct_slice_find_byte(tag, '>'));
    for (attribute next; cut_attribute(&tag, &next);)
        if (oct_slice_is(next.name, "encoding"))
            return as_declared(next.value);
    return NULL;
}

static void skip_tag(oct_slice *text) {
    size_t end = 1;
    while (end < text->len && !oct_is_space(text->ptr[end]) && text->ptr[end] != '>')
        end++;
    *text = oct_slice_from(*text, end);
    for (attribute ignored; cut_attribute(text, &ignored);)
        continue;
}

/* HTML 13.2.3.2, prescan a byte stream to determine its encoding. */
static const oct_charset *declared_in(oct_slice page) {
    const oct_charset *found = declared_by_xml(page);
    oct_slice rest = oct_slice_head(page, PRESCANNED);
    while (!found && (rest = oct_slice_from(rest, oct_slice_find_byte(rest, '<'))).len) {
        char next = rest.len > 1 ? rest.ptr[1] : '\0';
        if (oct_slice_starts(rest, OCT_S("<!--"))) {
            rest = oct_slice_from(rest, 2); /* <!--> is a comment, too */
            rest = oct_slice_from(rest, oct_slice_find(rest, OCT_S("-->")));
        } else if (oct_slice_starts_nocase(rest, OCT_S("<meta")) && rest.len > 5 &&
                   is_separator(rest.ptr[5])) {
            rest = oct_slice_from(rest, 5);
            found = as_declared(label_of_meta(&rest));
        } else if (oct_is_alpha(next) ||
                   (next == '/' && rest.len > 2 && oct_is_alpha(rest.ptr[2]))) {
            skip_tag(&rest);
        } else if (next == '!' || next == '/' || next == '?') {
            rest = oct_slice_from(rest, oct_slice_find_byte(rest, '>'));
        } else {
            rest = oct_slice_from(rest, 1);
        }
    }
    return found;
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
