/* formats/markdown/braces - lists of attributes behind links, images, code, bracketed text, and at
 * the end of headings, as an extension of cmark that acts on "{". The list becomes a node behind
 * what it belongs to (oct_md_kinds.attributes); what becomes of it is in tree_attributes.c.
 *
 * Brackets that turn out to be no link are text to cmark. When a list follows the closing one, both
 * become delimiters, so that cmark makes a span of them at the end, as it makes emphasis, and what
 * is crossed by emphasis stays text. Knows cmark and attributes. */
#include "formats/markdown/attributes.h"
#include "formats/markdown/syntax.h"

#include <cmark-gfm-extension_api.h>

/* What lists are looked for; together they are the number of an extension. */
enum {
    IN_HEADINGS = 1,
    AFTER_LINKS = 2,
    AFTER_CODE = 4,
    AFTER_BRACKETS = 8,
    RAW_AFTER_CODE = 16,
    VARIANTS = 32
};

/* ---- Brackets ------------------------------------------------------------------------------- */

/* Whether a node is a bracket that cmark made text of. Escaped ones and entities have their text in
 * the paragraph or in memory of their own. */
static bool is_bracket(const cmark_node *node, const cmark_chunk *input, char bracket) {
    const cmark_chunk *text = &node->as.literal;
    return node->type == CMARK_NODE_TEXT && text->len > 0 && !text->alloc &&
           (char)text->data[text->len - 1] == bracket &&
           ((uintptr_t)text->data < (uintptr_t)input->data ||
            (uintptr_t)text->data >= (uintptr_t)input->data + (uintptr_t)input->len) &&
           (text->len == 1 || (text->len == 2 && text->data[0] == '!'));
}

/* Where a search has arrived: a node, the last delimiter that stands before it or at it, and the
 * first one behind. */
typedef struct place {
    cmark_node *node;
    delimiter *before, *behind;
} place;

static void step_back(place *at) {
    if (at->before && at->before->inl_text == at->node) {
        at->behind = at->before;
        at->before = at->before->previous;
    }
    at->node = at->node->prev;
}

/* What a closing bracket points to that closes none. */
static const delimiter hopeless;

/* Finds the bracket that the last node of a parent closes. A closing bracket whose partner is known
 * points to it, and is skipped with all that is between; one that is known to have none ends the
 * search: so each node is passed once, or once more in each bracket. */
static bool find_opener(cmark_node *parent, const cmark_chunk *input, place *at) {
    size_t depth = 0;
    step_back(at);
    for (; at->node; step_back(at)) {
        if (is_bracket(at->node, input, ']')) {
            delimiter *opener = at->node->user_data;
            if (!opener) {
                depth++;
                continue;
            }
            if (opener == &hopeless)
                break;
            at->node = opener->inl_text;
            at->before = opener;
        } else if (is_bracket(at->node, input, '[') && depth-- == 0) {
            return true;
        }
    }
    parent->last_child->user_data = (void *)(uintptr_t)&hopeless;
    return false;
}

/* "![" is an image's; the exclamation mark stays. */
static void split_image_bracket(cmark_node *bracket) {
    if (bracket->as.literal.len != 2)
        return;
    cmark_node *mark = cmark_node_new_with_mem(CMARK_NODE_TEXT, &oct_md_mem);
    mark->as.literal = (cmark_chunk){bracket->as.literal.data, 1, 0};
    mark->start_line = mark->end_line = bracket->start_line;
    mark->start_column = bracket->start_column;
    bracket->as.literal = (cmark_chunk){bracket->as.literal.data + 1, 1, 0};
    cmark_node_insert_before(bracket, mark);
}

/* Moves the last but one delimiter to where it belongs. */
static void move_to(delimiter *moved, const place *at) {
    if (!at->behind)
        return;
    moved->previous->next = moved->next;
    moved->next->previous = moved->previous;
    moved->previous = at->before;
    moved->next = at->behind;
    at->behind->previous = moved;
    if (at->before)
        at->before->next = moved;
}

/* Makes delimiters of a closing bracket, which is the last node, and of the one that it closes. */
static bool match_brackets(cmark_node *parent, cmark_inline_parser *inlines) {
    const cmark_chunk *input = cmark_inline_parser_get_chunk(inlines);
    cmark_node *closing = parent->last_child;
    place at = {closing, cmark_inline_parser_get_last_delimiter(inlines), NULL};
    if (!find_opener(parent, input, &at))
        return false;
    split_image_bracket(at.node);
    cmark_inline_parser_push_delimiter(inlines, '{', true, false, at.node);
    delimiter *opener = cmark_inline_parser_get_last_delimiter(inlines);
    cmark_inline_parser_push_delimiter(inlines, '{', false, true, closing);
    move_to(opener, &at);
    closing->user_data = opener;
    return true;
}

/* The opening bracket becomes the span. */
static delimiter *insert_span(cmark_syntax_extension *extension, cmark_parser *parser,
                              cmark_inline_parser *inlines, delimiter *opener, delimiter *closer) {
    (void)parser;
    delimiter *next = closer->next;
    cmark_node *span = opener->inl_text, *end = closer->inl_text;
    if (!cmark_node_set_type(span, oct_md_kinds.span))
        return next;
    span->as.literal = (cmark_chunk)CMARK_CHUNK_EMPTY;
    cmark_node_set_syntax_extension(span, extension);
    while (span->next && span->next != end)
        cmark_node_append_child(span, span->next);
    cmark_node_free(end);
    for (delimiter *last = closer, *previous; last; last = previous) {
        previous = last == opener ? NULL : last->previous;
        cmark_inline_parser_remove_delimiter(inlines, last);
    }
    return next;
}

/* ---- Headings ------------------------------------------------------------------------------- */

static bool is_blank(oct_slice text) {
    return oct_slice_trim(text).len == 0;
}

/* Takes white space and a closing sequence of "#" off the end of what a heading has so far. */
static void trim_heading(cmark_node *heading) {
    cmark_node *last = heading->last_child;
    if (last && (last->type == CMARK_NODE_SOFTBREAK || last->type == CMARK_NODE_LINEBREAK)) {
        cmark_node_free(last);
        return;
    }
    if (!last || last->type != CMARK_NODE_TEXT || last->as.literal.alloc)
        return;
    cmark_chunk *text = &last->as.literal;
    bufsize_t end = text->len;
    while (end > 0 && (text->data[end - 1] == ' ' || text->data[end - 1] == '\t'))
        end--;
    bufsize_t hashes = end;
    while (hashes > 0 && text->data[hashes - 1] == '#')
        hashes--;
    if (hashes < end && !heading->as.heading.setext && (hashes > 0 || !last->prev) &&
        (hashes == 0 || text->data[hashes - 1] == ' ' || text->data[hashes - 1] == '\t'))
        for (end = hashes; end > 0 && (text->data[end - 1] == ' ' || text->data[end - 1] == '\t');)
            end--;
    text->len = end;
}

/* ---- The extension -------------------------------------------------------------------------- */

static oct_slice rest_of(cmark_inline_parser *inlines) {
    const cmark_chunk *chunk = cmark_inline_parser_get_chunk(inlines);
    int offset = cmark_inline_parser_get_offset(inlines);
    return oct_slice_make((const char *)chunk->data + offset, (size_t)(chunk->len - offset));
}

/* Whether what stands before a list has it. */
static bool belongs_to_last(cmark_node *parent, cmark_inline_parser *inlines, unsigned variant) {
    const cmark_node *last = parent->last_child;
    if (!last)
        return false;
    if (last->type == CMARK_NODE_LINK || last->type == CMARK_NODE_IMAGE)
        return variant & AFTER_LINKS;
    if (last->type == CMARK_NODE_CODE)
        return variant & AFTER_CODE;
    return (variant & AFTER_BRACKETS) &&
           is_bracket(last, cmark_inline_parser_get_chunk(inlines), ']') &&
           match_brackets(parent, inlines);
}

static cmark_node *match(cmark_syntax_extension *extension, cmark_parser *parser,
                         cmark_node *parent, unsigned char byte, cmark_inline_parser *inlines) {
    (void)parser;
    if (byte != '{')
        return NULL;
    unsigned variant = (unsigned)(uintptr_t)cmark_syntax_extension_get_private(extension);
    oct_slice rest = rest_of(inlines);
    oct_slice format;
    bool raw = (variant & RAW_AFTER_CODE) && parent->last_child &&
               parent->last_child->type == CMARK_NODE_CODE;
    size_t length = raw ? oct_md_raw_attribute(rest, &format) : 0;
    raw = length > 0;
    length = raw ? length : oct_md_attributes_length(rest);
    if (length == 0)
        return NULL;
    bool heading = false;
    if (!raw && !belongs_to_last(parent, inlines, variant)) {
        heading = (variant & IN_HEADINGS) && parent->type == CMARK_NODE_HEADING &&
                  is_blank(oct_slice_from(rest, length));
        if (!heading)
            return NULL;
        trim_heading(parent);
    }
    cmark_node *node = cmark_node_new_with_mem(oct_md_kinds.attributes, &oct_md_mem);
    node->as.literal = (cmark_chunk){(unsigned char *)(uintptr_t)rest.ptr, (bufsize_t)length, 0};
    node->start_line = node->end_line = cmark_inline_parser_get_line(inlines);
    node->user_data = heading ? parent : NULL;
    cmark_inline_parser_set_offset(inlines, cmark_inline_parser_get_offset(inlines) + (int)length);
    return node;
}

static int can_contain(cmark_syntax_extension *extension, cmark_node *node, cmark_node_type child) {
    (void)extension;
    return node->type == oct_md_kinds.span && CMARK_NODE_TYPE_INLINE_P(child);
}

static char extension_name[] = "octavo-braces";
static cmark_llist special_bytes = {.next = NULL, .data = (void *)(uintptr_t)'{'};
static cmark_syntax_extension extensions[VARIANTS];

void oct_md_register_braces(void) {
    for (uintptr_t i = 0; i < VARIANTS; i++)
        extensions[i] = (cmark_syntax_extension){
            .name = extension_name,
            .priv = (void *)i,
            .special_inline_chars = &special_bytes,
            .match_inline = match,
            .insert_inline_from_delim = insert_span,
            .can_contain_func = can_contain,
        };
}

cmark_syntax_extension *oct_md_braces_extension(const oct_md_features *features, oct_slice text) {
    unsigned variant = (features->heading_attributes ? IN_HEADINGS : 0) |
                       (features->link_attributes ? AFTER_LINKS : 0) |
                       (features->code_attributes ? AFTER_CODE : 0) |
                       (features->raw_attributes ? RAW_AFTER_CODE : 0) |
                       (features->spans ? AFTER_BRACKETS : 0);
    return variant && oct_slice_find_byte(text, '{') < text.len ? &extensions[variant] : NULL;
}
