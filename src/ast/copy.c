/* ast/copy - see copy.h. */
#include "ast/copy.h"

/* Whether a node of this kind is left out of a label, its children staying. */
static bool is_transparent(const oct_node *node) {
    return node->kind == OCT_LINK;
}

static oct_node *copy_node(const oct_node *node, oct_arena *arena) {
    bool is_break = node->kind == OCT_SOFT_BREAK || node->kind == OCT_LINE_BREAK;
    oct_node *copy = OCT_ARENA_NEW(arena, oct_node);
    if (!copy)
        return NULL;
    copy->kind = is_break ? OCT_TEXT : node->kind;
    copy->flags = node->flags;
    copy->file = node->file;
    copy->line = node->line;
    copy->as = node->as;
    if (is_break)
        copy->as.text = OCT_S(" ");
    if (node->attributes) {
        oct_attributes *attributes = oct_node_attributes(copy, arena);
        if (!attributes)
            return NULL;
        *attributes = *node->attributes;
        attributes->id = (oct_slice){NULL, 0};
    }
    return copy;
}

bool oct_node_copy_label(const oct_node *from, oct_node *to, oct_arena *arena) {
    oct_node *place = to;
    oct_walk walk = oct_walk_begin((oct_node *)from);
    while (oct_walk_next(&walk)) {
        if (walk.node == from || is_transparent(walk.node))
            continue;
        if (walk.node->kind == OCT_NOTE) {
            if (walk.entering)
                oct_walk_skip(&walk);
            continue;
        }
        if (!walk.entering) {
            place = place->parent;
            continue;
        }
        oct_node *copy = copy_node(walk.node, arena);
        if (!copy)
            return false;
        oct_node_append(place, copy);
        place = copy;
    }
    return true;
}
