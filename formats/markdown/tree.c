/* formats/markdown/tree - see tree.h. Walks cmark's tree by its links, without recursion; a note's
 * definition is walked where the note is first referred to. Knows ast, core, cmark. */
#include "formats/markdown/building.h"

#include "base/size.h"
#include "formats/markdown/autolink.h"
#include "formats/markdown/inlines.h"
#include "formats/markdown/table.h"

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
    tree->frames[tree->frame_count++] = (frame){reference, definition, tree->block};
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
    oct_report(tree->text->reading->context, OCT_D_MISSING_NOTE, oct_md_place_here(tree),
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
    oct_slice label = oct_md_slice_of(&node->as.literal);
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

/* ---- Blocks and inlines that hold others ---------------------------------------------------- */

static void enter_list(building *tree, const cmark_node *node) {
    bool ordered = node->as.list.list_type == CMARK_ORDERED_LIST;
    oct_node *list =
        oct_builder_open(tree->builder, ordered ? OCT_ORDERED_LIST : OCT_BULLET_LIST, tree->line);
    if (node->as.list.tight)
        list->flags |= OCT_TIGHT;
    if (!ordered)
        return;
    list->as.list.start = tree->text->features->start_numbers ? node->as.list.start : 1;
    list->as.list.style = (uint8_t)oct_md_list_style(&node->as.list);
    list->as.list.delimiter = (uint8_t)oct_md_list_delimiter(&node->as.list);
}

static oct_kind list_kind(const cmark_node *node) {
    return node->as.list.list_type == CMARK_ORDERED_LIST ? OCT_ORDERED_LIST : OCT_BULLET_LIST;
}

static void enter_item(building *tree, const cmark_node *node) {
    oct_node *item = oct_builder_open(tree->builder, OCT_LIST_ITEM, tree->line);
    item->as.item.task = (uint8_t)oct_md_task_of(tree->text->features, node);
}

/* An image of a heading is text. */
static bool is_heading_image(const cmark_node *node) {
    return node->type == CMARK_NODE_IMAGE &&
           oct_md_heading_number(oct_md_slice_of(&node->as.link.url)) != 0;
}

static void enter_link(building *tree, oct_kind kind, const cmark_node *node) {
    size_t heading = oct_md_heading_number(oct_md_slice_of(&node->as.link.url));
    if (heading && kind == OCT_IMAGE) {
        oct_builder_text(tree->builder, OCT_S("!["), tree->line);
        return;
    }
    oct_md_place place = oct_md_place_link(tree, node);
    oct_node *link = oct_builder_open(tree->builder, kind, place.line);
    link->as.link->url = oct_md_copy_of(tree, &node->as.link.url);
    link->as.link->title = oct_md_copy_of(tree, &node->as.link.title);
    link->as.link->column = place.column;
    tree->link_depth += kind == OCT_LINK;
    if (heading)
        oct_md_keep_heading_link(tree, link, heading);
    oct_md_take_attributes(tree, link, node);
}

static void enter_heading(building *tree, const cmark_node *node) {
    oct_node *heading = oct_builder_open(tree->builder, OCT_HEADING, tree->line);
    heading->as.level = node->as.heading.level;
    if (node->footnote.ref_ix)
        oct_md_keep_heading(tree, node, heading);
    oct_md_take_attributes(tree, heading, node);
}

/* The kinds that extensions added: their numbers are not known before. */
static bool enter_extension(building *tree, cmark_node *node) {
    if (node->type == oct_md_kinds.table)
        oct_md_enter_table(tree, node);
    else if (node->type == oct_md_kinds.row)
        oct_md_enter_row(tree, node);
    else if (node->type == oct_md_kinds.cell && oct_md_drops_cell(tree, node))
        return false;
    else if (node->type == oct_md_kinds.cell) {
        tree->block = node;
        oct_md_enter_cell(tree, node);
    } else if (node->type == oct_md_kinds.strikeout)
        oct_builder_open(tree->builder, OCT_STRIKEOUT, tree->line);
    else if (node->type == oct_md_kinds.span)
        oct_md_enter_span(tree, node);
    else if (node->type == oct_md_kinds.attributes)
        return oct_md_put_attributes(tree, node), false;
    else {
        if (CMARK_NODE_BLOCK_P(node))
            tree->block = node;
        return oct_md_enter_div(tree, node) || oct_md_enter_inline(tree, node) ||
               oct_md_enter_block(tree, node);
    }
    return true;
}

static void leave_extension(building *tree, const cmark_node *node) {
    if (node->type == oct_md_kinds.table)
        oct_builder_close(tree->builder, OCT_TABLE);
    else if (node->type == oct_md_kinds.row)
        oct_md_leave_row(tree, node);
    else if (node->type == oct_md_kinds.cell)
        oct_md_leave_cell(tree, node);
    else if (node->type == oct_md_kinds.strikeout)
        oct_builder_close(tree->builder, OCT_STRIKEOUT);
    else if (node->type == oct_md_kinds.span)
        oct_md_leave_span(tree);
    else if (node->type == oct_md_kinds.div)
        oct_builder_close(tree->builder, OCT_DIV);
    else {
        oct_md_leave_inline(tree, node);
        oct_md_leave_block(tree, node);
    }
}

/* ---- The walk ----------------------------------------------------------------------------- */

/* Whether the node is to be left as well: leaves are not, nor what is walked elsewhere. */
static bool enter(building *tree, cmark_node *node) {
    oct_builder *builder = tree->builder;
    if (CMARK_NODE_BLOCK_P(node))
        tree->formula_lines = tree->formula_lines_before = 0;
    if (node->start_line > 0)
        tree->line = oct_size_clamp32((size_t)node->start_line - 1 + tree->text->first_line +
                                      tree->formula_lines);
    if (node->type == CMARK_NODE_SOFTBREAK || node->type == CMARK_NODE_LINEBREAK)
        tree->formula_lines_before = tree->formula_lines;
    uint32_t line = tree->line;
    switch (node->type) {
    case CMARK_NODE_TEXT:
        oct_md_put_text(tree, node);
        return false;
    case CMARK_NODE_SOFTBREAK:
        if (!oct_md_follows_task(tree, node))
            oct_md_put_soft_break(tree, node);
        return false;
    case CMARK_NODE_LINEBREAK:
        oct_builder_leaf(builder, OCT_LINE_BREAK, line);
        return false;
    case CMARK_NODE_CODE:
        oct_md_put_code(tree, node);
        return false;
    case CMARK_NODE_HTML_INLINE:
        oct_md_put_raw(tree, OCT_RAW_INLINE, node);
        return false;
    case CMARK_NODE_HTML_BLOCK:
        oct_md_put_raw(tree, OCT_RAW_BLOCK, node);
        return false;
    case CMARK_NODE_CODE_BLOCK:
        oct_md_put_code_block(tree, node);
        return false;
    case CMARK_NODE_THEMATIC_BREAK:
        oct_builder_leaf(builder, OCT_THEMATIC_BREAK, line);
        return false;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        return false;
    case CMARK_NODE_PARAGRAPH:
        if (tree->text->features->includes && oct_md_put_includes(tree, node))
            return false;
        tree->block = node;
        oct_md_enter_paragraph(tree, node);
        return true;
    case CMARK_NODE_HEADING:
        tree->block = node;
        enter_heading(tree, node);
        return true;
    case CMARK_NODE_BLOCK_QUOTE:
        if (!oct_md_enter_alert(tree, node))
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
        oct_md_leave_paragraph(tree, node);
        break;
    case CMARK_NODE_HEADING:
        oct_builder_close(builder, OCT_HEADING);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        oct_builder_close(builder, node->as.opaque ? OCT_DIV : OCT_BLOCK_QUOTE);
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
        if (is_heading_image(node))
            oct_builder_text(builder, OCT_S("]"), tree->line);
        else
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
            tree->block = tree->frames[tree->frame_count].block;
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
            tree->frame_count--; /* the definition holds nothing, and no other block */
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
    oct_report(tree->text->reading->context, OCT_D_BAD_STRUCTURE, oct_md_place_here(tree), NULL,
               note->duplicate
                   ? "the note \"%.*s\" is defined twice; the second text stands at the end"
                   : "the note \"%.*s\" is never referred to; its text stands at the end",
               OCT_SLICE_ARG(note->label));
    note->at_end = true;
    parse_note(tree, note);
    oct_node *div = oct_builder_open(tree->builder, OCT_DIV, tree->line);
    oct_md_add_class(tree, div, OCT_S("unreferenced-note"));
    walk(tree, note->definition->first_child);
    oct_builder_close(tree->builder, OCT_DIV);
}

/* Builds one child of the root, and frees what cmark made for it unless notes need it. */
static cmark_node *build_block(building *tree, cmark_node *block, bool *parsed) {
    *parsed |= block == tree->parse.parsed;
    if (!*parsed && block->type != CMARK_NODE_FOOTNOTE_DEFINITION)
        oct_md_parse_inlines(&tree->parse, block);
    cmark_node *next = block->next; /* which may have come of it */
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
    tree->status = parse->blocks.status;
    if (tree->set)
        oct_md_notes_collect(&tree->notes, oct_builder_arena(builder), root, parse->parsed);
    if (oct_md_may_abbreviate(tree->text->features, tree->text->text))
        oct_md_collect_abbreviations(tree, root);
    if (tree->notes.failed)
        oct_builder_fail(builder, OCT_BUILDER_NO_MEMORY, tree->text->first_line);
    bool parsed = false;
    cmark_node *block = root->first_child;
    while (block && tree->status == OCT_OK && !oct_builder_failed(builder))
        block = build_block(tree, block, &parsed);
    for (size_t i = 0; i < tree->notes.count; i++)
        if (!tree->notes.notes[i].first && tree->status == OCT_OK && !oct_builder_failed(builder))
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
        for (int breaks = 0; block->prev && breaks < 2; breaks++) /* as between paragraphs */
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
    const oct_md_wanted wanted = {
        .notes = notes,
        .links = text->features->links,
        .wiki_links = text->features->wiki_links || text->features->wiki_links_before,
        .markdown_tags = text->features->markdown_tags,
        .backslashes = oct_md_backslashes_of(text->features),
    };
    oct_md_marking marking = oct_md_mark(text->text, &wanted, allocator);
    if (marking.failed)
        return OCT_NO_MEMORY;
    if (marking.exhausted)
        oct_report(text->reading->context, OCT_D_BAD_STRUCTURE,
                   (oct_place){.file = text->reading->name}, "remove the control characters",
                   "footnotes and bare links stay text in a file that uses all control characters");
    building tree = {
        .text = text, .builder = builder, .set = marking.set, .line = text->first_line};
    tree.parse.blocks = (oct_md_blocks){
        .reading = text->reading, .features = text->features, .first_line = text->first_line};
    oct_map_init(&tree.parse.blocks.examples, allocator);
    oct_md_notes_init(&tree.notes, allocator);
    oct_map_init(&tree.abbreviations, allocator);
    oct_buffer_init(&tree.headings, allocator);
    oct_buffer_init(&tree.heading_links, allocator);
    oct_buffer_init(&tree.places.line_starts, allocator);
    bool parsed = oct_md_parse_text(&tree.parse, allocator, text->memory_limit, text->features,
                                    &marking, handler, &tree);
    oct_deallocate(allocator, tree.frames, tree.frame_capacity * sizeof *tree.frames);
    if (parsed && !oct_builder_failed(builder))
        oct_md_resolve_heading_links(&tree);
    oct_map_free(&tree.abbreviations);
    oct_buffer_free(&tree.headings);
    oct_buffer_free(&tree.heading_links);
    oct_md_notes_free(&tree.notes);
    oct_map_free(&tree.parse.blocks.examples);
    oct_buffer_free(&tree.places.line_starts);
    if (!parsed)
        return tree.parse.memory.limit_hit ? too_large(text) : OCT_NO_MEMORY;
    return tree.status;
}

oct_status oct_md_read_blocks(const oct_md_text *text, oct_builder *builder) {
    return read(text, builder, text->features->notes, build_blocks);
}

oct_status oct_md_read_inlines(const oct_md_text *text, oct_builder *builder) {
    oct_md_features features = *text->features;
    features.inline_notes = false;
    oct_md_text inlines = *text;
    inlines.features = &features;
    return read(&inlines, builder, false, build_inlines);
}
