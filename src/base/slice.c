/* base/slice - see slice.h. */
#include "base/slice.h"

bool oct_slice_starts(oct_slice slice, oct_slice prefix) {
    return oct_slice_equal(oct_slice_head(slice, prefix.len), prefix);
}

bool oct_slice_ends(oct_slice slice, oct_slice suffix) {
    return slice.len >= suffix.len &&
           oct_slice_equal(oct_slice_from(slice, slice.len - suffix.len), suffix);
}

bool oct_slice_equal_nocase(oct_slice a, oct_slice b) {
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (oct_to_lower(a.ptr[i]) != oct_to_lower(b.ptr[i]))
            return false;
    return true;
}

bool oct_slice_starts_nocase(oct_slice slice, oct_slice prefix) {
    return oct_slice_equal_nocase(oct_slice_head(slice, prefix.len), prefix);
}

bool oct_slice_is_one_of(oct_slice slice, const char *const *list) {
    for (; *list; list++)
        if (oct_slice_is(slice, *list))
            return true;
    return false;
}

bool oct_slice_is_one_of_nocase(oct_slice slice, const char *const *list) {
    for (; *list; list++)
        if (oct_slice_equal_nocase(slice, oct_slice_of(*list)))
            return true;
    return false;
}

size_t oct_slice_find_byte(oct_slice slice, char byte) {
    const char *found = slice.len ? memchr(slice.ptr, byte, slice.len) : NULL;
    return found ? (size_t)(found - slice.ptr) : slice.len;
}

size_t oct_slice_find(oct_slice slice, oct_slice part) {
    if (part.len == 0)
        return 0;
    size_t at = 0;
    while (slice.len - at >= part.len) {
        at += oct_slice_find_byte(oct_slice_from(slice, at), part.ptr[0]);
        if (oct_slice_starts(oct_slice_from(slice, at), part))
            return at;
        if (at == slice.len)
            break;
        at++;
    }
    return slice.len;
}

oct_slice oct_slice_trim(oct_slice slice) {
    while (slice.len && oct_is_space(slice.ptr[slice.len - 1]))
        slice.len--;
    while (slice.len && oct_is_space(slice.ptr[0])) {
        slice.ptr++;
        slice.len--;
    }
    return slice;
}

bool oct_slice_next_word(oct_slice *rest, oct_slice *word) {
    size_t start = 0;
    while (start < rest->len && oct_is_space(rest->ptr[start]))
        start++;
    size_t end = start;
    while (end < rest->len && !oct_is_space(rest->ptr[end]))
        end++;
    *word = oct_slice_head(oct_slice_from(*rest, start), end - start);
    *rest = oct_slice_from(*rest, end);
    return word->len != 0;
}

/* The offset of the first line feed or carriage return; the length when there is none. Looked for
 * in growing steps: in a text with one of them alone, each line must not search to the end for the
 * other. */
static size_t find_line_end(oct_slice text) {
    for (size_t at = 0, step = 128; at < text.len; at += step, step *= 2) {
        oct_slice window = oct_slice_head(oct_slice_from(text, at), step);
        oct_slice before = oct_slice_head(window, oct_slice_find_byte(window, '\n'));
        size_t end = oct_slice_find_byte(before, '\r');
        if (end < window.len)
            return at + end;
    }
    return text.len;
}

bool oct_slice_has_word_nocase(oct_slice slice, const char *word) {
    oct_slice part;
    while (oct_slice_next_word(&slice, &part))
        if (oct_slice_equal_nocase(part, oct_slice_of(word)))
            return true;
    return false;
}

bool oct_slice_next_line(oct_slice *rest, oct_slice *line) {
    if (rest->len == 0)
        return false;
    size_t end = find_line_end(*rest);
    *line = oct_slice_head(*rest, end);
    bool crlf = end + 1 < rest->len && rest->ptr[end] == '\r' && rest->ptr[end + 1] == '\n';
    *rest = oct_slice_from(*rest, end + (crlf ? 2 : 1));
    return true;
}

bool oct_slice_next_paragraph(oct_slice *rest, oct_slice *paragraph) {
    oct_slice line, all = *rest;
    size_t end = 0;
    *paragraph = oct_slice_head(all, 0);
    while (oct_slice_next_line(rest, &line)) {
        bool empty = oct_slice_trim(line).len == 0;
        if (empty && paragraph->len)
            break;
        end = (size_t)(line.ptr + line.len - all.ptr);
        if (!empty)
            *paragraph = oct_slice_trim(oct_slice_head(all, end));
    }
    return paragraph->len != 0;
}

bool oct_slice_to_int(oct_slice slice, int64_t *value) {
    bool negative = slice.len && slice.ptr[0] == '-';
    size_t at = negative ? 1 : 0;
    int64_t sum = 0;
    if (at == slice.len)
        return false;
    for (; at < slice.len; at++) {
        if (!oct_is_digit(slice.ptr[at]))
            return false;
        int digit = slice.ptr[at] - '0';
        if (__builtin_mul_overflow(sum, 10, &sum) || __builtin_sub_overflow(sum, digit, &sum))
            return false;
    }
    if (!negative && sum == INT64_MIN)
        return false;
    *value = negative ? sum : -sum;
    return true;
}
