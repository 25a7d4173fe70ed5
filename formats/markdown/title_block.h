/* formats/markdown/title_block - metadata in front of a text that is no YAML: pandoc's lines that
 * begin with "%", and MultiMarkdown's "Key: value". */
#ifndef OCT_MARKDOWN_TITLE_BLOCK_H
#define OCT_MARKDOWN_TITLE_BLOCK_H

#include "formats/markdown/front_matter.h"

typedef struct oct_md_title_block {
    oct_slice text; /* empty when there is none */
    uint32_t lines;
    bool percents; /* pandoc's */
} oct_md_title_block;

/* The block of a kind that the features have. Behind it is a blank line, or the text's end. */
oct_md_title_block oct_md_find_title_block(oct_slice text, const oct_md_features *features);

/* Reads the block into the document's metadata. */
oct_status oct_md_read_title_block(oct_reading *reading, oct_md_features *features,
                                   const oct_md_title_block *block);

#endif
