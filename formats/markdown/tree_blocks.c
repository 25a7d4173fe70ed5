/* formats/markdown/tree_blocks - definition lists and line blocks into ours; see building.h. */
#include "formats/markdown/building.h"

#include <stdio.h>

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
    if (node->type == oct_md_kinds.caption)
        return OCT_CAPTION;
    return no_kind;
}

bool oct_md_enter_block(building *tree, const cmark_node *node) {
    oct_kind kind = kind_of(node);
    if (kind == no_kind)
        return oct_md_enter_grid(tree, node);
    oct_node *block = oct_builder_open(tree->builder, kind, tree->line);
    if (kind == OCT_DEFINITION_LIST && node->as.list.tight)
        block->flags |= OCT_TIGHT;
    if (kind == OCT_CAPTION)
        oct_builder_open(tree->builder, OCT_PARAGRAPH, tree->line);
    return true;
}

void oct_md_leave_block(building *tree, const cmark_node *node) {
    oct_kind kind = kind_of(node);
    if (kind == OCT_CAPTION)
        oct_builder_close(tree->builder, OCT_PARAGRAPH);
    if (kind != no_kind)
        oct_builder_close(tree->builder, kind);
    else
        oct_md_leave_grid(tree, node);
}

/* ---- References to examples ----------------------------------------------------------------- */

oct_slice oct_md_number_examples(building *tree, oct_slice text) {
    oct_arena *arena = oct_builder_arena(tree->builder);
    oct_slice out = {0};
    size_t done = 0;
    for (size_t at = oct_slice_find_byte(text, '@'); at < text.len;) {
        int number;
        size_t length = oct_md_example_at(&tree->parse.blocks, text, at, &number);
        if (length) {
            char digits[16]; /* not in the arena: what is appended to has to be its last */
            snprintf(digits, sizeof digits, "%d", number);
            out = oct_arena_append(arena, out, oct_slice_make(text.ptr + done, at - done));
            out = oct_arena_append(arena, out, oct_slice_of(digits));
            done = at + length;
        }
        at += length ? length : 1;
        at += oct_slice_find_byte(oct_slice_from(text, at), '@');
    }
    if (done == 0)
        return text;
    out = oct_arena_append(arena, out, oct_slice_from(text, done));
    if (arena->failed)
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
    return out;
}
