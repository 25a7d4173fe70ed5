/* formats/markdown/parse - see parse.h. Knows base and cmark.
 *
 * cmark_parser_finish parses all inlines at once. To have them one block at a time, all blocks but
 * the last, which may still be open, are taken from the tree before it is called, and put back by
 * an extension that it calls near its end, while the link definitions are still there. */
#include "formats/markdown/parse.h"

#include "formats/markdown/dashed.h"
#include "formats/markdown/heading_links.h"
#include "formats/markdown/inlines.h"
#include "formats/markdown/smart.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/inlines.h>
#include <cmark-gfm/parser.h>
#include <pthread.h>

/* cmark's tables of special characters are process-wide and change with each parse of inlines: one
 * thread at a time. */
static pthread_mutex_t special_characters = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t registered = PTHREAD_ONCE_INIT;
static _Thread_local oct_md_parse *current;

oct_slice oct_md_lines_behind(int line) {
    oct_slice passed;
    while (current->line < line && oct_slice_next_line(&current->behind, &passed))
        current->line++;
    return current->behind;
}

/* ---- Inlines ------------------------------------------------------------------------------ */

oct_md_blocks *oct_md_current_blocks(void) {
    return &current->blocks;
}

bool oct_md_holds_inlines(const cmark_node *node) {
    return node->type == CMARK_NODE_PARAGRAPH || node->type == CMARK_NODE_HEADING ||
           node->type == oct_md_kinds.cell || node->type == oct_md_kinds.term ||
           node->type == oct_md_kinds.line || node->type == oct_md_kinds.caption;
}

void oct_md_parse_inlines(oct_md_parse *parse, cmark_node *block) {
    cmark_node *node = block;
    for (;;) {
        bool inlines = oct_md_holds_inlines(node);
        parse->blocks.closing_mark = NULL;
        if (inlines)
            cmark_parse_inlines(parse->parser, node, parse->parser->refmap, parse->parser->options);
        if (inlines && parse->quotes)
            oct_md_set_quotes(node, parse->quotes);
        bool later = node != block && node->type == CMARK_NODE_FOOTNOTE_DEFINITION;
        if (!inlines && !later && node->first_child) {
            node = node->first_child;
            continue;
        }
        while (node != block && !node->next)
            node = node->parent;
        if (node == block)
            break;
        node = node->next;
    }
    cmark_consolidate_text_nodes(block);
}

/* ---- Taking blocks out, and putting them back -------------------------------------------------
 */

static void take_closed_blocks(oct_md_parse *parse, cmark_node *root) {
    cmark_node *last = root->last_child;
    if (!last || !last->prev)
        return;
    parse->first_closed = root->first_child;
    parse->last_closed = last->prev;
    parse->last_closed->next = NULL;
    last->prev = NULL;
    root->first_child = last;
}

static void put_closed_blocks_back(oct_md_parse *parse, cmark_node *root) {
    if (!parse->first_closed)
        return;
    parse->last_closed->next = root->first_child;
    if (root->first_child)
        root->first_child->prev = parse->last_closed;
    else
        root->last_child = parse->last_closed;
    root->first_child = parse->first_closed;
}

static cmark_node *take_blocks(cmark_syntax_extension *extension, cmark_parser *parser,
                               cmark_node *root) {
    (void)extension;
    current->parsed = current->quotes ? NULL : root->first_child;
    if (current->quotes)
        oct_md_forget_inlines(root->first_child);
    put_closed_blocks_back(current, root);
    oct_md_mend_lists(&current->mending);
    cmark_manage_extensions_special_characters(parser, true);
    current->handler(current->user, current, root);
    cmark_manage_extensions_special_characters(parser, false);
    return root;
}

/* ---- The parse ---------------------------------------------------------------------------- */

static cmark_node *mend(cmark_syntax_extension *extension, int indented, cmark_parser *parser,
                        cmark_node *parent, unsigned char *input, int length) {
    (void)extension;
    (void)indented;
    return oct_md_mend_block(&current->mending, parser, parent, input, length);
}

static char extension_name[] = "octavo-blocks";
static cmark_syntax_extension blocks_extension = {
    .name = extension_name,
    .try_opening_block = mend,
    .postprocess_func = take_blocks,
};

/* Notes and divs come before tables: a definition ends a table, and so does a fence. */
static void attach_all(cmark_parser *parser, const oct_md_features *features,
                       const oct_md_marking *marking) {
    cmark_syntax_extension *marks = oct_md_marks_extension(marking->set);
    if (marks)
        cmark_parser_attach_syntax_extension(parser, marks);
    if (marking->has_tags && features->markdown_tags)
        cmark_parser_attach_syntax_extension(parser, &oct_md_html_markdown_extension);
    if (marking->has_tags)
        cmark_parser_attach_syntax_extension(parser, &oct_md_html_extension);
    if (features->divs)
        cmark_parser_attach_syntax_extension(parser, &oct_md_divs_extension);
    if (oct_md_wants_blocks(features))
        cmark_parser_attach_syntax_extension(parser, &oct_md_blocks_extension);
    if (features->tables)
        cmark_parser_attach_syntax_extension(parser, &oct_md_table_extension);
    oct_md_attach_inlines(parser, features, marking->text);
    cmark_syntax_extension *braces = oct_md_braces_extension(features, marking->text);
    if (braces)
        cmark_parser_attach_syntax_extension(parser, braces);
    cmark_parser_attach_syntax_extension(parser, &blocks_extension);
}

static void lock(oct_md_parse *parse) {
    pthread_mutex_lock(&special_characters);
    parse->locked = true;
}

static void run(oct_md_parse *parse, const oct_md_features *features, oct_md_marking *marking) {
    int options = CMARK_OPT_SOURCEPOS | (features->smart ? CMARK_OPT_SMART : 0);
    parse->parser = cmark_parser_new_with_mem(options, &oct_md_mem);
    attach_all(parse->parser, features, marking);
    oct_md_bracketed bracketed = {.any = false};
    if (features->heading_links)
        oct_md_find_bracketed(&bracketed, marking->text);
    parse->behind = marking->text;
    parse->line = 0;
    oct_md_feed(&parse->blocks, parse->parser, marking->text);
    if (!oct_slice_ends(marking->text, OCT_S("\n")))
        cmark_parser_feed(parse->parser, "\n", 1); /* or the last line is not read yet */
    oct_md_finish_blocks(&parse->blocks, parse->parser);
    if (bracketed.any)
        oct_md_define_headings(parse->parser, &bracketed);
    oct_md_unmark(marking, &parse->memory.allocator);
    parse->behind = (oct_slice){NULL, 0}; /* only the last line may be left, when it is not ended */
    take_closed_blocks(parse, parse->parser->root);
    lock(parse);
    cmark_parser_finish(parse->parser);
}

bool oct_md_parse_text(oct_md_parse *parse, const oct_allocator *allocator, size_t limit,
                       const oct_md_features *features, oct_md_marking *marking,
                       oct_md_blocks_handler *handler, void *user) {
    pthread_once(&registered, oct_md_register);
    parse->handler = handler;
    parse->user = user;
    parse->parsed = parse->first_closed = parse->last_closed = NULL;
    parse->locked = false;
    parse->mending = (oct_md_mending){.paragraph = NULL};
    parse->quotes = features->smart ? features->quotes : NULL;
    oct_md_memory_begin(&parse->memory, allocator, limit);
    current = parse;
    volatile bool finished = false;
    if (setjmp(parse->memory.out_of_memory) == 0) {
        run(parse, features, marking);
        finished = true;
    } else if (parse->locked) {
        cmark_manage_extensions_special_characters(parse->parser, false);
    }
    if (parse->locked)
        pthread_mutex_unlock(&special_characters);
    oct_md_memory_end(&parse->memory);
    oct_md_unmark(marking, allocator);
    return finished;
}
