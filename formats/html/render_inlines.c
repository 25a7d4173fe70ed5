/* formats/html/render_inlines - links, images, quotations, code, spans. */
#include "formats/html/render_private.h"

/* ---- Links and images --------------------------------------------------------------------- */

static bool url_fits(renderer *r, const oct_node *node) {
    oct_slice url = node->as.link->url;
    bool image = node->kind == OCT_IMAGE;
    if (r->keep_raw || (image ? oct_html_image_url_is_safe(url) : oct_html_url_is_safe(url)))
        return true;
    oct_report(r->context, OCT_D_UNSAFE_LINK, oct_place_of(r->document, node), NULL,
               "a link that runs code was made plain text");
    return false;
}

static void put_url(renderer *r, const char *name, oct_slice url) {
    PUT(r, " ");
    put_string(r, name);
    PUT(r, "=\"");
    oct_html_escape_url(r->out, url);
    PUT(r, "\"");
}

/* What a link that cannot be one keeps: its attributes, on a span. */
static void enter_dead_link(renderer *r, const oct_node *node) {
    if (node->attributes)
        put_open(r, "span", node, NULL);
}

void oct_html_enter_link(renderer *r, const oct_node *node) {
    if (r->link || !url_fits(r, node)) {
        enter_dead_link(r, node);
        return;
    }
    r->link = node;
    PUT(r, "<a");
    put_url(r, "href", node->as.link->url);
    if (node->as.link->title.len)
        oct_html_write_attribute(r, "title", node->as.link->title);
    if (node->attributes)
        oct_html_put_attributes(r, node, "a", NULL, NULL);
    PUT(r, ">");
}

void oct_html_leave_link(renderer *r, const oct_node *node) {
    if (r->link == node) {
        r->link = NULL;
        PUT(r, "</a>");
        oct_html_put_deferred_references(r);
    } else if (node->attributes) {
        PUT(r, "</span>");
    }
}

/* A note in alternative text has no place to stand. */
static void report_notes_within(renderer *r, const oct_node *node) {
    oct_walk walk = oct_walk_begin((oct_node *)node);
    while (oct_walk_next(&walk))
        if (walk.entering && walk.node->kind == OCT_NOTE) {
            oct_html_report_lost(r, walk.node,
                                 "a note in the description of an image was left out");
            oct_walk_skip(&walk);
        }
}

void oct_html_put_image(renderer *r, const oct_node *node) {
    r->scratch.len = 0;
    oct_node_plain_text(node, &r->scratch);
    if (node->first)
        report_notes_within(r, node);
    if (!url_fits(r, node)) {
        oct_html_write_text(r, oct_buffer_view(&r->scratch));
        return;
    }
    PUT(r, "<img");
    put_url(r, "src", node->as.link->url);
    oct_html_write_attribute(r, "alt", oct_buffer_view(&r->scratch));
    if (node->as.link->title.len)
        oct_html_write_attribute(r, "title", node->as.link->title);
    if (node->attributes)
        oct_html_put_attributes(r, node, "img", NULL, NULL);
    PUT(r, " />");
}

/* ---- Quotations, code ---------------------------------------------------------------------- */

/* Levels up that are looked at: whatever nests deeper must not take its square of time. */
enum { NEAR_BY = 50 };

/* The marks of the language around a quotation; that of the document, if it is not named near by.
 */
static const oct_quotes *quotes_at(const renderer *r, const oct_node *node) {
    for (int level = 0; node && level < NEAR_BY; node = node->parent, level++)
        if (node->attributes && node->attributes->lang.len)
            return oct_quotes_of(node->attributes->lang);
    return r->quotes;
}

void oct_html_enter_quoted(renderer *r, const oct_node *node) {
    const oct_quotes *quotes = quotes_at(r, node);
    if (node->attributes)
        put_open(r, "span", node, NULL);
    put_string(r, node->flags & OCT_SINGLE ? quotes->single_open : quotes->open);
}

void oct_html_leave_quoted(renderer *r, const oct_node *node) {
    const oct_quotes *quotes = quotes_at(r, node);
    put_string(r, node->flags & OCT_SINGLE ? quotes->single_close : quotes->close);
    if (node->attributes)
        PUT(r, "</span>");
}

static bool is_rtl_at(const renderer *r, const oct_node *node) {
    for (int level = 0; node && level < NEAR_BY; node = node->parent, level++)
        if (oct_node_direction(node) != OCT_DIR_NONE)
            return oct_node_direction(node) == OCT_DIR_RTL;
    return r->rtl;
}

void oct_html_put_code_direction(renderer *r, const oct_node *node) {
    if (oct_node_direction(node) == OCT_DIR_NONE && is_rtl_at(r, node))
        oct_html_write_attribute(r, "dir", OCT_S("ltr"));
}

void oct_html_put_code(renderer *r, const oct_node *node) {
    PUT(r, "<code");
    if (node->attributes)
        oct_html_put_attributes(r, node, "code", NULL, NULL);
    oct_html_put_code_direction(r, node);
    PUT(r, ">");
    oct_html_write_text(r, node->as.text);
    PUT(r, "</code>");
}

void oct_html_put_raw_inline(renderer *r, const oct_node *node) {
    if (r->keep_raw && oct_slice_is(node->as.raw->format, "html"))
        oct_buffer_slice(r->out, node->as.raw->text);
    else
        oct_html_report_lost(r, node, "raw text of another format was left out");
}

/* ---- Spans -------------------------------------------------------------------------------- */

static bool is_in_ruby(const oct_node *node) {
    return node->parent && node->parent->kind == OCT_SPAN && node->parent->as.role == OCT_ROLE_RUBY;
}

static bool has_ruby_text(const oct_node *node) {
    for (const oct_node *child = node->first; child; child = child->next)
        if (child->kind == OCT_SPAN && child->as.role == OCT_ROLE_RT)
            return true;
    return false;
}

/* A ruby text has no ruby of its own, and no reading without a base. */
static bool ruby_fits(const oct_node *node) {
    return !is_in_ruby(node) && has_ruby_text(node);
}

static bool is_of_xhtml11(oct_role role) {
    return role != OCT_ROLE_BDI && role != OCT_ROLE_DATA && role != OCT_ROLE_TIME &&
           role != OCT_ROLE_RUBY && role != OCT_ROLE_RT;
}

/* The element of a span; NULL when it needs none. */
static const char *span_element(const renderer *r, const oct_node *node) {
    const char *neutral = node->attributes ? "span" : NULL;
    if (r->xhtml11 && !is_of_xhtml11((oct_role)node->as.role))
        return neutral;
    switch (node->as.role) {
    case OCT_ROLE_NONE:
    case OCT_ROLE_RB:
        return neutral;
    case OCT_ROLE_BDO:
        return oct_node_direction(node) == OCT_DIR_NONE ? neutral : "bdo";
    case OCT_ROLE_DATA:
        return oct_node_pair(node, "value").len ? "data" : neutral;
    case OCT_ROLE_TIME:
        return oct_node_pair(node, "datetime").len || r->syntax == OCT_HTML ? "time" : neutral;
    case OCT_ROLE_DFN:
        return r->definitions ? neutral : "dfn";
    case OCT_ROLE_RUBY:
        return ruby_fits(node) ? "ruby" : neutral;
    case OCT_ROLE_RT:
        return is_in_ruby(node) && ruby_fits(node->parent) ? "rt" : neutral;
    default:
        return oct_roles[node->as.role].block ? neutral : oct_roles[node->as.role].element;
    }
}

/* Parentheses for readers without ruby. */
static bool is_ruby_text(const char *element) {
    return element && strcmp(element, "rt") == 0;
}

void oct_html_enter_span(renderer *r, const oct_node *node) {
    const char *element = span_element(r, node);
    if (is_ruby_text(element))
        PUT(r, "<rp>(</rp>");
    else if (r->xhtml11 && node->as.role == OCT_ROLE_RT)
        PUT(r, "(");
    if (element)
        put_open(r, element, node, NULL);
    r->definitions += node->as.role == OCT_ROLE_DFN;
}

void oct_html_leave_span(renderer *r, const oct_node *node) {
    r->definitions -= node->as.role == OCT_ROLE_DFN;
    const char *element = span_element(r, node);
    if (element)
        put_close(r, element);
    if (is_ruby_text(element))
        PUT(r, "<rp>)</rp>");
    else if (r->xhtml11 && node->as.role == OCT_ROLE_RT)
        PUT(r, ")");
}
