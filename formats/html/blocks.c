/* formats/html/blocks - the start tags of blocks: paragraphs, headings, lists and so on (HTML
 * 13.2.6.4.7). See state.h. */
#include "formats/html/state.h"

/* ---- Blocks ------------------------------------------------------------------------------- */

/* Begins a block that is no node of its own here. */
void html_soft_start(html_reader *reader, const html_element *element) {
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

static void start_table(html_reader *reader, const html_element *element,
                        html_attributes attributes) {
    uint32_t outer = html_open_table(reader);
    if (outer)
        reader->entries[outer - 1].around_table = true;
    html_open_block(reader, element, OCT_TABLE, attributes)->borderless =
        html_is_borderless(attributes);
}

/* Which landmark a div is, and which language the code in it is in: highlighters put that there. */
static void look_at_div(html_reader *reader, html_entry *entry, html_attributes attributes) {
    if (entry->node->as.role == OCT_ROLE_NONE)
        entry->node->as.role = (uint8_t)html_landmark(html_attribute(attributes, "role"));
    oct_slice language = html_language_of(html_attribute(attributes, "class"));
    if (language.len)
        entry->title = html_copy(reader, language);
}

void html_start_block(html_reader *reader, const html_element *element,
                      html_attributes attributes) {
    if (only_lines(reader, element)) {
        html_soft_start(reader, element);
        return;
    }
    html_begin_block(reader);
    if (element->class == HTML_TABLE) {
        start_table(reader, element, attributes);
        return;
    }
    html_entry *entry = html_open_block(reader, element, (oct_kind)element->kind, attributes);
    if (attributes && element->kind == OCT_DIV)
        look_at_div(reader, entry, attributes);
    if (element->kind == OCT_DEFINITION_LIST)
        reader->base->flags |= OCT_TIGHT;
}

void html_start_paragraph(html_reader *reader, const html_element *element,
                          html_attributes attributes) {
    if (html_lines_only(reader)) {
        html_soft_start(reader, element);
        return;
    }
    html_begin_block(reader);
    html_push_block(reader, element)->attributes =
        html_kept_attributes(reader, element, attributes);
}

void html_start_heading(html_reader *reader, const html_element *element,
                        html_attributes attributes) {
    html_begin_block(reader);
    const html_entry *block = html_innermost_block(reader);
    if (block && html_class_of(block) == HTML_HEADING)
        html_remove_entry(reader, reader->block_top - 1, true);
    if (html_lines_only(reader))
        html_soft_start(reader, element);
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

void html_start_list(html_reader *reader, const html_element *element, html_attributes attributes) {
    if (reader->flat) {
        html_soft_start(reader, element);
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

void html_start_item(html_reader *reader, const html_element *element, html_attributes attributes) {
    if (reader->flat) {
        html_soft_start(reader, element);
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

void html_start_definition(html_reader *reader, const html_element *element,
                           html_attributes attributes) {
    if (reader->flat) {
        html_soft_start(reader, element);
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

void html_start_figure_caption(html_reader *reader, const html_element *element,
                               html_attributes attributes) {
    html_entry *figure = html_innermost_block(reader);
    if (only_lines(reader, element)) {
        html_soft_start(reader, element);
        return;
    }
    html_begin_block(reader);
    figure = html_innermost_block(reader);
    bool first = figure && figure->node && figure->node->kind == OCT_FIGURE && !figure->count++;
    if (first)
        html_place(reader, OCT_CAPTION);
    html_open_block(reader, element, first ? OCT_CAPTION : OCT_DIV, attributes);
}

void html_start_rule(html_reader *reader, const html_element *element, html_attributes attributes) {
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

enum { MOST_AROUND = 4 }; /* elements around code in which its language is looked for */

static void take_language_around(html_reader *reader, oct_node *code) {
    uint32_t i = reader->block_top;
    for (int steps = 0; i && steps < MOST_AROUND; steps++, i = reader->entries[i - 1].block_below) {
        const html_entry *entry = &reader->entries[i - 1];
        if (html_class_of(entry) != HTML_BLOCK || !entry->title.len)
            continue;
        if (!oct_node_add_class(code, oct_builder_arena(reader->builder), entry->title))
            oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
        return;
    }
}

void html_start_pre(html_reader *reader, const html_element *element, html_attributes attributes) {
    if (attributes && html_is_line_number(attributes)) {
        html_skip(reader);
        return;
    }
    oct_attributes *kept = html_kept_attributes(reader, element, attributes);
    if (reader->flat) {
        html_push_inline(reader, html_element_named("code"))->attributes = kept;
        return;
    }
    html_begin_block(reader);
    html_place(reader, OCT_CODE_BLOCK);
    reader->pre = oct_builder_leaf(reader->builder, OCT_CODE_BLOCK, reader->line);
    reader->pre->attributes = kept;
    if (!kept || !kept->class_count)
        take_language_around(reader, reader->pre);
    reader->pre_begins = true;
    reader->content++;
    html_push_entry(reader, element);
}
