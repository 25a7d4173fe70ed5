/* formats/markdown/markdown - what the parts of this room share of the reader's options. */
#ifndef OCT_MARKDOWN_MARKDOWN_H
#define OCT_MARKDOWN_MARKDOWN_H

#include "core/format.h"

/* How many bytes the parse of a text of that length may take: --max-expansion. */
size_t oct_md_memory_limit(const oct_reading *reading, size_t length);

#endif
