/* formats/markdown/roman - the letters of Roman numbers. Most words end at the second letter when
 * they are looked at as numbers. */
#ifndef OCT_MARKDOWN_ROMAN_H
#define OCT_MARKDOWN_ROMAN_H

#include "base/slice.h"

static inline bool oct_md_is_roman(char c) {
    const uint32_t letters = 1u << ('c' - 'a') | 1u << ('d' - 'a') | 1u << ('i' - 'a') |
                             1u << ('l' - 'a') | 1u << ('m' - 'a') | 1u << ('v' - 'a') |
                             1u << ('x' - 'a');
    return oct_is_alpha(c) && letters >> (oct_to_lower(c) - 'a') & 1;
}

#endif
