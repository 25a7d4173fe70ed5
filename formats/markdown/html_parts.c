/* formats/markdown/html_parts - the Markdown in HTML blocks: a block of HTML goes on to a blank
 * line; it is taken apart into its tags, which stay HTML, and what stands between the tags of
 * blocks, which is read as blocks of Markdown. What holds nothing but tags and plain words stays as
 * it is. The core pairs the tags up (core/passes/raw_html), and puts a paragraph that stands right
 * behind a tag into its element, be that a heading. */
#include "formats/markdown/html_parts.h"

#include "formats/markdown/guard.h"
#include "formats/markdown/html_tag.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

/* At a paragraph's footnote.def_count. */
enum { in_element = 1 };

/* The block, and how far it has been taken apart. */
typedef struct splitting {
    oct_md_blocks *blocks;
    cmark_parser *parser;
    cmark_node *node;
    oct_slice text;
    const char *set;
    size_t raw, gap; /* where the HTML begins that is to be put; where the last tag ended */
    size_t counted;  /* the place whose line is known */
    int line;
    bool words, marked; /* the gap has text in it; and some that Markdown has a say in */
    bool open_markup;   /* a comment is never closed: no more are looked for */
    bool split, blocks_seen;
} splitting;

/* ---- Tags --------------------------------------------------------------------------------- */

static bool is_tag_start(const splitting *at, size_t place) {
    char c = at->text.ptr[place];
    return c == '<' || (at->set && (c == at->set[OCT_MD_TAG] || c == at->set[OCT_MD_OPEN_HTML]));
}

/* The length of what stands at a "<"; 0 when it is text. Long tags are not looked through. */
static size_t markup_length(splitting *at, size_t place) {
    enum { LONGEST_TAG = 4000 };
    oct_slice rest = oct_slice_from(at->text, place);
    bool tag = rest.len > 1 && rest.ptr[1] != '!' && rest.ptr[1] != '?';
    if (!tag && at->open_markup)
        return 0;
    size_t length = oct_md_html_length(tag ? oct_slice_head(rest, LONGEST_TAG) : rest);
    at->open_markup |= !tag && !length;
    return length;
}

static oct_slice name_of(oct_slice tag) {
    oct_slice name = oct_slice_from(tag, tag.len > 1 && tag.ptr[1] == '/' ? 2 : 1);
    name.len = oct_md_tag_name_length(name);
    return name;
}

/* Whether there is no Markdown in an element. */
static bool is_verbatim(oct_slice tag) {
    static const oct_slice names[] = {{"svg", 3}, {"math", 4}, {"iframe", 6}, {"object", 6}};
    oct_slice name = name_of(tag);
    if (tag.ptr[1] == '/')
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (oct_slice_equal_nocase(name, names[i]))
            return true;
    const oct_slice no = OCT_S(" markdown=\"0\"");
    return oct_md_is_raw_tag(name) || (tag.len > no.len && oct_slice_find(tag, no) < tag.len);
}

/* Behind the end tag of an element whose start tag ends at a place; the end of the text when it has
 * none. */
static size_t behind_element(oct_slice text, size_t place, oct_slice name) {
    while (place < text.len) {
        place += oct_slice_find(oct_slice_from(text, place), OCT_S("</"));
        oct_slice end = oct_slice_from(text, place + 2);
        end.len = oct_md_tag_name_length(end);
        if (end.len && oct_slice_equal_nocase(end, name)) {
            place += oct_slice_find_byte(oct_slice_from(text, place), '>');
            return place < text.len ? place + 1 : text.len;
        }
        place += 2;
    }
    return text.len;
}

/* ---- Putting the parts ---------------------------------------------------------------------- */

static oct_slice trim_end(oct_slice text) {
    while (text.len && oct_is_space(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

/* The line of a place, which is not before that of an earlier call. */
static int line_of(splitting *at, size_t place) {
    for (; at->counted < place; at->counted++)
        at->line += at->text.ptr[at->counted] == '\n';
    return at->line;
}

static cmark_node *insert(splitting *at, cmark_node_type kind, size_t place) {
    cmark_node *node = cmark_node_new_with_mem(kind, &oct_md_mem);
    node->start_line = node->end_line = line_of(at, place);
    node->start_column = 1;
    cmark_node_insert_before(at->node, node);
    return node;
}

/* Without white space at its end, a tag says that a paragraph behind it is text of its element. */
static void put_html(splitting *at, size_t end, bool last) {
    oct_slice html = oct_slice_make(at->text.ptr + at->raw, end - at->raw);
    size_t start = 0;
    while (start < html.len && oct_is_space(html.ptr[start]))
        start++;
    html = oct_slice_from(html, start);
    html = last ? html : trim_end(html);
    if (!html.len)
        return;
    cmark_node *node = insert(at, CMARK_NODE_HTML_BLOCK, at->raw + start);
    unsigned char *copy = oct_md_mem.calloc(html.len + 1, 1);
    memcpy(copy, html.ptr, html.len);
    node->as.literal = (cmark_chunk){copy, (bufsize_t)html.len, 1};
}

static size_t blanks_at(oct_slice line) {
    size_t count = 0;
    while (count < line.len && line.ptr[count] == ' ')
        count++;
    return count;
}

/* A text without the indentation of its first line that has no tag before it. */
static cmark_strbuf without_indent(oct_slice text) {
    cmark_strbuf out;
    cmark_strbuf_init(&oct_md_mem, &out, (bufsize_t)text.len);
    size_t indent = SIZE_MAX;
    oct_slice line;
    for (bool first = true; oct_slice_next_line(&text, &line); first = false) {
        size_t blanks = blanks_at(line);
        if (first || blanks == line.len) {
            line = oct_slice_from(line, first ? blanks : line.len);
        } else {
            indent = indent == SIZE_MAX ? blanks : indent;
            line = oct_slice_from(line, blanks < indent ? blanks : indent);
        }
        cmark_strbuf_put(&out, (const unsigned char *)line.ptr, (bufsize_t)line.len);
        cmark_strbuf_putc(&out, '\n');
    }
    return out;
}

static void put_markdown(splitting *at, size_t start, size_t end) {
    oct_slice text = trim_end(oct_slice_make(at->text.ptr + start, end - start));
    cmark_strbuf copy = without_indent(text);
    oct_slice whole = {(const char *)copy.ptr, (size_t)copy.size};
    cmark_node *place = insert(at, oct_md_kinds.grid_cell, start);
    cmark_node_set_syntax_extension(place, &oct_md_blocks_extension);
    at->blocks->status =
        oct_md_guard(at->blocks->reading, whole, oct_md_line_of(at->blocks, place));
    if (at->blocks->status == OCT_OK)
        oct_md_parse_into(at->blocks, at->parser, place, whole);
    if (place->first_child && place->first_child->type == CMARK_NODE_PARAGRAPH &&
        !place->first_child->next)
        place->first_child->footnote.def_count = in_element; /* cmark's own notes are not used */
    oct_md_unwrap(place);
    cmark_strbuf_free(&copy);
}

/* What stands between two tags of blocks, or behind the last one. */
static void close_gap(splitting *at, size_t end) {
    if (at->marked && at->words && at->blocks->status == OCT_OK) {
        put_html(at, at->gap, false);
        put_markdown(at, at->gap, end);
        at->raw = end;
        at->split = true;
    }
    at->words = at->marked = false;
}

/* ---- Looking through a block ---------------------------------------------------------------- */

static char byte_at(const splitting *at, size_t place) {
    return place < at->text.len ? at->text.ptr[place] : ' ';
}

/* Whether nothing but blanks stands before a place, in its line or behind a tag. */
static bool begins_line(const splitting *at, size_t place) {
    while (place > at->gap && byte_at(at, place - 1) == ' ')
        place--;
    return place == at->gap || byte_at(at, place - 1) == '\n';
}

/* Whether Markdown may have a say in a character: more than need be do no harm. */
static bool is_marked(const splitting *at, size_t place) {
    char c = byte_at(at, place), behind = byte_at(at, place + 1);
    char before = place ? byte_at(at, place - 1) : ' ';
    if (memchr("*_`[]\\~^$@|", c, 11) || (c > 0 && c < ' ' && !oct_is_space(c)))
        return true;
    if (memchr("#>", c, 2) || (memchr("+-:=", c, 4) && (oct_is_space(behind) || behind == c)))
        if (begins_line(at, place))
            return true;
    if (c == ':' || c == '=')
        return behind == '/' || behind == '=' || oct_is_alpha(behind);
    if (c == '.')
        return oct_to_lower(before) == 'w' || (oct_is_digit(before) && oct_is_space(behind));
    return c == ')' && oct_is_space(behind);
}

/* Behind the code that begins with backticks; behind these when it is none. Long code is not looked
 * for. */
static size_t behind_code(oct_slice text, size_t place) {
    enum { LONGEST_CODE = 500 };
    size_t ticks = place;
    while (ticks < text.len && text.ptr[ticks] == '`')
        ticks++;
    size_t length = ticks - place;
    oct_slice rest = oct_slice_head(oct_slice_from(text, ticks), LONGEST_CODE);
    for (size_t i = 0, run = 0; i < rest.len; i++) {
        run = rest.ptr[i] == '`' ? run + 1 : 0;
        if (run == length && (i + 1 == rest.len || rest.ptr[i + 1] != '`'))
            return ticks + i + 1;
    }
    return ticks;
}

typedef enum fence { NO_FENCE, CLOSED_FENCE, OPEN_FENCE } fence;

/* Whether a code fence begins a line at a place; then behind the fence that closes it, or at the
 * end of the text. */
static fence skip_fence(oct_slice text, size_t *place) {
    size_t start = *place, length = 0;
    char mark = text.ptr[start];
    while (start + length < text.len && text.ptr[start + length] == mark)
        length++;
    while (start > 0 && text.ptr[start - 1] == ' ')
        start--;
    if (length < 3 || (start > 0 && text.ptr[start - 1] != '\n'))
        return NO_FENCE;
    oct_slice rest = oct_slice_from(text, *place), line;
    (void)!oct_slice_next_line(&rest, &line);
    while (oct_slice_next_line(&rest, &line)) {
        line = oct_slice_trim(line);
        size_t count = 0;
        while (count < line.len && line.ptr[count] == mark)
            count++;
        if (count >= length && count == line.len) {
            *place = (size_t)(line.ptr + line.len - text.ptr);
            return CLOSED_FENCE;
        }
    }
    *place = text.len;
    return OPEN_FENCE;
}

static size_t take_tag(splitting *at, size_t place, size_t length) {
    oct_slice tag = oct_slice_make(at->text.ptr + place, length);
    if (tag.ptr[1] == '!' || tag.ptr[1] == '?')
        return place + length;
    bool verbatim = is_verbatim(tag);
    if (!verbatim && !oct_md_is_block_tag(name_of(tag)))
        return place + length;
    close_gap(at, place);
    at->blocks_seen = true;
    at->gap = verbatim ? behind_element(at->text, place + length, name_of(tag)) : place + length;
    return at->gap;
}

/* In a fence that is not closed, all to the end is left as it is. */
static size_t take_text(splitting *at, size_t place) {
    char c = at->text.ptr[place];
    fence code = c == '`' || c == '~' ? skip_fence(at->text, &place) : NO_FENCE;
    if (code == OPEN_FENCE) {
        at->words = at->marked = false;
        return place;
    }
    at->words |= !oct_is_space(c);
    bool letter = oct_is_alnum(c) || c == ' ' || c < 0;
    at->marked |=
        code == CLOSED_FENCE || at->blocks->features->smart || (!letter && is_marked(at, place));
    if (code == CLOSED_FENCE)
        return place;
    if (c == '\\')
        return place + 2;
    return c == '`' ? behind_code(at->text, place) : place + 1;
}

static void look_through(splitting *at) {
    size_t place = 0;
    while (place < at->text.len && at->blocks->status == OCT_OK) {
        size_t length = is_tag_start(at, place) ? markup_length(at, place) : 0;
        place = length ? take_tag(at, place, length) : take_text(at, place);
    }
}

bool oct_md_is_in_element(const cmark_node *paragraph) {
    return paragraph->type == CMARK_NODE_PARAGRAPH && paragraph->footnote.def_count == in_element;
}

/* ---- The whole ---------------------------------------------------------------------------- */

/* Whether a block begins with a tag that may have Markdown behind it. */
static bool begins_with_tag(oct_slice text) {
    size_t place = text.len > 1 && text.ptr[1] == '/' ? 2 : 1;
    oct_slice name = oct_slice_from(text, place);
    name.len = oct_md_tag_name_length(name);
    return name.len && (place == 2 || !oct_md_is_raw_tag(name));
}

/* A block that began with a tag of text, alone on its line, is a paragraph. */
static void make_paragraph(cmark_node *node) {
    oct_slice text = oct_slice_trim(
        oct_slice_make((const char *)node->as.literal.data, (size_t)node->as.literal.len));
    cmark_strbuf_set(&node->content, (const unsigned char *)text.ptr, (bufsize_t)text.len);
    oct_md_mem.free(node->as.literal.data);
    cmark_node_set_syntax_extension(node, NULL);
    node->as.literal = (cmark_chunk){0};
    node->type = CMARK_NODE_PARAGRAPH;
}

/* Takes one block apart; gives the node behind it. */
static cmark_node *split(oct_md_blocks *blocks, cmark_parser *parser, cmark_node *node) {
    cmark_node *next = node->next;
    oct_slice text = {(const char *)node->as.literal.data, (size_t)node->as.literal.len};
    size_t start = blanks_at(text);
    text = oct_slice_from(text, start);
    if (!begins_with_tag(text))
        return next;
    splitting at = {.blocks = blocks,
                    .parser = parser,
                    .node = node,
                    .text = text,
                    .set = oct_md_set_of(parser),
                    .line = node->start_line};
    look_through(&at);
    if (!at.split && !at.blocks_seen && at.words && at.marked) {
        make_paragraph(node);
        return next;
    }
    close_gap(&at, text.len);
    if (at.split) {
        put_html(&at, text.len, true);
        cmark_node_unlink(node);
        cmark_node_free(node);
    }
    return next;
}

void oct_md_split_html(oct_md_blocks *blocks, cmark_parser *parser, cmark_node *root) {
    enum { MOST_LEVELS = 3 };
    if (blocks->html_level >= MOST_LEVELS)
        return;
    blocks->html_level++;
    for (cmark_node *node = root; node && blocks->status == OCT_OK;) {
        cmark_node *next = node->type == CMARK_NODE_HTML_BLOCK ? NULL : node->first_child;
        cmark_node *parent = node->parent;
        if (node->type == CMARK_NODE_HTML_BLOCK)
            next = split(blocks, parser, node);
        else if (!next)
            next = node == root ? NULL : node->next;
        for (; !next && parent && node != root && parent != root; parent = parent->parent)
            next = parent->next;
        node = next;
    }
    blocks->html_level--;
}
