/* formats/html/capture - elements whose content is collected, not read as part of the page: the
 * title, drawings, formulas; and those that are skipped. See state.h. */
#include "formats/html/state.h"

void html_skip(html_reader *reader) {
    reader->capture = HTML_CAPTURE_NOTHING;
    reader->capture_level = reader->level;
    reader->captured = NULL;
    reader->detail_level = 0;
}

void html_start_capture(html_reader *reader, const html_element *element,
                        html_attributes attributes) {
    reader->capture = HTML_CAPTURE_TEXT;
    reader->capture_level = reader->level;
    reader->captured = element;
    reader->detail_level = 0;
    reader->text.len = reader->detail.len = 0;
    reader->display = oct_slice_equal_nocase(html_attribute(attributes, "display"), OCT_S("block"));
    reader->alternative = html_copy(reader, html_attribute(attributes, "alttext"));
}

/* Of a drawing its title and description are wanted, of a formula its source in TeX. */
void html_start_in_capture(html_reader *reader, const char *name, html_attributes attributes) {
    if (!reader->captured || reader->detail_level)
        return;
    bool wanted = false;
    if (reader->captured->class == HTML_DRAWING) {
        wanted = strcmp(name, "title") == 0 || strcmp(name, "desc") == 0;
        if (wanted && reader->detail.len)
            oct_buffer_byte(&reader->detail, ' ');
    } else if (reader->captured->class == HTML_MATH && strncmp(name, "annotation", 10) == 0) {
        wanted = true;
        if (!oct_slice_is(html_attribute(attributes, "encoding"), "application/x-tex"))
            reader->detail.len = 0;
    }
    if (wanted)
        reader->detail_level = reader->level;
}

/* Without white space at the ends, and with single spaces. */
static oct_slice collapsed(html_reader *reader, oct_buffer *text) {
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

static void end_drawing(html_reader *reader) {
    oct_report(reader->reading->context, OCT_D_NOT_RENDERED, html_here(reader),
               "save the drawing as a file of its own and use an img element",
               "an inline SVG drawing was left out%s",
               reader->detail.len ? "; its description stands in its place" : "");
    html_put(reader, collapsed(reader, &reader->detail));
}

/* The source of a formula in TeX, when the page gives it; else its visible text. */
static void end_formula(html_reader *reader) {
    oct_slice source = collapsed(reader, &reader->detail);
    if (!source.len)
        source = reader->alternative;
    if (!source.len || reader->pre || reader->codes) {
        html_put(reader, source.len ? source : collapsed(reader, &reader->text));
        return;
    }
    html_begin_node(reader);
    oct_node *math = oct_builder_leaf(reader->builder, OCT_MATH, reader->line);
    math->as.text = source;
    if (reader->display)
        math->flags |= OCT_DISPLAY;
}

void html_end_in_capture(html_reader *reader) {
    if (reader->level == reader->detail_level)
        reader->detail_level = 0;
    if (reader->level != reader->capture_level)
        return;
    html_capture capture = reader->capture;
    reader->capture = HTML_NO_CAPTURE;
    if (capture != HTML_CAPTURE_TEXT)
        return;
    if (reader->captured->class == HTML_DRAWING)
        end_drawing(reader);
    else if (reader->captured->class == HTML_MATH)
        end_formula(reader);
    else if (reader->captured->class == HTML_STYLE)
        html_add_style_sheet(reader, oct_buffer_view(&reader->text), (oct_slice){NULL, 0});
    else
        html_title(reader, collapsed(reader, &reader->text));
}
