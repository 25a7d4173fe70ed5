/* formats/html/render_attributes - a node's attributes as HTML has them: what an element may carry
 * keeps its name when its value is valid there, everything else becomes data-NAME, and handlers of
 * events are left out. */
#include "formats/html/render_private.h"

#include "base/map.h"

typedef bool value_check(oct_slice value);

static bool any_value(oct_slice value) {
    (void)value;
    return true;
}

static bool is_safe_url(oct_slice value) {
    return oct_html_url_is_safe(value);
}

/* Digits of that many places at the front, cut off. */
static bool cut_digits(oct_slice *rest, size_t places) {
    for (size_t i = 0; i < places; i++)
        if (i >= rest->len || !oct_is_digit(rest->ptr[i]))
            return false;
    *rest = oct_slice_from(*rest, places);
    return true;
}

static bool cut_byte(oct_slice *rest, char byte) {
    if (rest->len == 0 || rest->ptr[0] != byte)
        return false;
    *rest = oct_slice_from(*rest, 1);
    return true;
}

/* YYYY-MM-DD, with an optional Thh:mm, seconds, and Z: the forms that HTML's <ins>, <del> and
 * <time> have in common. */
static bool is_date(oct_slice value) {
    if (!cut_digits(&value, 4) || !cut_byte(&value, '-') || !cut_digits(&value, 2) ||
        !cut_byte(&value, '-') || !cut_digits(&value, 2))
        return false;
    if (value.len == 0)
        return true;
    if (!cut_byte(&value, 'T') || !cut_digits(&value, 2) || !cut_byte(&value, ':') ||
        !cut_digits(&value, 2))
        return false;
    if (cut_byte(&value, ':') && !cut_digits(&value, 2))
        return false;
    return cut_byte(&value, 'Z') && value.len == 0;
}

typedef struct known_attribute {
    const char *name, *element; /* NULL: every element */
    value_check *check;
    bool xhtml; /* also in XHTML, whose validators look closer */
} known_attribute;

static const known_attribute known[] = {
    {"title", NULL, any_value, true},      {"role", NULL, any_value, false},
    {"translate", NULL, any_value, false}, {"cite", "blockquote", is_safe_url, false},
    {"datetime", "time", is_date, true},   {"datetime", "ins", is_date, true},
    {"datetime", "del", is_date, true},    {"value", "data", any_value, true},
    {"rel", "a", any_value, false},        {"target", "a", any_value, false},
    {"hreflang", "a", any_value, false},   {"download", "a", any_value, false},
    {"abbr", "th", any_value, true},       {"itemprop", NULL, any_value, false},
    {"headers", "td", any_value, false},   {"headers", "th", any_value, false},
};

/* What says that a page of a printed edition begins here, which a book's readers heed. */
static bool marks_page(const oct_node *node, const oct_pair *pair) {
    if ((node->kind != OCT_SPAN && node->kind != OCT_DIV) || node->as.role != OCT_ROLE_NONE ||
        !oct_slice_is(oct_node_pair(node, "role"), "doc-pagebreak"))
        return false;
    return oct_slice_is(pair->key, "role") || oct_slice_is(pair->key, "aria-label") ||
           (oct_slice_is(pair->key, "epub:type") && oct_slice_is(pair->value, "pagebreak"));
}

/* Whether the element takes the pair as it is. */
static bool stays(const renderer *r, const oct_node *node, const char *element,
                  const oct_pair *pair) {
    bool linked = node->kind == OCT_LINK || node->kind == OCT_IMAGE;
    if (linked && node->as.link->title.len && oct_slice_is(pair->key, "title"))
        return false;
    if (r->syntax == OCT_HTML && oct_slice_starts(pair->key, OCT_S("aria-")))
        return true;
    if (r->syntax == OCT_XHTML && marks_page(node, pair))
        return true;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (oct_slice_is(pair->key, known[i].name) &&
            (!known[i].element || strcmp(known[i].element, element) == 0))
            return (r->syntax == OCT_HTML || known[i].xhtml) && known[i].check(pair->value);
    return false;
}

/* Names that are valid in HTML and XML behind "data-". */
static bool is_name_byte(char c) {
    return oct_is_alnum(c) || c == '-' || c == '_' || c == '.';
}

/* The attribute's name, appended to names, which has room for it. */
static oct_slice attribute_name(const renderer *r, const oct_node *node, const char *element,
                                const oct_pair *pair, oct_buffer *names) {
    size_t start = names->len;
    bool keeps = stays(r, node, element, pair);
    if (!keeps && !oct_slice_starts_nocase(pair->key, OCT_S("data-")))
        oct_buffer_string(names, "data-");
    for (size_t i = 0; i < pair->key.len; i++) {
        char c = pair->key.ptr[i];
        oct_buffer_byte(names, is_name_byte(c) || (keeps && c == ':') ? oct_to_lower(c) : '-');
    }
    return oct_slice_make(names->ptr + start, names->len - start);
}

/* Event handlers run code and a style may reach out; neither says anything that a reader reads. */
static bool is_active(oct_slice key) {
    return oct_slice_starts_nocase(key, OCT_S("on")) || oct_slice_equal_nocase(key, OCT_S("style"));
}

/* A number with an optional unit of CSS; *whole when it is a plain number of pixels. */
static bool is_length(oct_slice value, bool *whole) {
    static const char *const units[] = {"px", "%",  "em", "rem", "in", "cm", "mm",
                                        "pt", "pc", "ex", "ch",  "vw", "vh"};
    size_t at = 0, points = 0;
    while (at < value.len && (oct_is_digit(value.ptr[at]) || value.ptr[at] == '.'))
        points += value.ptr[at++] == '.';
    oct_slice unit = oct_slice_from(value, at);
    if (at == 0 || at > 9 || points > 1 || value.ptr[at - 1] == '.')
        return false;
    *whole = points == 0 && (unit.len == 0 || oct_slice_is(unit, "px"));
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (oct_slice_is(unit, units[i]))
            return true;
    return *whole;
}

/* The width or height of an image: in pixels as attributes, else in its style. */
static bool is_dimension(const oct_pair *pair, const char *element, bool *whole) {
    return strcmp(element, "img") == 0 &&
           (oct_slice_is(pair->key, "width") || oct_slice_is(pair->key, "height")) &&
           is_length(pair->value, whole);
}

/* The alignment of a block's text goes into its style. */
static bool is_alignment(const oct_node *node, const oct_pair *pair) {
    static const char *const values[] = {"left", "center", "right", "justify"};
    bool block = node->kind == OCT_PARAGRAPH || node->kind == OCT_HEADING || node->kind == OCT_DIV;
    for (size_t i = 0; block && i < 4 && oct_slice_is(pair->key, "align"); i++)
        if (oct_slice_is(pair->value, values[i]))
            return true;
    return false;
}

/* Said by the element itself. */
static bool is_said(const oct_node *node, const oct_pair *pair) {
    return is_alignment(node, pair) ||
           (node->kind == OCT_DIV && node->as.role == OCT_ROLE_DETAILS &&
            oct_slice_is(pair->key, "open"));
}

/* There is no data-NAME, and no direction that is found out. */
static bool is_of_xhtml11(const renderer *r, const oct_node *node, const char *element,
                          const oct_pair *pair) {
    bool whole;
    return (oct_slice_is(pair->key, "title") && stays(r, node, element, pair)) ||
           is_dimension(pair, element, &whole);
}

static void put_pair(renderer *r, const oct_node *node, const char *element, const oct_pair *pair,
                     oct_map *seen, oct_buffer *names) {
    bool whole = false;
    if (is_active(pair->key) || is_said(node, pair))
        return;
    if (r->xhtml11 && !is_of_xhtml11(r, node, element, pair))
        return;
    bool dimension = is_dimension(pair, element, &whole);
    if (dimension && !whole)
        return;
    oct_slice name = attribute_name(r, node, element, pair, names);
    oct_slice value = pair->value;
    if (dimension) {
        name = pair->key;
        value = oct_slice_head(value, value.len - (value.ptr[value.len - 1] == 'x' ? 2 : 0));
    }
    void **place = oct_map_place(seen, name);
    if (!place || *place)
        return;
    *place = seen;
    PUT(r, " ");
    oct_buffer_slice(r->out, name);
    PUT(r, "=\"");
    r->replaced += oct_html_escape_value(r->out, value, r->syntax);
    PUT(r, "\"");
}

static void put_pairs(renderer *r, const oct_node *node, const char *element) {
    const oct_attributes *attributes = node->attributes;
    size_t room = 0;
    for (uint32_t i = 0; i < attributes->pair_count; i++)
        room += attributes->pairs[i].key.len + sizeof "data-";
    oct_buffer names;
    oct_map seen;
    oct_buffer_init(&names, r->scratch.allocator);
    oct_map_init(&seen, r->scratch.allocator);
    if (oct_buffer_reserve(&names, room))
        for (uint32_t i = 0; i < attributes->pair_count; i++)
            if (attributes->pairs[i].key.len)
                put_pair(r, node, element, &attributes->pairs[i], &seen, &names);
    r->scratch.failed |= names.failed || seen.failed;
    oct_buffer_free(&names);
    oct_map_free(&seen);
}

/* The language of a code block or code is told by its first class. */
static void put_classes(renderer *r, const oct_node *node, const char *class_name) {
    const oct_attributes *attributes = node->attributes;
    uint32_t count = attributes ? attributes->class_count : 0;
    uint32_t first = node->kind == OCT_CODE_BLOCK ? 1 : 0;
    if (!class_name && count <= first)
        return;
    PUT(r, " class=\"");
    if (class_name)
        put_string(r, class_name);
    for (uint32_t i = first; i < count; i++) {
        if (class_name || i > first)
            PUT(r, " ");
        r->replaced += oct_html_escape_value(r->out, attributes->classes[i], r->syntax);
    }
    PUT(r, "\"");
}

/* A BCP 47 tag in form, if not in meaning: subtags of 1 to 8 letters and digits. */
static bool is_language_tag(oct_slice lang) {
    size_t length = 0;
    for (size_t i = 0; i < lang.len; i++) {
        if (lang.ptr[i] == '-') {
            if (length == 0)
                return false;
            length = 0;
        } else if (!oct_is_alnum(lang.ptr[i]) || ++length > 8) {
            return false;
        }
    }
    return length > 0 && oct_is_alpha(lang.ptr[0]);
}

void oct_html_put_language(renderer *r, oct_slice lang, oct_direction direction) {
    if (is_language_tag(lang)) {
        if (!r->xhtml11)
            oct_html_write_attribute(r, "lang", lang);
        if (r->syntax == OCT_XHTML)
            oct_html_write_attribute(r, "xml:lang", lang);
    }
    if (direction != OCT_DIR_NONE && !(r->xhtml11 && direction == OCT_DIR_AUTO))
        oct_html_write_attribute(r, "dir", oct_slice_of(oct_direction_name(direction)));
}

static void put_style(renderer *r, const oct_node *node, const char *element, const char *style) {
    const oct_attributes *attributes = node->attributes;
    oct_buffer *text = &r->scratch;
    bool whole = false;
    text->len = 0;
    if (style)
        oct_buffer_string(text, style);
    for (uint32_t i = 0; attributes && i < attributes->pair_count; i++) {
        const oct_pair *pair = &attributes->pairs[i];
        if (is_dimension(pair, element, &whole) && !whole)
            oct_buffer_printf(text, "%s%.*s: %.*s", text->len ? "; " : "", OCT_SLICE_ARG(pair->key),
                              OCT_SLICE_ARG(pair->value));
        else if (is_alignment(node, pair))
            oct_buffer_printf(text, "%stext-align: %.*s", text->len ? "; " : "",
                              OCT_SLICE_ARG(pair->value));
    }
    if (text->len)
        oct_html_write_attribute(r, "style", oct_buffer_view(text));
}

void oct_html_put_attributes(renderer *r, const oct_node *node, const char *element,
                             const char *class_name, const char *style) {
    const oct_attributes *attributes = node->attributes;
    if (attributes && attributes->id.len)
        oct_html_write_attribute(r, "id", attributes->id);
    put_classes(r, node, class_name);
    if (attributes)
        oct_html_put_language(r, attributes->lang, attributes->direction);
    put_style(r, node, element, style);
    if (attributes && attributes->pair_count)
        put_pairs(r, node, element);
}
