/* formats/markdown/math - $x$ and $$x$$ as pandoc has them (tex_math_dollars), and github.com's
 * $`x`$, as an extension of cmark. Nothing in a formula is Markdown. Knows cmark.
 *
 * Each search ends at the first dollar or backtick it comes to, whatever it is: so all of them
 * together are linear. */
#include "formats/markdown/inlines.h"

#include <cmark-gfm-extension_api.h>

/* A formula found: its text, and the bytes with its marks; 0 when there is none. */
typedef struct formula {
    oct_slice text;
    size_t length;
    bool display;
} formula;

static size_t count_dollars(oct_slice text) {
    size_t count = 0;
    while (count < text.len && text.ptr[count] == '$')
        count++;
    return count;
}

static bool ends_text(oct_slice text, const char *word, size_t at) {
    size_t length = strlen(word);
    return at >= length && memcmp(text.ptr + at - length, word, length) == 0;
}

/* Behind the braces of "\text{…}", in which there may be dollars; at itself when they do not close
 * nearby. */
static size_t behind_braces(oct_slice text, size_t at) {
    enum { LONGEST = 200 };
    size_t depth = 0;
    for (size_t i = at; i < text.len && i - at < LONGEST; i++) {
        if (text.ptr[i] == '\\')
            i++;
        else if (text.ptr[i] == '{')
            depth++;
        else if (text.ptr[i] == '}' && --depth == 0)
            return i + 1;
    }
    return at;
}

/* pandoc's rules: no white space inside of the dollars, no digit behind the last. */
static formula find_inline(oct_slice text) {
    if (text.len < 3 || oct_is_space(text.ptr[1]))
        return (formula){0};
    size_t end = 1;
    while (end < text.len && text.ptr[end] != '$') {
        bool group = text.ptr[end] == '{' && ends_text(text, "\\text", end);
        size_t behind = group ? behind_braces(text, end) : end;
        if (behind > end)
            end = behind;
        else
            end += text.ptr[end] == '\\' ? 2 : 1;
    }
    if (end >= text.len || end == 1 || oct_is_space(text.ptr[end - 1]) ||
        (end + 1 < text.len && oct_is_digit(text.ptr[end + 1])))
        return (formula){0};
    return (formula){oct_slice_make(text.ptr + 1, end - 1), end + 1, false};
}

/* On github.com, what stands right outside is neither a letter nor a digit: $A/$B is text. */
static bool is_in_word(cmark_inline_parser *inlines, oct_slice rest, size_t length) {
    bool begins = cmark_inline_parser_get_offset(inlines) == 0;
    return (!begins && oct_is_alnum(rest.ptr[-1])) ||
           (length < rest.len && (oct_is_alnum(rest.ptr[length]) || rest.ptr[length] == '_'));
}

static formula find_display(oct_slice text) {
    size_t end = oct_md_find(text, 2, OCT_S("$$"), 0);
    oct_slice inside = oct_slice_trim(oct_slice_make(text.ptr + 2, end - 2));
    if (end >= text.len || !inside.len)
        return (formula){0};
    return (formula){inside, end + 2, true};
}

static formula find_github(oct_slice text) {
    size_t end = 2;
    while (end < text.len && text.ptr[end] != '`')
        end++;
    if (end == 2 || end + 1 >= text.len || text.ptr[end + 1] != '$')
        return (formula){0};
    return (formula){oct_slice_trim(oct_slice_make(text.ptr + 2, end - 2)), end + 2, false};
}

static cmark_node *match(cmark_syntax_extension *extension, cmark_parser *parser,
                         cmark_node *parent, unsigned char byte, cmark_inline_parser *inlines) {
    (void)parser;
    (void)parent;
    uintptr_t ways = (uintptr_t)cmark_syntax_extension_get_private(extension);
    if (byte != '$')
        return NULL;
    oct_slice rest = oct_md_inline_rest(inlines);
    size_t dollars = count_dollars(rest);
    formula found = {0};
    if (dollars == 1 && ways & OCT_MD_MATH_GITHUB && rest.len > 1 && rest.ptr[1] == '`')
        found = find_github(rest);
    if (!found.length && dollars == 1 && ways & OCT_MD_MATH_DOLLARS)
        found = find_inline(rest);
    else if (dollars == 2 && ways & OCT_MD_MATH_DOLLARS)
        found = find_display(rest);
    if (!found.length ||
        (ways & OCT_MD_MATH_STRICT && dollars == 1 && is_in_word(inlines, rest, found.length)))
        return oct_md_inline_text(inlines, dollars);
    cmark_node *node =
        oct_md_inline_node(inlines, found.display ? oct_md_inline.display : oct_md_inline.math);
    node->as.literal =
        (cmark_chunk){(unsigned char *)(uintptr_t)found.text.ptr, (bufsize_t)found.text.len, 0};
    cmark_node_set_syntax_extension(node, extension);
    for (size_t i = 0; i < found.length; i++)
        node->end_line += rest.ptr[i] == '\n'; /* which cmark does not count */
    oct_md_inline_advance(inlines, found.length);
    return node;
}

static char extension_name[] = "octavo-math";
static cmark_llist special_bytes = {.next = NULL, .data = (void *)(uintptr_t)'$'};

#define EXTENSION(ways)                                                                            \
    {                                                                                              \
        .name = extension_name, .priv = (void *)(uintptr_t)(ways),                                 \
        .special_inline_chars = &special_bytes, .match_inline = match                              \
    }

cmark_syntax_extension oct_md_math_extension[] = {
    EXTENSION(0), EXTENSION(1), EXTENSION(2), EXTENSION(3),
    EXTENSION(4), EXTENSION(5), EXTENSION(6), EXTENSION(7),
};
