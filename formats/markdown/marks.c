/* formats/markdown/marks - see marks.h. Knows base. */
#include "formats/markdown/marks.h"

const char oct_md_mark_sets[OCT_MD_MARK_SETS][OCT_MD_MARK_KINDS + 1] = {
    "\x01\x02\x03\x04", "\x05\x06\x07\x08", "\x0E\x0F\x10\x11",
    "\x12\x13\x14\x15", "\x16\x17\x18\x19", "\x1A\x1C\x1D\x1E",
};

static bool holds(oct_slice text, char byte) {
    return memchr(text.ptr, byte, text.len) != NULL;
}

bool oct_md_is_plain(const char *set, oct_slice text) {
    if (set && text.len)
        for (int i = 0; i < OCT_MD_MARK_KINDS; i++)
            if (holds(text, set[i]))
                return false;
    return true;
}

static const char *unused_set(oct_slice text) {
    for (size_t i = 0; i < OCT_MD_MARK_SETS; i++)
        if (oct_md_is_plain(oct_md_mark_sets[i], text))
            return oct_md_mark_sets[i];
    return NULL;
}

/* Puts a mark at a place of the input, after making the copy when it is the first. */
static void put_mark(oct_md_marking *marking, size_t place, int kind,
                     const oct_allocator *allocator) {
    if (marking->failed || marking->exhausted)
        return;
    if (!marking->copy) {
        marking->set = unused_set(marking->text);
        marking->exhausted = !marking->set;
        if (marking->exhausted)
            return;
        marking->copy = oct_allocate(allocator, marking->text.len);
        marking->failed = !marking->copy;
        if (marking->failed)
            return;
        memcpy(marking->copy, marking->text.ptr, marking->text.len);
        marking->size = marking->text.len;
        marking->text.ptr = marking->copy;
    }
    marking->copy[place] = marking->set[kind];
}

/* The next place of a part at or after start; text.len when there is none. It is looked for by one
 * of its bytes, at that index, which is rare in prose. */
static size_t find_from(oct_slice text, size_t start, oct_slice part, size_t rare) {
    for (size_t at = start + rare; at < text.len; at++) {
        const char *found = memchr(text.ptr + at, part.ptr[rare], text.len - at);
        if (!found)
            break;
        at = (size_t)(found - text.ptr);
        if (text.len - (at - rare) >= part.len &&
            memcmp(text.ptr + at - rare, part.ptr, part.len) == 0)
            return at - rare;
    }
    return text.len;
}

/* ---- Notes -------------------------------------------------------------------------------- */

size_t oct_md_label_length(oct_slice text) {
    enum { LONGEST_LABEL = 999 }; /* as CommonMark has it for link labels */
    for (size_t i = 0; i < text.len && i <= LONGEST_LABEL; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == ']')
            return i;
        if (c <= ' ' || c == '[')
            return 0;
    }
    return 0;
}

static bool is_escaped(oct_slice text, size_t place) {
    size_t backslashes = 0;
    while (backslashes < place && text.ptr[place - backslashes - 1] == '\\')
        backslashes++;
    return backslashes % 2 == 1;
}

/* A label that somebody would give to a note; "[^"]" is more likely a regular expression. */
static bool is_name(oct_slice label) {
    for (size_t i = 0; i < label.len; i++) {
        char c = label.ptr[i];
        if (!oct_is_alnum(c) && c != '-' && c != '_' && c != '.' && c != ':' && c >= 0)
            return false;
    }
    return true;
}

/* Whether what stands behind "[^label" makes it a link: "](" or "][", but not "][^", which is where
 * the next note is referred to. */
static bool is_link(oct_slice text, size_t bracket) {
    oct_slice behind = oct_slice_from(text, bracket + 1);
    return oct_slice_starts(behind, OCT_S("(")) ||
           (oct_slice_starts(behind, OCT_S("[")) && !oct_slice_starts(behind, OCT_S("[^")));
}

/* Marks every "[^label]" that is not escaped. Whether the note is defined is seen later. */
static void mark_notes(oct_md_marking *marking, const oct_allocator *allocator) {
    size_t place = find_from(marking->text, 0, OCT_S("[^"), 0);
    while (place < marking->text.len) {
        oct_slice label = oct_slice_from(marking->text, place + 2);
        label.len = oct_md_label_length(label);
        if (label.len && is_name(label) && !is_link(marking->text, place + 2 + label.len) &&
            !is_escaped(marking->text, place))
            put_mark(marking, place, OCT_MD_NOTE, allocator);
        place = find_from(marking->text, place + 2 + label.len, OCT_S("[^"), 0);
    }
}

/* ---- Links -------------------------------------------------------------------------------- */

/* GFM 6.9: at the beginning of a line, after white space, or after one of * _ ~ ( */
static bool may_precede_link(oct_slice text, size_t place) {
    return place == 0 || oct_is_space(text.ptr[place - 1]) ||
           memchr("*_~(", text.ptr[place - 1], 4) != NULL;
}

static void mark_www(oct_md_marking *marking, const oct_allocator *allocator) {
    size_t place = find_from(marking->text, 0, OCT_S("www."), 3);
    for (; place < marking->text.len; place = find_from(marking->text, place + 4, OCT_S("www."), 3))
        if (may_precede_link(marking->text, place))
            put_mark(marking, place, OCT_MD_WWW, allocator);
}

/* Whether a scheme that GFM links ends there. "<http:" is left to cmark's own autolinks. */
static bool ends_scheme(oct_slice text, size_t end) {
    static const oct_slice schemes[] = {{"http", 4}, {"https", 5}, {"ftp", 3}};
    size_t start = end;
    while (start > 0 && end - start <= 5 && oct_is_alpha(text.ptr[start - 1]))
        start--;
    oct_slice scheme = oct_slice_make(text.ptr + start, end - start);
    if (start > 0 && text.ptr[start - 1] == '<')
        return false;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (oct_slice_equal_nocase(scheme, schemes[i]))
            return true;
    return false;
}

static void mark_schemes(oct_md_marking *marking, const oct_allocator *allocator) {
    size_t place = find_from(marking->text, 0, OCT_S("://"), 0);
    for (; place < marking->text.len; place = find_from(marking->text, place + 3, OCT_S("://"), 0))
        if (ends_scheme(marking->text, place))
            put_mark(marking, place, OCT_MD_SCHEME, allocator);
}

/* ---- HTML that is never closed -------------------------------------------------------------- */

/* In shorter paragraphs the search costs little. */
enum { LONG_PARAGRAPH = 2000 };

/* Whether only what may stand before a block does so on the line: then "<?" begins one. */
static bool begins_block(oct_slice text, size_t start, size_t place) {
    while (place > start && text.ptr[place - 1] != '\n' && text.ptr[place - 1] != '\r')
        if (!memchr(" \t>*+-.)0123456789", text.ptr[--place], 19))
            return false;
    return true;
}

static bool has_at(oct_slice text, size_t end, size_t place, const char *part, size_t len) {
    return end - place >= len && memcmp(text.ptr + place, part, len) == 0;
}

/* From the end of a paragraph to its start: what opens behind the last that closes is never
 * closed. */
static void mark_open_html(oct_md_marking *marking, size_t start, size_t end,
                           const oct_allocator *allocator) {
    oct_slice text = marking->text;
    bool instruction = false, declaration = false, cdata = false;
    for (size_t i = end; i-- > start;) {
        char c = text.ptr[i];
        declaration |= c == '>';
        instruction |= has_at(text, end, i, "?>", 2);
        cdata |= has_at(text, end, i, "]]>", 3);
        if (c != '<')
            continue;
        bool open = (!instruction && has_at(text, end, i, "<?", 2)) ||
                    (!cdata && has_at(text, end, i, "<![", 3)) ||
                    (!declaration && has_at(text, end, i, "<!", 2));
        if (open && !begins_block(text, start, i))
            put_mark(marking, i, OCT_MD_OPEN_HTML, allocator);
    }
}

static bool is_blank_line(oct_slice line) {
    return oct_slice_trim(line).len == 0;
}

static void mark_long_paragraphs(oct_md_marking *marking, oct_slice input,
                                 const oct_allocator *allocator) {
    if (find_from(input, 0, OCT_S("<?"), 0) == input.len &&
        find_from(input, 0, OCT_S("<!"), 0) == input.len)
        return;
    size_t start = 0;
    oct_slice rest = input, line;
    while (oct_slice_next_line(&rest, &line)) {
        size_t end = (size_t)(line.ptr - input.ptr) + line.len;
        bool last = rest.len == 0;
        if (!last && !is_blank_line(line))
            continue;
        if (end - start > LONG_PARAGRAPH)
            mark_open_html(marking, start, end, allocator);
        start = end;
    }
}

oct_md_marking oct_md_mark(oct_slice input, bool notes, bool links,
                           const oct_allocator *allocator) {
    oct_md_marking marking = {.text = input};
    if (input.len == 0)
        return marking;
    if (notes)
        mark_notes(&marking, allocator);
    if (links) {
        mark_www(&marking, allocator);
        mark_schemes(&marking, allocator);
    }
    mark_long_paragraphs(&marking, input, allocator);
    return marking;
}

void oct_md_unmark(oct_md_marking *marking, const oct_allocator *allocator) {
    oct_deallocate(allocator, marking->copy, marking->size);
    marking->copy = NULL;
}
