/* text/rules - lines of signs: under headings, around them, and alone; and headings that have signs
 * at their ends. See text.h. */
#include "formats/text/text.h"

enum { WIDEST_HEADING = 100, LEAST_SIGNS = 3 };

bool text_is_signs(oct_slice text, char *sign) {
    static const char signs[] = "-=*_~^#+\"'`";
    *sign = text.len ? text.ptr[0] : 0;
    if (!text.len || !strchr(signs, *sign))
        return false;
    for (size_t i = 1; i < text.len; i++)
        if (text.ptr[i] != *sign && text.ptr[i] != ' ')
            return false;
    return true;
}

/* A run of one sign without spaces, as it stands under headings. */
static bool is_underline(const text_line *line, char *sign) {
    return line->text.len >= LEAST_SIGNS && text_is_signs(line->text, sign) &&
           oct_slice_find_byte(line->text, ' ') == line->text.len;
}

static uint8_t style_of(char sign) {
    return sign == '='                  ? TEXT_STYLE_EQUALS
           : sign == '-' || sign == '_' ? TEXT_STYLE_DASHES
                                        : TEXT_STYLE_OTHER_SIGNS;
}

static bool may_be_heading(const text_line *line) {
    return text_is_open(line) && (line->flags & TEXT_HAS_LETTERS) &&
           line->width <= WIDEST_HEADING && !(line->flags & TEXT_HAS_PIPE);
}

static bool near_in_width(uint32_t a, uint32_t b) {
    uint32_t difference = a > b ? a - b : b - a, allowed = a / 4 > 3 ? a / 4 : 3;
    return difference <= allowed;
}

static void make_heading(text_line *first, size_t lines, uint8_t style) {
    for (size_t i = 0; i < lines; i++)
        first[i].reason = i ? TEXT_BY_HEADING_GOES_ON : TEXT_BY_UNDERLINED;
    first->level = style;
}

/* A text with a line of the same signs above and below. */
static bool find_box(text_file *file, size_t i, char sign) {
    text_line *above = &file->lines[i];
    char other;
    if (i + 2 >= file->count || !may_be_heading(above + 1) || !is_underline(above + 2, &other) ||
        other != sign || !near_in_width(above->width, above[2].width) ||
        !text_adjoins(above, above + 1) || !text_adjoins(above + 1, above + 2))
        return false;
    make_heading(above + 1, 1, TEXT_STYLE_BOX);
    above->reason = above[2].reason = TEXT_BY_HEADING_RULE;
    return true;
}

/* One or two lines that stand alone, with a line of signs under them. The sign may be of another
 * length when they stand behind a blank line. */
static bool find_underlined(text_file *file, size_t i, char sign) {
    text_line *rule = &file->lines[i];
    if (i == 0 || !may_be_heading(rule - 1) || !text_adjoins(rule - 1, rule))
        return false;
    bool two = i > 1 && text_is_open(rule - 2) && text_adjoins(rule - 2, rule - 1) &&
               file->measures.paragraphs != TEXT_PARAGRAPHS_LINE;
    size_t first = i - 1 - two;
    bool alone = first == 0 || !text_adjoins(&file->lines[first - 1], &file->lines[first]) ||
                 !text_is_open(&file->lines[first - 1]) ||
                 file->measures.paragraphs == TEXT_PARAGRAPHS_LINE;
    uint32_t width = rule[-1].width;
    if (two && rule[-2].width > width)
        width = rule[-2].width;
    bool near = near_in_width(width, rule->width);
    if (two ? !(alone && near && may_be_heading(rule - 2)) : !(alone || near))
        return false;
    make_heading(&file->lines[first], i - first, style_of(sign));
    rule->reason = TEXT_BY_HEADING_RULE;
    return true;
}

/* ---- Breaks -----------------------------------------------------------------------------------
 */

static bool is_ornament(oct_slice text) {
    static const char *const ornaments[] = {"\u2042", "\u2766", "\u2767", "\u25CA",
                                            "\u2022", "\u2014", "\u2500", "\u2501",
                                            "\u2550", "\u2605", "\u2606", "\u2731"};
    while (text.len) {
        size_t i = 0, count = sizeof ornaments / sizeof *ornaments;
        while (i < count && !oct_slice_starts(text, oct_slice_of(ornaments[i])))
            i++;
        if (i == count && text.ptr[0] != ' ')
            return false;
        text = oct_slice_from(text, i < count ? strlen(ornaments[i]) : 1);
    }
    return true;
}

static bool is_break(const text_line *line) {
    enum { FAR_IN = 8 };
    char sign;
    if (line->flags & TEXT_HAS_LETTERS)
        return false;
    if (text_is_signs(line->text, &sign))
        return line->text.len >= LEAST_SIGNS || (line->indent >= FAR_IN && strchr("*#-~", sign));
    return (line->flags & TEXT_HAS_HIGH) && is_ornament(line->text);
}

/* ---- Signs at both ends -----------------------------------------------------------------------
 */

static size_t run_length(oct_slice text, char sign) {
    size_t length = 0;
    while (length < text.len && text.ptr[length] == sign)
        length++;
    return length;
}

static size_t run_length_at_end(oct_slice text, char sign) {
    size_t length = 0;
    while (length < text.len && text.ptr[text.len - 1 - length] == sign)
        length++;
    return length;
}

/* "== Title ==", "*** Title ***" */
static bool find_decorated(text_line *line) {
    char sign = line->text.ptr[0];
    if (!strchr("=-*~+_#", sign) || !may_be_heading(line))
        return false;
    size_t length = run_length(line->text, sign), behind = run_length_at_end(line->text, sign);
    if (length != behind || length < (sign == '=' ? 1 : 2) || line->text.len < 2 * length + 3)
        return false;
    oct_slice inner =
        oct_slice_head(oct_slice_from(line->text, length), line->text.len - 2 * length);
    oct_slice words = oct_slice_trim(inner);
    if (inner.ptr[0] != ' ' || inner.ptr[inner.len - 1] != ' ' || words.len == 0)
        return false;
    line->text = words;
    line->reason = TEXT_BY_DECORATED;
    line->level = (uint8_t)(TEXT_STYLE_DECORATED + (length < 6 ? length : 6));
    return true;
}

/* "# Title", as Markdown has it; not what comes in several lines, as comments do. */
static bool find_hashes(text_file *file, size_t i) {
    text_line *line = &file->lines[i];
    size_t length = run_length(line->text, '#');
    oct_slice words = oct_slice_trim(oct_slice_from(line->text, length));
    words = oct_slice_trim(oct_slice_head(words, words.len - run_length_at_end(words, '#')));
    if (length < 1 || length > 6 || line->text.len <= length || line->text.ptr[length] != ' ' ||
        words.len == 0 || line->indent > file->measures.body + 3)
        return false;
    bool follows = i > 0 && text_adjoins(line - 1, line) && line[-1].text.ptr[0] == '#';
    bool followed =
        i + 1 < file->count && text_adjoins(line, line + 1) && line[1].text.ptr[0] == '#';
    if (follows || followed)
        return false;
    line->text = words;
    line->reason = TEXT_BY_HASHES;
    line->level = (uint8_t)(TEXT_STYLE_HASH + length - 1);
    return true;
}

static void find_at(text_file *file, size_t i) {
    text_line *line = &file->lines[i];
    char sign;
    if (is_underline(line, &sign) && (find_box(file, i, sign) || find_underlined(file, i, sign)))
        return;
    if (text_is_open(line) && is_break(line))
        line->reason = TEXT_BY_BREAK;
    else if (text_is_open(line) && !find_decorated(line) && line->text.ptr[0] == '#')
        find_hashes(file, i);
}

void text_find_rules(text_file *file) {
    for (size_t i = 0; i < file->count; i++)
        if (text_is_open(&file->lines[i]))
            find_at(file, i);
}
