/* text/blocks - from lines that know what they are to the blocks of the tree. See text.h. */
#include "formats/text/building.h"

/* ---- Text -------------------------------------------------------------------------------------
 */

static const text_line *line_at(const text_building *b, size_t i) {
    return &b->file->lines[i];
}

static size_t paragraph_end(const text_building *b, size_t first) {
    size_t end = first + 1;
    while (end < b->file->count && text_class_of(line_at(b, end)) == TEXT_CONTINUED)
        end++;
    return end;
}

static size_t write_paragraph(text_building *b, size_t first, size_t skip) {
    size_t end = paragraph_end(b, first);
    oct_builder_open(b->builder, OCT_PARAGRAPH, line_at(b, first)->number);
    text_write_lines(&b->writer, first, end, skip);
    oct_builder_close(b->builder, OCT_PARAGRAPH);
    return end;
}

static size_t write_classed(text_building *b, size_t first, oct_slice class) {
    oct_node *div = oct_builder_open(b->builder, OCT_DIV, line_at(b, first)->number);
    if (!oct_node_add_class(div, oct_builder_arena(b->builder), class))
        oct_builder_fail(b->builder, OCT_BUILDER_NO_MEMORY, line_at(b, first)->number);
    size_t end = write_paragraph(b, first, 0);
    oct_builder_close(b->builder, OCT_DIV);
    return end;
}

/* The title of a chapter is a further line of its heading. */
static size_t write_heading(text_building *b, size_t first) {
    size_t end = paragraph_end(b, first);
    oct_builder_open(b->builder, OCT_HEADING, line_at(b, first)->number)->as.level =
        line_at(b, first)->level;
    b->writer.unstyled = true; /* headings look like headings anyway */
    text_write_lines(&b->writer, first, end, 0);
    if (end < b->file->count && text_class_of(line_at(b, end)) == TEXT_TITLE) {
        size_t title = end;
        end = paragraph_end(b, title);
        oct_builder_leaf(b->builder, OCT_LINE_BREAK, line_at(b, title)->number);
        text_write_lines(&b->writer, title, end, 0);
    }
    b->writer.unstyled = false;
    oct_builder_close(b->builder, OCT_HEADING);
    return end;
}

static size_t write_quote(text_building *b, size_t first) {
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

static size_t run_end(const text_building *b, size_t first, uint32_t *least) {
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

static void write_verse_line(text_building *b, size_t i, uint32_t least) {
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

static size_t write_verse(text_building *b, size_t first) {
    uint32_t least;
    size_t end = run_end(b, first, &least);
    bool quoted = line_at(b, first)->reason == TEXT_BY_INDENTED_VERSE;
    if (quoted)
        oct_builder_open(b->builder, OCT_BLOCK_QUOTE, line_at(b, first)->number);
    oct_builder_open(b->builder, OCT_LINE_BLOCK, line_at(b, first)->number);
    for (size_t i = first; i < end; i++) {
        if (line_at(b, i)->reason == TEXT_BY_HEAD_GOES_ON)
            continue;
        if (i > first && line_at(b, i)->blanks && line_at(b, i)->reason != TEXT_BY_HEAD_FIELD)
            oct_builder_leaf(b->builder, OCT_LINE, line_at(b, i)->number);
        write_verse_line(b, i, least);
    }
    oct_builder_close(b->builder, OCT_LINE_BLOCK);
    if (quoted)
        oct_builder_close(b->builder, OCT_BLOCK_QUOTE);
    return end;
}

static size_t write_signature(text_building *b, size_t first) {
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

static void write_code_lines(text_building *b, oct_node *code, size_t first, size_t end,
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

static uint32_t least_indent(const text_building *b, size_t first, size_t end) {
    uint32_t least = UINT32_MAX;
    for (size_t i = first; i < end; i++)
        if (line_at(b, i)->indent < least)
            least = line_at(b, i)->indent;
    return least;
}

static size_t write_code(text_building *b, size_t first) {
    size_t end = first + 1;
    while (end < b->file->count && text_class_of(line_at(b, end)) == TEXT_CODE &&
           line_at(b, end)->quotes == line_at(b, first)->quotes)
        end++;
    oct_node *code = oct_builder_leaf(b->builder, OCT_CODE_BLOCK, line_at(b, first)->number);
    write_code_lines(b, code, first, end, least_indent(b, first, end));
    return end;
}

/* The word behind the opening fence names the language. */
static size_t write_fenced(text_building *b, size_t first) {
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
static size_t write_note(text_building *b, size_t first) {
    size_t end = text_note_end(b->file, first);
    if (text_note_was_shown(b->writer.notes, first))
        return end;
    for (size_t i = first; i < end && !oct_builder_failed(b->builder);) {
        text_place(b, line_at(b, i));
        i = write_paragraph(b, i, 0);
    }
    return end;
}

/* ---- Items ------------------------------------------------------------------------------------
 */

static size_t write_item(text_building *b, size_t i) {
    text_marker marker = text_marker_of(line_at(b, i)->text);
    bool opened = text_open_item(b, line_at(b, i), &marker);
    return write_paragraph(b, i, opened ? marker.bytes : 0);
}

/* The definition stands on the lines behind the term, or beside it. */
static size_t write_term(text_building *b, size_t i) {
    const text_line *line = line_at(b, i);
    bool beside = line->marker > 0;
    size_t next = beside ? i : i + 1;
    if (!text_open_term(b, line, line_at(b, next)->indent))
        return write_paragraph(b, i, 0);
    text_write_inlines(
        &b->writer, beside ? oct_slice_trim(oct_slice_head(line->text, line->marker)) : line->text,
        line->number);
    oct_builder_close(b->builder, OCT_DEFINITION_TERM);
    oct_builder_open(b->builder, OCT_DEFINITION, line_at(b, next)->number);
    return write_paragraph(b, next, beside ? line->marker : 0);
}

/* ---- The dispatch -----------------------------------------------------------------------------
 */

static size_t write_block(text_building *b, size_t i) {
    const text_line *line = line_at(b, i);
    text_class class = text_class_of(line);
    if (class == TEXT_SIGNS)
        return i + 1;
    if (class != TEXT_BULLET && class != TEXT_NUMBER && class != TEXT_NOTE && class != TEXT_TERM)
        text_place(b, line);
    switch (class) {
    case TEXT_BULLET:
    case TEXT_NUMBER:
        return write_item(b, i);
    case TEXT_TERM:
        return write_term(b, i);
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
    case TEXT_DEFINITION:
    case TEXT_SIGNS:
        break;
    }
    return write_paragraph(b, i, 0);
}

void text_build(text_file *file, oct_builder *builder) {
    text_building b = {
        .file = file, .builder = builder, .writer = {.file = file, .builder = builder}};
    oct_buffer_init(&b.writer.joined, file->allocator);
    oct_buffer_init(&b.writer.spans, file->allocator);
    oct_buffer_init(&b.writer.styles, file->allocator);
    oct_map_init(&b.writer.words, file->allocator);
    b.writer.notes = text_index_notes(file);
    for (size_t i = 0; i < file->count && !oct_builder_failed(builder) && !b.writer.too_many_cells;)
        i = write_block(&b, i);
    text_close_to(&b, 0);
    file->too_many_cells = b.writer.too_many_cells;
    file->failed |= b.writer.joined.failed || b.writer.spans.failed || b.writer.words.failed ||
                    b.writer.styles.failed || file->arena.failed;
    text_free_notes(b.writer.notes);
    oct_map_free(&b.writer.words);
    oct_buffer_free(&b.writer.spans);
    oct_buffer_free(&b.writer.styles);
    oct_buffer_free(&b.writer.joined);
}
