/* formats/markdown/smart - quotation marks by language, in place of the English ones that cmark
 * makes of straight ones. Dashes and the ellipsis are the same in all languages. */
#ifndef OCT_MARKDOWN_SMART_H
#define OCT_MARKDOWN_SMART_H

#include "core/format.h"
#include "core/quotes.h"
#include "formats/markdown/memory.h"

/* The quotation marks of the language of what is read: that of the command line, else that of the
 * input's metadata, else that of an input before it. NULL when they are the English ones. */
const oct_quotes *oct_md_quotes_for(oct_reading *reading);

/* Puts them in place in a block whose inlines are parsed, and not yet merged: that is how what
 * cmark made is told from what the author wrote. */
void oct_md_set_quotes(cmark_node *block, const oct_quotes *quotes);

/* Takes the inlines off the blocks from one on, so that they can be parsed anew. */
void oct_md_forget_inlines(cmark_node *block);

#endif
