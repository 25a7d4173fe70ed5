/* formats/markdown/marks_links - see oct_md_mark_open_parentheses in marks.h. Knows base. */
#include "formats/markdown/marks.h"

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

/* CommonMark 6.3: an address that is not in pointed brackets holds parentheses in pairs only. To
 * cmark 0.29 white space ends one that has more opening ones, though not more than 32: which also
 * keeps this from looking at a text that is all "](" too often. */
static bool is_open_address(oct_slice text, size_t place) {
    enum { MOST_OPEN = 32 };
    size_t open = 0, start = past_blanks(text, place);
    if (start < text.len && text.ptr[start] == '<')
        return false;
    for (size_t i = start; i < text.len && open <= MOST_OPEN; i++) {
        char c = text.ptr[i];
        if (c == '\\' && i + 1 < text.len && !oct_is_space(text.ptr[i + 1]))
            i++;
        else if (c == '(')
            open++;
        else if (c == ')' && open-- == 0)
            return false;
        else if (oct_is_space(c))
            return open > 0;
    }
    return false;
}

/* Whether the bracket that ends before a place began its line, as that of a definition does, and
 * not one of a note. */
static bool ends_label(oct_slice text, size_t bracket) {
    enum { LONGEST_LABEL = 1000 };
    size_t start = bracket;
    while (start > 0 && text.ptr[start - 1] != '\n' && bracket - start < LONGEST_LABEL)
        start--;
    while (start < bracket && memchr(" \t>-+*.)0123456789", text.ptr[start], 19))
        start++;
    return text.ptr[start] == '[' && text.ptr[start + 1] != '^' &&
           (start == 0 || text.ptr[start - 1] != '*');
}

/* Marks the parenthesis of "](", and the colon of "]:". */
void oct_md_mark_open_parentheses(oct_md_marking *marking, const oct_allocator *allocator) {
    const oct_slice text = marking->text;
    for (size_t i = oct_slice_find_byte(text, ']'); i + 1 < text.len;
         i += 1 + oct_slice_find_byte(oct_slice_from(text, i + 1), ']')) {
        if (text.ptr[i + 1] == '(' && is_open_address(text, i + 2))
            oct_md_put_mark(marking, i + 1, OCT_MD_PARENTHESIS, allocator);
        else if (text.ptr[i + 1] == ':' && is_open_address(text, i + 2) && ends_label(text, i))
            oct_md_put_mark(marking, i + 1, OCT_MD_SCHEME, allocator);
    }
}
