/* formats/markdown/tree - from cmark's tree to ours. */
#ifndef OCT_MARKDOWN_TREE_H
#define OCT_MARKDOWN_TREE_H

#include "core/format.h"
#include "formats/markdown/syntax.h"

/* What the nodes of a text are made with. */
typedef struct oct_md_context {
    oct_context *context;
    oct_document *document;
    const char *name;    /* of the input */
    uint32_t first_line; /* of the text that cmark was given */
    const oct_md_features *features;
    const char *set; /* the text's marks; NULL when it has none */
    size_t max_table_cells;
} oct_md_context;

/* Builds all of cmark's tree where the builder stands; notes go where they are first referred to.
 */
oct_status oct_md_build(const oct_md_context *context, oct_builder *builder, cmark_node *root);
/* Builds the inlines of a text that has paragraphs only, line breaks between them. False, with
 * nothing built, when there is something else. */
bool oct_md_build_inlines(const oct_md_context *context, oct_builder *builder, cmark_node *root);

#endif
