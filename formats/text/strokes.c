/* text/strokes - tables drawn with Unicode's box drawing characters are read as those of ASCII's
 * "+", "-" and "|" are: their lines are put into these while tables are looked for. See
 * table_lines.h. */
#include "formats/text/table_lines.h"

#include "base/utf8.h"

typedef struct range {
    uint16_t first, last;
} range;

static bool is_in(uint32_t c, const range *ranges, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

/* The sign of ASCII for a stroke; 0 for what is none. Heavy and double lines stand under heads. */
static char stroke(uint32_t c) {
    static const range dashes[] = {
        {0x2500, 0x2500}, {0x2504, 0x2504}, {0x2508, 0x2508}, {0x254C, 0x254C}};
    static const range heavy[] = {
        {0x2501, 0x2501}, {0x2505, 0x2505}, {0x2509, 0x2509}, {0x254D, 0x254D}, {0x2550, 0x2550}};
    static const range bars[] = {
        {0x2502, 0x2503}, {0x2506, 0x2507}, {0x250A, 0x250B}, {0x254E, 0x254F}, {0x2551, 0x2551}};
    if (c < 0x2500 || c > 0x2570)
        return '\0';
    if (is_in(c, dashes, sizeof dashes / sizeof *dashes))
        return '-';
    if (is_in(c, heavy, sizeof heavy / sizeof *heavy))
        return '=';
    return is_in(c, bars, sizeof bars / sizeof *bars) ? '|' : '+';
}

typedef struct look {
    bool first, last; /* the character at that end is a stroke */
    bool corner, other, parted;
} look;

static look look_at(oct_slice text) {
    look seen = {0};
    size_t length;
    for (size_t at = 0; at < text.len; at += length) {
        char sign = stroke(oct_utf8_decode(oct_slice_from(text, at), &length));
        bool spaced = at > 0 && text.ptr[at - 1] == ' ' &&
                      (at + length == text.len || text.ptr[at + length] == ' ');
        seen.first |= at == 0 && sign;
        seen.last = sign;
        seen.corner |= sign == '+';
        seen.parted |= sign == '|' && spaced;
        seen.other |= !sign && text.ptr[at] != ' ';
    }
    return seen;
}

/* Not the lines of a folder's tree, which have strokes at the front only. */
static bool is_of_table(const text_line *line) {
    if (!(line->flags & TEXT_HAS_HIGH) || oct_slice_find_byte(line->text, '|') < line->text.len)
        return false;
    look seen = look_at(line->text);
    return (seen.first && seen.last && (seen.other || seen.corner)) || seen.parted ||
           (seen.corner && !seen.other);
}

/* The tree will point into it. */
static oct_slice in_ascii(text_file *file, oct_slice text) {
    char *bytes = oct_arena_bytes(oct_builder_arena(file->reading->builder), text.len);
    size_t written = 0, length;
    for (size_t at = 0; bytes && at < text.len; at += length) {
        char sign = stroke(oct_utf8_decode(oct_slice_from(text, at), &length));
        if (sign)
            bytes[written++] = sign;
        else
            for (size_t i = 0; i < length; i++)
                bytes[written++] = text.ptr[at + i];
    }
    return (oct_slice){bytes, written};
}

typedef struct redrawn {
    size_t line;
    oct_slice text;
    uint16_t flags;
} redrawn;

void text_redraw(text_file *file, oct_buffer *lines) {
    const oct_arena *arena = oct_builder_arena(file->reading->builder);
    for (size_t i = 0; i < file->count && !arena->failed && !lines->failed; i++) {
        text_line *line = &file->lines[i];
        if (!text_is_open(line) || !is_of_table(line))
            continue;
        redrawn before = {i, line->text, line->flags};
        oct_buffer_append(lines, (const char *)&before, sizeof before);
        line->text = in_ascii(file, line->text);
        if (oct_slice_find_byte(line->text, '|') < line->text.len)
            line->flags |= TEXT_HAS_PIPE;
    }
    file->failed |= lines->failed || arena->failed;
}

void text_undo_redrawing(text_file *file, const oct_buffer *lines) {
    const redrawn *all = (const redrawn *)(const void *)lines->ptr;
    for (size_t i = 0; i < lines->len / sizeof *all; i++) {
        text_line *line = &file->lines[all[i].line];
        if (!text_is_open(line))
            continue;
        line->text = all[i].text;
        line->flags = all[i].flags;
    }
}

/* ---- Drawings that are no tables --------------------------------------------------------------
 */

/* "├── name", "|-- name", "`-- name" */
static bool is_drawn(const text_line *line) {
    size_t length;
    return stroke(oct_utf8_decode(line->text, &length)) ||
           oct_slice_starts(line->text, OCT_S("|-- ")) ||
           oct_slice_starts(line->text, OCT_S("`-- ")) ||
           oct_slice_starts(line->text, OCT_S("|   "));
}

static bool is_one_word(const text_line *line) {
    return oct_slice_find_byte(line->text, ' ') == line->text.len;
}

static size_t drawn_end(const text_file *file, size_t i) {
    size_t end = i;
    while (end < file->count && text_is_open(&file->lines[end]) && is_drawn(&file->lines[end]) &&
           (end == i || text_adjoins(&file->lines[end - 1], &file->lines[end])))
        end++;
    return end;
}

void text_find_drawings(text_file *file) {
    for (size_t i = 0; i < file->count; i++) {
        size_t end = drawn_end(file, i), start = i;
        if (end < i + 2)
            continue;
        bool root = i > 0 && text_is_open(&file->lines[i - 1]) &&
                    text_adjoins(&file->lines[i - 1], &file->lines[i]) &&
                    is_one_word(&file->lines[i - 1]);
        for (start -= root; start < end; start++)
            file->lines[start].reason = TEXT_BY_DRAWING;
        i = end - 1;
    }
}
