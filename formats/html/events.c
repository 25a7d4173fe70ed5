/* formats/html/events - what each start and end of an element does: the tree construction of HTML
 * 13.2.6, for this tree. See state.h. */
#include "formats/html/state.h"

oct_place html_here(const html_reader *reader) {
    return (oct_place){.file = reader->reading->name, .line = reader->line};
}

/* ---- Blocks ------------------------------------------------------------------------------- */

/* Begins a block that is no node of its own here. */
static void soft_start(html_reader *reader, const html_element *element) {
    if (html_lines_only(reader))
        html_soft_break(reader);
    else
        html_begin_block(reader);
    html_push_entry(reader, element);
}

static bool only_lines(const html_reader *reader, const html_element *element) {
    return reader->flat ||
           (element->flags & HTML_TRANSPARENT_IN_HEADING && html_lines_only(reader));
}

static void start_block(html_reader *reader, const html_element *element,
                        html_attributes attributes) {
    if (only_lines(reader, element)) {
        soft_start(reader, element);
        return;
    }
    html_begin_block(reader);
    html_open_block(reader, element, (oct_kind)element->kind, attributes);
    if (element->kind == OCT_DEFINITION_LIST)
        reader->base->flags |= OCT_TIGHT;
}

static void start_paragraph(html_reader *reader, const html_element *element,
                            html_attributes attributes) {
    if (html_lines_only(reader)) {
        soft_start(reader, element);
        return;
    }
    html_begin_block(reader);
    html_push_block(reader, element)->attributes =
        html_kept_attributes(reader, element, attributes);
}

static void start_heading(html_reader *reader, const html_element *element,
                          html_attributes attributes) {
    html_begin_block(reader);
    const html_entry *block = html_innermost_block(reader);
    if (block && html_class_of(block) == HTML_HEADING)
        html_remove_entry(reader, reader->block_top - 1, true);
    if (html_lines_only(reader))
        soft_start(reader, element);
    else
        html_push_block(reader, element)->attributes =
            html_kept_attributes(reader, element, attributes);
}

/* ---- Lists -------------------------------------------------------------------------------- */

static oct_list_style list_style(oct_slice type) {
    char c = type.len == 1 ? type.ptr[0] : '1';
    switch (c) {
    case 'a':
        return OCT_LIST_LOWER_ALPHA;
    case 'A':
        return OCT_LIST_UPPER_ALPHA;
    case 'i':
        return OCT_LIST_LOWER_ROMAN;
    case 'I':
        return OCT_LIST_UPPER_ROMAN;
    default:
        return OCT_LIST_DECIMAL;
    }
}

static int32_t small(int64_t number) {
    return number > INT32_MAX ? INT32_MAX : number < INT32_MIN ? INT32_MIN : (int32_t)number;
}

static void start_list(html_reader *reader, const html_element *element,
                       html_attributes attributes) {
    if (reader->flat) {
        soft_start(reader, element);
        return;
    }
    html_begin_block(reader);
    html_open_block(reader, element, (oct_kind)element->kind, attributes);
    oct_node *list = reader->base;
    list->flags |= OCT_TIGHT;
    if (list->kind != OCT_ORDERED_LIST)
        return;
    list->as.list.start = small(html_number(html_attribute(attributes, "start"), 1));
    list->as.list.style = (uint8_t)list_style(oct_slice_trim(html_attribute(attributes, "type")));
    if (html_attribute(attributes, "reversed").ptr)
        list->flags |= OCT_REVERSED;
}

/* Whether an open block may lie between an item and the start of the next one, which ends it (HTML
 * 13.2.6.4.7, a start tag whose tag name is "li", "dd", "dt"). */
static bool is_ended_with_item(const html_entry *entry) {
    return html_class_of(entry) == HTML_PARAGRAPH || strcmp(entry->element->name, "div") == 0 ||
           strcmp(entry->element->name, "address") == 0;
}

static void end_open_item(html_reader *reader, int class, int other) {
    for (uint32_t i = reader->block_top; i; i = reader->entries[i - 1].block_below) {
        const html_entry *entry = &reader->entries[i - 1];
        if (html_class_of(entry) == class || html_class_of(entry) == other) {
            html_remove_entry(reader, i - 1, true);
            return;
        }
        if (!is_ended_with_item(entry))
            return;
    }
}

static void start_item(html_reader *reader, const html_element *element,
                       html_attributes attributes) {
    if (reader->flat) {
        soft_start(reader, element);
        return;
    }
    end_open_item(reader, HTML_ITEM, HTML_ITEM);
    html_begin_block(reader);
    html_open_block(reader, element, OCT_LIST_ITEM, attributes);
    oct_slice value = html_attribute(attributes, "value");
    if (value.len && reader->base->kind == OCT_LIST_ITEM) {
        reader->base->as.item.has_value = true;
        reader->base->as.item.value = small(html_number(value, 1));
    }
}

static void start_definition(html_reader *reader, const html_element *element,
                             html_attributes attributes) {
    if (reader->flat) {
        soft_start(reader, element);
        return;
    }
    end_open_item(reader, HTML_TERM, HTML_DEFINITION);
    html_begin_block(reader);
    if (element->class == HTML_TERM)
        html_push_block(reader, element)->attributes =
            html_kept_attributes(reader, element, attributes);
    else
        html_open_block(reader, element, OCT_DEFINITION, attributes);
}

/* ---- Other blocks ------------------------------------------------------------------------- */

static void start_caption_of_figure(html_reader *reader, const html_element *element,
                                    html_attributes attributes) {
    html_entry *figure = html_innermost_block(reader);
    if (only_lines(reader, element)) {
        soft_start(reader, element);
        return;
    }
    html_begin_block(reader);
    figure = html_innermost_block(reader);
    bool first = figure && figure->node && figure->node->kind == OCT_FIGURE && !figure->count++;
    if (first)
        html_place(reader, OCT_CAPTION);
    html_open_block(reader, element, first ? OCT_CAPTION : OCT_DIV, attributes);
}

static void start_rule(html_reader *reader, const html_element *element,
                       html_attributes attributes) {
    if (reader->flat) {
        html_soft_break(reader);
        return;
    }
    html_begin_block(reader);
    html_place(reader, OCT_THEMATIC_BREAK);
    oct_node *rule = oct_builder_leaf(reader->builder, OCT_THEMATIC_BREAK, reader->line);
    rule->attributes = html_kept_attributes(reader, element, attributes);
    reader->content++;
}

static void start_pre(html_reader *reader, const html_element *element,
                      html_attributes attributes) {
    oct_attributes *kept = html_kept_attributes(reader, element, attributes);
    if (reader->flat) {
        html_push_inline(reader, html_element_named("code"))->attributes = kept;
        return;
    }
    html_begin_block(reader);
    html_place(reader, OCT_CODE_BLOCK);
    reader->pre = oct_builder_leaf(reader->builder, OCT_CODE_BLOCK, reader->line);
    reader->pre->attributes = kept;
    reader->pre_begins = true;
    reader->content++;
    html_push_entry(reader, element);
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
    html_entry *entry = html_push_inline(reader, element);
    entry->attributes = kept;
    if (url.ptr)
        entry->url = html_copy(reader, oct_slice_trim(url));
    entry->title = title.len ? html_copy(reader, title) : (oct_slice){NULL, 0};
}

/* ---- Start -------------------------------------------------------------------------------- */

/* Code inside pre names the language. */
static void start_in_pre(html_reader *reader, const html_element *element,
                         html_attributes attributes) {
    reader->pre_begins = false;
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

static void start_void(html_reader *reader, const html_element *element,
                       html_attributes attributes) {
    switch (element->class) {
    case HTML_META:
        html_metadata(reader, attributes);
        break;
    case HTML_RULE:
        start_rule(reader, element, attributes);
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
        html_start_capture(reader, element, attributes);
        break;
    case HTML_SOFT:
        soft_start(reader, element);
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
        start_block(reader, element, attributes);
        break;
    case HTML_PARAGRAPH:
        start_paragraph(reader, element, attributes);
        break;
    case HTML_HEADING:
        start_heading(reader, element, attributes);
        break;
    case HTML_LIST:
        start_list(reader, element, attributes);
        break;
    case HTML_ITEM:
        start_item(reader, element, attributes);
        break;
    case HTML_TERM:
    case HTML_DEFINITION:
        start_definition(reader, element, attributes);
        break;
    case HTML_PRE:
        start_pre(reader, element, attributes);
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
        start_caption_of_figure(reader, element, attributes);
        break;
    default:
        start_inline_or_other(reader, element, attributes);
        break;
    }
}

void html_start(html_reader *reader, const char *name, html_attributes attributes) {
    if (reader->capture) {
        html_start_in_capture(reader, name, attributes);
        return;
    }
    const html_element *element = html_element_named(name);
    bool closed_dialog = strcmp(name, "dialog") == 0 && !html_attribute(attributes, "open").ptr;
    if (attributes && html_is_hidden(attributes) && element->class != HTML_PAGE &&
        element->class != HTML_META)
        html_skip(reader);
    else if (closed_dialog)
        html_skip(reader);
    else if (reader->pre)
        start_in_pre(reader, element, attributes);
    else
        start_element(reader, element, attributes);
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
            end_in_pre(reader, name);
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

/* Ends the innermost such element, unless a cell or the like lies between. */
static void end_element(html_reader *reader, const html_element *element, bool only_ended) {
    for (uint32_t i = reader->count; i; i--) {
        const html_entry *entry = &reader->entries[i - 1];
        if (entry->element == element && !entry->inert && (entry->level == 0 || !only_ended)) {
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

void html_stray_end(html_reader *reader, const char *name) {
    const html_element *element = html_element_named(name);
    if (!reader->capture && !reader->pre && element->class != HTML_UNKNOWN)
        end_element(reader, element, true);
}

void html_crossing_end(html_reader *reader, const char *name) {
    const html_element *element = html_element_named(name);
    if (!reader->capture && !reader->pre && element->flags & HTML_FORMATTING)
        end_element(reader, element, false);
}

void html_end_all(html_reader *reader) {
    if (reader->capture) {
        reader->level = reader->capture_level;
        html_end_in_capture(reader);
    }
    html_remove_entry(reader, 0, false);
    html_flush(reader);
    html_close_holder(reader);
}

/* ---- Holes -------------------------------------------------------------------------------- */

static bool is_holder(const oct_node *node) {
    return node->kind == OCT_PARAGRAPH || node->kind == OCT_HEADING ||
           node->kind == OCT_DEFINITION_TERM || node->kind == OCT_LINE;
}

/* Formatting, and a link, that is open around blocks of another format goes into each of them. */
static void format_blocks(html_reader *reader, oct_node *root) {
    oct_walk walk = oct_walk_begin(root);
    while (!oct_builder_failed(reader->builder) && oct_walk_next(&walk)) {
        if (!walk.entering || !is_holder(walk.node))
            continue;
        if (walk.node->first)
            html_wrap_holder(reader, walk.node);
        oct_walk_skip(&walk);
    }
}

static void hole_among_blocks(html_reader *reader, size_t index) {
    html_begin_block(reader);
    html_place(reader, OCT_DIV);
    oct_node *place = reader->builder->current, *before = place->last;
    reader->reading->hole(reader->reading->hole_user, index, reader->builder);
    reader->content++;
    if (!reader->inline_top)
        return;
    for (oct_node *node = before ? before->next : place->first; node; node = node->next)
        format_blocks(reader, node);
}

void html_hole(html_reader *reader, size_t index) {
    oct_reading *reading = reader->reading;
    if (!reading->hole || oct_builder_failed(reader->builder))
        return;
    if (reader->flat) {
        html_begin_node(reader);
        reading->hole(reading->hole_user, index, reader->builder);
    } else {
        hole_among_blocks(reader, index);
    }
    reader->builder->text_grows = false;
}
