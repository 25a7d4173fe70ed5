/* formats/html/render - see render.h: the walk and the flat dispatch over kinds. */
#include "formats/html/render_private.h"

void oct_html_renderer_init(renderer *r, const oct_allocator *allocator, oct_html_syntax syntax) {
    *r = (renderer){.syntax = syntax};
    r->quotes = oct_quotes_of(OCT_S("en"));
    oct_buffer_init(&r->deferred, allocator);
    oct_buffer_init(&r->scratch, allocator);
}

void oct_html_renderer_free(renderer *r) {
    oct_buffer_free(&r->deferred);
    oct_buffer_free(&r->scratch);
}

bool oct_html_renderer_failed(const renderer *r) {
    return r->out->failed || r->notes->failed || r->deferred.failed || r->scratch.failed;
}

void oct_html_write_text(renderer *r, oct_slice text) {
    r->replaced += oct_html_escape_text(r->out, text, r->syntax);
}

void oct_html_write_attribute(renderer *r, const char *name, oct_slice value) {
    PUT(r, " ");
    put_string(r, name);
    PUT(r, "=\"");
    r->replaced += oct_html_escape_value(r->out, value, r->syntax);
    PUT(r, "\"");
}

void oct_html_report_lost(renderer *r, const oct_node *node, const char *what) {
    oct_report(r->context, OCT_D_NOT_RENDERED, oct_place_of(r->document, node), NULL, "%s", what);
}

/* The element of the kinds that need nothing but one; NULL for the others. */
static const char *simple_element(oct_kind kind) {
    static const char *const elements[OCT_KIND_COUNT] = {
        [OCT_BLOCK_QUOTE] = "blockquote",
        [OCT_BULLET_LIST] = "ul",
        [OCT_ORDERED_LIST] = "ol",
        [OCT_LIST_ITEM] = "li",
        [OCT_DEFINITION_LIST] = "dl",
        [OCT_DEFINITION_TERM] = "dt",
        [OCT_DEFINITION] = "dd",
        [OCT_TABLE] = "table",
        [OCT_TABLE_ROW] = "tr",
        [OCT_FIGURE] = "figure",
        [OCT_LINE_BLOCK] = "div",
        [OCT_EMPHASIS] = "em",
        [OCT_STRONG] = "strong",
        [OCT_STRIKEOUT] = "del",
        [OCT_UNDERLINE] = "u",
        [OCT_SUPERSCRIPT] = "sup",
        [OCT_SUBSCRIPT] = "sub",
        [OCT_SMALL_CAPS] = "span",
        [OCT_HIGHLIGHT] = "mark",
    };
    return elements[kind];
}

/* The same as XHTML 1.1 has it, in whose lists and quotations there is something. */
static const char *element_of(const renderer *r, const oct_node *node) {
    oct_kind kind = (oct_kind)node->kind;
    bool filled = kind == OCT_BULLET_LIST || kind == OCT_ORDERED_LIST ||
                  kind == OCT_DEFINITION_LIST || kind == OCT_BLOCK_QUOTE;
    if (r->xhtml11 && (kind == OCT_FIGURE || (filled && !node->first)))
        return "div";
    if (r->xhtml11 && (kind == OCT_UNDERLINE || kind == OCT_HIGHLIGHT))
        return "span";
    return simple_element(kind);
}

static const char *class_of(const renderer *r, const oct_node *node) {
    if (!r->xhtml11)
        return NULL;
    return node->kind == OCT_FIGURE      ? "figure"
           : node->kind == OCT_UNDERLINE ? "underline"
           : node->kind == OCT_HIGHLIGHT ? "mark"
                                         : NULL;
}

/* Writes what comes before the children; true when they are to be visited and the node to be left.
 */
static bool enter(renderer *r, oct_node *node) {
    switch ((oct_kind)node->kind) {
    case OCT_TEXT:
        oct_html_write_text(r, node->as.text);
        return false;
    case OCT_SOFT_BREAK:
        oct_buffer_byte(r->out, r->join_lines ? ' ' : '\n');
        return false;
    case OCT_LINE_BREAK:
        PUT(r, "<br />\n");
        return false;
    case OCT_CODE:
        oct_html_put_code(r, node);
        return false;
    case OCT_MATH:
        oct_html_put_math(r, node);
        return false;
    case OCT_IMAGE:
        oct_html_put_image(r, node);
        return false;
    case OCT_NOTE:
        oct_html_put_reference(r, node);
        return false;
    case OCT_RAW_INLINE:
        oct_html_put_raw_inline(r, node);
        return false;
    case OCT_CODE_BLOCK:
        oct_html_put_code_block(r, node);
        return false;
    case OCT_RAW_BLOCK:
        oct_html_put_raw_block(r, node);
        return false;
    case OCT_THEMATIC_BREAK:
        put_line(r);
        PUT(r, "<hr");
        oct_html_put_attributes(r, node, "hr", NULL, NULL);
        PUT(r, " />\n");
        return false;
    case OCT_PARAGRAPH:
        oct_html_enter_paragraph(r, node);
        break;
    case OCT_HEADING:
        oct_html_enter_heading(r, node);
        break;
    case OCT_BULLET_LIST:
    case OCT_ORDERED_LIST:
        oct_html_enter_list(r, node);
        break;
    case OCT_LIST_ITEM:
        oct_html_enter_item(r, node);
        break;
    case OCT_DEFINITION:
        oct_html_enter_definition(r, node);
        break;
    case OCT_DEFINITION_TERM:
        put_line(r);
        put_open(r, "dt", node, NULL);
        break;
    case OCT_BLOCK_QUOTE:
    case OCT_DEFINITION_LIST:
    case OCT_FIGURE:
        put_open_line(r, element_of(r, node), node, class_of(r, node));
        break;
    case OCT_LINE_BLOCK:
        put_open_line(r, "div", node, "line-block");
        break;
    case OCT_DIV:
        oct_html_enter_div(r, node);
        break;
    case OCT_TABLE:
        oct_html_enter_table(r, node);
        break;
    case OCT_TABLE_HEAD:
    case OCT_TABLE_BODY:
    case OCT_TABLE_FOOT:
        oct_html_enter_section(r, node);
        break;
    case OCT_TABLE_ROW:
        oct_html_enter_row(r, node);
        break;
    case OCT_TABLE_CELL:
        oct_html_enter_cell(r, node);
        break;
    case OCT_CAPTION:
        oct_html_enter_caption(r, node);
        break;
    case OCT_EMPHASIS:
    case OCT_STRONG:
    case OCT_STRIKEOUT:
    case OCT_UNDERLINE:
    case OCT_SUPERSCRIPT:
    case OCT_SUBSCRIPT:
    case OCT_HIGHLIGHT:
        put_open(r, element_of(r, node), node, class_of(r, node));
        break;
    case OCT_SMALL_CAPS:
        put_open(r, "span", node, "smallcaps");
        break;
    case OCT_QUOTED:
        oct_html_enter_quoted(r, node);
        break;
    case OCT_LINK:
        oct_html_enter_link(r, node);
        break;
    case OCT_SPAN:
        oct_html_enter_span(r, node);
        break;
    case OCT_LINE:
        oct_html_enter_line(r, node);
        break;
    case OCT_DOCUMENT:
        break;
    }
    return true;
}

/* Only between lines, since put_line looks at the last byte. */
static void flush(renderer *r) {
    if (r->sink && r->out->len >= OCT_OUT_FLUSH_SIZE && r->out->ptr[r->out->len - 1] == '\n')
        oct_out_flush_full(r->sink);
}

/* Writes what comes after the children. */
static void leave(renderer *r, oct_node *node) {
    switch ((oct_kind)node->kind) {
    case OCT_PARAGRAPH:
        oct_html_leave_paragraph(r, node);
        break;
    case OCT_HEADING:
        oct_html_leave_heading(r, node);
        break;
    case OCT_BLOCK_QUOTE:
    case OCT_BULLET_LIST:
    case OCT_ORDERED_LIST:
    case OCT_DEFINITION_LIST:
    case OCT_FIGURE:
    case OCT_LINE_BLOCK:
        put_close_line(r, element_of(r, node));
        break;
    case OCT_TABLE:
        oct_html_leave_table(r, node);
        break;
    case OCT_TABLE_ROW:
        oct_html_leave_row(r, node);
        break;
    case OCT_LIST_ITEM:
    case OCT_DEFINITION:
        put_close(r, simple_element((oct_kind)node->kind));
        PUT(r, "\n");
        break;
    case OCT_DEFINITION_TERM:
        oct_html_leave_term(r, node);
        break;
    case OCT_DIV:
        oct_html_leave_div(r, node);
        break;
    case OCT_TABLE_HEAD:
    case OCT_TABLE_BODY:
    case OCT_TABLE_FOOT:
        oct_html_leave_section(r, node);
        break;
    case OCT_TABLE_CELL:
        oct_html_leave_cell(r, node);
        break;
    case OCT_CAPTION:
        oct_html_leave_caption(r, node);
        break;
    case OCT_LINE:
        oct_html_leave_line(r, node);
        break;
    case OCT_EMPHASIS:
    case OCT_STRONG:
    case OCT_STRIKEOUT:
    case OCT_UNDERLINE:
    case OCT_SUPERSCRIPT:
    case OCT_SUBSCRIPT:
    case OCT_SMALL_CAPS:
    case OCT_HIGHLIGHT:
        put_close(r, element_of(r, node));
        return;
    case OCT_QUOTED:
        oct_html_leave_quoted(r, node);
        return;
    case OCT_LINK:
        oct_html_leave_link(r, node);
        return;
    case OCT_SPAN:
        oct_html_leave_span(r, node);
        return;
    case OCT_DOCUMENT:
    case OCT_TEXT:
    case OCT_SOFT_BREAK:
    case OCT_LINE_BREAK:
    case OCT_CODE:
    case OCT_MATH:
    case OCT_IMAGE:
    case OCT_NOTE:
    case OCT_RAW_INLINE:
    case OCT_CODE_BLOCK:
    case OCT_RAW_BLOCK:
    case OCT_THEMATIC_BREAK:
        return;
    }
    flush(r);
}

void oct_html_render(renderer *r, oct_node *first, oct_node *last) {
    oct_node *node = first;
    while (node) {
        if (enter(r, node)) {
            if (node->first) {
                node = node->first;
                continue;
            }
            leave(r, node);
        }
        while (node != last && !node->next) {
            node = node->parent;
            leave(r, node);
        }
        if (node == last)
            return;
        node = node->next;
    }
}

void oct_html_render_children(renderer *r, oct_node *parent) {
    oct_html_render(r, parent->first, oct_node_last(parent));
}
