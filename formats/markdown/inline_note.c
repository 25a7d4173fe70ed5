/* formats/markdown/inline_note - ^[notes where they stand], as pandoc has them. A note's text is
 * parsed when the tree is built, as a paragraph of its own. In such a note there is no other.
 *
 * The brackets of a block are matched once, at its first note, whatever they turn out to be to
 * cmark: so many that never close cost no more than one. Knows cmark. */
#include "formats/markdown/inlines.h"

#include <cmark-gfm-extension_api.h>

typedef struct note {
    bufsize_t open, close; /* where its "^" stands and where its "]"; 0 when it is not closed */
} note;

/* What is open: a note, by its index, or another bracket. */
enum { PLAIN_BRACKET = -1, LONGEST_RUN = 80 };

typedef struct stack {
    int *items;
    size_t count, capacity;
} stack;

/* The notes of a block, in the order in which they open; the block's user data. */
typedef struct notes {
    note *items;
    size_t count, capacity;
    size_t next; /* the first that the parse has not passed */
} notes;

typedef struct matching {
    oct_slice text;
    const char *set;
    notes *found;
    stack open;
    bool unclosed[LONGEST_RUN + 1]; /* no run of so many backticks follows */
} matching;

/* ---- Matching ------------------------------------------------------------------------------- */

static void *grown(void *items, size_t count, size_t *capacity, size_t size) {
    if (count < *capacity)
        return items;
    *capacity = *capacity ? *capacity * 2 : 16;
    return oct_md_mem.realloc(items, *capacity * size);
}

static void open_bracket(matching *m, int item) {
    m->open.items = grown(m->open.items, m->open.count, &m->open.capacity, sizeof *m->open.items);
    m->open.items[m->open.count++] = item;
}

static void open_note(matching *m, size_t at) {
    notes *found = m->found;
    found->items = grown(found->items, found->count, &found->capacity, sizeof *found->items);
    found->items[found->count] = (note){(bufsize_t)at, 0};
    open_bracket(m, (int)found->count++);
}

static void close_bracket(matching *m, size_t at) {
    if (!m->open.count)
        return;
    int item = m->open.items[--m->open.count];
    if (item != PLAIN_BRACKET)
        m->found->items[item].close = (bufsize_t)at;
}

static size_t run_length(oct_slice text, size_t at) {
    size_t end = at;
    while (end < text.len && text.ptr[end] == '`')
        end++;
    return end - at;
}

/* Behind the code that a run of backticks opens, or behind the run when nothing closes it. */
static size_t behind_code(matching *m, size_t at) {
    size_t length = run_length(m->text, at), end = at + length;
    if (length > LONGEST_RUN || m->unclosed[length])
        return end;
    for (size_t i = end; i < m->text.len; i++)
        if (m->text.ptr[i] == '`') {
            size_t run = run_length(m->text, i);
            i += run;
            if (run == length)
                return i;
        }
    m->unclosed[length] = true;
    return end;
}

static bool is_bracket(const matching *m, size_t at) {
    return at < m->text.len &&
           (m->text.ptr[at] == '[' || (m->set && m->text.ptr[at] == m->set[OCT_MD_NOTE]));
}

static void match_brackets(matching *m, size_t at) {
    while (at < m->text.len) {
        size_t next = at + 1;
        char c = m->text.ptr[at];
        if (c == '\\') {
            next++;
        } else if (c == '`') {
            next = behind_code(m, at);
        } else if (c == '^' && next < m->text.len && m->text.ptr[next] == '[') {
            open_note(m, at);
            next++;
        } else if (is_bracket(m, at)) {
            open_bracket(m, PLAIN_BRACKET);
        } else if (c == ']') {
            close_bracket(m, at);
        }
        at = next;
    }
    oct_md_mem.free(m->open.items);
}

static void free_notes(cmark_mem *memory, void *user) {
    notes *found = user;
    memory->free(found->items);
    memory->free(found);
}

static notes *notes_of(cmark_parser *parser, cmark_node *block, cmark_inline_parser *inlines) {
    if (block->user_data)
        return block->user_data;
    cmark_chunk *chunk = cmark_inline_parser_get_chunk(inlines);
    block->user_data = oct_md_mem.calloc(1, sizeof(notes));
    block->user_data_free_func = free_notes;
    matching m = {.text = {(const char *)chunk->data, (size_t)chunk->len},
                  .set = oct_md_set_of(parser),
                  .found = block->user_data};
    match_brackets(&m, (size_t)cmark_inline_parser_get_offset(inlines));
    return block->user_data;
}

/* ---- Notes ---------------------------------------------------------------------------------- */

/* Where the note is closed that opens where the parse stands; 0 when it is not. */
static size_t find_close(notes *found, int open) {
    while (found->next < found->count && found->items[found->next].open < open)
        found->next++;
    bool here = found->next < found->count && found->items[found->next].open == open;
    return here ? (size_t)found->items[found->next].close : 0;
}

static bool is_in_note(const cmark_node *block) {
    return block->parent && block->parent->type == oct_md_inline.note;
}

cmark_node *oct_md_match_inline_note(cmark_parser *parser, cmark_node *block,
                                     cmark_inline_parser *inlines) {
    oct_slice rest = oct_md_inline_rest(inlines);
    if (rest.len < 4 || rest.ptr[1] != '[' || is_in_note(block))
        return NULL;
    int open = cmark_inline_parser_get_offset(inlines);
    size_t close = find_close(notes_of(parser, block, inlines), open);
    size_t length = close ? close - (size_t)open : 2;
    oct_slice text = oct_slice_make(rest.ptr + 2, length - 2);
    if (!oct_slice_trim(text).len)
        return NULL;
    cmark_node *node = oct_md_inline_node(inlines, oct_md_inline.note);
    cmark_node *paragraph = oct_md_inline_node(inlines, CMARK_NODE_PARAGRAPH);
    cmark_strbuf_put(&paragraph->content, (const unsigned char *)text.ptr, (bufsize_t)text.len);
    cmark_strbuf_trim(&paragraph->content);
    paragraph->parent = node;
    node->first_child = node->last_child = paragraph;
    oct_md_inline_advance(inlines, length + 1);
    return node;
}
