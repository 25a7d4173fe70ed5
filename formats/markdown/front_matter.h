/* formats/markdown/front_matter - the YAML block at the very beginning of a text, and the Markdown
 * in its values. */
#ifndef OCT_MARKDOWN_FRONT_MATTER_H
#define OCT_MARKDOWN_FRONT_MATTER_H

#include "core/format.h"
#include "formats/markdown/syntax.h"

typedef struct oct_md_front_matter {
    oct_slice yaml; /* between the fences */
    size_t length;  /* bytes of the whole block, fences included; 0 when there is none */
    uint32_t lines; /* lines of the whole block */
} oct_md_front_matter;

/* A first line "---" begins front matter when a line "---" or "..." ends it, and what is between
 * looks like a mapping: its first line that is not blank or a comment is "key: …". Otherwise it is
 * a thematic break, as pandoc has it. */
oct_md_front_matter oct_md_find_front_matter(oct_slice text);

/* Reads the block into the document's metadata. */
oct_status oct_md_read_front_matter(oct_reading *reading, oct_md_features *features,
                                    const oct_md_front_matter *block);

/* Reads the Markdown in titles and the like of the document's metadata, in its language. */
oct_status oct_md_read_prose(oct_reading *reading, oct_md_features *features);

#endif
