/* math/symbols - TeX's commands for single characters, and letters in the alphabets of mathematics.
 */
#ifndef OCT_MATH_SYMBOLS_H
#define OCT_MATH_SYMBOLS_H

#include "base/slice.h"

typedef enum oct_symbol_class {
    SYMBOL_IDENTIFIER,
    SYMBOL_UPRIGHT,
    SYMBOL_OPERATOR,
    SYMBOL_BINARY,
    SYMBOL_RELATION,
    SYMBOL_SUM,
    SYMBOL_INTEGRAL,
    SYMBOL_OPEN,
    SYMBOL_CLOSE,
    SYMBOL_FENCE,
    SYMBOL_FUNCTION,
    SYMBOL_LIMIT,
    SYMBOL_ACCENT,
    SYMBOL_WIDEACCENT,
    SYMBOL_UNDER
} oct_symbol_class;

/* No pointers: they would have to be relocated on every start. */
typedef struct oct_symbol {
    char name[20], text[12]; /* text: UTF-8 */
    uint8_t class;
} oct_symbol;

/* The symbol of a command's name, without its backslash; NULL when there is none. */
const oct_symbol *oct_symbol_find(oct_slice name);

typedef enum oct_math_font {
    MATH_FONT_NORMAL,
    MATH_FONT_UPRIGHT,
    MATH_FONT_BOLD,
    MATH_FONT_BOLD_ITALIC,
    MATH_FONT_DOUBLE_STRUCK,
    MATH_FONT_SCRIPT,
    MATH_FONT_FRAKTUR,
    MATH_FONT_SANS,
    MATH_FONT_MONOSPACE
} oct_math_font;

/* A letter or digit in another alphabet (Unicode's Mathematical Alphanumeric Symbols); itself where
 * that has none. */
uint32_t oct_math_letter(uint32_t code_point, oct_math_font font);

#endif
