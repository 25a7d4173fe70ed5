/* text/markers - bullets and numbers in front of lines. See text.h. */
#include "formats/text/text.h"

#include "base/utf8.h"

enum { LONGEST_MARK = 32, MOST_DIGITS = 9 };

/* ---- Bullets ----------------------------------------------------------------------------------
 */

/* The signs, and the level that word processors give to them when they write plain text. */
static const struct {
    uint16_t sign;
    uint8_t rank;
} bullets[] = {
    {'-', 0},    {'*', 0},    {'+', 0},    {0x2022, 1}, {0x00B7, 1}, {0xF0B7, 1},
    {'o', 2},    {0x25E6, 2}, {0x25CB, 2}, {0x25AA, 3}, {0xF0A7, 3}, {0x25AB, 3},
    {0x2023, 0}, {0x2043, 0}, {0x2013, 0}, {0x2014, 0}, {0x25CF, 0}, {0x25A0, 0},
    {0x25A1, 0}, {0x25C6, 0}, {0x25C7, 0}, {0x25BA, 0}, {0x25B6, 0}, {0x25B8, 0},
    {0x27A2, 0}, {0x2794, 0}, {0x2192, 0}, {0x2713, 0}, {0x2714, 0}, {0x2726, 0},
    {0x2605, 0}, {0x2606, 0}, {0x00BB, 0}, {0x2219, 0}, {0x2218, 0}, {0x30FB, 0},
};

/* Boxes to tick are bullets and say whether it is done. */
static const struct {
    const char *sign;
    uint8_t task;
} boxes[] = {{"\u2610", OCT_TASK_OPEN}, {"\u2611", OCT_TASK_DONE}, {"\u2612", OCT_TASK_DONE},
             {"[ ]", OCT_TASK_OPEN},    {"[x]", OCT_TASK_DONE},    {"[X]", OCT_TASK_DONE}};

/* The bytes of the white space at a place; a mark without any behind it is none. */
static size_t space_behind(oct_slice text, size_t at) {
    size_t start = at;
    while (at < text.len && oct_is_space(text.ptr[at]))
        at++;
    return at < text.len ? at - start : 0;
}

static bool bullet_at(oct_slice text, text_marker *marker) {
    size_t length;
    uint32_t c = oct_utf8_decode(text, &length);
    size_t space = space_behind(text, length);
    for (size_t i = 0; space && i < sizeof bullets / sizeof *bullets; i++) {
        if (bullets[i].sign != c)
            continue;
        marker->bytes = (uint16_t)(length + (space < UINT8_MAX ? space : UINT8_MAX));
        marker->rank = bullets[i].rank;
        return true;
    }
    return false;
}

static bool box_at(oct_slice text, size_t start, text_marker *marker) {
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        oct_slice sign = oct_slice_of(boxes[i].sign);
        size_t at = start + sign.len;
        size_t space =
            oct_slice_starts(oct_slice_from(text, start), sign) ? space_behind(text, at) : 0;
        if (!space)
            continue;
        marker->bytes = (uint16_t)(at + (space < UINT8_MAX ? space : UINT8_MAX));
        marker->task = boxes[i].task;
        return true;
    }
    return false;
}

/* ---- Numbers ----------------------------------------------------------------------------------
 */

static int32_t roman_digit(char c) {
    switch (oct_to_lower(c)) {
    case 'i':
        return 1;
    case 'v':
        return 5;
    case 'x':
        return 10;
    case 'l':
        return 50;
    case 'c':
        return 100;
    case 'd':
        return 500;
    case 'm':
        return 1000;
    default:
        return 0;
    }
}

/* All capitals or all small; no digit four times in a row, and none smaller than the one two
 * before it, but for a pair such as "ix" at the end. */
int32_t text_roman(oct_slice text) {
    int32_t sum = 0, before = INT32_MAX, run = 0;
    for (size_t i = 0; i < text.len; i++) {
        int32_t value = roman_digit(text.ptr[i]);
        int32_t next = i + 1 < text.len ? roman_digit(text.ptr[i + 1]) : 0;
        char last = text.ptr[i + (next > value)];
        bool same_case =
            (text.ptr[i] < 'a') == (text.ptr[0] < 'a') && (last < 'a') == (text.ptr[0] < 'a');
        bool pair = value < next && (next == value * 5 || next == value * 10);
        run = value == before ? run + 1 : 1;
        if (!value || !same_case || run > 3 || value > before || (value < next && !pair))
            return 0;
        sum += pair ? next - value : value;
        i += pair;
        before = value;
    }
    return text.len && text.len < 16 ? sum : 0;
}

static size_t digits_at(oct_slice text, size_t at, int32_t *value) {
    size_t start = at;
    *value = 0;
    for (; at < text.len && oct_is_digit(text.ptr[at]); at++)
        *value = at - start < MOST_DIGITS ? *value * 10 + (text.ptr[at] - '0') : *value;
    return at - start <= MOST_DIGITS ? at - start : 0;
}

/* "2", "2.3", "2.3.1": the length without a dot at the end. */
static size_t decimal_at(oct_slice text, size_t start, text_marker *marker) {
    int32_t value;
    size_t length = digits_at(text, start, &value), at = start + length;
    marker->parts = 1;
    marker->style = OCT_LIST_DECIMAL;
    while (length && at + 1 < text.len && text.ptr[at] == '.' && oct_is_digit(text.ptr[at + 1]) &&
           at - start < LONGEST_MARK) {
        marker->parent = (marker->parent + (uint32_t)value + 1) * 2654435761u;
        marker->parts++;
        length = digits_at(text, at + 1, &value);
        at += 1 + length;
    }
    marker->value = value;
    return length ? at - start : 0;
}

/* "a", "B", "iv", "XII" */
static size_t letters_at(oct_slice text, size_t start, text_marker *marker) {
    size_t end = start;
    while (end < text.len && oct_is_alpha(text.ptr[end]) && end - start < 16)
        end++;
    oct_slice word = oct_slice_head(oct_slice_from(text, start), end - start);
    if (word.len == 0 || end == text.len || (text.ptr[end] != '.' && text.ptr[end] != ')'))
        return 0;
    bool upper = word.ptr[0] < 'a';
    marker->parts = 1;
    marker->roman = text_roman(word);
    if (word.len == 1) {
        marker->value = oct_to_lower(word.ptr[0]) - 'a' + 1;
        marker->style = upper ? OCT_LIST_UPPER_ALPHA : OCT_LIST_LOWER_ALPHA;
        marker->either = marker->roman != 0;
        return 1;
    }
    marker->value = marker->roman;
    marker->style = upper ? OCT_LIST_UPPER_ROMAN : OCT_LIST_LOWER_ROMAN;
    return marker->roman ? word.len : 0;
}

/* The delimiter behind a number, and its length. "2.3 Methods" needs none. */
static size_t delimiter_at(oct_slice text, size_t at, bool open, text_marker *marker) {
    char c = at < text.len ? text.ptr[at] : ' ';
    char next = at + 1 < text.len ? text.ptr[at + 1] : ' ';
    if (open) {
        marker->delimiter = OCT_DELIM_PARENS;
        return c == ')';
    }
    marker->delimiter = c == ')' || (c == '.' && next == ')') ? OCT_DELIM_PAREN : OCT_DELIM_PERIOD;
    if (c == '.' && next == ')')
        return 2;
    return c == '.' || c == ')';
}

static bool number_at(oct_slice text, text_marker *marker) {
    bool open = text.ptr[0] == '(';
    size_t start = open;
    size_t length = decimal_at(text, start, marker);
    if (!length)
        length = letters_at(text, start, marker);
    if (!length)
        return false;
    size_t delimiter = delimiter_at(text, start + length, open, marker);
    size_t end = start + length + delimiter;
    size_t space = space_behind(text, end);
    if (!space || (!delimiter && marker->parts < 2))
        return false;
    marker->bytes = (uint16_t)(end + (space < UINT8_MAX ? space : UINT8_MAX));
    return true;
}

text_marker text_marker_of(oct_slice text) {
    text_marker marker = {0};
    if (text.len < 2)
        return marker;
    char c = text.ptr[0];
    if (oct_is_alnum(c) || c == '(') {
        marker.number = number_at(text, &marker);
        if (marker.number)
            return marker;
    }
    if (c == 'o' || !oct_is_alnum(c)) {
        marker = (text_marker){0};
        marker.bullet = (c == '[' || (unsigned char)c == 0xE2) && box_at(text, 0, &marker);
        if (!marker.bullet && bullet_at(text, &marker)) {
            marker.bullet = true;
            box_at(text, marker.bytes, &marker);
        }
    }
    return marker;
}
