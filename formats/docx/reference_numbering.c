/* formats/docx/reference_numbering - the numbering and the settings of the reference document. Its
 * styles may count (numbered headings do), so its numbering stays, and ours is added to it. */
#include "formats/docx/reference.h"

#include "io/xml.h"

/* Where ours can be added, and what numbers are taken (17.9.17: pictures, abstract numberings,
 * instances, and an element that comes last). */
static void survey(docx_reference *reference) {
    oct_xml_reader reader;
    size_t *abstracts = &reference->abstracts_at, *numbers = &reference->numbers_at;
    oct_xml_reader_init(&reader, reference->w->allocator, reference->numbering);
    while (oct_xml_read(&reader)) {
        bool closes = reader.event == OCT_XML_CLOSES && reader.depth == 1;
        bool cleanup = oct_slice_is(reader.name, "w:numIdMacAtCleanup");
        bool number = oct_slice_is(reader.name, "w:num"), opens = reader.event == OCT_XML_OPENS;
        if (closes || (opens && reader.depth == 2 && (number || cleanup))) {
            if (!*abstracts)
                *abstracts = reader.begin;
            if (!*numbers && !number)
                *numbers = reader.begin;
        }
        int64_t id;
        if (opens && reader.depth == 2 &&
            oct_slice_to_int(
                oct_xml_value(reader.attributes, number ? "w:numId" : "w:abstractNumId"), &id)) {
            int64_t *first = number ? &reference->first_number : &reference->first_abstract;
            if (id >= *first && id < INT32_MAX / 2)
                *first = id + 1;
        }
        if (closes)
            reference->numbering_end = reader.end > reader.begin ? reader.begin : 0;
    }
    docx_reader_end(reference->w, &reader);
}

void docx_reference_read_numbering(docx_reference *reference) {
    oct_slice name = docx_reference_related(reference, "numbering");
    reference->numbering = docx_reference_story(reference, name, true);
    if (reference->numbering.len == 0)
        return;
    survey(reference);
    reference->numbering_copy =
        docx_reference_copy(reference, name, reference->numbering, "word/numbering.xml", NULL);
    if (!reference->numbering_copy || !reference->numbering_end) {
        reference->numbering = (oct_slice){NULL, 0};
        reference->first_number = reference->first_abstract = 0;
    }
}

static oct_slice between(oct_slice text, size_t begin, size_t end) {
    return oct_slice_head(oct_slice_from(text, begin), end - begin);
}

void docx_reference_write_numbering(docx_reference *reference, oct_buffer *out) {
    docx_writer *w = reference->w;
    oct_slice own = reference->numbering;
    oct_buffer_slice(out, oct_slice_head(own, reference->abstracts_at));
    docx_write_abstracts(w, out);
    oct_buffer_slice(out, between(own, reference->abstracts_at, reference->numbers_at));
    docx_write_instances(w, out);
    oct_buffer_slice(out, oct_slice_from(own, reference->numbers_at));
}

/* ---- Settings ----------------------------------------------------------------------------- */

/* Those that are about how text is laid out, in the order of CT_Settings (17.15.1.78). Others are
 * about the other document: its protection, its template, its mail merge, its history. */
static const char *const before_notes[] = {"w:mirrorMargins",
                                           "w:alignBordersAndEdges",
                                           "w:bordersDoNotSurroundHeader",
                                           "w:bordersDoNotSurroundFooter",
                                           "w:gutterAtTop",
                                           "w:defaultTabStop",
                                           "w:autoHyphenation",
                                           "w:consecutiveHyphenLimit",
                                           "w:hyphenationZone",
                                           "w:doNotHyphenateCaps",
                                           "w:evenAndOddHeaders",
                                           "w:bookFoldRevPrinting",
                                           "w:bookFoldPrinting",
                                           "w:bookFoldPrintingSheets",
                                           "w:drawingGridHorizontalSpacing",
                                           "w:drawingGridVerticalSpacing",
                                           "w:displayHorizontalDrawingGridEvery",
                                           "w:displayVerticalDrawingGridEvery",
                                           "w:characterSpacingControl",
                                           "w:printTwoOnOne",
                                           "w:strictFirstAndLastChars",
                                           "w:noLineBreaksAfter",
                                           "w:noLineBreaksBefore",
                                           NULL};
static const char *const after_notes[] = {"w:themeFontLang", "w:clrSchemeMapping",
                                          "w:decimalSymbol", "w:listSeparator", NULL};

/* Those of a list, each as it stands: none of them has children. */
static void copy_settings(const docx_reference *reference, const char *const *names,
                          oct_buffer *out) {
    oct_xml_reader reader;
    oct_xml_reader_init(&reader, reference->w->allocator, reference->settings);
    while (oct_xml_read(&reader)) {
        if (reader.event != OCT_XML_OPENS || reader.depth != 2 ||
            !oct_slice_is_one_of(reader.name, names))
            continue;
        oct_buffer_string(out, "<");
        oct_buffer_slice(out, reader.name);
        oct_buffer_slice(out, reader.attributes);
        oct_buffer_string(out, "/>\n");
    }
    docx_reader_end(reference->w, &reader);
}

void docx_reference_write_settings(const docx_reference *reference, oct_buffer *out) {
    oct_xml_declaration(out);
    oct_buffer_string(
        out, "<w:settings"
             " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\n");
    copy_settings(reference, before_notes, out);
    docx_write_note_settings(reference->w, out);
    copy_settings(reference, after_notes, out);
    oct_buffer_string(out, "</w:settings>\n");
}
