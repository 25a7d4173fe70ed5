/* formats/docx/math - mathematics as Office MathML (ISO/IEC 29500-1, 22.1). */
#include "core/formulas.h"
#include "formats/docx/docx.h"
#include "io/xml.h"

typedef struct math_writer {
    docx_writer *docx;
    oct_buffer *out;
    const oct_node *node;
    size_t forbidden; /* characters that XML cannot hold */
    bool display;
} math_writer;

static void put(math_writer *m, const char *xml) {
    oct_buffer_string(m->out, xml);
}

/* "<m:name>" or "</m:name>". */
static void put_tag(math_writer *m, const char *name, bool opening) {
    put(m, opening ? "<m:" : "</m:");
    put(m, name);
    put(m, ">");
}

/* <m:name m:val="value"/> */
static void put_value(math_writer *m, const char *name, oct_slice value) {
    put(m, "<m:");
    put(m, name);
    oct_xml_attribute(m->out, "m:val", value);
    put(m, "/>");
}

/* ---- Leaves ------------------------------------------------------------------------------- */

static void put_run(math_writer *m, const char *properties, oct_slice text) {
    put(m, "<m:r>");
    put(m, properties);
    put(m, "<m:t xml:space=\"preserve\">");
    m->forbidden += oct_xml_text(m->out, text);
    put(m, "</m:t></m:r>");
}

static const char upright[] = "<m:rPr><m:sty m:val=\"p\"/></m:rPr>";
static const char words[] = "<m:rPr><m:nor/></m:rPr>";

/* LibreOffice shows a mark of an error where a part is empty, or begins with an operator that has
 * nothing before it, and Word an empty box: a character without width stands there. */
static void put_nothing(math_writer *m, const char *before, const char *after) {
    put(m, before);
    put_run(m, words, OCT_S("\u200B"));
    put(m, after);
}

static void put_space(math_writer *m, int32_t width) {
    static const struct {
        int32_t least; /* eighteenths of an em */
        const char *space;
    } spaces[] = {{36, "\u2003\u2003"}, {18, "\u2003"}, {8, "\u2002"},
                  {5, "\u2004"},        {4, "\u205F"},  {1, "\u2009"}};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (width >= spaces[i].least) {
            put_run(m, "", oct_slice_of(spaces[i].space));
            return;
        }
}

/* ---- Sums and integrals: what they are of goes inside ----------------------------------------
 *
 * It reaches to the next relation, or to the end of the row, which counts in wanted how many are
 * open: the parser is done with that. */

static const oct_formula *nary_operator(const oct_formula *node) {
    const oct_formula *base = node->kind == OCT_FORMULA_SCRIPTS ? node->first : node;
    return base->kind == OCT_FORMULA_OPERATOR && (base->flags & OCT_FORMULA_LARGE) ? base : NULL;
}

static bool is_row(const oct_formula *node) {
    return node->kind == OCT_FORMULA_ROW || node->kind == OCT_FORMULA_CELL;
}

static void close_operands(math_writer *m, oct_formula *row) {
    for (; row->wanted > 0; row->wanted--)
        put(m, "</m:e></m:nary>");
}

static bool relates(const oct_formula *node) {
    return node->kind == OCT_FORMULA_OPERATOR && node->flags & OCT_FORMULA_RELATES;
}

static void open_operand(math_writer *m, const oct_formula *node) {
    bool in_row = is_row(node->parent);
    put(m, "<m:e>");
    if (!in_row || !node->next || relates(node->next))
        put_nothing(m, "", "");
    if (in_row)
        node->parent->wanted++;
    else
        put(m, "</m:e></m:nary>");
}

/* Whether what belongs to a base stands below and above it. */
static bool has_limits(const math_writer *m, const oct_formula *node) {
    return node->flags & OCT_FORMULA_LIMITS && (m->display || !(node->flags & OCT_FORMULA_MOVABLE));
}

static void begin_nary(math_writer *m, const oct_formula *node, uint32_t parts) {
    put(m, "<m:nary><m:naryPr>");
    put_value(m, "chr", nary_operator(node)->text);
    put_value(m, "limLoc", has_limits(m, node) ? OCT_S("undOvr") : OCT_S("subSup"));
    if (!(parts & OCT_FORMULA_SUB))
        put(m, "<m:subHide m:val=\"1\"/>");
    if (!(parts & OCT_FORMULA_SUP))
        put(m, "<m:supHide m:val=\"1\"/>");
    put(m, "</m:naryPr>");
    if (!(parts & OCT_FORMULA_SUB))
        put(m, "<m:sub/>");
}

static void put_lone_nary(math_writer *m, const oct_formula *node) {
    begin_nary(m, node, 0);
    put(m, "<m:sup/>");
    open_operand(m, node);
}

/* ---- Accents ------------------------------------------------------------------------------ */

static const char *combining(oct_slice mark) {
    static const char *const marks[][2] = {
        {"^", "\u0302"}, {"ˇ", "\u030C"}, {"˘", "\u0306"}, {"´", "\u0301"}, {"`", "\u0300"},
        {"~", "\u0303"}, {"¯", "\u0305"}, {"→", "\u20D7"}, {"←", "\u20D6"}, {"↔", "\u20E1"},
        {"˙", "\u0307"}, {"¨", "\u0308"}, {"˚", "\u030A"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (oct_slice_is(mark, marks[i][0]))
            return marks[i][1];
    return NULL;
}

typedef enum accent_form { FORM_ACCENT, FORM_BAR, FORM_GROUP } accent_form;

static accent_form form_of(const oct_formula *node) {
    if (oct_slice_is(node->text, "_") ||
        (oct_slice_is(node->text, "¯") && (node->flags & OCT_FORMULA_STRETCHES)))
        return FORM_BAR;
    return !(node->flags & OCT_FORMULA_BELOW) && combining(node->text) ? FORM_ACCENT : FORM_GROUP;
}

static void begin_accent(math_writer *m, const oct_formula *node) {
    bool below = (node->flags & OCT_FORMULA_BELOW) != 0;
    switch (form_of(node)) {
    case FORM_ACCENT:
        put(m, "<m:acc><m:accPr>");
        put_value(m, "chr", oct_slice_of(combining(node->text)));
        put(m, "</m:accPr>");
        break;
    case FORM_BAR:
        put(m, "<m:bar><m:barPr>");
        put_value(m, "pos", below ? OCT_S("bot") : OCT_S("top"));
        put(m, "</m:barPr>");
        break;
    case FORM_GROUP:
        put(m, "<m:groupChr><m:groupChrPr>");
        put_value(m, "chr", node->text);
        put_value(m, "pos", below ? OCT_S("bot") : OCT_S("top"));
        put_value(m, "vertJc", below ? OCT_S("top") : OCT_S("bot"));
        put(m, "</m:groupChrPr>");
        break;
    }
}

static void end_accent(math_writer *m, const oct_formula *node) {
    static const char *const names[] = {"acc", "bar", "groupChr"};
    put_tag(m, names[form_of(node)], false);
}

/* ---- Tables ------------------------------------------------------------------------------- */

static size_t count(const oct_formula *first) {
    size_t number = 0;
    for (; first; first = first->next)
        number++;
    return number;
}

static void begin_table(math_writer *m, oct_formula *table) {
    size_t columns = 1;
    for (const oct_formula *row = table->first; row; row = row->next) {
        size_t cells = count(row->first);
        columns = cells > columns ? cells : columns;
    }
    table->width = (int32_t)columns;
    put(m, "<m:m><m:mPr><m:plcHide m:val=\"1\"/>");
    if (table->flags & OCT_FORMULA_TIGHT)
        put(m, "<m:cGpRule m:val=\"3\"/><m:cGp m:val=\"0\"/>");
    put(m, "<m:mcs>");
    for (size_t i = 0; i < columns; i++) {
        char letter = table->text.len ? table->text.ptr[i % table->text.len] : 'c';
        put(m, "<m:mc><m:mcPr><m:count m:val=\"1\"/>");
        put_value(m, "mcJc",
                  letter == 'l'   ? OCT_S("left")
                  : letter == 'r' ? OCT_S("right")
                                  : OCT_S("center"));
        put(m, "</m:mcPr></m:mc>");
    }
    put(m, "</m:mcs></m:mPr>");
}

static void begin_cell(math_writer *m, const oct_formula *cell) {
    if (!cell->first || (cell->first->kind == OCT_FORMULA_OPERATOR &&
                         !(cell->first->flags & (OCT_FORMULA_OPENS | OCT_FORMULA_LARGE))))
        put_nothing(m, "", "");
}

/* Rows have as many cells as there are columns. */
static void end_row(math_writer *m, const oct_formula *row) {
    for (int32_t i = row->last ? row->last->width + 1 : 0; i < row->parent->width; i++)
        put_nothing(m, "<m:e>", "</m:e>");
    put(m, "</m:mr>");
}

/* ---- Roots, fractions, brackets ------------------------------------------------------------ */

/* The index comes first here. */
static void begin_root(math_writer *m, oct_formula *root) {
    oct_formula *radicand = root->first, *index = radicand ? radicand->next : NULL;
    put(m, "<m:rad><m:radPr>");
    put(m, index ? "</m:radPr>" : "<m:degHide m:val=\"1\"/></m:radPr><m:deg/>");
    if (!index)
        return;
    root->first = index;
    root->last = radicand;
    index->next = radicand;
    index->previous = radicand->next = NULL;
    radicand->previous = index;
}

static void begin_fenced(math_writer *m, const oct_formula *node) {
    put(m, "<m:d><m:dPr>");
    put_value(m, "begChr", node->text);
    put_value(m, "endChr", node->close);
    put(m, "</m:dPr>");
}

/* ---- Scripts ------------------------------------------------------------------------------ */

enum { BOTH = OCT_FORMULA_SUB | OCT_FORMULA_SUP };

static void begin_scripts(math_writer *m, const oct_formula *node) {
    uint32_t parts = node->flags & BOTH;
    if (nary_operator(node))
        begin_nary(m, node, parts);
    else if (!has_limits(m, node))
        put(m, parts == BOTH ? "<m:sSubSup>" : parts == OCT_FORMULA_SUB ? "<m:sSub>" : "<m:sSup>");
    else
        put(m, parts == BOTH              ? "<m:limUpp><m:e><m:limLow>"
               : parts == OCT_FORMULA_SUB ? "<m:limLow>"
                                          : "<m:limUpp>");
}

static void end_scripts(math_writer *m, const oct_formula *node) {
    uint32_t parts = node->flags & BOTH;
    if (nary_operator(node)) {
        if (!(parts & OCT_FORMULA_SUP))
            put(m, "<m:sup/>");
        open_operand(m, node);
    } else if (!has_limits(m, node)) {
        put(m, parts == BOTH              ? "</m:sSubSup>"
               : parts == OCT_FORMULA_SUB ? "</m:sSub>"
                                          : "</m:sSup>");
    } else {
        put(m, parts == OCT_FORMULA_SUB ? "</m:limLow>" : "</m:limUpp>");
    }
}

/* ---- What a node is to its parent ----------------------------------------------------------- */

static const char *script_role(const math_writer *m, const oct_formula *node) {
    const oct_formula *parent = node->parent;
    if (!node->previous)
        return "e";
    if (has_limits(m, parent) && !nary_operator(parent))
        return "lim";
    return node->previous->previous || !(parent->flags & OCT_FORMULA_SUB) ? "sup" : "sub";
}

/* The element around a child of a node with parts; NULL in a row. */
static const char *role_of(const math_writer *m, const oct_formula *node) {
    const oct_formula *parent = node->parent;
    if (!parent || is_row(parent) || parent->kind == OCT_FORMULA_TABLE)
        return NULL;
    if (parent->kind == OCT_FORMULA_FRACTION)
        return node->previous ? "den" : "num";
    if (parent->kind == OCT_FORMULA_ROOT)
        return node->next ? "deg" : "e";
    return parent->kind == OCT_FORMULA_SCRIPTS ? script_role(m, node) : "e";
}

static void enter_role(math_writer *m, const oct_formula *node) {
    const char *role = role_of(m, node);
    if (role)
        put_tag(m, role, true);
}

static void leave_role(math_writer *m, const oct_formula *node) {
    const char *role = role_of(m, node);
    if (!role)
        return;
    put_tag(m, role, false);
    bool low = strcmp(role, "lim") == 0 && (node->parent->flags & BOTH) == BOTH && node->next;
    if (low)
        put(m, "</m:limLow></m:e>");
}

/* ---- The walk ----------------------------------------------------------------------------- */

static bool put_leaf(math_writer *m, const oct_formula *node) {
    switch (node->kind) {
    case OCT_FORMULA_IDENTIFIER:
        put_run(m, node->flags & OCT_FORMULA_UPRIGHT ? upright : "", node->text);
        return true;
    case OCT_FORMULA_FUNCTION:
        put_run(m, upright, node->text);
        return true;
    case OCT_FORMULA_OPERATOR:
        if (node->flags & OCT_FORMULA_LARGE)
            put_lone_nary(m, node);
        else
            put_run(m, "", node->text);
        return true;
    case OCT_FORMULA_NUMBER:
        put_run(m, "", node->text);
        return true;
    case OCT_FORMULA_TEXT:
        put_run(m, words, node->text);
        return true;
    case OCT_FORMULA_SPACE:
        put_space(m, node->width);
        return true;
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
    return false;
}

static void begin(math_writer *m, oct_formula *node) {
    if (node->kind == OCT_FORMULA_FRACTION)
        put(m, node->flags & OCT_FORMULA_BARE ? "<m:f><m:fPr><m:type m:val=\"noBar\"/></m:fPr>"
                                              : "<m:f>");
    else if (node->kind == OCT_FORMULA_ROOT)
        begin_root(m, node);
    else if (node->kind == OCT_FORMULA_SCRIPTS)
        begin_scripts(m, node);
    else if (node->kind == OCT_FORMULA_FENCED)
        begin_fenced(m, node);
    else if (node->kind == OCT_FORMULA_ACCENT)
        begin_accent(m, node);
    else if (node->kind == OCT_FORMULA_BOX)
        put(m, "<m:borderBox>");
    else if (node->kind == OCT_FORMULA_PHANTOM)
        put(m, "<m:phant><m:phantPr><m:show m:val=\"0\"/></m:phantPr>");
    else if (node->kind == OCT_FORMULA_TABLE)
        begin_table(m, node);
    else if (node->kind == OCT_FORMULA_TABLE_ROW)
        put(m, "<m:mr>");
    else if (node->kind == OCT_FORMULA_CELL)
        begin_cell(m, node);
}

static void end(math_writer *m, oct_formula *node) {
    if (is_row(node))
        close_operands(m, node);
    else if (node->kind == OCT_FORMULA_FRACTION)
        put(m, "</m:f>");
    else if (node->kind == OCT_FORMULA_ROOT)
        put(m, "</m:rad>");
    else if (node->kind == OCT_FORMULA_SCRIPTS)
        end_scripts(m, node);
    else if (node->kind == OCT_FORMULA_FENCED)
        put(m, "</m:d>");
    else if (node->kind == OCT_FORMULA_ACCENT)
        end_accent(m, node);
    else if (node->kind == OCT_FORMULA_BOX)
        put(m, "</m:borderBox>");
    else if (node->kind == OCT_FORMULA_PHANTOM)
        put(m, "</m:phant>");
    else if (node->kind == OCT_FORMULA_TABLE)
        put(m, "</m:m>");
    else if (node->kind == OCT_FORMULA_TABLE_ROW)
        end_row(m, node);
}

/* The base of a sum is a property of it, no part. */
static bool is_nary_base(const oct_formula *node) {
    return node->parent && node->parent->kind == OCT_FORMULA_SCRIPTS && !node->previous &&
           nary_operator(node->parent);
}

static void visit(math_writer *m, oct_formula *node, bool entering) {
    if (is_nary_base(node))
        return;
    if (entering) {
        if (node->parent && is_row(node->parent) && relates(node))
            close_operands(m, node->parent);
        enter_role(m, node);
        if (put_leaf(m, node)) {
            leave_role(m, node);
            return;
        }
        node->wanted = 0;
        begin(m, node);
    }
    if (!entering || !node->first) {
        end(m, node);
        leave_role(m, node);
    }
}

static void put_formula(math_writer *m, oct_formula *formula) {
    put(m, m->display ? "<m:oMathPara><m:oMath>" : "<m:oMath>");
    for (oct_formula_step step = {formula, true}; step.node; step = oct_formula_next(step, formula))
        visit(m, step.node, step.entering);
    put(m, m->display ? "</m:oMath></m:oMathPara>" : "</m:oMath>");
    docx_forbidden(m->docx, m->forbidden, m->node);
}

/* ---- A formula ---------------------------------------------------------------------------- */

static void put_source(docx_writer *w, const oct_node *node) {
    w->frame->rtl = false;
    w->frame->run |= DOCX_MATH;
    docx_text(w, node->as.text, node);
    w->frame->run &= ~(uint32_t)DOCX_MATH;
}

/* A displayed formula stands on lines of its own. */
void docx_math(docx_writer *w, const oct_node *node) {
    bool display = (node->flags & OCT_DISPLAY) != 0;
    if (display && oct_node_before(node) && oct_node_before(node)->kind != OCT_LINE_BREAK)
        docx_break(w);
    oct_arena arena;
    oct_arena_init(&arena, w->allocator);
    oct_formula *formula = oct_formula_of(w->writing->context, w->writing->document, node, &arena);
    if (formula) {
        docx_run_suspend(w);
        put_formula(&(math_writer){.docx = w, .out = w->out, .node = node, .display = display},
                    formula);
    } else if (arena.failed) {
        w->failed = true;
    } else {
        put_source(w, node);
    }
    oct_arena_clear(&arena);
    if (display && node->next && node->next->kind != OCT_LINE_BREAK)
        docx_break(w);
}
