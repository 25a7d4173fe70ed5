/* formats/html/attributes - attributes of elements: which the tree keeps, and how. See state.h. */
#include "formats/html/encoding.h"
#include "formats/html/state.h"

oct_slice html_attribute(html_attributes attributes, const char *name) {
    for (; attributes && *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1] ? oct_slice_of(attributes[1]) : oct_slice_make("", 0);
    return (oct_slice){NULL, 0};
}

/* Numeric references to C1 controls mean windows-1252 (HTML 13.2.5.80); in an attribute they have
 * arrived as the controls themselves, which stand there for nothing else. */
static oct_slice without_controls(html_reader *reader, oct_slice value) {
    oct_buffer out;
    oct_buffer_init(&out, oct_context_allocator(reader->reading->context));
    for (size_t at = 0; at < value.len; at++) {
        unsigned char c = (unsigned char)value.ptr[at];
        unsigned char next = at + 1 < value.len ? (unsigned char)value.ptr[at + 1] : 0;
        if (c == 0xC2 && next >= 0x80 && next < 0xA0) {
            oct_buffer_code_point(&out, oct_windows_1252(next));
            at++;
        } else {
            oct_buffer_byte(&out, value.ptr[at]);
        }
    }
    oct_slice copy = oct_builder_copy(reader->builder, oct_buffer_view(&out));
    if (out.failed)
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
    oct_buffer_free(&out);
    return copy;
}

oct_slice html_copy(html_reader *reader, oct_slice value) {
    const char *c1 = value.len ? memchr(value.ptr, 0xC2, value.len) : NULL;
    if (c1)
        return without_controls(reader, value);
    return value.len ? oct_builder_copy(reader->builder, value) : oct_slice_make("", 0);
}

int64_t html_number(oct_slice value, int64_t fallback) {
    if (!value.len)
        return fallback;
    value = oct_slice_trim(value);
    size_t end = value.len && value.ptr[0] == '-' ? 1 : 0;
    while (end < value.len && oct_is_digit(value.ptr[end]))
        end++;
    int64_t number;
    return oct_slice_to_int(oct_slice_head(value, end), &number) ? number : fallback;
}

/* ---- Style -------------------------------------------------------------------------------- */

unsigned html_appearance(html_attributes attributes) {
    unsigned found = 0;
    for (; *attributes; attributes += 2) {
        if (strcmp(attributes[0], "hidden") == 0)
            found |= HTML_SAYS_HIDDEN;
        else if (strcmp(attributes[0], "style") == 0)
            found |= HTML_SAYS_STYLE;
        else if (strcmp(attributes[0], "role") == 0)
            found |= HTML_SAYS_ROLE;
        /* KaTeX says each formula twice: the other time is MathML, with its source. */
        else if (strcmp(attributes[0], "class") == 0 && attributes[1] &&
                 strcmp(attributes[1], "katex-html") == 0)
            found |= HTML_SAYS_HIDDEN;
    }
    return found;
}

static oct_alignment alignment_of_style(const html_reader *reader) {
    switch (reader->style ? reader->style->value[HTML_P_ALIGN] : HTML_V_UNSET) {
    case HTML_V_LEFT:
        return OCT_ALIGN_LEFT;
    case HTML_V_CENTER:
        return OCT_ALIGN_CENTER;
    case HTML_V_RIGHT:
        return OCT_ALIGN_RIGHT;
    default:
        return OCT_ALIGN_DEFAULT;
    }
}

oct_alignment html_alignment(const html_reader *reader, html_attributes attributes) {
    oct_alignment by_style = alignment_of_style(reader);
    oct_slice word = oct_slice_trim(html_attribute(attributes, "align"));
    if (by_style)
        return by_style;
    if (oct_slice_equal_nocase(word, OCT_S("left")))
        return OCT_ALIGN_LEFT;
    if (oct_slice_equal_nocase(word, OCT_S("right")))
        return OCT_ALIGN_RIGHT;
    if (oct_slice_equal_nocase(word, OCT_S("center")) ||
        oct_slice_equal_nocase(word, OCT_S("middle")))
        return OCT_ALIGN_CENTER;
    return OCT_ALIGN_DEFAULT;
}

/* ---- What is kept ------------------------------------------------------------------------- */

/* Attributes with a meaning of their own on any element. All others are for looks, for scripts, or
 * have a place of their own in the tree. */
static bool is_kept_pair(const char *name) {
    static const char *const names[] = {"title", "role",    "translate", "datetime", "value",
                                        "cite",  "rel",     "target",    "download", "hreflang",
                                        "abbr",  "headers", "epub:type", "open"};
    if (strncmp(name, "data-", 5) == 0)
        return name[5] != '\0';
    if (strncmp(name, "aria-", 5) == 0)
        return name[5] != '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* Where an attribute that is kept in general is said by the tree itself. */
static bool is_said_elsewhere(const html_element *element, const char *name) {
    switch (element->class) {
    case HTML_LINK:
    case HTML_IMAGE:
        return strcmp(name, "title") == 0;
    case HTML_HEADING:
        return element->flags & HTML_OTHERWISE &&
               (strcmp(name, "role") == 0 || strcmp(name, "aria-level") == 0);
    case HTML_ITEM:
    case HTML_INPUT:
        return strcmp(name, "value") == 0;
    case HTML_PRE:
    case HTML_CODE:
        return strcmp(name, "data-lang") == 0 || strcmp(name, "data-language") == 0;
    default:
        return false;
    }
}

typedef struct keeping {
    html_reader *reader;
    oct_node node; /* gathers the attributes */
} keeping;

static void check(const keeping *keep, bool ok) {
    if (!ok)
        oct_builder_fail(keep->reader->builder, OCT_BUILDER_NO_MEMORY, keep->reader->line);
}

static oct_attributes *gathered(keeping *keep) {
    oct_attributes *attributes =
        oct_node_attributes(&keep->node, oct_builder_arena(keep->reader->builder));
    check(keep, attributes != NULL);
    return attributes;
}

static void keep_id(keeping *keep, oct_slice value) {
    value = oct_slice_trim(value);
    oct_attributes *attributes = value.len ? gathered(keep) : NULL;
    if (attributes && !attributes->id.len)
        attributes->id = html_copy(keep->reader, value);
}

static void keep_class(keeping *keep, oct_slice name) {
    check(keep, oct_node_add_class(&keep->node, oct_builder_arena(keep->reader->builder),
                                   html_copy(keep->reader, name)));
}

/* The language of code is its first class. */
static void keep_classes(keeping *keep, const html_element *element, oct_slice value) {
    bool code = element->class == HTML_CODE || element->class == HTML_PRE;
    oct_slice language = code ? html_language_of(value) : (oct_slice){NULL, 0}, word;
    if (language.len)
        keep_class(keep, language);
    else if (element->class == HTML_PRE)
        return; /* the first class of a code block is its language, so that no other can stand there
                 */
    while (oct_slice_next_word(&value, &word))
        if (!language.len || (!oct_slice_equal(word, language) && !html_language_prefix(word).len))
            keep_class(keep, word);
}

static void keep_direction(keeping *keep, oct_slice value) {
    static const oct_direction directions[] = {OCT_DIR_LTR, OCT_DIR_RTL, OCT_DIR_AUTO};
    for (size_t i = 0; i < 3; i++) {
        if (!oct_slice_equal_nocase(value, oct_slice_of(oct_direction_name(directions[i]))))
            continue;
        oct_attributes *attributes = gathered(keep);
        if (attributes)
            attributes->direction = directions[i];
    }
}

static void keep_lang(keeping *keep, oct_slice value) {
    value = oct_slice_trim(value);
    oct_attributes *attributes = value.len ? gathered(keep) : NULL;
    if (attributes && !attributes->lang.len)
        attributes->lang = html_copy(keep->reader, value);
}

static void keep_pair(keeping *keep, const char *name, oct_slice value) {
    check(keep, oct_node_add_pair(&keep->node, oct_builder_arena(keep->reader->builder),
                                  html_copy(keep->reader, oct_slice_of(name)),
                                  html_copy(keep->reader, value)));
}

static void keep_attribute(keeping *keep, const html_element *element, const char *name,
                           oct_slice value) {
    if (strcmp(name, "id") == 0 || (strcmp(name, "name") == 0 && element->class == HTML_LINK))
        keep_id(keep, value);
    else if (strcmp(name, "class") == 0)
        keep_classes(keep, element, value);
    else if (is_said_elsewhere(element, name) && strncmp(name, "data-", 5) == 0)
        keep_class(keep, oct_slice_trim(value));
    else if (strcmp(name, "lang") == 0 || strcmp(name, "xml:lang") == 0)
        keep_lang(keep, value);
    else if (strcmp(name, "dir") == 0)
        keep_direction(keep, oct_slice_trim(value));
    else if ((strcmp(name, "width") == 0 || strcmp(name, "height") == 0) &&
             element->class == HTML_IMAGE)
        keep_pair(keep, name, value);
    else if (strcmp(name, "ops:type") == 0) /* as EPUB's first drafts had it */
        keep_pair(keep, "epub:type", value);
    else if (is_kept_pair(name) && !is_said_elsewhere(element, name) &&
             !(strcmp(name, "role") == 0 && html_landmark(value)))
        keep_pair(keep, name, value);
}

/* The alignment of a block that is no cell: an "align" of its own. */
static void keep_alignment(keeping *keep, const html_element *element, html_attributes attributes) {
    int class = element->class;
    oct_alignment alignment = OCT_ALIGN_DEFAULT;
    if (class == HTML_PARAGRAPH || class == HTML_HEADING || class == HTML_BLOCK ||
        class == HTML_TABLE)
        alignment = html_alignment(keep->reader, attributes);
    if (!alignment && class == HTML_BLOCK && strcmp(element->name, "center") == 0)
        alignment = OCT_ALIGN_CENTER;
    if (alignment)
        keep_pair(keep, "align", oct_slice_of(oct_alignment_name(alignment)));
}

oct_attributes *html_kept_attributes(html_reader *reader, const html_element *element,
                                     html_attributes attributes) {
    keeping keep = {.reader = reader};
    for (html_attributes at = attributes; at && *at; at += 2)
        keep_attribute(&keep, element, at[0], oct_slice_of(at[1]));
    keep_alignment(&keep, element, attributes);
    return keep.node.attributes;
}
