/* core/slug - what a heading is called in links. Knows base and the rules in ast. */
#ifndef OCT_CORE_SLUG_H
#define OCT_CORE_SLUG_H

#include "ast/document.h"
#include "base/buffer.h"

/* Appends the slug of the words by a rule; "section" when nothing is left. The words may stand in
 * the buffer itself. */
void oct_append_slug(oct_buffer *out, oct_slice words, oct_slug_rule rule);

#endif
