/* formats/html/capture - elements whose content is collected, not read as part of the page: the
 * title, drawings, formulas; and those that are skipped. See state.h. */
#include "formats/html/state.h"

void html_skip(html_reader *reader) {
    reader->capture = HTML_CAPTURE_NOTHING;
    reader->capture_level = reader->level;
    reader->captured = NULL;
    reader->detail_level = reader->inner_level = 0;
}

void html_start_capture(html_reader *reader, const html_element *element,
                        html_attributes attributes) {
    reader->capture = HTML_CAPTURE_TEXT;
    reader->capture_level = reader->level;
    reader->captured = element;
    reader->detail_level = reader->inner_level = 0;
    reader->text.len = reader->detail.len = 0;
    reader->display = oct_slice_equal_nocase(html_attribute(attributes, "display"), OCT_S("block"));
    reader->alternative = html_copy(reader, html_attribute(attributes, "alttext"));
    if (element->class == HTML_DRAWING)
        html_start_drawing(reader, attributes);
}

/* Of scripts only two kinds are content: what the page says of itself, and formulas for MathJax. */
void html_start_script(html_reader *reader, const html_element *element,
                       html_attributes attributes) {
    oct_slice type = oct_slice_trim(html_attribute(attributes, "type"));
    if (oct_slice_equal_nocase(type, OCT_S("application/ld+json")) && !reader->pre) {
        html_start_capture(reader, element, attributes);
    } else if (oct_slice_starts_nocase(type, OCT_S("math/tex"))) {
        html_start_capture(reader, html_element_named("math"), attributes);
        reader->detail_level = reader->level;
        reader->display = oct_slice_find(type, OCT_S("mode=display")) < type.len;
    } else {
        html_skip(reader);
    }
}

/* HTML 13.2.6.5, "any of the following" start tags: people forgot to close the drawing. */
bool html_breaks_out(const html_reader *reader, const char *name, html_attributes attributes) {
    static const char *const names[] = {
        "b",      "big",  "blockquote", "body",  "br",   "center", "code",    "dd",   "div",
        "dl",     "dt",   "em",         "embed", "h1",   "h2",     "h3",      "h4",   "h5",
        "h6",     "head", "hr",         "i",     "img",  "li",     "listing", "menu", "meta",
        "nobr",   "ol",   "p",          "pre",   "ruby", "s",      "small",   "span", "strong",
        "strike", "sub",  "sup",        "table", "tt",   "u",      "ul",      "var",  NULL};
    if (!reader->captured || reader->inner_level ||
        (reader->captured->class != HTML_DRAWING && reader->captured->class != HTML_MATH))
        return false;
    if (strcmp(name, "font") == 0)
        return html_attribute(attributes, "color").ptr || html_attribute(attributes, "face").ptr ||
               html_attribute(attributes, "size").ptr;
    return oct_slice_is_one_of(oct_slice_of(name), names);
}

/* The parts of a drawing or a formula that may hold HTML (HTML 13.2.6.5, integration points). */
static bool may_hold_html(const html_element *captured, const char *name) {
    static const char *const drawing[] = {"foreignobject", "desc", "title", NULL};
    static const char *const math[] = {"mi", "mo", "mn", "ms", "mtext", "annotation-xml", NULL};
    return oct_slice_is_one_of(oct_slice_of(name), captured->class == HTML_MATH ? math : drawing);
}

/* Of a formula its source in TeX is wanted. */
static void start_in_formula(html_reader *reader, const char *name, html_attributes attributes) {
    if (reader->detail_level || strncmp(name, "annotation", 10) != 0)
        return;
    if (!oct_slice_is(html_attribute(attributes, "encoding"), "application/x-tex"))
        reader->detail.len = 0;
    reader->detail_level = reader->level;
}

void html_start_in_capture(html_reader *reader, const char *name, html_attributes attributes) {
    if (!reader->captured)
        return;
    if (!reader->inner_level && may_hold_html(reader->captured, name))
        reader->inner_level = reader->level;
    if (reader->captured->class == HTML_DRAWING)
        html_start_in_drawing(reader, name, attributes);
    else if (reader->captured->class == HTML_MATH)
        start_in_formula(reader, name, attributes);
}

void html_text_in_capture(html_reader *reader, oct_slice text) {
    if (reader->captured->class == HTML_DRAWING)
        html_text_in_drawing(reader, text);
    else
        oct_buffer_slice(reader->detail_level ? &reader->detail : &reader->text, text);
}

/* Without white space at the ends, and with single spaces. */
oct_slice html_collapsed(html_reader *reader, oct_buffer *text) {
    oct_slice rest = oct_buffer_view(text), word;
    size_t len = 0;
    while (oct_slice_next_word(&rest, &word)) {
        if (len)
            text->ptr[len++] = ' ';
        memmove(text->ptr + len, word.ptr, word.len);
        len += word.len;
    }
    if (text->failed)
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
    return oct_builder_copy(reader->builder, oct_slice_make(text->ptr, len));
}

/* The source of a formula in TeX, when the page gives it; else its visible text. */
static void end_formula(html_reader *reader) {
    oct_slice source = html_collapsed(reader, &reader->detail);
    if (!source.len)
        source = reader->alternative;
    if (!source.len || reader->pre || reader->codes) {
        html_put(reader, source.len ? source : html_collapsed(reader, &reader->text));
        return;
    }
    html_begin_node(reader);
    oct_node *math = oct_builder_leaf(reader->builder, OCT_MATH, reader->line);
    math->as.text = source;
    if (reader->display)
        math->flags |= OCT_DISPLAY;
}

void html_end_in_capture(html_reader *reader) {
    bool drawing = reader->captured && reader->captured->class == HTML_DRAWING;
    if (drawing && reader->level > reader->capture_level)
        html_end_in_drawing(reader);
    if (reader->level == reader->detail_level)
        reader->detail_level = 0;
    if (reader->level == reader->inner_level)
        reader->inner_level = 0;
    if (reader->level == reader->capture_level)
        html_end_capture(reader);
}

void html_end_capture(html_reader *reader) {
    html_capture capture = reader->capture;
    reader->capture = HTML_NO_CAPTURE;
    if (capture != HTML_CAPTURE_TEXT)
        return;
    if (reader->captured->class == HTML_DRAWING)
        html_end_drawing(reader);
    else if (reader->captured->class == HTML_MATH)
        end_formula(reader);
    else if (reader->captured->class == HTML_OFFICE)
        html_office_text(reader, oct_buffer_view(&reader->text));
    else if (reader->captured->class == HTML_OFFICE_MARKER)
        html_office_marker(reader, oct_buffer_view(&reader->text));
    else if (reader->captured->class == HTML_SCRIPT)
        html_linked_data(reader, oct_buffer_view(&reader->text));
    else if (reader->captured->class == HTML_STYLE)
        html_add_style_sheet(reader, oct_buffer_view(&reader->text), (oct_slice){NULL, 0});
    else
        html_title(reader, html_collapsed(reader, &reader->text));
}
