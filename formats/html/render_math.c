/* formats/html/render_math - formulas: MathML in books, else TeX for a script to find. */
#include "formats/html/render_private.h"

#include "math/math.h"

/* TeX between the marks that MathJax and KaTeX look for; without them in a book, where nobody
 * does. */
static void put_source(renderer *r, const oct_node *node) {
    bool display = (node->flags & OCT_DISPLAY) != 0, marked = r->syntax == OCT_HTML;
    put_open(r, "span", node, display ? "math display" : "math inline");
    if (marked)
        put_string(r, display ? "\\[" : "\\(");
    oct_html_write_text(r, node->as.text);
    if (marked)
        put_string(r, display ? "\\]" : "\\)");
    PUT(r, "</span>");
}

static void report_source(renderer *r, const oct_node *node, oct_slice trouble) {
    oct_report(r->context, OCT_D_NOT_RENDERED, oct_place_of(r->document, node), NULL,
               "a formula is shown as its TeX source, which is not understood at \"%.*s\"",
               OCT_SLICE_ARG(trouble));
}

/* The source is what speaks where formulas cannot. */
static void put_mathml(renderer *r, const oct_node *node, const oct_math *formula) {
    bool display = (node->flags & OCT_DISPLAY) != 0;
    if (node->attributes || display)
        put_open(r, "span", node, display ? "math display" : "math inline");
    PUT(r, "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"");
    if (display)
        PUT(r, " display=\"block\"");
    oct_html_write_attribute(r, "alttext", oct_slice_trim(node->as.text));
    PUT(r, ">");
    oct_math_write_mathml(formula, r->out);
    PUT(r, "</math>");
    if (node->attributes || display)
        PUT(r, "</span>");
    r->formulas++;
}

void oct_html_put_math(renderer *r, const oct_node *node) {
    oct_slice trouble = {NULL, 0};
    const oct_math *formula = NULL;
    bool wants = r->mathml && r->syntax == OCT_XHTML && oct_slice_trim(node->as.text).len;
    if (wants)
        formula = oct_math_parse(node->as.text, &r->formula, &trouble);
    if (formula) {
        put_mathml(r, node, formula);
    } else {
        put_source(r, node);
        if (wants && !r->formula.failed)
            report_source(r, node, trouble);
    }
    if (wants && !r->formula.failed)
        oct_arena_clear(&r->formula);
}
