/* formats/markdown/marks_links - see oct_md_mark_open_parentheses in marks.h. Knows base.
 *
 * What may be looked at for each bracket is either ended by the next one like it, or remembered:
 * else a text of nothing but brackets would take the square of its length. */
#include "formats/markdown/marks.h"

/* A text, and where the last "<" that was looked at has its end. */
typedef struct looking {
    oct_slice text;
    size_t angle_end; /* where ">" or the end of the line is */
    bool broken;      /* by the end of a line */
} looking;

/* Past blanks, and one line end among them. */
static size_t past_blanks(oct_slice text, size_t place) {
    bool ended = false;
    for (; place < text.len && oct_is_space(text.ptr[place]); place++) {
        if (text.ptr[place] == '\n' && ended)
            break;
        ended |= text.ptr[place] == '\n';
    }
    return place;
}

/* To the end of an address in pointed brackets. One in which a line ends behind a backslash is
 * none, though it is one to cmark. */
static void find_angle_end(looking *at, size_t place) {
    oct_slice text = at->text;
    if (place < at->angle_end)
        return;
    at->broken = false;
    for (; place < text.len && text.ptr[place] != '>' && text.ptr[place] != '\n'; place++)
        if (text.ptr[place] == '\\' && place + 1 < text.len && text.ptr[++place] == '\n') {
            at->broken = true;
            break;
        }
    at->angle_end = place;
}

/* Whether what begins like a title is followed by anything but the parenthesis that ends the link.
 * To cmark a backslash may stand for itself in a title, wherever that makes a link of it. */
static bool is_broken_title(oct_slice text, size_t place) {
    char quote = place < text.len ? text.ptr[place] : '\0';
    bool has_backslash = false;
    if (quote != '"' && quote != '\'')
        return false;
    size_t i = place + 1;
    for (; i < text.len && text.ptr[i] != quote; i++) {
        if (text.ptr[i] == '\n' && i + 1 < text.len && text.ptr[i + 1] == '\n')
            return has_backslash;
        if (text.ptr[i] == '\\' && i + 1 < text.len) {
            has_backslash = true;
            i++;
        }
    }
    i = past_blanks(text, i + 1);
    return has_backslash && !(i < text.len && text.ptr[i] == ')');
}

/* CommonMark 6.3: an address that is not in pointed brackets holds parentheses in pairs only. To
 * cmark 0.29 white space ends one that has more opening ones, though not more than 32. *end is
 * where the address ends; text.len when a parenthesis ends it. */
static bool is_open_address(oct_slice text, size_t start, size_t *end) {
    enum { MOST_OPEN = 32 };
    size_t open = 0;
    *end = text.len;
    for (size_t i = start; i < text.len && open <= MOST_OPEN; i++) {
        char c = text.ptr[i];
        if (c == '\\' && i + 1 < text.len && !oct_is_space(text.ptr[i + 1])) {
            i++;
        } else if (c == '(') {
            open++;
        } else if (c == ')' && open-- == 0) {
            return false;
        } else if (oct_is_space(c)) {
            *end = i;
            return open > 0;
        }
    }
    return false;
}

/* Whether what stands behind "](" is not what it is to cmark. */
static bool is_no_link(looking *at, size_t place) {
    oct_slice text = at->text;
    size_t start = past_blanks(text, place), end;
    if (start < text.len && text.ptr[start] == '<') {
        find_angle_end(at, start + 1);
        end = at->angle_end + 1;
        return at->broken || is_broken_title(text, past_blanks(text, end));
    }
    return is_open_address(text, start, &end) || is_broken_title(text, past_blanks(text, end));
}

/* The same of "]:". */
static bool is_no_definition(looking *at, size_t place) {
    oct_slice text = at->text;
    size_t start = past_blanks(text, place), end;
    if (start >= text.len || text.ptr[start] != '<')
        return is_open_address(text, start, &end);
    find_angle_end(at, start + 1);
    return at->broken;
}

/* Whether the bracket at a place ends what began its line, as in a definition, but not in one of a
 * note. */
static bool ends_label(oct_slice text, size_t bracket) {
    enum { LONGEST_LABEL = 1000 };
    size_t start = bracket;
    while (start > 0 && text.ptr[start - 1] != '\n' && bracket - start < LONGEST_LABEL)
        start--;
    while (start < bracket && memchr(" \t>-+*.)0123456789", text.ptr[start], 19))
        start++;
    if (text.ptr[start] != '[' || text.ptr[start + 1] == '^' ||
        (start > 0 && text.ptr[start - 1] == '*'))
        return false;
    for (size_t i = start + 1; i < bracket; i++) {
        if (text.ptr[i] == '[' || text.ptr[i] == ']')
            return false;
        i += text.ptr[i] == '\\';
    }
    return true;
}

/* Marks the parenthesis of "](", and the colon of "]:". */
void oct_md_mark_open_parentheses(oct_md_marking *marking, const oct_allocator *allocator) {
    const oct_slice text = marking->text;
    looking at = {.text = text};
    for (size_t i = oct_slice_find_byte(text, ']'); i + 1 < text.len;
         i += 1 + oct_slice_find_byte(oct_slice_from(text, i + 1), ']')) {
        if (text.ptr[i + 1] == '(' && is_no_link(&at, i + 2))
            oct_md_put_mark(marking, i + 1, OCT_MD_PARENTHESIS, allocator);
        else if (text.ptr[i + 1] == ':' && ends_label(text, i) && is_no_definition(&at, i + 2))
            oct_md_put_mark(marking, i + 1, OCT_MD_SCHEME, allocator);
    }
}
