/* formats/markdown/attributes - lists of attributes as pandoc has them: {#id .class key=value}, and
 * {-} for {.unnumbered}. Knows ast. */
#ifndef OCT_MARKDOWN_ATTRIBUTES_H
#define OCT_MARKDOWN_ATTRIBUTES_H

#include "ast/node.h"

/* The length of the list at the front of text, with its braces; 0 when none stands there. The text
 * may be marked (marks.h). At most some KiB are looked at, so that many lists that nothing closes
 * take no longer than in proportion to them. */
size_t oct_md_attributes_length(oct_slice text);

/* Adds a list of that length to what a node has: the first identifier counts, lang and dir go where
 * the tree has them. The slices of the list are kept: it must live as long as the document. False
 * when memory is out. */
bool oct_md_add_attributes(oct_node *node, oct_arena *arena, oct_slice list);

/* Takes a class off a node; false when the node has not got it. */
bool oct_md_drop_class(oct_node *node, const char *name);

/* The length of {=format} at the front of a text, which makes raw text of code; 0 when there is
 * none. */
size_t oct_md_raw_attribute(oct_slice text, oct_slice *format);

#endif
