/* formats/markdown/flanking - whether a run of stars, underscores or tildes may open or close what
 * it stands for (CommonMark 0.31, 6.2). cmark 0.29 knows neither symbols nor newer punctuation. */
#ifndef OCT_MARKDOWN_FLANKING_H
#define OCT_MARKDOWN_FLANKING_H

#include "base/slice.h"

typedef struct oct_md_flanking {
    bool left, right;
    bool punctuation_before, punctuation_after;
} oct_md_flanking;

/* The run from start to end of marked text. skip_tildes: strikeout is known, and its tildes are
 * looked through, as cmark-gfm does. */
oct_md_flanking oct_md_flanking_of(oct_slice text, size_t start, size_t end, const char *set,
                                   bool skip_tildes);

/* Whether the character at a place is punctuation or a symbol. */
bool oct_md_is_punctuation(oct_slice text, size_t place);

/* Whether cmark may misjudge what stands around the bytes from start to end: punctuation or symbols
 * beyond ASCII, or marks. */
bool oct_md_run_needs_mark(oct_slice text, size_t start, size_t end, const char *set);

#endif
