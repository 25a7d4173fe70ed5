/* math/formula - a formula as a tree, read from TeX as it stands between dollar signs. What books
 * use of LaTeX and amsmath is understood; what is not is said, and the formula's source stands for
 * it. Knows base only. */
#ifndef OCT_MATH_FORMULA_H
#define OCT_MATH_FORMULA_H

#include "base/arena.h"

typedef enum oct_formula_kind {
    OCT_FORMULA_ROW,        /* any number of children, side by side */
    OCT_FORMULA_IDENTIFIER, /* text: a variable, or a name in upright letters */
    OCT_FORMULA_FUNCTION,   /* text: a function's name, as "sin" */
    OCT_FORMULA_NUMBER,     /* text */
    OCT_FORMULA_OPERATOR,   /* text: an operator, relation, bracket or punctuation mark */
    OCT_FORMULA_TEXT,       /* text: words */
    OCT_FORMULA_SPACE,      /* width */
    OCT_FORMULA_FRACTION,   /* the numerator, the denominator */
    OCT_FORMULA_ROOT,       /* what is under the sign, then the index if there is one */
    OCT_FORMULA_SCRIPTS,    /* the base, then what is below and above, as flags say */
    OCT_FORMULA_FENCED,  /* one row between text and close, brackets that grow; each may be empty */
    OCT_FORMULA_ACCENT,  /* one child; text: the mark above it, or below it */
    OCT_FORMULA_BOX,     /* one child, in a frame */
    OCT_FORMULA_PHANTOM, /* one child, not seen but with its room */
    OCT_FORMULA_TABLE,   /* table rows; text: the columns' alignments, of the letters l, c, r */
    OCT_FORMULA_TABLE_ROW, /* cells */
    OCT_FORMULA_CELL       /* any number of children, side by side */
} oct_formula_kind;

/* What else is so of a node. */
enum {
    OCT_FORMULA_SUB = 1 << 0,        /* scripts: with a part below */
    OCT_FORMULA_SUP = 1 << 1,        /* scripts: with a part above */
    OCT_FORMULA_LIMITS = 1 << 2,     /* scripts: these stand under and over the base */
    OCT_FORMULA_MOVABLE = 1 << 3,    /* scripts: so in displayed formulas, else beside it; operators
                                        and    functions: their scripts are to be placed so */
    OCT_FORMULA_UPRIGHT = 1 << 4,    /* identifier: not slanted */
    OCT_FORMULA_LARGE = 1 << 5,      /* operator: a sum, an integral */
    OCT_FORMULA_STRETCHES = 1 << 6,  /* operator: grows with its row; accent: spans its child */
    OCT_FORMULA_BELOW = 1 << 7,      /* accent: the mark stands below */
    OCT_FORMULA_OPENS = 1 << 8,      /* operator: opening bracket */
    OCT_FORMULA_CLOSES = 1 << 9,     /* operator: closing bracket */
    OCT_FORMULA_RELATES = 1 << 10,   /* operator: a relation, as "=" or an arrow */
    OCT_FORMULA_BARE = 1 << 11,      /* fraction: without its line, as in a binomial */
    OCT_FORMULA_DISPLAY = 1 << 12,   /* fraction, table, row: set as if displayed */
    OCT_FORMULA_TEXTSTYLE = 1 << 13, /* fraction, row: set as if in a line of text */
    OCT_FORMULA_TIGHT = 1 << 14      /* table: of lines aligned with each other, not a matrix */
};

typedef struct oct_formula {
    struct oct_formula *parent, *previous, *next, *first, *last;
    oct_slice text, close; /* UTF-8, into the source, the arena or constants */
    oct_formula_kind kind;
    uint32_t flags;
    int32_t width; /* in eighteenths of an em (TeX's mu): a space, which may be negative; the height
                      of a large bracket, or 0. Of a cell: its column, from 0 */
    uint32_t depth;
    /* Private: what the parser waits for in this node. */
    uint32_t wanted;
    uint8_t closer, font;
} oct_formula;

typedef struct oct_formula_problem {
    const char *what; /* a sentence without its end; NULL: none */
    oct_slice about;  /* the part of the source it is about; may be empty */
} oct_formula_problem;

/* The formula as a row; NULL with a problem when it is not understood, and without one when memory
 * is out (then the arena has failed). All is in the arena, but for text, which may be in the
 * source. Time and memory are proportional to the source. Nesting is limited: a deep formula is a
 * problem. */
oct_formula *oct_formula_parse(oct_arena *arena, oct_slice tex, oct_formula_problem *problem);

/* A walk without recursion: the node to be visited after this one, where each is visited when it is
 * entered and, if it has children, when it is left. Begin with {root, true}; the end is NULL. */
typedef struct oct_formula_step {
    oct_formula *node;
    bool entering;
} oct_formula_step;

oct_formula_step oct_formula_next(oct_formula_step step, const oct_formula *root);

#endif
