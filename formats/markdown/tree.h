/* formats/markdown/tree - from a text, by cmark's tree, to ours. */
#ifndef OCT_MARKDOWN_TREE_H
#define OCT_MARKDOWN_TREE_H

#include "core/format.h"
#include "formats/markdown/parse.h"

/* A text and what it is read for. */
typedef struct oct_md_text {
    oct_reading *reading;
    const oct_md_features *features;
    oct_slice text;
    uint32_t first_line;
    size_t memory_limit; /* bytes that the parse may take */
} oct_md_text;

/* Parses a text and builds all of it where the builder stands; notes go where they are first
 * referred to. OCT_LIMIT, reported, when a table is too large or the parse takes too much memory;
 * OCT_NO_MEMORY; whatever else fails is in the builder. */
oct_status oct_md_read_blocks(const oct_md_text *text, oct_builder *builder);
/* Parses a text and builds its inlines, line breaks between its paragraphs. When there is something
 * else than paragraphs in it, nothing is built. */
oct_status oct_md_read_inlines(const oct_md_text *text, oct_builder *builder);

#endif
