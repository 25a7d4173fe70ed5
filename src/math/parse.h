/* math/parse - what the files of the parser share. The tree under construction is its own stack:
 * the current node is the one that the next part goes into. */
#ifndef OCT_MATH_PARSE_H
#define OCT_MATH_PARSE_H

#include "math/formula.h"
#include "math/symbols.h"

/* What ends a row or a cell. */
enum {
    CLOSE_NONE,
    CLOSE_BRACE,
    CLOSE_BRACKET,
    CLOSE_RIGHT,  /* \right */
    CLOSE_DOLLAR, /* a formula within text */
    CLOSE_TEXT,   /* the brace behind \text */
    CLOSE_CELL    /* & or \\, or what closes the table */
};

/* What is still to do for a node with a fixed number of children, once it has them (in closer). */
enum {
    FINISH_NOTHING,
    FINISH_SWAP,      /* the first child goes behind the second */
    FINISH_SUB_FIRST, /* the last child, what is below, goes before what is above */
};

typedef struct math_parser {
    oct_arena *arena;
    oct_slice tex;
    size_t at;
    oct_formula *root, *current;
    oct_formula_problem *problem;
    oct_math_font font;
    bool negate; /* the next operator is struck out */
    bool failed;
} math_parser;

/* parse.c */
void math_fail(math_parser *p, const char *what, oct_slice about);
/* A node at the end of the current one, which it becomes; it ends after that many children, or, for
 * 0, at its closer. What comes of memory running out is a failed parser, and NULL. */
oct_formula *math_open(math_parser *p, oct_formula_kind kind, uint32_t wanted, uint8_t closer);
/* A node without children. */
oct_formula *math_leaf(math_parser *p, oct_formula_kind kind, oct_slice text, uint32_t flags);
/* The current node ends here, and those that it was the last part of. */
void math_complete(math_parser *p);
void math_detach(oct_formula *node);
/* Puts a detached node before another, or, for NULL, at the end. */
void math_attach(oct_formula *parent, oct_formula *node, oct_formula *before);
/* Sets a part below or above (OCT_FORMULA_SUB, OCT_FORMULA_SUP) of what came last. */
void math_open_script(math_parser *p, uint32_t part);
void math_skip_space(math_parser *p);
char math_peek(const math_parser *p);
/* The name of the command at the backslash, which is passed with its name and the space behind it.
 */
oct_slice math_command_name(math_parser *p);
/* The text between the braces that begin here, as it stands. */
oct_slice math_raw_group(math_parser *p);
/* Whether parts may follow each other in a node. */
bool math_is_row(const oct_formula *node);

/* characters.c: one character of the source; a command that stands for one. */
void math_character(math_parser *p);
void math_symbol(math_parser *p, const oct_symbol *symbol);

/* commands.c: the command whose backslash is at the parser's place. */
void math_command(math_parser *p);

/* tables.c */
void math_begin(math_parser *p);
void math_end(math_parser *p);
void math_next_cell(math_parser *p);
void math_next_row(math_parser *p);
/* A table of lines that the closing brace ends. */
void math_open_stack(math_parser *p);
/* Ends the cell, the row and the table that are open. */
void math_close_table(math_parser *p);

#endif
