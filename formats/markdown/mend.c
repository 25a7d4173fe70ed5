/* formats/markdown/mend - see mend.h. Knows base and cmark. */
#include "formats/markdown/mend.h"

#include "formats/markdown/memory.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

/* ---- Definitions of links (CommonMark 4.7) -------------------------------------------------- */

static size_t past_spaces(oct_slice text, size_t at) {
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
        at++;
    return at;
}

/* Past blanks and at most one line end. */
static size_t past_gap(oct_slice text, size_t at) {
    at = past_spaces(text, at);
    return at < text.len && text.ptr[at] == '\n' ? past_spaces(text, at + 1) : at;
}

/* Past the end of the line, when there is nothing before it but blanks; 0 otherwise. */
static size_t past_line(oct_slice text, size_t at) {
    at = past_spaces(text, at);
    at += at < text.len && text.ptr[at] == '\r';
    return at < text.len && text.ptr[at] == '\n' ? at + 1 : 0;
}

/* Behind the byte that ends what begins at a place, with no byte of a kind in it; 0 when nothing
 * does. A backslash takes the byte behind it. */
static size_t past_end(oct_slice text, size_t at, char end, char forbidden) {
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (c == end)
            return at + 1;
        if (c == forbidden)
            return 0;
        at += c == '\\';
    }
    return 0;
}

static size_t past_address(oct_slice text, size_t at) {
    if (at < text.len && text.ptr[at] == '<')
        return past_end(text, at + 1, '>', '\n');
    size_t start = at;
    while (at < text.len && !oct_is_space(text.ptr[at]))
        at++;
    return at > start ? at : 0;
}

/* The byte that ends a title that this one begins; '\0' when it begins none. */
static char end_of_title(char c) {
    return c == '(' ? ')' : c == '"' || c == '\'' ? c : '\0';
}

static char forbidden_in_title(char end) {
    return end == ')' ? '(' : '\0';
}

/* Behind the title at a place and its line; 0 when there is none. */
static size_t past_title(oct_slice text, size_t at) {
    char end = at < text.len ? end_of_title(text.ptr[at]) : '\0';
    size_t behind = end ? past_end(text, at + 1, end, forbidden_in_title(end)) : 0;
    return behind ? past_line(text, behind) : 0;
}

/* Behind the definition at a place and its last line; 0 when there is none. */
static size_t past_definition(oct_slice text, size_t at) {
    enum { LONGEST_LABEL = 1000 };
    if (at >= text.len || text.ptr[at] != '[')
        return 0;
    at = past_end(oct_slice_head(text, at + LONGEST_LABEL), at + 1, ']', '[');
    if (!at || at >= text.len || text.ptr[at] != ':')
        return 0;
    at = past_address(text, past_gap(text, at + 1));
    if (!at)
        return 0;
    size_t gap = past_gap(text, at), titled = gap > at ? past_title(text, gap) : 0;
    return titled ? titled : past_line(text, at);
}

/* ---- A title with more behind it ---------------------------------------------------------------
 *
 * A line that begins like the title of the definition before it, and goes on behind its end, is
 * text, and the definition has no title. To cmark it is both. So a paragraph of its own begins with
 * what would be the title. */

static oct_slice text_of(const cmark_node *paragraph) {
    return oct_slice_make((const char *)paragraph->content.ptr, (size_t)paragraph->content.size);
}

/* Whether the paragraph is definitions and nothing else so far. */
static bool is_defined(oct_md_mending *mending, oct_slice text) {
    size_t behind;
    while ((behind = past_definition(text, mending->defined)) != 0)
        mending->defined = behind;
    mending->other = mending->defined < text.len;
    return !mending->other;
}

/* Adds a paragraph behind the definitions, with the lines that the title has had so far. */
static cmark_node *part(cmark_parser *parser, cmark_node *paragraph, size_t title) {
    oct_slice lines = oct_slice_from(text_of(paragraph), title);
    char *copy = oct_md_mem.calloc(lines.len + 1, 1);
    memcpy(copy, lines.ptr, lines.len);
    cmark_strbuf_truncate(&paragraph->content, (bufsize_t)title);
    cmark_node *added =
        cmark_parser_add_child(parser, paragraph, CMARK_NODE_PARAGRAPH, parser->first_nonspace + 1);
    cmark_strbuf_put(&added->content, (const unsigned char *)copy, (bufsize_t)lines.len);
    for (size_t i = 0; i < lines.len; i++)
        added->start_line -= copy[i] == '\n';
    oct_md_mem.free(copy);
    return added;
}

/* Looks for the end of the title in a line that is part of it. */
static cmark_node *look_for_end(oct_md_mending *mending, cmark_parser *parser,
                                cmark_node *paragraph, oct_slice line, size_t from) {
    size_t behind = past_end(line, from, mending->end, forbidden_in_title(mending->end));
    if (!behind)
        return NULL;
    size_t title = mending->title;
    mending->title = 0;
    mending->defined = text_of(paragraph).len + line.len;
    return past_line(line, behind) ? NULL : part(parser, paragraph, title);
}

static cmark_node *mend_title(oct_md_mending *mending, cmark_parser *parser, cmark_node *paragraph,
                              oct_slice line) {
    oct_slice text = text_of(paragraph);
    if (mending->paragraph != paragraph)
        *mending = (oct_md_mending){.paragraph = paragraph, .loose = mending->loose};
    if (mending->other)
        return NULL;
    if (mending->title)
        return look_for_end(mending, parser, paragraph, line, 0);
    char end = end_of_title(line.ptr[0]);
    if (!end || !is_defined(mending, text))
        return NULL;
    mending->title = text.len;
    mending->end = end;
    return look_for_end(mending, parser, paragraph, line, 1);
}

/* ---- Lists that are loose ----------------------------------------------------------------------
 *
 * A definition is a block, so a blank line before or behind one makes a list loose. cmark forgets
 * definitions before it looks, and does not see blank lines behind thematic breaks. */

static void add_loose(oct_md_mending *mending, cmark_node *item, cmark_node *before, int line) {
    oct_md_loose *loose = oct_md_mem.calloc(1, sizeof *loose);
    *loose = (oct_md_loose){item->parent, before, line, mending->loose};
    mending->loose = loose;
}

static bool is_blank_behind(const cmark_node *node) {
    return node->flags & CMARK_NODE__LAST_LINE_BLANK;
}

/* A block begins in an item. That the line before was blank is said of the item, and of its last
 * block, too: but for a definition, which is gone. */
static void mend_item(oct_md_mending *mending, cmark_parser *parser, cmark_node *item, char first) {
    if (!is_blank_behind(item))
        return;
    cmark_node *last = item->last_child;
    if (!last || !is_blank_behind(last))
        add_loose(mending, item, NULL, 0);
    else if (first == '[')
        add_loose(mending, item, last, parser->line_number);
}

/* A thematic break, with a blank line behind it, which cmark does not see: lists are loose in which
 * anything follows. */
static void loosen_around(const cmark_node *node) {
    const cmark_node *item = node->parent;
    while (item && item->type == CMARK_NODE_ITEM) {
        if (node->next || item->next) {
            item->parent->as.list.tight = false;
            return;
        }
        node = item->parent;
        item = node->parent;
    }
}

void oct_md_mend_lists(const oct_md_mending *mending) {
    for (const oct_md_loose *loose = mending->loose; loose; loose = loose->next) {
        const cmark_node *next = loose->before ? loose->before->next : NULL;
        if (loose->before && !loose->line)
            loosen_around(loose->before);
        else if (!next || next->start_line != loose->line)
            loose->list->as.list.tight = false;
    }
}

/* ---- A thematic break behind definitions -------------------------------------------------------
 *
 * "---" underlines nothing when all before it are definitions. To cmark it begins a paragraph, as
 * nothing else can make one begin. So a paragraph that may begin with a definition is begun here,
 * with an extension that is asked before cmark looks for underlines, and ends it. */

static bool is_all_definitions(oct_slice text) {
    size_t done = 0, behind;
    while ((behind = past_definition(text, done)) != 0)
        done = behind;
    return done == text.len;
}

static bool is_dashes(oct_slice line) {
    size_t dashes = 0;
    while (dashes < line.len && line.ptr[dashes] == '-')
        dashes++;
    return dashes >= 3 && past_line(line, dashes) == line.len;
}

static int definitions_go_on(cmark_syntax_extension *extension, cmark_parser *parser,
                             unsigned char *input, int length, cmark_node *paragraph) {
    (void)extension;
    const int start = parser->first_nonspace;
    if (parser->blank)
        return false;
    if (parser->indent >= 4 || input[start] != '-')
        return true;
    oct_slice line = oct_slice_make((const char *)input + start, (size_t)(length - start));
    return !is_dashes(line) || !is_all_definitions(text_of(paragraph));
}

/* ---- Items with nothing in them so far ---------------------------------------------------------
 *
 * An item that begins with a blank line ends at the next one, were it of spaces; one that begins
 * with definitions of links goes on over blank lines. cmark goes by the spaces, and takes the
 * latter for empty. They are given an extension that is asked instead, until they have a block. */

static bool goes_on(cmark_parser *parser, unsigned char *input, cmark_node *item) {
    int indent = item->as.list.marker_offset + item->as.list.padding;
    if (parser->indent < indent)
        return false;
    cmark_parser_advance_offset(parser, (char *)input, indent, true);
    return true;
}

static int empty_goes_on(cmark_syntax_extension *extension, cmark_parser *parser,
                         unsigned char *input, int length, cmark_node *item) {
    (void)extension;
    (void)length;
    item->extension = NULL;
    return !parser->blank && goes_on(parser, input, item);
}

static int defined_goes_on(cmark_syntax_extension *extension, cmark_parser *parser,
                           unsigned char *input, int length, cmark_node *item) {
    (void)extension;
    (void)length;
    if (parser->blank)
        return true;
    item->extension = NULL;
    return goes_on(parser, input, item);
}

enum { EMPTY, DEFINED, DEFINITIONS };
static char extension_name[] = "octavo-item";
static cmark_syntax_extension extensions[] = {
    [EMPTY] = {.name = extension_name, .last_block_matches = empty_goes_on},
    [DEFINED] = {.name = extension_name, .last_block_matches = defined_goes_on},
    [DEFINITIONS] = {.name = extension_name, .last_block_matches = definitions_go_on},
};

/* A blank line in an item, which may be its first. */
static void mend_blank(cmark_node *item) {
    const cmark_node *first = item->first_child;
    if (item->extension)
        return;
    if (!first)
        item->extension = &extensions[EMPTY];
    else if (!first->next && first->type == CMARK_NODE_PARAGRAPH && first->content.size &&
             first->content.ptr[0] == '[')
        item->extension = &extensions[DEFINED];
}

/* Whether the line would begin a paragraph that begins with a bracket. */
static bool begins_with_bracket(const cmark_parser *parser, const cmark_node *parent, char first) {
    return first == '[' && parser->indent < 4 && parent->type != CMARK_NODE_PARAGRAPH &&
           parser->current->type != CMARK_NODE_PARAGRAPH;
}

static cmark_node *begin_paragraph(cmark_parser *parser, cmark_node *parent) {
    cmark_node *paragraph =
        cmark_parser_add_child(parser, parent, CMARK_NODE_PARAGRAPH, parser->first_nonspace + 1);
    paragraph->extension = &extensions[DEFINITIONS];
    return paragraph;
}

/* A line that goes on with a paragraph lazily. cmark leaves it its indentation, and then takes it
 * for no definition, or has it in raw HTML. */
static void drop_indentation(cmark_parser *parser, unsigned char *input) {
    cmark_parser_advance_offset(parser, (char *)input, parser->first_nonspace - parser->offset,
                                false);
}

/* ---- The whole ------------------------------------------------------------------------------ */

cmark_node *oct_md_mend_block(oct_md_mending *mending, cmark_parser *parser, cmark_node *parent,
                              unsigned char *input, int length) {
    const int start = parser->first_nonspace;
    if (parent->type == CMARK_NODE_ITEM && parser->blank)
        mend_blank(parent);
    else if (parent->type == CMARK_NODE_ITEM)
        mend_item(mending, parser, parent, (char)input[start]);
    else if (parent->type == CMARK_NODE_THEMATIC_BREAK && parser->blank &&
             parent->start_line < parser->line_number && parent->parent->type == CMARK_NODE_ITEM)
        add_loose(mending, parent->parent, parent, 0);
    if (parser->blank)
        return NULL;
    if (parent->type != CMARK_NODE_PARAGRAPH && parser->current->type == CMARK_NODE_PARAGRAPH)
        drop_indentation(parser, input);
    if (begins_with_bracket(parser, parent, (char)input[start]))
        return begin_paragraph(parser, parent);
    if (parent->type != CMARK_NODE_PARAGRAPH || !parent->content.size ||
        parent->content.ptr[0] != '[')
        return NULL;
    oct_slice line = {(const char *)input + start, (size_t)(length - start)};
    return mend_title(mending, parser, parent, line);
}
