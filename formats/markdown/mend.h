/* formats/markdown/mend - mends what cmark 0.29 makes of blocks otherwise than CommonMark 0.31. */
#ifndef OCT_MARKDOWN_MEND_H
#define OCT_MARKDOWN_MEND_H

#include "base/slice.h"

#include <cmark-gfm/node.h>
#include <cmark-gfm/syntax_extension.h>

/* A list that may turn out to be loose, by a definition of a link that stands in an item of it, or
 * by a thematic break. */
typedef struct oct_md_loose {
    cmark_node *list;
    cmark_node *before; /* the block before the definition; NULL: the list is loose */
    int line;           /* of the definition; 0: it is the break that has a blank line behind it */
    struct oct_md_loose *next;
} oct_md_loose;

/* What is known of the paragraph that was looked at last. */
typedef struct oct_md_mending {
    const cmark_node *paragraph;
    size_t defined; /* its text begins with so much that is definitions of links */
    size_t title;   /* where what may be the title of the last begins; 0: nowhere */
    char end;       /* which ends the title */
    bool other;     /* there is text that is none of these */
    oct_md_loose *loose;
} oct_md_mending;

/* To be called with each line that begins no other block. A paragraph that is to begin there, or
 * NULL. */
cmark_node *oct_md_mend_block(oct_md_mending *mending, cmark_parser *parser, cmark_node *parent,
                              unsigned char *input, int length);
/* When all lines are read. */
void oct_md_mend_lists(const oct_md_mending *mending);

#endif
