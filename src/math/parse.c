/* math/parse - see parse.h and formula.h: groups, scripts, text. */
#include "math/parse.h"

enum { DEEPEST = 200, FUNCTION_SPACE = 3 };

/* ---- The tree ----------------------------------------------------------------------------- */

void math_fail(math_parser *p, const char *what, oct_slice about) {
    if (!p->failed)
        *p->problem = (oct_formula_problem){what, about};
    p->failed = true;
}

void math_attach(oct_formula *parent, oct_formula *node, oct_formula *before) {
    node->parent = parent;
    node->next = before;
    node->previous = before ? before->previous : parent->last;
    if (node->previous)
        node->previous->next = node;
    else
        parent->first = node;
    if (before)
        before->previous = node;
    else
        parent->last = node;
}

void math_detach(oct_formula *node) {
    oct_formula *parent = node->parent;
    if (node->previous)
        node->previous->next = node->next;
    else
        parent->first = node->next;
    if (node->next)
        node->next->previous = node->previous;
    else
        parent->last = node->previous;
    node->parent = node->previous = node->next = NULL;
}

bool math_is_row(const oct_formula *node) {
    return node->kind == OCT_FORMULA_ROW || node->kind == OCT_FORMULA_CELL;
}

static oct_formula *new_node(math_parser *p, oct_formula_kind kind) {
    oct_formula *node = p->failed ? NULL : OCT_ARENA_NEW(p->arena, oct_formula);
    if (!node) {
        p->failed = true;
        return NULL;
    }
    node->kind = kind;
    return node;
}

/* A function's name stands apart from what it is applied to, and from what is before it. */
static bool is_function(const oct_formula *node) {
    return node &&
           (node->kind == OCT_FORMULA_FUNCTION ||
            (node->kind == OCT_FORMULA_SCRIPTS && node->first->kind == OCT_FORMULA_FUNCTION));
}

static bool is_operand(const oct_formula *node) {
    return node && node->kind != OCT_FORMULA_SPACE && node->kind != OCT_FORMULA_FENCED &&
           (node->kind != OCT_FORMULA_OPERATOR || (node->flags & OCT_FORMULA_LARGE)) &&
           (node->kind != OCT_FORMULA_ROW || node->first);
}

static void add(math_parser *p, oct_formula *node) {
    oct_formula *parent = p->current, *before = parent->last;
    bool apart =
        parent->wanted == 0 && math_is_row(parent) && before && is_operand(node) &&
        (is_function(before) || (node->kind == OCT_FORMULA_FUNCTION && is_operand(before)));
    oct_formula *space = apart ? new_node(p, OCT_FORMULA_SPACE) : NULL;
    if (space) {
        space->width = FUNCTION_SPACE;
        math_attach(parent, space, NULL);
    }
    node->depth = parent->depth + 1;
    math_attach(parent, node, NULL);
}

oct_formula *math_open(math_parser *p, oct_formula_kind kind, uint32_t wanted, uint8_t closer) {
    oct_formula *node = new_node(p, kind);
    if (!node)
        return NULL;
    node->wanted = wanted;
    node->closer = closer;
    node->font = (uint8_t)p->font;
    add(p, node);
    p->current = node;
    if (node->depth > DEEPEST)
        math_fail(p, "is nested too deep", (oct_slice){NULL, 0});
    return node;
}

/* A group of one part is that part; but scripts behind it are not more scripts of the part. */
static void unwrap(oct_formula *row) {
    oct_formula *only = row->first;
    if (row->kind != OCT_FORMULA_ROW || !only || only->next || row->flags ||
        (only->kind == OCT_FORMULA_SCRIPTS && math_is_row(row->parent)))
        return;
    math_detach(only);
    math_attach(row->parent, only, row);
    math_detach(row);
}

static void finish(oct_formula *node) {
    if (node->closer == FINISH_SWAP) {
        oct_formula *first = node->first;
        math_detach(first);
        math_attach(node, first, NULL);
    } else if (node->closer == FINISH_SUB_FIRST) {
        oct_formula *sub = node->last;
        math_detach(sub);
        math_attach(node, sub, node->last);
    }
}

void math_complete(math_parser *p) {
    for (bool more = true; more && !p->failed;) {
        oct_formula *node = p->current, *parent = node->parent;
        p->font = (oct_math_font)node->font;
        if (node->kind == OCT_FORMULA_ROOT || node->kind == OCT_FORMULA_SCRIPTS)
            finish(node);
        p->current = parent;
        more = parent->wanted > 0 && --parent->wanted == 0;
        unwrap(node);
    }
}

oct_formula *math_leaf(math_parser *p, oct_formula_kind kind, oct_slice text, uint32_t flags) {
    oct_formula *node = math_open(p, kind, 0, 0);
    if (!node)
        return NULL;
    node->text = text;
    node->flags = flags;
    math_complete(p);
    return node;
}

/* ---- Scripts ------------------------------------------------------------------------------ */

static const oct_slice prime_marks[] = {{"′", 3}, {"″", 3}, {"‴", 3}, {"⁗", 3}};

static oct_formula *wrap_in_scripts(math_parser *p) {
    if (!p->current->last) { /* a script alone stands on nothing */
        if (!math_open(p, OCT_FORMULA_ROW, 0, CLOSE_NONE))
            return NULL;
        math_complete(p);
    }
    oct_formula *base = p->current->last, *scripts = new_node(p, OCT_FORMULA_SCRIPTS);
    if (!scripts)
        return NULL;
    math_attach(p->current, scripts, base);
    scripts->depth = base->depth;
    scripts->font = (uint8_t)p->font;
    math_detach(base);
    math_attach(scripts, base, NULL);
    scripts->flags = base->flags & (OCT_FORMULA_LIMITS | OCT_FORMULA_MOVABLE);
    return scripts;
}

/* "x'^2": both are above. */
static bool join_prime(math_parser *p, oct_formula *scripts) {
    oct_formula *prime = scripts->last;
    bool is_prime = false;
    for (size_t i = 0; i < sizeof prime_marks / sizeof *prime_marks; i++)
        is_prime |= oct_slice_equal(prime->text, prime_marks[i]);
    if (prime->kind != OCT_FORMULA_OPERATOR || !is_prime)
        return false;
    math_detach(prime);
    scripts->wanted = 1;
    scripts->closer = FINISH_NOTHING;
    p->current = scripts;
    if (!math_open(p, OCT_FORMULA_ROW, 1, CLOSE_NONE))
        return true;
    math_attach(p->current, prime, NULL);
    return true;
}

void math_open_script(math_parser *p, uint32_t part) {
    if (!math_is_row(p->current) || p->current->wanted > 0) {
        math_fail(p, "has a script where a part is missing", (oct_slice){NULL, 0});
        return;
    }
    oct_formula *scripts = p->current->last;
    bool has = scripts && scripts->kind == OCT_FORMULA_SCRIPTS;
    if (has && (scripts->flags & part)) {
        if (part == OCT_FORMULA_SUP && join_prime(p, scripts))
            return;
        math_fail(p, "has two scripts in one place", (oct_slice){NULL, 0});
        return;
    }
    if (!has)
        scripts = wrap_in_scripts(p);
    if (!scripts)
        return;
    bool behind = part == OCT_FORMULA_SUB && (scripts->flags & OCT_FORMULA_SUP);
    scripts->flags |= part;
    scripts->wanted = 1;
    scripts->closer = behind ? FINISH_SUB_FIRST : FINISH_NOTHING;
    p->current = scripts;
}

static void primes(math_parser *p) {
    size_t count = 0;
    for (; math_peek(p) == '\''; p->at++)
        count++;
    math_open_script(p, OCT_FORMULA_SUP);
    if (count > sizeof prime_marks / sizeof *prime_marks)
        math_fail(p, "has too many primes", (oct_slice){NULL, 0});
    else
        math_leaf(p, OCT_FORMULA_OPERATOR, prime_marks[count - 1], 0);
}

/* ---- The source --------------------------------------------------------------------------- */

char math_peek(const math_parser *p) {
    return p->at < p->tex.len ? p->tex.ptr[p->at] : '\0';
}

void math_skip_space(math_parser *p) {
    while (p->at < p->tex.len) {
        char c = p->tex.ptr[p->at];
        if (c == '%')
            p->at += oct_slice_find_byte(oct_slice_from(p->tex, p->at), '\n');
        else if (!oct_is_space(c))
            return;
        else
            p->at++;
    }
}

oct_slice math_command_name(math_parser *p) {
    size_t start = ++p->at;
    while (p->at < p->tex.len && oct_is_alpha(p->tex.ptr[p->at]))
        p->at++;
    if (p->at == start && p->at < p->tex.len)
        p->at++;
    oct_slice name = oct_slice_make(p->tex.ptr + start, p->at - start);
    if (name.len && oct_is_alpha(*name.ptr))
        math_skip_space(p);
    return name;
}

oct_slice math_raw_group(math_parser *p) {
    math_skip_space(p);
    oct_slice rest = oct_slice_from(p->tex, p->at);
    size_t end = oct_slice_find_byte(rest, '}');
    if (math_peek(p) != '{' || end == rest.len) {
        math_fail(p, "lacks a group in braces", (oct_slice){NULL, 0});
        return (oct_slice){NULL, 0};
    }
    p->at += end + 1;
    return oct_slice_make(rest.ptr + 1, end - 1);
}

/* ---- Text within the formula -------------------------------------------------------------- */

static bool is_plain_in_text(char c) {
    return c && !strchr("{}$\\~", c);
}

static void text_part(math_parser *p) {
    char c = math_peek(p);
    size_t start = p->at;
    if (c == '{') {
        p->at++;
        math_open(p, OCT_FORMULA_ROW, 0, CLOSE_TEXT);
    } else if (c == '}') {
        p->at++;
        math_complete(p);
    } else if (c == '$') {
        p->at++;
        math_open(p, OCT_FORMULA_ROW, 0, CLOSE_DOLLAR);
    } else if (c == '~') {
        p->at++;
        math_leaf(p, OCT_FORMULA_TEXT, OCT_S("\u00A0"), 0);
    } else if (c == '\\') {
        oct_slice escaped = oct_slice_head(oct_slice_from(p->tex, p->at + 1), 1);
        p->at += 1 + escaped.len;
        if (!escaped.len || oct_is_alpha(*escaped.ptr))
            math_fail(p, "has a command within text", escaped);
        else
            math_leaf(p, OCT_FORMULA_TEXT, escaped, 0);
    } else {
        while (p->at < p->tex.len && is_plain_in_text(math_peek(p)))
            p->at++;
        math_leaf(p, OCT_FORMULA_TEXT, oct_slice_make(p->tex.ptr + start, p->at - start), 0);
    }
}

/* ---- The parse ---------------------------------------------------------------------------- */

static void close_brace(math_parser *p) {
    p->at++;
    if (p->current->kind == OCT_FORMULA_CELL && p->current->parent->parent->closer == CLOSE_BRACE)
        math_close_table(p);
    else if (p->current->kind == OCT_FORMULA_ROW && p->current->closer == CLOSE_BRACE)
        math_complete(p);
    else
        math_fail(p, "has a brace that closes nothing", (oct_slice){NULL, 0});
}

static bool closes_here(const math_parser *p, uint8_t closer) {
    return p->current->kind == OCT_FORMULA_ROW && p->current->closer == closer &&
           p->current->wanted == 0;
}

static void part(math_parser *p) {
    char c = math_peek(p);
    if (c == '\\') {
        math_command(p);
    } else if (c == '{') {
        p->at++;
        math_open(p, OCT_FORMULA_ROW, 0, CLOSE_BRACE);
    } else if (c == '}') {
        close_brace(p);
    } else if (c == '_' || c == '^') {
        p->at++;
        math_open_script(p, c == '_' ? OCT_FORMULA_SUB : OCT_FORMULA_SUP);
    } else if (c == '\'') {
        primes(p);
    } else if (c == '&') {
        p->at++;
        math_next_cell(p);
    } else if (c == '~') {
        p->at++;
        oct_formula *space = math_leaf(p, OCT_FORMULA_SPACE, (oct_slice){NULL, 0}, 0);
        if (space)
            space->width = 6;
    } else if (c == '$' || (c == ']' && closes_here(p, CLOSE_BRACKET))) {
        p->at++;
        if (closes_here(p, c == '$' ? CLOSE_DOLLAR : CLOSE_BRACKET))
            math_complete(p);
        else
            math_fail(p, "has a dollar sign in it", (oct_slice){NULL, 0});
    } else {
        math_character(p);
    }
}

static void step(math_parser *p) {
    if (p->current->kind == OCT_FORMULA_ROW && p->current->closer == CLOSE_TEXT) {
        text_part(p);
        return;
    }
    math_skip_space(p);
    if (p->at < p->tex.len)
        part(p);
}

oct_formula *oct_formula_parse(oct_arena *arena, oct_slice tex, oct_formula_problem *problem) {
    math_parser p = {.arena = arena, .tex = tex, .problem = problem};
    *problem = (oct_formula_problem){NULL, {NULL, 0}};
    p.root = p.current = new_node(&p, OCT_FORMULA_ROW);
    while (p.at < tex.len && !p.failed)
        step(&p);
    if (!p.failed && p.current->kind == OCT_FORMULA_CELL &&
        p.current->parent->parent->parent == p.root &&
        p.current->parent->parent->closer == CLOSE_NONE)
        math_close_table(&p);
    if (!p.failed && p.current != p.root)
        math_fail(&p, "ends too early", (oct_slice){NULL, 0});
    return p.failed || arena->failed ? NULL : p.root;
}

/* ---- Walking ------------------------------------------------------------------------------ */

oct_formula_step oct_formula_next(oct_formula_step step, const oct_formula *root) {
    oct_formula *node = step.node;
    if (step.entering && node->first)
        return (oct_formula_step){node->first, true};
    if (node == root)
        return (oct_formula_step){NULL, false};
    if (node->next)
        return (oct_formula_step){node->next, true};
    return (oct_formula_step){node->parent, false};
}
