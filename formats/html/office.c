/* formats/html/office - HTML that Word and Google Docs write: lists that are paragraphs, or lists
 * that do not nest. See state.h. */
#include "formats/html/state.h"

enum { DEEPEST_LEVEL = 9 };

/* What Word's paragraphs stand for; no tag begins or ends these. */
static const html_element list_element = {"", HTML_LIST, OCT_BULLET_LIST, 0, 0};
static const html_element item_element = {"", HTML_ITEM, OCT_LIST_ITEM, 0, 0};
static const html_element text_element = {"p", HTML_SOFT, OCT_DOCUMENT, 0, 0};
static const html_element marker_element = {"", HTML_OFFICE_MARKER, OCT_DOCUMENT, 0, 0};

/* What is said behind "mso-list:"; empty when nothing is. */
static oct_slice mso_list(html_attributes attributes) {
    oct_slice style = html_attribute(attributes, "style");
    size_t at = style.len ? oct_slice_find(style, OCT_S("mso-list:")) : 0;
    oct_slice value = oct_slice_from(style, at + sizeof "mso-list:" - 1);
    return oct_slice_trim(oct_slice_head(value, oct_slice_find_byte(value, ';')));
}

/* The level of "l0 level2 lfo1"; 0 when there is none. */
static size_t level_of(oct_slice value) {
    oct_slice word;
    while (oct_slice_next_word(&value, &word))
        if (oct_slice_starts(word, OCT_S("level"))) {
            int64_t level = html_number(oct_slice_from(word, 5), 0);
            return level < 0 ? 0 : level > DEEPEST_LEVEL ? DEEPEST_LEVEL : (size_t)level;
        }
    return 0;
}

static bool is_ours(const html_entry *entry) {
    return entry->element == &list_element || entry->element == &item_element;
}

/* How many of Word's lists are open innermost. */
static size_t open_lists(const html_reader *reader) {
    size_t count = 0;
    for (uint32_t i = reader->block_top; i; i = reader->entries[i - 1].block_below) {
        if (!is_ours(&reader->entries[i - 1]))
            break;
        count += reader->entries[i - 1].element == &list_element;
    }
    return count;
}

/* Ends the innermost open element of Word's lists, and what is open in it. */
static void end_innermost(html_reader *reader) {
    html_remove_entry(reader, reader->block_top - 1, true);
}

void html_end_office_lists(html_reader *reader) {
    while (reader->block_top && is_ours(&reader->entries[reader->block_top - 1]))
        end_innermost(reader);
    reader->in_office_list = false;
}

static void open_ours(html_reader *reader, const html_element *element) {
    html_open_block(reader, element, (oct_kind)element->kind, NULL)->level = 0;
    if (element == &list_element)
        reader->base->flags |= OCT_TIGHT;
}

static void start_item(html_reader *reader, size_t level) {
    html_begin_block(reader);
    size_t open = open_lists(reader);
    while (open > level) {
        end_innermost(reader); /* the item */
        end_innermost(reader);
        open--;
    }
    if (open == level)
        end_innermost(reader);
    for (; open < level && !oct_builder_failed(reader->builder); open++) {
        open_ours(reader, &list_element);
        if (open + 1 < level)
            open_ours(reader, &item_element);
    }
    open_ours(reader, &item_element);
    html_push_entry(reader, &text_element);
    reader->in_office_list = true;
}

bool html_start_office(html_reader *reader, const html_element *element,
                       html_attributes attributes) {
    oct_slice list = mso_list(attributes);
    if (!list.len || html_lines_only(reader) || reader->pre)
        return false;
    if (element->class == HTML_SPAN && oct_slice_equal_nocase(list, OCT_S("ignore"))) {
        html_start_capture(reader, &marker_element, attributes);
        return true;
    }
    size_t level = element->class == HTML_PARAGRAPH ? level_of(list) : 0;
    if (level)
        start_item(reader, level);
    return level != 0;
}

/* ---- What stands before an item ------------------------------------------------------------ */

static oct_list_style style_of(char first) {
    if (oct_is_digit(first))
        return OCT_LIST_DECIMAL;
    if (first == 'i' || first == 'v' || first == 'x')
        return OCT_LIST_LOWER_ROMAN;
    if (first == 'I' || first == 'V' || first == 'X')
        return OCT_LIST_UPPER_ROMAN;
    return first >= 'a' ? OCT_LIST_LOWER_ALPHA : OCT_LIST_UPPER_ALPHA;
}

/* "1.", "a)", "(iv)": a letter or a number with a sign, where a lone "o" is a bullet. */
static void number_list(oct_node *list, oct_slice marker) {
    bool both = oct_slice_starts(marker, OCT_S("("));
    marker = oct_slice_from(marker, both ? 1 : 0);
    if (marker.len < 2 || !oct_is_alnum(marker.ptr[0]))
        return;
    char sign = marker.ptr[marker.len - 1];
    list->kind = OCT_ORDERED_LIST;
    list->as.list.style = (uint8_t)style_of(marker.ptr[0]);
    list->as.list.delimiter = both          ? OCT_DELIM_PARENS
                              : sign == ')' ? OCT_DELIM_PAREN
                                            : OCT_DELIM_PERIOD;
    int64_t number = html_number(marker, 1);
    list->as.list.start = number < INT32_MAX ? (int32_t)number : 1;
}

void html_office_marker(html_reader *reader, oct_slice text) {
    const html_entry *item = html_innermost_block(reader);
    if (oct_builder_failed(reader->builder) || !item || item->element != &item_element)
        return;
    oct_node *list = item->node->parent;
    for (;;) { /* a bullet, or a number, then no-break spaces */
        text = oct_slice_trim(text);
        if (!oct_slice_ends(text, OCT_S("\xC2\xA0")))
            break;
        text.len -= 2;
    }
    if (list && list->kind == OCT_BULLET_LIST && list->first == item->node)
        number_list(list, text);
}

/* ---- o:p ----------------------------------------------------------------------------------- */

/* Word marks the ends of paragraphs with this; only when it holds words they are put. */
void html_office_text(html_reader *reader, oct_slice text) {
    oct_slice rest = text;
    while (rest.len && (oct_is_space(rest.ptr[0]) || oct_slice_starts(rest, OCT_S("\xC2\xA0"))))
        rest = oct_slice_from(rest, oct_is_space(rest.ptr[0]) ? 1 : 2);
    if (rest.len)
        html_text(reader, text);
}

/* ---- Google Docs --------------------------------------------------------------------------- */

/* The level of a list by its class "lst-kix_abc-1"; -1 when it has none. */
static int64_t docs_level(const oct_node *list) {
    const oct_attributes *attributes = list->attributes;
    if (list->kind != OCT_BULLET_LIST && list->kind != OCT_ORDERED_LIST)
        return -1;
    for (uint32_t i = 0; attributes && i < attributes->class_count; i++) {
        oct_slice name = attributes->classes[i];
        if (!oct_slice_starts(name, OCT_S("lst-kix_")))
            continue;
        size_t dash = name.len;
        while (dash && name.ptr[dash - 1] != '-')
            dash--;
        return html_number(oct_slice_from(name, dash), -1);
    }
    return -1;
}

/* A list of a deeper level than the one before it belongs into that one's last item; one of the
 * same level that does not start anew goes on with it. */
void html_nest_docs_list(oct_node *list) {
    int64_t level = docs_level(list);
    oct_node *before = level >= 0 ? oct_node_before(list) : NULL, *item = NULL;
    for (int64_t i = 0; before && i < DEEPEST_LEVEL; i++) {
        int64_t outer = docs_level(before);
        if (outer == level && before->kind == list->kind && list->first &&
            !oct_node_has_class(list, "start")) {
            oct_node_move_range(before, list->first, oct_node_last(list));
            oct_node_unlink(list);
            return;
        }
        if (outer < 0 || outer >= level || !oct_node_last(before))
            break;
        item = oct_node_last(before);
        before = oct_node_last(item);
    }
    if (!item)
        return;
    oct_node_unlink(list);
    oct_node_append(item, list);
}
