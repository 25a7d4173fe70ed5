/* formats/markdown/syntax - see syntax.h. Knows base and cmark.
 *
 * None of cmark-gfm's own extensions is used. Tables, strikeout and tasks are in table.c,
 * strikeout.c and tree.c; these two act on marks (marks.h):
 * - footnotes: 0.29.0.gfm.6 takes the text of a reference from columns, which is wrong (text is
 *   lost, memory beyond the text is read) when brackets span lines or hold escapes;
 * - autolink: it makes every w and every colon a special character, and is quadratic on ")))" and
 *   "www._www._".
 * What CommonMark 0.31 has and 0.29 has not is here, too, but for HTML blocks: html_block.c. */
#include "formats/markdown/syntax.h"

#include "formats/markdown/autolink.h"
#include "formats/markdown/flanking.h"
#include "formats/markdown/html_tag.h"
#include "formats/markdown/inlines.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

/* ---- Inlines: what stands at a mark -------------------------------------------------------- */

static cmark_node *text_node(cmark_inline_parser *inlines, const unsigned char *text, size_t len) {
    cmark_node *node = cmark_node_new_with_mem(CMARK_NODE_TEXT, &oct_md_mem);
    node->as.literal = (cmark_chunk){(unsigned char *)text, (bufsize_t)len, 0};
    node->start_line = node->end_line = cmark_inline_parser_get_line(inlines);
    node->start_column = cmark_inline_parser_get_column(inlines);
    return node;
}

/* The mark was none: its byte as text. */
static cmark_node *plain_byte(cmark_inline_parser *inlines, int kind) {
    static const unsigned char bytes[] = OCT_MD_MARKED;
    cmark_node *node = text_node(inlines, bytes + kind, 1);
    cmark_inline_parser_advance_offset(inlines);
    return node;
}

static oct_slice rest_of(cmark_inline_parser *inlines) {
    cmark_chunk *chunk = cmark_inline_parser_get_chunk(inlines);
    int offset = cmark_inline_parser_get_offset(inlines);
    return oct_slice_make((const char *)chunk->data + offset, (size_t)(chunk->len - offset));
}

static void advance(cmark_inline_parser *inlines, size_t bytes) {
    cmark_inline_parser_set_offset(inlines, cmark_inline_parser_get_offset(inlines) + (int)bytes);
}

/* A copy of marked text with the bytes put back, and a prefix before it. */
static cmark_chunk plain_copy(const char *set, const char *prefix, oct_slice text) {
    size_t before = strlen(prefix);
    unsigned char *copy = oct_md_mem.calloc(before + text.len + 1, 1);
    memcpy(copy, prefix, before);
    for (size_t i = 0; i < text.len; i++)
        copy[before + i] = (unsigned char)oct_md_plain(set, text.ptr[i]);
    return (cmark_chunk){copy, (bufsize_t)(before + text.len), 1};
}

static cmark_node *match_note(const char *set, cmark_inline_parser *inlines) {
    oct_slice rest = rest_of(inlines), label = oct_slice_from(rest, 2);
    label.len = rest.len > 2 && rest.ptr[1] == '^' ? oct_md_label_length(label) : 0;
    if (!label.len)
        return plain_byte(inlines, OCT_MD_NOTE);
    cmark_node *node = text_node(inlines, NULL, 0);
    node->as.literal = plain_copy(set, "", label);
    node->type = CMARK_NODE_FOOTNOTE_REFERENCE;
    advance(inlines, label.len + 3);
    return node;
}

static cmark_node *link_node(cmark_inline_parser *inlines, const char *set, const char *prefix,
                             oct_slice text) {
    cmark_node *link = cmark_node_new_with_mem(CMARK_NODE_LINK, &oct_md_mem);
    cmark_node *child = text_node(inlines, NULL, 0);
    link->start_line = link->end_line = child->start_line;
    link->start_column = child->start_column;
    link->as.link.url = plain_copy(set, prefix, text);
    child->as.literal = plain_copy(set, "", text);
    cmark_node_append_child(link, child);
    return link;
}

static bool in_brackets(cmark_inline_parser *inlines) {
    return cmark_inline_parser_in_bracket(inlines, false) ||
           cmark_inline_parser_in_bracket(inlines, true);
}

static bool may_begin(const char *set, oct_slice rest, int offset) {
    char before = offset > 0 ? oct_md_plain(set, rest.ptr[-1]) : ' ';
    return oct_is_space(before) || memchr("*_~(", before, 4);
}

static cmark_node *match_www(const char *set, cmark_inline_parser *inlines) {
    oct_slice rest = rest_of(inlines);
    bool begins = may_begin(set, rest, cmark_inline_parser_get_offset(inlines));
    size_t length =
        !begins || in_brackets(inlines) ? 0 : oct_md_link_length(rest, strlen("www."), set);
    if (length <= strlen("www."))
        return plain_byte(inlines, OCT_MD_WWW);
    cmark_node *link = link_node(inlines, set, "http://", oct_slice_head(rest, length));
    advance(inlines, length);
    return link;
}

/* The mark stands at the colon: the scheme has become text, and is taken back. */
static cmark_node *match_scheme(const char *set, cmark_node *parent, cmark_inline_parser *inlines) {
    int offset = cmark_inline_parser_get_offset(inlines), scheme = 0;
    oct_slice rest = rest_of(inlines);
    while (scheme < offset && oct_is_alpha(rest.ptr[-scheme - 1]))
        scheme++;
    size_t length = in_brackets(inlines) ? 0 : oct_md_link_length(rest, strlen("://"), set);
    if (length <= strlen("://") || scheme == 0)
        return plain_byte(inlines, OCT_MD_SCHEME);
    cmark_node_unput(parent, scheme);
    oct_slice whole = oct_slice_make(rest.ptr - scheme, length + (size_t)scheme);
    cmark_node *link = link_node(inlines, set, "", whole);
    link->start_column -= scheme;
    advance(inlines, length);
    return link;
}

/* ---- Inlines: what CommonMark 0.31 has otherwise than cmark -----------------------------------
 */

/* Whatever else begins with "<" was left to cmark. */
static cmark_node *match_tag(cmark_inline_parser *inlines) {
    oct_slice rest = rest_of(inlines);
    size_t length = oct_md_html_length(rest);
    if (length == 0)
        return plain_byte(inlines, OCT_MD_TAG);
    cmark_node *node = text_node(inlines, (const unsigned char *)rest.ptr, length);
    node->type = CMARK_NODE_HTML_INLINE;
    advance(inlines, length);
    return node;
}

/* A run of stars or underscores, the first of which is the mark. cmark makes emphasis of it when it
 * is on its stack. */
static cmark_node *match_run(const char *set, cmark_parser *parser, cmark_inline_parser *inlines,
                             int kind) {
    cmark_chunk *chunk = cmark_inline_parser_get_chunk(inlines);
    oct_slice text = {(const char *)chunk->data, (size_t)chunk->len};
    size_t start = (size_t)cmark_inline_parser_get_offset(inlines), end = start + 1;
    char byte = OCT_MD_MARKED[kind];
    while (end < text.len && text.ptr[end] == byte)
        end++;
    oct_md_flanking run = oct_md_flanking_of(text, start, end, set, oct_md_has_tildes(parser));
    cmark_node *node = text_node(inlines, NULL, 0);
    node->as.literal = plain_copy(set, "", oct_slice_make(text.ptr + start, end - start));
    advance(inlines, end - start);
    bool opens = run.left, closes = run.right;
    if (byte == '_') {
        opens = run.left && (!run.right || run.punctuation_before);
        closes = run.right && (!run.left || run.punctuation_after);
    }
    if (opens || closes)
        cmark_inline_parser_push_delimiter(inlines, (unsigned char)byte, opens, closes, node);
    return node;
}

static cmark_node *match_mark(cmark_syntax_extension *extension, cmark_parser *parser,
                              cmark_node *parent, unsigned char byte,
                              cmark_inline_parser *inlines) {
    const char *set = cmark_syntax_extension_get_private(extension);
    const char *mark = memchr(set, (char)byte, OCT_MD_MARK_KINDS);
    int kind = mark ? (int)(mark - set) : OCT_MD_MARK_KINDS;
    cmark_node *wiki_link = kind == OCT_MD_NOTE ? oct_md_match_wikilink(parent, inlines) : NULL;
    if (wiki_link)
        return wiki_link;
    switch (kind) {
    case OCT_MD_NOTE:
        return match_note(set, inlines);
    case OCT_MD_WWW:
        return match_www(set, inlines);
    case OCT_MD_SCHEME:
        return match_scheme(set, parent, inlines);
    case OCT_MD_TAG:
        return match_tag(inlines);
    case OCT_MD_STAR:
    case OCT_MD_UNDERSCORE:
        return match_run(set, parser, inlines, kind);
    case OCT_MD_BACKSLASH:
        return oct_md_match_backslash(set, inlines);
    case OCT_MD_OPEN_HTML:
    case OCT_MD_AMPERSAND:
    case OCT_MD_PARENTHESIS:
    case OCT_MD_BACKTICK:
        return plain_byte(inlines, kind);
    default:
        return NULL;
    }
}

/* ---- Blocks: "[^label]: definition" --------------------------------------------------------- */

static cmark_node *open_definition(cmark_syntax_extension *extension, int indented,
                                   cmark_parser *parser, cmark_node *parent, unsigned char *input,
                                   int length) {
    const char *set = cmark_syntax_extension_get_private(extension);
    int start = cmark_parser_get_first_nonspace(parser);
    if (indented || length - start < 5 || (char)input[start] != set[OCT_MD_NOTE] ||
        input[start + 1] != '^')
        return NULL;
    oct_slice label = {(const char *)input + start + 2, (size_t)(length - start - 2)};
    size_t rest = label.len;
    label.len = oct_md_label_length(label);
    if (!label.len || label.len + 1 >= rest || label.ptr[label.len + 1] != ':')
        return NULL;
    int matched = (int)label.len + 4;
    while (start + matched < length &&
           (input[start + matched] == ' ' || input[start + matched] == '\t'))
        matched++; /* so that no code begins there */
    cmark_parser_advance_offset(parser, (char *)input,
                                start + matched - cmark_parser_get_offset(parser), false);
    cmark_node *node =
        cmark_parser_add_child(parser, parent, CMARK_NODE_FOOTNOTE_DEFINITION, start + 1);
    node->as.literal = plain_copy(set, "", label);
    cmark_node_set_syntax_extension(node, extension);
    return node;
}

/* A definition goes on in lines that are indented by four columns, and over blank lines. */
static int goes_on(cmark_syntax_extension *extension, cmark_parser *parser, unsigned char *input,
                   int length, cmark_node *container) {
    (void)extension;
    (void)length;
    (void)container;
    if (cmark_parser_get_indent(parser) >= 4) {
        cmark_parser_advance_offset(parser, (char *)input, 4, true);
        return true;
    }
    return cmark_parser_is_blank(parser);
}

static int can_contain(cmark_syntax_extension *extension, cmark_node *node, cmark_node_type child) {
    (void)extension;
    (void)node;
    return CMARK_NODE_TYPE_BLOCK_P(child) && child != CMARK_NODE_DOCUMENT &&
           child != CMARK_NODE_ITEM && child != oct_md_kinds.row && child != oct_md_kinds.cell &&
           child != oct_md_kinds.term && child != oct_md_kinds.definition &&
           child != oct_md_kinds.line && child != oct_md_kinds.caption &&
           child != oct_md_kinds.grid_row && child != oct_md_kinds.grid_cell;
}

/* ---- Registration -------------------------------------------------------------------------- */

oct_md_node_kinds oct_md_kinds;
static cmark_syntax_extension extensions[OCT_MD_MARK_SETS];
static cmark_llist special_bytes[OCT_MD_MARK_SETS][OCT_MD_MARK_KINDS];
static char extension_name[] = "octavo-marks";

static cmark_syntax_extension marks_extension(const char *set, cmark_llist *bytes) {
    for (int i = 0; i < OCT_MD_MARK_KINDS; i++)
        bytes[i] = (cmark_llist){.next = i + 1 < OCT_MD_MARK_KINDS ? &bytes[i + 1] : NULL,
                                 .data = (void *)(uintptr_t)(unsigned char)set[i]};
    return (cmark_syntax_extension){
        .name = extension_name,
        .priv = (void *)(uintptr_t)set,
        .special_inline_chars = bytes,
        .match_inline = match_mark,
        .try_opening_block = open_definition,
        .last_block_matches = goes_on,
        .can_contain_func = can_contain,
    };
}

void oct_md_register(void) {
    oct_md_kinds.table = cmark_syntax_extension_add_node(false);
    oct_md_kinds.row = cmark_syntax_extension_add_node(false);
    oct_md_kinds.cell = cmark_syntax_extension_add_node(false);
    oct_md_kinds.strikeout = cmark_syntax_extension_add_node(true);
    oct_md_register_inlines();
    oct_md_kinds.definition_list = cmark_syntax_extension_add_node(false);
    oct_md_kinds.term = cmark_syntax_extension_add_node(false);
    oct_md_kinds.definition = cmark_syntax_extension_add_node(false);
    oct_md_kinds.line_block = cmark_syntax_extension_add_node(false);
    oct_md_kinds.caption = cmark_syntax_extension_add_node(false);
    oct_md_kinds.grid = cmark_syntax_extension_add_node(false);
    oct_md_kinds.grid_row = cmark_syntax_extension_add_node(false);
    oct_md_kinds.grid_cell = cmark_syntax_extension_add_node(false);
    oct_md_kinds.line = cmark_syntax_extension_add_node(false);
    oct_md_kinds.div = cmark_syntax_extension_add_node(false);
    oct_md_kinds.div_end = cmark_syntax_extension_add_node(false);
    oct_md_kinds.attributes = cmark_syntax_extension_add_node(true);
    oct_md_kinds.span = cmark_syntax_extension_add_node(true);
    oct_md_register_braces();
    for (size_t i = 0; i < OCT_MD_MARK_SETS; i++)
        extensions[i] = marks_extension(oct_md_mark_sets[i], special_bytes[i]);
}

const char *oct_md_set_of(const cmark_parser *parser) {
    for (const cmark_llist *item = parser->syntax_extensions; item; item = item->next) {
        cmark_syntax_extension *extension = item->data;
        if (extension->name == extension_name)
            return cmark_syntax_extension_get_private(extension);
    }
    return NULL;
}

cmark_syntax_extension *oct_md_marks_extension(const char *set) {
    for (size_t i = 0; i < OCT_MD_MARK_SETS; i++)
        if (set == oct_md_mark_sets[i])
            return &extensions[i];
    return NULL;
}
