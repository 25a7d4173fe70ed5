/* core/ideographic - the characters of Chinese and Japanese. Knows nothing. */
#ifndef OCT_CORE_IDEOGRAPHIC_H
#define OCT_CORE_IDEOGRAPHIC_H

#include <stdbool.h>
#include <stdint.h>

/* Whether a code point is a wide character of a script without spaces between words: not one of
 * Hangul, as Korean has such spaces, and no emoji (as CSS Text 3, 4.1.3, joins lines). */
bool oct_is_ideographic(uint32_t code_point);

#endif
