/* formats/markdown/marks_code - see oct_md_mark_open_code in marks.h. Knows base.
 *
 * When cmark has looked in vain for the end of one run of backticks, it takes the last run of each
 * length that it has come by for the last that there is, and later pairs are no code any more. So
 * a run that nothing ends is marked where two pairs come behind it. */
#include "formats/markdown/marks.h"

enum { LONGEST_RUN = 8 };

static size_t run_length(oct_slice text, size_t at) {
    size_t length = 0;
    while (at + length < text.len && text.ptr[at + length] == '`')
        length++;
    return length;
}

/* The place of the next run of a length, or of any when that is 0; text.len when there is none. */
static size_t next_run(oct_slice text, size_t from, size_t length) {
    for (size_t at = from + oct_slice_find_byte(oct_slice_from(text, from), '`'); at < text.len;
         at += oct_slice_find_byte(oct_slice_from(text, at), '`')) {
        size_t found = run_length(text, at);
        if (!length || found == length)
            return at;
        at += found;
    }
    return text.len;
}

/* Whether there may be backticks in HTML or in an <address>, where they begin no code. */
static bool may_have_tags(oct_slice text) {
    for (size_t at = oct_slice_find_byte(text, '<'); at + 1 < text.len;
         at += 1 + oct_slice_find_byte(oct_slice_from(text, at + 1), '<')) {
        oct_slice rest = oct_slice_from(text, at + 1);
        if (rest.ptr[0] == '!' || rest.ptr[0] == '?')
            return true;
        if ((oct_is_alpha(rest.ptr[0]) || rest.ptr[0] == '/') &&
            oct_slice_find_byte(rest, '`') < oct_slice_find_byte(rest, '>'))
            return true;
    }
    return false;
}

/* Whether a run is a code fence, or may be one: nothing but markers before it, and no backtick
 * behind it on its line. */
static bool may_be_fence(oct_slice text, size_t at, size_t length) {
    enum { LONGEST_PREFIX = 200 };
    oct_slice rest = oct_slice_from(text, at + length);
    if (length < 3 || oct_slice_find_byte(rest, '`') < oct_slice_find_byte(rest, '\n'))
        return false;
    if (at > 0 && !memchr("\n \t>", text.ptr[at - 1], 4))
        return false;
    for (size_t i = at; i > 0 && text.ptr[i - 1] != '\n' && at - i < LONGEST_PREFIX; i--)
        if (text.ptr[i - 1] == ' ' && i > 1 && oct_is_alpha(text.ptr[i - 2]))
            return false;
    return true;
}

typedef struct open_runs {
    size_t place[LONGEST_RUN + 1]; /* of the run of each length that nothing ends; 0: there is none,
                                      else one more */
    size_t pairs;                  /* behind the first of these */
    bool any;
} open_runs;

/* Pairs up the runs of a text without blank lines, as CommonMark 6.1 has it: false when some are
 * too long. */
static bool pair_up(oct_slice text, size_t at, open_runs *open) {
    for (at = next_run(text, at, 0); at < text.len; at = next_run(text, at, 0)) {
        bool escaped = oct_md_is_escaped(text, at);
        size_t start = at + escaped, length = run_length(text, start);
        at = start + length;
        if (length > LONGEST_RUN)
            return false;
        if (!length)
            continue;
        size_t end = open->place[length] ? text.len : next_run(text, at, length);
        if (end == text.len) {
            open->place[length] = start + 1;
            open->any = true;
        } else {
            open->pairs += open->any;
            at = end + length;
        }
    }
    return true;
}

static void mark_open(oct_md_marking *marking, oct_slice text, size_t first,
                      const oct_allocator *allocator) {
    open_runs open = {.pairs = 0};
    if (!pair_up(text, first, &open) || open.pairs < 2 || may_have_tags(text))
        return;
    size_t offset = (size_t)(text.ptr - marking->text.ptr);
    for (size_t length = 1; length <= LONGEST_RUN; length++) {
        size_t place = open.place[length] - 1;
        if (!open.place[length] || may_be_fence(text, place, length))
            continue;
        for (size_t i = 0; i < length; i++)
            oct_md_put_mark(marking, offset + place + i, OCT_MD_BACKTICK, allocator);
    }
}

static bool is_blank_line(oct_slice text, size_t start, size_t end) {
    for (size_t i = start; i < end; i++)
        if (!memchr(" \t\r>", text.ptr[i], 4))
            return false;
    return true;
}

/* Where the line begins that a place is in. */
static size_t line_start(oct_slice text, size_t place, size_t least) {
    while (place > least && text.ptr[place - 1] != '\n')
        place--;
    return place;
}

/* Where the blank line before a place ends, but not before least. */
static size_t region_start(oct_slice text, size_t place, size_t least) {
    size_t start = line_start(text, place, least);
    while (start > least) {
        size_t before = line_start(text, start - 1, least);
        if (is_blank_line(text, before, start - 1))
            break;
        start = before;
    }
    return start;
}

/* Where the blank line behind a place begins. */
static size_t region_end(oct_slice text, size_t place) {
    size_t end = place + oct_slice_find_byte(oct_slice_from(text, place), '\n');
    while (end < text.len) {
        size_t next = end + 1 + oct_slice_find_byte(oct_slice_from(text, end + 1), '\n');
        if (is_blank_line(text, end + 1, next))
            break;
        end = next;
    }
    return end;
}

void oct_md_mark_open_code(oct_md_marking *marking, const oct_allocator *allocator) {
    size_t least = 0;
    for (size_t at = oct_slice_find_byte(marking->text, '`'); at < marking->text.len;) {
        const oct_slice text = marking->text;
        size_t start = region_start(text, at, least), end = region_end(text, at);
        mark_open(marking, oct_slice_make(text.ptr + start, end - start), at - start, allocator);
        least = end;
        at = end + oct_slice_find_byte(oct_slice_from(text, end), '`');
    }
}
