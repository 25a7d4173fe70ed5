/* math/tables - environments: \begin{pmatrix} … & … \\ … \end{pmatrix}. See parser.h. */
#include "math/parser.h"

static const math_environment environments[] = {
    {"matrix", "", "", "c", false},      {"pmatrix", "(", ")", "c", false},
    {"bmatrix", "[", "]", "c", false},   {"Bmatrix", "{", "}", "c", false},
    {"vmatrix", "|", "|", "c", false},   {"Vmatrix", "\u2016", "\u2016", "c", false},
    {"smallmatrix", "", "", "c", false}, {"cases", "{", "", "l", false},
    {"dcases", "{", "", "l", false},     {"rcases", "", "}", "l", false},
    {"aligned", "", "", "rl", true},     {"align", "", "", "rl", true},
    {"align*", "", "", "rl", true},      {"alignat", "", "", "rl", true},
    {"split", "", "", "rl", true},       {"eqnarray", "", "", "rcl", true},
    {"eqnarray*", "", "", "rcl", true},  {"gathered", "", "", "c", false},
    {"gather", "", "", "c", false},      {"gather*", "", "", "c", false},
    {"multline", "", "", "c", false},    {"multline*", "", "", "c", false},
    {"equation", "", "", "c", false},    {"equation*", "", "", "c", false},
    {"array", "", "", NULL, false},
};

static const math_environment *environment_named(oct_slice name) {
    for (size_t i = 0; i < sizeof environments / sizeof *environments; i++)
        if (oct_slice_is(name, environments[i].name))
            return &environments[i];
    return NULL;
}

/* The letters of "{c|rl}"; rules between columns are not drawn. */
static const char *array_columns(math_parser *p) {
    oct_slice said = math_raw_group(p);
    char *columns = oct_arena_bytes(p->arena, said.len + 1);
    size_t count = 0;
    for (size_t i = 0; columns && i < said.len; i++)
        if (strchr("lcr", said.ptr[i]))
            columns[count++] = said.ptr[i];
    if (columns)
        columns[count] = '\0';
    return count ? columns : "c";
}

static oct_math *add_cell(math_parser *p, oct_math *row) {
    oct_math *cell = math_node(p, OCT_MATH_CELL);
    math_append(row, cell);
    if (cell && cell->before)
        cell->width = cell->before->width + 1;
    return cell;
}

static oct_math *add_row(math_parser *p, oct_math *table) {
    oct_math *row = math_node(p, OCT_MATH_TABLE_ROW);
    math_append(table, row);
    return row ? add_cell(p, row) : NULL;
}

void math_begin_environment(math_parser *p) {
    oct_slice name = math_raw_group(p);
    const math_environment *environment = environment_named(name);
    oct_math *table = environment ? math_node(p, OCT_MATH_TABLE) : NULL;
    if (!table) {
        math_fail(p, name);
        return;
    }
    table->tight = environment->tight;
    table->columns = environment->columns ? environment->columns : array_columns(p);
    math_open_list(p, add_row(p, table), AT_CELL);
    math_top(p)->environment = environment;
}

/* The frame of the cell that is filled; NULL, and the parser has failed, when none is. */
static math_frame *cell_frame(math_parser *p, oct_slice token) {
    math_frame *frame = math_top(p);
    if (frame->arguments == 0 && frame->end == AT_CELL)
        return frame;
    math_fail(p, token);
    return NULL;
}

void math_next_cell(math_parser *p) {
    math_frame *frame = cell_frame(p, OCT_S("&"));
    oct_math *cell = frame ? add_cell(p, frame->node->parent) : NULL;
    if (cell)
        frame->node = cell;
}

void math_next_row(math_parser *p) {
    math_frame *frame = cell_frame(p, OCT_S("\\\\"));
    oct_math *cell = frame ? add_row(p, frame->node->parent->parent) : NULL;
    if (!cell)
        return;
    frame->node = cell;
    if (math_cut(p, "[")) { /* the room behind the row */
        size_t end = oct_slice_find_byte(p->rest, ']');
        p->rest = oct_slice_from(p->rest, end < p->rest.len ? end + 1 : end);
    }
}

/* Behind the last "\\" there is an empty row, which is none. */
static void drop_empty_row(oct_math *table) {
    const oct_math *last = table->last;
    if (!last->before || last->first != last->last || last->first->first)
        return;
    table->last = last->before;
    table->last->next = NULL;
}

void math_end_environment(math_parser *p) {
    oct_slice name = math_raw_group(p);
    const math_frame *frame = cell_frame(p, name);
    if (!frame)
        return;
    const math_environment *environment = frame->environment;
    oct_math *table = frame->node->parent->parent, *fenced = NULL;
    if (!oct_slice_is(name, environment->name)) {
        math_fail(p, name);
        return;
    }
    drop_empty_row(table);
    p->depth--;
    if (environment->open[0] || environment->close[0])
        fenced = math_node(p, OCT_MATH_FENCED);
    if (fenced) {
        fenced->text = oct_slice_of(environment->open);
        fenced->close = oct_slice_of(environment->close);
        math_append(fenced, table);
    }
    math_complete(p, fenced ? fenced : table);
}
