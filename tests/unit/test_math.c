/* tests/unit/test_math - TeX's mathematics as MathML: each construct, what is refused, and that
 * neither depth nor length nor missing memory does harm. */
#include "cmocka_all.h"

#include "math/math.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* The MathML of a formula without the row around it all; "?" and what is not understood. */
static const char *mathml_of(const char *tex) {
    static char text[4096];
    oct_arena arena;
    oct_buffer out;
    oct_slice trouble;
    oct_arena_init(&arena, &oct_allocator_malloc);
    oct_buffer_init(&out, &oct_allocator_malloc);
    const oct_math *formula = oct_math_parse(oct_slice_of(tex), &arena, &trouble);
    if (formula)
        oct_math_write_mathml(formula, &out);
    else
        oct_buffer_printf(&out, "?%.*s", OCT_SLICE_ARG(trouble));
    snprintf(text, sizeof text, "%.*s", OCT_SLICE_ARG(oct_buffer_view(&out)));
    oct_buffer_free(&out);
    oct_arena_clear(&arena);
    return text;
}

static void each_construct(void **state) {
    static const char *const pairs[][2] = {
        {"", "<mrow></mrow>"},
        {"x", "<mi>x</mi>"},
        {"3.14", "<mn>3.14</mn>"},
        {"a-b", "<mrow><mi>a</mi><mo>\u2212</mo><mi>b</mi></mrow>"},
        {"a<b % said", "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"},
        {"x^2", "<msup><mi>x</mi><mn>2</mn></msup>"},
        {"x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"},
        {"x^2_i", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"},
        {"x^10", "<mrow><msup><mi>x</mi><mn>1</mn></msup><mn>0</mn></mrow>"},
        {"f'", "<msup><mi>f</mi><mo>\u2032</mo></msup>"},
        {"f''^2", "<msup><mi>f</mi><mrow><mo>\u2032\u2032</mo><mn>2</mn></mrow></msup>"},
        {"^2", "<msup><mrow></mrow><mn>2</mn></msup>"},
        {"x^\\frac12", "<msup><mi>x</mi><mfrac><mn>1</mn><mn>2</mn></mfrac></msup>"},
        {"\\frac{a b}c", "<mfrac><mrow><mi>a</mi><mi>b</mi></mrow><mi>c</mi></mfrac>"},
        {"\\sqrt2", "<msqrt><mn>2</mn></msqrt>"},
        {"\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"},
        {"\\alpha\\Gamma", "<mrow><mi>α</mi><mi mathvariant=\"normal\">Γ</mi></mrow>"},
        {"\\mathbb{R}\\mathbf x\\mathcal B", "<mrow><mi>ℝ</mi><mi>𝐱</mi><mi>ℬ</mi></mrow>"},
        {"\\mathrm{const}", "<mi>const</mi>"},
        {"\\mathrm d", "<mi mathvariant=\"normal\">d</mi>"},
        {"\\sum_{i}^n i",
         "<mrow><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>i</mi></mrow>"},
        {"\\int_0^1", "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>"},
        {"\\int\\limits_0", "<munder><mo>∫</mo><mn>0</mn></munder>"},
        {"\\sin x", "<mrow><mi>sin</mi><mspace width=\"0.166em\" /><mi>x</mi></mrow>"},
        {"\\left(x\\right]",
         "<mrow><mo fence=\"true\" stretchy=\"true\" form=\"prefix\">(</mo><mi>x</mi>"
         "<mo fence=\"true\" stretchy=\"true\" form=\"postfix\">]</mo></mrow>"},
        {"\\left.x\\right|",
         "<mrow><mi>x</mi><mo fence=\"true\" stretchy=\"true\" form=\"postfix\">|</mo></mrow>"},
        {"\\hat x", "<mover accent=\"true\"><mi>x</mi><mo stretchy=\"false\">^</mo></mover>"},
        {"\\underbrace{a}_n",
         "<munder><munder accentunder=\"true\"><mi>a</mi><mo stretchy=\"true\">\u23DF</mo>"
         "</munder><mi>n</mi></munder>"},
        {"\\overset ! =", "<mover><mo>=</mo><mo>!</mo></mover>"},
        {"\\not\\in", "<mo>∈\u0338</mo>"},
        {"\\text{ if }x", "<mrow><mtext>\u00A0if\u00A0</mtext><mi>x</mi></mrow>"},
        {"\\binom nk", "<mrow><mo fence=\"true\" stretchy=\"true\" form=\"prefix\">(</mo>"
                       "<mfrac linethickness=\"0\"><mi>n</mi><mi>k</mi></mfrac>"
                       "<mo fence=\"true\" stretchy=\"true\" form=\"postfix\">)</mo></mrow>"},
        {"\\begin{matrix}a&b\\\\c\\\\\\end{matrix}",
         "<mtable columnalign=\"center\"><mtr><mtd style=\"text-align: center\"><mi>a</mi></mtd>"
         "<mtd style=\"text-align: center\"><mi>b</mi></mtd></mtr>"
         "<mtr><mtd style=\"text-align: center\"><mi>c</mi></mtd></mtr></mtable>"},
        {"\\xrightarrow[b]{a}",
         "<munderover><mo stretchy=\"true\">→</mo><mi>b</mi><mi>a</mi></munderover>"},
        {"a \\pmod n",
         "<mrow><mi>a</mi><mspace width=\"1.000em\" />"
         "<mrow><mo fence=\"true\" stretchy=\"true\" form=\"prefix\">(</mo>"
         "<mrow><mi>mod</mi><mspace width=\"0.333em\" /><mi>n</mi></mrow>"
         "<mo fence=\"true\" stretchy=\"true\" form=\"postfix\">)</mo></mrow></mrow>"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(mathml_of(pairs[i][0]), pairs[i][1]);
}

static void what_is_no_formula(void **state) {
    static const char *const pairs[][2] = {
        {"\\foo x", "?\\foo"},
        {"x^", "?the end"},
        {"{x", "?the end"},
        {"x}", "?}"},
        {"x^2^3", "?^"},
        {"x_1_2", "?_"},
        {"\\frac1", "?the end"},
        {"\\left(x", "?the end"},
        {"\\right)", "?\\right"},
        {"a&b", "?&"},
        {"a\\\\b", "?\\\\"},
        {"\\begin{x}", "?x"},
        {"\\begin{matrix}\\end{cases}", "?cases"},
        {"\\end{matrix}", "?matrix"},
        {"\\text{$x$}", "?$x$"},
        {"\\", "?\\"},
        {"$", "?$"},
        {"\\frac}", "?}"},
        {"\\sqrt[", "?the end"},
        {"\\left", "?\\left"},
        {"\\text", "?{"},
        {"\\not", "?\\not"},
        {"\\big", "?\\big"},
        {"\\text{\x01}", "?a control character"},
        {"\\text{\xEF\xBF\xBF}", "?a control character"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(mathml_of(pairs[i][0]), pairs[i][1]);
}

/* As long as a megabyte of one thing after another, or in one another. */
static void length_and_depth(void **state) {
    static const char *const pieces[] = {
        "{", "x_1", "\\frac", "\\sqrt[", "x'", "\\left(", "\\begin{matrix}",
        "^", "&",   "\\hat",  "1",       "}"};
    enum { LENGTH = 1 << 20 };
    char *text = malloc(LENGTH + 32);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t piece = strlen(pieces[i]), length = 0;
        for (; length < LENGTH; length += piece)
            memcpy(text + length, pieces[i], piece);
        text[length] = '\0';
        clock_t begin = clock();
        mathml_of(text);
        assert_true(clock() - begin < 20 * CLOCKS_PER_SEC);
    }
    free(text);
}

static void each_failing_allocation(void **state) {
    static const char tex[] = "\\frac{\\text{a b}}{\\sqrt[3]{x''}}\\begin{array}{lr}\\binom nk"
                              "&\\not=\\\\\\xrightarrow[a]b\\end{array}\\hat x\\overset ab";
    const oct_math *formula = NULL;
    for (size_t n = 0; !formula; n++) {
        failing_allocator memory = {n, 0};
        oct_allocator allocator = failing_allocator_of(&memory);
        oct_arena arena;
        oct_slice trouble;
        oct_arena_init(&arena, &allocator);
        formula = oct_math_parse(oct_slice_of(tex), &arena, &trouble);
        assert_true(formula || arena.failed);
        oct_arena_clear(&arena);
        assert_int_equal(memory.allocated, 0);
        assert_true(n < 100);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_construct),
        cmocka_unit_test(what_is_no_formula),
        cmocka_unit_test(length_and_depth),
        cmocka_unit_test(each_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
