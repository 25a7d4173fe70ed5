/* formats/markdown/tree_inlines - the inlines beyond CommonMark in our tree; see building.h. */
#include "formats/markdown/building.h"
#include "formats/markdown/inlines.h"

static void put_math(building *tree, oct_slice formula, bool display) {
    oct_node *math = oct_builder_leaf(tree->builder, OCT_MATH, tree->line);
    math->as.text = formula;
    if (display)
        math->flags |= OCT_DISPLAY;
}

bool oct_md_put_math_block(building *tree, const cmark_node *node) {
    oct_slice info = oct_md_slice_of(&node->as.code.info), language;
    if (!oct_slice_next_word(&info, &language) || !oct_slice_is(language, "math"))
        return false;
    oct_builder_open(tree->builder, OCT_PARAGRAPH, tree->line);
    put_math(tree, oct_slice_trim(oct_md_copy_of(tree, &node->as.code.literal)), true);
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

bool oct_md_enter_inline(building *tree, cmark_node *node) {
    oct_kind kind = kind_of(node);
    if (kind == OCT_NOTE)
        oct_md_parse_inlines(&tree->parse, node->first_child);
    if (kind != OCT_TEXT)
        oct_builder_open(tree->builder, kind, tree->line);
    else if (node->type == oct_md_inline.math || node->type == oct_md_inline.display)
        put_math(tree, oct_md_copy_of(tree, &node->as.literal),
                 node->type == oct_md_inline.display);
    return kind != OCT_TEXT;
}

void oct_md_leave_inline(building *tree, const cmark_node *node) {
    oct_kind kind = kind_of(node);
    if (kind != OCT_TEXT)
        oct_builder_close(tree->builder, kind);
}
