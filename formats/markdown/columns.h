/* formats/markdown/columns - text as a fixed-width font shows it, for tables that are drawn. Knows
 * base, cmark's memory and libunistring. */
#ifndef OCT_MARKDOWN_COLUMNS_H
#define OCT_MARKDOWN_COLUMNS_H

#include "base/slice.h"

/* How many columns a character takes: wide ones two, or one where the writer's editor was not that
 * clever. Marks (marks.h) are control characters, and stand for one column. */
size_t oct_md_columns_of(uint32_t character, bool wide);
/* How many a text takes. */
size_t oct_md_width_of(oct_slice text, bool wide);
bool oct_md_is_ascii(oct_slice text);

/* The text with spaces for its tabs; the text itself when it has none. Lines begin that many
 * columns from the left. Memory is cmark's. */
oct_slice oct_md_expand_tabs(oct_slice text, size_t before);

#endif
