/* plain/formula_shape - see formula_shape.h. */
#include "formats/plain/formula_shape.h"

#include "base/utf8.h"
#include "formats/plain/scripts.h"

/* ---- Signs ------------------------------------------------------------------------------------
 */

typedef struct sign_range {
    uint16_t first, last;
} sign_range;

static bool is_within(uint32_t c, const sign_range *ranges, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

/* Signs between two terms (Unicode's file MathClass.txt, class B). */
static bool joins(uint32_t c) {
    static const sign_range ranges[] = {
        {'+', '+'},       {0xB1, 0xB1},     {0xB7, 0xB7},     {0xD7, 0xD7},     {0xF7, 0xF7},
        {0x2212, 0x2214}, {0x2216, 0x2219}, {0x2227, 0x222A}, {0x2238, 0x2238}, {0x2240, 0x2240},
        {0x228C, 0x228E}, {0x2293, 0x22A1}, {0x22BA, 0x22BD}, {0x22C4, 0x22C7}, {0x22C9, 0x22CC},
        {0x22CE, 0x22CF}, {0x22D2, 0x22D3}, {0x2305, 0x2306}, {0x2A3F, 0x2A3F},
    };
    return is_within(c, ranges, sizeof ranges / sizeof *ranges);
}

/* Arrows and relations. */
static bool relates(uint32_t c) {
    static const sign_range ranges[] = {
        {'<', '>'},       {':', ':'},       {0x2190, 0x21FF}, {0x2208, 0x220D}, {0x221D, 0x221D},
        {0x2223, 0x2226}, {0x2234, 0x2237}, {0x2239, 0x228B}, {0x228F, 0x2292}, {0x22A2, 0x22B8},
        {0x22C8, 0x22C8}, {0x22CD, 0x22CD}, {0x22D0, 0x22D1}, {0x22D4, 0x22ED}, {0x22F2, 0x22FF},
        {0x27C2, 0x27C2}, {0x27F0, 0x27FF}, {0x2900, 0x297F}, {0x2A66, 0x2AFF},
    };
    return is_within(c, ranges, sizeof ranges / sizeof *ranges);
}

static formula_class sign_class(const oct_formula *node) {
    size_t length;
    uint32_t c = node->text.len ? oct_utf8_decode(node->text, &length) : 0;
    if (node->flags & OCT_FORMULA_LARGE)
        return FORMULA_SUM;
    if (node->flags & OCT_FORMULA_RELATES)
        return FORMULA_RELATES;
    if (node->flags & OCT_FORMULA_OPENS)
        return FORMULA_OPENS;
    if ((node->flags & OCT_FORMULA_CLOSES) || c == '!')
        return FORMULA_CLOSES;
    if (c == ',' || c == ';')
        return FORMULA_ENDS;
    if (joins(c) || oct_slice_is(node->text, "mod"))
        return FORMULA_JOINS;
    return relates(c) ? FORMULA_RELATES : FORMULA_ORDINARY;
}

const oct_formula *oct_formula_base(const oct_formula *node) {
    while (node->kind == OCT_FORMULA_SCRIPTS && node->first)
        node = node->first;
    return node;
}

/* As it would be alone. */
static formula_class class_alone(const oct_formula *node) {
    if (!node)
        return FORMULA_NONE;
    node = oct_formula_base(node);
    if (node->kind == OCT_FORMULA_OPERATOR)
        return sign_class(node);
    if (node->kind == OCT_FORMULA_SPACE)
        return FORMULA_BLANK;
    return FORMULA_ORDINARY;
}

bool oct_formula_goes_on(const oct_formula *cell) {
    return cell->kind == OCT_FORMULA_CELL && cell->width > 0 &&
           (cell->parent->parent->flags & OCT_FORMULA_TIGHT);
}

static formula_class class_beside(const oct_formula *node, bool before) {
    const oct_formula *beside = node;
    do
        beside = before ? beside->previous : beside->next;
    while (beside && beside->kind == OCT_FORMULA_SPACE);
    bool goes_on = !beside && before && node->parent && oct_formula_goes_on(node->parent);
    return goes_on ? FORMULA_ORDINARY : class_alone(beside);
}

static bool is_bar(const oct_formula *node) {
    return node->kind == OCT_FORMULA_OPERATOR &&
           (oct_slice_is(node->text, "|") || oct_slice_is(node->text, "‖"));
}

static bool begins_term(formula_class before) {
    return before == FORMULA_NONE || before == FORMULA_JOINS || before == FORMULA_RELATES ||
           before == FORMULA_OPENS || before == FORMULA_ENDS || before == FORMULA_SUM;
}

formula_class oct_formula_class(const oct_formula *node) {
    formula_class alone = class_alone(node);
    if (is_bar(oct_formula_base(node)))
        return begins_term(class_beside(node, true)) ? FORMULA_OPENS : FORMULA_CLOSES;
    if (alone != FORMULA_JOINS)
        return alone;
    const oct_formula *before = node->previous;
    if (before && is_bar(oct_formula_base(before)))
        return oct_formula_class(before) == FORMULA_OPENS ? FORMULA_ORDINARY : alone;
    formula_class after = class_beside(node, false);
    bool alone_after = after == FORMULA_NONE || after == FORMULA_RELATES ||
                       after == FORMULA_CLOSES || after == FORMULA_ENDS;
    return begins_term(class_beside(node, true)) || alone_after ? FORMULA_ORDINARY : alone;
}

uint32_t oct_formula_accent_mark(oct_slice accent) {
    static const struct {
        char sign[4];
        uint16_t mark;
    } marks[] = {
        {"^", 0x302}, {"ˇ", 0x30C}, {"˘", 0x306},  {"´", 0x301},  {"`", 0x300},
        {"~", 0x303}, {"¯", 0x304}, {"→", 0x20D7}, {"←", 0x20D6}, {"↔", 0x20E1},
        {"˙", 0x307}, {"¨", 0x308}, {"⃛", 0x20DB},  {"˚", 0x30A},  {"_", 0x332},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (oct_slice_is(accent, marks[i].sign))
            return marks[i].mark;
    return 0;
}

/* ---- Scripts ----------------------------------------------------------------------------------
 */

enum {
    LONGEST_SCRIPT = 6, /* characters: more are not read well */
    THIN_SPACE = 8      /* eighteenths of an em: it does not part two factors */
};

bool oct_formula_is_raised(const oct_formula *script) {
    return (script->parent->flags & OCT_FORMULA_SUP) && script == script->parent->last;
}

static size_t characters(oct_slice text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

bool oct_formula_is_word(const oct_formula *node) {
    return node->kind == OCT_FORMULA_FUNCTION || node->kind == OCT_FORMULA_TEXT ||
           (node->kind == OCT_FORMULA_IDENTIFIER && characters(node->text) > 1);
}

static bool leaf_has_form(const oct_formula *leaf, bool raised) {
    return !leaf->first && leaf->text.len && !oct_formula_is_word(leaf) &&
           oct_script_text_fits(leaf->text, raised);
}

/* Those of a sum or a limit are written alike, and so that they are read well. */
static bool stands_around(const oct_formula *scripts) {
    return (scripts->flags & OCT_FORMULA_LIMITS) != 0;
}

static bool alone_has_form(const oct_formula *script) {
    bool raised = oct_formula_is_raised(script);
    if (script->kind != OCT_FORMULA_ROW)
        return leaf_has_form(script, raised);
    size_t count = 0;
    for (const oct_formula *child = script->first; child; child = child->next) {
        if (child->kind != OCT_FORMULA_SPACE && !leaf_has_form(child, raised))
            return false;
        count += characters(child->text);
        if (count > LONGEST_SCRIPT)
            return false;
    }
    return count > 0 && !stands_around(script->parent);
}

bool oct_formula_has_script_form(const oct_formula *script) {
    if (!stands_around(script->parent))
        return alone_has_form(script);
    for (const oct_formula *each = script->parent->first->next; each; each = each->next)
        if (!alone_has_form(each))
            return false;
    return true;
}

/* ---- Brackets ---------------------------------------------------------------------------------
 */

static bool is_sign(const oct_formula *node, const char *sign) {
    return node && node->kind == OCT_FORMULA_OPERATOR && oct_slice_is(node->text, sign);
}

static bool is_letter(const oct_formula *node, const char *letter) {
    node = oct_formula_base(node);
    return node->kind == OCT_FORMULA_IDENTIFIER && oct_slice_is(node->text, letter);
}

/* "dx", "∂t²", which are read as one. */
static bool is_differential(const oct_formula *row) {
    return row->kind == OCT_FORMULA_ROW && row->first && row->first->next &&
           row->first->next == row->last &&
           (is_letter(row->first, "d") || is_letter(row->first, "∂")) &&
           oct_formula_base(row->last)->kind == OCT_FORMULA_IDENTIFIER;
}

/* A part in brackets, also the argument of a function: "(a + b)", "f(x)", "(a + b)²". */
static bool is_enclosed(const oct_formula *row) {
    const oct_formula *first = row->first;
    if (first && first->kind == OCT_FORMULA_IDENTIFIER && first->next)
        first = first->next;
    if (first && class_alone(first) != FORMULA_OPENS)
        return first == row->last && first->kind == OCT_FORMULA_FENCED && first->text.len &&
               first->close.len;
    size_t depth = 0;
    for (const oct_formula *child = first; child; child = child->next) {
        formula_class class = is_sign(child, "!") ? FORMULA_ORDINARY : class_alone(child);
        depth += class == FORMULA_OPENS;
        depth -= class == FORMULA_CLOSES && depth > 0;
        if (depth == 0)
            return child == row->last;
    }
    return false;
}

static const oct_formula *only_part(const oct_formula *node) {
    while (node->kind == OCT_FORMULA_ROW && node->first && node->first == node->last)
        node = node->first;
    return node;
}

static bool is_single(const oct_formula *node) {
    node = only_part(node);
    switch (node->kind) {
    case OCT_FORMULA_IDENTIFIER:
    case OCT_FORMULA_FUNCTION:
    case OCT_FORMULA_NUMBER:
    case OCT_FORMULA_OPERATOR:
    case OCT_FORMULA_ROOT:
    case OCT_FORMULA_FENCED:
    case OCT_FORMULA_ACCENT:
    case OCT_FORMULA_PHANTOM:
    case OCT_FORMULA_SPACE:
        return true;
    case OCT_FORMULA_TEXT:
        return oct_slice_find_byte(node->text, ' ') == node->text.len;
    case OCT_FORMULA_SCRIPTS:
        return !(oct_formula_base(node)->flags & OCT_FORMULA_LARGE);
    case OCT_FORMULA_ROW:
        return !node->first || is_enclosed(node);
    case OCT_FORMULA_FRACTION:
    case OCT_FORMULA_BOX:
    case OCT_FORMULA_TABLE:
    case OCT_FORMULA_TABLE_ROW:
    case OCT_FORMULA_CELL:
        break;
    }
    return false;
}

static bool is_factor(const oct_formula *node) {
    if (node->kind == OCT_FORMULA_SPACE)
        return node->width <= THIN_SPACE;
    formula_class class = class_alone(node);
    const oct_formula *base = oct_formula_base(node);
    return class != FORMULA_JOINS && class != FORMULA_RELATES && class != FORMULA_ENDS &&
           class != FORMULA_SUM && !is_sign(node, "/") && base->kind != OCT_FORMULA_FUNCTION &&
           base->kind != OCT_FORMULA_FRACTION && base->kind != OCT_FORMULA_TEXT &&
           base->kind != OCT_FORMULA_TABLE;
}

/* Factors without signs between them: "−2x", "f(x + 1)". */
static bool is_product(const oct_formula *node) {
    if (node->kind != OCT_FORMULA_ROW)
        return is_single(node);
    const oct_formula *child = node->first;
    if (child && is_sign(child, "−"))
        child = child->next;
    size_t depth = 0;
    for (; child; child = child->next) {
        formula_class class = class_alone(child);
        depth -= class == FORMULA_CLOSES && depth > 0;
        if (depth == 0 && !is_factor(child))
            return false;
        depth += class == FORMULA_OPENS;
    }
    return true;
}

bool oct_formula_is_letters(const oct_formula *node) {
    if (node->kind != OCT_FORMULA_ROW)
        return node->kind == OCT_FORMULA_IDENTIFIER || node->kind == OCT_FORMULA_NUMBER;
    for (const oct_formula *child = node->first; child; child = child->next)
        if (child->kind != OCT_FORMULA_IDENTIFIER && child->kind != OCT_FORMULA_NUMBER)
            return false;
    return node->first != NULL;
}

bool oct_formula_is_operand(const oct_formula *node) {
    formula_class class = class_alone(node);
    return node && (class == FORMULA_ORDINARY || class == FORMULA_SUM) &&
           node->kind != OCT_FORMULA_TEXT && !is_bar(node);
}

static bool is_short_root(const oct_formula *under) {
    return !under->first && !oct_formula_is_word(under) && under->kind != OCT_FORMULA_SPACE;
}

bool oct_formula_ends_open(const oct_formula *node) {
    if (!node)
        return false;
    if (oct_formula_is_word(node))
        return true;
    if (node->kind == OCT_FORMULA_ROOT)
        return is_short_root(node->last);
    return node->kind == OCT_FORMULA_SCRIPTS && node->first != node->last &&
           !oct_formula_has_script_form(node->last) && is_single(node->last);
}

static const oct_formula *beside_thin_space(const oct_formula *node, bool before) {
    const oct_formula *beside = before ? node->previous : node->next;
    if (beside && beside->kind == OCT_FORMULA_SPACE && beside->width <= THIN_SPACE)
        beside = before ? beside->previous : beside->next;
    return beside;
}

/* "(1/2)mv²": what stands beside a fraction would be read as a part of it. */
static bool is_multiplied(const oct_formula *fraction) {
    const oct_formula *before = beside_thin_space(fraction, true);
    const oct_formula *after = beside_thin_space(fraction, false);
    formula_class class = class_alone(after);
    bool times_before = oct_formula_is_operand(before) && class_alone(before) != FORMULA_SUM &&
                        !(oct_formula_base(before)->flags & OCT_FORMULA_LIMITS) &&
                        !is_sign(before, "−");
    return times_before || class_alone(before) == FORMULA_CLOSES || oct_formula_is_operand(after) ||
           class == FORMULA_OPENS || is_sign(after, "!");
}

static bool needs_brackets_in_fraction(const oct_formula *node) {
    if (node->parent->flags & OCT_FORMULA_BARE)
        return false;
    if (node == node->parent->first)
        return !is_product(node);
    return !is_single(node) && !is_differential(node);
}

static bool needs_brackets_in_scripts(const oct_formula *node) {
    bool is_base = node == node->parent->first;
    node = only_part(node);
    bool scripts = node->kind == OCT_FORMULA_SCRIPTS;
    bool above = scripts && (node->flags & OCT_FORMULA_SUP);
    return !is_single(node) || (is_base ? above || node->kind == OCT_FORMULA_ROOT : scripts);
}

bool oct_formula_needs_brackets(const oct_formula *node) {
    const oct_formula *parent = node->parent;
    if (!parent)
        return false;
    switch (parent->kind) {
    case OCT_FORMULA_FRACTION:
        return needs_brackets_in_fraction(node);
    case OCT_FORMULA_SCRIPTS:
        return needs_brackets_in_scripts(node);
    case OCT_FORMULA_ROOT:
        return node == parent->last && !is_short_root(node) &&
               !(node->kind == OCT_FORMULA_FENCED && oct_slice_is(node->text, "("));
    case OCT_FORMULA_ACCENT:
        return node->kind == OCT_FORMULA_ROW
                   ? !oct_formula_is_letters(node)
                   : node->kind != OCT_FORMULA_IDENTIFIER && node->kind != OCT_FORMULA_NUMBER;
    case OCT_FORMULA_ROW:
    case OCT_FORMULA_CELL:
        if (node->kind == OCT_FORMULA_FRACTION)
            return is_multiplied(node);
        return node->kind == OCT_FORMULA_TABLE && parent->first != parent->last;
    case OCT_FORMULA_FENCED:
    case OCT_FORMULA_BOX:
    case OCT_FORMULA_PHANTOM:
    case OCT_FORMULA_TABLE:
    case OCT_FORMULA_TABLE_ROW:
    case OCT_FORMULA_IDENTIFIER:
    case OCT_FORMULA_FUNCTION:
    case OCT_FORMULA_NUMBER:
    case OCT_FORMULA_OPERATOR:
    case OCT_FORMULA_TEXT:
    case OCT_FORMULA_SPACE:
        break;
    }
    return false;
}
