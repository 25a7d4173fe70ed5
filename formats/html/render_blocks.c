/* formats/html/render_blocks - paragraphs, headings, lists, code, divisions. */
#include "formats/html/render_private.h"

/* ---- Paragraphs --------------------------------------------------------------------------- */

static bool has_paragraph_beside(const oct_node *node) {
    return (oct_node_before(node) && oct_node_before(node)->kind == OCT_PARAGRAPH) ||
           (node->next && node->next->kind == OCT_PARAGRAPH);
}

static bool stands_alone(const oct_node *node) {
    return !oct_node_before(node) && !node->next;
}

/* A summary stands at the head of its details and holds one paragraph or heading; HTML allows no
 * other. */
static bool is_summary(const oct_node *node) {
    const oct_node *child = node->first;
    return node->kind == OCT_DIV && node->as.role == OCT_ROLE_SUMMARY && !oct_node_before(node) &&
           node->parent && node->parent->kind == OCT_DIV &&
           node->parent->as.role == OCT_ROLE_DETAILS && child && !child->next &&
           (child->kind == OCT_PARAGRAPH || child->kind == OCT_HEADING);
}

/* A paragraph right behind a tag is text of its element: <td>*text*</td>. */
static bool is_behind_tag(const oct_node *node) {
    const oct_node *before = oct_node_before(node);
    return before && before->kind == OCT_RAW_BLOCK &&
           oct_slice_is(before->as.raw->format, "html") &&
           oct_slice_ends(before->as.raw->text, OCT_S(">"));
}

bool oct_html_paragraph_is_bare(const oct_node *node) {
    const oct_node *parent = node->parent;
    if (node->attributes || !parent)
        return false;
    if (is_behind_tag(node))
        return true;
    switch (parent->kind) {
    case OCT_LIST_ITEM:
    case OCT_DEFINITION:
        return parent->parent && (parent->parent->flags & OCT_TIGHT) && !has_paragraph_beside(node);
    case OCT_TABLE_CELL:
    case OCT_CAPTION:
        return stands_alone(node);
    case OCT_DIV:
        return is_summary(parent);
    default:
        return false;
    }
}

static void put_checkbox(renderer *r, const oct_node *item) {
    bool done = item->as.item.task == OCT_TASK_DONE;
    if (r->syntax == OCT_XHTML) {
        put_string(r, done ? "<span class=\"task\">☑</span> " : "<span class=\"task\">☐</span> ");
        return;
    }
    PUT(r, "<input type=\"checkbox\" disabled=\"\"");
    if (done)
        PUT(r, " checked=\"\"");
    PUT(r, " /> ");
}

static bool begins_task(const oct_node *node) {
    return !oct_node_before(node) && node->parent && node->parent->kind == OCT_LIST_ITEM &&
           node->parent->as.item.task != OCT_TASK_NONE;
}

static const char *paragraph_element(const oct_node *node) {
    return node->parent && node->parent->kind == OCT_DIV && is_summary(node->parent) ? "span" : "p";
}

void oct_html_enter_paragraph(renderer *r, const oct_node *node) {
    if (!oct_html_paragraph_is_bare(node)) {
        put_line(r);
        put_open(r, paragraph_element(node), node, NULL);
    }
    if (begins_task(node))
        put_checkbox(r, node->parent);
    if (r->note == node->parent)
        oct_html_put_note_begin(r, node);
}

void oct_html_leave_paragraph(renderer *r, const oct_node *node) {
    if (r->note == node->parent)
        oct_html_put_note_end(r, node);
    if (oct_html_paragraph_is_bare(node))
        return;
    put_close(r, paragraph_element(node));
    PUT(r, "\n");
}

/* ---- Headings ----------------------------------------------------------------------------- */

/* No headings in header cells and addresses. */
static bool heading_is_plain(const renderer *r) {
    return r->header_cells || r->addresses;
}

static char heading_digit(const oct_node *node) {
    int32_t level = node->as.level;
    return (char)('0' + (level < 1 ? 1 : level > 6 ? 6 : level));
}

void oct_html_enter_heading(renderer *r, const oct_node *node) {
    char element[] = {'h', heading_digit(node), '\0'};
    put_line(r);
    if (heading_is_plain(r))
        put_open(r, "p", node, element);
    else
        put_open(r, element, node, NULL);
}

void oct_html_leave_heading(renderer *r, const oct_node *node) {
    char element[] = {'h', heading_digit(node), '\0'};
    put_close(r, heading_is_plain(r) ? "p" : element);
    PUT(r, "\n");
}

/* ---- Lists -------------------------------------------------------------------------------- */

/* XHTML 1.1 has numbers that count up from 1; the style sheet has the other ones. */
static void report_numbers(renderer *r, const oct_node *node) {
    if (node->as.list.start != 1 || (node->flags & OCT_REVERSED))
        oct_html_report_lost(r, node, "the numbers of a list, which EPUB 2 counts up from 1");
}

static void put_list_type(renderer *r, const oct_node *node) {
    static const char types[] = {'1', 'a', 'A', 'i', 'I'};
    char type = types[node->as.list.style];
    if (r->xhtml11) {
        report_numbers(r, node);
        return;
    }
    if (type != '1')
        oct_html_write_attribute(r, "type", oct_slice_make(&type, 1));
    if (node->as.list.start != 1)
        oct_buffer_printf(r->out, " start=\"%d\"", (int)node->as.list.start);
    if (node->flags & OCT_REVERSED)
        put_boolean(r, "reversed");
}

void oct_html_enter_list(renderer *r, const oct_node *node) {
    static const char *const styles[] = {
        NULL, "list-style-type: lower-alpha", "list-style-type: upper-alpha",
        "list-style-type: lower-roman", "list-style-type: upper-roman"};
    bool ordered = node->kind == OCT_ORDERED_LIST;
    const char *element = r->xhtml11 && !node->first ? "div" : ordered ? "ol" : "ul";
    const char *style = r->xhtml11 && ordered ? styles[node->as.list.style] : NULL;
    put_line(r);
    PUT(r, "<");
    put_string(r, element);
    if (ordered)
        put_list_type(r, node);
    if (node->attributes || style)
        oct_html_put_attributes(r, node, element, NULL, style);
    PUT(r, ">\n");
}

void oct_html_enter_item(renderer *r, const oct_node *node) {
    bool task = node->as.item.task != OCT_TASK_NONE;
    bool valued = node->as.item.has_value && node->parent && node->parent->kind == OCT_ORDERED_LIST;
    put_line(r);
    PUT(r, "<li");
    if (valued && r->xhtml11)
        oct_html_report_lost(r, node, "the number of a list item, which EPUB 2 counts");
    else if (valued)
        oct_buffer_printf(r->out, " value=\"%d\"", (int)node->as.item.value);
    if (node->attributes || task)
        oct_html_put_attributes(r, node, "li", task && r->syntax == OCT_XHTML ? "task" : NULL,
                                NULL);
    PUT(r, ">");
    if (task && (!node->first || node->first->kind != OCT_PARAGRAPH))
        put_checkbox(r, node);
}

/* A definition list is groups of terms with definitions: one without a partner gets an empty one.
 */
void oct_html_enter_definition(renderer *r, const oct_node *node) {
    put_line(r);
    if (!oct_node_before(node))
        PUT(r, "<dt></dt>\n");
    put_open(r, "dd", node, NULL);
}

void oct_html_leave_term(renderer *r, const oct_node *node) {
    put_string(r, node->next ? "</dt>\n" : "</dt>\n<dd></dd>\n");
}

/* ---- Code and raw blocks ------------------------------------------------------------------ */

void oct_html_put_code_block(renderer *r, const oct_node *node) {
    oct_slice language = oct_node_code_language(node), text = node->as.text;
    put_line(r);
    PUT(r, "<pre");
    if (node->attributes)
        oct_html_put_attributes(r, node, "pre", NULL, NULL);
    oct_html_put_code_direction(r, node);
    PUT(r, "><code");
    if (language.len) {
        PUT(r, " class=\"language-");
        r->replaced += oct_html_escape_value(r->out, language, r->syntax);
        PUT(r, "\"");
    }
    PUT(r, ">");
    oct_html_write_text(r, text);
    if (text.len && text.ptr[text.len - 1] != '\n')
        PUT(r, "\n");
    PUT(r, "</code></pre>\n");
}

void oct_html_put_raw_block(renderer *r, const oct_node *node) {
    if (!r->keep_raw || !oct_slice_is(node->as.raw->format, "html")) {
        oct_html_report_lost(r, node, "a raw block of another format was left out");
        return;
    }
    put_line(r);
    oct_buffer_slice(r->out, node->as.raw->text);
    put_line(r);
}

/* Spaces at the front of a verse would not be shown: all but the last become no-break ones. */
void oct_html_enter_line(renderer *r, const oct_node *node) {
    size_t spaces = oct_line_indent(node);
    if (node->attributes)
        put_open(r, "span", node, NULL);
    for (size_t i = 0; i < spaces && (i == 0 || i + 1 < spaces); i++)
        PUT(r, "\u00A0");
}

void oct_html_leave_line(renderer *r, const oct_node *node) {
    if (node->attributes)
        PUT(r, "</span>");
    if (node->next)
        PUT(r, "<br />");
    PUT(r, "\n");
}

/* ---- Divisions ---------------------------------------------------------------------------- */

/* How many elements that restrict their content are open around this one. On entering, before it
 * counts itself; on leaving, after it no longer does. */
static uint32_t *counter_of(renderer *r, oct_role role) {
    if (role == OCT_ROLE_ADDRESS)
        return &r->addresses;
    if (role == OCT_ROLE_HEADER || role == OCT_ROLE_FOOTER)
        return &r->headers;
    return NULL;
}

static bool is_heading_group(const oct_node *node) {
    const oct_node *child = node->first;
    return child && !child->next && child->kind == OCT_HEADING;
}

/* Whether HTML lets the element stand here; if not, it is a div with the role as its class. */
static bool role_fits(const renderer *r, const oct_node *node) {
    if (r->xhtml11)
        return false;
    switch (node->as.role) {
    case OCT_ROLE_MAIN:
        return r->main == node;
    case OCT_ROLE_SECTION:
    case OCT_ROLE_ARTICLE:
    case OCT_ROLE_ASIDE:
    case OCT_ROLE_NAV:
        return !r->addresses && !r->header_cells;
    case OCT_ROLE_HEADER:
    case OCT_ROLE_FOOTER:
        return !r->addresses && !r->header_cells && !r->headers && !r->definitions;
    case OCT_ROLE_ADDRESS:
        return !r->addresses && !r->header_cells;
    case OCT_ROLE_HGROUP:
        return !r->addresses && !r->header_cells && is_heading_group(node);
    case OCT_ROLE_DETAILS:
        return node->first && is_summary(node->first);
    case OCT_ROLE_SUMMARY:
        return is_summary(node);
    default:
        return false;
    }
}

static const char *div_element(const renderer *r, const oct_node *node) {
    return role_fits(r, node) ? oct_roles[node->as.role].element : "div";
}

static bool has_pair(const oct_node *node, const char *key) {
    for (uint32_t i = 0; node->attributes && i < node->attributes->pair_count; i++)
        if (oct_slice_is(node->attributes->pairs[i].key, key))
            return true;
    return false;
}

void oct_html_enter_div(renderer *r, const oct_node *node) {
    oct_role role = (oct_role)node->as.role;
    if (role == OCT_ROLE_MAIN && !r->main && node->parent && node->parent->kind == OCT_DOCUMENT)
        r->main = node;
    bool fits = role_fits(r, node),
         opened = role == OCT_ROLE_DETAILS && fits &&
                  (r->syntax == OCT_XHTML || has_pair(node, "open")); /* not all readers open it */
    put_line(r);
    PUT(r, "<");
    put_string(r, div_element(r, node));
    oct_html_put_attributes(r, node, div_element(r, node),
                            fits || role == OCT_ROLE_NONE ? NULL : oct_roles[role].element, NULL);
    if (opened)
        put_boolean(r, "open");
    put_string(r, fits && role == OCT_ROLE_SUMMARY ? ">" : ">\n");
    uint32_t *counter = counter_of(r, role);
    if (counter)
        ++*counter;
}

void oct_html_leave_div(renderer *r, const oct_node *node) {
    uint32_t *counter = counter_of(r, (oct_role)node->as.role);
    if (counter)
        --*counter;
    if (!is_summary(node))
        put_line(r);
    put_close(r, div_element(r, node));
    PUT(r, "\n");
}
