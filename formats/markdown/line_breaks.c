/* formats/markdown/line_breaks - the ends of lines within paragraphs; see building.h. Knows base
 * and core. */
#include "base/utf8.h"
#include "core/ideographic.h"
#include "formats/markdown/building.h"

/* The text at one end of an inline; empty when there is another thing. Every node is looked at by
 * one break before it and one behind it at the most. */
static oct_slice text_at_end(const cmark_node *node, bool last) {
    while (node && node->first_child)
        node = last ? node->last_child : node->first_child;
    bool text = node && (node->type == CMARK_NODE_TEXT || node->type == CMARK_NODE_CODE);
    return text ? oct_md_slice_of(&node->as.literal) : (oct_slice){NULL, 0};
}

static bool ends_east_asian(oct_slice text) {
    size_t start = text.len, length;
    while (start > 0 && text.len - start < 4 && (text.ptr[--start] & 0xC0) == 0x80)
        ;
    return text.len && oct_is_ideographic(oct_utf8_decode(oct_slice_from(text, start), &length));
}

static bool begins_east_asian(oct_slice text) {
    size_t length;
    return text.len && oct_is_ideographic(oct_utf8_decode(text, &length));
}

void oct_md_put_soft_break(building *tree, const cmark_node *node) {
    const oct_md_features *features = tree->text->features;
    if (features->hard_breaks)
        oct_builder_leaf(tree->builder, OCT_LINE_BREAK, tree->line);
    else if (!features->no_breaks &&
             !(features->east_asian_breaks && ends_east_asian(text_at_end(node->prev, true)) &&
               begins_east_asian(text_at_end(node->next, false))))
        oct_builder_leaf(tree->builder, OCT_SOFT_BREAK, tree->line);
}
