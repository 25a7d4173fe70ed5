/* math/commands - what TeX's commands mean. See parser.h. */
#include "math/parser.h"

/* ---- Leaves ------------------------------------------------------------------------------- */

static void add_symbol(math_parser *p, const math_symbol *symbol) {
    bool named = symbol->class == FUNCTION || symbol->class == LIMIT;
    oct_math *node = math_node(p, symbol->class == IDENTIFIER || named ? OCT_MATH_IDENTIFIER
                                                                       : OCT_MATH_OPERATOR);
    if (!node)
        return;
    node->text = oct_slice_of(symbol->text);
    node->function = named;
    node->movable = symbol->class == LARGE || symbol->class == LIMIT;
    node->bracket = symbol->class == BRACKET;
    math_complete(p, node);
}

static void add_space(math_parser *p, int width) {
    oct_math *node = math_node(p, OCT_MATH_SPACE);
    if (!node)
        return;
    node->width = width;
    math_complete(p, node);
}

/* ---- Constructs with arguments ------------------------------------------------------------ */

/* Arguments that the braces behind hold, one after the other. */
static void open_fraction(math_parser *p, bool fenced, bool line) {
    oct_math *fraction = math_node(p, OCT_MATH_FRACTION);
    oct_math *fence = fraction && fenced ? math_node(p, OCT_MATH_FENCED) : NULL;
    if (!fraction)
        return;
    fraction->no_line = !line;
    if (fence) {
        fence->text = OCT_S("(");
        fence->close = OCT_S(")");
        math_open_construct(p, fence, 1, CHILD);
    }
    math_open_construct(p, fraction, 2, CHILD);
}

/* \sqrt[3]{x} */
static void open_root(math_parser *p) {
    oct_math *root = math_node(p, OCT_MATH_ROOT);
    math_skip_spaces(p);
    if (!math_cut(p, "[")) {
        math_open_construct(p, root, 1, CHILD);
        return;
    }
    math_open_construct(p, root, 2, CHILD);
    math_top(p)->swaps = true;
    math_open_list(p, math_node(p, OCT_MATH_ROW), AT_BRACKET);
}

static void open_variant(math_parser *p, oct_math_variant variant) {
    oct_math *row = math_node(p, OCT_MATH_ROW);
    if (!row)
        return;
    row->variant = variant;
    math_open_construct(p, row, 1, CHILD);
}

/* Over or under the argument; a brace has limits of its own then. */
static void open_accent(math_parser *p, const char *text, bool below, bool wide, bool limits) {
    oct_math *accent = math_node(p, OCT_MATH_LIMITS), *mark = math_node(p, OCT_MATH_OPERATOR);
    if (!accent || !mark)
        return;
    mark->text = oct_slice_of(text);
    mark->stretches = wide;
    mark->bracket = !wide;
    accent->accent = true;
    accent->limits = limits;
    accent->has_below = below;
    accent->has_above = !below;
    math_open_construct(p, accent, 1, CHILD);
    math_top(p)->mark = mark;
}

/* \overset{above}{base} */
static void open_stack(math_parser *p, bool below) {
    oct_math *stack = math_node(p, OCT_MATH_LIMITS);
    if (!stack)
        return;
    stack->has_below = below;
    stack->has_above = !below;
    math_open_construct(p, stack, 2, CHILD);
    math_top(p)->swaps = true;
}

/* a \pmod{n} */
static void open_modulus(math_parser *p) {
    oct_math *fence = math_node(p, OCT_MATH_FENCED), *row = math_node(p, OCT_MATH_ROW);
    oct_math *name = math_node(p, OCT_MATH_IDENTIFIER), *space = math_node(p, OCT_MATH_SPACE);
    if (!fence || !row || !name || !space)
        return;
    fence->text = OCT_S("(");
    fence->close = OCT_S(")");
    name->text = OCT_S("mod");
    space->width = 6;
    math_append(row, name);
    math_append(row, space);
    add_space(p, 18);
    math_open_construct(p, fence, 1, CHILD);
    math_open_construct(p, row, 1, CHILD);
}

static void open_arrow(math_parser *p, const char *text) {
    oct_math *arrow = math_node(p, OCT_MATH_OPERATOR), *limits = math_node(p, OCT_MATH_LIMITS);
    if (!arrow || !limits)
        return;
    arrow->text = oct_slice_of(text);
    arrow->stretches = true;
    math_append(limits, arrow);
    math_open_construct(p, limits, 1, ABOVE);
    math_skip_spaces(p);
    if (math_cut(p, "[")) {
        math_open_construct(p, limits, 1, BELOW);
        math_top(p)->placed = true;
        math_open_list(p, math_node(p, OCT_MATH_ROW), AT_BRACKET);
    }
}

static void open_phantom(math_parser *p) {
    math_open_construct(p, math_node(p, OCT_MATH_PHANTOM), 1, CHILD);
}

/* ---- Words -------------------------------------------------------------------------------- */

/* MathML drops spaces at the ends of words, but not those that do not break. */
static oct_slice keep_outer_spaces(math_parser *p, oct_slice text) {
    oct_slice inside = oct_slice_trim(text), kept = {NULL, 0};
    if (inside.len == text.len || !inside.len)
        return text.len && !inside.len ? OCT_S("\u00A0") : text;
    if (text.ptr != inside.ptr)
        kept = oct_arena_append(p->arena, kept, OCT_S("\u00A0"));
    kept = oct_arena_append(p->arena, kept, inside);
    if (text.ptr + text.len != inside.ptr + inside.len)
        kept = oct_arena_append(p->arena, kept, OCT_S("\u00A0"));
    return kept;
}

/* Words with escapes taken off; formulas and commands in them are too much. */
static void add_text(math_parser *p, oct_math_variant variant) {
    oct_slice raw = math_raw_group(p);
    char *text = oct_arena_bytes(p->arena, raw.len + 1);
    size_t length = 0;
    for (size_t i = 0; text && i < raw.len; i++) {
        char c = raw.ptr[i];
        if (c == '\\' && i + 1 < raw.len && strchr(" %&#_{}$,", raw.ptr[i + 1]))
            c = raw.ptr[++i] == ',' ? ' ' : raw.ptr[i];
        else if (c == '\\' || c == '$')
            math_fail(p, oct_slice_from(raw, i));
        else if (c == '{' || c == '}')
            continue;
        text[length++] = c == '~' ? ' ' : c;
    }
    oct_math *node = text ? math_node(p, OCT_MATH_TEXT) : NULL;
    if (!node)
        return;
    node->text = keep_outer_spaces(p, oct_slice_make(text, length));
    node->variant = variant;
    math_complete(p, node);
}

static bool is_word(oct_slice text) {
    for (size_t i = 0; i < text.len; i++)
        if (!oct_is_alnum(text.ptr[i]) && text.ptr[i] != ' ' && text.ptr[i] != '-')
            return false;
    return text.len > 0;
}

/* \operatorname{rank}, and with a star one that has limits. */
static void add_operator_name(math_parser *p, bool limits) {
    oct_slice name = math_raw_group(p);
    oct_math *node = is_word(name) ? math_node(p, OCT_MATH_IDENTIFIER) : NULL;
    if (!node) {
        math_fail(p, name);
        return;
    }
    node->text = name;
    node->function = true;
    node->movable = limits;
    math_complete(p, node);
}

/* \mathrm{word} is one name; anything else is set letter by letter. */
static void add_upright(math_parser *p) {
    math_skip_spaces(p);
    size_t end = oct_slice_find_byte(p->rest, '}');
    oct_slice inside = oct_slice_starts(p->rest, OCT_S("{"))
                           ? oct_slice_make(p->rest.ptr + 1, end ? end - 1 : 0)
                           : (oct_slice){NULL, 0};
    if (end == p->rest.len || inside.len < 2 || !is_word(inside)) {
        open_variant(p, OCT_MATH_UPRIGHT);
        return;
    }
    p->rest = oct_slice_from(p->rest, end + 1);
    math_leaf(p, OCT_MATH_IDENTIFIER, inside);
}

/* ---- Brackets ----------------------------------------------------------------------------- */

static void open_left(math_parser *p) {
    oct_math *fenced = math_node(p, OCT_MATH_FENCED), *row = math_node(p, OCT_MATH_ROW);
    oct_slice bracket;
    if (!fenced || !row)
        return;
    if (!math_cut_bracket(p, &bracket)) {
        math_fail(p, OCT_S("\\left"));
        return;
    }
    fenced->text = bracket;
    math_open_construct(p, fenced, 1, CHILD);
    math_open_list(p, row, AT_RIGHT);
}

static void close_right(math_parser *p) {
    const math_frame *frame = math_top(p);
    oct_slice bracket;
    if (frame->arguments || frame->end != AT_RIGHT || !math_cut_bracket(p, &bracket)) {
        math_fail(p, OCT_S("\\right"));
        return;
    }
    p->depth--;
    math_top(p)->node->close = bracket;
    math_complete(p, frame->node);
}

/* \big( and its kin: a bracket of its own size. In \left … \right, \middle stretches. */
static void add_big(math_parser *p, bool stretches) {
    oct_slice bracket;
    oct_math *node = math_node(p, OCT_MATH_OPERATOR);
    if (!math_cut_bracket(p, &bracket) || !node) {
        math_fail(p, OCT_S("\\big"));
        return;
    }
    node->text = bracket;
    node->bracket = !stretches;
    node->stretches = stretches;
    math_complete(p, node);
}

/* \not=: the next sign with a stroke through it. */
static void add_negated(math_parser *p) {
    math_skip_spaces(p);
    const math_symbol *symbol = NULL;
    oct_slice text = oct_slice_head(p->rest, 1);
    if (math_cut(p, "\\")) {
        symbol = math_symbol_named(math_cut_command(p));
        text = symbol ? oct_slice_of(symbol->text) : (oct_slice){NULL, 0};
    } else if (text.len && strchr("=<>", text.ptr[0])) {
        p->rest = oct_slice_from(p->rest, 1);
    } else {
        text.len = 0;
    }
    if (!text.len)
        math_fail(p, OCT_S("\\not"));
    else
        math_leaf(p, OCT_MATH_OPERATOR,
                  oct_arena_append(p->arena, oct_arena_copy(p->arena, text), OCT_S("\u0338")));
}

/* ---- The table of commands ---------------------------------------------------------------- */

/* The base's limits stand where the command says. */
static void set_limits(math_parser *p, bool limits) {
    oct_math *last = math_top(p)->arguments ? NULL : math_top(p)->node->last;
    if (last)
        last->movable = limits;
}

static void skip_group(math_parser *p) {
    math_raw_group(p);
}

static void add_tag(math_parser *p) {
    add_space(p, 36);
    math_leaf(p, OCT_MATH_TEXT, OCT_S("("));
    add_text(p, OCT_MATH_OWN);
    math_leaf(p, OCT_MATH_TEXT, OCT_S(")"));
}

typedef enum meaning {
    SPACE,
    VARIANT,
    ACCENT,
    WIDE_ACCENT,
    UNDER_ACCENT,
    OVER_BRACE,
    UNDER_BRACE,
    LABELLED_ARROW,
    NOTHING,
    OTHER_TEXT,
    SIGN,
    CALL
} meaning;

static void dfrac(math_parser *p) {
    open_fraction(p, false, true);
}
static void binom(math_parser *p) {
    open_fraction(p, true, false);
}
static void overset(math_parser *p) {
    open_stack(p, false);
}
static void underset(math_parser *p) {
    open_stack(p, true);
}
static void operator_name(math_parser *p) {
    add_operator_name(p, false);
}
static void operator_name_limits(math_parser *p) {
    add_operator_name(p, true);
}
static void big(math_parser *p) {
    add_big(p, false);
}
static void middle(math_parser *p) {
    add_big(p, true);
}
static void limits(math_parser *p) {
    set_limits(p, true);
}
static void nolimits(math_parser *p) {
    set_limits(p, false);
}

static const struct {
    const char *name;
    meaning meaning;
    const char *text;
    int number; /* a width, or a variant */
    void (*call)(math_parser *p);
} commands[] = {
#define X(name, meaning, text, number, call) {name, meaning, text, number, call},
#include "math/commands.def"
#undef X
};

static void add_sign(math_parser *p, const char *text) {
    oct_math *node = math_node(p, OCT_MATH_OPERATOR);
    if (!node)
        return;
    node->text = oct_slice_of(text);
    node->bracket = true;
    math_complete(p, node);
}

static void perform(math_parser *p, size_t i) {
    const char *text = commands[i].text;
    int number = commands[i].number;
    switch (commands[i].meaning) {
    case SPACE:
        add_space(p, number);
        break;
    case VARIANT:
        open_variant(p, (oct_math_variant)number);
        break;
    case ACCENT:
        open_accent(p, text, false, false, false);
        break;
    case WIDE_ACCENT:
        open_accent(p, text, false, true, false);
        break;
    case UNDER_ACCENT:
        open_accent(p, text, true, true, false);
        break;
    case OVER_BRACE:
        open_accent(p, text, false, true, true);
        break;
    case UNDER_BRACE:
        open_accent(p, text, true, true, true);
        break;
    case LABELLED_ARROW:
        open_arrow(p, text);
        break;
    case NOTHING:
        break;
    case OTHER_TEXT:
        add_text(p, (oct_math_variant)number);
        break;
    case SIGN:
        add_sign(p, text);
        break;
    case CALL:
        commands[i].call(p);
        break;
    }
}

void math_command(math_parser *p, oct_slice name) {
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (oct_slice_is(name, commands[i].name)) {
            perform(p, i);
            return;
        }
    const math_symbol *symbol = math_symbol_named(name);
    if (symbol)
        add_symbol(p, symbol);
    else
        math_fail(p, oct_slice_make(name.ptr - 1, name.len + 1));
}
