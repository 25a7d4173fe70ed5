/* formats/html/text - text and the white space around it, as a browser would show it (CSS Text 3,
 * 4.1), and the inline nodes around it. See state.h. */
#include "formats/html/state.h"

#include "base/block.h"

enum { MOST_INLINES = 64 }; /* formatting elements that are opened around one text */

struct html_anchor {
    struct html_anchor *next;
    oct_attributes *attributes;
};

/* ---- The place for a text ----------------------------------------------------------------- */

/* An explicit p in an item makes its list a loose one. */
static void loosen_list(const oct_node *paragraph) {
    oct_node *item = paragraph->parent;
    if (item && (item->kind == OCT_LIST_ITEM || item->kind == OCT_DEFINITION) && item->parent)
        item->parent->flags &= (uint8_t)~OCT_TIGHT;
}

static void open_holder(html_reader *reader) {
    html_entry *block = html_innermost_block(reader);
    int class = block ? html_class_of(block) : HTML_UNKNOWN;
    bool own = class == HTML_PARAGRAPH || class == HTML_HEADING || class == HTML_TERM;
    oct_kind kind = own ? (oct_kind)block->element->kind : OCT_PARAGRAPH;
    html_place(reader, kind);
    oct_node *node = oct_builder_open(reader->builder, kind, own ? block->line : reader->line);
    if (own)
        html_give_attributes(reader, node, block);
    if (kind == OCT_HEADING)
        node->as.level = block->element->role;
    if (class == HTML_PARAGRAPH)
        loosen_list(node);
    reader->holder = node;
    reader->at_start = true;
}

static const html_entry *innermost_code(const html_reader *reader) {
    for (uint32_t i = reader->inline_top; i; i = reader->entries[i - 1].inline_below)
        if (html_class_of(&reader->entries[i - 1]) == HTML_CODE && !reader->entries[i - 1].inert)
            return &reader->entries[i - 1];
    return NULL;
}

void html_settle(html_reader *reader) {
    oct_slice text = oct_buffer_view(&reader->run);
    if (!text.len)
        return;
    if (reader->run_is_code) {
        oct_node *code = oct_builder_leaf(reader->builder, OCT_CODE, reader->run_line);
        code->attributes = reader->run_attributes;
        code->as.text = oct_builder_copy(reader->builder, text);
    } else {
        oct_builder_text(reader->builder, text, reader->run_line);
    }
    reader->run.len = 0;
}

static void put_run(html_reader *reader, oct_slice text, bool is_code) {
    if (reader->run.len && reader->run_is_code != is_code)
        html_settle(reader);
    if (!reader->run.len) {
        const html_entry *code = is_code ? innermost_code(reader) : NULL;
        reader->run_line = reader->line;
        reader->run_is_code = is_code;
        reader->run_attributes = code ? code->attributes : NULL;
    }
    oct_buffer_slice(&reader->run, text);
    if (reader->run.failed)
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
}

static bool is_open_already(const html_reader *reader, oct_kind kind) {
    for (const oct_node *node = reader->builder->current; node != reader->holder && node;
         node = node->parent)
        if (node->kind == kind && !node->attributes)
            return true;
    return false;
}

static void fill_in(html_reader *reader, oct_node *node, const html_entry *entry) {
    if (node->kind == OCT_LINK) {
        node->as.link->url = entry->url;
        node->as.link->title = entry->title;
    } else if (node->kind == OCT_SPAN) {
        node->as.role = entry->element->role;
    } else if (node->kind == OCT_QUOTED && reader->quotes % 2 == 0) {
        node->flags |= OCT_SINGLE;
    }
}

/* Of a link without a destination nothing but its attributes is left. */
static oct_kind kind_of(const html_entry *entry) {
    oct_kind kind = (oct_kind)entry->element->kind;
    return kind == OCT_LINK && !entry->url.ptr ? OCT_SPAN : kind;
}

/* Twice the same emphasis is shown as one; a span that says nothing, and a link around a link, are
 * not shown. */
static bool needs_node(const html_reader *reader, const html_entry *entry, bool link_inside) {
    oct_kind kind = kind_of(entry);
    bool bare = !entry->attributes;
    if (entry->inert)
        return false;
    switch (html_class_of(entry)) {
    case HTML_CODE:
        return false;
    case HTML_LINK:
        return (kind == OCT_LINK && !link_inside) || !bare;
    case HTML_SPAN:
        return !bare || entry->element->role != OCT_ROLE_NONE;
    case HTML_INLINE:
        return !bare || kind == OCT_SUPERSCRIPT || kind == OCT_SUBSCRIPT ||
               !is_open_already(reader, kind);
    default:
        return true;
    }
}

static void open_inline(html_reader *reader, uint32_t index, bool link_inside) {
    html_entry *entry = &reader->entries[index];
    entry->generation = reader->generation;
    entry->node = NULL;
    if (reader->pending_space && index >= reader->space_at) {
        put_run(reader, OCT_S(" "), false);
        reader->pending_space = false;
    }
    if (!needs_node(reader, entry, link_inside))
        return;
    html_settle(reader);
    oct_kind kind = kind_of(entry) == OCT_LINK && link_inside ? OCT_SPAN : kind_of(entry);
    oct_node *node = oct_builder_open(reader->builder, kind, entry->line);
    html_give_attributes(reader, node, entry);
    fill_in(reader, node, entry);
    if (kind == OCT_SPAN && html_class_of(entry) == HTML_LINK)
        node->as.role = OCT_ROLE_NONE;
    entry->node = node;
}

/* Opens the inline elements that are not open in this holder, the outermost first. */
static void open_inlines(html_reader *reader) {
    uint32_t waiting[MOST_INLINES];
    bool link_inside[MOST_INLINES], link = false;
    size_t count = 0;
    for (uint32_t i = reader->inline_top; i && count < MOST_INLINES;) {
        const html_entry *entry = &reader->entries[i - 1];
        if (entry->generation == reader->generation)
            break;
        waiting[count] = i - 1;
        link_inside[count++] = link;
        link |= html_class_of(entry) == HTML_LINK && entry->url.ptr && !entry->inert;
        i = entry->inline_below;
    }
    while (count--)
        open_inline(reader, waiting[count], link_inside[count]);
}

static void put_breaks(html_reader *reader) {
    if (reader->breaks)
        html_settle(reader);
    for (; reader->breaks && !oct_builder_failed(reader->builder); reader->breaks--)
        oct_builder_leaf(reader->builder, OCT_LINE_BREAK, reader->line);
}

static void put_anchors(html_reader *reader) {
    struct html_anchor *in_order = NULL;
    if (reader->anchors)
        html_settle(reader);
    while (reader->anchors) {
        struct html_anchor *next = reader->anchors->next;
        reader->anchors->next = in_order;
        in_order = reader->anchors;
        reader->anchors = next;
    }
    for (; in_order; in_order = in_order->next) {
        oct_node *span = oct_builder_leaf(reader->builder, OCT_SPAN, reader->line);
        span->attributes = in_order->attributes;
    }
}

void html_need_inline(html_reader *reader) {
    if (reader->synced)
        return;
    if (!reader->holder)
        open_holder(reader);
    put_breaks(reader);
    put_anchors(reader);
    open_inlines(reader);
    reader->synced = true;
}

void html_wrap_holder(html_reader *reader, oct_node *holder) {
    oct_builder *builder = reader->builder;
    oct_node *first = holder->first, *last = oct_node_last(holder), *place = builder->current;
    uint32_t depth = builder->depth;
    builder->current = reader->holder = holder;
    builder->depth++;
    builder->text_grows = false;
    reader->generation++;
    reader->synced = false;
    html_need_inline(reader);
    if (builder->current != holder)
        oct_node_move_range(builder->current, first, last);
    builder->current = place;
    builder->depth = depth;
    reader->holder = NULL;
    reader->generation++;
    reader->synced = false;
}

/* ---- Text --------------------------------------------------------------------------------- */

static void append_to(html_reader *reader, oct_node *node, oct_slice text) {
    if (oct_builder_failed(reader->builder) || !text.len)
        return;
    oct_slice whole = oct_arena_append(oct_builder_arena(reader->builder), node->as.text, text);
    if (whole.ptr)
        node->as.text = whole;
    else
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
}

void html_begin_inline(html_reader *reader) {
    html_need_inline(reader);
    if (reader->pending_space)
        put_run(reader, OCT_S(" "), reader->codes != 0);
    reader->pending_space = false;
    reader->at_start = false;
    reader->content++;
}

void html_begin_node(html_reader *reader) {
    html_begin_inline(reader);
    html_settle(reader);
}

void html_put(html_reader *reader, oct_slice text) {
    if (!text.len)
        return;
    if (reader->pre) {
        append_to(reader, reader->pre, text);
        return;
    }
    html_begin_inline(reader);
    put_run(reader, text, reader->codes != 0);
}

void html_space(html_reader *reader) {
    if (reader->at_start || reader->pending_space)
        return;
    reader->pending_space = true;
    reader->space_at = reader->count;
}

static bool is_white(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* Past whole blocks of words with single spaces between; at most up to the last byte but one. */
static size_t plain_blocks(oct_slice text) {
    size_t at = 0;
    for (; text.len - at > OCT_BLOCK_SIZE; at += OCT_BLOCK_SIZE) {
        oct_block bytes = oct_block_at(text.ptr + at), next = oct_block_at(text.ptr + at + 1);
        oct_block spaces = oct_block_equal(bytes, ' ');
        if (oct_block_any(oct_block_below(bytes, ' ') | (spaces & oct_block_below(next, '!'))))
            break;
    }
    return at;
}

/* The length of the text at the front that needs no change: words with single spaces between. */
static size_t plain_run(oct_slice text) {
    size_t at = plain_blocks(text);
    while (at < text.len) {
        if (!is_white(text.ptr[at]))
            at++;
        else if (text.ptr[at] == ' ' && at + 1 < text.len && !is_white(text.ptr[at + 1]))
            at += 2;
        else
            break;
    }
    return at;
}

static void collapse(html_reader *reader, oct_slice text) {
    while (text.len) {
        size_t white = 0;
        while (white < text.len && is_white(text.ptr[white]))
            white++;
        if (white)
            html_space(reader);
        text = oct_slice_from(text, white);
        size_t run = plain_run(text);
        html_put(reader, oct_slice_head(text, run));
        text = oct_slice_from(text, run);
    }
}

void html_text(html_reader *reader, oct_slice text) {
    if (!reader->pre) {
        collapse(reader, text);
        return;
    }
    /* A newline right behind the start tag is not content (HTML 13.1.2.5). */
    if (reader->pre_begins && oct_slice_starts(text, OCT_S("\n")))
        text = oct_slice_from(text, 1);
    reader->pre_begins = false;
    append_to(reader, reader->pre, text);
}

/* ---- Breaks and anchors ------------------------------------------------------------------- */

void html_line_break(html_reader *reader) {
    if (reader->pre) {
        append_to(reader, reader->pre, OCT_S("\n"));
        return;
    }
    if (!reader->holder)
        return;
    reader->breaks++;
    reader->pending_space = false;
    reader->at_start = true;
    reader->synced = false;
}

void html_soft_break(html_reader *reader) {
    if (reader->holder && !reader->at_start)
        html_line_break(reader);
}

void html_pre_newline(html_reader *reader) {
    oct_slice text = reader->pre ? reader->pre->as.text : (oct_slice){NULL, 0};
    if (text.len && text.ptr[text.len - 1] != '\n')
        append_to(reader, reader->pre, OCT_S("\n"));
}

void html_keep_anchor(html_reader *reader, oct_attributes *attributes) {
    struct html_anchor *anchor =
        OCT_ARENA_NEW(oct_builder_arena(reader->builder), struct html_anchor);
    if (!anchor) {
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
        return;
    }
    *anchor = (struct html_anchor){reader->anchors, attributes};
    reader->anchors = anchor;
    reader->synced = false;
}

void html_flush(html_reader *reader) {
    if (reader->anchors)
        html_need_inline(reader);
    if (reader->flat && reader->holder) {
        put_breaks(reader);
        if (reader->pending_space)
            put_run(reader, OCT_S(" "), false);
    }
    reader->pending_space = false;
    html_settle(reader);
}
