/* formats/markdown/figures - what becomes of an image with a description that is alone in its
 * paragraph: a figure, the description its caption; see building.h. */
#include "formats/markdown/building.h"

#include "base/buffer.h"
#include "formats/markdown/html_parts.h"

static bool is_backslash(const cmark_node *node) {
    if (node->type != CMARK_NODE_TEXT || node->next)
        return false;
    oct_slice text = oct_md_slice_of(&node->as.literal);
    return oct_slice_is(text, "\\") || oct_slice_is(text, "\u00A0"); /* which backslash.c made */
}

static bool in_tight_list(const cmark_node *paragraph) {
    const cmark_node *item = paragraph->parent;
    return item && item->type == CMARK_NODE_ITEM && item->parent && item->parent->as.list.tight;
}

/* What stands behind the image of a paragraph that begins with one, and behind its attributes. */
static cmark_node *behind_image(const cmark_node *paragraph) {
    cmark_node *behind = paragraph->first_child->next;
    return behind && behind->type == oct_md_kinds.attributes ? behind->next : behind;
}

static bool is_figure(const cmark_node *paragraph) {
    const cmark_node *image = paragraph->first_child;
    return image && image->type == CMARK_NODE_IMAGE && image->first_child &&
           !in_tight_list(paragraph) && !oct_md_is_in_element(paragraph) &&
           !behind_image(paragraph);
}

/* pandoc's way to say that an image is no figure: a backslash and a space, which is not kept. */
static bool is_kept_from_it(const cmark_node *paragraph) {
    const cmark_node *image = paragraph->first_child;
    const cmark_node *behind =
        image && image->type == CMARK_NODE_IMAGE ? behind_image(paragraph) : NULL;
    return behind && is_backslash(behind);
}

void oct_md_enter_paragraph(building *tree, cmark_node *paragraph) {
    if (tree->text->features->figures && is_kept_from_it(paragraph))
        cmark_node_free(behind_image(paragraph));
    else if (tree->text->features->figures && is_figure(paragraph)) {
        paragraph->as.opaque = paragraph; /* notes use user_data */
        oct_builder_open(tree->builder, OCT_FIGURE, tree->line);
    }
    oct_builder_open(tree->builder, OCT_PARAGRAPH, tree->line);
}

/* Takes the value of an attribute away from a node; empty when it has none. */
static oct_slice take_pair(oct_node *node, const char *key) {
    oct_slice value = oct_node_pair(node, key);
    oct_attributes *attributes = node->attributes;
    if (!value.len)
        return value;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < attributes->pair_count; i++)
        if (!oct_slice_is(attributes->pairs[i].key, key))
            attributes->pairs[kept++] = attributes->pairs[i];
    attributes->pair_count = kept;
    return value;
}

/* The attribute alt, else the caption as text: what says it where the image is not seen. */
static void put_alternative(building *tree, oct_node *image, const oct_node *caption) {
    oct_buffer text;
    oct_buffer_init(&text, tree->notes.allocator);
    oct_slice alt = take_pair(image, "alt");
    if (alt.len)
        oct_buffer_slice(&text, alt);
    else
        oct_node_plain_text(caption, &text);
    oct_node *alternative = oct_node_new(oct_builder_arena(tree->builder), OCT_TEXT);
    if (text.failed || !alternative)
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
    else if (text.len) {
        alternative->as.text = oct_builder_copy(tree->builder, oct_buffer_view(&text));
        alternative->line = image->line;
        alternative->file = image->file;
        oct_node_append(image, alternative);
        tree->builder->document->kinds |= OCT_KIND_BIT(OCT_TEXT);
    }
    oct_buffer_free(&text);
}

static void put_caption(building *tree) {
    oct_builder *builder = tree->builder;
    oct_node *figure = builder->current;
    oct_builder_open(builder, OCT_CAPTION, tree->line);
    oct_node *caption = oct_builder_open(builder, OCT_PARAGRAPH, tree->line);
    if (oct_builder_failed(builder))
        return;
    oct_node *image = figure->first->first;
    oct_node_move_range(caption, image->first, oct_node_last(image));
    put_alternative(tree, image, caption);
    oct_slice id = oct_node_id(image);
    oct_attributes *attributes =
        id.len ? oct_node_attributes(figure, oct_builder_arena(builder)) : NULL;
    if (attributes) {
        attributes->id = id;
        image->attributes->id = (oct_slice){NULL, 0};
    } else if (id.len) {
        oct_builder_fail(builder, OCT_BUILDER_NO_MEMORY, tree->line);
    }
    oct_builder_close(builder, OCT_PARAGRAPH);
    oct_builder_close(builder, OCT_CAPTION);
}

void oct_md_leave_paragraph(building *tree, const cmark_node *paragraph) {
    oct_builder_close(tree->builder, OCT_PARAGRAPH);
    if (!paragraph->as.opaque || oct_builder_failed(tree->builder))
        return;
    if (tree->builder->current->first->first && tree->builder->current->first->first->first)
        put_caption(tree);
    oct_builder_close(tree->builder, OCT_FIGURE);
}
