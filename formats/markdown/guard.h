/* formats/markdown/guard - refuses what cmark would take too long for, before it is parsed. */
#ifndef OCT_MARKDOWN_GUARD_H
#define OCT_MARKDOWN_GUARD_H

#include "core/format.h"

/* OCT_OK, or OCT_LIMIT with a diagnostic. first_line is the line of the text's first byte. */
oct_status oct_md_guard(const oct_reading *reading, oct_slice text, uint32_t first_line);

#endif
