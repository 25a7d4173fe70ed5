/* plain/writer - the dispatch over kinds: what each block and inline becomes. The tree is walked
 * once (tables twice: measured, then rendered), without recursion over its depth. */
#include "formats/plain/plain.h"

enum { INDENT = 4, UNDERLINED_LEVELS = 2, TAB_STOP = 8 };

static const char spaces[] = "                                        ";

void oct_plain_raw_not_rendered(oct_plain *plain, const oct_node *raw) {
    if (!plain->measuring)
        oct_report(plain->writing->context, OCT_D_NOT_RENDERED,
                   oct_place_of(plain->writing->document, raw), NULL,
                   "raw text for the format \"%.*s\" is not shown",
                   OCT_SLICE_ARG(raw->as.raw->format));
}

/* ---- Languages, for quotation marks -----------------------------------------------------------
 */

static void enter_lang(oct_plain *plain, const oct_node *node) {
    oct_slice lang = oct_node_lang(node);
    if (lang.len)
        oct_buffer_append(&plain->langs, (const char *)&lang, sizeof lang);
    plain->failed |= plain->langs.failed;
}

static void leave_lang(oct_plain *plain, const oct_node *node) {
    if (oct_node_lang(node).len && plain->langs.len > sizeof(oct_slice))
        plain->langs.len -= sizeof(oct_slice);
}

/* ---- Blocks -----------------------------------------------------------------------------------
 */

static void end_block(oct_plain *plain) {
    oct_fill_end(plain->fill);
    oct_fill_blank(plain->fill);
}

static void indent(oct_plain *plain, oct_slice by) {
    oct_fill_push(plain->fill, by, by, false);
}

static void outdent(oct_plain *plain) {
    oct_fill_pop(plain->fill);
    oct_fill_blank(plain->fill);
}

/* Looks as the quote that it is in Markdown. */
static bool is_alert(const oct_node *div) {
    return div->as.role == OCT_ROLE_ASIDE && oct_node_has_class(div, "alert");
}

static void leave_heading(oct_plain *plain, const oct_node *heading) {
    oct_fill_end(plain->fill);
    size_t columns = plain->fill->widest;
    if (heading->as.level <= UNDERLINED_LEVELS)
        oct_fill_rule(plain->fill, heading->as.level == 1 ? '=' : '-', columns);
    oct_fill_blank(plain->fill);
}

/* Inside a table, where columns must be known, tabs become spaces. */
static void write_code_line(oct_plain *plain, oct_slice line) {
    oct_buffer *scratch = &plain->scratch;
    size_t tab = oct_slice_find_byte(line, '\t');
    if (plain->table_depth == 0 || tab == line.len) {
        oct_fill_line(plain->fill, line);
        return;
    }
    scratch->len = 0;
    while (tab < line.len) {
        oct_buffer_append(scratch, line.ptr, tab);
        oct_buffer_append(scratch, spaces, TAB_STOP - scratch->len % TAB_STOP);
        line = oct_slice_from(line, tab + 1);
        tab = oct_slice_find_byte(line, '\t');
    }
    oct_buffer_slice(scratch, line);
    oct_fill_line(plain->fill, oct_buffer_view(scratch));
}

static void write_verbatim(oct_plain *plain, oct_slice text) {
    oct_slice line;
    while (oct_slice_next_line(&text, &line))
        write_code_line(plain, line);
}

static void write_code_block(oct_plain *plain, const oct_node *code) {
    indent(plain, oct_slice_make(spaces, INDENT));
    write_verbatim(plain, code->as.text);
    outdent(plain);
}

static void write_raw_block(oct_plain *plain, const oct_node *raw) {
    if (!oct_slice_is(raw->as.raw->format, "plain")) {
        oct_plain_raw_not_rendered(plain, raw);
        return;
    }
    write_verbatim(plain, raw->as.raw->text);
    oct_fill_blank(plain->fill);
}

static void write_thematic_break(oct_plain *plain) {
    bool centred = plain->fill->centred;
    plain->fill->centred = plain->fill->limit < OCT_FILL_UNLIMITED;
    oct_fill_line(plain->fill, OCT_S("* * *"));
    plain->fill->centred = centred;
    oct_fill_blank(plain->fill);
}

/* A line that does not fit goes on indented. An empty line parts stanzas. */
/* A verse keeps its indent, up to a measure. */
static void enter_line(oct_plain *plain, const oct_node *line) {
    size_t indent = oct_line_indent(line), most = sizeof spaces - 1 - INDENT;
    if (indent > most)
        indent = most;
    oct_fill_push(plain->fill, oct_slice_make(spaces, indent),
                  oct_slice_make(spaces, indent + INDENT), false);
}

static void leave_line(oct_plain *plain) {
    size_t lines = plain->fill->lines;
    oct_fill_end(plain->fill);
    bool empty = plain->fill->lines == lines;
    oct_fill_pop(plain->fill);
    if (empty)
        oct_fill_blank(plain->fill);
}

static void leave_definition(oct_plain *plain, const oct_node *definition) {
    outdent(plain);
    if (definition->parent && definition->parent->flags & OCT_TIGHT)
        oct_fill_no_blank(plain->fill);
}

/* ---- Dispatch ---------------------------------------------------------------------------------
 */

static void enter(oct_plain *plain, oct_walk *walk) {
    oct_node *node = walk->node;
    switch ((oct_kind)node->kind) {
    case OCT_TEXT:
        oct_fill_text(plain->fill, node->as.text);
        break;
    case OCT_SOFT_BREAK:
        oct_fill_soft_break(plain->fill);
        break;
    case OCT_LINE_BREAK:
        oct_fill_hard_break(plain->fill);
        break;
    case OCT_EMPHASIS:
    case OCT_STRONG:
    case OCT_STRIKEOUT:
    case OCT_UNDERLINE:
    case OCT_HIGHLIGHT:
        oct_plain_write_mark(plain, node);
        break;
    case OCT_SUPERSCRIPT:
    case OCT_SUBSCRIPT:
        oct_plain_enter_script(plain, walk);
        break;
    case OCT_QUOTED:
        oct_plain_write_quote(plain, node, true);
        break;
    case OCT_CODE:
        oct_plain_write_code(plain, node);
        break;
    case OCT_MATH:
        oct_plain_write_math(plain, node);
        break;
    case OCT_IMAGE:
        oct_plain_enter_image(plain, node);
        break;
    case OCT_NOTE:
        oct_plain_write_note_mark(plain, walk);
        break;
    case OCT_SPAN:
        oct_plain_write_ruby_mark(plain, node, "(");
        break;
    case OCT_RAW_INLINE:
        oct_plain_write_raw_inline(plain, node);
        break;
    case OCT_HEADING:
        plain->fill->widest = 0;
        break;
    case OCT_DIV:
        if (is_alert(node))
            indent(plain, OCT_S("> "));
        break;
    case OCT_BLOCK_QUOTE:
        indent(plain, OCT_S("> "));
        break;
    case OCT_BULLET_LIST:
    case OCT_ORDERED_LIST:
        oct_plain_enter_list(plain, node);
        break;
    case OCT_LIST_ITEM:
        oct_plain_enter_item(plain, node);
        break;
    case OCT_DEFINITION:
        indent(plain, oct_slice_make(spaces, INDENT));
        break;
    case OCT_CODE_BLOCK:
        write_code_block(plain, node);
        break;
    case OCT_THEMATIC_BREAK:
        write_thematic_break(plain);
        break;
    case OCT_TABLE:
        oct_plain_enter_table(plain, node);
        break;
    case OCT_TABLE_HEAD:
    case OCT_TABLE_BODY:
    case OCT_TABLE_FOOT:
        oct_plain_enter_section(plain, node);
        break;
    case OCT_TABLE_ROW:
        oct_plain_enter_row(plain);
        break;
    case OCT_TABLE_CELL:
        oct_plain_enter_cell(plain, node);
        break;
    case OCT_LINE:
        enter_line(plain, node);
        break;
    case OCT_RAW_BLOCK:
        write_raw_block(plain, node);
        break;
    case OCT_DOCUMENT:
    case OCT_PARAGRAPH:
    case OCT_DEFINITION_LIST:
    case OCT_DEFINITION_TERM:
    case OCT_FIGURE:
    case OCT_CAPTION:
    case OCT_LINE_BLOCK:
    case OCT_SMALL_CAPS:
    case OCT_LINK:
        break;
    }
}

static void leave(oct_plain *plain, const oct_node *node) {
    switch ((oct_kind)node->kind) {
    case OCT_EMPHASIS:
    case OCT_STRONG:
    case OCT_STRIKEOUT:
    case OCT_UNDERLINE:
    case OCT_HIGHLIGHT:
        oct_plain_write_mark(plain, node);
        break;
    case OCT_SUPERSCRIPT:
    case OCT_SUBSCRIPT:
        oct_plain_leave_script(plain, node);
        break;
    case OCT_QUOTED:
        oct_plain_write_quote(plain, node, false);
        break;
    case OCT_LINK:
        oct_plain_leave_link(plain, node);
        break;
    case OCT_IMAGE:
        oct_plain_leave_image(plain, node);
        break;
    case OCT_SPAN:
        oct_plain_write_ruby_mark(plain, node, ")");
        break;
    case OCT_PARAGRAPH:
        end_block(plain);
        break;
    case OCT_HEADING:
        leave_heading(plain, node);
        break;
    case OCT_DIV:
        if (is_alert(node))
            outdent(plain);
        break;
    case OCT_BLOCK_QUOTE:
        outdent(plain);
        break;
    case OCT_BULLET_LIST:
    case OCT_ORDERED_LIST:
        oct_plain_leave_list(plain);
        break;
    case OCT_LIST_ITEM:
        oct_plain_leave_item(plain, node);
        break;
    case OCT_DEFINITION_TERM:
        oct_fill_end(plain->fill);
        break;
    case OCT_DEFINITION:
        leave_definition(plain, node);
        break;
    case OCT_DEFINITION_LIST:
    case OCT_LINE_BLOCK:
        oct_fill_blank(plain->fill);
        break;
    case OCT_LINE:
        leave_line(plain);
        break;
    case OCT_TABLE:
        oct_plain_leave_table(plain);
        break;
    case OCT_TABLE_ROW:
        oct_plain_leave_row(plain);
        break;
    case OCT_TABLE_CELL:
        oct_plain_leave_cell(plain);
        break;
    case OCT_DOCUMENT:
    case OCT_CODE_BLOCK:
    case OCT_THEMATIC_BREAK:
    case OCT_TABLE_HEAD:
    case OCT_TABLE_BODY:
    case OCT_TABLE_FOOT:
    case OCT_FIGURE:
    case OCT_CAPTION:
    case OCT_RAW_BLOCK:
    case OCT_TEXT:
    case OCT_SOFT_BREAK:
    case OCT_LINE_BREAK:
    case OCT_SMALL_CAPS:
    case OCT_CODE:
    case OCT_MATH:
    case OCT_NOTE:
    case OCT_RAW_INLINE:
        break;
    }
}

/* The root itself is entered only when it is something to show: a note or a document is not. */
void oct_plain_render(oct_plain *plain, oct_node *root) {
    oct_walk walk = oct_walk_begin(root);
    while (!plain->failed && !oct_out_failed(plain->writing->out) && oct_walk_next(&walk)) {
        oct_node *node = walk.node;
        if (node == root && node->kind == OCT_NOTE)
            continue;
        if (node->attributes && walk.entering)
            enter_lang(plain, node);
        if (walk.entering)
            enter(plain, &walk);
        else
            leave(plain, node);
        if (node->attributes && !walk.entering)
            leave_lang(plain, node);
    }
}
