/* formats/markdown/tree_blocks - definition lists and line blocks into ours; see building.h. */
#include "formats/markdown/building.h"

static const oct_kind no_kind = OCT_DOCUMENT;

static oct_kind kind_of(const cmark_node *node) {
    if (node->type == oct_md_kinds.definition_list)
        return OCT_DEFINITION_LIST;
    if (node->type == oct_md_kinds.term)
        return OCT_DEFINITION_TERM;
    if (node->type == oct_md_kinds.definition)
        return OCT_DEFINITION;
    if (node->type == oct_md_kinds.line_block)
        return OCT_LINE_BLOCK;
    if (node->type == oct_md_kinds.line)
        return OCT_LINE;
    return no_kind;
}

bool oct_md_enter_block(building *tree, const cmark_node *node) {
    oct_kind kind = kind_of(node);
    if (kind == no_kind)
        return false;
    oct_node *block = oct_builder_open(tree->builder, kind, tree->line);
    if (kind == OCT_DEFINITION_LIST && node->as.list.tight)
        block->flags |= OCT_TIGHT;
    return true;
}

void oct_md_leave_block(building *tree, const cmark_node *node) {
    oct_kind kind = kind_of(node);
    if (kind != no_kind)
        oct_builder_close(tree->builder, kind);
}
