/* core/formulas - the formulas of a document, for writers. */
#ifndef OCT_CORE_FORMULAS_H
#define OCT_CORE_FORMULAS_H

#include "core/context.h"
#include "math/formula.h"

/* The tree of a math node's formula, in the arena; NULL when it is not understood, which is then
 * reported, or when memory is out. */
oct_formula *oct_formula_of(oct_context *context, const oct_document *document,
                            const oct_node *math, oct_arena *arena);

#endif
