/* core/svg - cleaning SVG images: a small reader of XML that checks the nesting and copies what a
 * picture needs. Entities of a document type would be lost, so a drawing that has any is refused.
 * Knows base only. */
#include "core/svg.h"

#include "base/map.h"
#include "base/utf8.h"

typedef struct oct_svg_cleaner {
    oct_slice rest;
    oct_buffer *out;
    oct_buffer open; /* the names of the open elements, each with its length behind it */
    size_t depth;    /* open elements */
    oct_map ids;     /* each identifier may come once */
    oct_slice root;  /* the root's tag, which declares the prefixes that may be used */
    size_t skipped;  /* the depth of the element that is left out with its content; 0: none */
    bool seen_root, broken;
} cleaner;

static bool is_name_byte(char c) {
    return oct_is_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':' || (uint8_t)c >= 0x80;
}

static oct_slice cut(cleaner *c, size_t length) {
    oct_slice part = oct_slice_head(c->rest, length);
    c->rest = oct_slice_from(c->rest, length);
    return part;
}

static oct_slice cut_name(cleaner *c) {
    size_t length = 0;
    while (length < c->rest.len && is_name_byte(c->rest.ptr[length]))
        length++;
    oct_slice name = cut(c, length);
    c->broken |= !name.len || oct_is_digit(name.ptr[0]) || name.ptr[0] == '-' ||
                 name.ptr[0] == '.' || name.ptr[0] == ':';
    return name;
}

static void skip_space(cleaner *c) {
    while (c->rest.len && oct_is_space(c->rest.ptr[0]))
        cut(c, 1);
}

/* Cuts up to and with the end mark, which must be there. */
static oct_slice cut_to(cleaner *c, oct_slice end) {
    size_t at = oct_slice_find(c->rest, end);
    c->broken |= at == c->rest.len;
    oct_slice part = cut(c, at);
    cut(c, end.len);
    return part;
}

static void copy(cleaner *c, oct_slice bytes) {
    if (!c->skipped)
        oct_buffer_slice(c->out, bytes);
}

/* ---- What does not come along ------------------------------------------------------------- */

static oct_slice local_name(oct_slice name) {
    size_t colon = oct_slice_find_byte(name, ':');
    return colon < name.len ? oct_slice_from(name, colon + 1) : name;
}

/* What draws (SVG 1.1, appendix M); code, foreign content, links that move, and what validators do
 * not know stay out. Filter effects all begin with "fe". */
static bool is_wanted_element(oct_slice name) {
    static const char *const wanted[] = {
        "a",      "circle",   "clipPath", "defs",    "desc",           "ellipse",
        "filter", "g",        "image",    "line",    "linearGradient", "marker",
        "mask",   "path",     "pattern",  "polygon", "polyline",       "radialGradient",
        "rect",   "stop",     "style",    "svg",     "switch",         "symbol",
        "text",   "textPath", "title",    "tref",    "tspan",          "use"};
    name = local_name(name);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (oct_slice_is(name, wanted[i]))
            return true;
    return oct_slice_starts(name, OCT_S("fe"));
}

/* Whether a data: URL holds an image that is no drawing: a drawing could hold anything again. */
static bool is_pixel_image(oct_slice url) {
    static const char *const types[] = {"data:image/png", "data:image/jpeg", "data:image/jpg",
                                        "data:image/gif", "data:image/webp"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        size_t end = strlen(types[i]);
        if (oct_slice_starts_nocase(url, oct_slice_of(types[i])) && url.len > end &&
            (url.ptr[end] == ';' || url.ptr[end] == ','))
            return true;
    }
    return false;
}

/* Whether a reference stays in the file: to a part of it, or an image in a data: URL. */
static bool stays_inside(oct_slice url) {
    url = oct_slice_trim(url);
    return !url.len || url.ptr[0] == '#' || is_pixel_image(url);
}

/* Whether every url(…) of a style or a paint names a part of the file. */
static bool urls_stay_inside(oct_slice text) {
    for (size_t at = 0; at < text.len; at++) {
        oct_slice rest = oct_slice_from(text, at);
        if (oct_slice_starts_nocase(rest, OCT_S("@import")))
            return false;
        if (!oct_slice_starts_nocase(rest, OCT_S("url(")))
            continue;
        rest = oct_slice_trim(oct_slice_from(rest, 4));
        if (rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\''))
            rest = oct_slice_from(rest, 1);
        else if (oct_slice_starts(rest, OCT_S("&quot;")))
            rest = oct_slice_from(rest, 6);
        if (!stays_inside(rest))
            return false;
    }
    return true;
}

/* The names that editors give to their own settings. */
static bool is_editor_name(oct_slice name) {
    return oct_slice_starts(name, OCT_S("inkscape:")) ||
           oct_slice_starts(name, OCT_S("sodipodi:")) || oct_slice_is(name, "xml:space");
}

/* Whether the name has no prefix, or one that XML or the root declares. */
static bool is_declared(const cleaner *c, oct_slice name) {
    size_t colon = oct_slice_find_byte(name, ':');
    oct_slice prefix = oct_slice_head(name, colon), rest = c->root;
    if (colon == name.len || oct_slice_is(prefix, "xml") || oct_slice_is(prefix, "xmlns"))
        return true;
    for (size_t at; (at = oct_slice_find(rest, OCT_S("xmlns:"))) < rest.len;) {
        rest = oct_slice_from(rest, at + 6);
        if (oct_slice_starts(rest, prefix) && rest.len > prefix.len &&
            (rest.ptr[prefix.len] == '=' || oct_is_space(rest.ptr[prefix.len])))
            return true;
    }
    return false;
}

static bool is_unwanted_attribute(const cleaner *c, oct_slice name, oct_slice value) {
    if (!is_declared(c, name) || oct_slice_starts_nocase(name, OCT_S("on")) ||
        is_editor_name(name) || oct_slice_is(name, "xml:base"))
        return true;
    oct_slice local = local_name(name);
    if (oct_slice_is(local, "href") || oct_slice_is(local, "src"))
        return !stays_inside(value);
    return !urls_stay_inside(value);
}

/* ---- Pieces ------------------------------------------------------------------------------- */

/* References to characters and to XML's five entities; others would need the document type. */
static void check_references(cleaner *c, oct_slice text) {
    static const char *const known[] = {"amp;", "lt;", "gt;", "quot;", "apos;"};
    for (size_t at = oct_slice_find_byte(text, '&'); at < text.len;) {
        oct_slice rest = oct_slice_from(text, at + 1);
        bool fine = rest.len && rest.ptr[0] == '#' && oct_slice_find_byte(rest, ';') < rest.len;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            fine |= oct_slice_starts(rest, oct_slice_of(known[i]));
        c->broken |= !fine;
        text = rest;
        at = oct_slice_find_byte(text, '&');
    }
}

static bool is_link_attribute(oct_slice name) {
    return oct_slice_is(local_name(name), "href") || oct_slice_is(name, "target") ||
           oct_slice_starts(name, OCT_S("xlink:"));
}

/* A name without colons (the letters of other scripts are taken on trust) that is new in the file.
 */
static bool is_new_identifier(cleaner *c, oct_slice id) {
    bool name =
        id.len && (oct_is_alpha(id.ptr[0]) || id.ptr[0] == '_' || (uint8_t)id.ptr[0] >= 0x80);
    for (size_t i = 0; i < id.len; i++)
        name &= is_name_byte(id.ptr[i]) && id.ptr[i] != ':';
    void **place = name ? oct_map_place(&c->ids, id) : NULL;
    if (!place || *place)
        return false;
    *place = c;
    return true;
}

enum { MOST_ATTRIBUTES = 128 }; /* of one element, more than any drawing program writes */

/* The names of an element's attributes: each may come once. */
typedef struct oct_svg_names {
    oct_slice names[MOST_ATTRIBUTES];
    size_t count;
} attribute_names;

static bool is_new_name(attribute_names *seen, oct_slice name) {
    for (size_t i = 0; i < seen->count; i++)
        if (oct_slice_equal(seen->names[i], name))
            return false;
    if (seen->count == MOST_ATTRIBUTES)
        return false;
    seen->names[seen->count++] = name;
    return true;
}

/* name="value". */
static void read_attribute(cleaner *c, attribute_names *seen, bool link) {
    oct_slice before = c->rest, name = cut_name(c);
    skip_space(c);
    c->broken |= !oct_slice_is(cut(c, 1), "=");
    skip_space(c);
    oct_slice quote = cut(c, 1);
    if (c->broken || !(oct_slice_is(quote, "\"") || oct_slice_is(quote, "'"))) {
        c->broken = true;
        return;
    }
    oct_slice value = cut_to(c, quote);
    c->broken |= oct_slice_find_byte(value, '<') < value.len;
    check_references(c, value);
    c->broken |= !is_new_name(seen, name);
    if (is_unwanted_attribute(c, name, value) || (link && is_link_attribute(name)) ||
        (oct_slice_is(name, "id") && !is_new_identifier(c, value)))
        return;
    copy(c, OCT_S(" "));
    copy(c, oct_slice_head(before, before.len - c->rest.len));
}

/* A picture in a book is no place for links: <a> is a group. */
static bool is_link(oct_slice name) {
    return oct_slice_is(local_name(name), "a");
}

static void copy_name(cleaner *c, oct_slice name) {
    if (is_link(name)) {
        copy(c, oct_slice_head(name, name.len - 1));
        copy(c, OCT_S("g"));
    } else {
        copy(c, name);
    }
}

static void push(cleaner *c, oct_slice name) {
    oct_buffer_slice(&c->open, name);
    oct_buffer_append(&c->open, (const char *)&name.len, sizeof name.len);
    c->depth++;
}

/* Takes the innermost name away; it must be this one. */
static void pop(cleaner *c, oct_slice name) {
    size_t length;
    if (c->depth == 0 || c->open.len < sizeof length) {
        c->broken = true;
        return;
    }
    memcpy(&length, c->open.ptr + c->open.len - sizeof length, sizeof length);
    c->open.len -= sizeof length + length;
    c->broken |= !oct_slice_equal(oct_slice_make(c->open.ptr + c->open.len, length), name);
    c->depth--;
}

static void end_element(cleaner *c, oct_slice name) {
    if (c->skipped == c->depth)
        c->skipped = 0;
    pop(c, name);
}

static void begin_root(cleaner *c, oct_slice name) {
    c->broken |= c->seen_root || !oct_slice_is(local_name(name), "svg");
    c->seen_root = true;
    c->root = oct_slice_head(c->rest, oct_slice_find_byte(c->rest, '>'));
}

/* A root in no namespace is no picture to readers of XML. */
static void declare_namespace(cleaner *c, oct_slice name, const attribute_names *seen) {
    for (size_t i = 0; i < seen->count; i++)
        if (oct_slice_is(seen->names[i], "xmlns"))
            return;
    if (c->depth == 1 && oct_slice_is(name, "svg"))
        copy(c, OCT_S(" xmlns=\"http://www.w3.org/2000/svg\""));
}

static void read_attributes(cleaner *c, oct_slice name) {
    attribute_names seen;
    seen.count = 0;
    skip_space(c);
    while (!c->broken && c->rest.len && c->rest.ptr[0] != '>' && c->rest.ptr[0] != '/') {
        read_attribute(c, &seen, is_link(name));
        skip_space(c);
    }
    declare_namespace(c, name, &seen);
}

static void read_start_tag(cleaner *c) {
    oct_slice name = cut_name(c);
    if (c->depth == 0)
        begin_root(c, name);
    push(c, name);
    if (!c->skipped && (!is_wanted_element(name) || !is_declared(c, name)))
        c->skipped = c->depth;
    copy(c, OCT_S("<"));
    copy_name(c, name);
    read_attributes(c, name);
    bool empty = oct_slice_starts(c->rest, OCT_S("/"));
    copy(c, empty ? OCT_S("/>") : OCT_S(">"));
    c->broken |= !oct_slice_starts(c->rest, empty ? OCT_S("/>") : OCT_S(">"));
    cut(c, empty ? 2 : 1);
    if (empty)
        end_element(c, name);
}

static void read_end_tag(cleaner *c) {
    oct_slice name = cut_name(c);
    skip_space(c);
    c->broken |= !oct_slice_is(cut(c, 1), ">");
    copy(c, OCT_S("</"));
    copy_name(c, name);
    copy(c, OCT_S(">"));
    end_element(c, name);
}

/* A document type without an internal subset says nothing that a reader needs. */
static void read_doctype(cleaner *c) {
    oct_slice type = cut_to(c, OCT_S(">"));
    c->broken |= c->seen_root || oct_slice_find_byte(type, '[') < type.len;
}

static bool is_blank(oct_slice text) {
    return oct_slice_trim(text).len == 0;
}

static void read_text(cleaner *c) {
    oct_slice text = cut(c, oct_slice_find_byte(c->rest, '<'));
    check_references(c, text);
    if (c->depth == 0)
        c->broken |= !is_blank(text);
    else
        copy(c, urls_stay_inside(text) ? text : OCT_S(""));
}

static void read_cdata(cleaner *c) {
    oct_slice text = cut_to(c, OCT_S("]]>"));
    c->broken |= c->depth == 0;
    if (!urls_stay_inside(text))
        return;
    copy(c, OCT_S("<![CDATA["));
    copy(c, text);
    copy(c, OCT_S("]]>"));
}

static bool starts(cleaner *c, oct_slice mark) {
    if (!oct_slice_starts(c->rest, mark))
        return false;
    cut(c, mark.len);
    return true;
}

static void read_piece(cleaner *c) {
    if (starts(c, OCT_S("<!--")))
        cut_to(c, OCT_S("-->"));
    else if (starts(c, OCT_S("<![CDATA[")))
        read_cdata(c);
    else if (starts(c, OCT_S("<!DOCTYPE")))
        read_doctype(c);
    else if (starts(c, OCT_S("<?")))
        cut_to(c, OCT_S("?>"));
    else if (starts(c, OCT_S("</")))
        read_end_tag(c);
    else if (starts(c, OCT_S("<")))
        read_start_tag(c);
    else
        read_text(c);
}

static bool is_xml_text(oct_slice text) {
    if (!oct_utf8_is_clean(text))
        return false;
    for (size_t i = 0; i < text.len; i++)
        if ((uint8_t)text.ptr[i] < 0x20 && !oct_xml_allows((uint8_t)text.ptr[i]))
            return false;
    return true;
}

bool oct_svg_clean(oct_slice svg, oct_buffer *out) {
    cleaner c = {.rest = svg, .out = out};
    if (oct_slice_starts(svg, OCT_S("\xEF\xBB\xBF")))
        c.rest = oct_slice_from(svg, 3);
    oct_buffer_init(&c.open, out->allocator);
    oct_map_init(&c.ids, out->allocator);
    c.broken = !is_xml_text(c.rest);
    oct_buffer_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    while (c.rest.len && !c.broken && !c.open.failed)
        read_piece(&c);
    bool fine = !c.broken && c.seen_root && c.depth == 0 && !c.open.failed && !c.ids.failed;
    out->failed |= c.open.failed || c.ids.failed;
    oct_buffer_free(&c.open);
    oct_map_free(&c.ids);
    return fine;
}
