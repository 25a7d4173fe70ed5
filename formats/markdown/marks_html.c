/* formats/markdown/marks_html - see oct_md_mark_html in marks.h. Knows base and html_tag. */
#include "formats/markdown/html_tag.h"
#include "formats/markdown/marks.h"

static bool has_at(oct_slice text, size_t place, oct_slice part) {
    return text.len - place >= part.len && memcmp(text.ptr + place, part.ptr, part.len) == 0;
}

/* ---- HTML that cmark takes otherwise -------------------------------------------------------- */

/* The places behind which the next of something is; looked for again only when they are passed, so
 * that a text is searched once. */
typedef struct next_places {
    size_t comment_end, dashes, section_end, instruction_end;
    bool asked, textarea;
} next_places;

static size_t next_place(size_t *known, oct_slice text, size_t from, oct_slice part) {
    if (*known < from)
        *known = from + oct_slice_find(oct_slice_from(text, from), part);
    return *known;
}

/* 0.31: a comment ends at the first "-->", whatever stands in it, and "<!-->" and "<!--->" are
 * comments. 0.29: there is no "--" in it, and no hyphen at either end. */
static bool is_new_comment(oct_slice text, size_t place, next_places *next) {
    if (has_at(text, place, OCT_S("<!-->")) || has_at(text, place, OCT_S("<!--->")))
        return true;
    size_t end = next_place(&next->comment_end, text, place + 4, OCT_S("-->"));
    return end < text.len && next_place(&next->dashes, text, place + 4, OCT_S("--")) < end;
}

/* 0.31: a letter and anything. 0.29: capital letters and white space. */
static bool is_new_declaration(oct_slice text, size_t place) {
    size_t i = place + 2;
    if (i >= text.len || !oct_is_alpha(text.ptr[i]))
        return false;
    while (i < text.len && text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')
        i++;
    return i == place + 2 || i >= text.len || !oct_is_space(text.ptr[i]);
}

/* cmark misses the end of "<![CDATA[]]]>" and of "<? ??>". */
static bool has_doubled_end(size_t end, oct_slice text, size_t place, char byte) {
    return end < text.len && end > place && text.ptr[end - 1] == byte;
}

static bool is_textarea(oct_slice text, size_t place) {
    oct_slice name = oct_slice_from(text, place + 1);
    if (name.len && name.ptr[0] == '/')
        name = oct_slice_from(name, 1);
    return oct_slice_starts_nocase(name, OCT_S("textarea"));
}

/* Whether the text has a <textarea> or </textarea>: it is looked through when first asked. */
static bool has_textarea(oct_slice text, next_places *next) {
    if (next->asked)
        return next->textarea;
    next->asked = true;
    size_t place = oct_slice_find_byte(text, '<');
    while (place < text.len) {
        if (is_textarea(text, place))
            return next->textarea = true;
        place += 1 + oct_slice_find_byte(oct_slice_from(text, place + 1), '<');
    }
    return false;
}

/* <search> begins a block like <section>; and where there are <textarea>s, whose blocks go on over
 * blank lines, all blocks that end like theirs have to be known. */
static bool is_new_tag(oct_slice text, size_t place, next_places *next) {
    bool closing = place + 1 < text.len && text.ptr[place + 1] == '/';
    oct_slice name = oct_slice_from(text, place + 1 + closing);
    if (name.len == 0 || !memchr("sSpPtT", name.ptr[0], 6))
        return false;
    name.len = oct_md_tag_name_length(name);
    return oct_slice_equal_nocase(name, OCT_S("search")) ||
           (!closing && oct_md_is_raw_tag(name) && has_textarea(text, next));
}

/* The last character of the line before the one that begins at start; '\0' when that is blank, be
 * it in a quote. */
static char end_of_line_before(oct_slice text, size_t start) {
    size_t end = start - 1;
    while (end > 0 && memchr(" \t>\r", text.ptr[end - 1], 4))
        end--;
    return end > 0 && text.ptr[end - 1] != '\n' ? text.ptr[end - 1] : '\0';
}

/* A tag alone on a line begins a block unless a paragraph goes on there; cmark overlooks those that
 * go on with fewer markers than they began with. Behind "[label]:" stands an address instead. */
static bool is_lazy_tag(oct_slice text, size_t place) {
    size_t start = place;
    while (start > 0 && memchr(" \t>", text.ptr[start - 1], 3))
        start--;
    if (start == 0 || text.ptr[start - 1] != '\n')
        return false;
    char before = end_of_line_before(text, start);
    oct_slice rest = oct_slice_from(text, place), line;
    if (before == '\0' || before == ':' || !oct_slice_next_line(&rest, &line))
        return false;
    oct_slice name = oct_slice_from(line, oct_slice_starts(line, OCT_S("</")) ? 2 : 1);
    name.len = oct_md_tag_name_length(name);
    return !oct_md_is_raw_tag(name) && oct_md_html_block_kind(line) == 7;
}

static bool is_new(oct_slice text, size_t place, next_places *next) {
    if (has_at(text, place, OCT_S("<!--")))
        return is_new_comment(text, place, next);
    if (has_at(text, place, OCT_S("<![CDATA[")))
        return has_doubled_end(next_place(&next->section_end, text, place + 9, OCT_S("]]>")), text,
                               place + 9, ']');
    if (has_at(text, place, OCT_S("<!")))
        return is_new_declaration(text, place);
    if (has_at(text, place, OCT_S("<?")))
        return has_doubled_end(next_place(&next->instruction_end, text, place + 2, OCT_S("?>")),
                               text, place + 2, '?');
    return is_new_tag(text, place, next) || is_lazy_tag(text, place);
}

/* Marks the "<" of each; whether any "<?" or "<!" was seen. */
static bool mark_new(oct_md_marking *marking, const oct_allocator *allocator) {
    next_places next = {0};
    bool may_be_open = false;
    size_t place = oct_slice_find_byte(marking->text, '<');
    while (place < marking->text.len) {
        oct_slice text = marking->text;
        char c = place + 1 < text.len ? text.ptr[place + 1] : '\0';
        may_be_open |= c == '?' || c == '!';
        if (is_new(text, place, &next) && !oct_md_is_escaped(text, place))
            oct_md_put_mark(marking, place, OCT_MD_TAG, allocator);
        place += 1 + oct_slice_find_byte(oct_slice_from(text, place + 1), '<');
    }
    return may_be_open;
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

/* From the end of a paragraph to its start: what opens behind the last that closes is never
 * closed, and would be looked for to the end of the paragraph. */
static void mark_open_html(oct_md_marking *marking, oct_slice input, size_t start, size_t end,
                           const oct_allocator *allocator) {
    oct_slice text = oct_slice_head(input, end);
    bool instruction = false, declaration = false, section = false, comment = false;
    for (size_t i = end; i-- > start;) {
        char c = text.ptr[i];
        declaration |= c == '>';
        instruction |= has_at(text, i, OCT_S("?>"));
        section |= has_at(text, i, OCT_S("]]>"));
        comment |= has_at(text, i, OCT_S("-->"));
        if (c != '<')
            continue;
        bool open = (!instruction && has_at(text, i, OCT_S("<?"))) ||
                    (!section && has_at(text, i, OCT_S("<!["))) ||
                    (!comment && has_at(text, i, OCT_S("<!--"))) ||
                    (!declaration && has_at(text, i, OCT_S("<!")));
        if (open && !begins_block(text, start, i) && !oct_md_is_escaped(text, i))
            oct_md_put_mark(marking, i, OCT_MD_OPEN_HTML, allocator);
    }
}

/* An empty line, also one of a block quote. */
static bool is_blank_line(oct_slice line) {
    for (size_t i = 0; i < line.len; i++)
        if (!memchr(" \t>", line.ptr[i], 3))
            return false;
    return true;
}

static void mark_long_paragraphs(oct_md_marking *marking, oct_slice input,
                                 const oct_allocator *allocator) {
    size_t start = 0;
    oct_slice rest = input, line;
    while (oct_slice_next_line(&rest, &line)) {
        size_t end = (size_t)(line.ptr - input.ptr) + line.len;
        bool last = rest.len == 0;
        if (!last && !is_blank_line(line))
            continue;
        if (end - start > LONG_PARAGRAPH)
            mark_open_html(marking, input, start, end, allocator);
        start = end;
    }
}

void oct_md_mark_html(oct_md_marking *marking, const oct_allocator *allocator) {
    oct_slice input = marking->text; /* the input itself, or the copy with marks of other kinds */
    if (mark_new(marking, allocator))
        mark_long_paragraphs(marking, input, allocator);
}
