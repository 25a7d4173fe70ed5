/* text/inlines - the text of a block: emphasis, code, links, references to notes, line ends. First
 * the places where something begins or ends are found, then the inlines are built. See text.h. */
#include "formats/text/notes.h"

#include "base/block.h"
#include "base/utf8.h"

typedef enum span_kind { LINE_END, STRESS, CODE, LINK, NOTE } span_kind;

typedef struct span {
    span_kind kind;
    size_t start, end; /* bytes of the text */
    char sign;         /* of stress */
    bool opens;        /* stress: with its partner found */
    bool closes;
    const char *scheme; /* of a link */
    oct_slice label;    /* of a note */
} span;

/* The signs of stress that are open, each kind once at most. */
enum { MOST_OPEN = 6 };

typedef struct scanning {
    text_writer *writer;
    oct_slice text;
    size_t from;  /* what was found before ends here */
    size_t first; /* spans of this text begin here in the buffer */
    size_t open[MOST_OPEN];
    size_t open_count;
    bool no_tick; /* no further backtick closes anything */
} scanning;

static const uint8_t specials[256] = {['*'] = 1, ['_'] = 1, ['`'] = 1, ['['] = 1, ['\n'] = 1,
                                      ['@'] = 1, [':'] = 1, ['.'] = 1, ['='] = 1};

/* ---- The list of spans ------------------------------------------------------------------------
 */

static size_t span_count(const text_writer *writer) {
    return writer->spans.len / sizeof(span);
}

static span *span_at(const text_writer *writer, size_t i) {
    return (span *)(void *)writer->spans.ptr + i;
}

static void add_span(scanning *s, span added) {
    oct_buffer_append(&s->writer->spans, (const char *)&added, sizeof added);
    s->from = added.end;
}

/* A link begins with what was taken for something else. */
static void drop_spans_from(scanning *s, size_t start) {
    while (span_count(s->writer) > s->first &&
           span_at(s->writer, span_count(s->writer) - 1)->start >= start)
        s->writer->spans.len -= sizeof(span);
    while (s->open_count && s->open[s->open_count - 1] >= span_count(s->writer))
        s->open_count--;
}

/* ---- Stress -----------------------------------------------------------------------------------
 */

static uint32_t character_before(oct_slice text, size_t place) {
    size_t length;
    size_t start = place > 4 ? place - 4 : 0;
    return place ? text_last((oct_slice){text.ptr + start, place - start}, &length) : ' ';
}

static uint32_t character_at(oct_slice text, size_t place) {
    size_t length;
    return place < text.len ? oct_utf8_decode(oct_slice_from(text, place), &length) : ' ';
}

static bool is_space(uint32_t c) {
    return (c < 0x80 && oct_is_space((char)c)) || c == 0xA0 || c == 0x3000;
}

static bool is_word(uint32_t c) {
    return c < 0x80 ? oct_is_alnum((char)c) : text_is_letter(c);
}

static void forget_open(scanning *s, size_t from) {
    s->open_count = from;
}

static void see_stress(scanning *s, size_t place) {
    char sign = s->text.ptr[place];
    size_t end = place + 1;
    while (end < s->text.len && s->text.ptr[end] == sign)
        end++;
    uint32_t before = character_before(s->text, place), behind = character_at(s->text, end);
    bool opens = end - place <= 2 && !is_word(before) && !is_space(behind);
    bool closes = end - place <= 2 && !is_space(before) && !is_word(behind);
    span seen = {.kind = STRESS, .start = place, .end = end, .sign = sign};
    for (size_t i = s->open_count; i-- > 0;) {
        span *other = span_at(s->writer, s->open[i]);
        if (other->sign != sign || other->end - other->start != end - place)
            continue;
        if (closes && other->end < place) {
            other->opens = seen.closes = true;
            forget_open(s, i);
            add_span(s, seen);
            return;
        }
        forget_open(s, i);
    }
    if (!opens || s->open_count == MOST_OPEN)
        return;
    s->open[s->open_count] = span_count(s->writer);
    add_span(s, seen);
    s->open_count += !s->writer->spans.failed;
}

/* ---- The rest ---------------------------------------------------------------------------------
 */

/* "`code`", in one line; a backtick that opens a quotation has none to close it but "'". */
static void see_tick(scanning *s, size_t place) {
    if (s->no_tick || place + 2 >= s->text.len || is_word(character_before(s->text, place)))
        return;
    oct_slice rest = oct_slice_from(s->text, place + 1);
    size_t length = oct_slice_find_byte(rest, '`');
    s->no_tick = length == rest.len;
    oct_slice inside = oct_slice_head(rest, length);
    if (s->no_tick || length == 0 || is_space((unsigned char)inside.ptr[0]) ||
        is_space((unsigned char)inside.ptr[length - 1]) ||
        oct_slice_find_byte(inside, '\n') < length)
        return;
    add_span(s, (span){.kind = CODE, .start = place, .end = place + length + 2});
}

/* Where a link may begin: signs of stress before its place may turn out to be part of it. */
static size_t link_from(const scanning *s) {
    enum { MOST_SIGNS = 8 };
    size_t from = s->from, count = span_count(s->writer);
    for (size_t i = count; i > s->first && count - i < MOST_SIGNS; i--) {
        const span *before = span_at(s->writer, i - 1);
        if (before->kind != STRESS)
            return before->end;
        from = before->start;
    }
    return count - s->first < MOST_SIGNS ? 0 : from;
}

static void see_link(scanning *s, size_t place) {
    text_link link;
    if (!text_find_link(s->text, place, link_from(s), &link) || link.end <= place)
        return;
    drop_spans_from(s, link.start);
    add_span(s, (span){.kind = LINK, .start = link.start, .end = link.end, .scheme = link.scheme});
}

static void see_bracket(scanning *s, size_t place) {
    oct_slice label;
    size_t length = text_note_reference(oct_slice_from(s->text, place), &label);
    if (length)
        add_span(s, (span){.kind = NOTE, .start = place, .end = place + length, .label = label});
}

static void see(scanning *s, size_t place) {
    const text_file *file = s->writer->file;
    switch (s->text.ptr[place]) {
    case '\n':
        add_span(s, (span){.kind = LINE_END, .start = place, .end = place + 1});
        break;
    case '=':
        if (!file->measures.gutenberg)
            break;
        /* fallthrough */
    case '*':
    case '_':
        if (text_finds(file, TEXT_FINDS_EMPHASIS) && !file->styles.of)
            see_stress(s, place);
        break;
    case '`':
        if (text_finds(file, TEXT_FINDS_EMPHASIS) && !file->styles.of)
            see_tick(s, place);
        break;
    case '[':
        if (text_finds(file, TEXT_FINDS_NOTES) && s->writer->notes && !s->writer->in_note)
            see_bracket(s, place);
        break;
    default:
        if (text_finds(file, TEXT_FINDS_LINKS))
            see_link(s, place);
    }
}

/* Where the next special byte may be: blocks without any are passed over. */
static size_t past_plain(oct_slice text, size_t at) {
    for (; at + OCT_BLOCK_SIZE <= text.len; at += OCT_BLOCK_SIZE) {
        oct_block b = oct_block_at(text.ptr + at);
        oct_block found =
            oct_block_equal(b, '*') | oct_block_equal(b, '_') | oct_block_equal(b, '`') |
            oct_block_equal(b, '[') | oct_block_equal(b, '\n') | oct_block_equal(b, '@') |
            oct_block_equal(b, ':') | oct_block_equal(b, '.') | oct_block_equal(b, '=');
        if (oct_block_any(found))
            break;
    }
    return at;
}

static void scan(scanning *s) {
    for (size_t at = past_plain(s->text, 0); at < s->text.len; at++) {
        if (at % OCT_BLOCK_SIZE == 0)
            at = past_plain(s->text, at);
        if (at == s->text.len)
            break;
        if (!specials[(unsigned char)s->text.ptr[at]])
            continue;
        if (at >= s->from)
            see(s, at);
        /* The rest of a run of signs was looked at with its first one. */
        while (at + 1 < s->text.len && s->text.ptr[at + 1] == s->text.ptr[at] &&
               strchr("*_=", s->text.ptr[at]))
            at++;
    }
}

/* ---- Looks ------------------------------------------------------------------------------------
 */

static const uint8_t *styles_within(const text_styles *known, oct_slice text) {
    uintptr_t at = (uintptr_t)text.ptr, start = (uintptr_t)known->text.ptr;
    return known->of && at >= start && at < start + known->text.len ? known->of + (at - start)
                                                                    : NULL;
}

/* How the bytes of a text look; NULL when nothing is known of it. */
static const uint8_t *styles_of(const text_writer *writer, oct_slice text) {
    if (!writer->file->styles.of || writer->unstyled)
        return NULL;
    const uint8_t *joined = styles_within(&writer->joined_styles, text);
    return joined ? joined : styles_within(&writer->file->styles, text);
}

static void lend_styled(text_writer *writer, oct_slice text, uint8_t style, uint32_t line) {
    if (style & TEXT_STRONG)
        oct_builder_open(writer->builder, OCT_STRONG, line);
    if (style & TEXT_EMPHASIZED)
        oct_builder_open(writer->builder, OCT_EMPHASIS, line);
    oct_builder_lend(writer->builder, text, line);
    if (style & TEXT_EMPHASIZED)
        oct_builder_close(writer->builder, OCT_EMPHASIS);
    if (style & TEXT_STRONG)
        oct_builder_close(writer->builder, OCT_STRONG);
}

/* Text without spans in it; styles are those of its bytes, or NULL. */
static void lend_plain(text_writer *writer, oct_slice text, const uint8_t *styles, uint32_t line) {
    if (!styles) {
        oct_builder_lend(writer->builder, text, line);
        return;
    }
    for (size_t at = 0, end; at < text.len; at = end) {
        end = at + 1;
        while (end < text.len && styles[end] == styles[at])
            end++;
        lend_styled(writer, oct_slice_head(oct_slice_from(text, at), end - at), styles[at], line);
    }
}

/* ---- Building ---------------------------------------------------------------------------------
 */

static oct_kind kind_of_stress(const text_writer *writer, const span *s) {
    bool strong = s->end - s->start == 2 || s->sign == '=' ||
                  (s->sign == '*' && writer->file->measures.star_strong);
    return strong ? OCT_STRONG : OCT_EMPHASIS;
}

static void write_link(text_writer *writer, oct_slice text, const char *scheme, uint32_t line) {
    oct_slice url = text;
    if (*scheme) {
        char *joined = oct_arena_printf(oct_builder_arena(writer->builder), "%s%.*s", scheme,
                                        OCT_SLICE_ARG(text));
        if (!joined)
            oct_builder_fail(writer->builder, OCT_BUILDER_NO_MEMORY, line);
        url = oct_slice_of(joined);
    }
    oct_builder_open(writer->builder, OCT_LINK, line)->as.link->url = url;
    oct_builder_lend(writer->builder, text, line);
    oct_builder_close(writer->builder, OCT_LINK);
}

static oct_slice unique_label(text_writer *writer, const text_note_use *use, oct_slice label) {
    uint16_t file = writer->builder->file;
    char *name = oct_arena_printf(oct_builder_arena(writer->builder), "%.*s-%u-%u",
                                  OCT_SLICE_ARG(label), use->number, (unsigned)file);
    if (!name)
        oct_builder_fail(writer->builder, OCT_BUILDER_NO_MEMORY, use->number);
    return oct_slice_of(name);
}

/* The paragraphs of a definition. */
static void write_definition(text_writer *writer, size_t first) {
    const text_file *file = writer->file;
    size_t end = text_note_end(file, first);
    writer->in_note = true;
    for (size_t i = first; i < end;) {
        size_t next = i + 1;
        while (next < end && file->lines[next].reason == TEXT_BY_NOTE_GOES_ON)
            next++;
        oct_builder_open(writer->builder, OCT_PARAGRAPH, file->lines[i].number);
        text_write_lines(writer, i, next, i == first ? file->lines[i].marker : 0);
        oct_builder_close(writer->builder, OCT_PARAGRAPH);
        i = next;
    }
    writer->in_note = false;
}

/* False when the text has no such note. */
static bool write_note(text_writer *writer, oct_slice label, uint32_t line) {
    text_note_use use;
    if (!text_use_note(writer->notes, label, line, &use))
        return false;
    oct_node *note = oct_builder_open(writer->builder, OCT_NOTE, line);
    if (*use.shown) {
        if (!(*use.shown)->as.label.len)
            (*use.shown)->as.label = unique_label(writer, &use, label);
        note->as.label = (*use.shown)->as.label;
        note->flags |= OCT_AGAIN;
    } else {
        if (!oct_builder_failed(writer->builder))
            *use.shown = note;
        write_definition(writer, use.line);
    }
    oct_builder_close(writer->builder, OCT_NOTE);
    return true;
}

/* Builds what a span stands for; how far the text is written then. */
static size_t write_span(text_writer *writer, oct_slice text, span s, uint32_t line) {
    oct_slice whole = oct_slice_head(oct_slice_from(text, s.start), s.end - s.start);
    switch (s.kind) {
    case LINE_END:
        oct_builder_leaf(writer->builder, OCT_SOFT_BREAK, line);
        break;
    case STRESS:
        if (s.opens)
            oct_builder_open(writer->builder, kind_of_stress(writer, &s), line);
        else
            oct_builder_close(writer->builder, kind_of_stress(writer, &s));
        break;
    case CODE:
        oct_builder_leaf(writer->builder, OCT_CODE, line)->as.text =
            oct_slice_head(oct_slice_from(whole, 1), whole.len - 2);
        break;
    case LINK:
        write_link(writer, whole, s.scheme, line);
        break;
    case NOTE:
        if (!write_note(writer, s.label, line))
            oct_builder_lend(writer->builder, whole, line);
        break;
    }
    return s.end;
}

void text_write_inlines(text_writer *writer, oct_slice text, uint32_t line) {
    scanning s = {.writer = writer, .text = text, .first = span_count(writer)};
    scan(&s);
    if (writer->spans.failed)
        oct_builder_fail(writer->builder, OCT_BUILDER_NO_MEMORY, line);
    const uint8_t *styles = styles_of(writer, text);
    size_t at = 0, end = span_count(writer);
    for (size_t i = s.first; i < end && !oct_builder_failed(writer->builder); i++) {
        span found = *span_at(writer, i);
        if (found.kind == STRESS && !found.opens && !found.closes)
            continue;
        lend_plain(writer, oct_slice_head(oct_slice_from(text, at), found.start - at),
                   styles ? styles + at : NULL, line);
        at = write_span(writer, text, found, line);
        line += found.kind == LINE_END && line < UINT32_MAX;
    }
    lend_plain(writer, oct_slice_from(text, at), styles ? styles + at : NULL, line);
    writer->spans.len = s.first * sizeof(span);
}

/* ---- Lines ------------------------------------------------------------------------------------
 */

/* Whether the lines lie side by side in the input, with nothing but their ends between, so that
 * they need not be copied. */
static bool lie_together(const text_file *file, size_t first, size_t end) {
    for (size_t i = first; i + 1 < end; i++) {
        oct_slice text = file->lines[i].text;
        if (file->lines[i].flags & TEXT_HYPHEN ||
            text.ptr + text.len + 1 != file->lines[i + 1].text.ptr)
            return false;
        if ((file->lines[i].flags & TEXT_HAS_HIGH) &&
            text_joins_without_space(text, file->lines[i + 1].text))
            return false;
    }
    return true;
}

/* How joined lines look: the same lines, cut in the same way. */
static void join_styles(text_writer *writer, oct_slice text, bool line_feed) {
    oct_buffer *styles = &writer->styles;
    const uint8_t *of = styles_within(&writer->file->styles, text);
    if (!of)
        writer->unknown_styles |= text.len > 0;
    else
        oct_buffer_append(styles, (const char *)of, text.len);
    if (line_feed)
        oct_buffer_byte(styles, 0);
}

/* Lines joined by line feeds; by nothing where a word or Chinese goes on. */
static oct_slice join(text_writer *writer, size_t first, size_t end, size_t skip) {
    oct_buffer *joined = &writer->joined;
    joined->len = writer->styles.len = 0;
    bool styled = writer->file->styles.of != NULL;
    writer->unknown_styles = false;
    for (size_t i = first; i < end; i++) {
        oct_slice text = oct_slice_from(writer->file->lines[i].text, i == first ? skip : 0);
        oct_slice next = i + 1 < end ? writer->file->lines[i + 1].text : (oct_slice){NULL, 0};
        text_line_end line_end = next.len ? text_end_of_line(writer, i) : TEXT_END_KEPT;
        if (line_end == TEXT_END_WITHOUT_HYPHEN)
            text.len -= text_hyphen_length(text);
        bool line_feed = next.len && line_end == TEXT_END_KEPT;
        oct_buffer_slice(joined, text);
        if (line_feed)
            oct_buffer_byte(joined, '\n');
        if (styled)
            join_styles(writer, text, line_feed);
    }
    oct_slice text = oct_builder_copy(writer->builder, oct_buffer_view(joined));
    if (styled && !writer->unknown_styles && !writer->styles.failed) {
        oct_slice styles = oct_builder_copy(writer->builder, oct_buffer_view(&writer->styles));
        writer->joined_styles = (text_styles){text, (const uint8_t *)styles.ptr};
    }
    return text;
}

void text_write_lines(text_writer *writer, size_t first, size_t end, size_t skip) {
    const text_line *line = &writer->file->lines[first];
    oct_slice text = oct_slice_from(line->text, skip);
    if (end > first + 1 && lie_together(writer->file, first, end)) {
        const text_line *last = &writer->file->lines[end - 1];
        text.len = (size_t)(last->text.ptr + last->text.len - text.ptr);
    } else if (end > first + 1) {
        text = join(writer, first, end, skip);
    }
    text_write_inlines(writer, text, line->number);
}
