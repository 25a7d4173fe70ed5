/* formats/markdown/html_tag - see html_tag.h. Knows base. */
#include "formats/markdown/html_tag.h"

static char byte_at(oct_slice text, size_t place) {
    return place < text.len ? text.ptr[place] : '\0';
}

size_t oct_md_tag_name_length(oct_slice text) {
    size_t i = 0;
    if (oct_is_alpha(byte_at(text, 0)))
        while (i < text.len && (oct_is_alnum(text.ptr[i]) || text.ptr[i] == '-'))
            i++;
    return i;
}

bool oct_md_is_raw_tag(oct_slice name) {
    static const oct_slice names[] = {{"script", 6}, {"pre", 3}, {"style", 5}, {"textarea", 8}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (oct_slice_equal_nocase(name, names[i]))
            return true;
    return false;
}

/* ---- Inlines ------------------------------------------------------------------------------ */

/* The place behind the part, looked for from a place on; 0 when it is not there. */
static size_t behind(oct_slice text, size_t from, oct_slice part) {
    size_t found = oct_slice_find(oct_slice_from(text, from), part);
    return from + found < text.len ? from + found + part.len : 0;
}

static size_t skip_spaces(oct_slice text, size_t place) {
    while (place < text.len && oct_is_space(text.ptr[place]))
        place++;
    return place;
}

static bool is_name_byte(char c) {
    return oct_is_alnum(c) || (c && memchr("_.:-", c, 4));
}

/* Behind the value that begins at a place; 0 when there is none. */
static size_t behind_value(oct_slice text, size_t place) {
    char quote = byte_at(text, place);
    if (quote == '"' || quote == '\'')
        return behind(text, place + 1, oct_slice_make(&quote, 1));
    size_t end = place;
    while (end < text.len && !oct_is_space(text.ptr[end]) && !memchr("\"'=<>`", text.ptr[end], 6))
        end++;
    return end > place ? end : 0;
}

/* Behind the attributes that begin at a place, and the white space behind them; 0 when something
 * else stands there. */
static size_t behind_attributes(oct_slice text, size_t place) {
    for (;;) {
        size_t name = skip_spaces(text, place);
        char c = byte_at(text, name);
        if (!oct_is_alpha(c) && c != '_' && c != ':')
            return name;
        if (name == place)
            return 0;
        for (place = name; is_name_byte(byte_at(text, place)); place++)
            ;
        size_t equals = skip_spaces(text, place);
        if (byte_at(text, equals) == '=')
            place = behind_value(text, skip_spaces(text, equals + 1));
        if (place == 0)
            return 0;
    }
}

static size_t tag_length(oct_slice text) {
    bool closing = byte_at(text, 1) == '/';
    size_t name = oct_md_tag_name_length(oct_slice_from(text, 1u + closing));
    if (name == 0)
        return 0;
    size_t place = 1 + closing + name;
    place = closing ? skip_spaces(text, place) : behind_attributes(text, place);
    if (place == 0)
        return 0;
    place += !closing && byte_at(text, place) == '/';
    return byte_at(text, place) == '>' ? place + 1 : 0;
}

size_t oct_md_html_length(oct_slice text) {
    oct_slice rest = oct_slice_from(text, 1);
    if (oct_slice_starts(rest, OCT_S("!-->")))
        return 5;
    if (oct_slice_starts(rest, OCT_S("!--->")))
        return 6;
    if (oct_slice_starts(rest, OCT_S("!--")))
        return behind(text, 4, OCT_S("-->"));
    if (oct_slice_starts(rest, OCT_S("?")))
        return behind(text, 2, OCT_S("?>"));
    if (oct_slice_starts(rest, OCT_S("![CDATA[")))
        return behind(text, 9, OCT_S("]]>"));
    if (oct_slice_starts(rest, OCT_S("!")))
        return oct_is_alpha(byte_at(text, 2)) ? behind(text, 3, OCT_S(">")) : 0;
    return tag_length(text);
}

/* ---- Blocks ------------------------------------------------------------------------------- */

/* Whether the name of a tag may end at a place. */
static bool ends_name(oct_slice line, size_t place, bool slash) {
    char c = byte_at(line, place);
    return c == '\0' || c == '>' || oct_is_space(c) ||
           (slash && c == '/' && byte_at(line, place + 1) == '>');
}

/* CommonMark 4.6, condition 6. */
bool oct_md_is_block_tag(oct_slice name) {
    static const char names[][12] = {
        "address", "article",  "aside",   "base",     "basefont", "blockquote", "body",
        "caption", "center",   "col",     "colgroup", "dd",       "details",    "dialog",
        "dir",     "div",      "dl",      "dt",       "fieldset", "figcaption", "figure",
        "footer",  "form",     "frame",   "frameset", "h1",       "h2",         "h3",
        "h4",      "h5",       "h6",      "head",     "header",   "hr",         "html",
        "iframe",  "legend",   "li",      "link",     "main",     "menu",       "menuitem",
        "nav",     "noframes", "ol",      "optgroup", "option",   "p",          "param",
        "search",  "section",  "summary", "table",    "tbody",    "td",         "tfoot",
        "th",      "thead",    "title",   "tr",       "track",    "ul"};
    if (name.len == 0)
        return false;
    char first = oct_to_lower(name.ptr[0]);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i][0] == first && oct_slice_equal_nocase(name, oct_slice_of(names[i])))
            return true;
    return false;
}

static bool is_alone(oct_slice line) {
    size_t length = tag_length(line);
    return length > 0 && skip_spaces(line, length) == line.len;
}

int oct_md_html_block_kind(oct_slice line) {
    oct_slice rest = oct_slice_from(line, 1);
    if (oct_slice_starts(rest, OCT_S("!--")))
        return 2;
    if (oct_slice_starts(rest, OCT_S("![CDATA[")))
        return 5;
    if (oct_slice_starts(rest, OCT_S("!")))
        return oct_is_alpha(byte_at(line, 2)) ? 4 : 0;
    size_t closing = oct_slice_starts(rest, OCT_S("/"));
    oct_slice name = oct_slice_from(rest, closing);
    name.len = oct_md_tag_name_length(name);
    size_t end = 1 + closing + name.len;
    if (!closing && oct_md_is_raw_tag(name))
        return ends_name(line, end, false) ? 1 : 0;
    if (oct_md_is_block_tag(name) && ends_name(line, end, true))
        return 6;
    return is_alone(line) ? 7 : 0;
}

bool oct_md_ends_html_block_1(oct_slice line) {
    for (size_t at = 0; at < line.len; at++) {
        at += oct_slice_find(oct_slice_from(line, at), OCT_S("</"));
        oct_slice name = oct_slice_from(line, at + 2);
        name.len = oct_md_tag_name_length(name);
        if (oct_md_is_raw_tag(name) && byte_at(line, at + 2 + name.len) == '>')
            return true;
    }
    return false;
}
