/* plain/formula_shape - what decides how a part of a formula is written in a line: what it is to
 * its neighbours, whether it must be put in brackets. Knows math and base only. */
#ifndef OCT_PLAIN_FORMULA_SHAPE_H
#define OCT_PLAIN_FORMULA_SHAPE_H

#include "math/formula.h"

/* What a part is to its neighbours, as TeX has it (The TeXbook, chapter 18). */
typedef enum formula_class {
    FORMULA_NONE, /* there is no part */
    FORMULA_ORDINARY,
    FORMULA_SUM, /* a sum, an integral, the name of a limit */
    FORMULA_JOINS,
    FORMULA_RELATES,
    FORMULA_OPENS,
    FORMULA_CLOSES,
    FORMULA_ENDS, /* a comma, a semicolon */
    FORMULA_BLANK
} formula_class;

/* For a sign before its term, as in "= -x", ordinary. */
formula_class oct_formula_class(const oct_formula *node);
/* The mark that is put on a letter for an accent (a code point); 0: a sign before the whole. */
uint32_t oct_formula_accent_mark(oct_slice accent);

/* Whether a cell of aligned lines is only a place to align them. */
bool oct_formula_goes_on(const oct_formula *cell);
/* The last of the parts that scripts stand on, where they stand on scripts. */
const oct_formula *oct_formula_base(const oct_formula *node);
/* The part above, not the one below. */
bool oct_formula_is_raised(const oct_formula *script);
/* Whether a script has characters of Unicode's for all of it, and is short. */
bool oct_formula_has_script_form(const oct_formula *script);
/* A word or letter of more than one character. */
bool oct_formula_is_word(const oct_formula *node);
bool oct_formula_is_letters(const oct_formula *node);
/* Whether what follows directly would seem to be a part of it. */
bool oct_formula_ends_open(const oct_formula *node);
/* Whether it is a factor: no sign, no space. */
bool oct_formula_is_operand(const oct_formula *node);
/* Whether brackets around it say what its place says on a page. */
bool oct_formula_needs_brackets(const oct_formula *node);

#endif
