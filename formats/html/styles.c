/* formats/html/styles - how the styles of a page bear on its elements: what is left out, and what
 * is read as bold, italic and so on. See state.h and css.h. */
#include "formats/html/styles.h"

#include "formats/html/state.h"

enum {
    MOST_STEPS = 50000000, /* comparisons of a compound with an element, of one page */
    LONGEST_NAME = 120     /* bytes of a class or identifier that is looked up */
};

/* Of an element that is open, for the rules that ask what stands in what. */
typedef struct open_element {
    uint32_t level;
    uint32_t name, id, classes, end; /* where these begin in names, and all end */
} open_element;

struct html_styles {
    oct_arena arena;
    html_sheet sheet;
    oct_buffer open;  /* open_element, the innermost last */
    oct_buffer names; /* what they are called */
    size_t steps;
};

/* What a rule is compared with. */
typedef struct facing {
    oct_slice name, id, classes;
} facing;

/* ---- The sheets --------------------------------------------------------------------------- */

static html_styles *styles_of(html_reader *reader) {
    if (reader->styles)
        return reader->styles;
    const oct_allocator *allocator = oct_context_allocator(reader->reading->context);
    html_styles *styles = oct_allocate(allocator, sizeof *styles);
    if (!styles) {
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
        return NULL;
    }
    *styles = (html_styles){.steps = 0};
    oct_arena_init(&styles->arena, allocator);
    html_sheet_init(&styles->sheet, &styles->arena, allocator);
    styles->sheet.fetch = reader->reading->style_sheet;
    styles->sheet.user = reader->reading->style_sheet_user;
    oct_buffer_init(&styles->open, allocator);
    oct_buffer_init(&styles->names, allocator);
    reader->styles = styles;
    return styles;
}

static void check(html_reader *reader) {
    const html_styles *styles = reader->styles;
    if (styles->arena.failed || styles->sheet.rules.failed || styles->open.failed ||
        styles->names.failed)
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
}

void html_add_style_sheet(html_reader *reader, oct_slice text, oct_slice url) {
    html_styles *styles = text.len ? styles_of(reader) : NULL;
    if (!styles)
        return;
    html_sheet_add(&styles->sheet, text, url);
    reader->has_rules = styles->sheet.count != 0;
    check(reader);
}

void html_link_style_sheet(html_reader *reader, html_attributes attributes) {
    const oct_reading *reading = reader->reading;
    oct_slice rel = html_attribute(attributes, "rel"), word;
    bool sheet = false;
    while (oct_slice_next_word(&rel, &word)) {
        sheet |= oct_slice_equal_nocase(word, OCT_S("stylesheet"));
        if (oct_slice_equal_nocase(word, OCT_S("alternate")))
            return;
    }
    if (!sheet || !reading->style_sheet || html_attribute(attributes, "disabled").ptr ||
        !html_media_fits(html_attribute(attributes, "media")))
        return;
    oct_slice url = oct_slice_trim(html_attribute(attributes, "href"));
    if (url.len)
        html_add_style_sheet(reader, reading->style_sheet(reading->style_sheet_user, url),
                             html_copy(reader, url));
}

void html_free_styles(html_reader *reader) {
    html_styles *styles = reader->styles;
    if (!styles)
        return;
    html_sheet_free(&styles->sheet);
    oct_buffer_free(&styles->open);
    oct_buffer_free(&styles->names);
    oct_arena_clear(&styles->arena);
    oct_deallocate(oct_context_allocator(reader->reading->context), styles, sizeof *styles);
}

/* ---- Open elements ------------------------------------------------------------------------ */

static void leave_elements(html_styles *styles, uint32_t level) {
    open_element top;
    while (styles->open.len) {
        memcpy(&top, styles->open.ptr + styles->open.len - sizeof top, sizeof top);
        if (top.level < level)
            return;
        styles->names.len = top.name;
        styles->open.len -= sizeof top;
    }
}

static void enter_element(html_styles *styles, uint32_t level, const facing *element) {
    leave_elements(styles, level);
    oct_buffer *names = &styles->names;
    if (names->len > UINT32_MAX / 2)
        return;
    open_element open = {.level = level, .name = (uint32_t)names->len};
    oct_buffer_slice(names, element->name);
    open.id = (uint32_t)names->len;
    oct_buffer_slice(names, element->id);
    open.classes = (uint32_t)names->len;
    oct_buffer_slice(names, element->classes);
    open.end = (uint32_t)names->len;
    oct_buffer_append(&styles->open, (const char *)&open, sizeof open);
}

/* ---- Matching ----------------------------------------------------------------------------- */

static bool has_class(oct_slice classes, oct_slice name) {
    oct_slice word;
    while (oct_slice_next_word(&classes, &word))
        if (oct_slice_equal(word, name))
            return true;
    return false;
}

static bool matches(html_styles *styles, const html_compound *compound, const facing *element) {
    styles->steps += 1 + element->classes.len / 8;
    if (compound->tag.len && !oct_slice_equal(compound->tag, element->name))
        return false;
    if (compound->id.len && !oct_slice_equal(compound->id, element->id))
        return false;
    for (uint32_t i = 0; i < compound->class_count; i++)
        if (!has_class(element->classes, compound->classes[i]))
            return false;
    return true;
}

static facing facing_of(const html_styles *styles, size_t index) {
    open_element open;
    memcpy(&open, styles->open.ptr + index * sizeof open, sizeof open);
    const char *names = styles->names.ptr;
    return (facing){oct_slice_make(names + open.name, open.id - open.name),
                    oct_slice_make(names + open.id, open.classes - open.id),
                    oct_slice_make(names + open.classes, open.end - open.classes)};
}

/* Whether the element stands in what a selector wants: the nearest that fits is taken, further out
 * is not looked for another. */
static bool matches_outside(html_styles *styles, const html_compound *subject) {
    size_t open = styles->open.len / sizeof(open_element);
    size_t index = open ? open - 1 : 0; /* the element itself is the last */
    for (const html_compound *inner = subject; inner->outer; inner = inner->outer) {
        bool found = false;
        while (index && !found && styles->steps < MOST_STEPS) {
            facing element = facing_of(styles, --index);
            found = matches(styles, inner->outer, &element);
            if (inner->child)
                break;
        }
        if (!found)
            return false;
    }
    return true;
}

typedef struct cascade {
    html_style style;
    uint64_t weight[HTML_PROPERTY_COUNT];
} cascade;

static void cascade_in(cascade *into, const html_style *style, uint64_t weight) {
    for (size_t i = 0; i < HTML_PROPERTY_COUNT; i++) {
        uint64_t own = weight | (uint64_t)(style->important[i] != 0) << 63;
        if (style->value[i] == HTML_V_UNSET || own < into->weight[i])
            continue;
        into->style.value[i] = style->value[i];
        into->weight[i] = own;
    }
}

static bool may_have_rules(const html_styles *styles, oct_slice name) {
    return name.len && styles->sheet.keys & html_key_bit(name);
}

bool html_may_have_rules(const html_reader *reader, const char *name, html_attributes attributes) {
    const html_styles *styles = reader->styles;
    if (styles->sheet.has_ancestors || may_have_rules(styles, oct_slice_of(name)))
        return true;
    for (; attributes && *attributes; attributes += 2) {
        oct_slice value = oct_slice_of(attributes[1]), word;
        if (strcmp(attributes[0], "id") == 0 && may_have_rules(styles, value))
            return true;
        if (strcmp(attributes[0], "class") != 0)
            continue;
        while (oct_slice_next_word(&value, &word))
            if (may_have_rules(styles, word))
                return true;
    }
    return false;
}

static void apply_rules(html_styles *styles, cascade *into, oct_slice key, const facing *element) {
    const html_rule *rule = oct_map_find(&styles->sheet.rules, key);
    for (; rule && styles->steps < MOST_STEPS; rule = rule->next)
        if (matches(styles, &rule->subject, element) && matches_outside(styles, &rule->subject))
            cascade_in(into, &rule->style, rule->weight);
}

static void apply_named(html_styles *styles, cascade *into, char sign, oct_slice name,
                        const facing *element) {
    char key[LONGEST_NAME + 1];
    if (!may_have_rules(styles, name) || name.len > LONGEST_NAME)
        return;
    key[0] = sign;
    memcpy(key + 1, name.ptr, name.len);
    apply_rules(styles, into, oct_slice_make(key, name.len + 1), element);
}

static void apply_sheets(html_reader *reader, cascade *into, const facing *element) {
    html_styles *styles = reader->styles;
    if (styles->sheet.has_ancestors)
        enter_element(styles, reader->level, element);
    if (may_have_rules(styles, element->name)) {
        apply_rules(styles, into, OCT_S("*"), element);
        apply_rules(styles, into, element->name, element);
    }
    oct_slice classes = element->classes, word;
    while (oct_slice_next_word(&classes, &word))
        apply_named(styles, into, '.', word, element);
    apply_named(styles, into, '#', element->id, element);
    check(reader);
}

html_style html_computed_style(html_reader *reader, const char *name, html_attributes attributes) {
    static const uint64_t of_attribute = (uint64_t)1 << 62;
    cascade found = {0};
    facing element = {.name = oct_slice_of(name)};
    oct_slice style = {NULL, 0};
    for (; attributes && *attributes; attributes += 2) {
        if (strcmp(attributes[0], "style") == 0)
            style = oct_slice_of(attributes[1]);
        else if (strcmp(attributes[0], "class") == 0)
            element.classes = oct_slice_of(attributes[1]);
        else if (strcmp(attributes[0], "id") == 0)
            element.id = oct_slice_of(attributes[1]);
    }
    if (reader->has_rules)
        apply_sheets(reader, &found, &element);
    if (style.len) {
        html_style own = html_style_of(style);
        cascade_in(&found, &own, of_attribute);
    }
    return found.style;
}

/* ---- What they mean ----------------------------------------------------------------------- */

bool html_style_hides(const html_style *style) {
    return style->value[HTML_P_DISPLAY] == HTML_V_HIDDEN ||
           style->value[HTML_P_VISIBILITY] == HTML_V_HIDDEN;
}

/* What a style makes of an element is an element of its own in it, which no tag begins or ends. */
static const struct {
    html_property property;
    html_value value;
    html_element element;
} marks[] = {
    {HTML_P_WEIGHT, HTML_V_BOLD, {"", HTML_INLINE, OCT_STRONG, 0, 0}},
    {HTML_P_SLANT, HTML_V_ITALIC, {"", HTML_INLINE, OCT_EMPHASIS, 0, 0}},
    {HTML_P_LINE, HTML_V_UNDERLINE, {"", HTML_INLINE, OCT_UNDERLINE, 0, 0}},
    {HTML_P_LINE, HTML_V_STRIKE, {"", HTML_INLINE, OCT_STRIKEOUT, 0, 0}},
    {HTML_P_POSITION, HTML_V_SUPER, {"", HTML_INLINE, OCT_SUPERSCRIPT, 0, 0}},
    {HTML_P_POSITION, HTML_V_SUB, {"", HTML_INLINE, OCT_SUBSCRIPT, 0, 0}},
    {HTML_P_CAPS, HTML_V_SMALL_CAPS, {"", HTML_INLINE, OCT_SMALL_CAPS, 0, 0}},
};

/* Elements that a style marks: not those that are bold, italic or set off by themselves. */
static bool takes_marks(const html_element *element, html_property property) {
    switch (element->class) {
    case HTML_SPAN:
    case HTML_INLINE:
        return true;
    case HTML_LINK:
        return property != HTML_P_LINE;
    case HTML_PARAGRAPH:
    case HTML_ITEM:
    case HTML_DEFINITION:
    case HTML_BLOCK:
        return property != HTML_P_POSITION;
    case HTML_CELL:
        return property != HTML_P_POSITION && strcmp(element->name, "th") != 0;
    default:
        return false;
    }
}

void html_apply_style(html_reader *reader, const html_element *element, const html_style *style) {
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (style->value[marks[i].property] == marks[i].value &&
            takes_marks(element, marks[i].property) &&
            (oct_kind)element->kind != (oct_kind)marks[i].element.kind)
            html_push_inline(reader, &marks[i].element)->level = 0;
}

/* The element that one is read as when its style takes from it what it stands for: Google Docs puts
 * a b that is not bold around everything. Its name stays, for its end tag. */
const html_element *html_unmarked(const html_element *element, const html_style *style) {
    static const html_element unmarked[] = {
        {"b", HTML_SPAN, OCT_SPAN, 0, HTML_FORMATTING | HTML_OTHERWISE},
        {"strong", HTML_SPAN, OCT_SPAN, 0, HTML_FORMATTING | HTML_OTHERWISE},
        {"em", HTML_SPAN, OCT_SPAN, 0, HTML_FORMATTING | HTML_OTHERWISE},
        {"i", HTML_SPAN, OCT_SPAN, 0, HTML_FORMATTING | HTML_OTHERWISE},
    };
    bool normal_weight = style->value[HTML_P_WEIGHT] == HTML_V_NORMAL;
    bool normal_slant = style->value[HTML_P_SLANT] == HTML_V_NORMAL;
    if (element->class != HTML_INLINE || !((element->kind == OCT_STRONG && normal_weight) ||
                                           (element->kind == OCT_EMPHASIS && normal_slant)))
        return element;
    for (size_t i = 0; i < sizeof unmarked / sizeof *unmarked; i++)
        if (strcmp(element->name, unmarked[i].name) == 0)
            return &unmarked[i];
    return element;
}
