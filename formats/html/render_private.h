/* formats/html/render_private - what the files of the renderer share. */
#ifndef OCT_HTML_RENDER_PRIVATE_H
#define OCT_HTML_RENDER_PRIVATE_H

#include "formats/html/render.h"

/* Short names for what every line of the renderer says. */
typedef oct_html_renderer renderer;

#define PUT(r, literal) oct_buffer_append((r)->out, "" literal, sizeof(literal) - 1)

static inline void put_string(renderer *r, const char *string) {
    oct_buffer_string(r->out, string);
}

/* A new line, unless one begins here. */
static inline void put_line(renderer *r) {
    if (r->out->len && r->out->ptr[r->out->len - 1] != '\n')
        oct_buffer_byte(r->out, '\n');
}

/* render_attributes.c: all attributes of a node for an element, after a class of the renderer's own
 * (NULL: none) and a style (NULL: none). */
void oct_html_put_attributes(renderer *r, const oct_node *node, const char *element,
                             const char *class_name, const char *style);
/* lang (in XHTML also xml:lang) and dir, where they are set and well-formed. */
void oct_html_put_language(renderer *r, oct_slice lang, oct_direction direction);

/* "<element attributes>". */
static inline void put_open(renderer *r, const char *element, const oct_node *node,
                            const char *class_name) {
    PUT(r, "<");
    put_string(r, element);
    if (node->attributes || class_name)
        oct_html_put_attributes(r, node, element, class_name, NULL);
    PUT(r, ">");
}
static inline void put_close(renderer *r, const char *element) {
    PUT(r, "</");
    put_string(r, element);
    PUT(r, ">");
}
/* The same for blocks, on lines of their own. */
static inline void put_open_line(renderer *r, const char *element, const oct_node *node,
                                 const char *class_name) {
    put_line(r);
    put_open(r, element, node, class_name);
    PUT(r, "\n");
}
static inline void put_close_line(renderer *r, const char *element) {
    put_line(r);
    put_close(r, element);
    PUT(r, "\n");
}
/* The end of an element that has no content, with a boolean attribute in front for both syntaxes.
 */
static inline void put_boolean(renderer *r, const char *name) {
    PUT(r, " ");
    put_string(r, name);
    if (r->syntax == OCT_XHTML)
        oct_buffer_printf(r->out, "=\"%s\"", name);
}

void oct_html_report_lost(renderer *r, const oct_node *node, const char *what);

/* Each enters a node: it writes what comes before the children and says whether they are to be
 * visited, and the node to be left then. */

/* render_blocks.c */
bool oct_html_paragraph_is_bare(const oct_node *node);
void oct_html_enter_paragraph(renderer *r, const oct_node *node);
void oct_html_leave_paragraph(renderer *r, const oct_node *node);
void oct_html_enter_heading(renderer *r, const oct_node *node);
void oct_html_leave_heading(renderer *r, const oct_node *node);
void oct_html_enter_list(renderer *r, const oct_node *node);
void oct_html_enter_item(renderer *r, const oct_node *node);
void oct_html_enter_definition(renderer *r, const oct_node *node);
void oct_html_leave_term(renderer *r, const oct_node *node);
void oct_html_put_code_block(renderer *r, const oct_node *node);
void oct_html_put_raw_block(renderer *r, const oct_node *node);
void oct_html_enter_div(renderer *r, const oct_node *node);
void oct_html_leave_div(renderer *r, const oct_node *node);
void oct_html_enter_line(renderer *r, const oct_node *node);
void oct_html_leave_line(renderer *r, const oct_node *node);

/* render_tables.c */
void oct_html_enter_table(renderer *r, const oct_node *node);
void oct_html_leave_table(renderer *r, const oct_node *node);
void oct_html_enter_section(renderer *r, const oct_node *node);
void oct_html_leave_section(renderer *r, const oct_node *node);
void oct_html_enter_row(renderer *r, oct_node *node);
void oct_html_leave_row(renderer *r, const oct_node *node);
void oct_html_enter_cell(renderer *r, const oct_node *node);
void oct_html_leave_cell(renderer *r, const oct_node *node);
void oct_html_enter_caption(renderer *r, const oct_node *node);
void oct_html_leave_caption(renderer *r, const oct_node *node);

/* render_inlines.c */
void oct_html_enter_link(renderer *r, const oct_node *node);
void oct_html_leave_link(renderer *r, const oct_node *node);
void oct_html_put_image(renderer *r, const oct_node *node);
void oct_html_enter_quoted(renderer *r, const oct_node *node);
void oct_html_leave_quoted(renderer *r, const oct_node *node);
/* Code goes from left to right, whatever is around it. */
void oct_html_put_code_direction(renderer *r, const oct_node *node);
void oct_html_put_code(renderer *r, const oct_node *node);
void oct_html_enter_span(renderer *r, const oct_node *node);
void oct_html_leave_span(renderer *r, const oct_node *node);
void oct_html_put_raw_inline(renderer *r, const oct_node *node);

/* render_math.c */
void oct_html_put_math(renderer *r, const oct_node *node);

/* render_notes.c */
void oct_html_put_reference(renderer *r, oct_node *node);
void oct_html_put_deferred_references(renderer *r);
/* At the begin and the end of a paragraph: the links from a note back to its references. */
void oct_html_put_note_begin(renderer *r, const oct_node *paragraph);
void oct_html_put_note_end(renderer *r, const oct_node *paragraph);

#endif
