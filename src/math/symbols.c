/* math/symbols - see symbols.h. */
#include "math/symbols.h"

static const oct_symbol symbols[] = {
#include "symbols.inc"
};

static int compare(const char *name, oct_slice wanted) {
    size_t len = strlen(name);
    int order = memcmp(name, wanted.ptr, len < wanted.len ? len : wanted.len);
    return order ? order : (len > wanted.len) - (len < wanted.len);
}

const oct_symbol *oct_symbol_find(oct_slice name) {
    size_t low = 0, high = sizeof symbols / sizeof *symbols;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(symbols[middle].name, name);
        if (order == 0)
            return &symbols[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* ---- Alphabets (Unicode, chapter 22.2; the holes are filled by Letterlike Symbols) ------------
 */

typedef struct alphabet {
    uint32_t capital, small, digit, greek_capital,
        greek_small; /* of A, a, 0, U+0391, U+03B1; or 0 */
} alphabet;

static const alphabet alphabets[] = {
    [MATH_FONT_BOLD] = {0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2},
    [MATH_FONT_BOLD_ITALIC] = {0x1D468, 0x1D482, 0x1D7CE, 0x1D71C, 0x1D736},
    [MATH_FONT_DOUBLE_STRUCK] = {0x1D538, 0x1D552, 0x1D7D8, 0, 0},
    [MATH_FONT_SCRIPT] = {0x1D49C, 0x1D4B6, 0, 0, 0},
    [MATH_FONT_FRAKTUR] = {0x1D504, 0x1D51E, 0, 0, 0},
    [MATH_FONT_SANS] = {0x1D5A0, 0x1D5BA, 0x1D7E2, 0, 0},
    [MATH_FONT_MONOSPACE] = {0x1D670, 0x1D68A, 0x1D7F6, 0, 0},
};

static const struct {
    uint32_t hole, letter;
} letterlike[] = {
    {0x1D53A, 0x2102}, {0x1D53F, 0x210D}, {0x1D545, 0x2115}, {0x1D547, 0x2119}, {0x1D548, 0x211A},
    {0x1D549, 0x211D}, {0x1D551, 0x2124}, {0x1D49D, 0x212C}, {0x1D4A0, 0x2130}, {0x1D4A1, 0x2131},
    {0x1D4A3, 0x210B}, {0x1D4A4, 0x2110}, {0x1D4A7, 0x2112}, {0x1D4A8, 0x2133}, {0x1D4AD, 0x211B},
    {0x1D4BA, 0x212F}, {0x1D4BC, 0x210A}, {0x1D4C4, 0x2134}, {0x1D506, 0x212D}, {0x1D50B, 0x210C},
    {0x1D50C, 0x2111}, {0x1D515, 0x211C}, {0x1D51D, 0x2128},
};

static uint32_t within(uint32_t code_point, uint32_t first, uint32_t last, uint32_t start) {
    return start && code_point >= first && code_point <= last ? start + code_point - first : 0;
}

uint32_t oct_math_letter(uint32_t code_point, oct_math_font font) {
    const alphabet *to = &alphabets[font];
    if (font <= MATH_FONT_UPRIGHT)
        return code_point;
    uint32_t letter = within(code_point, 'A', 'Z', to->capital);
    letter = letter ? letter : within(code_point, 'a', 'z', to->small);
    letter = letter ? letter : within(code_point, '0', '9', to->digit);
    letter = letter ? letter : within(code_point, 0x391, 0x3A9, to->greek_capital);
    letter = letter ? letter : within(code_point, 0x3B1, 0x3C9, to->greek_small);
    for (size_t i = 0; i < sizeof letterlike / sizeof *letterlike; i++)
        if (letterlike[i].hole == letter)
            return letterlike[i].letter;
    return letter ? letter : code_point;
}
