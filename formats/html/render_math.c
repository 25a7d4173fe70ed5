/* formats/html/render_math - mathematics as MathML 3 presentation markup, with its TeX as
 * annotation and as alternative text. What is written is also right by MathML Core, which browsers
 * have: where it lacks an attribute, a style stands beside it. */
#include "core/formulas.h"
#include "formats/html/render_private.h"

enum { EM = 18 /* units of a formula's widths */ };

static void put_tag(renderer *r, const char *name, bool opening) {
    put_string(r, opening ? "<" : "</");
    put_string(r, name);
    PUT(r, ">");
}

/* An attribute of so many eighteenths of an em. */
static void put_width(renderer *r, const char *name, int32_t width) {
    int32_t thousandths = width * 1000 / EM, size = thousandths < 0 ? -thousandths : thousandths;
    oct_buffer_printf(r->out, " %s=\"%s%d.%03dem\"", name, width < 0 ? "-" : "", (int)(size / 1000),
                      (int)(size % 1000));
}

/* ---- Leaves ------------------------------------------------------------------------------- */

static bool is_one_letter(oct_slice text) {
    size_t letters = 0;
    for (size_t i = 0; i < text.len; i++)
        letters += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return letters == 1;
}

static void put_leaf(renderer *r, const char *element, oct_slice text) {
    put_tag(r, element, true);
    oct_html_write_text(r, text);
    put_tag(r, element, false);
}

static void put_name(renderer *r, const oct_formula *node, bool upright) {
    if (upright && is_one_letter(node->text))
        PUT(r, "<mi mathvariant=\"normal\">"); /* one letter slants of itself, more do not */
    else
        PUT(r, "<mi>");
    oct_html_write_text(r, node->text);
    PUT(r, "</mi>");
}

/* The name of a function below which something stands where there is room. */
static void put_function(renderer *r, const oct_formula *node) {
    if (!(node->flags & OCT_FORMULA_LIMITS)) {
        put_name(r, node, true);
        return;
    }
    PUT(r, "<mo form=\"prefix\" movablelimits=\"");
    put_string(r, node->flags & OCT_FORMULA_MOVABLE ? "true\">" : "false\">");
    oct_html_write_text(r, node->text);
    PUT(r, "</mo>");
}

static bool may_stretch(oct_slice text) {
    return text.len && (strchr("()[]{}|/", text.ptr[0]) || oct_slice_is(text, "‖") ||
                        oct_slice_is(text, "⟨") || oct_slice_is(text, "⟩"));
}

static void put_operator(renderer *r, const oct_formula *node) {
    PUT(r, "<mo");
    if (node->flags & OCT_FORMULA_OPENS)
        PUT(r, " form=\"prefix\"");
    else if (node->flags & OCT_FORMULA_CLOSES)
        PUT(r, " form=\"postfix\"");
    if (node->width) {
        put_width(r, "minsize", node->width);
        put_width(r, "maxsize", node->width);
    } else if (node->flags & OCT_FORMULA_STRETCHES) {
        PUT(r, " stretchy=\"true\"");
    } else if (may_stretch(node->text)) {
        PUT(r, " stretchy=\"false\"");
    }
    if ((node->flags & OCT_FORMULA_LIMITS) && !(node->flags & OCT_FORMULA_MOVABLE))
        PUT(r, " movablelimits=\"false\"");
    PUT(r, ">");
    oct_html_write_text(r, node->text);
    PUT(r, "</mo>");
}

/* Spaces at the edges would be dropped. */
static void put_text(renderer *r, oct_slice text) {
    oct_slice trimmed = oct_slice_trim(text);
    bool all = trimmed.len == 0;
    PUT(r, "<mtext>");
    if (text.len && oct_is_space(text.ptr[0]))
        PUT(r, "\u00A0");
    oct_html_write_text(r, trimmed);
    if (!all && oct_is_space(text.ptr[text.len - 1]))
        PUT(r, "\u00A0");
    PUT(r, "</mtext>");
}

static void put_space(renderer *r, const oct_formula *node) {
    PUT(r, "<mspace");
    put_width(r, "width", node->width);
    PUT(r, " />");
}

/* ---- Parts with parts --------------------------------------------------------------------- */

static const char *scripts_element(const oct_formula *node) {
    static const char *const beside[] = {"mrow", "msub", "msup", "msubsup"};
    static const char *const around[] = {"mrow", "munder", "mover", "munderover"};
    uint32_t parts = node->flags & (OCT_FORMULA_SUB | OCT_FORMULA_SUP);
    return node->flags & OCT_FORMULA_LIMITS ? around[parts] : beside[parts];
}

static const char *element_of(const oct_formula *node) {
    switch (node->kind) {
    case OCT_FORMULA_ROW:
    case OCT_FORMULA_FENCED:
        return "mrow";
    case OCT_FORMULA_FRACTION:
        return "mfrac";
    case OCT_FORMULA_ROOT:
        return node->first && node->first->next ? "mroot" : "msqrt";
    case OCT_FORMULA_SCRIPTS:
        return scripts_element(node);
    case OCT_FORMULA_ACCENT:
        return node->flags & OCT_FORMULA_BELOW ? "munder" : "mover";
    case OCT_FORMULA_BOX:
        return "menclose";
    case OCT_FORMULA_PHANTOM:
        return "mphantom";
    case OCT_FORMULA_TABLE:
        return "mtable";
    case OCT_FORMULA_TABLE_ROW:
        return "mtr";
    case OCT_FORMULA_CELL:
        return "mtd";
    case OCT_FORMULA_IDENTIFIER:
    case OCT_FORMULA_FUNCTION:
    case OCT_FORMULA_NUMBER:
    case OCT_FORMULA_OPERATOR:
    case OCT_FORMULA_TEXT:
    case OCT_FORMULA_SPACE:
        break;
    }
    return "mrow";
}

static bool has_style(const oct_formula *node) {
    return node->flags & (OCT_FORMULA_DISPLAY | OCT_FORMULA_TEXTSTYLE) &&
           node->kind != OCT_FORMULA_TABLE;
}

static void put_style(renderer *r, const oct_formula *node) {
    if (node->flags & OCT_FORMULA_DISPLAY)
        PUT(r, "<mstyle displaystyle=\"true\" scriptlevel=\"0\">");
    else
        PUT(r, "<mstyle displaystyle=\"false\" scriptlevel=\"0\">");
}

static char alignment(const oct_formula *table, size_t column) {
    return table->text.len ? table->text.ptr[column % table->text.len] : 'c';
}

static const char *alignment_name(char letter) {
    return letter == 'l' ? "left" : letter == 'r' ? "right" : "center";
}

static void put_table_attributes(renderer *r, const oct_formula *table) {
    size_t columns = 0, most = 0;
    for (const oct_formula *row = table->first; row; row = row->next) {
        columns = 0;
        for (const oct_formula *cell = row->first; cell; cell = cell->next)
            columns++;
        most = columns > most ? columns : most;
    }
    PUT(r, " columnalign=\"");
    for (size_t i = 0; i < most; i++) {
        put_string(r, i ? " " : "");
        put_string(r, alignment_name(alignment(table, i)));
    }
    PUT(r, "\"");
    if (table->flags & OCT_FORMULA_TIGHT)
        PUT(r, " columnspacing=\"0em\" rowspacing=\"0.3em\"");
    if (table->flags & OCT_FORMULA_DISPLAY)
        PUT(r, " displaystyle=\"true\"");
}

static void put_cell_style(renderer *r, const oct_formula *cell) {
    const oct_formula *table = cell->parent->parent;
    char letter = alignment(table, (size_t)cell->width);
    if (letter != 'c')
        oct_buffer_printf(r->out, " style=\"text-align: %s%s\"", alignment_name(letter),
                          !(table->flags & OCT_FORMULA_TIGHT) ? ""
                          : letter == 'r'                     ? "; padding-right: 0"
                                                              : "; padding-left: 0");
}

static void put_fence(renderer *r, oct_slice bracket, const char *form) {
    if (!bracket.len)
        return;
    oct_buffer_printf(r->out, "<mo fence=\"true\" form=\"%s\" stretchy=\"true\">", form);
    oct_html_write_text(r, bracket);
    PUT(r, "</mo>");
}

/* A row of a table holds cells only, so that a cell's style stands inside of it. */
static void enter(renderer *r, const oct_formula *node) {
    if (has_style(node) && node->kind != OCT_FORMULA_CELL)
        put_style(r, node);
    PUT(r, "<");
    put_string(r, element_of(node));
    if (node->kind == OCT_FORMULA_FRACTION && (node->flags & OCT_FORMULA_BARE))
        PUT(r, " linethickness=\"0\"");
    else if (node->kind == OCT_FORMULA_ACCENT && !(node->flags & OCT_FORMULA_LIMITS))
        put_string(r,
                   node->flags & OCT_FORMULA_BELOW ? " accentunder=\"true\"" : " accent=\"true\"");
    else if (node->kind == OCT_FORMULA_BOX)
        PUT(r, " notation=\"box\"");
    else if (node->kind == OCT_FORMULA_TABLE)
        put_table_attributes(r, node);
    else if (node->kind == OCT_FORMULA_CELL)
        put_cell_style(r, node);
    PUT(r, ">");
    if (has_style(node) && node->kind == OCT_FORMULA_CELL)
        put_style(r, node);
    if (node->kind == OCT_FORMULA_FENCED)
        put_fence(r, node->text, "prefix");
}

static void leave(renderer *r, const oct_formula *node) {
    if (node->kind == OCT_FORMULA_FENCED)
        put_fence(r, node->close, "postfix");
    if (node->kind == OCT_FORMULA_ACCENT) {
        put_string(r, node->flags & OCT_FORMULA_STRETCHES ? "<mo stretchy=\"true\">"
                                                          : "<mo stretchy=\"false\">");
        oct_html_write_text(r, node->text);
        PUT(r, "</mo>");
    }
    if (has_style(node) && node->kind == OCT_FORMULA_CELL)
        PUT(r, "</mstyle>");
    put_tag(r, element_of(node), false);
    if (has_style(node) && node->kind != OCT_FORMULA_CELL)
        PUT(r, "</mstyle>");
}

static void visit(renderer *r, const oct_formula *node, bool entering) {
    switch (node->kind) {
    case OCT_FORMULA_IDENTIFIER:
        put_name(r, node, (node->flags & OCT_FORMULA_UPRIGHT) != 0);
        return;
    case OCT_FORMULA_FUNCTION:
        put_function(r, node);
        return;
    case OCT_FORMULA_NUMBER:
        put_leaf(r, "mn", node->text);
        return;
    case OCT_FORMULA_OPERATOR:
        put_operator(r, node);
        return;
    case OCT_FORMULA_TEXT:
        put_text(r, node->text);
        return;
    case OCT_FORMULA_SPACE:
        put_space(r, node);
        return;
    case OCT_FORMULA_ROW:
    case OCT_FORMULA_FRACTION:
    case OCT_FORMULA_ROOT:
    case OCT_FORMULA_SCRIPTS:
    case OCT_FORMULA_FENCED:
    case OCT_FORMULA_ACCENT:
    case OCT_FORMULA_BOX:
    case OCT_FORMULA_PHANTOM:
    case OCT_FORMULA_TABLE:
    case OCT_FORMULA_TABLE_ROW:
    case OCT_FORMULA_CELL:
        break;
    }
    if (entering)
        enter(r, node);
    if (!entering || !node->first)
        leave(r, node);
}

/* ---- A formula ---------------------------------------------------------------------------- */

/* The source for who copies a formula. Not in books, where readers without MathML would show it
 * beside the letters of the formula. */
static void put_annotation(renderer *r, const oct_node *node) {
    PUT(r, "<annotation encoding=\"application/x-tex\">");
    oct_html_write_text(r, node->as.text);
    PUT(r, "</annotation></semantics>");
}

/* <math>, with the attributes of the node; in a book they stand on a span around it, since MathML 3
 * has neither languages nor titles. */
static void put_formula(renderer *r, const oct_node *node, oct_formula *formula) {
    bool spanned = node->attributes && r->syntax == OCT_XHTML;
    if (spanned)
        put_open(r, "span", node, NULL);
    PUT(r, "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"");
    put_string(r, node->flags & OCT_DISPLAY ? " display=\"block\"" : "");
    if (node->attributes && !spanned)
        oct_html_put_attributes(r, node, "math", NULL, NULL);
    oct_html_write_attribute(r, "alttext", oct_slice_trim(node->as.text));
    PUT(r, ">");
    if (r->syntax == OCT_HTML)
        PUT(r, "<semantics>");
    for (oct_formula_step step = {formula, true}; step.node; step = oct_formula_next(step, formula))
        visit(r, step.node, step.entering);
    if (r->syntax == OCT_HTML)
        put_annotation(r, node);
    put_string(r, spanned ? "</math></span>" : "</math>");
}

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

void oct_html_put_math(renderer *r, const oct_node *node) {
    oct_arena arena;
    oct_arena_init(&arena, r->out->allocator);
    oct_formula *formula =
        r->keep_tex ? NULL : oct_formula_of(r->context, r->document, node, &arena);
    if (formula)
        put_formula(r, node, formula);
    else if (arena.failed)
        r->out->failed = true;
    else
        put_source(r, node);
    r->has_math |= formula != NULL;
    oct_arena_clear(&arena);
}
