/* math/characters - letters in their alphabets, numbers, operators, and commands for one character.
 */
#include "math/parse.h"

#include "base/utf8.h"

/* A letter in the font, in the arena unless it stays as it is. */
static oct_slice in_font(math_parser *p, oct_slice character) {
    size_t length;
    char bytes[4];
    uint32_t before = oct_utf8_decode(character, &length);
    uint32_t after = oct_math_letter(before, p->font);
    return after == before
               ? character
               : oct_arena_copy(p->arena, oct_slice_make(bytes, oct_utf8_encode(after, bytes)));
}

/* Letters of an upright name make one identifier. */
static bool join_name(math_parser *p, oct_slice letter) {
    oct_formula *last = p->current->last;
    if (p->font != MATH_FONT_UPRIGHT || !math_is_row(p->current) || !last ||
        last->kind != OCT_FORMULA_IDENTIFIER || !(last->flags & OCT_FORMULA_UPRIGHT) ||
        last->text.ptr + last->text.len != letter.ptr)
        return false;
    last->text.len += letter.len;
    return true;
}

static void letter(math_parser *p, oct_slice text) {
    if (!join_name(p, text))
        math_leaf(p, OCT_FORMULA_IDENTIFIER, in_font(p, text),
                  p->font == MATH_FONT_UPRIGHT ? OCT_FORMULA_UPRIGHT : 0);
}

/* Digits; one alone where a part is wanted, as in "x^12". */
static void number(math_parser *p) {
    size_t start = p->at++;
    while (p->current->wanted == 0 && p->at < p->tex.len &&
           (oct_is_digit(math_peek(p)) ||
            (math_peek(p) == '.' && p->at + 1 < p->tex.len && oct_is_digit(p->tex.ptr[p->at + 1]))))
        p->at++;
    oct_slice text = oct_slice_make(p->tex.ptr + start, p->at - start);
    math_leaf(p, OCT_FORMULA_NUMBER, text.len == 1 ? in_font(p, text) : text, 0);
}

static oct_slice negated(math_parser *p, oct_slice text) {
    static const char *const composed[] = {"=≠", "<≮", ">≯", "∈∉", "≡≢", "∼≁", "≈≉", "≤≰",
                                           "≥≱", "⊂⊄", "⊃⊅", "⊆⊈", "⊇⊉", "∣∤", "∥∦", "∃∄"};
    p->negate = false;
    for (size_t i = 0; i < sizeof composed / sizeof *composed; i++)
        if (oct_slice_starts(oct_slice_of(composed[i]), text))
            return oct_slice_from(oct_slice_of(composed[i]), text.len);
    char bytes[16];
    if (text.len > sizeof bytes - 2)
        return text;
    memcpy(bytes, text.ptr, text.len);
    memcpy(bytes + text.len, "\u0338", 2);
    return oct_arena_copy(p->arena, oct_slice_make(bytes, text.len + 2));
}

static void operator(math_parser *p, oct_slice text, uint32_t flags) {
    math_leaf(p, OCT_FORMULA_OPERATOR, p->negate ? negated(p, text) : text, flags);
}

void math_symbol(math_parser *p, const oct_symbol *symbol) {
    static const uint32_t flags[] = {
        [SYMBOL_RELATION] = OCT_FORMULA_RELATES,
        [SYMBOL_SUM] = OCT_FORMULA_LARGE | OCT_FORMULA_LIMITS | OCT_FORMULA_MOVABLE,
        [SYMBOL_INTEGRAL] = OCT_FORMULA_LARGE,
        [SYMBOL_OPEN] = OCT_FORMULA_OPENS,
        [SYMBOL_CLOSE] = OCT_FORMULA_CLOSES,
        [SYMBOL_LIMIT] = OCT_FORMULA_LIMITS | OCT_FORMULA_MOVABLE,
        [SYMBOL_ACCENT] = 0,
        [SYMBOL_WIDEACCENT] = OCT_FORMULA_STRETCHES,
        [SYMBOL_UNDER] = OCT_FORMULA_STRETCHES | OCT_FORMULA_BELOW,
    };
    oct_slice text = oct_slice_of(symbol->text);
    if (symbol->class == SYMBOL_IDENTIFIER) {
        math_leaf(p, OCT_FORMULA_IDENTIFIER, in_font(p, text), 0);
    } else if (symbol->class == SYMBOL_UPRIGHT) {
        math_leaf(p, OCT_FORMULA_IDENTIFIER, in_font(p, text), OCT_FORMULA_UPRIGHT);
    } else if (symbol->class == SYMBOL_FUNCTION || symbol->class == SYMBOL_LIMIT) {
        math_leaf(p, OCT_FORMULA_FUNCTION, text, flags[symbol->class]);
    } else if (symbol->class >= SYMBOL_ACCENT) {
        oct_formula *accent = math_open(p, OCT_FORMULA_ACCENT, 1, 0);
        if (!accent)
            return;
        accent->text = text;
        accent->flags = flags[symbol->class];
        if (oct_slice_is(text, "⏞") || oct_slice_is(text, "⏟"))
            accent->flags |=
                OCT_FORMULA_LIMITS; /* what is said of a brace stands above or below it */
    } else {
        operator(p, text, flags[symbol->class]);
    }
}

static bool is_operator(uint32_t c) {
    return (c >= 0x2190 && c <= 0x22FF) || (c >= 0x27C0 && c <= 0x2BFF) || c == 0xB1 || c == 0xD7 ||
           c == 0xF7 || c == 0xB7 || (c >= 0x2010 && c <= 0x2037);
}

static void other_character(math_parser *p) {
    size_t length;
    oct_slice rest = oct_slice_from(p->tex, p->at);
    uint32_t c = oct_utf8_decode(rest, &length);
    oct_slice text = oct_slice_head(rest, length);
    p->at += length;
    if (is_operator(c))
        operator(p, text, 0);
    else
        math_leaf(p, OCT_FORMULA_IDENTIFIER, text, OCT_FORMULA_UPRIGHT);
}

/* The marks of ASCII that stand for themselves, or for a better sign. */
static void mark(math_parser *p) {
    char c = math_peek(p);
    oct_slice text = oct_slice_make(p->tex.ptr + p->at++, 1);
    uint32_t flags = c == '(' || c == '['                           ? OCT_FORMULA_OPENS
                     : c == ')' || c == ']'                         ? OCT_FORMULA_CLOSES
                     : c == '=' || c == '<' || c == '>' || c == ':' ? OCT_FORMULA_RELATES
                                                                    : 0;
    operator(p, c == '-' ? OCT_S("−") : c == '*' ? OCT_S("∗") : text, flags);
}

void math_character(math_parser *p) {
    unsigned char c = (unsigned char)math_peek(p);
    if (oct_is_alpha((char)c))
        letter(p, oct_slice_make(p->tex.ptr + p->at++, 1));
    else if (oct_is_digit((char)c))
        number(p);
    else if (c >= 0x80)
        other_character(p);
    else if (c < ' ' || c == '#' || c == '"')
        math_fail(p, "has a character that is no mathematics",
                  oct_slice_make(p->tex.ptr + p->at, 1));
    else
        mark(p);
}
