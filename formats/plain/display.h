/* plain/display - how many columns text takes on a terminal or in a fixed-width font. Knows base
 * and libunistring only. */
#ifndef OCT_PLAIN_DISPLAY_H
#define OCT_PLAIN_DISPLAY_H

#include "base/slice.h"

/* What a word is made of, besides its width. */
typedef struct oct_display {
    size_t columns;
    bool breakable; /* has characters between which a line may break without a space */
} oct_display;

/* Combining marks take no column, East Asian wide characters two, and an emoji sequence (skin
 * tones, zero-width joiners, flags, variation selector 16) two as a whole. */
oct_display oct_display_measure(oct_slice text);

static inline size_t oct_display_width(oct_slice text) {
    return oct_display_measure(text).columns;
}

#endif
