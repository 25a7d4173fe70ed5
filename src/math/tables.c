/* math/tables - matrices, cases and aligned lines: environments of cells. */
#include "math/parse.h"

typedef struct environment {
    char name[16];
    char open[4], close[4]; /* brackets around it */
    char columns[4];        /* alignments; the last ones go on from the start */
    uint32_t flags;         /* of the table */
} environment;

static const environment environments[] = {
    {"matrix", "", "", "c", 0},
    {"pmatrix", "(", ")", "c", 0},
    {"bmatrix", "[", "]", "c", 0},
    {"Bmatrix", "{", "}", "c", 0},
    {"vmatrix", "|", "|", "c", 0},
    {"Vmatrix", "‖", "‖", "c", 0},
    {"smallmatrix", "", "", "c", 0},
    {"array", "", "", "c", 0},
    {"cases", "{", "", "l", 0},
    {"dcases", "{", "", "l", OCT_FORMULA_DISPLAY},
    {"rcases", "", "}", "l", 0},
    {"aligned", "", "", "rl", OCT_FORMULA_TIGHT | OCT_FORMULA_DISPLAY},
    {"align", "", "", "rl", OCT_FORMULA_TIGHT | OCT_FORMULA_DISPLAY},
    {"alignat", "", "", "rl", OCT_FORMULA_TIGHT | OCT_FORMULA_DISPLAY},
    {"alignedat", "", "", "rl", OCT_FORMULA_TIGHT | OCT_FORMULA_DISPLAY},
    {"flalign", "", "", "rl", OCT_FORMULA_TIGHT | OCT_FORMULA_DISPLAY},
    {"split", "", "", "rl", OCT_FORMULA_TIGHT | OCT_FORMULA_DISPLAY},
    {"eqnarray", "", "", "rcl", OCT_FORMULA_TIGHT | OCT_FORMULA_DISPLAY},
    {"gather", "", "", "c", OCT_FORMULA_TIGHT | OCT_FORMULA_DISPLAY},
    {"gathered", "", "", "c", OCT_FORMULA_TIGHT | OCT_FORMULA_DISPLAY},
    {"multline", "", "", "c", OCT_FORMULA_TIGHT | OCT_FORMULA_DISPLAY},
    {"equation", "", "", "c", OCT_FORMULA_TIGHT | OCT_FORMULA_DISPLAY},
    {"displaymath", "", "", "c", OCT_FORMULA_TIGHT | OCT_FORMULA_DISPLAY},
    {"math", "", "", "c", OCT_FORMULA_TIGHT},
};

static const environment *find_environment(oct_slice name) {
    if (oct_slice_ends(name, OCT_S("*")))
        name.len--;
    for (size_t i = 0; i < sizeof environments / sizeof *environments; i++)
        if (oct_slice_is(name, environments[i].name))
            return &environments[i];
    return NULL;
}

/* A table with its first row and cell. */
static oct_formula *open_table(math_parser *p, oct_slice columns, uint32_t flags, uint8_t closer) {
    oct_formula *table = math_open(p, OCT_FORMULA_TABLE, 0, closer);
    if (!table)
        return NULL;
    table->text = columns;
    table->flags = flags;
    math_open(p, OCT_FORMULA_TABLE_ROW, 0, 0);
    math_open(p, OCT_FORMULA_CELL, 0, CLOSE_CELL);
    return table;
}

/* The letters of an array's columns, without rules and spaces between them. */
static oct_slice array_columns(math_parser *p) {
    oct_slice spec = math_raw_group(p);
    char *letters = oct_arena_bytes(p->arena, spec.len ? spec.len : 1);
    size_t count = 0;
    for (size_t i = 0; letters && i < spec.len; i++)
        if (strchr("lcr", spec.ptr[i]))
            letters[count++] = spec.ptr[i];
    return count ? oct_slice_make(letters, count) : OCT_S("c");
}

void math_begin(math_parser *p) {
    oct_slice name = math_raw_group(p);
    const environment *found = find_environment(name);
    if (!found) {
        math_fail(p, "has an unknown environment", name);
        return;
    }
    oct_slice columns = oct_slice_of(found->columns);
    if (oct_slice_is(name, "array"))
        columns = array_columns(p);
    else if (oct_slice_starts(name, OCT_S("aligna")) || oct_slice_is(name, "alignedat"))
        math_raw_group(p); /* how many pairs of columns */
    if (*found->open || *found->close) {
        oct_formula *fenced = math_open(p, OCT_FORMULA_FENCED, 1, 0);
        if (!fenced)
            return;
        fenced->text = oct_slice_of(found->open);
        fenced->close = oct_slice_of(found->close);
    }
    oct_formula *table = open_table(p, columns, found->flags, CLOSE_CELL);
    if (table)
        table->close = name;
}

void math_open_stack(math_parser *p) {
    math_skip_space(p);
    if (math_peek(p) != '{')
        math_fail(p, "lacks a group in braces", (oct_slice){NULL, 0});
    p->at++;
    open_table(p, OCT_S("c"), OCT_FORMULA_TIGHT, CLOSE_BRACE);
}

/* One line alone needs no table. */
static void become_row(oct_formula *table) {
    oct_formula *cell = table->first->first;
    table->kind = OCT_FORMULA_ROW;
    table->text = table->close = (oct_slice){NULL, 0};
    table->flags &= OCT_FORMULA_DISPLAY;
    table->first = cell->first;
    table->last = cell->last;
    for (oct_formula *child = table->first; child; child = child->next)
        child->parent = table;
}

void math_close_table(math_parser *p) {
    oct_formula *row = p->current->parent, *table = row->parent;
    bool empty = !p->current->first && p->current == row->first && row != table->first;
    p->font = (oct_math_font)table->font;
    if (empty) /* behind the last line break */
        math_detach(row);
    p->current = table;
    if ((table->flags & OCT_FORMULA_TIGHT) && table->first == table->last &&
        table->first->first == table->first->last)
        become_row(table);
    math_complete(p);
}

void math_end(math_parser *p) {
    oct_slice name = math_raw_group(p);
    oct_formula *cell = p->current, *table = cell->parent ? cell->parent->parent : NULL;
    if (cell->kind != OCT_FORMULA_CELL || table->closer != CLOSE_CELL ||
        !oct_slice_equal(table->close, name))
        math_fail(p, "has an end of something that was not begun", name);
    else
        math_close_table(p);
}

/* Lines of a whole formula that is in no environment. */
static void begin_at_root(math_parser *p) {
    oct_formula *children = p->root->first;
    p->root->first = p->root->last = NULL;
    if (!open_table(p, OCT_S("rl"), OCT_FORMULA_TIGHT | OCT_FORMULA_DISPLAY, CLOSE_NONE))
        return;
    for (oct_formula *child = children, *next; child; child = next) {
        next = child->next;
        child->previous = child->next = NULL;
        math_attach(p->current, child, NULL);
    }
}

static bool is_in_cell(math_parser *p) {
    if (p->current == p->root)
        begin_at_root(p);
    if (!p->failed && p->current->kind != OCT_FORMULA_CELL)
        math_fail(p, "has a line break or a column outside of a table", (oct_slice){NULL, 0});
    return !p->failed;
}

void math_next_cell(math_parser *p) {
    if (!is_in_cell(p))
        return;
    int32_t column = p->current->width + 1;
    p->current = p->current->parent;
    oct_formula *cell = math_open(p, OCT_FORMULA_CELL, 0, CLOSE_CELL);
    if (cell)
        cell->width = column;
}

void math_next_row(math_parser *p) {
    if (!is_in_cell(p))
        return;
    if (math_peek(p) == '*')
        p->at++;
    if (math_peek(p) == '[') { /* the space between the lines */
        oct_slice rest = oct_slice_from(p->tex, p->at);
        size_t end = oct_slice_find_byte(rest, ']');
        p->at += end < rest.len && end < 12 ? end + 1 : 0;
    }
    p->current = p->current->parent->parent;
    math_open(p, OCT_FORMULA_TABLE_ROW, 0, 0);
    math_open(p, OCT_FORMULA_CELL, 0, CLOSE_CELL);
}
