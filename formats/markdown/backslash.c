/* formats/markdown/backslash - what a backslash begins beyond CommonMark: \(x\) and \[x\], the same
 * with two backslashes, a no-break space, and symbols beyond ASCII as they stand. They begin at
 * marks (marks.h), as the backslash is cmark's own otherwise. Knows base and cmark.
 *
 * A formula ends at the next backslash with a bracket of its kind, whatever it is: so all searches
 * together are linear. */
#include "formats/markdown/flanking.h"
#include "formats/markdown/inlines.h"

#include <cmark-gfm-extension_api.h>

unsigned oct_md_backslashes_of(const oct_md_features *features) {
    return (features->symbols ? OCT_MD_SYMBOLS : 0u) |
           (features->math_parens ? OCT_MD_MATH_PARENS : 0u) |
           (features->math_double ? OCT_MD_MATH_DOUBLE : 0u) |
           (features->escaped_breaks ? 0u : OCT_MD_NO_ESCAPED_BREAKS);
}

/* ---- Marking ---------------------------------------------------------------------------------
 */

static char byte_at(oct_slice text, size_t place) {
    return place < text.len ? text.ptr[place] : '\0';
}

static bool ends_line(oct_slice text, size_t place) {
    return place >= text.len || text.ptr[place] == '\n' || text.ptr[place] == '\r';
}

/* Whether a line begins there, but for what block quotes have before it. */
static bool begins_line(oct_slice text, size_t place) {
    enum { MOST_MARKERS = 200 };
    for (size_t i = place; i > 0 && place - i < MOST_MARKERS && text.ptr[i - 1] != '\n'; i--)
        if (!memchr(" \t>", text.ptr[i - 1], 3))
            return false;
    return true;
}

/* A space behind a word, or alone on its line: in "this \ that" and "C:\ or D:\" the backslash
 * means itself. */
static bool is_no_break_space(oct_slice text, size_t place) {
    char before = place ? text.ptr[place - 1] : '\n';
    if (before == ':')
        return false;
    return !oct_is_space(before) || (ends_line(text, place + 2) && begins_line(text, place));
}

/* A mark would end the destination of a link. */
static bool is_in_destination(oct_slice text, size_t place) {
    enum { LONGEST = 500 };
    for (size_t i = place; i > 1 && place - i < LONGEST && !oct_is_space(text.ptr[i - 1]); i--)
        if (text.ptr[i - 1] == '(' && text.ptr[i - 2] == ']')
            return true;
    return false;
}

static bool is_bracket(char c) {
    return c == '(' || c == '[';
}

static bool is_special(oct_slice text, size_t place, unsigned ways) {
    char next = byte_at(text, place + 1);
    if (next == ' ')
        return ways & OCT_MD_SYMBOLS && is_no_break_space(text, place);
    if (next == '\n' || next == '\r')
        return ways & OCT_MD_NO_ESCAPED_BREAKS && place + 2 < text.len &&
               !oct_is_space(text.ptr[place + 2]);
    bool begins =
        (ways & OCT_MD_SYMBOLS && next < 0 && oct_md_is_punctuation(text, place + 1)) ||
        (ways & OCT_MD_MATH_PARENS && is_bracket(next)) ||
        (ways & OCT_MD_MATH_DOUBLE && next == '\\' && is_bracket(byte_at(text, place + 2)));
    return begins && !is_in_destination(text, place);
}

void oct_md_mark_backslashes(oct_md_marking *marking, unsigned ways,
                             const oct_allocator *allocator) {
    size_t place = oct_slice_find_byte(marking->text, '\\');
    while (place + 1 < marking->text.len) {
        if (is_special(marking->text, place, ways))
            oct_md_put_mark(marking, place, OCT_MD_BACKSLASH, allocator);
        place += 2;
        place += oct_slice_find_byte(oct_slice_from(marking->text, place), '\\');
    }
}

/* ---- Formulas --------------------------------------------------------------------------------
 */

/* The length of the formula that begins with so many bytes; 0 when it has no end. */
static size_t formula_length(const char *set, oct_slice text, size_t opening) {
    char open = text.ptr[opening - 1], close = open == '(' ? ')' : ']';
    for (size_t i = opening; i + opening <= text.len;) {
        if (oct_md_plain(set, text.ptr[i]) != '\\') {
            i++;
            continue;
        }
        bool doubled = opening == 2 || oct_md_plain(set, text.ptr[i + 1]) == '\\';
        char last = text.ptr[i + opening - 1];
        if (doubled && last == close)
            return i + opening;
        if (doubled && last == open)
            return 0;
        i += 2;
    }
    return 0;
}

static cmark_node *match_formula(const char *set, cmark_inline_parser *inlines, oct_slice text) {
    size_t opening = byte_at(text, 1) == '\\' ? 3 : 2;
    if (!is_bracket(byte_at(text, opening - 1)))
        return NULL;
    size_t length = formula_length(set, text, opening);
    oct_slice inside =
        length ? oct_slice_trim(oct_slice_make(text.ptr + opening, length - 2 * opening))
               : (oct_slice){NULL, 0};
    if (!inside.len)
        return NULL;
    bool display = text.ptr[opening - 1] == '[';
    cmark_node *node =
        oct_md_inline_node(inlines, display ? oct_md_inline.display : oct_md_inline.math);
    node->as.literal =
        (cmark_chunk){(unsigned char *)(uintptr_t)inside.ptr, (bufsize_t)inside.len, 0};
    oct_md_inline_advance(inlines, length);
    return node;
}

/* ---- What stands at a mark ------------------------------------------------------------------- */

static cmark_node *text_of(cmark_inline_parser *inlines, const char *text, size_t length,
                           size_t passed) {
    cmark_node *node = oct_md_inline_node(inlines, CMARK_NODE_TEXT);
    node->as.literal = (cmark_chunk){(unsigned char *)(uintptr_t)text, (bufsize_t)length, 0};
    oct_md_inline_advance(inlines, passed);
    return node;
}

static size_t character_length(oct_slice text) {
    size_t length = 1;
    while (length < text.len && ((unsigned char)text.ptr[length] & 0xC0) == 0x80)
        length++;
    return length;
}

/* At the end of a block cmark has cut off the space. */
cmark_node *oct_md_match_backslash(const char *set, cmark_inline_parser *inlines) {
    oct_slice rest = oct_md_inline_rest(inlines);
    if (rest.len < 2 || rest.ptr[1] == ' ')
        return text_of(inlines, "\u00A0", 2, rest.len < 2 ? rest.len : 2);
    if (rest.ptr[1] == '\n' || rest.ptr[1] == '\r')
        return text_of(inlines, "\\", 1, 1);
    cmark_node *formula = match_formula(set, inlines, rest);
    if (formula)
        return formula;
    size_t length = character_length(oct_slice_from(rest, 1));
    return text_of(inlines, rest.ptr + 1, length, length + 1);
}
