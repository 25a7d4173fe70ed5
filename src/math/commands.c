/* math/commands - TeX's commands that are more than one character. */
#include "math/parse.h"

typedef enum command_kind {
    COMMAND_FRACTION, /* flags: the style that it is set in */
    COMMAND_BINOMIAL,
    COMMAND_ROOT,
    COMMAND_STACK,  /* flags: what the first argument is to the second */
    COMMAND_ARROW,  /* text: an arrow, as long as what stands on it */
    COMMAND_FONT,   /* value: an oct_math_font, for one argument */
    COMMAND_SWITCH, /* value: an oct_math_font, to the end of the group */
    COMMAND_STYLE,  /* flags for the row */
    COMMAND_TEXT,
    COMMAND_NAME,   /* \operatorname */
    COMMAND_SPACE,  /* value: its width */
    COMMAND_LENGTH, /* a space as wide as its argument says */
    COMMAND_LEFT,
    COMMAND_MIDDLE,
    COMMAND_RIGHT,
    COMMAND_BIG,    /* value: the size of the bracket; flags */
    COMMAND_LIMITS, /* flags for what came last */
    COMMAND_NOT,
    COMMAND_BOX,
    COMMAND_PHANTOM,
    COMMAND_GROUP, /* one argument, as it is */
    COMMAND_MOD,
    COMMAND_PMOD,
    COMMAND_TAG,
    COMMAND_SUBSTACK,
    COMMAND_BEGIN,
    COMMAND_END,
    COMMAND_ROW,
    COMMAND_NOTHING, /* has no meaning outside of a printed page */
    COMMAND_IGNORED  /* with its argument */
} command_kind;

typedef struct command {
    char name[16], text[4];
    uint8_t kind, value;
    uint32_t flags;
} command;

enum {
    LIMITS_BELOW = OCT_FORMULA_LIMITS | OCT_FORMULA_SUB,
    LIMITS_ABOVE = OCT_FORMULA_LIMITS | OCT_FORMULA_SUP
};

/* Sizes of brackets are in eighteenths of an em, as spaces are. */
static const command commands[] = {
    {"frac", "", COMMAND_FRACTION, 0, 0},
    {"dfrac", "", COMMAND_FRACTION, 0, OCT_FORMULA_DISPLAY},
    {"cfrac", "", COMMAND_FRACTION, 0, OCT_FORMULA_DISPLAY},
    {"tfrac", "", COMMAND_FRACTION, 0, OCT_FORMULA_TEXTSTYLE},
    {"binom", "", COMMAND_BINOMIAL, 0, 0},
    {"dbinom", "", COMMAND_BINOMIAL, 0, OCT_FORMULA_DISPLAY},
    {"tbinom", "", COMMAND_BINOMIAL, 0, OCT_FORMULA_TEXTSTYLE},
    {"sqrt", "", COMMAND_ROOT, 0, 0},
    {"overset", "", COMMAND_STACK, 0, LIMITS_ABOVE},
    {"stackrel", "", COMMAND_STACK, 0, LIMITS_ABOVE},
    {"underset", "", COMMAND_STACK, 0, LIMITS_BELOW},
    {"xrightarrow", "→", COMMAND_ARROW, 0, 0},
    {"xleftarrow", "←", COMMAND_ARROW, 0, 0},
    {"xRightarrow", "⇒", COMMAND_ARROW, 0, 0},
    {"xLeftarrow", "⇐", COMMAND_ARROW, 0, 0},
    {"xleftrightarrow", "↔", COMMAND_ARROW, 0, 0},
    {"xmapsto", "↦", COMMAND_ARROW, 0, 0},
    {"mathrm", "", COMMAND_FONT, MATH_FONT_UPRIGHT, 0},
    {"mathup", "", COMMAND_FONT, MATH_FONT_UPRIGHT, 0},
    {"mathit", "", COMMAND_FONT, MATH_FONT_NORMAL, 0},
    {"mathnormal", "", COMMAND_FONT, MATH_FONT_NORMAL, 0},
    {"mathbf", "", COMMAND_FONT, MATH_FONT_BOLD, 0},
    {"boldsymbol", "", COMMAND_FONT, MATH_FONT_BOLD_ITALIC, 0},
    {"bm", "", COMMAND_FONT, MATH_FONT_BOLD_ITALIC, 0},
    {"pmb", "", COMMAND_FONT, MATH_FONT_BOLD_ITALIC, 0},
    {"mathbb", "", COMMAND_FONT, MATH_FONT_DOUBLE_STRUCK, 0},
    {"Bbb", "", COMMAND_FONT, MATH_FONT_DOUBLE_STRUCK, 0},
    {"mathcal", "", COMMAND_FONT, MATH_FONT_SCRIPT, 0},
    {"mathscr", "", COMMAND_FONT, MATH_FONT_SCRIPT, 0},
    {"mathfrak", "", COMMAND_FONT, MATH_FONT_FRAKTUR, 0},
    {"mathsf", "", COMMAND_FONT, MATH_FONT_SANS, 0},
    {"mathtt", "", COMMAND_FONT, MATH_FONT_MONOSPACE, 0},
    {"rm", "", COMMAND_SWITCH, MATH_FONT_UPRIGHT, 0},
    {"bf", "", COMMAND_SWITCH, MATH_FONT_BOLD, 0},
    {"it", "", COMMAND_SWITCH, MATH_FONT_NORMAL, 0},
    {"cal", "", COMMAND_SWITCH, MATH_FONT_SCRIPT, 0},
    {"sf", "", COMMAND_SWITCH, MATH_FONT_SANS, 0},
    {"tt", "", COMMAND_SWITCH, MATH_FONT_MONOSPACE, 0},
    {"displaystyle", "", COMMAND_STYLE, 0, OCT_FORMULA_DISPLAY},
    {"textstyle", "", COMMAND_STYLE, 0, OCT_FORMULA_TEXTSTYLE},
    {"text", "", COMMAND_TEXT, 0, 0},
    {"textrm", "", COMMAND_TEXT, 0, 0},
    {"textnormal", "", COMMAND_TEXT, 0, 0},
    {"textup", "", COMMAND_TEXT, 0, 0},
    {"mbox", "", COMMAND_TEXT, 0, 0},
    {"hbox", "", COMMAND_TEXT, 0, 0},
    {"operatorname", "", COMMAND_NAME, 0, 0},
    {",", "", COMMAND_SPACE, 3, 0},
    {"thinspace", "", COMMAND_SPACE, 3, 0},
    {":", "", COMMAND_SPACE, 4, 0},
    {">", "", COMMAND_SPACE, 4, 0},
    {"medspace", "", COMMAND_SPACE, 4, 0},
    {";", "", COMMAND_SPACE, 5, 0},
    {"thickspace", "", COMMAND_SPACE, 5, 0},
    {"!", "", COMMAND_SPACE, 0, 3},
    {"negthinspace", "", COMMAND_SPACE, 0, 3},
    {" ", "", COMMAND_SPACE, 6, 0},
    {"\n", "", COMMAND_SPACE, 6, 0},
    {"enspace", "", COMMAND_SPACE, 9, 0},
    {"quad", "", COMMAND_SPACE, 18, 0},
    {"qquad", "", COMMAND_SPACE, 36, 0},
    {"hspace", "", COMMAND_LENGTH, 0, 0},
    {"left", "", COMMAND_LEFT, 0, 0},
    {"middle", "", COMMAND_MIDDLE, 0, 0},
    {"right", "", COMMAND_RIGHT, 0, 0},
    {"big", "", COMMAND_BIG, 22, 0},
    {"bigl", "", COMMAND_BIG, 22, OCT_FORMULA_OPENS},
    {"bigr", "", COMMAND_BIG, 22, OCT_FORMULA_CLOSES},
    {"bigm", "", COMMAND_BIG, 22, OCT_FORMULA_RELATES},
    {"Big", "", COMMAND_BIG, 32, 0},
    {"Bigl", "", COMMAND_BIG, 32, OCT_FORMULA_OPENS},
    {"Bigr", "", COMMAND_BIG, 32, OCT_FORMULA_CLOSES},
    {"Bigm", "", COMMAND_BIG, 32, OCT_FORMULA_RELATES},
    {"bigg", "", COMMAND_BIG, 43, 0},
    {"biggl", "", COMMAND_BIG, 43, OCT_FORMULA_OPENS},
    {"biggr", "", COMMAND_BIG, 43, OCT_FORMULA_CLOSES},
    {"Bigg", "", COMMAND_BIG, 54, 0},
    {"Biggl", "", COMMAND_BIG, 54, OCT_FORMULA_OPENS},
    {"Biggr", "", COMMAND_BIG, 54, OCT_FORMULA_CLOSES},
    {"limits", "", COMMAND_LIMITS, 0, OCT_FORMULA_LIMITS},
    {"nolimits", "", COMMAND_LIMITS, 0, 0},
    {"displaylimits", "", COMMAND_NOTHING, 0, 0},
    {"not", "", COMMAND_NOT, 0, 0},
    {"boxed", "", COMMAND_BOX, 0, 0},
    {"fbox", "", COMMAND_BOX, 0, 0},
    {"phantom", "", COMMAND_PHANTOM, 0, 0},
    {"hphantom", "", COMMAND_PHANTOM, 0, 0},
    {"vphantom", "", COMMAND_PHANTOM, 0, 0},
    {"mathop", "", COMMAND_GROUP, 0, 0},
    {"mathrel", "", COMMAND_GROUP, 0, 0},
    {"mathbin", "", COMMAND_GROUP, 0, 0},
    {"mathord", "", COMMAND_GROUP, 0, 0},
    {"mathopen", "", COMMAND_GROUP, 0, 0},
    {"mathclose", "", COMMAND_GROUP, 0, 0},
    {"mathpunct", "", COMMAND_GROUP, 0, 0},
    {"mathinner", "", COMMAND_GROUP, 0, 0},
    {"ensuremath", "", COMMAND_GROUP, 0, 0},
    {"bmod", "", COMMAND_MOD, 0, 0},
    {"pmod", "", COMMAND_PMOD, 0, 0},
    {"tag", "", COMMAND_TAG, 0, 0},
    {"substack", "", COMMAND_SUBSTACK, 0, 0},
    {"begin", "", COMMAND_BEGIN, 0, 0},
    {"end", "", COMMAND_END, 0, 0},
    {"\\", "", COMMAND_ROW, 0, 0},
    {"cr", "", COMMAND_ROW, 0, 0},
    {"newline", "", COMMAND_ROW, 0, 0},
    {"nonumber", "", COMMAND_NOTHING, 0, 0},
    {"notag", "", COMMAND_NOTHING, 0, 0},
    {"hline", "", COMMAND_NOTHING, 0, 0},
    {"nobreak", "", COMMAND_NOTHING, 0, 0},
    {"allowbreak", "", COMMAND_NOTHING, 0, 0},
    {"mathstrut", "", COMMAND_NOTHING, 0, 0},
    {"strut", "", COMMAND_NOTHING, 0, 0},
    {"scriptstyle", "", COMMAND_NOTHING, 0, 0},
    {"label", "", COMMAND_IGNORED, 0, 0},
};

static const command *find_command(oct_slice name) {
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (oct_slice_is(name, commands[i].name))
            return &commands[i];
    return NULL;
}

/* ---- Brackets ----------------------------------------------------------------------------- */

/* The bracket behind \left and its like; empty for a dot. */
static oct_slice delimiter(math_parser *p) {
    math_skip_space(p);
    char c = math_peek(p);
    if (c == '\\') {
        const oct_symbol *symbol = oct_symbol_find(math_command_name(p));
        if (symbol)
            return oct_slice_of(symbol->text);
    } else if (c == '<' || c == '>') {
        p->at++;
        return c == '<' ? OCT_S("⟨") : OCT_S("⟩");
    } else if (c && strchr("()[]|/.", c)) {
        p->at++;
        return c == '.' ? OCT_S("") : oct_slice_make(p->tex.ptr + p->at - 1, 1);
    }
    math_fail(p, "lacks a bracket", (oct_slice){NULL, 0});
    return (oct_slice){NULL, 0};
}

static void open_left(math_parser *p) {
    oct_slice bracket = delimiter(p);
    oct_formula *fenced = math_open(p, OCT_FORMULA_FENCED, 1, 0);
    if (fenced && math_open(p, OCT_FORMULA_ROW, 0, CLOSE_RIGHT))
        fenced->text = bracket;
}

static void close_right(math_parser *p) {
    oct_slice bracket = delimiter(p);
    oct_formula *row = p->current;
    if (row->kind != OCT_FORMULA_ROW || row->closer != CLOSE_RIGHT) {
        math_fail(p, "has \\right without \\left", (oct_slice){NULL, 0});
        return;
    }
    row->parent->close = bracket;
    math_complete(p);
}

static void put_bracket(math_parser *p, uint32_t flags, int32_t size) {
    oct_formula *bracket = math_leaf(p, OCT_FORMULA_OPERATOR, delimiter(p), flags);
    if (bracket)
        bracket->width = size;
}

/* ---- Parts with arguments ----------------------------------------------------------------- */

static oct_formula *open_with(math_parser *p, oct_formula_kind kind, uint32_t wanted,
                              uint32_t flags) {
    oct_formula *node = math_open(p, kind, wanted, 0);
    if (node)
        node->flags = flags;
    return node;
}

static void open_binomial(math_parser *p, uint32_t flags) {
    oct_formula *fenced = math_open(p, OCT_FORMULA_FENCED, 1, 0);
    if (!fenced)
        return;
    fenced->text = OCT_S("(");
    fenced->close = OCT_S(")");
    open_with(p, OCT_FORMULA_FRACTION, 2, flags | OCT_FORMULA_BARE);
}

static bool has_option(math_parser *p) {
    math_skip_space(p);
    bool has = math_peek(p) == '[';
    p->at += has;
    return has;
}

static void open_root(math_parser *p) {
    bool index = has_option(p);
    if (math_open(p, OCT_FORMULA_ROOT, index ? 2 : 1, index ? FINISH_SWAP : FINISH_NOTHING) &&
        index)
        math_open(p, OCT_FORMULA_ROW, 0, CLOSE_BRACKET);
}

static void open_arrow(math_parser *p, const command *arrow) {
    bool below = has_option(p);
    oct_formula *scripts = math_open(p, OCT_FORMULA_SCRIPTS, below ? 3 : 2, 0);
    if (!scripts)
        return;
    scripts->flags = OCT_FORMULA_LIMITS | OCT_FORMULA_SUP | (below ? OCT_FORMULA_SUB : 0);
    math_leaf(p, OCT_FORMULA_OPERATOR, oct_slice_of(arrow->text),
              OCT_FORMULA_RELATES | OCT_FORMULA_STRETCHES);
    if (below)
        math_open(p, OCT_FORMULA_ROW, 0, CLOSE_BRACKET);
}

static void open_font(math_parser *p, oct_math_font font) {
    if (math_open(p, OCT_FORMULA_ROW, 1, CLOSE_NONE))
        p->font = font;
}

static void open_text(math_parser *p) {
    math_skip_space(p);
    if (math_peek(p) != '{')
        math_fail(p, "lacks a group in braces", (oct_slice){NULL, 0});
    p->at++;
    math_open(p, OCT_FORMULA_ROW, 0, CLOSE_TEXT);
}

static void put_space(math_parser *p, int32_t width) {
    oct_formula *space = math_leaf(p, OCT_FORMULA_SPACE, (oct_slice){NULL, 0}, 0);
    if (space)
        space->width = width;
}

static void put_name(math_parser *p) {
    bool limits = math_peek(p) == '*';
    p->at += limits;
    oct_slice name = math_raw_group(p);
    if (oct_slice_find_byte(name, '\\') < name.len || oct_slice_find_byte(name, '{') < name.len)
        math_fail(p, "has a command within an operator's name", name);
    else
        math_leaf(p, OCT_FORMULA_FUNCTION, name,
                  limits ? OCT_FORMULA_LIMITS | OCT_FORMULA_MOVABLE : 0);
}

/* "(mod n)" */
static void open_pmod(math_parser *p) {
    put_space(p, 8);
    oct_formula *fenced = math_open(p, OCT_FORMULA_FENCED, 1, 0);
    if (!fenced)
        return;
    fenced->text = OCT_S("(");
    fenced->close = OCT_S(")");
    oct_formula *row = math_open(p, OCT_FORMULA_ROW, 0, CLOSE_NONE);
    math_leaf(p, OCT_FORMULA_IDENTIFIER, OCT_S("mod"), OCT_FORMULA_UPRIGHT);
    put_space(p, 6);
    if (row)
        row->wanted = 1;
}

static void put_tag(math_parser *p) {
    bool bare = math_peek(p) == '*';
    p->at += bare;
    oct_slice tag = math_raw_group(p);
    put_space(p, 36);
    if (!bare)
        math_leaf(p, OCT_FORMULA_TEXT, OCT_S("("), 0);
    math_leaf(p, OCT_FORMULA_TEXT, tag, 0);
    if (!bare)
        math_leaf(p, OCT_FORMULA_TEXT, OCT_S(")"), 0);
}

/* ---- Dispatch ----------------------------------------------------------------------------- */

/* What each kind of command does. A parser that has failed is not harmed by any. */
static void run_fraction(math_parser *p, const command *it) {
    open_with(p, OCT_FORMULA_FRACTION, 2, it->flags);
}

static void run_binomial(math_parser *p, const command *it) {
    open_binomial(p, it->flags);
}

static void run_root(math_parser *p, const command *it) {
    (void)it;
    open_root(p);
}

static void run_stack(math_parser *p, const command *it) {
    if (math_open(p, OCT_FORMULA_SCRIPTS, 2, FINISH_SWAP))
        p->current->flags = it->flags;
}

static void run_arrow(math_parser *p, const command *it) {
    open_arrow(p, it);
}

static void run_font(math_parser *p, const command *it) {
    open_font(p, (oct_math_font)it->value);
}

static void run_switch(math_parser *p, const command *it) {
    p->font = (oct_math_font)it->value;
}

static void run_style(math_parser *p, const command *it) {
    if (math_is_row(p->current))
        p->current->flags |= it->flags;
}

static void run_text(math_parser *p, const command *it) {
    (void)it;
    open_text(p);
}

static void run_name(math_parser *p, const command *it) {
    (void)it;
    put_name(p);
}

static void run_space(math_parser *p, const command *it) {
    put_space(p, (int32_t)it->value - (int32_t)it->flags);
}

static void run_length(math_parser *p, const command *it) {
    (void)it;
    math_raw_group(p);
    put_space(p, 18);
}

static void run_left(math_parser *p, const command *it) {
    (void)it;
    open_left(p);
}

static void run_middle(math_parser *p, const command *it) {
    (void)it;
    put_bracket(p, OCT_FORMULA_STRETCHES, 0);
}

static void run_right(math_parser *p, const command *it) {
    (void)it;
    close_right(p);
}

static void run_big(math_parser *p, const command *it) {
    put_bracket(p, it->flags, it->value);
}

static void run_limits(math_parser *p, const command *it) {
    const uint32_t both = OCT_FORMULA_LIMITS | OCT_FORMULA_MOVABLE;
    if (p->current->last)
        p->current->last->flags = (p->current->last->flags & ~both) | it->flags;
}

static void run_not(math_parser *p, const command *it) {
    (void)it;
    p->negate = true;
}

static void run_box(math_parser *p, const command *it) {
    (void)it;
    open_with(p, OCT_FORMULA_BOX, 1, 0);
}

static void run_phantom(math_parser *p, const command *it) {
    (void)it;
    open_with(p, OCT_FORMULA_PHANTOM, 1, 0);
}

static void run_group(math_parser *p, const command *it) {
    (void)it;
    math_open(p, OCT_FORMULA_ROW, 1, CLOSE_NONE);
}

static void run_mod(math_parser *p, const command *it) {
    (void)it;
    math_leaf(p, OCT_FORMULA_OPERATOR, OCT_S("mod"), 0);
}

static void run_pmod(math_parser *p, const command *it) {
    (void)it;
    open_pmod(p);
}

static void run_tag(math_parser *p, const command *it) {
    (void)it;
    put_tag(p);
}

static void run_substack(math_parser *p, const command *it) {
    (void)it;
    math_open_stack(p);
}

static void run_begin(math_parser *p, const command *it) {
    (void)it;
    math_begin(p);
}

static void run_end(math_parser *p, const command *it) {
    (void)it;
    math_end(p);
}

static void run_row(math_parser *p, const command *it) {
    (void)it;
    math_next_row(p);
}

static void run_ignored(math_parser *p, const command *it) {
    (void)it;
    math_raw_group(p);
}

static void run_nothing(math_parser *p, const command *it) {
    (void)p;
    (void)it;
}

static void (*const handlers[])(math_parser *p, const command *it) = {
    [COMMAND_FRACTION] = run_fraction, [COMMAND_BINOMIAL] = run_binomial,
    [COMMAND_ROOT] = run_root,         [COMMAND_STACK] = run_stack,
    [COMMAND_ARROW] = run_arrow,       [COMMAND_FONT] = run_font,
    [COMMAND_SWITCH] = run_switch,     [COMMAND_STYLE] = run_style,
    [COMMAND_TEXT] = run_text,         [COMMAND_NAME] = run_name,
    [COMMAND_SPACE] = run_space,       [COMMAND_LENGTH] = run_length,
    [COMMAND_LEFT] = run_left,         [COMMAND_MIDDLE] = run_middle,
    [COMMAND_RIGHT] = run_right,       [COMMAND_BIG] = run_big,
    [COMMAND_LIMITS] = run_limits,     [COMMAND_NOT] = run_not,
    [COMMAND_BOX] = run_box,           [COMMAND_PHANTOM] = run_phantom,
    [COMMAND_GROUP] = run_group,       [COMMAND_MOD] = run_mod,
    [COMMAND_PMOD] = run_pmod,         [COMMAND_TAG] = run_tag,
    [COMMAND_SUBSTACK] = run_substack, [COMMAND_BEGIN] = run_begin,
    [COMMAND_END] = run_end,           [COMMAND_ROW] = run_row,
    [COMMAND_IGNORED] = run_ignored,   [COMMAND_NOTHING] = run_nothing,
};

void math_command(math_parser *p) {
    oct_slice name = math_command_name(p);
    const oct_symbol *symbol = oct_symbol_find(name);
    const command *found = symbol ? NULL : find_command(name);
    if (symbol)
        math_symbol(p, symbol);
    else if (found)
        handlers[found->kind](p, found);
    else
        math_fail(p, "has an unknown command", oct_slice_make(name.ptr - 1, name.len + 1));
}
