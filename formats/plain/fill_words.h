/* plain/fill_words - what fill.c and fill_words.c offer each other. */
#ifndef OCT_PLAIN_FILL_WORDS_H
#define OCT_PLAIN_FILL_WORDS_H

#include "formats/plain/fill.h"

/* Writes a line, or measures it. width: its columns; unit: those of its widest part that cannot be
 * broken. */
void oct_fill_emit(oct_fill *fill, oct_slice line, size_t width, size_t unit);
/* Forgets what is left of a paragraph. */
void oct_fill_begin_paragraph(oct_fill *fill);

#endif
