/* text/containers - the quotes and lists around blocks: kept in a stack of their own, so that
 * nothing depends on how deep they nest. See building.h. */
#include "formats/text/building.h"

/* ---- Quotes and items -------------------------------------------------------------------------
 */

static void close_entry(text_building *b) {
    text_entry *top = &b->entries[--b->count];
    if (top->kind == TEXT_ENTRY_LIST) {
        bool terms = top->list->kind == OCT_DEFINITION_LIST;
        oct_builder_close(b->builder, terms ? OCT_DEFINITION : OCT_LIST_ITEM);
        oct_builder_close(b->builder, (oct_kind)top->list->kind);
    } else {
        oct_builder_close(b->builder, OCT_BLOCK_QUOTE);
    }
}

void text_close_to(text_building *b, size_t count) {
    while (b->count > count)
        close_entry(b);
}

static size_t quotes_open(const text_building *b) {
    size_t quotes = 0;
    for (size_t i = 0; i < b->count; i++)
        quotes += b->entries[i].kind == TEXT_ENTRY_QUOTE;
    return quotes;
}

/* The column that decides which items a line is in: paragraphs whose first line only is indented,
 * and what stands out from the text around it, are in none. */
static uint32_t column_of(const text_line *line) {
    text_class class = text_class_of(line);
    bool outside = class == TEXT_PARAGRAPH
                       ? line->reason != TEXT_BY_UNDER_ITEM
                       : class == TEXT_QUOTE || line->reason == TEXT_BY_INDENTED_VERSE;
    return outside ? 0 : line->indent;
}

/* How many entries stay open around a line: items that it is indented under, and quotes whose signs
 * it has. Lists outside of a quote go by the columns before its first sign. */
static size_t entries_around(const text_building *b, const text_line *line) {
    size_t quotes = 0, i = 0;
    for (; i < b->count; i++) {
        const text_entry *e = &b->entries[i];
        uint32_t indent = quotes == 0 && line->quotes ? line->outer : column_of(line);
        if (e->kind == TEXT_ENTRY_QUOTE ? quotes == line->quotes : indent <= e->mark)
            break;
        quotes += e->kind == TEXT_ENTRY_QUOTE;
    }
    return i;
}

static void open_quotes(text_building *b, const text_line *line) {
    for (size_t quotes = quotes_open(b); quotes < line->quotes && b->count < TEXT_MOST_ENTRIES;
         quotes++) {
        oct_builder_open(b->builder, OCT_BLOCK_QUOTE, line->number);
        b->entries[b->count++] = (text_entry){.kind = TEXT_ENTRY_QUOTE};
    }
}

/* A further block in an item that began with a blank line before it makes its list loose. */
static void note_block(text_building *b, const text_line *line) {
    for (size_t i = 0; i < b->count; i++)
        if (b->entries[i].kind == TEXT_ENTRY_LIST && i + 1 == b->count) {
            if (b->entries[i].blocks && line->blanks)
                b->entries[i].list->flags &= (uint8_t)~OCT_TIGHT;
            b->entries[i].blocks++;
        }
}

/* Opens and closes what must be so that a block of this line can be built. */
void text_place(text_building *b, const text_line *line) {
    size_t around = entries_around(b, line);
    if (text_class_of(line) == TEXT_HEADING) {
        text_close_to(b, 0);
        around = 0;
    }
    text_close_to(b, around);
    open_quotes(b, line);
    note_block(b, line);
}

/* ---- Items ------------------------------------------------------------------------------------
 */

static bool same_list(const text_entry *e, const text_line *line, const text_marker *marker) {
    const text_marker *last = &e->marker;
    if (marker->bullet)
        return last->bullet && e->sign == line->text.ptr[0];
    if (!last->number || last->delimiter != marker->delimiter)
        return false;
    bool decimal = marker->style == OCT_LIST_DECIMAL;
    if (decimal != (last->style == OCT_LIST_DECIMAL))
        return false;
    if (decimal)
        return marker->value > last->value || marker->value == 1;
    return (marker->value && marker->value == last->value + 1) ||
           (marker->roman && marker->roman == last->roman + 1);
}

/* A sign of a lower level than that of the list at the same column: a list in its last item. */
static bool is_lower_sign(const text_entry *e, const text_marker *marker) {
    return marker->bullet && e->marker.bullet && e->marker.rank && marker->rank > e->marker.rank;
}

/* How many entries stay around an item, that of its own list included. */
static size_t entries_around_item(const text_building *b, const text_line *line,
                                  const text_marker *marker, bool *same) {
    size_t around = entries_around(b, line);
    *same = false;
    while (around < b->count && b->entries[around].kind == TEXT_ENTRY_LIST) {
        const text_entry *e = &b->entries[around];
        bool level = line->indent == e->mark || line->indent + marker->bytes == e->content;
        if (level && is_lower_sign(e, marker)) {
            around++;
            continue;
        }
        *same = level && same_list(e, line, marker);
        break;
    }
    /* A number that is set to the right may be one column further in than its list. */
    if (!*same && around > 0 && b->entries[around - 1].kind == TEXT_ENTRY_LIST) {
        const text_entry *e = &b->entries[around - 1];
        if (line->indent + marker->bytes == e->content && marker->number &&
            same_list(e, line, marker)) {
            *same = true;
            around--;
        }
    }
    return around;
}

static int32_t value_of(const text_marker *marker) {
    bool roman = marker->style == OCT_LIST_LOWER_ROMAN || marker->style == OCT_LIST_UPPER_ROMAN;
    return roman ? marker->roman : marker->value;
}

/* A letter that may be Roman is, when it is the first of its list and means 1. */
static void settle_style(text_marker *marker, const text_marker *last) {
    bool first_roman = !last && marker->either && marker->roman == 1;
    bool goes_on = last && marker->either &&
                   (last->style == OCT_LIST_LOWER_ROMAN || last->style == OCT_LIST_UPPER_ROMAN);
    if (first_roman || goes_on)
        marker->style =
            marker->style == OCT_LIST_UPPER_ALPHA ? OCT_LIST_UPPER_ROMAN : OCT_LIST_LOWER_ROMAN;
}

static void open_list(text_building *b, const text_line *line, const text_marker *marker) {
    oct_kind kind = marker->bullet ? OCT_BULLET_LIST : OCT_ORDERED_LIST;
    oct_node *list = oct_builder_open(b->builder, kind, line->number);
    list->flags |= OCT_TIGHT;
    if (kind == OCT_ORDERED_LIST) {
        list->as.list.start = value_of(marker);
        list->as.list.style = marker->style;
        list->as.list.delimiter = marker->delimiter;
    }
    b->entries[b->count++] =
        (text_entry){.kind = TEXT_ENTRY_LIST, .list = list, .sign = line->text.ptr[0]};
}

static void open_item(text_building *b, const text_line *line, const text_marker *marker,
                      bool same) {
    text_entry *e = &b->entries[b->count - 1];
    int32_t expected = same ? value_of(&e->marker) + 1 : value_of(marker);
    if (same && line->blanks)
        e->list->flags &= (uint8_t)~OCT_TIGHT;
    oct_node *item = oct_builder_open(b->builder, OCT_LIST_ITEM, line->number);
    item->as.item.task = marker->task;
    if (marker->number && value_of(marker) != expected) {
        item->as.item.value = value_of(marker);
        item->as.item.has_value = true;
    }
    e->mark = line->indent;
    e->content = line->indent + marker->bytes;
    e->marker = *marker;
    e->blocks = 1;
}

bool text_open_item(text_building *b, const text_line *line, text_marker *marker) {
    bool same;
    size_t around = entries_around_item(b, line, marker, &same);
    text_close_to(b, around + same);
    open_quotes(b, line);
    same = same && b->count == around + 1;
    settle_style(marker, same ? &b->entries[around].marker : NULL);
    if (!same && b->count == TEXT_MOST_ENTRIES)
        return false;
    if (same) {
        oct_builder_close(b->builder, OCT_LIST_ITEM);
    } else {
        note_block(b, line);
        open_list(b, line, marker);
    }
    open_item(b, line, marker, same);
    return true;
}

/* ---- Terms ------------------------------------------------------------------------------------
 */

bool text_open_term(text_building *b, const text_line *line, uint32_t content) {
    size_t around = entries_around(b, line);
    bool same = around < b->count && b->entries[around].kind == TEXT_ENTRY_LIST &&
                b->entries[around].list->kind == OCT_DEFINITION_LIST &&
                b->entries[around].mark == line->indent;
    text_close_to(b, around + same);
    open_quotes(b, line);
    same = same && b->count == around + 1;
    if (!same && b->count == TEXT_MOST_ENTRIES)
        return false;
    if (same) {
        oct_builder_close(b->builder, OCT_DEFINITION);
    } else {
        note_block(b, line);
        oct_node *list = oct_builder_open(b->builder, OCT_DEFINITION_LIST, line->number);
        list->flags |= OCT_TIGHT;
        b->entries[b->count++] = (text_entry){.kind = TEXT_ENTRY_LIST, .list = list};
    }
    text_entry *e = &b->entries[b->count - 1];
    if (same && line->blanks)
        e->list->flags &= (uint8_t)~OCT_TIGHT;
    e->mark = line->indent;
    e->content = content;
    e->blocks = 1;
    oct_builder_open(b->builder, OCT_DEFINITION_TERM, line->number);
    return true;
}
