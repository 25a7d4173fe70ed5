/* core/slug - what a heading is called in links. Knows base only. */
#ifndef OCT_CORE_SLUG_H
#define OCT_CORE_SLUG_H

#include "base/buffer.h"

/* Appends the slug of the words by GitHub's algorithm: lower case, letters, digits, marks, '-' and
 * '_' kept, spaces to '-', the rest dropped; "section" when nothing is left. The words may stand in
 * the buffer itself. */
void oct_append_slug(oct_buffer *out, oct_slice words);

#endif
