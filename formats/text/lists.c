/* text/lists - lines that begin items of lists, and headings with numbers. A number counts when it
 * goes on with that of another line, or is the first of its list; a numbered line is a heading when
 * it is short, has no item beside it, and text as far out as itself behind it. See text.h. */
#include "formats/text/text.h"

#include "base/utf8.h"

enum { MOST_CHAINS = 32, WIDEST_HEADING = 80, LARGEST_STRAY = 999 };

/* ---- Numbers that go on with each other -------------------------------------------------------
 */

/* The numbered lines at one indentation. */
typedef struct chain {
    uint32_t indent, content;
    text_marker last;
    size_t line;
} chain;

typedef struct chains {
    chain list[MOST_CHAINS];
    size_t count;
} chains;

static bool same_style(const text_marker *a, const text_marker *b) {
    bool decimal = a->style == OCT_LIST_DECIMAL, other = b->style == OCT_LIST_DECIMAL;
    return a->delimiter == b->delimiter && decimal == other;
}

static bool goes_on(const text_marker *before, const text_marker *marker) {
    if (!same_style(before, marker))
        return false;
    if (marker->style == OCT_LIST_DECIMAL)
        return marker->value == before->value + 1;
    bool roman = before->roman && marker->roman && marker->roman == before->roman + 1;
    return roman || (before->value && marker->value == before->value + 1);
}

static bool stands_at(const chain *c, uint32_t indent, uint32_t content) {
    return c->indent == indent || c->content == content;
}

/* Forgets the chains further in than a line; the one of its style at its place, or NULL. */
static chain *chain_of(chains *all, uint32_t indent, uint32_t content, const text_marker *marker) {
    while (all->count && all->list[all->count - 1].indent > indent &&
           !stands_at(&all->list[all->count - 1], indent, content))
        all->count--;
    for (size_t i = all->count; i > 0 && stands_at(&all->list[i - 1], indent, content); i--)
        if (same_style(&all->list[i - 1].last, marker))
            return &all->list[i - 1];
    return NULL;
}

static void begin_chain(chains *all, chain *at, chain begun) {
    if (!at && all->count == MOST_CHAINS)
        return;
    if (!at)
        at = &all->list[all->count++];
    *at = begun;
}

/* The first number of a list, or a year, or an initial? */
static bool is_first(const text_marker *marker) {
    return marker->style == OCT_LIST_DECIMAL && marker->value == 1;
}

static void note_number(text_file *file, chains *all, size_t i, const text_marker *marker) {
    text_line *line = &file->lines[i];
    uint32_t content = line->indent + marker->bytes;
    if (marker->parts > 1) {
        line->reason = TEXT_BY_LONE_NUMBER;
        return;
    }
    chain *at = chain_of(all, line->indent, content, marker);
    if (at && goes_on(&at->last, marker)) {
        line->reason = file->lines[at->line].reason = TEXT_BY_SEQUENCE;
    } else if (is_first(marker)) {
        line->reason = TEXT_BY_LONE_NUMBER;
    }
    begin_chain(all, at, (chain){line->indent, content, *marker, i});
}

/* ---- Bullets ----------------------------------------------------------------------------------
 */

/* A dash in front of one line alone may be that of somebody speaking, and "o" may be a word: such
 * signs need another of their kind. */
static bool needs_company(oct_slice text) {
    if (text.ptr[0] == 'o')
        return text.ptr[1] == ' ' && text.ptr[2] != ' ';
    return oct_slice_starts(text, OCT_S("\u2014")) || oct_slice_starts(text, OCT_S("\u2013")) ||
           oct_slice_starts(text, OCT_S("\u00BB"));
}

static bool has_same_sign(const text_line *a, const text_line *b) {
    size_t length = (unsigned char)a->text.ptr[0] < 0x80 ? 1 : 3;
    return oct_slice_equal(oct_slice_head(a->text, length), oct_slice_head(b->text, length));
}

static bool has_company(const text_file *file, size_t i) {
    const text_line *line = &file->lines[i];
    bool before = i > 0 && text_class_of(line - 1) == TEXT_BULLET && text_adjoins(line - 1, line);
    bool behind = i + 1 < file->count && text_adjoins(line, line + 1) &&
                  text_marker_of(line[1].text).bullet && has_same_sign(line, line + 1);
    return before || behind;
}

/* "- 12 -" is the number of a page. */
static bool is_page_number(oct_slice text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '-' && text.ptr[i] != ' ' && !oct_is_digit(text.ptr[i]))
            return false;
    return text.ptr[text.len - 1] == '-';
}

static void note_bullet(text_file *file, size_t i) {
    text_line *line = &file->lines[i];
    if (is_page_number(line->text) || (needs_company(line->text) && !has_company(file, i)))
        return;
    line->reason = TEXT_BY_BULLET;
}

/* ---- Lines that may begin an item -------------------------------------------------------------
 */

/* Inside a paragraph that is wrapped, a line may begin with a number or a dash by chance: it is no
 * item when the line before is full and no item itself. */
static bool may_begin(const text_file *file, size_t i, bool after_item) {
    if (text_stands_apart_before(file, i))
        return true;
    const text_line *line = &file->lines[i], *before = line - 1;
    if (after_item && line->indent <= before->indent + 3)
        return true;
    if (line->indent > before->indent)
        return true;
    return (before->flags & (TEXT_CLOSED | TEXT_HELD) || !file->measures.wrapped) &&
           text_ends_early(file, before, line);
}

static void find_items(text_file *file) {
    chains all = {.count = 0};
    bool after_item = false;
    for (size_t i = 0; i < file->count; i++) {
        text_line *line = &file->lines[i];
        if (!text_is_open(line))
            continue;
        bool apart = i == 0 || !text_adjoins(line - 1, line);
        after_item = after_item && !apart;
        if (line->flags & TEXT_HAS_MARKER && may_begin(file, i, after_item)) {
            text_marker marker = text_marker_of(line->text);
            if (marker.bullet)
                note_bullet(file, i);
            else
                note_number(file, &all, i, &marker);
            line->marker = marker.bytes;
            after_item = true;
        }
    }
}

/* ---- Headings with numbers --------------------------------------------------------------------
 */

static bool is_item(const text_line *line) {
    return text_class_of(line) == TEXT_NUMBER || text_class_of(line) == TEXT_BULLET;
}

static bool is_numbered(const text_line *line) {
    return text_class_of(line) == TEXT_NUMBER || line->reason == TEXT_BY_NUMBERED;
}

static size_t spaces_in(oct_slice text) {
    size_t count = 0;
    for (size_t at; (at = oct_slice_find_byte(text, ' ')) < text.len; count++)
        text = oct_slice_from(text, at + 1);
    return count;
}

/* A title may be a question, and a few words alone on their line may have a full stop. */
static bool may_end_so(const text_file *file, size_t i, oct_slice words) {
    const text_line *line = &file->lines[i];
    char last = words.ptr[words.len - 1];
    bool alone = i + 1 < file->count && line[1].blanks && (i == 0 || line->blanks);
    bool few = last == '.' && alone && spaces_in(words) < 8;
    return last == '?' || few || !(line->flags & (TEXT_CLOSED | TEXT_HELD));
}

static bool looks_like_title(const text_file *file, size_t i) {
    const text_line *line = &file->lines[i];
    oct_slice words = oct_slice_from(line->text, line->marker);
    size_t length;
    if (!words.len || line->width > WIDEST_HEADING || line->flags & TEXT_HAS_PIPE)
        return false;
    bool capital = text_is_upper(oct_utf8_decode(words, &length)) || (words.ptr[0] & 0x80);
    return capital && may_end_so(file, i, words);
}

/* What stands behind: a text that is not further in than the number's own words. In "1.2" itself
 * is the sign of a heading; the section may begin with a list or with another heading. */
static bool text_follows(const text_file *file, size_t i, const text_marker *marker) {
    const text_line *line = &file->lines[i];
    if (i + 1 >= file->count)
        return false;
    const text_line *next = line + 1;
    if (next->quotes != line->quotes)
        return false;
    bool deeper = is_numbered(next) && text_marker_of(next->text).parts > marker->parts;
    if (deeper)
        return true;
    if (is_item(next))
        return next->blanks > 0 && (marker->parts > 1 || text_class_of(next) == TEXT_BULLET) &&
               !is_numbered(next);
    bool one_a_line = file->measures.paragraphs == TEXT_PARAGRAPHS_LINE;
    if (next->blanks == 0 && !one_a_line && text_is_open(next))
        return marker->parts > 1 && text_ends_early(file, line, next) &&
               (next->flags & TEXT_OPENS_UPPER);
    if (one_a_line && next->blanks == 0 && next->width < line->width * 2 && text_is_open(next))
        return false;
    /* An item's own paragraphs are under its words; those of a file that is indented as a whole
     * are not. */
    return next->indent <= line->indent || next->indent <= file->measures.body || marker->parts > 1;
}

/* Whether the line before is an item of the same list. */
static bool is_listed(const text_file *file, size_t i) {
    const text_line *line = &file->lines[i];
    if (i == 0 || text_class_of(line - 1) != TEXT_NUMBER || line[-1].quotes != line->quotes)
        return false;
    text_marker before = text_marker_of(line[-1].text), marker = text_marker_of(line->text);
    return same_style(&before, &marker) && goes_on(&before, &marker);
}

static void find_numbered_headings(text_file *file) {
    for (size_t i = 0; i < file->count; i++) {
        text_line *line = &file->lines[i];
        if (text_class_of(line) != TEXT_NUMBER || !looks_like_title(file, i) ||
            is_listed(file, i) || line->quotes)
            continue;
        text_marker marker = text_marker_of(line->text);
        bool apart = text_stands_apart_before(file, i) && line->indent <= file->measures.body + 2;
        if (marker.delimiter != OCT_DELIM_PERIOD || !apart || !text_follows(file, i, &marker))
            continue;
        line->reason = TEXT_BY_NUMBERED;
        line->marker = 0;
        line->level = (uint8_t)(TEXT_STYLE_NUMBER + (marker.parts < 8 ? marker.parts : 8));
    }
}

/* A number with several parts that begins no heading begins no item either. */
static void forget_parts(text_file *file) {
    for (size_t i = 0; i < file->count; i++)
        if (text_class_of(&file->lines[i]) == TEXT_NUMBER &&
            text_marker_of(file->lines[i].text).parts > 1)
            file->lines[i].reason = TEXT_BY_OPEN;
}

void text_find_lists(text_file *file) {
    find_items(file);
    find_numbered_headings(file);
    forget_parts(file);
}
