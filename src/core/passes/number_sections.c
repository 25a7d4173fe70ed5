/* core/passes/number_sections - see passes.h. */
#include "core/passes/passes.h"

enum { LEVELS = 6 };

/* "2.1.3 ", from the shallowest level that has a number to the heading's own. */
static char *number_text(oct_arena *arena, const uint32_t counts[LEVELS], int level) {
    int first = 0;
    while (first < level - 1 && counts[first] == 0)
        first++;
    char *text = oct_arena_printf(arena, "%u", counts[first]);
    for (int i = first + 1; i < level && text; i++)
        text = oct_arena_printf(arena, "%s.%u", text, counts[i]);
    return text ? oct_arena_printf(arena, "%s ", text) : NULL;
}

static bool put_number(oct_node *heading, oct_document *document, const char *number) {
    oct_node *span = oct_document_node(document, OCT_SPAN);
    oct_node *text = oct_document_node(document, OCT_TEXT);
    if (!number || !span || !text ||
        !oct_node_add_class(span, &document->arena, OCT_S("header-section-number")))
        return false;
    text->as.text = oct_slice_of(number);
    oct_node_append(span, text);
    oct_node_prepend(heading, span);
    return true;
}

oct_status oct_pass_number_sections(oct_writing *writing) {
    oct_arena *arena = &writing->document->arena;
    uint32_t counts[LEVELS] = {0};
    oct_walk walk = oct_walk_begin(writing->document->root);
    while (oct_walk_next(&walk)) {
        oct_node *node = walk.node;
        if (walk.entering || node->kind != OCT_HEADING || (node->flags & OCT_UNNUMBERED) ||
            oct_node_has_class(node, "unnumbered"))
            continue;
        counts[node->as.level - 1]++;
        for (int deeper = node->as.level; deeper < LEVELS; deeper++)
            counts[deeper] = 0;
        if (!put_number(node, writing->document, number_text(arena, counts, node->as.level)))
            return OCT_NO_MEMORY;
    }
    return OCT_OK;
}
