/* text/headings - headings that nothing marks but their look: capitals, a place in the middle of
 * the page, a short line that a text follows. Chapters, numbers and underlines were found before.
 * See text.h. */
#include "formats/text/text.h"

enum {
    WIDEST_HEADING = 100,
    MOST_WORDS = 14,
    LEAST_PROSE = 50, /* columns of a line that is text rather than one more short line */
    FAR_IN = 8,
    OFF_CENTRE = 8 /* this part of the width */
};

/* Words, as far as single spaces part them. */
static size_t word_count(oct_slice text) {
    size_t count = 1;
    for (size_t at; (at = oct_slice_find_byte(text, ' ')) < text.len; count++)
        text = oct_slice_from(text, at + 1);
    return count;
}

static bool is_held(const text_line *line) {
    return line->flags & TEXT_HELD;
}

/* Whether a line may be a heading at all: not too long, and no sentence. */
static bool may_be_heading(const text_line *line) {
    return text_is_open(line) && line->width <= WIDEST_HEADING && !line->quotes &&
           !(line->flags & (TEXT_HAS_PIPE | TEXT_HAS_TAB)) && (line->flags & TEXT_HAS_LETTERS) &&
           word_count(line->text) <= MOST_WORDS;
}

/* A long line, or one that another one goes on with. */
static bool is_prose(const text_file *file, size_t i) {
    const text_line *line = &file->lines[i];
    text_class class = text_class_of(line);
    if (class == TEXT_BULLET || class == TEXT_NUMBER || class == TEXT_ROW || class == TEXT_RULED)
        return true;
    if (!text_is_open(line) && class != TEXT_PARAGRAPH)
        return false;
    bool goes_on = i + 1 < file->count && text_adjoins(line, line + 1) && text_is_open(line + 1);
    return line->width >= LEAST_PROSE || (goes_on && line->width * 2 >= LEAST_PROSE);
}

/* ---- The middle of the page -------------------------------------------------------------------
 */

static bool is_centred(const text_file *file, const text_line *line) {
    uint32_t width = file->measures.width, left = line->indent;
    if (!file->measures.wrapped || left < FAR_IN || text_edge(line) > width)
        return false;
    uint32_t right = width - text_edge(line);
    return (left > right ? left - right : right - left) <= width / OFF_CENTRE;
}

/* ---- Capitals ---------------------------------------------------------------------------------
 */

static size_t letters_in(oct_slice text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += oct_is_alpha(text.ptr[i]) || (text.ptr[i] & 0x80);
    return count;
}

/* One or two lines in capitals; more of them are a text in capitals. */
static size_t capitals_end(const text_file *file, size_t i) {
    size_t end = i;
    while (end < file->count && end <= i + 3 && text_is_open(&file->lines[end]) &&
           (file->lines[end].flags & TEXT_CAPS) &&
           (end == i || text_adjoins(&file->lines[end - 1], &file->lines[end])))
        end++;
    return end;
}

static bool find_capitals(text_file *file, size_t i) {
    text_line *line = &file->lines[i];
    size_t end = capitals_end(file, i), letters = letters_in(line->text);
    bool narrow =
        !file->measures.wrapped || text_edge(line) * 10 <= file->measures.width * 9 || end == i + 1;
    if (end == i || end > i + 3 || letters < 3 || letters * 2 < line->text.len || !narrow ||
        is_held(&file->lines[end - 1]) || !text_stands_apart_before(file, i) || end == file->count)
        return false;
    if (file->measures.paragraphs == TEXT_PARAGRAPHS_LINE)
        end = i + 1;
    if (text_adjoins(&file->lines[end - 1], &file->lines[end]) &&
        !text_ends_early(file, &file->lines[end - 1], &file->lines[end]))
        return false;
    for (size_t at = i; at < end; at++)
        file->lines[at].reason = at == i ? TEXT_BY_ALL_CAPS : TEXT_BY_HEADING_GOES_ON;
    line->level = is_centred(file, line) ? TEXT_STYLE_CENTRED : TEXT_STYLE_CAPS;
    return true;
}

static bool find_centred(text_file *file, size_t i) {
    text_line *line = &file->lines[i];
    bool alone = text_stands_apart_before(file, i) && text_stands_apart_after(file, i);
    /* Right under such a heading stands who wrote it. */
    bool second =
        i > 0 && (line[-1].reason == TEXT_BY_CENTRED || line[-1].level == TEXT_STYLE_CENTRED);
    if (!is_centred(file, line) || !alone || second || i + 1 == file->count || is_held(line) ||
        (line->flags & TEXT_CLOSED && !(line->flags & TEXT_CAPS)))
        return false;
    line->reason = TEXT_BY_CENTRED;
    line->level = TEXT_STYLE_CENTRED;
    return true;
}

/* ---- Short lines ------------------------------------------------------------------------------
 */

/* "Figure 3. The canal" stands under a picture, "Table 2" at a table. */
static bool is_caption(oct_slice text) {
    static const char *const words[] = {"Figure",       "Fig.",    "Table", "Plate",     "Photo",
                                        "Illustration", "Listing", "Abb.",  "Abbildung", "Tabelle",
                                        "Tab.",         "Tableau", "[Image"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (oct_slice_starts(text, oct_slice_of(words[i])))
            return true;
    return false;
}

static bool is_short_title(const text_line *line) {
    return (line->flags & TEXT_OPENS_UPPER) && !(line->flags & (TEXT_CLOSED | TEXT_HELD)) &&
           !(line->flags & TEXT_HAS_GAP) && !is_caption(line->text);
}

/* Whether a text follows that is longer, so that the line cannot be one among equals. */
static bool longer_text_follows(const text_file *file, size_t i) {
    const text_line *line = &file->lines[i];
    if (i + 1 >= file->count || line[1].quotes || !is_prose(file, i + 1))
        return false;
    text_class next = text_class_of(line + 1);
    bool lists = next == TEXT_BULLET || next == TEXT_NUMBER;
    if (lists || next == TEXT_ROW)
        return true;
    if (file->measures.paragraphs == TEXT_PARAGRAPHS_LINE)
        return line[1].width * 2 >= line->width * 3;
    return line[1].width > line->width || !text_adjoins(line, line + 1);
}

/* In a file that is wrapped, a title is alone between blank lines, or ends long before the margin
 * with a new sentence behind it. */
static bool is_alone(const text_file *file, size_t i) {
    const text_line *line = &file->lines[i];
    bool blank_before = i == 0 || !text_adjoins(line - 1, line) || !text_is_open(line - 1);
    if (file->measures.paragraphs == TEXT_PARAGRAPHS_LINE)
        return true;
    if (text_stands_apart_after(file, i))
        return text_stands_apart_before(file, i) &&
               (!file->measures.wrapped || line->width * 10 <= file->measures.width * 9);
    return blank_before && (line[1].flags & TEXT_OPENS_UPPER) &&
           text_ends_well_before(file, line, line + 1) &&
           line->width * 3 <= file->measures.width * 2;
}

static bool find_short(text_file *file, size_t i) {
    text_line *line = &file->lines[i];
    bool in_place = line->indent <= file->measures.body + 1;
    if (!is_short_title(line) || !in_place || file->measures.mail || !is_alone(file, i) ||
        !longer_text_follows(file, i))
        return false;
    bool list_glued =
        i + 1 < file->count && text_adjoins(line, line + 1) && text_class_of(line + 1) == TEXT_ROW;
    if (list_glued)
        return false; /* it is more likely what the table shows */
    line->reason = TEXT_BY_SHORT_LINE;
    line->level = TEXT_STYLE_SHORT;
    return true;
}

/* In a file whose text is indented, what is not begins a section. */
static bool find_outdented(text_file *file, size_t i) {
    text_line *line = &file->lines[i];
    if (line->indent + 2 > file->measures.body || file->measures.body < 3 || is_held(line) ||
        (line->flags & TEXT_CLOSED) || !(line->flags & TEXT_OPENS_UPPER) ||
        (line->flags & TEXT_HAS_GAP) || i + 1 == file->count || line[1].indent <= line->indent ||
        !text_stands_apart_before(file, i))
        return false;
    line->reason = TEXT_BY_OUTDENTED;
    line->level = TEXT_STYLE_OUTDENTED;
    return true;
}

/* The first line of all, when it is a title and no short text as a whole. */
static bool find_title(text_file *file) {
    text_line *line = &file->lines[0];
    if (!is_short_title(line) || file->measures.mail || file->measures.gutenberg ||
        !may_be_heading(line) || file->count < 3)
        return false;
    bool blank_behind = !text_adjoins(line, line + 1);
    bool glued = file->measures.paragraphs == TEXT_PARAGRAPHS_LINE && longer_text_follows(file, 0);
    if (!blank_behind && !glued)
        return false;
    line->reason = TEXT_BY_FIRST_LINE;
    line->level = TEXT_STYLE_TITLE;
    return true;
}

void text_find_headings(text_file *file) {
    size_t first = file->count && find_title(file) ? 1 : 0;
    for (size_t i = first; i < file->count; i++)
        if (text_stands_apart_before(file, i) && may_be_heading(&file->lines[i]) &&
            !find_capitals(file, i) && !find_outdented(file, i) && !find_centred(file, i))
            find_short(file, i);
}
