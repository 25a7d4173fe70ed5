/* formats/html/events - what each start and end of an element does: the tree construction of HTML
 * 13.2.6, for this tree. See state.h. */
#include "formats/html/state.h"

oct_place html_here(const html_reader *reader) {
    return (oct_place){.file = reader->reading->name, .line = reader->line};
}

/* ---- Inlines ------------------------------------------------------------------------------ */

static void start_inline(html_reader *reader, const html_element *element,
                         html_attributes attributes) {
    if (element->role == OCT_ROLE_RT || element->role == OCT_ROLE_RB) {
        html_entry *top = reader->count ? &reader->entries[reader->count - 1] : NULL;
        if (top && (top->element->role == OCT_ROLE_RT || top->element->role == OCT_ROLE_RB) &&
            html_class_of(top) == HTML_SPAN)
            html_remove_entry(reader, reader->count - 1, false);
    }
    oct_attributes *kept = html_kept_attributes(reader, element, attributes);
    html_push_inline(reader, element)->attributes = kept;
}

/* A link in a link ends it, unless a cell or the like lies between (HTML 13.2.6.4.7, "a"). */
static void end_open_link(html_reader *reader) {
    for (uint32_t i = reader->count; i; i--) {
        const html_entry *entry = &reader->entries[i - 1];
        if (entry->element->flags & HTML_MARKER)
            return;
        if (html_class_of(entry) == HTML_LINK && !entry->inert) {
            html_remove_entry(reader, i - 1, true);
            return;
        }
    }
}

static void start_link(html_reader *reader, const html_element *element,
                       html_attributes attributes) {
    if (reader->inline_top)
        end_open_link(reader);
    oct_attributes *kept = html_kept_attributes(reader, element, attributes);
    oct_slice url = html_attribute(attributes, "href");
    oct_slice title = html_attribute(attributes, "title");
    if (url.len > 1 && url.ptr[0] == '#' && (kept || reader->inline_top || url.ptr[1] == '_'))
        reader->may_have_notes = true;
    html_entry *entry = html_push_inline(reader, element);
    entry->attributes = kept;
    if (url.ptr)
        entry->url = html_url(reader, url);
    entry->title = title.len ? html_copy(reader, title) : (oct_slice){NULL, 0};
}

/* ---- Start -------------------------------------------------------------------------------- */

/* Code inside pre names the language. */
static void start_in_pre(html_reader *reader, const html_element *element,
                         html_attributes attributes) {
    reader->pre_begins = false;
    if (attributes && html_is_line_number(attributes)) {
        html_skip(reader);
        return;
    }
    switch (element->class) {
    case HTML_LINE_BREAK:
        html_line_break(reader);
        break;
    case HTML_IMAGE:
        html_image(reader, element, attributes);
        break;
    case HTML_CODE:
        if (!oct_node_code_language(reader->pre).len && reader->pre->as.text.len == 0)
            reader->pre->attributes = html_kept_attributes(reader, element, attributes);
        break;
    case HTML_SKIPPED:
    case HTML_SCRIPT:
    case HTML_STYLE:
        html_skip(reader);
        break;
    case HTML_BLOCK:
    case HTML_PARAGRAPH:
    case HTML_SOFT:
    case HTML_ITEM:
    case HTML_ROW:
        html_pre_newline(reader);
        break;
    default:
        break;
    }
}

static void start_style(html_reader *reader, const html_element *element,
                        html_attributes attributes) {
    if (html_media_fits(html_attribute(attributes, "media")))
        html_start_capture(reader, element, attributes);
    else
        html_skip(reader);
}

static void start_void(html_reader *reader, const html_element *element,
                       html_attributes attributes) {
    switch (element->class) {
    case HTML_META:
        html_metadata(reader, attributes);
        break;
    case HTML_RESOURCE:
        html_link_style_sheet(reader, attributes);
        html_linked_page(reader, attributes);
        break;
    case HTML_BASE:
        html_set_base(reader, attributes);
        break;
    case HTML_RULE:
        html_start_rule(reader, element, attributes);
        break;
    case HTML_LINE_BREAK:
        html_line_break(reader);
        break;
    case HTML_IMAGE:
        html_image(reader, element, attributes);
        break;
    case HTML_INPUT:
        html_input(reader, attributes);
        break;
    case HTML_SOURCE:
        html_source(reader, attributes);
        break;
    default:
        break;
    }
}

static void start_other(html_reader *reader, const html_element *element,
                        html_attributes attributes) {
    switch (element->class) {
    case HTML_SKIPPED:
        html_skip(reader);
        break;
    case HTML_PAGE:
        html_page_attributes(reader, attributes);
        break;
    case HTML_TITLE:
    case HTML_DRAWING:
    case HTML_MATH:
    case HTML_OFFICE:
        html_start_capture(reader, element, attributes);
        break;
    case HTML_STYLE:
        start_style(reader, element, attributes);
        break;
    case HTML_SCRIPT:
        html_start_script(reader, element, attributes);
        break;
    case HTML_SOFT:
        html_soft_start(reader, element);
        break;
    case HTML_OPTION:
        html_space(reader);
        break;
    case HTML_MEDIA:
        html_start_media(reader, element, attributes);
        break;
    default:
        start_void(reader, element, attributes);
        break;
    }
}

static void start_inline_or_other(html_reader *reader, const html_element *element,
                                  html_attributes attributes) {
    switch (element->class) {
    case HTML_INLINE:
    case HTML_SPAN:
    case HTML_QUOTE:
    case HTML_CODE:
        start_inline(reader, element, attributes);
        break;
    case HTML_LINK:
        start_link(reader, element, attributes);
        break;
    default:
        start_other(reader, element, attributes);
        break;
    }
}

static void start_element(html_reader *reader, const html_element *element,
                          html_attributes attributes) {
    switch (element->class) {
    case HTML_BLOCK:
    case HTML_TABLE:
        html_start_block(reader, element, attributes);
        break;
    case HTML_PARAGRAPH:
        html_start_paragraph(reader, element, attributes);
        break;
    case HTML_HEADING:
        html_start_heading(reader, element, attributes);
        break;
    case HTML_LIST:
        html_start_list(reader, element, attributes);
        break;
    case HTML_ITEM:
        html_start_item(reader, element, attributes);
        break;
    case HTML_TERM:
    case HTML_DEFINITION:
        html_start_definition(reader, element, attributes);
        break;
    case HTML_PRE:
        html_start_pre(reader, element, attributes);
        break;
    case HTML_CAPTION:
    case HTML_COLUMN_GROUP:
    case HTML_COLUMN:
    case HTML_SECTION:
    case HTML_ROW:
    case HTML_CELL:
        html_start_table_part(reader, element, attributes);
        break;
    case HTML_FIGURE_CAPTION:
        html_start_figure_caption(reader, element, attributes);
        break;
    default:
        start_inline_or_other(reader, element, attributes);
        break;
    }
}

static const html_known_name *known_name(html_reader *reader, const char *name,
                                         html_attributes attributes) {
    html_known_name *known = &reader->known[(uintptr_t)name % HTML_KNOWN_NAMES];
    if (known->name != name) {
        if (strchr(name, ':'))
            html_note_namespaces(reader, attributes);
        const char *local = html_local_name(reader, name);
        *known = (html_known_name){name, local, html_element_named(local)};
    }
    return known;
}

/* Elements that are not seen anyway. */
static bool is_never_seen(const html_element *element) {
    return element->class == HTML_PAGE || element->class == HTML_META ||
           element->class == HTML_TITLE || element->class == HTML_STYLE ||
           element->class == HTML_SCRIPT || element->class == HTML_RESOURCE ||
           element->class == HTML_BASE;
}

static bool is_closed_dialog(const html_element *element, html_attributes attributes) {
    return element->class == HTML_SOFT && strcmp(element->name, "dialog") == 0 &&
           !html_attribute(attributes, "open").ptr;
}

static void start_seen(html_reader *reader, const html_element *element,
                       html_attributes attributes) {
    if (is_closed_dialog(element, attributes))
        html_skip(reader);
    else if (reader->pre)
        start_in_pre(reader, element, attributes);
    else
        start_element(reader, element, attributes);
}

/* A block that is no item of theirs ends the lists of Word. */
static bool ends_office_lists(const html_element *element) {
    switch (element->class) {
    case HTML_PARAGRAPH:
    case HTML_HEADING:
    case HTML_TABLE:
    case HTML_BLOCK:
    case HTML_LIST:
    case HTML_PRE:
    case HTML_RULE:
        return true;
    default:
        return false;
    }
}

/* An element that a style, or an attribute, has something to say about. */
static void start_styled(html_reader *reader, const html_element *element, const char *name,
                         html_attributes attributes, unsigned appearance) {
    html_style style = html_computed_style(reader, name, attributes);
    bool shown = style.value[HTML_P_DISPLAY] == HTML_V_NORMAL;
    if (html_style_hides(&style) || (appearance & HTML_SAYS_HIDDEN && !shown)) {
        html_skip(reader);
        return;
    }
    if (appearance & HTML_SAYS_STYLE && html_start_office(reader, element, attributes))
        return;
    if (reader->in_office_list && ends_office_lists(element))
        html_end_office_lists(reader);
    element = html_unmarked(element, &style);
    if (appearance & HTML_SAYS_ROLE)
        element = html_with_role(element, attributes);
    reader->style = &style;
    start_seen(reader, element, attributes);
    reader->style = NULL;
    const html_entry *top = reader->count ? &reader->entries[reader->count - 1] : NULL;
    if (top && top->element == element && top->level == reader->level)
        html_apply_style(reader, element, &style);
}

void html_start(html_reader *reader, const char *name, html_attributes attributes) {
    const html_known_name *known = known_name(reader, name, attributes);
    const html_element *element = known->element;
    name = known->local;
    if (reader->capture && html_breaks_out(reader, name, attributes)) {
        html_end_capture(reader);
    } else if (reader->capture) {
        html_start_in_capture(reader, name, attributes);
        return;
    }
    unsigned appearance = attributes ? html_appearance(attributes) : 0;
    bool styled =
        appearance || (reader->has_rules && html_may_have_rules(reader, name, attributes));
    if (styled && !is_never_seen(element)) {
        start_styled(reader, element, name, attributes, appearance);
        return;
    }
    if (reader->in_office_list && ends_office_lists(element))
        html_end_office_lists(reader);
    start_seen(reader, element, attributes);
}

/* ---- End ---------------------------------------------------------------------------------- */

/* The index plus one of the entry of this level in libxml2's stack; 0 when it is closed already. */
static uint32_t entry_of_level(const html_reader *reader) {
    for (uint32_t i = reader->count; i; i--) {
        uint32_t level = reader->entries[i - 1].level;
        if (level && level <= reader->level)
            return level == reader->level ? i : 0;
    }
    return 0;
}

static void end_in_pre(html_reader *reader, const char *name) {
    switch (html_element_named(name)->class) {
    case HTML_BLOCK:
    case HTML_PARAGRAPH:
    case HTML_SOFT:
    case HTML_ITEM:
    case HTML_ROW:
        html_pre_newline(reader);
        break;
    default:
        break;
    }
}

/* A start tag in libxml2's list of what ends what, or another's end tag, says that this one ends;
 * HTML knows better when it does. Only pre takes the hint: what is in it would lose its form. */
static void end_implied(html_reader *reader, uint32_t index) {
    html_entry *entry = &reader->entries[index];
    entry->level = 0;
    if (html_class_of(entry) == HTML_PRE)
        html_remove_entry(reader, index, true);
}

void html_end(html_reader *reader, const char *name, bool real) {
    if (reader->capture) {
        html_end_in_capture(reader);
        return;
    }
    uint32_t found = entry_of_level(reader);
    if (!found) {
        if (reader->pre)
            end_in_pre(reader, html_local_name(reader, name));
        return;
    }
    if (!real) {
        end_implied(reader, found - 1);
        return;
    }
    unsigned flags = reader->entries[found - 1].element->flags;
    if (flags & HTML_FORMATTING)
        html_end_formatting(reader, found - 1);
    else
        html_remove_entry(reader, found - 1, !(flags & HTML_MARKER));
}

static bool is_such(const html_entry *entry, const html_element *element) {
    return entry->element == element || (entry->element->flags & HTML_OTHERWISE &&
                                         strcmp(entry->element->name, element->name) == 0);
}

/* Ends the innermost such element, unless a cell or the like lies between. */
static void end_element(html_reader *reader, const html_element *element, bool only_ended) {
    for (uint32_t i = reader->count; i; i--) {
        const html_entry *entry = &reader->entries[i - 1];
        if (is_such(entry, element) && !entry->inert && (entry->level == 0 || !only_ended)) {
            if (element->flags & HTML_FORMATTING)
                html_end_formatting(reader, i - 1);
            else
                html_remove_entry(reader, i - 1, true);
            return;
        }
        if (entry->element->flags & HTML_MARKER)
            return;
    }
}

static bool is_open(const html_reader *reader, int class) {
    for (uint32_t i = reader->block_top; i; i = reader->entries[i - 1].block_below) {
        if (html_class_of(&reader->entries[i - 1]) == class)
            return true;
        if (reader->entries[i - 1].element->flags & HTML_MARKER)
            return false;
    }
    return false;
}

/* The end of a paragraph that never began is an empty paragraph (HTML 13.2.6.4.7, "p"). */
static void empty_paragraph(html_reader *reader) {
    if (html_lines_only(reader))
        html_soft_break(reader);
    else
        html_close_holder(reader);
}

void html_stray_end(html_reader *reader, const char *name) {
    const html_element *element = html_element_named(html_local_name(reader, name));
    if (reader->capture || reader->pre || element->class == HTML_UNKNOWN)
        return;
    if (element->class == HTML_PARAGRAPH && !is_open(reader, HTML_PARAGRAPH))
        empty_paragraph(reader);
    else
        end_element(reader, element, true);
}

/* Blocks whose end tag ends what is open in them (HTML 13.2.6.4.7). */
static bool ends_its_content(const html_element *element) {
    switch (element->class) {
    case HTML_BLOCK:
    case HTML_LIST:
    case HTML_HEADING:
    case HTML_DEFINITION:
    case HTML_TERM:
        return true;
    default:
        return element->flags & HTML_FORMATTING;
    }
}

void html_crossing_end(html_reader *reader, const char *name) {
    const html_element *element = html_element_named(html_local_name(reader, name));
    if (!reader->capture && !reader->pre && ends_its_content(element))
        end_element(reader, element, false);
}

void html_end_all(html_reader *reader) {
    if (reader->capture)
        html_end_capture(reader);
    html_remove_entry(reader, 0, false);
    html_flush(reader);
    html_close_holder(reader);
}
