/* math/math - formulas: TeX's mathematics as a tree, and the tree as MathML. The subset that books
 * use: what is beyond it is refused, so that the caller can show the source. Knows base only. */
#ifndef OCT_MATH_MATH_H
#define OCT_MATH_MATH_H

#include "base/buffer.h"

typedef enum oct_math_kind {
    OCT_MATH_ROW,        /* any number of children, side by side */
    OCT_MATH_IDENTIFIER, /* text: a letter, or the name of a function */
    OCT_MATH_NUMBER,     /* text */
    OCT_MATH_OPERATOR,   /* text: an operator, a relation, a bracket, a comma */
    OCT_MATH_TEXT,       /* text: words */
    OCT_MATH_SPACE,      /* width */
    OCT_MATH_FRACTION,   /* above, below */
    OCT_MATH_ROOT,       /* what is under the root, and its index if it has one */
    OCT_MATH_SCRIPTS, /* base, then the script below and the one above, as has_below, has_above say
                       */
    OCT_MATH_LIMITS,  /* the same, under and over the base */
    OCT_MATH_FENCED,  /* one child between text and close, which grow with it; each may be empty */
    OCT_MATH_TABLE,   /* rows */
    OCT_MATH_TABLE_ROW, /* cells */
    OCT_MATH_CELL,      /* any number of children, side by side */
    OCT_MATH_PHANTOM    /* one child, which takes room and is not seen */
} oct_math_kind;

/* How letters and digits are cut; OCT_MATH_OWN is that of the kind: italic for single letters. */
typedef enum oct_math_variant {
    OCT_MATH_OWN,
    OCT_MATH_UPRIGHT,
    OCT_MATH_ITALIC,
    OCT_MATH_BOLD,
    OCT_MATH_BOLD_ITALIC,
    OCT_MATH_BLACKBOARD,
    OCT_MATH_SCRIPT,
    OCT_MATH_FRAKTUR,
    OCT_MATH_SANS,
    OCT_MATH_TYPEWRITER
} oct_math_variant;

typedef struct oct_math oct_math;
struct oct_math {
    oct_math *parent, *first, *last, *next, *before;
    oct_slice text, close;
    const char *columns; /* of a table: 'l', 'c' or 'r' for each column, the last ones repeated */
    oct_math_kind kind;
    oct_math_variant variant;
    int width; /* of a space, in 1/18 em; of a cell, the number of its column */
    bool has_below, has_above;
    bool accent;    /* limits: what is over or under belongs to the base as an accent does */
    bool no_line;   /* fraction: as of a binomial coefficient */
    bool stretches; /* operator: grows with what is beside or below it */
    bool bracket;   /* operator: opens or closes */
    bool movable;   /* operator or function: its limits are scripts where there is little room */
    bool function;  /* identifier: the name of one */
    bool tight;     /* table: columns without room between */
    /* For the parser: scripts that another one may be added to; what comes under and over it are
     * limits, always. */
    bool open, limits;
};

/* The tree of a formula, in the arena. NULL when it is more than the subset, or no formula; then
 * *trouble is what was not understood, cut from the source (empty when memory is out). */
oct_math *oct_math_parse(oct_slice tex, oct_arena *arena, oct_slice *trouble);

/* The elements of a formula, without <math> around them, with text escaped as XML. */
void oct_math_write_mathml(const oct_math *root, oct_buffer *out);

/* A letter or digit in a variant, as Unicode has it (Mathematical Alphanumeric Symbols); itself
 * where there is none. */
uint32_t oct_math_letter(uint32_t code_point, oct_math_variant variant);

#endif
