/* math/mathml - formulas as MathML Core, with the attributes beside it that MathML 3 needs for the
 * same (MathML Core; MathML 3.0, 3). */
#include "math/math.h"

#include "base/utf8.h"

#define PUT(out, literal) oct_buffer_append((out), "" literal, sizeof(literal) - 1)

static void put_escaped(oct_buffer *out, oct_slice text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '&')
            PUT(out, "&amp;");
        else if (text.ptr[i] == '<')
            PUT(out, "&lt;");
        else if (text.ptr[i] == '>')
            PUT(out, "&gt;");
        else
            oct_buffer_byte(out, text.ptr[i]);
}

/* Letters and digits as those of the variant; the rest as it is. */
static void put_letters(oct_buffer *out, oct_slice text, oct_math_variant variant) {
    size_t length;
    if (variant == OCT_MATH_OWN || variant == OCT_MATH_UPRIGHT) {
        put_escaped(out, text);
        return;
    }
    for (; text.len; text = oct_slice_from(text, length)) {
        uint32_t c = oct_utf8_decode(text, &length), letter = oct_math_letter(c, variant);
        if (letter == c)
            put_escaped(out, oct_slice_head(text, length));
        else
            oct_buffer_code_point(out, letter);
    }
}

static void put_element(oct_buffer *out, const char *element, const oct_math *node) {
    oct_buffer_byte(out, '<');
    oct_buffer_string(out, element);
    oct_buffer_byte(out, '>');
    put_letters(out, node->text, node->variant);
    oct_buffer_string(out, "</");
    oct_buffer_string(out, element);
    oct_buffer_byte(out, '>');
}

/* ---- Leaves ------------------------------------------------------------------------------- */

static bool is_one_letter(oct_slice text) {
    size_t length;
    if (text.len)
        (void)oct_utf8_decode(text, &length);
    return text.len && length == text.len;
}

/* Capital Greek letters stand upright, as TeX sets them. */
static bool is_upright(const oct_math *node) {
    size_t length;
    if (node->variant == OCT_MATH_UPRIGHT)
        return true;
    uint32_t c = node->text.len ? oct_utf8_decode(node->text, &length) : 0;
    return node->variant == OCT_MATH_OWN && c >= 0x391 && c <= 0x3A9;
}

/* A single letter is italic by itself, a word is not. */
static void put_identifier(oct_buffer *out, const oct_math *node) {
    if (node->function && node->movable) {
        PUT(out, "<mo movablelimits=\"true\" form=\"prefix\" lspace=\"0\" rspace=\"0.167em\">");
        put_escaped(out, node->text);
        PUT(out, "</mo>");
    } else if (is_one_letter(node->text) && is_upright(node)) {
        PUT(out, "<mi mathvariant=\"normal\">");
        put_escaped(out, node->text);
        PUT(out, "</mi>");
    } else {
        put_element(out, "mi", node);
    }
}

static void put_operator(oct_buffer *out, const oct_math *node) {
    if (node->bracket)
        PUT(out, "<mo stretchy=\"false\"");
    else if (node->stretches)
        PUT(out, "<mo stretchy=\"true\"");
    else
        PUT(out, "<mo");
    if (oct_slice_is(node->text, "|") || oct_slice_is(node->text, "\u2016"))
        PUT(out, " lspace=\"0\" rspace=\"0\"");
    PUT(out, ">");
    put_escaped(out, node->text);
    PUT(out, "</mo>");
}

/* A width in 1/18 em, in thousandths. */
static void put_space(oct_buffer *out, int width) {
    int thousandths = width * 1000 / 18;
    oct_buffer_printf(out, "<mspace width=\"%s%d.%03dem\" />", thousandths < 0 ? "-" : "",
                      (thousandths < 0 ? -thousandths : thousandths) / 1000,
                      (thousandths < 0 ? -thousandths : thousandths) % 1000);
}

static void put_leaf(oct_buffer *out, const oct_math *node) {
    switch (node->kind) {
    case OCT_MATH_IDENTIFIER:
        put_identifier(out, node);
        break;
    case OCT_MATH_NUMBER:
        put_element(out, "mn", node);
        break;
    case OCT_MATH_OPERATOR:
        put_operator(out, node);
        break;
    case OCT_MATH_TEXT:
        put_element(out, "mtext", node);
        break;
    case OCT_MATH_SPACE:
        put_space(out, node->width);
        break;
    case OCT_MATH_ROW:
    case OCT_MATH_FRACTION:
    case OCT_MATH_ROOT:
    case OCT_MATH_SCRIPTS:
    case OCT_MATH_LIMITS:
    case OCT_MATH_FENCED:
    case OCT_MATH_TABLE:
    case OCT_MATH_TABLE_ROW:
    case OCT_MATH_CELL:
    case OCT_MATH_PHANTOM:
        break;
    }
}

/* ---- What holds others -------------------------------------------------------------------- */

static const char *scripts_element(const oct_math *node) {
    bool scripts = node->kind == OCT_MATH_SCRIPTS;
    if (node->has_below && node->has_above)
        return scripts ? "msubsup" : "munderover";
    if (node->has_below)
        return scripts ? "msub" : "munder";
    return scripts ? "msup" : "mover";
}

/* The element of what holds others; NULL for a leaf. A row of one is that one, unless it stands in
 * a place of its own that must have an element. */
static const char *element_of(const oct_math *node) {
    switch (node->kind) {
    case OCT_MATH_ROW:
        return node->first && node->first == node->last ? NULL : "mrow";
    case OCT_MATH_FENCED:
        return "mrow";
    case OCT_MATH_FRACTION:
        return "mfrac";
    case OCT_MATH_ROOT:
        return node->first == node->last ? "msqrt" : "mroot";
    case OCT_MATH_SCRIPTS:
    case OCT_MATH_LIMITS:
        return scripts_element(node);
    case OCT_MATH_TABLE:
        return "mtable";
    case OCT_MATH_TABLE_ROW:
        return "mtr";
    case OCT_MATH_CELL:
        return "mtd";
    case OCT_MATH_PHANTOM:
        return "mphantom";
    case OCT_MATH_IDENTIFIER:
    case OCT_MATH_NUMBER:
    case OCT_MATH_OPERATOR:
    case OCT_MATH_TEXT:
    case OCT_MATH_SPACE:
        return NULL;
    }
    return NULL;
}

/* "left", "center" or "right" for the column of a cell; the columns said are repeated. */
static const char *alignment(const char *columns, size_t column) {
    size_t count = strlen(columns);
    char c = count ? columns[column % count] : 'c';
    return c == 'l' ? "left" : c == 'r' ? "right" : "center";
}

static void put_columns(oct_buffer *out, const oct_math *table) {
    size_t count = strlen(table->columns);
    PUT(out, " columnalign=\"");
    for (size_t i = 0; i < count; i++) {
        if (i)
            PUT(out, " ");
        oct_buffer_string(out, alignment(table->columns, i));
    }
    PUT(out, "\"");
    if (table->tight)
        PUT(out, " displaystyle=\"true\" columnspacing=\"0em 2em\"");
}

static void put_attributes(oct_buffer *out, const oct_math *node) {
    if (node->kind == OCT_MATH_FRACTION && node->no_line)
        PUT(out, " linethickness=\"0\"");
    else if (node->kind == OCT_MATH_LIMITS && node->accent)
        oct_buffer_string(out, node->has_above ? " accent=\"true\"" : " accentunder=\"true\"");
    else if (node->kind == OCT_MATH_TABLE)
        put_columns(out, node);
    else if (node->kind == OCT_MATH_CELL)
        oct_buffer_printf(out, " style=\"text-align: %s%s\"",
                          alignment(node->parent->parent->columns, (size_t)node->width),
                          node->parent->parent->tight ? "; padding-left: 0; padding-right: 0" : "");
}

static void put_fence(oct_buffer *out, oct_slice bracket, const char *form) {
    if (!bracket.len)
        return;
    oct_buffer_printf(out, "<mo fence=\"true\" stretchy=\"true\" form=\"%s\">", form);
    put_escaped(out, bracket);
    PUT(out, "</mo>");
}

/* The name of a function stands apart from what it is applied to. */
static bool is_applied(const oct_math *node) {
    const oct_math *name = node->kind == OCT_MATH_SCRIPTS ? node->first : node;
    const oct_math *next = node->next;
    return name->function && !name->movable && next && node->parent &&
           (node->parent->kind == OCT_MATH_ROW || node->parent->kind == OCT_MATH_CELL) &&
           next->kind != OCT_MATH_OPERATOR && next->kind != OCT_MATH_FENCED &&
           next->kind != OCT_MATH_SPACE;
}

static void enter(oct_buffer *out, const oct_math *node) {
    const char *element = element_of(node);
    if (!element) {
        put_leaf(out, node);
        return;
    }
    oct_buffer_byte(out, '<');
    oct_buffer_string(out, element);
    put_attributes(out, node);
    oct_buffer_byte(out, '>');
    if (node->kind == OCT_MATH_FENCED)
        put_fence(out, node->text, "prefix");
}

static void leave(oct_buffer *out, const oct_math *node) {
    const char *element = element_of(node);
    if (node->kind == OCT_MATH_FENCED)
        put_fence(out, node->close, "postfix");
    if (element) {
        oct_buffer_string(out, "</");
        oct_buffer_string(out, element);
        oct_buffer_byte(out, '>');
    }
    if (is_applied(node))
        put_space(out, 3);
}

void oct_math_write_mathml(const oct_math *root, oct_buffer *out) {
    for (const oct_math *node = root; node;) {
        enter(out, node);
        if (node->first) {
            node = node->first;
            continue;
        }
        leave(out, node);
        while (node != root && !node->next) {
            node = node->parent;
            leave(out, node);
        }
        node = node == root ? NULL : node->next;
    }
}
