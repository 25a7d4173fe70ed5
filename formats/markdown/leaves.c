/* formats/markdown/leaves - text, code, raw parts and tasks of cmark's tree; see building.h. */
#include "formats/markdown/attributes.h"
#include "formats/markdown/building.h"

#include "base/size.h"
#include "formats/markdown/autolink.h"
#include "formats/markdown/table.h"
#include "formats/markdown/tag_filter.h"

/* ---- Text --------------------------------------------------------------------------------- */

oct_slice oct_md_slice_of(const cmark_chunk *chunk) {
    return oct_slice_make((const char *)chunk->data, (size_t)chunk->len);
}

/* The chunk in the document's arena, with the bytes put back that marks stand for. */
oct_slice oct_md_copy_of(building *tree, const cmark_chunk *chunk) {
    const char *set = tree->set;
    oct_slice text = oct_builder_copy(tree->builder, oct_md_slice_of(chunk));
    if (!oct_md_is_plain(set, text))
        for (size_t i = 0; i < text.len; i++)
            ((char *)(uintptr_t)text.ptr)[i] = oct_md_plain(set, text.ptr[i]);
    return text;
}

void oct_md_add_class(building *tree, oct_node *node, oct_slice name) {
    if (!oct_builder_failed(tree->builder) &&
        !oct_node_add_class(node, oct_builder_arena(tree->builder), name))
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
}

void oct_md_add_pair(building *tree, oct_node *node, oct_slice key, oct_slice value) {
    if (!oct_builder_failed(tree->builder) &&
        !oct_node_add_pair(node, oct_builder_arena(tree->builder), key, value))
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
}

oct_place oct_md_place_here(const building *tree) {
    return (oct_place){.file = tree->text->reading->name, .line = tree->line};
}

/* Text in which addresses become links, as GFM has them. */
static void put_text_with_addresses(building *tree, oct_slice text) {
    oct_md_address address;
    size_t done = 0;
    while (oct_md_find_address(text, done, &address)) {
        oct_slice before = oct_slice_make(text.ptr + done, address.start - done);
        oct_slice whole = oct_slice_make(text.ptr + address.start, address.end - address.start);
        oct_md_put_words(tree, before);
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
    oct_md_put_words(tree, oct_slice_from(text, done));
}

/* ---- Tasks -------------------------------------------------------------------------------- */

/* GFM 5.3: the first block of a list item is a paragraph that begins with [ ] or [x], not escaped,
 * and white space, which may end the line. cmark's extension is not used: it takes "[x]" anywhere
 * in the line for a tick, and knows no task in a block quote. */
oct_task oct_md_task_of(const oct_md_features *features, const cmark_node *item) {
    const cmark_node *paragraph = item->first_child;
    if (!features->tasks || !paragraph || paragraph->type != CMARK_NODE_PARAGRAPH)
        return OCT_TASK_NONE;
    const cmark_node *text = paragraph->first_child;
    if (paragraph->content.size == 0 || paragraph->content.ptr[0] != '[')
        return OCT_TASK_NONE;
    if (!text || text->type != CMARK_NODE_TEXT || text->as.literal.len < 3)
        return OCT_TASK_NONE;
    const unsigned char *c = text->as.literal.data;
    bool ends_line = text->as.literal.len == 3 && text->next && text->next->next &&
                     text->next->type == CMARK_NODE_SOFTBREAK;
    if (c[0] != '[' || c[2] != ']' ||
        !(ends_line || (text->as.literal.len > 3 && (c[3] == ' ' || c[3] == '\t'))))
        return OCT_TASK_NONE;
    if (c[1] == ' ' || c[1] == '\t')
        return OCT_TASK_OPEN;
    return c[1] == 'x' || c[1] == 'X' ? OCT_TASK_DONE : OCT_TASK_NONE;
}

/* Whether the box of a task stands at the front of a node. */
static bool is_box(const building *tree, const cmark_node *node) {
    const cmark_node *paragraph = node->parent;
    return !node->prev && paragraph && !paragraph->prev && paragraph->parent &&
           paragraph->parent->type == CMARK_NODE_ITEM &&
           oct_md_task_of(tree->text->features, paragraph->parent) != OCT_TASK_NONE;
}

bool oct_md_follows_task(const building *tree, const cmark_node *line_break) {
    const cmark_node *before = line_break->prev;
    return before && before->type == CMARK_NODE_TEXT && before->as.literal.len == 3 &&
           before->as.literal.data[0] == '[' && is_box(tree, before);
}

/* Text without the "[ ] " that made its list item a task. */
static oct_slice without_task(const building *tree, const cmark_node *node, oct_slice text) {
    if (!is_box(tree, node))
        return text;
    text = oct_slice_from(text, 3);
    while (text.len && (text.ptr[0] == ' ' || text.ptr[0] == '\t'))
        text = oct_slice_from(text, 1);
    return text;
}

/* ---- Leaves ------------------------------------------------------------------------------- */

/* Whether a text is that of a bare link: no words, in which there might be abbreviations. */
static bool is_address(const cmark_node *node) {
    return node->parent && node->parent->type == CMARK_NODE_LINK &&
           oct_slice_ends(oct_md_slice_of(&node->parent->as.link.url),
                          oct_md_slice_of(&node->as.literal));
}

void oct_md_put_text(building *tree, const cmark_node *node) {
    oct_slice text = oct_md_slice_of(&node->as.literal);
    if (!node->prev && text.len >= 3 && text.ptr[0] == '[')
        text = without_task(tree, node, text);
    if (node->prev && node->prev->type == CMARK_NODE_LINEBREAK)
        while (text.len && (text.ptr[0] == ' ' || text.ptr[0] == '\t')) /* behind a backslash */
            text = oct_slice_from(text, 1);
    if (tree->parse.blocks.has_labels)
        text = oct_md_number_examples(tree, text);
    if (tree->text->features->links && tree->link_depth == 0)
        put_text_with_addresses(tree, text);
    else if (tree->set && !oct_md_is_plain(tree->set, text)) /* of an <autolink> */
        oct_builder_text(tree->builder, oct_md_copy_of(tree, &node->as.literal), tree->line);
    else if (tree->most_tokens && is_address(node))
        oct_builder_text(tree->builder, text, tree->line);
    else
        oct_md_put_words(tree, text);
}

/* ---- Raw text ------------------------------------------------------------------------------ */

/* Pandoc's names for HTML of one version. */
static oct_slice format_named(oct_slice name) {
    static const oct_slice html[] = {{"html4", 5}, {"html5", 5}, {"xhtml", 5}};
    for (size_t i = 0; i < sizeof html / sizeof *html; i++)
        if (oct_slice_equal(name, html[i]))
            return OCT_S("html");
    return name;
}

/* Whether code with the list behind it is raw text. */
static bool put_raw_text(building *tree, oct_kind kind, const cmark_chunk *text,
                         const cmark_chunk *list) {
    oct_slice format = {NULL, 0}, attribute = oct_slice_trim(oct_md_slice_of(list));
    size_t length = oct_md_raw_attribute(attribute, &format);
    bool include = oct_slice_is(format, OCT_INCLUDE_FORMAT) ||
                   oct_slice_is(format, OCT_INCLUDE_CODE_FORMAT); /* these go through the core */
    if (!tree->text->features->raw_attributes || !length || length != attribute.len || include)
        return false;
    oct_node *raw = oct_builder_leaf(tree->builder, kind, tree->line);
    raw->as.raw->format = oct_builder_copy(tree->builder, format_named(format));
    raw->as.raw->text = oct_md_copy_of(tree, text);
    return true;
}

/* The first word of a fence's info string is the language; the rest is kept as it stands, but where
 * a specification says what becomes of it (nothing). */
void oct_md_put_code_block(building *tree, const cmark_node *node) {
    if (oct_md_put_math_block(tree, node))
        return;
    if (tree->text->features->includes && oct_md_put_include_fence(tree, node))
        return;
    if (put_raw_text(tree, OCT_RAW_BLOCK, &node->as.code.literal, &node->as.code.info))
        return;
    oct_node *block = oct_builder_leaf(tree->builder, OCT_CODE_BLOCK, tree->line);
    block->as.text = oct_md_unindent(tree, node, oct_md_copy_of(tree, &node->as.code.literal));
    oct_slice rest = oct_md_copy_of(tree, &node->as.code.info), language;
    if (tree->text->features->block_attributes && oct_md_take_info(tree, block, rest)) {
        if (tree->text->features->includes)
            oct_md_make_code_include(tree, block, node);
        return;
    }
    if (!oct_slice_next_word(&rest, &language))
        return;
    oct_md_add_class(tree, block, language);
    rest = oct_slice_trim(rest);
    if (rest.len && tree->text->features->info)
        oct_md_add_pair(tree, block, OCT_S("info"), rest);
}

void oct_md_put_code(building *tree, const cmark_node *node) {
    const cmark_node *list = node->next;
    if (list && list->type == oct_md_kinds.attributes &&
        put_raw_text(tree, OCT_RAW_INLINE, &node->as.literal, &list->as.literal))
        return;
    oct_node *code = oct_builder_leaf(tree->builder, OCT_CODE, tree->line);
    code->as.text = oct_md_copy_of(tree, &node->as.literal);
    oct_md_take_attributes(tree, code, node);
}

void oct_md_put_raw(building *tree, oct_kind kind, const cmark_node *node) {
    oct_node *raw = oct_builder_leaf(tree->builder, kind, tree->line);
    raw->as.raw->format = OCT_S("html");
    raw->as.raw->text = oct_md_copy_of(tree, &node->as.literal);
    if (tree->text->features->markdown_tags || tree->text->features->html_markdown)
        raw->as.raw->text = oct_md_drop_markdown_attributes(tree->builder, raw->as.raw->text);
    if (tree->text->features->filter_tags)
        raw->as.raw->text = oct_md_filter_tags(tree->builder, raw->as.raw->text);
}
