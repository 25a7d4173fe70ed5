/* math/alphabets - letters and digits in the variants of mathematics (The Unicode Standard, chapter
 * 22.2, Mathematical Alphanumeric Symbols, and the letterlike symbols that are not repeated there).
 */
#include "math/math.h"

typedef struct alphabet {
    uint32_t capital, small, digit; /* code points of A, a, 0; 0 where there are none */
    uint32_t greek_capital, greek_small;
} alphabet;

static const alphabet alphabets[] = {
    [OCT_MATH_ITALIC] = {0x1D434, 0x1D44E, 0, 0x1D6E2, 0x1D6FC},
    [OCT_MATH_BOLD] = {0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2},
    [OCT_MATH_BOLD_ITALIC] = {0x1D468, 0x1D482, 0x1D7CE, 0x1D71C, 0x1D736},
    [OCT_MATH_BLACKBOARD] = {0x1D538, 0x1D552, 0x1D7D8, 0, 0},
    [OCT_MATH_SCRIPT] = {0x1D49C, 0x1D4B6, 0, 0, 0},
    [OCT_MATH_FRAKTUR] = {0x1D504, 0x1D51E, 0, 0, 0},
    [OCT_MATH_SANS] = {0x1D5A0, 0x1D5BA, 0x1D7E2, 0, 0},
    [OCT_MATH_TYPEWRITER] = {0x1D670, 0x1D68A, 0x1D7F6, 0, 0},
};

/* Letters that Unicode had already when it got the others. */
static const struct {
    oct_math_variant variant;
    uint32_t letter, symbol;
} letterlike[] = {
    {OCT_MATH_ITALIC, 'h', 0x210E},     {OCT_MATH_BLACKBOARD, 'C', 0x2102},
    {OCT_MATH_BLACKBOARD, 'H', 0x210D}, {OCT_MATH_BLACKBOARD, 'N', 0x2115},
    {OCT_MATH_BLACKBOARD, 'P', 0x2119}, {OCT_MATH_BLACKBOARD, 'Q', 0x211A},
    {OCT_MATH_BLACKBOARD, 'R', 0x211D}, {OCT_MATH_BLACKBOARD, 'Z', 0x2124},
    {OCT_MATH_SCRIPT, 'B', 0x212C},     {OCT_MATH_SCRIPT, 'E', 0x2130},
    {OCT_MATH_SCRIPT, 'F', 0x2131},     {OCT_MATH_SCRIPT, 'H', 0x210B},
    {OCT_MATH_SCRIPT, 'I', 0x2110},     {OCT_MATH_SCRIPT, 'L', 0x2112},
    {OCT_MATH_SCRIPT, 'M', 0x2133},     {OCT_MATH_SCRIPT, 'R', 0x211B},
    {OCT_MATH_SCRIPT, 'e', 0x212F},     {OCT_MATH_SCRIPT, 'g', 0x210A},
    {OCT_MATH_SCRIPT, 'o', 0x2134},     {OCT_MATH_FRAKTUR, 'C', 0x212D},
    {OCT_MATH_FRAKTUR, 'H', 0x210C},    {OCT_MATH_FRAKTUR, 'I', 0x2111},
    {OCT_MATH_FRAKTUR, 'R', 0x211C},    {OCT_MATH_FRAKTUR, 'Z', 0x2128},
};

uint32_t oct_math_letter(uint32_t c, oct_math_variant variant) {
    enum {
        ALPHA = 0x391,
        OMEGA = 0x3A9,
        SMALL_ALPHA = 0x3B1,
        SMALL_OMEGA = 0x3C9,
        NO_LETTER = 0x3A2
    };
    const alphabet *to = &alphabets[variant];
    for (size_t i = 0; i < sizeof letterlike / sizeof *letterlike; i++)
        if (letterlike[i].variant == variant && letterlike[i].letter == c)
            return letterlike[i].symbol;
    if (c >= 'A' && c <= 'Z' && to->capital)
        return to->capital + (c - 'A');
    if (c >= 'a' && c <= 'z' && to->small)
        return to->small + (c - 'a');
    if (c >= '0' && c <= '9' && to->digit)
        return to->digit + (c - '0');
    if (c >= ALPHA && c <= OMEGA && c != NO_LETTER && to->greek_capital)
        return to->greek_capital + (c - ALPHA);
    if (c >= SMALL_ALPHA && c <= SMALL_OMEGA && to->greek_small)
        return to->greek_small + (c - SMALL_ALPHA);
    return c;
}
