/* formats/markdown/guard - see guard.h. Knows core and marks. */
#include "formats/markdown/guard.h"

#include "formats/markdown/divs.h"
#include "formats/markdown/marks.h"
#include "formats/markdown/roman.h"

/* What the work is measured in: an inline or a blank line passing one ancestor, some 10 ns. */
enum { WORK_PER_LEVEL = 100 * 1000, WORK_PER_BYTE = 16, WORK_OF_BLANK_LINE = 2 };
/* In text less deep than this, inlines cost no more than their bytes. */
enum { DEEP = 50 };

typedef struct nesting {
    size_t depth;    /* nodes that the lines since the last blank one may stand in */
    size_t previous; /* depth before that blank line */
    bool blank;      /* the last line was */
    size_t divs[2];  /* open ones, in the document itself, and in quotes and lists */
    uint64_t work;
} nesting;

static oct_status refuse(const oct_reading *reading, uint32_t line, const char *what) {
    oct_report(reading->context, OCT_D_LIMIT, (oct_place){.file = reading->name, .line = line},
               "--max-depth=NUMBER raises the limit", "%s the %lld levels that --max-depth allows",
               what, (long long)reading->common->max_depth);
    return OCT_LIMIT;
}

/* ---- Nesting ------------------------------------------------------------------------------ */

static size_t blanks_at(oct_slice line, size_t at) {
    size_t i = at;
    while (i < line.len && (line.ptr[i] == ' ' || line.ptr[i] == '\t'))
        i++;
    return i - at;
}

static bool ends_marker(oct_slice line, size_t at) {
    return at >= line.len || line.ptr[at] == ' ' || line.ptr[at] == '\t';
}

/* The length of "-", "12." and the like at a place; 0 when there is no list marker. */
static size_t list_marker(oct_slice line, size_t at) {
    size_t digits = 0;
    while (digits < 9 && at + digits < line.len && oct_is_digit(line.ptr[at + digits]))
        digits++;
    size_t end = at + digits;
    if (end >= line.len || !memchr(digits ? ".)" : "-+*", line.ptr[end], digits ? 2 : 3))
        return 0;
    return ends_marker(line, end + 1) ? digits + 1 : 0;
}

static bool is_label_byte(char c) {
    return oct_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

/* The length of a marker of Pandoc's Markdown at a place: ":", "~", "iv.", "(a)", "#.", "(@label)".
 * No matter whether it is one: a line that is full of them is deep, or strange. */
static size_t other_marker(oct_slice line, size_t at) {
    enum { LONGEST_NUMBER = 16, LONGEST_LABEL = 104 };
    char first = line.ptr[at];
    if ((first == ':' || first == '~') && ends_marker(line, at + 1))
        return 1;
    size_t end = at + (first == '(');
    bool label = end < line.len && line.ptr[end] == '@';
    end += end < line.len && (label || line.ptr[end] == '#');
    size_t most = end + (label ? LONGEST_LABEL : LONGEST_NUMBER);
    size_t last = most < line.len ? most : line.len;
    while (end < last && (label ? is_label_byte(line.ptr[end])
                                : oct_is_digit(line.ptr[end]) || oct_md_is_roman(line.ptr[end])))
        end++;
    if (end == at + (first == '(') && end < line.len && oct_is_alpha(line.ptr[end]))
        end++;
    if (end >= line.len || (line.ptr[end] != '.' && line.ptr[end] != ')') || end == at)
        return 0;
    return ends_marker(line, end + 1) ? end + 1 - at : 0;
}

static size_t note_marker(oct_slice line, size_t at) {
    if (at + 4 > line.len || line.ptr[at] != '[' || line.ptr[at + 1] != '^')
        return 0;
    size_t label = oct_md_label_length(oct_slice_from(line, at + 2));
    size_t end = at + 2 + label + 1;
    return label && end < line.len && line.ptr[end] == ':' ? end + 1 - at : 0;
}

/* How many nodes the markers at the front of a line open; an item opens its list, too. A thematic
 * break, "- - -", opens none. */
static size_t marked_depth(oct_slice line) {
    size_t depth = 0, same = 0, at = blanks_at(line, 0);
    char last = '\0';
    while (at < line.len) {
        size_t length = list_marker(line, at), note = length ? 0 : note_marker(line, at);
        bool quote = !length && line.ptr[at] == '>';
        if (!length && !note && !quote)
            length = other_marker(line, at);
        if (!length && !note && !quote)
            return depth;
        same = length && line.ptr[at] == last ? same + 1 : 1;
        last = length ? line.ptr[at] : '\0';
        depth += length ? 2 : 1;
        at += length + note + quote;
        at += blanks_at(line, at);
    }
    return same >= 3 && (last == '-' || last == '*') ? depth - 2 * same : depth;
}

static size_t inlines_of(oct_slice line) {
    size_t count = 1;
    for (size_t i = 0; i < line.len; i++)
        count += line.ptr[i] > ' ' && !oct_is_alnum(line.ptr[i]);
    return count;
}

static void take_blank(nesting *guard) {
    if (!guard->blank)
        guard->previous = guard->depth;
    guard->blank = true;
    guard->depth = 0;
    guard->work += WORK_OF_BLANK_LINE * (guard->previous > DEEP ? guard->previous : 0);
}

/* Counts the divs that a line, with what it opens before the fence, opens or closes. */
static void take_fence(nesting *guard, oct_slice line) {
    size_t start = 0;
    while (start < line.len &&
           (oct_is_digit(line.ptr[start]) || memchr(" \t>-+*.)", line.ptr[start], 8)))
        start++;
    if (start == 0)
        guard->divs[1] = 0;
    oct_slice attributes;
    if (start == line.len || line.ptr[start] != ':' ||
        !oct_md_div_fence(oct_slice_from(line, start), &attributes))
        return;
    size_t *open = &guard->divs[start > 0];
    if (attributes.len)
        ++*open;
    else if (*open)
        --*open;
}

/* A line stands in what it opens and, by its indentation, in what was open before. */
static void take_line(nesting *guard, oct_slice line, size_t opened) {
    size_t indent = blanks_at(line, 0);
    size_t before = guard->blank || guard->previous > guard->depth ? guard->previous : guard->depth;
    size_t depth = opened + (indent < before ? indent : before) + guard->divs[0] + guard->divs[1];
    guard->blank = false;
    if (depth > guard->depth)
        guard->depth = depth;
    if (guard->depth > DEEP)
        guard->work += (uint64_t)guard->depth * inlines_of(line);
}

/* ---- Emphasis ----------------------------------------------------------------------------- */

/* cmark may look through all runs that could open emphasis for each that could close some: about a
 * nanosecond for each pair. Fewer bytes than this hold too few to matter. */
enum { LONG_PARAGRAPH = 60 * 1000, PAIRS_PER_LEVEL = 1000 * 1000 };

/* Whether a line begins a paragraph of its own, or a cell, whatever stands before it. */
static bool begins_anew(oct_slice line) {
    size_t at = blanks_at(line, 0);
    return at == line.len || list_marker(line, at) || line.ptr[at] == '#' || line.ptr[at] == '|';
}

static bool has_too_many_runs(oct_slice paragraph, size_t max_depth) {
    uint64_t opening = 0, closing = 0;
    for (size_t i = 0; i < paragraph.len; i++) {
        char c = paragraph.ptr[i];
        if (c != '*' && c != '_' && c != '~')
            continue;
        opening += i + 1 < paragraph.len && !oct_is_space(paragraph.ptr[i + 1]);
        closing += i > 0 && !oct_is_space(paragraph.ptr[i - 1]);
        while (i + 1 < paragraph.len && paragraph.ptr[i + 1] == c)
            i++;
    }
    return opening * closing > (uint64_t)max_depth * PAIRS_PER_LEVEL;
}

/* The paragraph that the lines so far are part of. */
typedef struct long_paragraph {
    oct_slice text;
    uint32_t line;
} long_paragraph;

static bool is_too_much(const long_paragraph *paragraph, size_t max_depth) {
    return paragraph->text.len > LONG_PARAGRAPH && has_too_many_runs(paragraph->text, max_depth);
}

static oct_status refuse_emphasis(const oct_reading *reading, const long_paragraph *paragraph) {
    return refuse(reading, paragraph->line, "a paragraph has too much that may be emphasis, for");
}

static oct_status check_nesting(const oct_reading *reading, oct_slice text, uint32_t first_line) {
    const size_t most = (size_t)reading->common->max_depth;
    const uint64_t most_work = (uint64_t)most * WORK_PER_LEVEL + (uint64_t)text.len * WORK_PER_BYTE;
    nesting guard = {0};
    long_paragraph paragraph = {oct_slice_head(text, 0), first_line};
    oct_slice rest = text, line;
    for (uint32_t number = first_line; oct_slice_next_line(&rest, &line); number++) {
        if (begins_anew(line)) {
            if (is_too_much(&paragraph, most))
                return refuse_emphasis(reading, &paragraph);
            paragraph = (long_paragraph){line, number};
        }
        paragraph.text.len = (size_t)(line.ptr + line.len - paragraph.text.ptr);
        if (blanks_at(line, 0) == line.len) {
            take_blank(&guard);
        } else {
            take_fence(&guard, line);
            size_t opened = marked_depth(line);
            if (opened > most)
                return refuse(reading, number, "the text nests deeper than");
            take_line(&guard, line, opened);
        }
        if (guard.work > most_work)
            return refuse(reading, number, "there is too much text in nesting this deep, for");
    }
    return is_too_much(&paragraph, most) ? refuse_emphasis(reading, &paragraph) : OCT_OK;
}

/* ---- Brackets ----------------------------------------------------------------------------- */

/* The open brackets of a paragraph: a byte for each, '!' for an image's. */
typedef struct bracket_stack {
    oct_buffer open;
    size_t images;
} bracket_stack;

static void close_bracket(bracket_stack *brackets) {
    if (brackets->open.len == 0)
        return;
    brackets->images -= brackets->open.ptr[--brackets->open.len] == '!';
}

static void open_bracket(bracket_stack *brackets, bool image) {
    oct_buffer_byte(&brackets->open, image ? '!' : '[');
    brackets->images += image;
}

static void take_brackets(bracket_stack *brackets, oct_slice line, size_t *deepest) {
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (c == '\\')
            i++;
        else if (c == '[')
            open_bracket(brackets, i > 0 && line.ptr[i - 1] == '!');
        else if (c == ']') {
            close_bracket(brackets);
            if (brackets->images > *deepest)
                *deepest = brackets->images;
        }
    }
}

/* Image brackets may hold links: that is nesting, too, and each link costs a step for each bracket
 * that is still open. */
static oct_status check_brackets(const oct_reading *reading, oct_slice text, uint32_t first_line) {
    if (oct_slice_find(text, OCT_S("![")) == text.len)
        return OCT_OK;
    bracket_stack brackets = {0};
    oct_buffer_init(&brackets.open, oct_context_allocator(reading->context));
    oct_status status = OCT_OK;
    oct_slice rest = text, line;
    uint32_t number = first_line;
    for (; status == OCT_OK && oct_slice_next_line(&rest, &line); number++) {
        size_t deepest = 0;
        if (blanks_at(line, 0) == line.len)
            brackets.open.len = brackets.images = 0;
        take_brackets(&brackets, line, &deepest);
        if (brackets.open.failed)
            status = OCT_NO_MEMORY;
        else if (deepest > (size_t)reading->common->max_depth)
            status = refuse(reading, number, "image brackets nest deeper than");
    }
    oct_buffer_free(&brackets.open);
    return status;
}

oct_status oct_md_guard(const oct_reading *reading, oct_slice text, uint32_t first_line) {
    oct_status status = check_nesting(reading, text, first_line);
    return status == OCT_OK ? check_brackets(reading, text, first_line) : status;
}
