/* plain/formulas - a formula in a line of Unicode's characters: "∑_(i=1)^n xᵢ² ≤ (a + b)/2". */
#ifndef OCT_PLAIN_FORMULAS_H
#define OCT_PLAIN_FORMULAS_H

#include "base/buffer.h"
#include "math/formula.h"

/* Time is linear in the formula. Aligned lines are lines when it is displayed, else parts behind
 * semicolons. The tree is changed: the index of a root goes before what is under it. */
void oct_formula_put_line(oct_buffer *out, oct_formula *formula, bool display);

#endif
