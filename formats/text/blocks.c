/* text/blocks - from lines that know what they are to the blocks of the tree. What is open around
 * the next block is kept in a stack of its own: quotes by their signs, list items by their columns.
 * See text.h. */
#include "formats/text/notes.h"

typedef enum entry_kind { QUOTE, LIST } entry_kind;

/* Something open that blocks may go into. */
typedef struct entry {
    entry_kind kind;
    uint32_t mark, content; /* of a list: the columns of its marks and of the text behind them */
    text_marker marker;     /* of its last item */
    char sign;              /* of a list of bullets */
    oct_node *list;
    size_t blocks; /* in the open item */
} entry;

enum {
    MOST_ENTRIES = 160
}; /* 100 quotes, and lists; what is in deeper lists goes to the last one */

typedef struct building {
    text_writer writer;
    text_file *file;
    oct_builder *builder;
    entry entries[MOST_ENTRIES];
    size_t count;
} building;

/* ---- Quotes and items -------------------------------------------------------------------------
 */

static void close_entry(building *b) {
    entry *top = &b->entries[--b->count];
    if (top->kind == LIST) {
        oct_builder_close(b->builder, OCT_LIST_ITEM);
        oct_builder_close(b->builder, (oct_kind)top->list->kind);
    } else {
        oct_builder_close(b->builder, OCT_BLOCK_QUOTE);
    }
}

static void close_to(building *b, size_t count) {
    while (b->count > count)
        close_entry(b);
}

static size_t quotes_open(const building *b) {
    size_t quotes = 0;
    for (size_t i = 0; i < b->count; i++)
        quotes += b->entries[i].kind == QUOTE;
    return quotes;
}

/* How many entries stay open around a line: items that it is indented under, and quotes whose signs
 * it has. Lists outside of a quote go by the columns before its first sign. */
static size_t entries_around(const building *b, const text_line *line) {
    size_t quotes = 0, i = 0;
    for (; i < b->count; i++) {
        const entry *e = &b->entries[i];
        uint32_t indent = quotes == 0 && line->quotes ? line->outer : line->indent;
        if (e->kind == QUOTE ? quotes == line->quotes : indent <= e->mark)
            break;
        quotes += e->kind == QUOTE;
    }
    return i;
}

static void open_quotes(building *b, const text_line *line) {
    for (size_t quotes = quotes_open(b); quotes < line->quotes && b->count < MOST_ENTRIES;
         quotes++) {
        oct_builder_open(b->builder, OCT_BLOCK_QUOTE, line->number);
        b->entries[b->count++] = (entry){.kind = QUOTE};
    }
}

/* A further block in an item that began with a blank line before it makes its list loose. */
static void note_block(building *b, const text_line *line) {
    for (size_t i = 0; i < b->count; i++)
        if (b->entries[i].kind == LIST && i + 1 == b->count) {
            if (b->entries[i].blocks && line->blanks)
                b->entries[i].list->flags &= (uint8_t)~OCT_TIGHT;
            b->entries[i].blocks++;
        }
}

/* Opens and closes what must be so that a block of this line can be built. */
static void place(building *b, const text_line *line) {
    size_t around = entries_around(b, line);
    if (text_class_of(line) == TEXT_HEADING) {
        close_to(b, 0);
        around = 0;
    }
    close_to(b, around);
    open_quotes(b, line);
    note_block(b, line);
}

/* ---- Text -------------------------------------------------------------------------------------
 */

static const text_line *line_at(const building *b, size_t i) {
    return &b->file->lines[i];
}

static size_t paragraph_end(const building *b, size_t first) {
    size_t end = first + 1;
    while (end < b->file->count && text_class_of(line_at(b, end)) == TEXT_CONTINUED)
        end++;
    return end;
}

static size_t write_paragraph(building *b, size_t first, size_t skip) {
    size_t end = paragraph_end(b, first);
    oct_builder_open(b->builder, OCT_PARAGRAPH, line_at(b, first)->number);
    text_write_lines(&b->writer, first, end, skip);
    oct_builder_close(b->builder, OCT_PARAGRAPH);
    return end;
}

static size_t write_classed(building *b, size_t first, oct_slice class) {
    oct_node *div = oct_builder_open(b->builder, OCT_DIV, line_at(b, first)->number);
    if (!oct_node_add_class(div, oct_builder_arena(b->builder), class))
        oct_builder_fail(b->builder, OCT_BUILDER_NO_MEMORY, line_at(b, first)->number);
    size_t end = write_paragraph(b, first, 0);
    oct_builder_close(b->builder, OCT_DIV);
    return end;
}

/* The title of a chapter is a further line of its heading. */
static size_t write_heading(building *b, size_t first) {
    size_t end = paragraph_end(b, first);
    oct_builder_open(b->builder, OCT_HEADING, line_at(b, first)->number)->as.level =
        line_at(b, first)->level;
    text_write_lines(&b->writer, first, end, 0);
    if (end < b->file->count && text_class_of(line_at(b, end)) == TEXT_TITLE) {
        size_t title = end;
        end = paragraph_end(b, title);
        oct_builder_leaf(b->builder, OCT_LINE_BREAK, line_at(b, title)->number);
        text_write_lines(&b->writer, title, end, 0);
    }
    oct_builder_close(b->builder, OCT_HEADING);
    return end;
}

static size_t write_quote(building *b, size_t first) {
    size_t i = first;
    const text_line *line = line_at(b, first);
    oct_builder_open(b->builder, OCT_BLOCK_QUOTE, line->number);
    while (i < b->file->count && line_at(b, i)->reason == line->reason &&
           line_at(b, i)->quotes == line->quotes) {
        size_t end = i + 1;
        while (end < b->file->count && line_at(b, end)->reason == line->reason &&
               text_adjoins(line_at(b, end - 1), line_at(b, end)))
            end++;
        oct_builder_open(b->builder, OCT_PARAGRAPH, line_at(b, i)->number);
        text_write_lines(&b->writer, i, end, 0);
        oct_builder_close(b->builder, OCT_PARAGRAPH);
        i = end;
    }
    oct_builder_close(b->builder, OCT_BLOCK_QUOTE);
    return i;
}

/* ---- Lines that stay lines --------------------------------------------------------------------
 */

static size_t run_end(const building *b, size_t first, uint32_t *least) {
    const text_line *line = line_at(b, first);
    size_t end = first;
    *least = line->indent;
    while (
        end < b->file->count && line_at(b, end)->quotes == line->quotes &&
        (line_at(b, end)->reason == line->reason ||
         (line->reason == TEXT_BY_HEAD_FIELD && line_at(b, end)->reason == TEXT_BY_HEAD_GOES_ON))) {
        const text_line *next = line_at(b, end);
        if (end > first && next->blanks > 1 && text_class_of(line) == TEXT_VERSE)
            break;
        if (next->reason == line->reason && next->indent < *least)
            *least = next->indent;
        end++;
    }
    return end;
}

static void write_verse_line(building *b, size_t i, uint32_t least) {
    static const char spaces[] = "                                        ";
    const text_line *line = line_at(b, i);
    size_t in = line->indent > least ? line->indent - least : 0, end = i + 1;
    while (end < b->file->count && line_at(b, end)->reason == TEXT_BY_HEAD_GOES_ON)
        end++;
    oct_builder_open(b->builder, OCT_LINE, line->number);
    oct_builder_lend(b->builder,
                     oct_slice_make(spaces, in < sizeof spaces ? in : sizeof spaces - 1),
                     line->number);
    text_write_lines(&b->writer, i, end, 0);
    oct_builder_close(b->builder, OCT_LINE);
}

static size_t write_verse(building *b, size_t first) {
    uint32_t least;
    size_t end = run_end(b, first, &least);
    bool quoted = line_at(b, first)->reason == TEXT_BY_INDENTED_VERSE;
    if (quoted)
        oct_builder_open(b->builder, OCT_BLOCK_QUOTE, line_at(b, first)->number);
    oct_builder_open(b->builder, OCT_LINE_BLOCK, line_at(b, first)->number);
    for (size_t i = first; i < end; i++) {
        if (line_at(b, i)->reason == TEXT_BY_HEAD_GOES_ON)
            continue;
        if (i > first && line_at(b, i)->blanks)
            oct_builder_leaf(b->builder, OCT_LINE, line_at(b, i)->number);
        write_verse_line(b, i, least);
    }
    oct_builder_close(b->builder, OCT_LINE_BLOCK);
    if (quoted)
        oct_builder_close(b->builder, OCT_BLOCK_QUOTE);
    return end;
}

static size_t write_signature(building *b, size_t first) {
    oct_node *div = oct_builder_open(b->builder, OCT_DIV, line_at(b, first)->number);
    if (!oct_node_add_class(div, oct_builder_arena(b->builder), OCT_S("signature")))
        oct_builder_fail(b->builder, OCT_BUILDER_NO_MEMORY, line_at(b, first)->number);
    size_t end = write_verse(b, first);
    oct_builder_close(b->builder, OCT_DIV);
    return end;
}

/* ---- Code -------------------------------------------------------------------------------------
 */

static void append_spaces(oct_buffer *out, uint32_t count) {
    static const char spaces[] = "                                ";
    enum { MOST = 10000 };
    for (uint32_t left = count < MOST ? count : MOST; left;) {
        uint32_t piece = left < sizeof spaces - 1 ? left : (uint32_t)sizeof spaces - 1;
        oct_buffer_append(out, spaces, piece);
        left -= piece;
    }
}

static void write_code_lines(building *b, oct_node *code, size_t first, size_t end,
                             uint32_t least) {
    oct_buffer *text = &b->writer.joined;
    text->len = 0;
    for (size_t i = first; i < end; i++) {
        const text_line *line = line_at(b, i);
        for (uint32_t blank = 0; i > first && blank < line->blanks; blank++)
            oct_buffer_byte(text, '\n');
        append_spaces(text, line->indent > least ? line->indent - least : 0);
        oct_buffer_slice(text, line->text);
        oct_buffer_byte(text, '\n');
    }
    code->as.text = oct_builder_copy(b->builder, oct_buffer_view(text));
}

static uint32_t least_indent(const building *b, size_t first, size_t end) {
    uint32_t least = UINT32_MAX;
    for (size_t i = first; i < end; i++)
        if (line_at(b, i)->indent < least)
            least = line_at(b, i)->indent;
    return least;
}

static size_t write_code(building *b, size_t first) {
    size_t end = first + 1;
    while (end < b->file->count && text_class_of(line_at(b, end)) == TEXT_CODE &&
           line_at(b, end)->quotes == line_at(b, first)->quotes)
        end++;
    oct_node *code = oct_builder_leaf(b->builder, OCT_CODE_BLOCK, line_at(b, first)->number);
    write_code_lines(b, code, first, end, least_indent(b, first, end));
    return end;
}

/* The word behind the opening fence names the language. */
static size_t write_fenced(building *b, size_t first) {
    size_t end = first + 1;
    while (end < b->file->count && line_at(b, end)->reason == TEXT_BY_FENCED)
        end++;
    const text_line *fence = line_at(b, first);
    oct_node *code = oct_builder_leaf(b->builder, OCT_CODE_BLOCK, fence->number);
    oct_slice info = fence->text;
    while (info.len && (info.ptr[0] == '`' || info.ptr[0] == '~'))
        info = oct_slice_from(info, 1);
    info = oct_slice_trim(info);
    if (info.len && !oct_node_add_class(code, oct_builder_arena(b->builder),
                                        oct_builder_copy(b->builder, info)))
        oct_builder_fail(b->builder, OCT_BUILDER_NO_MEMORY, fence->number);
    write_code_lines(b, code, first + 1, end, fence->indent);
    return end < b->file->count ? end + 1 : end;
}

/* ---- Notes ------------------------------------------------------------------------------------
 */

/* What no reference has shown stands where it is. */
static size_t write_note(building *b, size_t first) {
    size_t end = text_note_end(b->file, first);
    if (text_note_was_shown(b->writer.notes, first))
        return end;
    for (size_t i = first; i < end && !oct_builder_failed(b->builder);) {
        place(b, line_at(b, i));
        i = write_paragraph(b, i, 0);
    }
    return end;
}

/* ---- Items ------------------------------------------------------------------------------------
 */

static bool same_list(const entry *e, const text_line *line, const text_marker *marker) {
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
static bool is_lower_sign(const entry *e, const text_marker *marker) {
    return marker->bullet && e->marker.bullet && e->marker.rank && marker->rank > e->marker.rank;
}

/* How many entries stay around an item, that of its own list included. */
static size_t entries_around_item(const building *b, const text_line *line,
                                  const text_marker *marker, bool *same) {
    size_t around = entries_around(b, line);
    *same = false;
    while (around < b->count && b->entries[around].kind == LIST) {
        const entry *e = &b->entries[around];
        bool level = line->indent == e->mark || line->indent + marker->bytes == e->content;
        if (level && is_lower_sign(e, marker)) {
            around++;
            continue;
        }
        *same = level && same_list(e, line, marker);
        break;
    }
    /* A number that is set to the right may be one column further in than its list. */
    if (!*same && around > 0 && b->entries[around - 1].kind == LIST) {
        const entry *e = &b->entries[around - 1];
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

static void open_list(building *b, const text_line *line, const text_marker *marker) {
    oct_kind kind = marker->bullet ? OCT_BULLET_LIST : OCT_ORDERED_LIST;
    oct_node *list = oct_builder_open(b->builder, kind, line->number);
    list->flags |= OCT_TIGHT;
    if (kind == OCT_ORDERED_LIST) {
        list->as.list.start = value_of(marker);
        list->as.list.style = marker->style;
        list->as.list.delimiter = marker->delimiter;
    }
    b->entries[b->count++] = (entry){.kind = LIST, .list = list, .sign = line->text.ptr[0]};
}

static void open_item(building *b, const text_line *line, const text_marker *marker, bool same) {
    entry *e = &b->entries[b->count - 1];
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

static size_t write_item(building *b, size_t i) {
    const text_line *line = line_at(b, i);
    text_marker marker = text_marker_of(line->text);
    bool same;
    size_t around = entries_around_item(b, line, &marker, &same);
    close_to(b, around + same);
    open_quotes(b, line);
    same = same && b->count == around + 1;
    settle_style(&marker, same ? &b->entries[around].marker : NULL);
    if (same)
        oct_builder_close(b->builder, OCT_LIST_ITEM);
    else if (b->count < MOST_ENTRIES) {
        note_block(b, line);
        open_list(b, line, &marker);
    } else {
        return write_paragraph(b, i, 0);
    }
    open_item(b, line, &marker, same);
    return write_paragraph(b, i, marker.bytes);
}

/* ---- The dispatch -----------------------------------------------------------------------------
 */

static size_t write_block(building *b, size_t i) {
    const text_line *line = line_at(b, i);
    text_class class = text_class_of(line);
    if (class == TEXT_SIGNS)
        return i + 1;
    if (class != TEXT_BULLET && class != TEXT_NUMBER && class != TEXT_NOTE)
        place(b, line);
    switch (class) {
    case TEXT_BULLET:
    case TEXT_NUMBER:
        return write_item(b, i);
    case TEXT_NOTE:
        return write_note(b, i);
    case TEXT_HEADING:
        return write_heading(b, i);
    case TEXT_ROW:
    case TEXT_RULED:
        return text_write_table(&b->writer, i);
    case TEXT_QUOTE:
        return write_quote(b, i);
    case TEXT_FENCE:
        return write_fenced(b, i);
    case TEXT_CODE:
        return write_code(b, i);
    case TEXT_VERSE:
        return write_verse(b, i);
    case TEXT_BREAK:
        oct_builder_leaf(b->builder, OCT_THEMATIC_BREAK, line->number);
        return i + 1;
    case TEXT_SIGNATURE:
        return write_signature(b, i);
    case TEXT_ILLUSTRATION:
        return write_classed(b, i, OCT_S("illustration"));
    case TEXT_PAGE_LINE:
        return write_classed(b, i, OCT_S("page-line"));
    case TEXT_OPEN:
    case TEXT_PARAGRAPH:
    case TEXT_CONTINUED:
    case TEXT_TITLE:
    case TEXT_MARK:
    case TEXT_SIGNS:
        break;
    }
    return write_paragraph(b, i, 0);
}

void text_build(text_file *file, oct_builder *builder) {
    building b = {.file = file, .builder = builder, .writer = {.file = file, .builder = builder}};
    oct_buffer_init(&b.writer.joined, file->allocator);
    oct_buffer_init(&b.writer.spans, file->allocator);
    oct_map_init(&b.writer.words, file->allocator);
    b.writer.notes = text_index_notes(file);
    for (size_t i = 0; i < file->count && !oct_builder_failed(builder) && !b.writer.too_many_cells;)
        i = write_block(&b, i);
    close_to(&b, 0);
    file->too_many_cells = b.writer.too_many_cells;
    file->failed |= b.writer.joined.failed || b.writer.spans.failed || b.writer.words.failed ||
                    file->arena.failed;
    text_free_notes(b.writer.notes);
    oct_map_free(&b.writer.words);
    oct_buffer_free(&b.writer.spans);
    oct_buffer_free(&b.writer.joined);
}
