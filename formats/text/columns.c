/* text/columns - tables whose columns are only aligned: gaps at the same place in every line part
 * them, or a line of hyphens shows them. See table_lines.h. */
#include "formats/text/table_lines.h"

#include "base/utf8.h"

enum {
    LEAST_GAP = 2,   /* columns */
    LEAST_LINES = 3, /* of a table that no line of hyphens shows */
    MOST_SAMPLED = 4000
};

/* ---- Where text stands ------------------------------------------------------------------------
 */

/* A walk over the characters of a line and the columns that they stand in. */
typedef struct position {
    size_t byte;
    uint32_t column;
} position;

static void step(const text_line *line, position *at) {
    unsigned char c = (unsigned char)line->text.ptr[at->byte];
    size_t length = 1;
    if (c == '\t') {
        at->column += 8 - at->column % 8;
    } else if (c < 0x80) {
        at->column++;
    } else {
        oct_utf8_decode(oct_slice_from(line->text, at->byte), &length);
        at->column += text_columns(oct_slice_head(oct_slice_from(line->text, at->byte), length));
    }
    at->byte += length;
}

static void mark_taken(const text_line *line, bool *taken) {
    position at = {0, line->indent};
    while (at.byte < line->text.len && at.column < TEXT_WIDEST_TABLE) {
        bool space = oct_is_space(line->text.ptr[at.byte]);
        uint32_t start = at.column;
        step(line, &at);
        for (uint32_t i = start; !space && i < at.column && i < TEXT_WIDEST_TABLE; i++)
            taken[i] = true;
    }
}

static void columns_of(const bool *taken, text_columns_found *found) {
    uint32_t gap = LEAST_GAP;
    found->count = 0;
    for (uint32_t i = 0; i < TEXT_WIDEST_TABLE; i++) {
        if (!taken[i]) {
            gap++;
            continue;
        }
        if (gap >= LEAST_GAP && found->count < TEXT_MOST_COLUMNS)
            found->column[found->count++].start = i;
        found->column[found->count - 1].end = i + 1;
        gap = 0;
    }
    if (found->count)
        found->column[found->count - 1].end = UINT32_MAX;
}

void text_look_for_columns(const text_file *file, size_t first, size_t end,
                           text_columns_found *found) {
    bool taken[TEXT_WIDEST_TABLE] = {false};
    bool rule = false;
    for (size_t i = first; i < end; i++)
        rule |= text_is_column_rule(&file->lines[i]);
    for (size_t i = first; i < end; i++)
        if (!rule || text_is_column_rule(&file->lines[i]))
            mark_taken(&file->lines[i], taken);
    columns_of(taken, found);
    if (found->count < 2)
        found->count = 0;
}

oct_slice text_in_column(const text_line *line, const text_column *column) {
    position at = {0, line->indent};
    while (at.byte < line->text.len && at.column < column->start)
        step(line, &at);
    size_t start = at.byte;
    while (at.byte < line->text.len && at.column < column->end)
        step(line, &at);
    return oct_slice_trim(oct_slice_head(oct_slice_from(line->text, start), at.byte - start));
}

bool text_is_column_rule(const text_line *line) {
    char sign;
    return (line->text.ptr[0] == '-' || line->text.ptr[0] == '=') &&
           text_is_signs(line->text, &sign) &&
           oct_slice_find(line->text, OCT_S("  ")) < line->text.len;
}

/* ---- Tables that a line of hyphens shows -------------------------------------------------------
 */

/* Whether a line has no text in the gaps of a table but for spaces. */
static bool keeps_to(const text_line *line, const text_columns_found *found) {
    bool taken[TEXT_WIDEST_TABLE] = {false};
    mark_taken(line, taken);
    for (size_t i = 0; i + 1 < found->count; i++)
        for (uint32_t at = found->column[i].end; at < found->column[i + 1].start; at++)
            if (taken[at])
                return false;
    return line->indent >= (found->column[0].start > 2 ? found->column[0].start - 2 : 0);
}

static size_t mark_ruled(text_file *file, size_t rule) {
    text_columns_found found;
    size_t first = rule, end = rule + 1;
    text_look_for_columns(file, rule, rule + 1, &found);
    while (first > 0 && text_is_open(&file->lines[first - 1]) &&
           text_adjoins(&file->lines[first - 1], &file->lines[first]) &&
           keeps_to(&file->lines[first - 1], &found))
        first--;
    while (end < file->count && text_is_open(&file->lines[end]) &&
           text_adjoins(&file->lines[end - 1], &file->lines[end]) &&
           keeps_to(&file->lines[end], &found))
        end++;
    if (found.count < 2 || end - first < 2)
        return rule + 1;
    for (size_t i = first; i < end; i++) {
        bool ruled = text_is_column_rule(&file->lines[i]);
        file->lines[i].reason = ruled ? TEXT_BY_TABLE_RULE : TEXT_BY_TABLE_COLUMNS;
        file->lines[i].level = (uint8_t)((i < rule ? TEXT_ROW_HEADS : 0) |
                                         (i > first && i < rule ? TEXT_ROW_GOES_ON : 0));
    }
    file->lines[first].level |= TEXT_ROW_STARTS;
    return end;
}

/* ---- Tables that only their gaps show ----------------------------------------------------------
 */

static bool may_be_row(const text_line *line) {
    return text_is_open(line) && (line->flags & (TEXT_HAS_GAP | TEXT_HAS_MARKER)) == TEXT_HAS_GAP;
}

static bool has_digits_only(oct_slice text) {
    for (size_t i = 0; i < text.len; i++)
        if (!oct_is_digit(text.ptr[i]) && !strchr("$%.,+-() /:", text.ptr[i]))
            return false;
    return text.len > 0;
}

/* The first row is a header when it has no number in a column where the others have. */
static bool has_header(const text_file *file, size_t first, size_t end,
                       const text_columns_found *found) {
    for (size_t c = 0; c < found->count; c++) {
        size_t numbers = 0;
        for (size_t i = first + 1; i < end; i++)
            numbers += has_digits_only(text_in_column(&file->lines[i], &found->column[c]));
        oct_slice top = text_in_column(&file->lines[first], &found->column[c]);
        if (numbers * 4 >= (end - first - 1) * 3 && top.len && !has_digits_only(top))
            return true;
    }
    return false;
}

/* Every row has text in the first column and in another one. */
static bool is_filled(const text_file *file, size_t first, size_t end,
                      const text_columns_found *found) {
    for (size_t i = first; i < end; i++) {
        size_t filled = 0;
        for (size_t c = 0; c < found->count; c++)
            filled += text_in_column(&file->lines[i], &found->column[c]).len > 0;
        if (filled < 2 || file->lines[i].indent > found->column[0].end)
            return false;
    }
    return true;
}

static size_t mark_gapped(text_file *file, size_t i) {
    size_t end = i;
    while (end < file->count && may_be_row(&file->lines[end]) && end - i < MOST_SAMPLED &&
           (end == i || text_adjoins(&file->lines[end - 1], &file->lines[end])))
        end++;
    text_columns_found found;
    if (end - i < LEAST_LINES)
        return end > i ? end : i + 1;
    text_look_for_columns(file, i, end, &found);
    if (!found.count || !is_filled(file, i, end, &found) || text_has_code_signs(file, i, end))
        return end;
    bool header = has_header(file, i, end, &found);
    for (size_t at = i; at < end; at++) {
        file->lines[at].reason = TEXT_BY_TABLE_COLUMNS;
        file->lines[at].level =
            (uint8_t)(at > i ? 0 : TEXT_ROW_STARTS | (header ? TEXT_ROW_HEADS : 0));
    }
    return end;
}

void text_find_ruled_columns(text_file *file) {
    for (size_t i = 0; i < file->count;) {
        if (text_is_open(&file->lines[i]) && text_is_column_rule(&file->lines[i]))
            i = mark_ruled(file, i);
        else
            i++;
    }
}

void text_find_columns(text_file *file) {
    for (size_t i = 0; i < file->count;) {
        if (text_is_open(&file->lines[i]) && (file->lines[i].flags & TEXT_HAS_GAP))
            i = mark_gapped(file, i);
        else
            i++;
    }
}
