/* math/parse - TeX's mathematics, token by token. See parser.h for how. */
#include "math/parser.h"

#include "base/utf8.h"

void math_fail(math_parser *p, oct_slice trouble) {
    enum { SHOWN = 40 }; /* bytes */
    if (!p->failed)
        p->trouble = oct_slice_head(trouble, SHOWN);
    p->failed = true;
}

oct_math *math_node(math_parser *p, oct_math_kind kind) {
    oct_math *node = OCT_ARENA_NEW(p->arena, oct_math);
    if (!node) {
        math_fail(p, (oct_slice){NULL, 0});
        return NULL;
    }
    node->kind = kind;
    return node;
}

void math_append(oct_math *parent, oct_math *child) {
    if (!parent || !child)
        return;
    child->parent = parent;
    child->next = NULL;
    child->before = parent->last;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

/* ---- Frames ------------------------------------------------------------------------------- */

math_frame *math_top(math_parser *p) {
    return &p->frames[p->depth - 1];
}

static void push(math_parser *p, math_frame frame) {
    if (p->depth == MATH_DEPTH)
        math_fail(p, OCT_S("the nesting"));
    else if (frame.node)
        p->frames[p->depth++] = frame;
}

void math_open_list(math_parser *p, oct_math *node, math_end end) {
    push(p, (math_frame){.node = node, .end = end});
}

void math_open_construct(math_parser *p, oct_math *node, unsigned arguments, math_slot slot) {
    push(p, (math_frame){.node = node, .arguments = arguments, .slot = slot});
}

/* Takes the last child out; NULL when there is none. */
static oct_math *take_last(oct_math *parent) {
    oct_math *last = parent->last;
    if (!last)
        return NULL;
    parent->last = last->before;
    if (last->before)
        last->before->next = NULL;
    else
        parent->first = NULL;
    return last;
}

/* The script below stands before the one above. */
static void attach_below(oct_math *scripts, oct_math *atom) {
    oct_math *above = scripts->has_above ? take_last(scripts) : NULL;
    math_append(scripts, atom);
    math_append(scripts, above);
    scripts->has_below = true;
}

/* Primes come before what else stands above. */
static void attach_above(math_parser *p, oct_math *scripts, oct_math *atom) {
    oct_math *row = scripts->has_above ? math_node(p, OCT_MATH_ROW) : NULL;
    if (row) {
        math_append(row, take_last(scripts));
        math_append(row, atom);
    }
    math_append(scripts, row ? row : atom);
    scripts->has_above = true;
}

static void attach(math_parser *p, const math_frame *frame, oct_math *atom) {
    if (frame->slot == BELOW)
        attach_below(frame->node, atom);
    else if (frame->slot == ABOVE)
        attach_above(p, frame->node, atom);
    else
        math_append(frame->node, atom);
}

/* The construct that has all its arguments; NULL when it stands in its list already. */
static oct_math *finish(const math_frame *frame) {
    oct_math *node = frame->node;
    if (frame->swaps) {
        oct_math *second = take_last(node), *first = take_last(node);
        math_append(node, second);
        math_append(node, first);
    }
    math_append(node, frame->mark);
    return frame->placed ? NULL : node;
}

void math_complete(math_parser *p, oct_math *atom) {
    while (atom && !p->failed) {
        math_frame *frame = math_top(p);
        if (frame->arguments == 0) {
            math_append(frame->node, atom);
            return;
        }
        attach(p, frame, atom);
        if (--frame->arguments)
            return;
        atom = finish(frame);
        p->depth--;
    }
}

void math_leaf(math_parser *p, oct_math_kind kind, oct_slice text) {
    oct_math *node = math_node(p, kind);
    if (!node)
        return;
    node->text = text;
    math_complete(p, node);
}

/* ---- Scripts ------------------------------------------------------------------------------ */

/* The atom with scripts that another one is added to: the last of the list, or a new one around
 * that, or around nothing. */
static oct_math *scripted_atom(math_parser *p, oct_math *list) {
    if (list->last && list->last->open)
        return list->last;
    oct_math *base = take_last(list);
    if (!base)
        base = math_node(p, OCT_MATH_ROW);
    bool limits = base && (base->movable || base->limits);
    oct_math *scripts = base ? math_node(p, limits ? OCT_MATH_LIMITS : OCT_MATH_SCRIPTS) : NULL;
    if (!scripts)
        return NULL;
    scripts->open = true;
    math_append(scripts, base);
    math_append(list, scripts);
    return scripts;
}

static bool only_primes(const oct_math *above) {
    return oct_slice_starts(above->text, OCT_S("\u2032"));
}

static void add_script(math_parser *p, math_slot slot) {
    math_frame *frame = math_top(p);
    oct_math *scripts = frame->arguments ? NULL : scripted_atom(p, frame->node);
    bool taken = scripts && (slot == BELOW ? scripts->has_below
                                           : scripts->has_above && !only_primes(scripts->last));
    if (!scripts || taken) {
        math_fail(p, slot == BELOW ? OCT_S("_") : OCT_S("^"));
        return;
    }
    math_open_construct(p, scripts, 1, slot);
    math_top(p)->placed = true;
}

static void add_primes(math_parser *p) {
    oct_slice text = {NULL, 0};
    do
        text = oct_arena_append(p->arena, text, OCT_S("\u2032"));
    while (math_cut(p, "'"));
    add_script(p, ABOVE);
    if (!p->failed)
        math_leaf(p, OCT_MATH_OPERATOR, text);
}

/* ---- Tokens ------------------------------------------------------------------------------- */

void math_skip_spaces(math_parser *p) {
    while (p->rest.len && strchr(" \t\r\n", p->rest.ptr[0]))
        p->rest = oct_slice_from(p->rest, 1);
}

bool math_cut(math_parser *p, const char *text) {
    if (!oct_slice_starts(p->rest, oct_slice_of(text)))
        return false;
    p->rest = oct_slice_from(p->rest, strlen(text));
    return true;
}

oct_slice math_cut_command(math_parser *p) {
    size_t length = 0;
    while (length < p->rest.len && oct_is_alpha(p->rest.ptr[length]))
        length++;
    if (length == 0 && p->rest.len)
        length = 1;
    else if (oct_slice_starts(oct_slice_from(p->rest, length), OCT_S("*")))
        length += oct_slice_is(oct_slice_head(p->rest, length), "operatorname");
    oct_slice name = oct_slice_head(p->rest, length);
    p->rest = oct_slice_from(p->rest, length);
    return name;
}

/* The text of the braces, which may hold braces. */
oct_slice math_raw_group(math_parser *p) {
    size_t open = 0, at = 0;
    math_skip_spaces(p);
    for (; at < p->rest.len; at++) {
        char c = p->rest.ptr[at];
        open += c == '{';
        if (open == 0)
            break;
        if (c == '}' && --open == 0) {
            oct_slice text = oct_slice_make(p->rest.ptr + 1, at - 1);
            p->rest = oct_slice_from(p->rest, at + 1);
            return text;
        }
        at += c == '\\';
    }
    math_fail(p, OCT_S("{"));
    return (oct_slice){NULL, 0};
}

bool math_cut_bracket(math_parser *p, oct_slice *text) {
    math_skip_spaces(p);
    if (!p->rest.len)
        return false;
    if (math_cut(p, "\\")) {
        oct_slice name = math_cut_command(p);
        const math_symbol *symbol = math_symbol_named(name);
        *text = symbol                    ? oct_slice_of(symbol->text)
                : oct_slice_is(name, "|") ? OCT_S("\u2016")
                                          : name;
        return symbol ? symbol->class == BRACKET : name.len && strchr("|{}", name.ptr[0]);
    }
    *text = oct_slice_head(p->rest, 1);
    if (math_cut(p, "<"))
        *text = OCT_S("\u27E8");
    else if (math_cut(p, ">"))
        *text = OCT_S("\u27E9");
    else if (math_cut(p, "."))
        *text = OCT_S("");
    else if (strchr("()[]|/", p->rest.ptr[0]))
        p->rest = oct_slice_from(p->rest, 1);
    else
        return false;
    return true;
}

/* An argument is one digit, text a whole number. */
static void add_number(math_parser *p) {
    size_t length = 1;
    bool whole = math_top(p)->arguments == 0;
    while (whole && length < p->rest.len &&
           (oct_is_digit(p->rest.ptr[length]) ||
            (p->rest.ptr[length] == '.' && length + 1 < p->rest.len &&
             oct_is_digit(p->rest.ptr[length + 1]))))
        length++;
    oct_slice text = oct_slice_head(p->rest, length);
    p->rest = oct_slice_from(p->rest, length);
    math_leaf(p, OCT_MATH_NUMBER, text);
}

static void add_bracket(math_parser *p, oct_slice text) {
    oct_math *node = math_node(p, OCT_MATH_OPERATOR);
    if (!node)
        return;
    node->text = text;
    node->bracket = true;
    math_complete(p, node);
}

/* Arrows, operators and other technical signs, as Unicode's blocks have them. */
static bool is_operator(uint32_t c) {
    return (c >= 0x2190 && c <= 0x22FF && c != 0x2202 && c != 0x2205 && c != 0x2207 &&
            c != 0x221E) ||
           (c >= 0x27C0 && c <= 0x2AFF) || c == 0xB1 || c == 0xD7 || c == 0xF7 || c == 0xAC;
}

static void add_character(math_parser *p) {
    static const char operators[] = "+=<>,;!?:/-*";
    size_t length;
    uint32_t c = oct_utf8_decode(p->rest, &length);
    oct_slice text = oct_slice_head(p->rest, length);
    p->rest = oct_slice_from(p->rest, length);
    if (c == '-')
        math_leaf(p, OCT_MATH_OPERATOR, OCT_S("\u2212"));
    else if (c == '*')
        math_leaf(p, OCT_MATH_OPERATOR, OCT_S("\u2217"));
    else if (c < 0x80 && strchr("()[]|", (int)c))
        add_bracket(p, text);
    else if (c < 0x80 ? strchr(operators, (int)c) != NULL : is_operator(c))
        math_leaf(p, OCT_MATH_OPERATOR, text);
    else if (c >= 0x80 || oct_is_alpha((char)c) || c == '.' || c == '@' || c == '"')
        math_leaf(p, c == '.' ? OCT_MATH_OPERATOR : OCT_MATH_IDENTIFIER, text);
    else
        math_fail(p, text);
}

static void close_brace(math_parser *p) {
    const math_frame *frame = math_top(p);
    if (frame->arguments || frame->end != AT_BRACE) {
        math_fail(p, OCT_S("}"));
        return;
    }
    p->depth--;
    math_complete(p, frame->node);
}

/* The end of a root's index: "]" in its list. */
static bool closes_bracket(const math_parser *p) {
    const math_frame *frame = &p->frames[p->depth - 1];
    return frame->arguments == 0 && frame->end == AT_BRACKET;
}

static void step(math_parser *p) {
    char c = p->rest.ptr[0];
    if (strchr(" \t\r\n", c)) {
        math_skip_spaces(p);
    } else if (c == '%') {
        p->rest = oct_slice_from(p->rest, oct_slice_find_byte(p->rest, '\n'));
    } else if (math_cut(p, "\\")) {
        math_command(p, math_cut_command(p));
    } else if (math_cut(p, "{")) {
        math_open_list(p, math_node(p, OCT_MATH_ROW), AT_BRACE);
    } else if (math_cut(p, "}")) {
        close_brace(p);
    } else if (math_cut(p, "^")) {
        add_script(p, ABOVE);
    } else if (math_cut(p, "_")) {
        add_script(p, BELOW);
    } else if (math_cut(p, "'")) {
        add_primes(p);
    } else if (math_cut(p, "&")) {
        math_next_cell(p);
    } else if (math_cut(p, "~")) {
        math_command(p, OCT_S(" "));
    } else if (c == ']' && closes_bracket(p)) {
        oct_math *index = math_top(p)->node;
        p->rest = oct_slice_from(p->rest, 1);
        p->depth--;
        math_complete(p, index);
    } else if (oct_is_digit(c)) {
        add_number(p);
    } else {
        add_character(p);
    }
}

/* ---- The whole ---------------------------------------------------------------------------- */

/* Variants go down to the letters. */
static void inherit_variants(oct_math *root) {
    for (oct_math *node = root; node;) {
        if (node->variant == OCT_MATH_OWN && node->parent)
            node->variant = node->parent->variant;
        if (node->first) {
            node = node->first;
            continue;
        }
        while (node && !node->next)
            node = node == root ? NULL : node->parent;
        node = node ? node->next : NULL;
    }
}

/* XML has no control characters, and no U+FFFE and U+FFFF. */
static bool fits_xml(oct_slice tex) {
    for (size_t i = 0; i < tex.len; i++)
        if ((unsigned char)tex.ptr[i] < ' ' && !strchr("\t\r\n", tex.ptr[i]))
            return false;
    return oct_slice_find(tex, OCT_S("\xEF\xBF\xBE")) == tex.len &&
           oct_slice_find(tex, OCT_S("\xEF\xBF\xBF")) == tex.len;
}

oct_math *oct_math_parse(oct_slice tex, oct_arena *arena, oct_slice *trouble) {
    math_parser p = {.arena = arena, .rest = tex};
    oct_math *root = math_node(&p, OCT_MATH_ROW);
    math_open_list(&p, root, AT_END);
    if (!fits_xml(tex))
        math_fail(&p, OCT_S("a control character"));
    while (!p.failed && p.rest.len)
        step(&p);
    if (!p.failed && (p.depth != 1 || math_top(&p)->arguments))
        math_fail(&p, OCT_S("the end"));
    if (!p.failed && arena->failed)
        math_fail(&p, (oct_slice){NULL, 0});
    *trouble = p.trouble;
    if (p.failed)
        return NULL;
    inherit_variants(root);
    return root;
}
