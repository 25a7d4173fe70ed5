/* ast/copy - copying parts of a tree. Knows base and ast. */
#ifndef OCT_AST_COPY_H
#define OCT_AST_COPY_H

#include "ast/node.h"

/* Copies the inlines of a node to the end of another, as a label that may stand elsewhere: without
 * notes, identifiers and links (their content stays), breaks as spaces. Payloads that lie outside a
 * node are shared. False when memory is out. */
bool oct_node_copy_label(const oct_node *from, oct_node *to, oct_arena *arena);

#endif
