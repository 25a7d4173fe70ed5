/* core/formulas - see formulas.h. */
#include "core/formulas.h"

oct_formula *oct_formula_of(oct_context *context, const oct_document *document,
                            const oct_node *math, oct_arena *arena) {
    oct_formula_problem problem;
    oct_formula *formula = oct_formula_parse(arena, math->as.text, &problem);
    if (formula || !problem.what)
        return formula;
    oct_place place = oct_place_of(document, math);
    if (problem.about.len)
        oct_report(context, OCT_D_UNKNOWN_MATH, place, NULL,
                   "the formula %s: \"%.*s\"; its source stands in its place", problem.what,
                   OCT_SLICE_ARG(oct_slice_head(problem.about, 40)));
    else
        oct_report(context, OCT_D_UNKNOWN_MATH, place, NULL,
                   "the formula %s; its source stands in its place", problem.what);
    return NULL;
}
