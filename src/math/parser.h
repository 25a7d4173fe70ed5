/* math/parser - what the files of the parser of TeX's mathematics share.
 *
 * Open constructs are frames on a stack of their own. A list takes what comes until its end; a
 * construct that waits for arguments takes the next atoms. An atom that is complete goes to the
 * innermost frame, and may complete that. */
#ifndef OCT_MATH_PARSER_H
#define OCT_MATH_PARSER_H

#include "math/math.h"

/* How a symbol behaves. */
typedef enum math_class {
    IDENTIFIER,
    OPERATOR,
    ARROW,    /* an operator that stretches over what labels it */
    BRACKET,  /* of the size of the text, unless \left or \right stands before it */
    LARGE,    /* an operator whose limits stand under and over it */
    INTEGRAL, /* a large one whose limits are scripts */
    FUNCTION,
    LIMIT /* a function with limits */
} math_class;

typedef struct math_symbol {
    const char *name, *text;
    math_class class;
} math_symbol;
/* NULL when there is none. */
const math_symbol *math_symbol_named(oct_slice name);

typedef enum math_end { AT_END, AT_BRACE, AT_RIGHT, AT_CELL, AT_BRACKET } math_end;

/* What an argument becomes. */
typedef enum math_slot { CHILD, BELOW, ABOVE } math_slot;

typedef struct math_environment {
    const char *name, *open, *close;
    const char *columns; /* NULL: named behind \begin{...} */
    bool tight;
} math_environment;

typedef struct math_frame {
    oct_math *node;     /* a list: the row or cell that is filled; else the construct */
    math_end end;       /* of a list */
    unsigned arguments; /* that a construct still waits for; 0: the frame is a list */
    math_slot slot;     /* of the next argument */
    bool placed;        /* the construct is in its list already */
    bool swaps;         /* its two arguments stand in the other order in the tree */
    oct_math *mark;     /* that comes behind its argument; NULL: none */
    const math_environment *environment;
} math_frame;

enum { MATH_DEPTH = 100 };

typedef struct math_parser {
    oct_arena *arena;
    oct_slice rest;
    math_frame frames[MATH_DEPTH];
    size_t depth;
    oct_slice trouble;
    bool failed;
} math_parser;

/* parse.c */
void math_fail(math_parser *p, oct_slice trouble);
oct_math *math_node(math_parser *p, oct_math_kind kind);
void math_append(oct_math *parent, oct_math *child);
/* The innermost frame. */
math_frame *math_top(math_parser *p);
/* Opens a list that fills the node, or a construct that waits for arguments. */
void math_open_list(math_parser *p, oct_math *node, math_end end);
void math_open_construct(math_parser *p, oct_math *node, unsigned arguments, math_slot slot);
/* Gives an atom to the innermost frame. */
void math_complete(math_parser *p, oct_math *atom);
void math_leaf(math_parser *p, oct_math_kind kind, oct_slice text);
/* What stands in braces, as it is. */
oct_slice math_raw_group(math_parser *p);
void math_skip_spaces(math_parser *p);
bool math_cut(math_parser *p, const char *text);
/* "alpha" of "\alpha", or the one character behind the backslash. */
oct_slice math_cut_command(math_parser *p);
/* A bracket as text; "." is the empty one. False when there is none. */
bool math_cut_bracket(math_parser *p, oct_slice *text);

/* commands.c: what a command means; *name* is without the backslash. */
void math_command(math_parser *p, oct_slice name);
/* tables.c */
void math_begin_environment(math_parser *p);
void math_end_environment(math_parser *p);
void math_next_cell(math_parser *p);
void math_next_row(math_parser *p);

#endif
