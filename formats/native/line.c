/* formats/native/line - see line.h. */
#include "formats/native/line.h"

#include "base/size.h"

oct_native_line oct_native_line_of(oct_slice text, uint32_t number) {
    oct_native_line line = {.whole = text, .rest = text, .number = number};
    int64_t depth;
    if (text.len && text.ptr[0] == '+') {
        size_t end = oct_slice_find_byte(text, ' ');
        if (oct_slice_to_int(oct_slice_head(oct_slice_from(text, 1), end - 1), &depth) && depth > 0)
            line.depth = (size_t)depth;
        line.rest = oct_slice_from(text, end + 1);
        return line;
    }
    size_t spaces = 0;
    while (spaces < text.len && text.ptr[spaces] == ' ')
        spaces++;
    line.depth = spaces / 2;
    line.rest = oct_slice_from(text, spaces);
    return line;
}

uint32_t oct_native_column(const oct_native_line *line) {
    return oct_size_clamp32(line->whole.len - line->rest.len + 1);
}

static void skip_spaces(oct_native_line *line) {
    while (line->rest.len && line->rest.ptr[0] == ' ')
        line->rest = oct_slice_from(line->rest, 1);
}

oct_slice oct_native_next_word(oct_native_line *line) {
    skip_spaces(line);
    oct_slice word = oct_slice_head(line->rest, oct_slice_find_byte(line->rest, ' '));
    line->rest = oct_slice_from(line->rest, word.len);
    return word;
}

/* A quoted string at the front of the rest. */
static bool next_string(oct_native_line *line, oct_slice *string) {
    oct_slice rest = line->rest;
    size_t end = 1;
    while (end < rest.len && rest.ptr[end] != '"')
        end += rest.ptr[end] == '\\' ? 2 : 1;
    if (rest.len == 0 || rest.ptr[0] != '"' || end >= rest.len) {
        line->bad = true;
        return false;
    }
    *string = oct_slice_make(rest.ptr + 1, end - 1);
    line->rest = oct_slice_from(rest, end + 1);
    return true;
}

static bool next_byte(oct_native_line *line, char byte) {
    if (!line->rest.len || line->rest.ptr[0] != byte) {
        line->bad = true;
        return false;
    }
    line->rest = oct_slice_from(line->rest, 1);
    return true;
}

static bool next_pair(oct_native_line *line, oct_native_field *field) {
    field->type = OCT_NATIVE_PAIR;
    return next_byte(line, '@') && next_string(line, &field->key) && next_byte(line, '=') &&
           next_string(line, &field->value);
}

static bool next_named(oct_native_line *line, oct_native_field *field) {
    size_t end = 0;
    while (end < line->rest.len && line->rest.ptr[end] != ' ' && line->rest.ptr[end] != '=')
        end++;
    oct_slice word = oct_slice_head(line->rest, end);
    line->rest = oct_slice_from(line->rest, end);
    field->type = OCT_NATIVE_WORD;
    field->value = word;
    if (!line->rest.len || line->rest.ptr[0] != '=')
        return true;
    line->rest = oct_slice_from(line->rest, 1);
    field->key = word;
    if (line->rest.len && line->rest.ptr[0] == '"') {
        field->type = OCT_NATIVE_KEY_STRING;
        return next_string(line, &field->value);
    }
    field->type = OCT_NATIVE_KEY_WORD;
    field->value = oct_native_next_word(line);
    return true;
}

bool oct_native_next_field(oct_native_line *line, oct_native_field *field) {
    skip_spaces(line);
    if (!line->rest.len || line->bad)
        return false;
    if (line->rest.ptr[0] == '@')
        return next_pair(line, field);
    if (line->rest.ptr[0] != '"')
        return next_named(line, field);
    field->type = OCT_NATIVE_STRING;
    return next_string(line, &field->value);
}

static int hex_digit(char c) {
    if (oct_is_digit(c))
        return c - '0';
    c = oct_to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The control character that the two digits behind a backslash and x name; -1 when they name none.
 */
static int named_control(oct_slice digits) {
    if (digits.len < 2)
        return -1;
    int high = hex_digit(digits.ptr[0]), low = hex_digit(digits.ptr[1]);
    return high >= 0 && high < 8 && low >= 0 && (high | low) ? high << 4 | low : -1;
}

oct_slice oct_native_unescape(oct_arena *arena, oct_slice raw) {
    if (oct_slice_find_byte(raw, '\\') == raw.len)
        return raw;
    char *bytes = oct_arena_bytes(arena, raw.len);
    size_t len = 0;
    for (size_t i = 0; bytes && i < raw.len; i++) {
        char c = raw.ptr[i];
        if (c != '\\' || i + 1 == raw.len) {
            bytes[len++] = c;
            continue;
        }
        c = raw.ptr[++i];
        int control = c == 'x' ? named_control(oct_slice_from(raw, i + 1)) : -1;
        if (control >= 0) {
            bytes[len++] = (char)control;
            i += 2;
        } else {
            bytes[len++] = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
        }
    }
    return (oct_slice){bytes, bytes ? len : 0};
}
