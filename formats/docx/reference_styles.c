/* formats/docx/reference_styles - the styles of the reference document. Ours are looked for in it
 * by their names; those that it has are its own business, and the others are added behind them. */
#include "formats/docx/reference.h"

#include "io/xml.h"

/* What other programs call some of our styles. */
static const struct {
    docx_style style;
    const char *name;
} aliases[] = {
    {DOCX_QUOTE, "Quote"},
    {DOCX_QUOTE, "Quotations"},
    {DOCX_SOURCE_CODE, "Preformatted Text"},
    {DOCX_SOURCE_CODE, "HTML Preformatted"},
    {DOCX_HORIZONTAL_RULE, "Horizontal Line"},
    {DOCX_CAPTION, "Image Caption"},
    {DOCX_FIGURE, "Captioned Figure"},
    {DOCX_TABLE_TEXT, "Table Contents"},
    {DOCX_VERBATIM_CHAR, "HTML Code"},
    {DOCX_VERBATIM_CHAR, "Source Text"},
    {DOCX_KEYBOARD_CHAR, "HTML Keyboard"},
};

/* An identifier as we write it. */
static oct_slice escaped(docx_reference *reference, oct_slice id) {
    oct_buffer out;
    oct_buffer_init(&out, reference->w->allocator);
    oct_xml_attribute_value(&out, oct_xml_resolved(id, &reference->w->arena));
    oct_slice copy = oct_arena_copy(&reference->w->arena, oct_buffer_view(&out));
    reference->w->failed |= out.failed;
    oct_buffer_free(&out);
    return copy;
}

static const char *const types[] = {"paragraph", "character", "table", "numbering"};

static void note_default(docx_reference *reference, oct_slice type, oct_slice attributes) {
    oct_slice value = oct_xml_value(attributes, "w:default");
    if (oct_slice_is(value, "1") || oct_slice_is(value, "true") || oct_slice_is(value, "on"))
        for (unsigned i = 0; i < sizeof types / sizeof *types; i++)
            if (oct_slice_is(type, types[i]))
                reference->defaults |= 1u << i;
}

bool docx_reference_has_default(const docx_reference *reference, const char *type) {
    for (unsigned i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i], type) == 0)
            return (reference->defaults >> i & 1) != 0;
    return false;
}

/* Reads styles.xml; the place where styles can be added is before its end. */
static void survey(docx_reference *reference) {
    docx_writer *w = reference->w;
    oct_arena *arena = &reference->w->arena;
    oct_slice type = {NULL, 0}, id = {NULL, 0}, none = {NULL, 0};
    bool defaults = false;
    oct_xml_reader reader;
    oct_xml_reader_init(&reader, reference->w->allocator, reference->styles);
    while (oct_xml_read(&reader)) {
        bool opens = reader.event == OCT_XML_OPENS;
        if (reader.depth == 2)
            defaults = opens && oct_slice_is(reader.name, "w:docDefaults");
        if (opens && reader.depth == 2 && oct_slice_is(reader.name, "w:style")) {
            type = oct_xml_value(reader.attributes, "w:type");
            if (type.len == 0)
                type = OCT_S("paragraph");
            id = escaped(reference, oct_xml_value(reader.attributes, "w:styleId"));
            docx_style_know(w, none, ':', id, id);
            note_default(reference, type, reader.attributes);
        } else if (opens && reader.depth == 3 && oct_slice_is(reader.name, "w:name")) {
            oct_slice name = oct_xml_resolved(oct_xml_value(reader.attributes, "w:val"), arena);
            docx_style_know(w, type, '/', name, id);
            docx_style_know(w, none, '/', name, id);
        } else if (opens && defaults && oct_slice_is(reader.name, "w:lang")) {
            reference->lang_begin = reader.begin;
            reference->lang_end = reader.end;
        }
        if (reader.event == OCT_XML_CLOSES && reader.depth == 1)
            reference->styles_end = reader.begin < reader.end ? reader.begin : 0;
    }
    docx_reader_end(w, &reader);
}

static const oct_slice *find_style(docx_writer *w, int style) {
    oct_slice type = oct_slice_of(docx_styles[style].type);
    const oct_slice *id = docx_style_find(w, type, '/', oct_slice_of(docx_styles[style].name));
    for (size_t i = 0; !id && i < sizeof aliases / sizeof *aliases; i++)
        if ((int)aliases[i].style == style)
            id = docx_style_find(w, type, '/', oct_slice_of(aliases[i].name));
    return id;
}

static void match(docx_reference *reference, int style) {
    docx_writer *w = reference->w;
    const oct_slice *id = find_style(w, style);
    oct_slice none = {NULL, 0};
    if (id) {
        w->style_ids[style] = *id;
        return;
    }
    oct_slice made = oct_slice_of(docx_style_free_one(w, ':', docx_styles[style].id));
    reference->names[style] = docx_style_free_one(w, '/', docx_styles[style].name);
    w->style_ids[style] = made;
    docx_style_know(w, none, ':', made, made);
}

void docx_reference_match_styles(docx_reference *reference) {
    survey(reference);
    for (int style = 0; style < DOCX_STYLE_COUNT; style++)
        match(reference, style);
    if (reference->styles_end == 0)
        docx_reference_fail(reference, OCT_SYNTAX, "", "the reference document has no styles");
}

/* The language of the text is the document's where that says one. */
static void write_front(const docx_reference *reference, oct_buffer *out) {
    const docx_writer *w = reference->w;
    oct_slice front = oct_slice_head(reference->styles, reference->styles_end);
    if (reference->lang_end && oct_meta_find(w->writing->document->metadata, "lang")) {
        oct_buffer_slice(out, oct_slice_head(front, reference->lang_begin));
        oct_buffer_string(out, "<w:lang");
        docx_put_languages(w, out);
        oct_buffer_string(out, "/>");
        front = oct_slice_from(front, reference->lang_end);
    }
    oct_buffer_slice(out, front);
}

/* NULL: the style has the name of our table. */
static const char *changed_name(const docx_reference *reference, int style) {
    const char *name = reference->names[style];
    return name == docx_styles[style].name ? NULL : name;
}

void docx_reference_write_styles(const docx_reference *reference, oct_buffer *out) {
    write_front(reference, out);
    oct_buffer_string(out, "\n");
    for (int style = 0; style < DOCX_STYLE_COUNT; style++)
        if (reference->names[style] && docx_style_is_used(reference->w, style))
            docx_write_style(reference->w, out, style, changed_name(reference, style));
    oct_buffer_slice(out, oct_buffer_view(&reference->w->custom_styles));
    oct_buffer_string(out, "</w:styles>\n");
}
