/* formats/markdown/marks_code - see oct_md_mark_open_code in marks.h. Knows base.
 *
 * When cmark has looked in vain for the end of one run of backticks, it takes the last run of each
 * length that it has come by for the last that there is, and later pairs are no code any more. So
 * a run that nothing ends is marked where two pairs come behind it. Lengths of one and two are
 * what people write; longer runs may be fences. */
#include "formats/markdown/marks.h"

enum { LONGEST_RUN = 8, LONGEST_MARKED = 2 };

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

/* Whether HTML or an <address> may begin somewhere: there backticks are none. */
static bool may_have_tags(oct_slice text) {
    for (size_t at = oct_slice_find_byte(text, '<'); at + 1 < text.len;
         at += 1 + oct_slice_find_byte(oct_slice_from(text, at + 1), '<'))
        if (oct_is_alpha(text.ptr[at + 1]) || memchr("/!?", text.ptr[at + 1], 3))
            return true;
    return false;
}

typedef struct open_runs {
    size_t place[LONGEST_RUN + 1]; /* of the run of each length that nothing ends; 0: there is none,
                                      else one more */
    size_t pairs;                  /* behind the first of these */
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
        if (end == text.len)
            open->place[length] = start + 1;
        else {
            bool any = open->place[1] || open->place[2];
            open->pairs += any;
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
    for (size_t length = 1; length <= LONGEST_MARKED; length++)
        for (size_t i = 0; open.place[length] && i < length; i++)
            oct_md_put_mark(marking, offset + open.place[length] - 1 + i, OCT_MD_BACKTICK,
                            allocator);
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
