/* formats/markdown/pairs - x^2^, H~2~O and ==highlighted== as extensions of cmark; ~~struck out~~
 * too where the tilde is a subscript's as well. Knows cmark.
 *
 * As pandoc has it: what is raised or lowered has no white space, unless a backslash stands before
 * it: P~a\ cat~. A single tilde is a subscript then, and no strikeout as on github.com. */
#include "formats/markdown/blocks.h"
#include "formats/markdown/flanking.h"
#include "formats/markdown/inlines.h"

#include <cmark-gfm-extension_api.h>
#include <limits.h>

/* What a run of one and of two bytes stands for; NULL when it is text. */
typedef struct pairs {
    char byte;
    const cmark_node_type *one, *two;
    bool notes; /* ^[notes] come first */
} pairs;

/* ---- Runs ----------------------------------------------------------------------------------- */

/* Whether a place in the text has white space that no backslash, nor the mark of one, stands
 * before, or is outside. */
static bool is_gap(oct_slice text, size_t place) {
    if (place >= text.len || !oct_is_space(text.ptr[place]))
        return place >= text.len;
    char before = place > 0 ? text.ptr[place - 1] : 'a';
    bool marked = ((unsigned char)before < ' ' && !oct_is_space(before)) || before == 0x7F;
    return !marked && !oct_md_is_escaped(text, place);
}

/* A single byte, which has been passed: it may stand anywhere in a word. What is between two of
 * them is looked at when they meet. */
static void push_single(cmark_inline_parser *inlines, cmark_node *node, char byte) {
    cmark_chunk *chunk = cmark_inline_parser_get_chunk(inlines);
    oct_slice text = {(const char *)chunk->data, (size_t)chunk->len};
    size_t behind = (size_t)cmark_inline_parser_get_offset(inlines);
    bool opens = !is_gap(text, behind), closes = behind > 1 && !is_gap(text, behind - 2);
    if (opens || closes)
        cmark_inline_parser_push_delimiter(inlines, (unsigned char)byte, opens, closes, node);
}

static bool is_word_byte(oct_slice text, size_t place) {
    char c = text.ptr[place];
    bool goes_on = ((unsigned char)c & 0xC0) == 0x80;
    return goes_on || (c < 0 ? !oct_md_is_punctuation(text, place) : oct_is_alnum(c));
}

/* How many letters and digits are raised or lowered by a mark that no other closes in its word; 0
 * when another does, which is kept in mind as a closing one. Each search ends at the next mark. */
static size_t short_length(const cmark_chunk *chunk, size_t place, char byte) {
    oct_slice text = {(const char *)chunk->data, (size_t)chunk->len};
    oct_md_blocks *blocks = oct_md_current_blocks();
    size_t end = place;
    if (!blocks->features->short_scripts || blocks->closing_mark == text.ptr + place - 1)
        return 0;
    while (end < text.len && is_word_byte(text, end))
        end++;
    size_t closing = end;
    while (closing < text.len && !is_gap(text, closing) && text.ptr[closing] != byte)
        closing += text.ptr[closing] == '\\' ? 2 : 1;
    if (closing >= text.len || text.ptr[closing] != byte)
        return end - place;
    blocks->closing_mark = text.ptr + closing;
    return 0;
}

/* The mark has been passed. */
static cmark_node *short_script(cmark_syntax_extension *extension, cmark_inline_parser *inlines,
                                cmark_node *mark, size_t length) {
    const pairs *set = cmark_syntax_extension_get_private(extension);
    cmark_node *node = oct_md_inline_node(inlines, *set->one);
    cmark_node_set_syntax_extension(node, extension);
    cmark_node_append_child(node, oct_md_inline_text(inlines, length));
    cmark_node_free(mark);
    return node;
}

static cmark_node *match(cmark_syntax_extension *extension, cmark_parser *parser,
                         cmark_node *parent, unsigned char byte, cmark_inline_parser *inlines) {
    const pairs *set = cmark_syntax_extension_get_private(extension);
    if ((char)byte != set->byte)
        return NULL;
    cmark_node *node = set->notes ? oct_md_match_inline_note(parser, parent, inlines) : NULL;
    if (node)
        return node;
    node = oct_md_inline_node(inlines, CMARK_NODE_TEXT);
    int start = cmark_inline_parser_get_offset(inlines), left, right, before, after;
    int count =
        cmark_inline_parser_scan_delimiters(inlines, INT_MAX, byte, &left, &right, &before, &after);
    node->as.literal = cmark_chunk_dup(cmark_inline_parser_get_chunk(inlines), start, count);
    size_t length = count == 1 && set->one ? short_length(cmark_inline_parser_get_chunk(inlines),
                                                          (size_t)start + 1, set->byte)
                                           : 0;
    if (length)
        return short_script(extension, inlines, node, length);
    if (count == 1 && set->one)
        push_single(inlines, node, set->byte);
    else if (count == 2 && set->two && (left || right))
        cmark_inline_parser_push_delimiter(inlines, byte, left, right, node);
    return node;
}

/* ---- Pairs ---------------------------------------------------------------------------------- */

static bool is_escaping(const cmark_node *node) {
    return node && node->type == CMARK_NODE_TEXT && node->as.literal.len == 1 &&
           node->as.literal.data[0] == '\\';
}

/* White space that no backslash stands before. cmark leaves such a backslash alone, and begins a
 * text behind it. */
static bool has_space(const cmark_node *node) {
    if (node->type == CMARK_NODE_SOFTBREAK || node->type == CMARK_NODE_LINEBREAK)
        return true;
    if (node->type != CMARK_NODE_TEXT)
        return false;
    for (bufsize_t i = is_escaping(node->prev); i < node->as.literal.len; i++)
        if (oct_is_space((char)node->as.literal.data[i]))
            return true;
    return false;
}

static bool is_one_word(const cmark_node *opener, const cmark_node *closer) {
    for (const cmark_node *node = opener->next; node && node != closer; node = node->next)
        if (has_space(node))
            return false;
    return opener->next != closer;
}

/* A backslash and a space are a no-break space, which takes as many bytes. */
static void escape_spaces(const cmark_node *parent) {
    static const unsigned char no_break_space[] = "\u00A0";
    for (cmark_node *node = parent->first_child; node; node = node->next)
        if (node->type == CMARK_NODE_TEXT && is_escaping(node->prev) && node->as.literal.len &&
            node->as.literal.data[0] == ' ') {
            node->prev->as.literal =
                (cmark_chunk){(unsigned char *)(uintptr_t)no_break_space, 2, 0};
            node->as.literal.data++;
            node->as.literal.len--;
        }
}

static void remove_delimiters(cmark_inline_parser *inlines, const delimiter *first,
                              delimiter *last) {
    while (last) {
        delimiter *previous = last == first ? NULL : last->previous;
        cmark_inline_parser_remove_delimiter(inlines, last);
        last = previous;
    }
}

/* White space parts the two: it parts the opener from later closers as well, and the closer from
 * earlier openers. */
static void part(cmark_inline_parser *inlines, delimiter *opener, delimiter *closer) {
    cmark_inline_parser_remove_delimiter(inlines, opener);
    closer->can_close = false;
    if (!closer->can_open)
        cmark_inline_parser_remove_delimiter(inlines, closer);
}

/* The opener's text node becomes what the pair stands for. */
static delimiter *insert(cmark_syntax_extension *extension, cmark_parser *parser,
                         cmark_inline_parser *inlines, delimiter *opener, delimiter *closer) {
    (void)parser;
    const pairs *set = cmark_syntax_extension_get_private(extension);
    delimiter *next = closer->next;
    cmark_node *node = opener->inl_text, *end = closer->inl_text;
    bool single = opener->length == 1;
    if (opener->length != closer->length)
        return next;
    if (single && !is_one_word(node, end)) {
        part(inlines, opener, closer);
        return next;
    }
    node->type = (uint16_t) * (single ? set->one : set->two);
    node->as.literal = (cmark_chunk)CMARK_CHUNK_EMPTY;
    cmark_node_set_syntax_extension(node, extension);
    while (node->next && node->next != end)
        cmark_node_append_child(node, node->next);
    if (single)
        escape_spaces(node);
    cmark_node_free(end);
    remove_delimiters(inlines, opener, closer);
    return next;
}

static int can_contain(cmark_syntax_extension *extension, cmark_node *node, cmark_node_type child) {
    (void)extension;
    (void)node;
    return CMARK_NODE_TYPE_INLINE_P(child);
}

/* ---- The extensions -------------------------------------------------------------------------- */

static const pairs superscript = {'^', &oct_md_inline.superscript, NULL, false};
static const pairs carets = {'^', &oct_md_inline.superscript, NULL, true};
static const pairs inline_note = {'^', NULL, NULL, true};
static const pairs highlight = {'=', NULL, &oct_md_inline.highlight, false};
static const pairs subscript = {'~', &oct_md_inline.subscript, NULL, false};
static const pairs tildes = {'~', &oct_md_inline.subscript, &oct_md_kinds.strikeout, false};

enum { CARET, EQUALS, TILDE };
static cmark_llist special_bytes[] = {
    [CARET] = {.data = (void *)(uintptr_t)'^'},
    [EQUALS] = {.data = (void *)(uintptr_t)'='},
    [TILDE] = {.data = (void *)(uintptr_t)'~'},
};
static char extension_name[] = "octavo-pairs";

/* As an emphasis, it is looked through when other delimiters ask what stands around them. */
#define EXTENSION(pairs, byte)                                                                     \
    {                                                                                              \
        .name = extension_name, .priv = (void *)(uintptr_t) & (pairs),                             \
        .special_inline_chars = &special_bytes[byte], .emphasis = true, .match_inline = match,     \
        .insert_inline_from_delim = insert, .can_contain_func = can_contain                        \
    }

cmark_syntax_extension oct_md_superscript_extension = EXTENSION(superscript, CARET);
cmark_syntax_extension oct_md_carets_extension = EXTENSION(carets, CARET);
cmark_syntax_extension oct_md_inline_note_extension = EXTENSION(inline_note, CARET);
cmark_syntax_extension oct_md_highlight_extension = EXTENSION(highlight, EQUALS);
cmark_syntax_extension oct_md_subscript_extension = EXTENSION(tildes, TILDE);
cmark_syntax_extension oct_md_subscript_only_extension = EXTENSION(subscript, TILDE);
