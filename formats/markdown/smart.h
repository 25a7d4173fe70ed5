/* formats/markdown/smart - quotation marks by language, in place of the English ones that cmark
 * makes of straight ones, and spaces that lines do not end at. Dashes and the ellipsis are the same
 * in all languages. */
#ifndef OCT_MARKDOWN_SMART_H
#define OCT_MARKDOWN_SMART_H

#include "core/format.h"
#include "core/quotes.h"
#include "formats/markdown/memory.h"

/* Puts quotation marks in place in a block whose inlines are parsed, and not yet merged: that is
 * how what cmark made is told from what the author wrote. */
void oct_md_set_quotes(cmark_node *block, const oct_quotes *quotes);

/* The first space of a text that is to be a no-break space, as it stands behind an abbreviation and
 * before what it belongs to: "Mr. Brown", "p. 7". text.len when there is none. */
size_t oct_md_space_to_keep(oct_slice text);

/* Takes the inlines off the blocks from one on, so that they can be parsed anew. */
void oct_md_forget_inlines(cmark_node *block);

#endif
