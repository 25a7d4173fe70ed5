/* plain/formulas - see formulas.h. One walk over the tree: what is written before a part depends on
 * its place, and brackets stand where the place alone would not show what belongs together. */
#include "formats/plain/formulas.h"

#include "base/utf8.h"
#include "formats/plain/formula_shape.h"
#include "formats/plain/scripts.h"

enum {
    LEAST_SPACE = 3, /* eighteenths of an em: what is narrower only looks better on a page */
    WIDE_SPACE = 18
};

typedef struct line_writer {
    oct_buffer *out;
    size_t start;   /* of the formula in the buffer */
    size_t scripts; /* around this place: in them signs stand close together */
    bool display;
} line_writer;

static void put(line_writer *w, const char *text) {
    oct_buffer_string(w->out, text);
}

static char last_byte(const line_writer *w) {
    return w->out->len > w->start ? w->out->ptr[w->out->len - 1] : '\n';
}

/* No second one, and none behind an opening bracket. */
static void put_space(line_writer *w) {
    if (!strchr(" \n([{", last_byte(w)))
        put(w, " ");
}

static bool is_script(const oct_formula *node) {
    return node->parent && node->parent->kind == OCT_FORMULA_SCRIPTS && node != node->parent->first;
}

static void trim(line_writer *w) {
    while (last_byte(w) == ' ')
        w->out->len--;
}

/* ---- What stands between parts of a row -------------------------------------------------------
 */

static const oct_formula *part_before(const oct_formula *node) {
    if (node->previous || !oct_formula_goes_on(node->parent))
        return node->previous;
    const oct_formula *cell = node->parent->previous;
    return cell ? cell->last : NULL;
}

/* "1{,}000": braces around a comma say that it is no sign between two parts. */
static bool is_within_number(const oct_formula *comma) {
    const oct_formula *before = comma->previous, *after = comma->next;
    return before && after && before->kind == OCT_FORMULA_NUMBER &&
           after->kind == OCT_FORMULA_NUMBER &&
           before->text.ptr + before->text.len != comma->text.ptr;
}

static bool is_apart(const line_writer *w, const oct_formula *before, const oct_formula *node) {
    formula_class left = oct_formula_class(before), right = oct_formula_class(node);
    if (oct_formula_ends_open(before) && oct_formula_is_operand(node))
        return true;
    if (left == FORMULA_SUM || (right == FORMULA_SUM && left == FORMULA_ORDINARY))
        return w->scripts == 0 || before->kind == OCT_FORMULA_SCRIPTS;
    if (w->scripts)
        return false;
    if (left == FORMULA_ENDS)
        return !is_within_number(before) && right != FORMULA_CLOSES;
    if (left == FORMULA_RELATES || right == FORMULA_RELATES)
        return left != right;
    return left == FORMULA_JOINS || right == FORMULA_JOINS;
}

static void separate(line_writer *w, const oct_formula *node) {
    const oct_formula *before = part_before(node);
    if (before && is_apart(w, before, node))
        put_space(w);
}

/* ---- Tables -----------------------------------------------------------------------------------
 */

/* Whether the cells of a matrix are so short that spaces part them. */
static bool has_short_cells(const oct_formula *table) {
    for (const oct_formula *row = table->first; row; row = row->next)
        for (const oct_formula *cell = row->first; cell; cell = cell->next)
            for (const oct_formula *part = cell->first; part; part = part->next)
                if (oct_formula_class(part) != FORMULA_ORDINARY || part->kind == OCT_FORMULA_TEXT ||
                    part->kind == OCT_FORMULA_FRACTION)
                    return false;
    return true;
}

/* Asked of the table once, and noted in a mark that rows do not have otherwise. */
enum { SHORT_CELLS = OCT_FORMULA_BARE };

static bool is_bracketed_table(const oct_formula *node) {
    return node->kind == OCT_FORMULA_TABLE && node->parent && !is_script(node) &&
           oct_formula_needs_brackets(node);
}

static void begin_table(line_writer *w, oct_formula *table) {
    if (!(table->flags & OCT_FORMULA_TIGHT) && has_short_cells(table))
        table->flags |= SHORT_CELLS;
    if (is_bracketed_table(table))
        put(w, "[");
}

static void between_rows(line_writer *w, const oct_formula *row) {
    const oct_formula *table = row->parent;
    bool whole = table->parent && !table->parent->parent && table->parent->first == table &&
                 table->parent->last == table;
    if (w->display && whole && (table->flags & OCT_FORMULA_TIGHT)) {
        trim(w);
        put(w, "\n");
        return;
    }
    if (strchr(",;", last_byte(w)))
        w->out->len--;
    put(w, w->scripts ? ", " : "; ");
}

/* Columns of aligned lines come in groups, as the relation and what is on its sides. */
static void between_cells(line_writer *w, const oct_formula *cell) {
    const oct_formula *table = cell->parent->parent;
    size_t group = table->text.len ? table->text.len : 1;
    if (table->flags & OCT_FORMULA_TIGHT) {
        if ((size_t)cell->width % group == 0)
            put(w, strchr(" \n", last_byte(w)) ? " " : "  ");
    } else if (table->flags & SHORT_CELLS || last_byte(w) == ',') {
        put(w, " ");
    } else if (cell->first) {
        put(w, ", ");
    }
}

/* ---- Leaves -----------------------------------------------------------------------------------
 */

static void put_text(line_writer *w, oct_slice text) {
    if (text.len && oct_is_space(text.ptr[0]))
        put_space(w);
    oct_slice word;
    for (bool more = false; oct_slice_next_word(&text, &word); more = true) {
        put(w, more ? " " : "");
        oct_buffer_slice(w->out, word);
    }
}

static void put_leaf(line_writer *w, const oct_formula *node) {
    if (node->kind == OCT_FORMULA_SPACE) {
        if (node->width >= LEAST_SPACE)
            put_space(w);
        if (node->width >= WIDE_SPACE && last_byte(w) == ' ')
            put(w, " ");
    } else if (node->kind == OCT_FORMULA_TEXT) {
        bool ends_apart = node->text.len && oct_is_space(node->text.ptr[node->text.len - 1]);
        put_text(w, node->text);
        if (ends_apart)
            put_space(w);
    } else if (oct_slice_is(node->text, "∗") && node->kind == OCT_FORMULA_OPERATOR) {
        put(w, "*");
    } else {
        oct_buffer_slice(w->out, node->text);
    }
}

static void put_script_form(line_writer *w, const oct_formula *script) {
    bool raised = oct_formula_is_raised(script);
    if (script->kind != OCT_FORMULA_ROW)
        oct_script_put(w->out, script->text, raised);
    for (const oct_formula *child = script->first; child; child = child->next)
        oct_script_put(w->out, child->text, raised);
}

/* A line above or below letters is a mark on each of them. */
static bool put_lined(line_writer *w, const oct_formula *accent) {
    uint32_t mark = oct_slice_is(accent->text, "¯") ? 0x305 : 0x332;
    bool is_line = oct_slice_is(accent->text, "¯") || oct_slice_is(accent->text, "_");
    const oct_formula *letters = accent->first;
    if (!is_line || !(accent->flags & OCT_FORMULA_STRETCHES) || !letters ||
        !oct_formula_is_letters(letters))
        return false;
    for (const oct_formula *leaf = letters->first ? letters->first : letters; leaf;
         leaf = letters->first ? leaf->next : NULL)
        for (size_t at = 0, length; at < leaf->text.len; at += length) {
            oct_utf8_decode(oct_slice_from(leaf->text, at), &length);
            oct_buffer_append(w->out, leaf->text.ptr + at, length);
            oct_buffer_code_point(w->out, mark);
        }
    return true;
}

/* Parts that are written with all that is in them, at once. */
static bool put_whole(line_writer *w, const oct_formula *node) {
    if (node->kind == OCT_FORMULA_PHANTOM)
        return true;
    if (is_script(node) && oct_formula_has_script_form(node)) {
        put_script_form(w, node);
        return true;
    }
    return node->kind == OCT_FORMULA_ACCENT && put_lined(w, node);
}

/* ---- Parts with parts -------------------------------------------------------------------------
 */

static void begin_root(line_writer *w, oct_formula *root) {
    oct_formula *under = root->first, *index = under ? under->next : NULL;
    if (!index) {
        put(w, "√");
    } else { /* it is written first */
        root->first = index;
        index->previous = NULL;
        index->next = under;
        under->previous = index;
        under->next = NULL;
        root->last = under;
    }
}

static void put_index(line_writer *w, const oct_formula *index) {
    bool simple = !index->first && oct_script_text_fits(index->text, true);
    if (oct_slice_is(index->text, "3")) {
        put(w, "∛");
    } else if (oct_slice_is(index->text, "4")) {
        put(w, "∜");
    } else if (simple) {
        oct_script_put(w->out, index->text, true);
        put(w, "√");
    }
}

static bool is_simple_index(const oct_formula *node) {
    return node->parent && node->parent->kind == OCT_FORMULA_ROOT && node != node->parent->last &&
           !node->first && oct_script_text_fits(node->text, true);
}

static bool is_long_index(const oct_formula *node) {
    return node->parent && node->parent->kind == OCT_FORMULA_ROOT && node != node->parent->last &&
           !is_simple_index(node);
}

static void begin_index(line_writer *w) {
    put(w, "^(");
    w->scripts++;
}

static void end_index(line_writer *w) {
    put(w, ")√");
    w->scripts--;
}

static bool has_brackets(const oct_formula *node) {
    return node->kind != OCT_FORMULA_TABLE && !is_script(node) && oct_formula_needs_brackets(node);
}

static void begin_script(line_writer *w, const oct_formula *script) {
    if (oct_formula_has_script_form(script))
        return;
    put(w, oct_formula_is_raised(script) ? "^" : "_");
    if (oct_formula_needs_brackets(script))
        put(w, "(");
    w->scripts++;
}

static void end_script(line_writer *w, const oct_formula *script) {
    if (oct_formula_has_script_form(script))
        return;
    w->scripts--;
    if (oct_formula_needs_brackets(script))
        put(w, ")");
}

static void begin_in_place(line_writer *w, const oct_formula *node) {
    const oct_formula *parent = node->parent;
    if (parent->kind == OCT_FORMULA_ROW || parent->kind == OCT_FORMULA_CELL)
        separate(w, node);
    else if (parent->kind == OCT_FORMULA_FRACTION && node != parent->first)
        put(w, parent->flags & OCT_FORMULA_BARE ? " choose " : "/");
    else if (parent->kind == OCT_FORMULA_TABLE && node->previous)
        between_rows(w, node);
    else if (parent->kind == OCT_FORMULA_TABLE_ROW && node->previous)
        between_cells(w, node);
    else if (is_long_index(node))
        begin_index(w);
    if (is_script(node))
        begin_script(w, node);
    else if (has_brackets(node))
        put(w, "(");
}

static void begin(line_writer *w, oct_formula *node) {
    if (node->parent)
        begin_in_place(w, node);
    if (node->kind == OCT_FORMULA_ROOT)
        begin_root(w, node);
    else if (node->kind == OCT_FORMULA_FENCED)
        oct_buffer_slice(w->out, node->text);
    else if (node->kind == OCT_FORMULA_TABLE)
        begin_table(w, node);
    else if (node->kind == OCT_FORMULA_ACCENT && !oct_formula_accent_mark(node->text))
        oct_buffer_slice(w->out, node->text);
}

static void end_fence(line_writer *w, const oct_formula *fenced) {
    bool cases = fenced->first && fenced->first->kind == OCT_FORMULA_TABLE && !fenced->close.len &&
                 oct_slice_is(fenced->text, "{");
    if (cases)
        put(w, "}");
    else
        oct_buffer_slice(w->out, fenced->close);
}

static void end(line_writer *w, const oct_formula *node, bool whole) {
    if (node->kind == OCT_FORMULA_FENCED)
        end_fence(w, node);
    else if (is_bracketed_table(node))
        put(w, "]");
    else if (node->kind == OCT_FORMULA_ACCENT && !whole && oct_formula_accent_mark(node->text))
        oct_buffer_code_point(w->out, oct_formula_accent_mark(node->text));
    if (!node->parent)
        return;
    if (is_script(node))
        end_script(w, node);
    else if (has_brackets(node))
        put(w, ")");
    if (is_long_index(node))
        end_index(w);
}

static bool put_complete(line_writer *w, const oct_formula *node) {
    if (put_whole(w, node))
        return true;
    if (node->first)
        return false;
    if (is_simple_index(node))
        put_index(w, node);
    else
        put_leaf(w, node);
    return true;
}

void oct_formula_put_line(oct_buffer *out, oct_formula *formula, bool display) {
    line_writer w = {.out = out, .start = out->len, .display = display};
    oct_formula_step step = {formula, true};
    for (; step.node && !out->failed; step = oct_formula_next(step, formula)) {
        bool complete = false;
        if (step.entering) {
            begin(&w, step.node);
            complete = put_complete(&w, step.node);
        }
        if (complete || !step.entering)
            end(&w, step.node, complete);
        step.entering &= !complete;
    }
    trim(&w);
}
