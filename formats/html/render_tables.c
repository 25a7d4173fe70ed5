/* formats/html/render_tables - tables, figures' and tables' captions. */
#include "formats/html/render_private.h"

/* The largest spans that HTML knows; more means the same. */
enum { MAX_COLUMN_SPAN = 1000, MAX_ROW_SPAN = 65534 };

static bool has_widths(const oct_node *table) {
    for (uint32_t i = 0; i < table->as.table.count; i++)
        if (table->as.table.columns[i].width)
            return true;
    return false;
}

/* A width in 1/10000 as a percentage. */
static void put_column(renderer *r, const oct_column *column) {
    PUT(r, "<col");
    if (column->width)
        oct_buffer_printf(r->out, " style=\"width: %u.%02u%%\"", (unsigned)(column->width / 100),
                          (unsigned)(column->width % 100));
    PUT(r, " />\n");
}

static void put_columns(renderer *r, const oct_node *table) {
    if (!has_widths(table))
        return;
    PUT(r, "<colgroup>\n");
    for (uint32_t i = 0; i < table->as.table.count; i++)
        put_column(r, &table->as.table.columns[i]);
    PUT(r, "</colgroup>\n");
}

/* One paragraph without its element, which is all that a caption of XHTML 1.1 may hold. */
static bool is_inline(const oct_node *caption) {
    const oct_node *child = caption->first;
    return !child || (child->kind == OCT_PARAGRAPH && oct_html_paragraph_is_bare(child));
}

/* Whether the table's caption holds a table, which HTML does not allow: then it stands in front.
 * The search stops at the first one, so that captions in captions stay linear. */
static bool caption_stands_apart(const renderer *r, const oct_node *table) {
    if (!table->first || table->first->kind != OCT_CAPTION)
        return false;
    if (r->xhtml11 && !is_inline(table->first))
        return true;
    oct_walk walk = oct_walk_begin(table->first);
    while (oct_walk_next(&walk))
        if (walk.entering && walk.node->kind == OCT_TABLE)
            return true;
    return false;
}

static void open_table(renderer *r, const oct_node *table) {
    put_open_line(r, "table", table, NULL);
}

void oct_html_enter_table(renderer *r, const oct_node *node) {
    if (caption_stands_apart(r, node)) {
        put_line(r);
        PUT(r, "<div class=\"caption\">\n");
        return;
    }
    open_table(r, node);
    if (!node->first || node->first->kind != OCT_CAPTION)
        put_columns(r, node);
}

/* In XHTML 1.1 a table has a body, and that a row. */
void oct_html_leave_table(renderer *r, const oct_node *node) {
    const oct_node *last = oct_node_last(node);
    bool only_head = last && last->kind == OCT_TABLE_HEAD &&
                     (!oct_node_before(last) || oct_node_before(last)->kind == OCT_CAPTION);
    if (r->xhtml11 && (!last || last->kind == OCT_CAPTION || only_head))
        PUT(r, "<tbody>\n<tr><td></td></tr>\n</tbody>\n");
    put_close_line(r, "table");
}

/* ---- Captions ----------------------------------------------------------------------------- */

/* A figure's caption is its first or last child; any other is a division. */
static bool is_figcaption(const oct_node *node) {
    const oct_node *figure = node->parent;
    return !oct_node_before(node) || (!node->next && figure->first->kind != OCT_CAPTION);
}

static const char *caption_element(const renderer *r, const oct_node *node) {
    if (node->parent && node->parent->kind == OCT_FIGURE)
        return is_figcaption(node) && !r->xhtml11 ? "figcaption" : "div";
    return node->parent && node->parent->kind == OCT_TABLE && !oct_node_before(node) ? "caption"
                                                                                     : "div";
}

static bool is_table_caption(const oct_node *node) {
    return node->parent && node->parent->kind == OCT_TABLE && !oct_node_before(node);
}

void oct_html_enter_caption(renderer *r, const oct_node *node) {
    if (is_table_caption(node) && caption_stands_apart(r, node->parent))
        return;
    put_line(r);
    put_open(r, caption_element(r, node), node, r->xhtml11 ? "caption" : NULL);
}

void oct_html_leave_caption(renderer *r, const oct_node *node) {
    if (is_table_caption(node) && caption_stands_apart(r, node->parent)) {
        put_close_line(r, "div");
        open_table(r, node->parent);
    } else {
        put_close(r, caption_element(r, node));
        PUT(r, "\n");
    }
    if (is_table_caption(node))
        put_columns(r, node->parent);
}

/* ---- Sections and rows -------------------------------------------------------------------- */

/* One head in front, one foot at the end; further ones are bodies. */
static const char *section_element(const renderer *r, const oct_node *node) {
    bool first = !oct_node_before(node) || oct_node_before(node)->kind == OCT_CAPTION;
    if (node->kind == OCT_TABLE_HEAD && first)
        return "thead";
    return node->kind == OCT_TABLE_FOOT && !node->next && !r->xhtml11 ? "tfoot" : "tbody";
}

void oct_html_enter_section(renderer *r, const oct_node *node) {
    put_open_line(r, section_element(r, node), node, NULL);
}

void oct_html_leave_section(renderer *r, const oct_node *node) {
    if (r->xhtml11 && !node->first)
        PUT(r, "<tr><td></td></tr>\n");
    put_close_line(r, section_element(r, node));
}

/* A cell without an alignment of its own gets that of its column. */
static void align_cells(oct_node *row, const oct_node *table) {
    uint64_t column = 0;
    for (oct_node *cell = row->first; cell; cell = cell->next) {
        if (column >= table->as.table.count)
            return;
        if (cell->as.cell.alignment == OCT_ALIGN_DEFAULT)
            cell->as.cell.alignment = (uint8_t)table->as.table.columns[column].alignment;
        column += cell->as.cell.column_span;
    }
}

void oct_html_enter_row(renderer *r, oct_node *node) {
    const oct_node *table = node->parent ? node->parent->parent : NULL;
    if (table && table->kind == OCT_TABLE && table->as.table.count)
        align_cells(node, table);
    put_open_line(r, "tr", node, NULL);
}

void oct_html_leave_row(renderer *r, const oct_node *node) {
    if (r->xhtml11 && !node->first)
        PUT(r, "<td></td>");
    PUT(r, "</tr>\n");
}

/* In a book a header cell without anything in it, as in the corner of a table, is none: screen
 * readers would read an empty header. */
static bool is_header_cell(const renderer *r, const oct_node *node) {
    const oct_node *row = node->parent, *section = row ? row->parent : NULL;
    return ((node->flags & OCT_HEADER) || (section && section->kind == OCT_TABLE_HEAD)) &&
           (node->first || r->syntax == OCT_HTML);
}

static void put_span(renderer *r, const char *name, uint32_t span, uint32_t most) {
    if (span > 1)
        oct_buffer_printf(r->out, " %s=\"%u\"", name, (unsigned)(span > most ? most : span));
}

void oct_html_enter_cell(renderer *r, const oct_node *node) {
    static const char *const styles[] = {NULL, "text-align: left", "text-align: center",
                                         "text-align: right"};
    bool header = is_header_cell(r, node);
    put_line(r);
    put_string(r, header ? "<th" : "<td");
    put_span(r, "colspan", node->as.cell.column_span, MAX_COLUMN_SPAN);
    put_span(r, "rowspan", node->as.cell.row_span, MAX_ROW_SPAN);
    if (header && node->as.cell.scope != OCT_SCOPE_NONE)
        oct_html_write_attribute(r, "scope",
                                 oct_slice_of(oct_scope_name((oct_scope)node->as.cell.scope)));
    if (node->attributes || node->as.cell.alignment != OCT_ALIGN_DEFAULT)
        oct_html_put_attributes(r, node, header ? "th" : "td", NULL,
                                styles[node->as.cell.alignment]);
    PUT(r, ">");
    r->header_cells += header;
}

void oct_html_leave_cell(renderer *r, const oct_node *node) {
    bool header = is_header_cell(r, node);
    r->header_cells -= header;
    put_string(r, header ? "</th>\n" : "</td>\n");
}
