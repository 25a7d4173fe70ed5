/* formats/html/tree - the open elements and the nodes that stand for them. See state.h. */
#include "formats/html/state.h"

#include "base/size.h"

enum {
    FIRST_ENTRIES = 64,
    MOST_GOING_ON = 8,   /* formatting elements that survive the end of the element around them */
    MOST_OF_ONE_KIND = 3 /* of these, of one name (HTML 13.2.4.3, the Noah's Ark clause) */
};

/* ---- The stack ---------------------------------------------------------------------------- */

static bool grow(html_reader *reader) {
    uint32_t capacity = reader->capacity ? reader->capacity * 2 : FIRST_ENTRIES;
    html_entry *entries =
        oct_reallocate(oct_context_allocator(reader->reading->context), reader->entries,
                       reader->capacity * sizeof *entries, capacity * sizeof *entries);
    if (!entries)
        return false;
    reader->entries = entries;
    reader->capacity = capacity;
    return true;
}

static bool has_room(html_reader *reader) {
    if (oct_builder_failed(reader->builder))
        return false;
    if (reader->count >= reader->builder->max_depth) {
        oct_builder_fail(reader->builder, OCT_BUILDER_TOO_DEEP, reader->line);
        return false;
    }
    if (reader->count < reader->capacity || grow(reader))
        return true;
    oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
    return false;
}

html_entry *html_push_entry(html_reader *reader, const html_element *element) {
    html_entry *entry = has_room(reader) ? &reader->entries[reader->count++] : &reader->scratch;
    *entry = (html_entry){
        .element = element,
        .level = reader->level,
        .line = reader->line,
        .block_below = reader->block_top,
        .inline_below = reader->inline_top,
        .base_below = reader->base,
    };
    return entry;
}

html_entry *html_push_inline(html_reader *reader, const html_element *element) {
    html_entry *entry = html_push_entry(reader, element);
    if (entry != &reader->scratch)
        reader->inline_top = reader->count;
    reader->codes += element->class == HTML_CODE;
    reader->quotes += element->class == HTML_QUOTE;
    reader->synced = false;
    return entry;
}

html_entry *html_push_block(html_reader *reader, const html_element *element) {
    html_entry *entry = html_push_entry(reader, element);
    if (entry != &reader->scratch)
        reader->block_top = reader->count;
    return entry;
}

static bool is_inline(const html_entry *entry) {
    if (entry->inert)
        return false;
    switch (html_class_of(entry)) {
    case HTML_INLINE:
    case HTML_SPAN:
    case HTML_LINK:
    case HTML_QUOTE:
    case HTML_CODE:
        return true;
    default: /* classes, not kinds: all others stand in the tree as blocks, or not at all */
        return false;
    }
}

static bool is_leaf_block(const html_entry *entry) {
    int class = html_class_of(entry);
    return class == HTML_PARAGRAPH || class == HTML_HEADING || class == HTML_TERM;
}

/* ---- Closing ------------------------------------------------------------------------------ */

static void close_through(html_reader *reader, oct_node *node) {
    oct_builder *builder = reader->builder;
    html_settle(reader);
    while (!oct_builder_failed(builder) && builder->current != node)
        oct_builder_close(builder, (oct_kind)builder->current->kind);
    oct_builder_close(builder, (oct_kind)node->kind);
}

void html_close_holder(html_reader *reader) {
    if (reader->flat) {
        html_soft_break(reader);
        return;
    }
    if (reader->holder) {
        close_through(reader, reader->holder);
        reader->holder = NULL;
        reader->generation++;
    }
    reader->synced = false;
    reader->at_start = true;
    reader->pending_space = false;
    reader->breaks = 0;
}

static bool says_nothing_when_empty(const oct_node *node) {
    oct_kind kind = (oct_kind)node->kind;
    return kind == OCT_DIV || kind == OCT_BULLET_LIST || kind == OCT_ORDERED_LIST ||
           kind == OCT_DEFINITION_LIST || kind == OCT_TABLE || kind == OCT_TABLE_HEAD ||
           kind == OCT_TABLE_BODY || kind == OCT_TABLE_FOOT || kind == OCT_FIGURE ||
           kind == OCT_CAPTION || kind == OCT_BLOCK_QUOTE;
}

static void close_container(html_reader *reader, const html_entry *entry) {
    oct_node *node = entry->node;
    html_close_holder(reader);
    close_through(reader, node);
    if (oct_builder_failed(reader->builder))
        return;
    if (node->kind == OCT_TABLE)
        html_finish_table(reader, entry);
    if (node->attributes && entry->element->class == HTML_LIST)
        html_nest_docs_list(node);
    if (node->parent && !node->first && says_nothing_when_empty(node) && !oct_node_id(node).len)
        oct_node_unlink(node);
}

static void close_inline(html_reader *reader, html_entry *entry) {
    if (entry->generation == reader->generation && entry->node)
        close_through(reader, entry->node);
    if (entry->element->class == HTML_CODE)
        html_settle(reader);
    entry->generation = 0;
    entry->node = NULL;
}

/* What the end of an element means for the tree. */
static void leave(html_reader *reader, html_entry *entry) {
    if (entry->inert) {
        return;
    } else if (entry->container) {
        close_container(reader, entry);
    } else if (is_inline(entry)) {
        if (!entry->opened && entry->attributes && entry->attributes->id.len)
            html_keep_anchor(reader, entry->attributes);
        close_inline(reader, entry);
    } else if (is_leaf_block(entry)) {
        if (!entry->opened && entry->attributes && entry->attributes->id.len)
            html_keep_anchor(reader, entry->attributes);
        html_close_holder(reader);
    } else if (entry->element->class == HTML_PRE) {
        html_pre_newline(reader);
        reader->pre = NULL;
    } else if (entry->element->class == HTML_MEDIA) {
        html_end_media(reader, entry);
    } else if (html_lines_only(reader)) {
        html_soft_break(reader);
    } else {
        html_close_holder(reader);
    }
}

static void pop(html_reader *reader) {
    const html_entry *entry = &reader->entries[reader->count - 1];
    reader->codes -= entry->element->class == HTML_CODE && !entry->inert;
    reader->quotes -= entry->element->class == HTML_QUOTE;
    reader->block_top = entry->block_below;
    reader->inline_top = entry->inline_below;
    reader->base = entry->base_below;
    reader->count--;
    if (reader->space_at > reader->count)
        reader->space_at = reader->count;
}

static uint32_t open_of_kind(const html_reader *reader, const html_element *element) {
    uint32_t found = 0;
    for (uint32_t i = reader->inline_top, steps = 0; i && steps < 64; steps++) {
        found += reader->entries[i - 1].element == element;
        i = reader->entries[i - 1].inline_below;
    }
    return found;
}

/* Puts an entry that was above a removed one on the stack again. */
static void go_on(html_reader *reader, const html_entry *kept) {
    if (open_of_kind(reader, kept->element) >= MOST_OF_ONE_KIND)
        return;
    html_entry *entry = html_push_inline(reader, kept->element);
    entry->attributes = kept->attributes;
    entry->url = kept->url;
    entry->title = kept->title;
    entry->level = kept->level;
    entry->opened = kept->opened;
}

void html_remove_entry(html_reader *reader, uint32_t index, bool formatting_goes_on) {
    html_entry kept[MOST_GOING_ON];
    size_t keeping = 0;
    while (reader->count > index) {
        html_entry *top = &reader->entries[reader->count - 1];
        if (formatting_goes_on && reader->count - 1 > index && keeping < MOST_GOING_ON &&
            top->element->flags & HTML_FORMATTING) {
            close_inline(reader, top);
            kept[keeping++] = *top;
        } else {
            leave(reader, top);
        }
        pop(reader);
    }
    while (reader->count && reader->entries[reader->count - 1].inert)
        pop(reader);
    while (keeping)
        go_on(reader, &kept[--keeping]);
}

/* Closes the nodes of the inlines from that index up; those above it open again with the next
 * text. */
static void close_inlines_from(html_reader *reader, uint32_t index) {
    for (uint32_t i = reader->inline_top; i > index; i = reader->entries[i - 1].inline_below)
        close_inline(reader, &reader->entries[i - 1]);
    reader->synced = false;
}

void html_end_formatting(html_reader *reader, uint32_t index) {
    if (reader->block_top <= index + 1) {
        html_remove_entry(reader, index, true);
        return;
    }
    html_entry *entry = &reader->entries[index];
    close_inlines_from(reader, index);
    reader->codes -= entry->element->class == HTML_CODE;
    entry->inert = true;
    entry->attributes = NULL;
    entry->level = 0;
}

/* ---- Where blocks go ---------------------------------------------------------------------- */

bool html_lines_only(const html_reader *reader) {
    const html_entry *block = html_innermost_block(reader);
    return reader->flat ||
           (block && (html_class_of(block) == HTML_HEADING || html_class_of(block) == HTML_TERM));
}

/* The node that may stand in parent and leads to one that accepts a node of kind. */
static oct_kind wrapper(oct_kind parent, oct_kind kind) {
    unsigned content = oct_kinds[parent].content, group = oct_kinds[kind].group;
    if (content & OCT_G_ITEM)
        return OCT_LIST_ITEM;
    if (content & OCT_G_DEFINITION)
        return OCT_DEFINITION;
    if (content & OCT_G_SECTION)
        return OCT_TABLE_BODY;
    if (content & OCT_G_ROW)
        return OCT_TABLE_ROW;
    if (content & OCT_G_CELL)
        return OCT_TABLE_CELL;
    if (group & OCT_G_DEFINITION)
        return OCT_DEFINITION_LIST;
    if (group & (OCT_G_SECTION | OCT_G_ROW | OCT_G_CELL))
        return OCT_TABLE;
    return OCT_BULLET_LIST;
}

/* Whether a node between current and base accepts kind, so that the implied ones can end. */
static bool accepted_further_out(const html_reader *reader, oct_kind kind) {
    oct_node *node = reader->builder->current;
    while (node != reader->base) {
        node = node->parent;
        if (!node)
            return false;
        if (oct_kind_accepts((oct_kind)node->kind, kind))
            return true;
    }
    return false;
}

/* A list directly in a list belongs to the item before it. */
static bool reopen_item(html_reader *reader, oct_kind kind) {
    oct_builder *builder = reader->builder;
    oct_node *last = oct_node_last(builder->current);
    bool list = kind == OCT_BULLET_LIST || kind == OCT_ORDERED_LIST;
    if (!list || !last || last->kind != OCT_LIST_ITEM)
        return false;
    builder->current = last;
    builder->depth++;
    builder->text_grows = false;
    return true;
}

static void mark_stray(html_reader *reader, oct_node *cell) {
    uint32_t table = html_open_table(reader);
    if (!table)
        return;
    cell->flags |= HTML_STRAY;
    reader->entries[table - 1].has_strays = true;
}

void html_place(html_reader *reader, oct_kind kind) {
    oct_builder *builder = reader->builder;
    while (!oct_builder_failed(builder) && !oct_builder_accepts(builder, kind)) {
        if (accepted_further_out(reader, kind)) {
            oct_builder_close(builder, (oct_kind)builder->current->kind);
        } else if (!reopen_item(reader, kind)) {
            oct_node *implied = oct_builder_open(
                builder, wrapper((oct_kind)builder->current->kind, kind), reader->line);
            if (implied->kind == OCT_BULLET_LIST || implied->kind == OCT_DEFINITION_LIST)
                implied->flags |= OCT_TIGHT;
            if (implied->kind == OCT_TABLE_CELL)
                mark_stray(reader, implied);
        }
    }
}

void html_begin_block(html_reader *reader) {
    html_entry *block = html_innermost_block(reader);
    if (block && html_class_of(block) == HTML_PARAGRAPH)
        html_remove_entry(reader, reader->block_top - 1, true);
    html_close_holder(reader);
}

static bool says_only_id(const oct_attributes *attributes) {
    return !attributes->class_count && !attributes->pair_count && !attributes->lang.len &&
           attributes->direction == OCT_DIR_NONE;
}

void html_give_attributes(html_reader *reader, oct_node *node, html_entry *entry) {
    oct_attributes *attributes = entry->attributes;
    if (attributes && entry->opened && attributes->id.len && says_only_id(attributes)) {
        entry->attributes = attributes = NULL;
    } else if (attributes && entry->opened && attributes->id.len) {
        oct_attributes *copy = OCT_ARENA_NEW(oct_builder_arena(reader->builder), oct_attributes);
        if (!copy) {
            oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
            return;
        }
        *copy = *attributes;
        copy->id = (oct_slice){NULL, 0};
        entry->attributes = attributes = copy;
    }
    node->attributes = attributes;
    entry->opened = true;
}

html_entry *html_open_block(html_reader *reader, const html_element *element, oct_kind kind,
                            html_attributes attributes) {
    html_place(reader, kind);
    oct_node *node = oct_builder_open(reader->builder, kind, reader->line);
    html_entry *entry = html_push_block(reader, element);
    entry->container = true;
    entry->node = node;
    entry->attributes = html_kept_attributes(reader, element, attributes);
    html_give_attributes(reader, node, entry);
    if (kind == OCT_DIV)
        node->as.role = element->role;
    reader->base = node;
    reader->content++;
    return entry;
}
