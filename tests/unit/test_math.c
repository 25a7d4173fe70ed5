/* Formulas: TeX into trees, written here as lists: (kind part part). */
#include "cmocka_all.h"

#include "base/buffer.h"
#include "math/formula.h"
#include "math/symbols.h"

static const char *const kinds[] = {
    [OCT_FORMULA_ROW] = "",          [OCT_FORMULA_IDENTIFIER] = "",
    [OCT_FORMULA_FUNCTION] = "fn",   [OCT_FORMULA_NUMBER] = "",
    [OCT_FORMULA_OPERATOR] = "",     [OCT_FORMULA_TEXT] = "text",
    [OCT_FORMULA_SPACE] = "space",   [OCT_FORMULA_FRACTION] = "frac",
    [OCT_FORMULA_ROOT] = "root",     [OCT_FORMULA_SCRIPTS] = "scripts",
    [OCT_FORMULA_FENCED] = "fenced", [OCT_FORMULA_ACCENT] = "accent",
    [OCT_FORMULA_BOX] = "box",       [OCT_FORMULA_PHANTOM] = "phantom",
    [OCT_FORMULA_TABLE] = "table",   [OCT_FORMULA_TABLE_ROW] = "tr",
    [OCT_FORMULA_CELL] = "td",
};

static const char *scripts_name(const oct_formula *node) {
    static const char *const names[] = {"", "sub", "sup", "subsup"};
    static const char *const limits[] = {"", "under", "over", "underover"};
    uint32_t parts = node->flags & (OCT_FORMULA_SUB | OCT_FORMULA_SUP);
    return node->flags & OCT_FORMULA_LIMITS ? limits[parts] : names[parts];
}

static bool has_parts(oct_formula_kind kind) {
    return kind == OCT_FORMULA_ROW || (kind >= OCT_FORMULA_FRACTION && kind <= OCT_FORMULA_CELL);
}

static void dump_leaf(oct_buffer *out, const oct_formula *node) {
    if (*kinds[node->kind])
        oct_buffer_printf(out, "%s:", kinds[node->kind]);
    if (node->kind == OCT_FORMULA_SPACE)
        oct_buffer_number(out, node->width);
    else
        oct_buffer_slice(out, node->text);
}

static void dump_begin(oct_buffer *out, const oct_formula *node) {
    oct_buffer_printf(out, "(%s",
                      node->kind == OCT_FORMULA_SCRIPTS ? scripts_name(node) : kinds[node->kind]);
    if (node->text.len || node->close.len)
        oct_buffer_printf(out, ":%.*s,%.*s", OCT_SLICE_ARG(node->text), OCT_SLICE_ARG(node->close));
}

static void dump(oct_buffer *out, oct_formula *formula) {
    bool first = true; /* of the parts of a row without a name */
    for (oct_formula_step step = {formula, true}; step.node;
         step = oct_formula_next(step, formula)) {
        if (step.entering && !first)
            oct_buffer_byte(out, ' ');
        first = step.entering && step.node->first && !*kinds[step.node->kind];
        if (!has_parts(step.node->kind)) {
            dump_leaf(out, step.node);
            continue;
        }
        if (step.entering)
            dump_begin(out, step.node);
        if (!step.entering || !step.node->first)
            oct_buffer_byte(out, ')');
    }
    oct_buffer_byte(out, '\0');
}

/* The tree of a formula, or "! problem: what it is about". */
static void expect(const char *tex, const char *expected) {
    oct_arena arena;
    oct_buffer out;
    oct_formula_problem problem;
    oct_arena_init(&arena, &oct_allocator_malloc);
    oct_buffer_init(&out, &oct_allocator_malloc);
    oct_formula *formula = oct_formula_parse(&arena, oct_slice_of(tex), &problem);
    if (formula) {
        dump(&out, formula);
    } else {
        oct_buffer_printf(&out, "! %s: %.*s", problem.what, OCT_SLICE_ARG(problem.about));
        oct_buffer_byte(&out, '\0');
    }
    assert_string_equal(out.ptr, expected);
    oct_buffer_free(&out);
    oct_arena_clear(&arena);
}

static void characters(void **state) {
    expect("", "()");
    expect("a", "(a)");
    expect("ab = 3.14 - x*y", "(a b = 3.14 − x ∗ y)");
    expect("\\alpha\\le\\infty", "(α ≤ ∞)");
    expect("a % said\n b", "(a b)");
    expect("é → 数", "(é → 数)");
    expect("\\not=\\not\\in\\not\\to", "(≠ ∉ ↛)");
    expect("\\{a\\}", "({ a })");
    expect("a~b\\,c\\!d\\ e", "(a space:6 b space:3 c space:-3 d space:6 e)");
}

static void groups(void **state) {
    expect("{a}{bc}{}", "(a (b c) ())");
    expect("\\frac12", "((frac 1 2))");
    expect("\\frac{a+b}\\pi", "((frac (a + b) π))");
    expect("\\sqrt 2\\sqrt[3]{x}", "((root 2) (root x 3))");
    expect("\\binom nk", "((fenced:(,) (frac n k)))");
    expect("\\left(\\frac a b\\middle|c\\right]", "((fenced:(,] ((frac a b) | c)))");
    expect("\\left.x\\right|_0", "((sub (fenced:,| x) 0))");
    expect("\\boxed{a}\\phantom b", "((box a) (phantom b))");
    expect("a\\pmod n", "(a space:8 (fenced:(,) (mod space:6 n)))");
}

static void scripts(void **state) {
    expect("x^2_1", "((subsup x 1 2))");
    expect("x_1^2", "((subsup x 1 2))");
    expect("x^12", "((sup x 1) 2)");
    expect("x^{12}", "((sup x 12))");
    expect("{x_1}^2", "((sup ((sub x 1)) 2))");
    expect("x'", "((sup x ′))");
    expect("x''_a^2y", "((subsup x a (″ 2)) y)");
    expect("^2", "((sup () 2))");
    expect("\\frac{x^2}{y_{i_j}}", "((frac (sup x 2) (sub y (sub i j))))");
    expect("\\sum_{i=1}^n\\int_0^1\\lim_{x\\to0}f",
           "((underover ∑ (i = 1) n) (subsup ∫ 0 1) space:3 (under fn:lim (x → 0)) space:3 f)");
    expect("\\sum\\nolimits_i\\int\\limits_a", "((sub ∑ i) (under ∫ a))");
    expect("\\overset!=\\underset xy\\stackrel{a}{b}", "((over = !) (under y x) (over b a))");
    expect("\\xrightarrow[b]{a}\\xleftarrow c", "((underover → b a) (over ← c))");
    expect("\\overbrace{a+b}^n", "((over (accent:⏞, (a + b)) n))");
}

static void names(void **state) {
    expect("2\\sin x", "(2 space:3 fn:sin space:3 x)");
    expect("\\sin(x)", "(fn:sin ( x ))");
    expect("\\sin^2\\theta", "((sup fn:sin 2) space:3 θ)");
    expect("\\operatorname{rank}A", "(fn:rank space:3 A)");
    expect("\\mathrm{kg}\\mathrm dx", "(kg d x)");
    expect("\\mathbb{R}\\mathbf{A1}\\mathcal B\\mathfrak{g}\\boldsymbol\\alpha", "(ℝ (𝐀 𝟏) ℬ 𝔤 𝜶)");
    expect("{\\bf v}w", "(𝐯 w)");
    expect("\\hat x\\vec{ab}", "((accent:^, x) (accent:→, (a b)))");
    expect("\\text{if $x$ is {so} \\& so}y",
           "((text:if  x text: is  text:so text:  text:& text: so) y)");
}

static void tables(void **state) {
    expect("\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}",
           "((fenced:(,) (table:c,pmatrix (tr (td a) (td b)) (tr (td c) (td d)))))");
    expect("\\begin{cases}1&x\\\\2\\\\\\end{cases}",
           "((fenced:{, (table:l,cases (tr (td 1) (td x)) (tr (td 2)))))");
    expect("\\begin{array}{l|r}a&b\\\\[2pt]\\hline c\\end{array}",
           "((table:lr,array (tr (td a) (td b)) (tr (td c))))");
    expect("\\begin{align*}a&=b\\nonumber\\\\&=c\\end{align*}",
           "((table:rl,align* (tr (td a) (td = b)) (tr (td) (td = c))))");
    expect("a&=b\\\\&=c", "((table:rl, (tr (td a) (td = b)) (tr (td) (td = c))))");
    expect("\\begin{equation}a=b\\end{equation}", "((a = b))");
    expect("\\sum_{\\substack{i\\\\j}}", "((under ∑ (table:c, (tr (td i)) (tr (td j)))))");
}

static void problems(void **state) {
    expect("\\foo", "! has an unknown command: \\foo");
    expect("\\begin{tikzpicture}", "! has an unknown environment: tikzpicture");
    expect("{a", "! ends too early: ");
    expect("a}", "! has a brace that closes nothing: ");
    expect("x^", "! ends too early: ");
    expect("x^1^2", "! has two scripts in one place: ");
    expect("\\frac^2", "! has a script where a part is missing: ");
    expect("\\left(a", "! ends too early: ");
    expect("a\\right)", "! has \\right without \\left: ");
    expect("\\left x", "! lacks a bracket: ");
    expect("{a\\\\b}", "! has a line break or a column outside of a table: ");
    expect("\\begin{matrix}a\\end{pmatrix}",
           "! has an end of something that was not begun: pmatrix");
    expect("\\text x", "! lacks a group in braces: ");
    expect("\\text{\\foo}", "! has a command within text: f");
    expect("a$b", "! has a dollar sign in it: ");
    expect("#", "! has a character that is no mathematics: #");
    expect("\\", "! has an unknown command: \\");
}

static void deep(void **state) {
    char tex[4000] = "";
    for (size_t i = 0; i < 90; i++)
        strcat(tex, "\\frac{1}{");
    expect(tex, "! ends too early: ");
    for (size_t i = 0; i < 100; i++)
        strcat(tex, "\\frac{1}{");
    expect(tex, "! is nested too deep: ");
}

static void alphabets(void **state) {
    assert_int_equal(oct_math_letter('A', MATH_FONT_BOLD), 0x1D400);
    assert_int_equal(oct_math_letter('z', MATH_FONT_SCRIPT), 0x1D4CF);
    assert_int_equal(oct_math_letter('Z', MATH_FONT_DOUBLE_STRUCK), 0x2124);
    assert_int_equal(oct_math_letter('?', MATH_FONT_BOLD), '?');
    assert_int_equal(oct_math_letter('1', MATH_FONT_SCRIPT), '1');
    assert_non_null(oct_symbol_find(OCT_S("|")));
    assert_null(oct_symbol_find(OCT_S("")));
    assert_null(oct_symbol_find(OCT_S("alph")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters), cmocka_unit_test(groups),    cmocka_unit_test(scripts),
        cmocka_unit_test(names),      cmocka_unit_test(tables),    cmocka_unit_test(problems),
        cmocka_unit_test(deep),       cmocka_unit_test(alphabets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
