/* core/prose - tells novels from manuals: books of prose are set in another way. Knows ast only. */
#ifndef OCT_CORE_PROSE_H
#define OCT_CORE_PROSE_H

#include "ast/node.h"

/* What the blocks of a document are. */
typedef struct oct_prose {
    size_t paragraphs, others; /* but for headings and thematic breaks */
} oct_prose;

static inline void oct_prose_count(oct_prose *prose, const oct_node *block) {
    prose->paragraphs += block->kind == OCT_PARAGRAPH;
    prose->others += block->kind != OCT_PARAGRAPH && block->kind != OCT_HEADING &&
                     block->kind != OCT_THEMATIC_BREAK;
}

/* Paragraphs make up nearly all of the blocks, as in a novel. */
static inline bool oct_prose_prevails(const oct_prose *prose) {
    return prose->paragraphs > 10 * prose->others;
}

/* The same of a whole document. */
bool oct_is_prose(const oct_node *root);

#endif
