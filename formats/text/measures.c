/* text/measures - what the file as a whole shows: the width that its lines are broken at, how much
 * they are indented, how paragraphs are told apart. Lines that may be of lists or tables are left
 * out. See text.h. */
#include "formats/text/text.h"

#include "base/size.h"

enum {
    WIDEST = 400,         /* columns that lengths are counted to */
    WIDEST_WRAPPED = 140, /* nobody breaks lines at more */
    NEARLY_ALL = 97,      /* percent of the lines that the width holds */
    LEAST_WIDTH = 30,
    DEEPEST_BODY = 24
};

const char *const text_paragraphs_names[] = {"auto", "blank", "line", "indent", "short", NULL};

/* ---- Lines that end early ---------------------------------------------------------------------
 */

static size_t first_word_columns(const text_line *line) {
    oct_slice word = oct_slice_head(line->text, 100);
    size_t length = 0;
    while (length < word.len && !oct_is_space(word.ptr[length]))
        length++;
    word.len = length;
    if (!(line->flags & TEXT_HAS_HIGH))
        return length;
    uint32_t columns = text_columns(word);
    return text_joins_without_space(word, word) ? 2 : columns;
}

static bool fits_within(const text_line *line, const text_line *next, size_t width) {
    return text_edge(line) + 1 + first_word_columns(next) <= width;
}

bool text_ends_early(const text_file *file, const text_line *line, const text_line *next) {
    return !file->measures.wrapped || fits_within(line, next, file->measures.width);
}

bool text_ends_well_before(const text_file *file, const text_line *line, const text_line *next) {
    uint32_t width = file->measures.width, margin = width / 8 > 6 ? width / 8 : 6;
    return fits_within(line, next, width > margin ? width - margin : 0);
}

/* ---- Counting ---------------------------------------------------------------------------------
 */

static bool is_prose(const text_line *line) {
    return !(line->flags & (TEXT_HAS_PIPE | TEXT_HAS_TAB | TEXT_HAS_GAP | TEXT_HAS_MARKER)) &&
           (line->flags & TEXT_HAS_LETTERS);
}

/* The width that holds nearly all lines of prose that another line follows: the last one of a
 * paragraph ends anywhere, and a title may be wider. */
static uint32_t common_width(const text_file *file) {
    size_t counts[WIDEST + 1] = {0}, lines = 0, held = 0;
    for (size_t i = 0; i < file->count; i++) {
        const text_line *line = &file->lines[i];
        bool goes_on = i + 1 < file->count && text_adjoins(line, line + 1);
        if (!is_prose(line) || !(goes_on || line->width > WIDEST_WRAPPED))
            continue;
        uint32_t edge = text_edge(line);
        counts[edge < WIDEST ? edge : WIDEST]++;
        lines++;
    }
    uint32_t width = 0;
    while (width < WIDEST && (held + counts[width]) * 100 < lines * NEARLY_ALL)
        held += counts[width++];
    return width;
}

static uint32_t deepest(const size_t *characters) {
    uint32_t most = 0;
    for (uint32_t i = 1; i <= DEEPEST_BODY; i++)
        if (characters[i] > characters[most])
            most = i;
    return most;
}

/* The indentation that most characters stand behind, of lines that go on with another one where
 * there are any: first lines may be further in. */
static uint32_t common_indent(const text_file *file) {
    size_t of_all[DEEPEST_BODY + 1] = {0}, of_further[DEEPEST_BODY + 1] = {0}, further = 0;
    for (size_t i = 0; i < file->count; i++) {
        const text_line *line = &file->lines[i];
        if (line->indent > DEEPEST_BODY || line->quotes || !is_prose(line))
            continue;
        of_all[line->indent] += line->width;
        if (i == 0 || !text_adjoins(line - 1, line) || !is_prose(line - 1))
            continue;
        of_further[line->indent] += line->width;
        further++;
    }
    return deepest(further > 2 ? of_further : of_all);
}

static void count_pair(text_measures *m, const text_line *line, const text_line *next) {
    bool closed = line->flags & TEXT_CLOSED;
    bool full = m->width <= WIDEST_WRAPPED && !fits_within(line, next, m->width);
    bool flowing = !closed && (next->flags & TEXT_OPENS_LOWER);
    bool runs_on = flowing || (full && !closed);
    m->runs_on += runs_on;
    m->stops += !runs_on && !full; /* a full line may end with a sentence by chance */
    m->indents += next->indent > m->body && next->indent <= m->body + 10 &&
                  line->indent <= m->body && (closed || !full) && !flowing;
    m->shorts += !full && closed && !flowing && next->indent <= line->indent;
}

static void count_pairs(text_file *file) {
    text_measures *m = &file->measures;
    bool prose = file->count && is_prose(&file->lines[0]);
    for (size_t i = 0; i + 1 < file->count; i++) {
        const text_line *line = &file->lines[i], *next = line + 1;
        bool next_prose = is_prose(next);
        bool leads = next->blanks && i + 2 < file->count && !next[1].blanks &&
                     next->indent > m->body && next[1].indent <= m->body;
        m->leads += next_prose && leads;
        bool gap = next->blanks && (line->flags & TEXT_CLOSED) && !(next->flags & TEXT_CAPS);
        m->gaps += next_prose && gap;
        if (next->blanks)
            prose = false;
        if (prose && next_prose && next->quotes == line->quotes)
            count_pair(m, line, next);
        prose = next_prose;
    }
}

/* ---- Conclusions ------------------------------------------------------------------------------
 */

/* Lines are broken at a width when most that another one follows are full, or their sentences run
 * on in it. */
static bool is_wrapped(const text_measures *m) {
    return m->width <= WIDEST_WRAPPED && m->width >= LEAST_WIDTH && m->runs_on > m->stops;
}

static text_paragraphs told_apart(const text_measures *m) {
    if (!m->wrapped) {
        bool short_lines = m->width <= WIDEST_WRAPPED;
        return short_lines && m->gaps * 8 >= m->stops && m->stops ? TEXT_PARAGRAPHS_BLANK
                                                                  : TEXT_PARAGRAPHS_LINE;
    }
    if (m->indents > 1 && m->indents > m->gaps)
        return TEXT_PARAGRAPHS_INDENT;
    if (m->shorts > 1 && m->shorts > 2 * m->gaps)
        return TEXT_PARAGRAPHS_SHORT;
    return TEXT_PARAGRAPHS_BLANK;
}

/* A file that uses both signs has its writer's own difference between them. */
static void look_for_signs(text_file *file) {
    text_measures *m = &file->measures;
    size_t stars = 0, bars = 0;
    for (size_t i = 0; i < file->count; i++) {
        oct_slice text = file->lines[i].text;
        if (!(file->lines[i].flags & TEXT_HAS_STRESS))
            continue;
        for (size_t at = 0; at + 1 < text.len; at++) {
            bool opens = (at == 0 || text.ptr[at - 1] == ' ') && oct_is_alpha(text.ptr[at + 1]);
            stars += opens && text.ptr[at] == '*';
            bars += opens && text.ptr[at] == '_';
        }
    }
    m->star_strong = stars && bars;
}

void text_measure(text_file *file) {
    text_measures *m = &file->measures;
    m->width = common_width(file);
    m->body = common_indent(file);
    count_pairs(file);
    m->wrapped = is_wrapped(m);
    m->paragraphs = file->options->paragraphs == TEXT_PARAGRAPHS_AUTO
                        ? told_apart(m)
                        : (text_paragraphs)file->options->paragraphs;
    if (m->paragraphs == TEXT_PARAGRAPHS_LINE)
        m->wrapped = false;
    look_for_signs(file);
}

/* ---- Neighbours -------------------------------------------------------------------------------
 */

static bool is_text(const text_line *line) {
    text_class class = text_class_of(line);
    return class == TEXT_OPEN || class == TEXT_PARAGRAPH || class == TEXT_CONTINUED;
}

bool text_stands_apart_before(const text_file *file, size_t i) {
    if (i == 0)
        return true;
    const text_line *line = &file->lines[i], *before = line - 1;
    if (!text_adjoins(before, line) || !is_text(before))
        return true;
    if (file->measures.paragraphs == TEXT_PARAGRAPHS_LINE)
        return true;
    return (before->flags & TEXT_CLOSED) && text_ends_early(file, before, line);
}

bool text_stands_apart_after(const text_file *file, size_t i) {
    if (i + 1 >= file->count)
        return true;
    const text_line *line = &file->lines[i], *next = line + 1;
    if (!text_adjoins(line, next) || !is_text(next))
        return true;
    return file->measures.paragraphs == TEXT_PARAGRAPHS_LINE;
}
