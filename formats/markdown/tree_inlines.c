/* formats/markdown/tree_inlines - the inlines beyond CommonMark in our tree; see building.h. */
#include "core/slug.h"
#include "formats/markdown/building.h"
#include "formats/markdown/inlines.h"

static void put_math(building *tree, oct_slice formula, bool display) {
    oct_node *math = oct_builder_leaf(tree->builder, OCT_MATH, tree->line);
    math->as.text = formula;
    if (display)
        math->flags |= OCT_DISPLAY;
}

static void put_lines(building *tree, oct_slice text) {
    oct_slice line;
    for (bool first = true; oct_slice_next_line(&text, &line); first = false) {
        if (!first)
            oct_builder_leaf(tree->builder, OCT_SOFT_BREAK, tree->line);
        oct_builder_text(tree->builder, oct_slice_trim(line), tree->line);
    }
}

bool oct_md_put_math_block(building *tree, const cmark_node *node) {
    bool marked = node->extension == &oct_md_math_block_extension;
    oct_slice info = oct_md_slice_of(&node->as.code.info), language;
    if (!marked && !(tree->text->features->github_math && oct_slice_next_word(&info, &language) &&
                     oct_slice_is(language, "math")))
        return false;
    oct_builder_open(tree->builder, OCT_PARAGRAPH, tree->line);
    oct_slice text = oct_slice_trim(oct_md_copy_of(tree, &node->as.code.literal));
    size_t marks = !marked ? 0 : oct_slice_starts(text, OCT_S("\\\\")) ? 3 : 2;
    char closing = text.len && text.ptr[0] == '$' ? '$' : ']';
    if (marked && !(text.len > 2 * marks && text.ptr[text.len - 1] == closing &&
                    text.ptr[text.len - 2] == text.ptr[0]))
        put_lines(tree, oct_slice_from(text, closing == ']')); /* its list item ended before it */
    else
        put_math(tree, oct_slice_trim(oct_slice_make(text.ptr + marks, text.len - 2 * marks)),
                 true);
    oct_builder_close(tree->builder, OCT_PARAGRAPH);
    return true;
}

/* What a kind is called in our tree; OCT_TEXT when it is none that only holds others. */
static oct_kind kind_of(const cmark_node *node) {
    if (node->type == oct_md_inline.superscript)
        return OCT_SUPERSCRIPT;
    if (node->type == oct_md_inline.subscript)
        return OCT_SUBSCRIPT;
    if (node->type == oct_md_inline.note)
        return OCT_NOTE;
    return node->type == oct_md_inline.highlight ? OCT_HIGHLIGHT : OCT_TEXT;
}

/* ---- Links to headings ----------------------------------------------------------------------- */

typedef struct heading_link {
    oct_node *link;
    size_t number;
} heading_link;

void oct_md_keep_heading(building *tree, const cmark_node *node, const oct_node *heading) {
    const oct_node *none = NULL;
    size_t place = (size_t)node->footnote.ref_ix * sizeof heading;
    while (tree->headings.len < place && !tree->headings.failed)
        oct_buffer_append(&tree->headings, (const char *)&none, sizeof none);
    if (!tree->headings.failed)
        memcpy(tree->headings.ptr + place - sizeof heading, &heading, sizeof heading);
}

void oct_md_keep_heading_link(building *tree, oct_node *link, size_t number) {
    heading_link kept = {link, number};
    oct_buffer_append(&tree->heading_links, (const char *)&kept, sizeof kept);
}

static void resolve(building *tree, oct_buffer *slug, heading_link kept) {
    const oct_node *heading = NULL;
    if (kept.number <= tree->headings.len / sizeof heading)
        memcpy(&heading, tree->headings.ptr + (kept.number - 1) * sizeof heading, sizeof heading);
    slug->len = 0;
    if (heading && oct_node_id(heading).len) {
        oct_buffer_slice(slug, oct_node_id(heading));
    } else if (heading) {
        oct_node_plain_text(heading, slug);
        size_t words = slug->len;
        oct_append_slug(slug, oct_buffer_view(slug), tree->builder->document->slugs);
        if (!slug->failed)
            memmove(slug->ptr, slug->ptr + words, slug->len -= words);
    }
    kept.link->as.link->target = heading;
    kept.link->as.link->url =
        oct_arena_append(oct_builder_arena(tree->builder), OCT_S("#"), oct_buffer_view(slug));
}

/* The headings are called what the identifiers pass calls them; until then, what their words
 * say. */
void oct_md_resolve_heading_links(building *tree) {
    oct_buffer slug;
    oct_buffer_init(&slug, tree->notes.allocator);
    heading_link kept;
    for (size_t at = 0; at < tree->heading_links.len; at += sizeof kept) {
        memcpy(&kept, tree->heading_links.ptr + at, sizeof kept);
        resolve(tree, &slug, kept);
    }
    if (slug.failed || tree->headings.failed || tree->heading_links.failed ||
        oct_builder_arena(tree->builder)->failed)
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
    oct_buffer_free(&slug);
}

/* ---- The kinds of inlines.h -------------------------------------------------------------------
 */

/* The destination of a page: what follows "#" are the words of a heading. */
static oct_slice page_url(building *tree, oct_slice page) {
    size_t hash = oct_slice_find_byte(page, '#');
    if (hash + 1 >= page.len)
        return page;
    oct_buffer url;
    oct_buffer_init(&url, tree->notes.allocator);
    oct_buffer_slice(&url, oct_slice_head(page, hash + 1));
    oct_append_slug(&url, oct_slice_from(page, hash + 1), tree->builder->document->slugs);
    page = oct_builder_copy(tree->builder, oct_buffer_view(&url));
    if (url.failed)
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
    oct_buffer_free(&url);
    return page;
}

/* In a link it is text: links do not nest. */
static void put_wiki_link(building *tree, const cmark_node *node) {
    oct_slice whole = oct_md_copy_of(tree, &node->as.literal);
    size_t pipe = oct_slice_find_byte(whole, '|');
    oct_slice page = oct_slice_trim(oct_slice_head(whole, pipe)), title = page;
    if (pipe < whole.len)
        title = oct_slice_trim(oct_slice_from(whole, pipe + 1));
    if (tree->text->features->wiki_links_before && !tree->text->features->wiki_links) {
        oct_slice first = page;
        page = title;
        title = first;
    }
    bool image = node->type == oct_md_inline.wiki_image, plain = tree->link_depth && !image;
    oct_kind kind = image ? OCT_IMAGE : OCT_LINK;
    if (!plain) {
        oct_node *link = oct_builder_open(tree->builder, kind, tree->line);
        link->as.link->url = image ? page : page_url(tree, page);
        link->as.link->column = node->start_column > 0 ? (uint32_t)node->start_column : 0;
        oct_md_add_class(tree, link, OCT_S("wikilink"));
    }
    oct_builder_text(tree->builder, title, tree->line);
    if (!plain)
        oct_builder_close(tree->builder, kind);
}

bool oct_md_enter_inline(building *tree, cmark_node *node) {
    oct_kind kind = kind_of(node);
    if (kind == OCT_NOTE)
        oct_md_parse_inlines(&tree->parse, node->first_child);
    if (kind != OCT_TEXT)
        oct_builder_open(tree->builder, kind, tree->line);
    else if (node->type == oct_md_inline.wiki_link || node->type == oct_md_inline.wiki_image)
        put_wiki_link(tree, node);
    else if (node->type == oct_md_inline.math || node->type == oct_md_inline.display) {
        put_math(tree, oct_md_copy_of(tree, &node->as.literal),
                 node->type == oct_md_inline.display);
        tree->formula_lines += (size_t)(node->end_line - node->start_line);
    }
    return kind != OCT_TEXT;
}

void oct_md_leave_inline(building *tree, const cmark_node *node) {
    oct_kind kind = kind_of(node);
    if (kind != OCT_TEXT)
        oct_builder_close(tree->builder, kind);
}
