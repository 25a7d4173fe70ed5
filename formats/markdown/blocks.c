/* formats/markdown/blocks - see blocks.h. Knows base and cmark. */
#include "formats/markdown/blocks.h"

#include "formats/markdown/dashed.h"
#include "formats/markdown/grid_table.h"
#include "formats/markdown/html_parts.h"
#include "formats/markdown/roman.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

/* ---- For the files of single blocks ----------------------------------------------------------
 */

cmark_node *oct_md_add_block(const oct_md_line *line, cmark_node *parent, cmark_node_type kind) {
    cmark_node *node = cmark_parser_add_child(line->parser, parent, kind, line->start + 1);
    cmark_node_set_syntax_extension(node, &oct_md_blocks_extension);
    return node;
}

cmark_node *oct_md_append_block(cmark_node *parent, cmark_node_type kind, int line) {
    cmark_node *node = cmark_node_new_with_mem(kind, &oct_md_mem);
    cmark_node_set_syntax_extension(node, &oct_md_blocks_extension);
    node->start_line = node->end_line = line;
    node->start_column = 1;
    cmark_node_append_child(parent, node);
    return node;
}

void oct_md_skip(const oct_md_line *line, size_t bytes) {
    int target = line->start + (int)bytes;
    cmark_parser_advance_offset(line->parser, (char *)line->input,
                                target - cmark_parser_get_offset(line->parser), false);
}

bool oct_md_is_in_paragraph(const oct_md_line *line) {
    const cmark_parser *parser = line->parser;
    const cmark_node *parent = line->parent;
    return parent->type == CMARK_NODE_PARAGRAPH ||
           (parser->current->type == CMARK_NODE_PARAGRAPH &&
            (parent->type == CMARK_NODE_DOCUMENT || parent->start_line != parser->line_number));
}

/* To cmark a block of code that is not fenced: it adds lines as they stand. */
cmark_node *oct_md_keep_lines(const oct_md_line *line, int what) {
    cmark_node *node = oct_md_add_block(line, line->parent, CMARK_NODE_CODE_BLOCK);
    node->as.code.fence_char = (unsigned char)what;
    oct_md_put_off(line->blocks, node);
    return node;
}

oct_slice oct_md_kept_lines(const cmark_node *node) {
    if (node->flags & CMARK_NODE__OPEN)
        return oct_slice_make((const char *)node->content.ptr, (size_t)node->content.size);
    return oct_slice_make((const char *)node->as.code.literal.data,
                          (size_t)node->as.code.literal.len);
}

void oct_md_change_kind(cmark_node *node, cmark_node_type kind) {
    cmark_strbuf_clear(&node->content);
    node->as.code = (cmark_code){0};
    node->type = (uint16_t)kind;
}

/* A table may take a paragraph's only line, and cmark frees it then: it must not stay put off. */
void oct_md_make_paragraph(oct_md_blocks *blocks, cmark_node *node) {
    if (blocks->last && blocks->last->node == node)
        blocks->last->node = NULL;
    if (!(node->flags & CMARK_NODE__OPEN)) {
        oct_slice text = oct_slice_trim(oct_md_kept_lines(node));
        cmark_strbuf_set(&node->content, (const unsigned char *)text.ptr, (bufsize_t)text.len);
    }
    cmark_node_set_syntax_extension(node, NULL);
    node->as.code = (cmark_code){0};
    node->type = CMARK_NODE_PARAGRAPH;
}

/* ---- When all lines are read ----------------------------------------------------------------- */

void oct_md_put_off(oct_md_blocks *blocks, cmark_node *node) {
    oct_md_pending *pending = oct_md_mem.calloc(1, sizeof *pending);
    *pending = (oct_md_pending){.node = node, .level = blocks->level};
    if (blocks->last)
        blocks->last->next = pending;
    else
        blocks->first = pending;
    blocks->last = pending;
}

/* Closes what is still open in a block: cmark does so when it adds a child of a kind that all open
 * blocks but this one refuse. */
static void close_all_in(cmark_parser *parser, cmark_node *block) {
    cmark_syntax_extension *extension = block->extension;
    cmark_node_set_syntax_extension(block, &oct_md_blocks_extension);
    cmark_node *none = cmark_parser_add_child(parser, parser->current, CMARK_NODE_NONE, 1);
    cmark_node_unlink(none);
    cmark_node_free(none);
    cmark_node_set_syntax_extension(block, extension);
    parser->current = block;
}

void oct_md_parse_into(oct_md_blocks *blocks, cmark_parser *parser, cmark_node *block,
                       oct_slice text) {
    cmark_node *root = parser->root;
    int line = parser->line_number;
    block->flags |= CMARK_NODE__OPEN;
    parser->root = parser->current = block;
    parser->line_number = block->start_line - 1;
    oct_md_feed(blocks, parser, text);
    close_all_in(parser, block);
    if (blocks->features->html_markdown)
        oct_md_split_html(blocks, parser, block);
    block->flags &= (uint16_t)~CMARK_NODE__OPEN;
    parser->root = parser->current = root;
    parser->line_number = line;
}

void oct_md_unwrap(cmark_node *block) {
    for (cmark_node *child; (child = block->first_child);) {
        cmark_node_unlink(child);
        cmark_node_insert_before(block, child);
    }
    cmark_node_unlink(block);
    cmark_node_free(block);
}

uint32_t oct_md_line_of(const oct_md_blocks *blocks, const cmark_node *node) {
    return (uint32_t)node->start_line - 1 + blocks->first_line;
}

static bool is_table(const cmark_node *node) {
    return node->type == oct_md_kinds.table || node->type == oct_md_kinds.grid;
}

static void finish(oct_md_blocks *blocks, cmark_parser *parser, const oct_md_pending *pending) {
    cmark_node *node = pending->node;
    blocks->level = pending->level;
    if (!node)
        return;
    if (node->type == CMARK_NODE_CODE_BLOCK && node->as.code.fence_char == OCT_MD_RAW_LINES)
        oct_md_finish_line_block(node);
    else if (node->type == CMARK_NODE_CODE_BLOCK && node->as.code.fence_char == OCT_MD_RAW_GRID)
        oct_md_finish_grid(blocks, parser, node);
    else if (node->type == CMARK_NODE_CODE_BLOCK && node->as.code.fence_char == OCT_MD_RAW_DASHED)
        node = oct_md_finish_dashed(blocks, parser, node);
    if (node && is_table(node) && blocks->features->captions)
        oct_md_finish_table(node);
}

/* Makes tables of the fenced blocks that say they are. A walk over blocks: there are no inlines
 * yet. */
static void make_csv_tables(const oct_md_blocks *blocks, cmark_node *root) {
    for (cmark_node *node = root; node;) {
        if (node->type == CMARK_NODE_CODE_BLOCK && node->as.code.fenced &&
            node->as.code.info.len > 3 && oct_md_make_csv_table(node) &&
            blocks->features->captions && node->first_child->type != oct_md_kinds.caption)
            oct_md_finish_table(node);
        if (node->first_child && node->type != oct_md_kinds.table) {
            node = node->first_child;
            continue;
        }
        while (node && !node->next)
            node = node->parent;
        node = node ? node->next : NULL;
    }
}

void oct_md_finish_blocks(oct_md_blocks *blocks, cmark_parser *parser) {
    if (!blocks->first && !blocks->features->csv && !blocks->features->html_markdown)
        return;
    close_all_in(parser, parser->root);
    if (blocks->features->html_markdown)
        oct_md_split_html(blocks, parser, parser->root);
    for (const oct_md_pending *next = blocks->first; next && blocks->status == OCT_OK;
         next = next->next)
        finish(blocks, parser, next);
    if (blocks->features->csv)
        make_csv_tables(blocks, parser->root);
}

/* ---- The extension's calls ----------------------------------------------------------------- */

bool oct_md_wants_blocks(const oct_md_features *features) {
    return features->definitions || features->line_blocks || features->fancy_lists ||
           features->examples || features->captions || features->grids || features->csv ||
           features->simple_tables || features->multiline_tables || features->html_markdown;
}

static oct_md_line line_at(cmark_parser *parser, cmark_node *parent, unsigned char *input,
                           int length) {
    int start = cmark_parser_get_first_nonspace(parser);
    oct_slice text = {(const char *)input + start, (size_t)(length - start)};
    while (text.len && (text.ptr[text.len - 1] == '\n' || text.ptr[text.len - 1] == '\r'))
        text.len--;
    return (oct_md_line){oct_md_current_blocks(), parser, parent, input, length, start, text};
}

/* A quick look, which hardly any line of prose passes: "(", "#.", or letters and a delimiter. */
static bool may_begin_item(const unsigned char *text, int length) {
    if (text[0] == '(' || text[0] == '#')
        return true;
    int letters = oct_is_alpha((char)text[0]);
    if (letters && oct_md_is_roman((char)text[0]))
        while (letters < length && oct_md_is_roman((char)text[letters]))
            letters++;
    return letters > 0 && letters < length && (text[letters] == '.' || text[letters] == ')');
}

static cmark_node *open_block(cmark_syntax_extension *extension, int indented, cmark_parser *parser,
                              cmark_node *parent, unsigned char *input, int length) {
    (void)extension;
    int start = parser->first_nonspace;
    if (indented || start >= length || parent->type == oct_md_kinds.table)
        return NULL;
    oct_md_blocks *blocks = oct_md_current_blocks();
    if (blocks->starting && blocks->starting->place == (size_t)start) {
        oct_md_line line = line_at(parser, parent, input, length);
        return oct_md_open_dashed(&line);
    }
    char first = (char)input[start];
    bool goes_on = parent->type == CMARK_NODE_PARAGRAPH && parent->parent->type != CMARK_NODE_ITEM;
    if (goes_on && first != ':' && first != '~')
        return NULL; /* all others do not interrupt paragraphs, or only those of items */
    bool item = may_begin_item(input + start, length - start);
    if (!item && first != ':' && first != '~' && first != '|' && first != '+')
        return NULL;
    oct_md_line line = line_at(parser, parent, input, length);
    const oct_md_features *features = line.blocks->features;
    if (item)
        return features->fancy_lists || features->examples ? oct_md_open_fancy_item(&line) : NULL;
    if (first == '+')
        return features->grids ? oct_md_open_grid(&line) : NULL;
    if (first == '|')
        return features->line_blocks ? oct_md_open_line_block(&line) : NULL;
    return features->definitions ? oct_md_open_definition(&line) : NULL;
}

static int goes_on(cmark_syntax_extension *extension, cmark_parser *parser, unsigned char *input,
                   int length, cmark_node *container) {
    (void)extension;
    oct_md_line line = line_at(parser, container, input, length);
    if (container->type == oct_md_kinds.definition_list ||
        container->type == oct_md_kinds.definition)
        return oct_md_definition_goes_on(&line, container);
    if (container->type == CMARK_NODE_CODE_BLOCK &&
        container->as.code.fence_char == OCT_MD_RAW_GRID)
        return oct_md_grid_goes_on(&line, container);
    if (container->type == CMARK_NODE_CODE_BLOCK &&
        container->as.code.fence_char == OCT_MD_RAW_DASHED)
        return oct_md_dashed_goes_on(&line, container);
    if (container->type == CMARK_NODE_CODE_BLOCK)
        return oct_md_line_block_goes_on(&line, container);
    return false;
}

static bool holds_blocks(cmark_node_type type) {
    return type == oct_md_kinds.definition || type == oct_md_kinds.grid_cell;
}

static bool is_part(cmark_node_type type) {
    return type == CMARK_NODE_ITEM || type == oct_md_kinds.row || type == oct_md_kinds.cell ||
           type == oct_md_kinds.term || type == oct_md_kinds.definition ||
           type == oct_md_kinds.line || type == oct_md_kinds.caption ||
           type == oct_md_kinds.grid_row || type == oct_md_kinds.grid_cell;
}

static int contains_inlines(cmark_syntax_extension *extension, cmark_node *node) {
    (void)extension;
    return node->type == oct_md_kinds.term || node->type == oct_md_kinds.line ||
           node->type == oct_md_kinds.caption;
}

static int can_contain(cmark_syntax_extension *extension, cmark_node *node, cmark_node_type child) {
    if (child == CMARK_NODE_NONE) /* see close_all_in */
        return node->type == CMARK_NODE_DOCUMENT || node->type == oct_md_kinds.grid_cell;
    if (node->type == oct_md_kinds.definition_list)
        return child == oct_md_kinds.term || child == oct_md_kinds.definition;
    if (node->type == oct_md_kinds.line_block)
        return child == oct_md_kinds.line;
    if (node->type == oct_md_kinds.grid)
        return child == oct_md_kinds.grid_row || child == oct_md_kinds.caption;
    if (node->type == oct_md_kinds.grid_row)
        return child == oct_md_kinds.grid_cell;
    if (holds_blocks(node->type))
        return CMARK_NODE_TYPE_BLOCK_P(child) && child != CMARK_NODE_DOCUMENT && !is_part(child);
    return contains_inlines(extension, node) && CMARK_NODE_TYPE_INLINE_P(child);
}

static void free_table(cmark_syntax_extension *extension, cmark_mem *mem, cmark_node *node) {
    (void)extension;
    if (node->type != oct_md_kinds.grid)
        return;
    oct_md_grid_table *table = node->as.opaque;
    mem->free(table->columns);
    mem->free(table);
}

static char extension_name[] = "octavo-pandoc-blocks";
cmark_syntax_extension oct_md_blocks_extension = {
    .name = extension_name,
    .try_opening_block = open_block,
    .last_block_matches = goes_on,
    .can_contain_func = can_contain,
    .contains_inlines_func = contains_inlines,
    .opaque_free_func = free_table,
};
