/* formats/markdown/tree - see tree.h. Walks cmark's tree by its links, without recursion; a note's
 * definition is walked where the note is first referred to. Knows ast, core, cmark. */
#include "formats/markdown/tree.h"

#include "base/size.h"
#include "formats/markdown/autolink.h"
#include "formats/markdown/notes.h"
#include "formats/markdown/table.h"

/* A definition that is being walked: the walk goes on at the reference when it is done. */
typedef struct frame {
    cmark_node *reference;
    cmark_node *definition;
} frame;

typedef struct building {
    const oct_md_text *text;
    const char *set; /* the text's marks; NULL when it has none */
    oct_md_parse parse;
    oct_builder *builder;
    oct_md_notes notes;
    frame *frames;
    size_t frame_count, frame_capacity;
    uint32_t line;     /* of the last node that had one */
    size_t link_depth; /* open links */
    size_t cell;       /* how many the open row had so far */
    oct_status status; /* OCT_LIMIT when a table is too large */
} building;

/* ---- Text --------------------------------------------------------------------------------- */

static oct_slice slice_of(const cmark_chunk *chunk) {
    return oct_slice_make((const char *)chunk->data, (size_t)chunk->len);
}

/* The chunk in the document's arena, with the bytes put back that marks stand for. */
static oct_slice copy_of(building *tree, const cmark_chunk *chunk) {
    const char *set = tree->set;
    oct_slice text = oct_builder_copy(tree->builder, slice_of(chunk));
    if (!oct_md_is_plain(set, text))
        for (size_t i = 0; i < text.len; i++)
            ((char *)(uintptr_t)text.ptr)[i] = oct_md_plain(set, text.ptr[i]);
    return text;
}

static void add_class(building *tree, oct_node *node, oct_slice name) {
    if (!oct_builder_failed(tree->builder) &&
        !oct_node_add_class(node, oct_builder_arena(tree->builder), name))
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
}

static void add_pair(building *tree, oct_node *node, oct_slice key, oct_slice value) {
    if (!oct_builder_failed(tree->builder) &&
        !oct_node_add_pair(node, oct_builder_arena(tree->builder), key, value))
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
}

static oct_place place_here(const building *tree) {
    return (oct_place){.file = tree->text->reading->name, .line = tree->line};
}

/* Text in which addresses become links, as GFM has them. */
static void put_text_with_addresses(building *tree, oct_slice text) {
    oct_md_address address;
    size_t done = 0;
    while (oct_md_find_address(text, done, &address)) {
        oct_slice before = oct_slice_make(text.ptr + done, address.start - done);
        oct_slice whole = oct_slice_make(text.ptr + address.start, address.end - address.start);
        oct_builder_text(tree->builder, before, tree->line);
        oct_node *link = oct_builder_open(tree->builder, OCT_LINK, tree->line);
        oct_arena *arena = oct_builder_arena(tree->builder);
        oct_slice url = oct_arena_copy(arena, address.has_scheme ? whole : OCT_S("mailto:"));
        link->as.link->url = address.has_scheme ? url : oct_arena_append(arena, url, whole);
        if (arena->failed)
            oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
        oct_builder_text(tree->builder, whole, tree->line);
        oct_builder_close(tree->builder, OCT_LINK);
        done = address.end;
    }
    oct_builder_text(tree->builder, oct_slice_from(text, done), tree->line);
}

/* ---- Tasks -------------------------------------------------------------------------------- */

/* GFM 5.3: the first block of a list item is a paragraph that begins with [ ] or [x] and white
 * space. cmark's extension is not used: it takes "[x]" anywhere in the line for a tick, and knows
 * no task in a block quote. */
static oct_task task_of(const oct_md_features *features, const cmark_node *item) {
    const cmark_node *paragraph = item->first_child;
    if (!features->tasks || !paragraph || paragraph->type != CMARK_NODE_PARAGRAPH)
        return OCT_TASK_NONE;
    const cmark_node *text = paragraph->first_child;
    if (!text || text->type != CMARK_NODE_TEXT || text->as.literal.len < 4)
        return OCT_TASK_NONE;
    const unsigned char *c = text->as.literal.data;
    if (c[0] != '[' || c[2] != ']' || (c[3] != ' ' && c[3] != '\t'))
        return OCT_TASK_NONE;
    return c[1] == ' ' ? OCT_TASK_OPEN : c[1] == 'x' || c[1] == 'X' ? OCT_TASK_DONE : OCT_TASK_NONE;
}

/* Text without the "[ ] " that made its list item a task. */
static oct_slice without_task(const building *tree, const cmark_node *node, oct_slice text) {
    const cmark_node *paragraph = node->parent;
    if (node->prev || !paragraph || paragraph->prev || !paragraph->parent ||
        paragraph->parent->type != CMARK_NODE_ITEM ||
        task_of(tree->text->features, paragraph->parent) == OCT_TASK_NONE)
        return text;
    text = oct_slice_from(text, 3);
    while (text.len && (text.ptr[0] == ' ' || text.ptr[0] == '\t'))
        text = oct_slice_from(text, 1);
    return text;
}

/* ---- Leaves ------------------------------------------------------------------------------- */

static void put_text(building *tree, const cmark_node *node) {
    oct_slice text = slice_of(&node->as.literal);
    if (!node->prev && text.len > 3 && text.ptr[0] == '[')
        text = without_task(tree, node, text);
    if (tree->text->features->links && tree->link_depth == 0)
        put_text_with_addresses(tree, text);
    else
        oct_builder_text(tree->builder, text, tree->line);
}

/* The first word of a fence's info string is the language; the rest is kept as it stands, but where
 * a specification says what becomes of it (nothing). */
static void put_code_block(building *tree, const cmark_node *node) {
    oct_node *block = oct_builder_leaf(tree->builder, OCT_CODE_BLOCK, tree->line);
    block->as.text = copy_of(tree, &node->as.code.literal);
    oct_slice rest = copy_of(tree, &node->as.code.info), language;
    if (!oct_slice_next_word(&rest, &language))
        return;
    add_class(tree, block, language);
    rest = oct_slice_trim(rest);
    if (rest.len && tree->text->features->info)
        add_pair(tree, block, OCT_S("info"), rest);
}

static void put_raw(building *tree, oct_kind kind, const cmark_node *node) {
    oct_node *raw = oct_builder_leaf(tree->builder, kind, tree->line);
    raw->as.raw->format = OCT_S("html");
    raw->as.raw->text = copy_of(tree, &node->as.literal);
}

/* ---- Notes -------------------------------------------------------------------------------- */

static bool push_frame(building *tree, cmark_node *reference, cmark_node *definition) {
    if (tree->frame_count == tree->frame_capacity) {
        size_t capacity = tree->frame_capacity ? tree->frame_capacity * 2 : 8;
        frame *larger =
            oct_reallocate(tree->notes.allocator, tree->frames,
                           tree->frame_capacity * sizeof *larger, capacity * sizeof *larger);
        if (!larger) {
            oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
            return false;
        }
        tree->frames = larger;
        tree->frame_capacity = capacity;
    }
    tree->frames[tree->frame_count++] = (frame){reference, definition};
    return true;
}

/* Unique in the document: a label has no space, and so what follows one tells the inputs apart. */
static oct_slice unique_label(building *tree, oct_slice label) {
    uint16_t file = tree->builder->file;
    if (file == 0)
        return label;
    char *unique = oct_arena_printf(oct_builder_arena(tree->builder), "%.*s %u",
                                    OCT_SLICE_ARG(label), file + 1u);
    if (!unique)
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
    return oct_slice_of(unique);
}

static void put_again(building *tree, oct_md_note *note) {
    if (note->first->as.label.len == 0)
        note->first->as.label = unique_label(tree, note->label);
    oct_node *again = oct_builder_leaf(tree->builder, OCT_NOTE, tree->line);
    again->flags |= OCT_AGAIN;
    again->as.label = note->first->as.label;
}

/* The reference as text again. */
static void put_label(building *tree, oct_slice label) {
    oct_builder_text(tree->builder, OCT_S("[^"), tree->line);
    oct_builder_text(tree->builder, label, tree->line);
    oct_builder_text(tree->builder, OCT_S("]"), tree->line);
}

static void put_undefined(building *tree, oct_slice label) {
    oct_report(tree->text->reading->context, OCT_D_MISSING_NOTE, place_here(tree),
               "define it in a line of its own: [^label]: text", "the note \"%.*s\" is not defined",
               OCT_SLICE_ARG(label));
    put_label(tree, label);
}

static void parse_note(building *tree, oct_md_note *note) {
    if (!note->parsed)
        oct_md_parse_inlines(&tree->parse, note->definition);
    note->parsed = true;
}

/* Whether the walk goes down into the definition. A note that refers to itself is there already. */
static bool put_reference(building *tree, cmark_node *node) {
    oct_slice label = slice_of(&node->as.literal);
    oct_md_note *note = oct_md_notes_find(&tree->notes, label);
    if (!note)
        put_undefined(tree, label);
    else if (note->at_end)
        put_label(tree, label);
    else if (note->first)
        put_again(tree, note);
    else if (push_frame(tree, node, note->definition)) {
        parse_note(tree, note);
        note->first = oct_builder_open(tree->builder, OCT_NOTE, tree->line);
        return true;
    }
    return false;
}

/* ---- Tables ------------------------------------------------------------------------------- */

/* Rows that lack cells are filled up, if that does not make a table many times as large as its
 * text; writers and browsers show a short row as well. */
static bool fills_rows(const oct_md_table *data) {
    size_t whole;
    return oct_size_multiply(data->columns, data->rows, &whole) && whole / 4 <= data->cells + 1000;
}

static void refuse_table(building *tree) {
    oct_report(tree->text->reading->context, OCT_D_LIMIT, place_here(tree),
               "--max-table-cells=NUMBER raises the limit",
               "the table has more cells than --max-table-cells allows");
    tree->status = OCT_LIMIT;
}

static void enter_table(building *tree, cmark_node *node) {
    const oct_md_table *data = node->as.opaque;
    oct_node *table = oct_builder_open(tree->builder, OCT_TABLE, tree->line);
    if (data->cells > (size_t)tree->text->reading->common->max_table_cells)
        refuse_table(tree);
    oct_column *columns =
        oct_arena_array(oct_builder_arena(tree->builder), data->columns, sizeof *columns);
    if (!columns) {
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
        return;
    }
    for (size_t i = 0; i < data->columns; i++)
        columns[i].alignment = (oct_alignment)data->alignments[i];
    table->as.table.columns = columns;
    table->as.table.count = oct_size_clamp32(data->columns);
}

/* The first row is the head, all others are one body. */
static void enter_row(building *tree, const cmark_node *node) {
    if (!node->prev)
        oct_builder_open(tree->builder, OCT_TABLE_HEAD, tree->line);
    else if (!node->prev->prev)
        oct_builder_open(tree->builder, OCT_TABLE_BODY, tree->line);
    oct_builder_open(tree->builder, OCT_TABLE_ROW, tree->line);
    tree->cell = 0;
}

static void fill_row(building *tree, const cmark_node *node) {
    const oct_md_table *data = node->parent->as.opaque;
    if (!fills_rows(data))
        return;
    size_t cells = 0;
    for (const cmark_node *cell = node->first_child; cell; cell = cell->next)
        cells++;
    for (; cells < data->columns && !oct_builder_failed(tree->builder); cells++)
        oct_builder_leaf(tree->builder, OCT_TABLE_CELL, tree->line);
}

static void leave_row(building *tree, const cmark_node *node) {
    fill_row(tree, node);
    oct_builder_close(tree->builder, OCT_TABLE_ROW);
    if (!node->prev)
        oct_builder_close(tree->builder, OCT_TABLE_HEAD);
    else if (!node->next)
        oct_builder_close(tree->builder, OCT_TABLE_BODY);
}

/* GFM drops what a row has too much; that is said. */
static bool drops_cell(building *tree, const cmark_node *node) {
    const oct_md_table *table = node->parent->parent->as.opaque;
    if (tree->cell++ < table->columns || !tree->text->features->drop_cells)
        return false;
    if (node->first_child || node->content.size)
        oct_report(tree->text->reading->context, OCT_D_NOT_RENDERED, place_here(tree),
                   "-f markdown keeps it", "a row has more cells than the table has columns");
    return true;
}

static void enter_cell(building *tree, const cmark_node *node) {
    oct_node *cell = oct_builder_open(tree->builder, OCT_TABLE_CELL, tree->line);
    if (!node->parent->prev)
        cell->flags |= OCT_HEADER;
    if (node->first_child)
        oct_builder_open(tree->builder, OCT_PARAGRAPH, tree->line);
}

static void leave_cell(building *tree, const cmark_node *node) {
    if (node->first_child)
        oct_builder_close(tree->builder, OCT_PARAGRAPH);
    oct_builder_close(tree->builder, OCT_TABLE_CELL);
}

/* ---- Blocks and inlines that hold others ---------------------------------------------------- */

static void enter_list(building *tree, const cmark_node *node) {
    bool ordered = node->as.list.list_type == CMARK_ORDERED_LIST;
    oct_node *list =
        oct_builder_open(tree->builder, ordered ? OCT_ORDERED_LIST : OCT_BULLET_LIST, tree->line);
    if (node->as.list.tight)
        list->flags |= OCT_TIGHT;
    if (!ordered)
        return;
    list->as.list.start = node->as.list.start;
    list->as.list.delimiter =
        node->as.list.delimiter == CMARK_PAREN_DELIM ? OCT_DELIM_PAREN : OCT_DELIM_PERIOD;
}

static oct_kind list_kind(const cmark_node *node) {
    return node->as.list.list_type == CMARK_ORDERED_LIST ? OCT_ORDERED_LIST : OCT_BULLET_LIST;
}

static void enter_item(building *tree, const cmark_node *node) {
    oct_node *item = oct_builder_open(tree->builder, OCT_LIST_ITEM, tree->line);
    item->as.item.task = (uint8_t)task_of(tree->text->features, node);
}

static void enter_link(building *tree, oct_kind kind, const cmark_node *node) {
    oct_node *link = oct_builder_open(tree->builder, kind, tree->line);
    link->as.link->url = copy_of(tree, &node->as.link.url);
    link->as.link->title = copy_of(tree, &node->as.link.title);
    link->as.link->column = node->start_column > 0 ? (uint32_t)node->start_column : 0;
    tree->link_depth += kind == OCT_LINK;
}

/* The kinds that extensions added: their numbers are not known before. */
static bool enter_extension(building *tree, cmark_node *node) {
    if (node->type == oct_md_kinds.table)
        enter_table(tree, node);
    else if (node->type == oct_md_kinds.row)
        enter_row(tree, node);
    else if (node->type == oct_md_kinds.cell && drops_cell(tree, node))
        return false;
    else if (node->type == oct_md_kinds.cell)
        enter_cell(tree, node);
    else if (node->type == oct_md_kinds.strikeout)
        oct_builder_open(tree->builder, OCT_STRIKEOUT, tree->line);
    else
        return false;
    return true;
}

static void leave_extension(building *tree, const cmark_node *node) {
    if (node->type == oct_md_kinds.table)
        oct_builder_close(tree->builder, OCT_TABLE);
    else if (node->type == oct_md_kinds.row)
        leave_row(tree, node);
    else if (node->type == oct_md_kinds.cell)
        leave_cell(tree, node);
    else if (node->type == oct_md_kinds.strikeout)
        oct_builder_close(tree->builder, OCT_STRIKEOUT);
}

/* ---- The walk ----------------------------------------------------------------------------- */

/* Whether the node is to be left as well: leaves are not, nor what is walked elsewhere. */
static bool enter(building *tree, cmark_node *node) {
    oct_builder *builder = tree->builder;
    if (node->start_line > 0)
        tree->line = oct_size_clamp32((size_t)node->start_line - 1 + tree->text->first_line);
    uint32_t line = tree->line;
    switch (node->type) {
    case CMARK_NODE_TEXT:
        put_text(tree, node);
        return false;
    case CMARK_NODE_SOFTBREAK:
        oct_builder_leaf(builder, OCT_SOFT_BREAK, line);
        return false;
    case CMARK_NODE_LINEBREAK:
        oct_builder_leaf(builder, OCT_LINE_BREAK, line);
        return false;
    case CMARK_NODE_CODE:
        oct_builder_leaf(builder, OCT_CODE, line)->as.text = copy_of(tree, &node->as.literal);
        return false;
    case CMARK_NODE_HTML_INLINE:
        put_raw(tree, OCT_RAW_INLINE, node);
        return false;
    case CMARK_NODE_HTML_BLOCK:
        put_raw(tree, OCT_RAW_BLOCK, node);
        return false;
    case CMARK_NODE_CODE_BLOCK:
        put_code_block(tree, node);
        return false;
    case CMARK_NODE_THEMATIC_BREAK:
        oct_builder_leaf(builder, OCT_THEMATIC_BREAK, line);
        return false;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        return false;
    case CMARK_NODE_PARAGRAPH:
        oct_builder_open(builder, OCT_PARAGRAPH, line);
        return true;
    case CMARK_NODE_HEADING:
        oct_builder_open(builder, OCT_HEADING, line)->as.level = node->as.heading.level;
        return true;
    case CMARK_NODE_BLOCK_QUOTE:
        oct_builder_open(builder, OCT_BLOCK_QUOTE, line);
        return true;
    case CMARK_NODE_LIST:
        enter_list(tree, node);
        return true;
    case CMARK_NODE_ITEM:
        enter_item(tree, node);
        return true;
    case CMARK_NODE_EMPH:
        oct_builder_open(builder, OCT_EMPHASIS, line);
        return true;
    case CMARK_NODE_STRONG:
        oct_builder_open(builder, OCT_STRONG, line);
        return true;
    case CMARK_NODE_LINK:
        enter_link(tree, OCT_LINK, node);
        return true;
    case CMARK_NODE_IMAGE:
        enter_link(tree, OCT_IMAGE, node);
        return true;
    default:
        return enter_extension(tree, node);
    }
}

static void leave(building *tree, const cmark_node *node) {
    oct_builder *builder = tree->builder;
    switch (node->type) {
    case CMARK_NODE_PARAGRAPH:
        oct_builder_close(builder, OCT_PARAGRAPH);
        break;
    case CMARK_NODE_HEADING:
        oct_builder_close(builder, OCT_HEADING);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        oct_builder_close(builder, OCT_BLOCK_QUOTE);
        break;
    case CMARK_NODE_LIST:
        oct_builder_close(builder, list_kind(node));
        break;
    case CMARK_NODE_ITEM:
        oct_builder_close(builder, OCT_LIST_ITEM);
        break;
    case CMARK_NODE_EMPH:
        oct_builder_close(builder, OCT_EMPHASIS);
        break;
    case CMARK_NODE_STRONG:
        oct_builder_close(builder, OCT_STRONG);
        break;
    case CMARK_NODE_LINK:
        oct_builder_close(builder, OCT_LINK);
        tree->link_depth--;
        break;
    case CMARK_NODE_IMAGE:
        oct_builder_close(builder, OCT_IMAGE);
        break;
    default:
        leave_extension(tree, node);
        break;
    }
}

static bool is_walked_definition(const building *tree, const cmark_node *node) {
    return tree->frame_count > 0 && tree->frames[tree->frame_count - 1].definition == node;
}

/* The next node to enter after one that is done: leaves what ends with it, and comes back from a
 * definition to its reference. NULL when root ends. */
static cmark_node *next_of(building *tree, cmark_node *node, const cmark_node *root) {
    for (;;) {
        if (node->next)
            return node->next;
        node = node->parent;
        if (node == root)
            return NULL;
        if (is_walked_definition(tree, node)) {
            oct_builder_close(tree->builder, OCT_NOTE);
            node = tree->frames[--tree->frame_count].reference;
        } else {
            leave(tree, node);
        }
    }
}

/* Builds a node, those behind it, and all that is in them. */
static void walk(building *tree, cmark_node *node) {
    const cmark_node *root = node ? node->parent : NULL;
    while (node && tree->status == OCT_OK && !oct_builder_failed(tree->builder)) {
        bool reference = node->type == CMARK_NODE_FOOTNOTE_REFERENCE;
        bool open = reference ? put_reference(tree, node) : enter(tree, node);
        cmark_node *inside =
            reference && open ? tree->frames[tree->frame_count - 1].definition : node;
        if (open && inside->first_child) {
            node = inside->first_child;
            continue;
        }
        if (open && reference) {
            oct_builder_close(tree->builder, OCT_NOTE);
            tree->frame_count--;
        } else if (open) {
            leave(tree, node);
        }
        node = next_of(tree, node, root);
    }
}

/* ---- The whole ---------------------------------------------------------------------------- */

/* What no reference leads to is not lost: it stands at the end. */
static void put_unreferenced(building *tree, oct_md_note *note) {
    tree->line =
        oct_size_clamp32((size_t)note->definition->start_line - 1 + tree->text->first_line);
    oct_report(tree->text->reading->context, OCT_D_BAD_STRUCTURE, place_here(tree), NULL,
               note->duplicate
                   ? "the note \"%.*s\" is defined twice; the second text stands at the end"
                   : "the note \"%.*s\" is never referred to; its text stands at the end",
               OCT_SLICE_ARG(note->label));
    note->at_end = true;
    parse_note(tree, note);
    oct_node *div = oct_builder_open(tree->builder, OCT_DIV, tree->line);
    add_class(tree, div, OCT_S("unreferenced-note"));
    walk(tree, note->definition->first_child);
    oct_builder_close(tree->builder, OCT_DIV);
}

/* Builds one child of the root, and frees what cmark made for it unless notes need it. */
static cmark_node *build_block(building *tree, cmark_node *block, bool *parsed) {
    cmark_node *next = block->next;
    *parsed |= block == tree->parse.parsed;
    if (!*parsed && block->type != CMARK_NODE_FOOTNOTE_DEFINITION)
        oct_md_parse_inlines(&tree->parse, block);
    block->next = NULL;
    walk(tree, block);
    block->next = next;
    if (!oct_md_notes_in(block))
        cmark_node_free(block);
    return next;
}

static void build_blocks(void *user, oct_md_parse *parse, cmark_node *root) {
    building *tree = user;
    oct_builder *builder = tree->builder;
    if (tree->set)
        oct_md_notes_collect(&tree->notes, oct_builder_arena(builder), root, parse->parsed);
    if (tree->notes.failed)
        oct_builder_fail(builder, OCT_BUILDER_NO_MEMORY, tree->text->first_line);
    bool parsed = false;
    cmark_node *block = root->first_child;
    while (block && tree->status == OCT_OK && !oct_builder_failed(builder))
        block = build_block(tree, block, &parsed);
    for (size_t i = 0; i < tree->notes.count; i++)
        if (!tree->notes.notes[i].first && !oct_builder_failed(builder))
            put_unreferenced(tree, &tree->notes.notes[i]);
}

static void build_inlines(void *user, oct_md_parse *parse, cmark_node *root) {
    building *tree = user;
    for (const cmark_node *block = root->first_child; block; block = block->next)
        if (block->type != CMARK_NODE_PARAGRAPH)
            return;
    bool parsed = false;
    for (cmark_node *block = root->first_child; block; block = block->next) {
        parsed |= block == parse->parsed;
        if (!parsed)
            oct_md_parse_inlines(parse, block);
        if (block->prev)
            oct_builder_leaf(tree->builder, OCT_LINE_BREAK, tree->line);
        walk(tree, block->first_child);
    }
}

static oct_status too_large(const oct_md_text *text) {
    oct_report(text->reading->context, OCT_D_LIMIT,
               (oct_place){.file = text->reading->name, .line = text->first_line},
               "--max-expansion=NUMBER raises the limit",
               "the text takes more memory to parse than --max-expansion allows for its size");
    return OCT_LIMIT;
}

static oct_status read(const oct_md_text *text, oct_builder *builder, bool notes,
                       oct_md_blocks_handler *handler) {
    const oct_allocator *allocator = oct_context_allocator(text->reading->context);
    oct_md_marking marking = oct_md_mark(text->text, notes, text->features->links, allocator);
    if (marking.failed)
        return OCT_NO_MEMORY;
    if (marking.exhausted)
        oct_report(text->reading->context, OCT_D_BAD_STRUCTURE,
                   (oct_place){.file = text->reading->name}, "remove the control characters",
                   "footnotes and bare links stay text in a file that uses all control characters");
    building tree = {
        .text = text, .builder = builder, .set = marking.set, .line = text->first_line};
    oct_md_notes_init(&tree.notes, allocator);
    bool parsed = oct_md_parse_text(&tree.parse, allocator, text->memory_limit, text->features,
                                    &marking, handler, &tree);
    oct_deallocate(allocator, tree.frames, tree.frame_capacity * sizeof *tree.frames);
    oct_md_notes_free(&tree.notes);
    if (!parsed)
        return tree.parse.memory.limit_hit ? too_large(text) : OCT_NO_MEMORY;
    return tree.status;
}

oct_status oct_md_read_blocks(const oct_md_text *text, oct_builder *builder) {
    return read(text, builder, text->features->notes, build_blocks);
}

oct_status oct_md_read_inlines(const oct_md_text *text, oct_builder *builder) {
    return read(text, builder, false, build_inlines);
}
