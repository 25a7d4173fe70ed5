/* ast/walk - the walk of octavo.h, in constant stack. */
#include "ast/node.h"

oct_walk oct_walk_begin(oct_node *root) {
    return (oct_walk){.root = root, .next = root, .next_entering = true};
}

/* Where to go after leaving a node: decided on leaving, so that the node may then be unlinked. */
static void plan_after_leaving(oct_walk *walk) {
    oct_node *node = walk->node;
    if (node == walk->root) {
        walk->next = NULL;
    } else if (node->next) {
        walk->next = node->next;
        walk->next_entering = true;
    } else {
        walk->next = node->parent;
        walk->next_entering = false;
    }
}

/* Where to go after entering: decided by the next step, so that children may be changed. */
static void plan_after_entering(oct_walk *walk) {
    if (walk->node->first) {
        walk->next = walk->node->first;
        walk->next_entering = true;
    } else {
        walk->next = walk->node;
        walk->next_entering = false;
    }
}

bool oct_walk_next(oct_walk *walk) {
    if (walk->node && walk->entering && !walk->next)
        plan_after_entering(walk);
    walk->node = walk->next;
    walk->entering = walk->next_entering;
    walk->next = NULL;
    if (!walk->node)
        return false;
    if (!walk->entering)
        plan_after_leaving(walk);
    return true;
}

void oct_walk_skip(oct_walk *walk) {
    walk->next = walk->node;
    walk->next_entering = false;
}
