/* formats/docx/raw - OpenXML that the document holds as it is, on wish: well-formed, of elements
 * that may stand where it stands, and without relationships, for which there is no part. */
#include "formats/docx/docx.h"

#include "io/xml_reader.h"

static const char *const blocks[] = {"w:p", "w:tbl", "w:sdt", NULL};
static const char *const inlines[] = {"w:r",   "w:fldSimple",     "w:hyperlink",   "w:sdt",
                                      "w:ins", "w:bookmarkStart", "w:bookmarkEnd", NULL};

/* Prefixes that the document declares; those of relationships lead nowhere. */
static bool is_known(oct_slice name) {
    static const char *const prefixes[] = {"w", "m", "wp", "a", "pic", "mc", "w14", "wp14", NULL};
    size_t colon = oct_slice_find_byte(name, ':');
    return colon < name.len && oct_slice_is_one_of(oct_slice_head(name, colon), prefixes);
}

static bool are_known(oct_slice attributes) {
    oct_slice name, value;
    while (oct_xml_next_attribute(&attributes, &name, &value))
        if (oct_slice_find_byte(name, ':') < name.len && !oct_slice_starts(name, OCT_S("xml:")) &&
            !is_known(name))
            return false;
    return true;
}

/* What makes programs run or fetch something; and what begins another document. */
static bool is_active(oct_slice name) {
    static const char *const active[] = {
        "w:instrText", "w:object", "w:control",           "w:altChunk",         "w:subDoc",
        "w:sectPr",    "w:pict",   "w:footnoteReference", "w:endnoteReference", NULL};
    return oct_slice_is_one_of(name, active);
}

/* Fields that show what the document has; others could fetch, or start, things. */
static bool is_harmless_field(oct_slice attributes) {
    static const char *const fields[] = {"PAGE",    "NUMPAGES", "SECTION", "SEQ",      "REF",
                                         "PAGEREF", "TITLE",    "AUTHOR",  "STYLEREF", NULL};
    oct_slice instruction = oct_xml_value(attributes, "w:instr"), word;
    return oct_slice_next_word(&instruction, &word) && oct_slice_is_one_of(word, fields);
}

static bool is_clean(const oct_xml_reader *reader, const char *const *tops) {
    return is_known(reader->name) && are_known(reader->attributes) && !is_active(reader->name) &&
           (reader->depth != 2 || oct_slice_is_one_of(reader->name, tops)) &&
           (!oct_slice_is(reader->name, "w:fldSimple") || is_harmless_field(reader->attributes));
}

/* Reads it inside of an element, as it may be several. */
static bool is_usable(docx_writer *w, oct_slice text, const char *const *tops) {
    oct_buffer whole;
    oct_xml_reader reader;
    bool clean = true;
    oct_buffer_init(&whole, w->allocator);
    oct_buffer_string(&whole, "<raw>");
    oct_buffer_slice(&whole, text);
    oct_buffer_string(&whole, "</raw>");
    oct_xml_reader_init(&reader, w->allocator, oct_buffer_view(&whole));
    while (oct_xml_read(&reader))
        if (reader.event == OCT_XML_OPENS && reader.depth > 1)
            clean &= is_clean(&reader, tops);
        else if (reader.event == OCT_XML_TEXT && reader.depth == 1)
            clean &=
                oct_slice_trim(oct_slice_head(oct_slice_from(oct_buffer_view(&whole), reader.begin),
                                              reader.end - reader.begin))
                    .len == 0;
    w->failed |= whole.failed || reader.open.failed;
    clean &= !reader.broken && !whole.failed;
    oct_xml_reader_free(&reader);
    oct_buffer_free(&whole);
    return clean;
}

static void say(docx_writer *w, const oct_node *node, const char *why) {
    oct_report(w->writing->context, OCT_D_NOT_RENDERED, oct_place_of(w->writing->document, node),
               NULL, "raw %.*s is left out of the Word document%s",
               OCT_SLICE_ARG(oct_slice_head(node->as.raw->format, 40)), why);
}

static void put_block(docx_writer *w, oct_slice text) {
    docx_flush_marker(w);
    docx_paragraph_close(w);
    oct_buffer_slice(w->out, text);
    docx_put(w, "\n");
    w->last = DOCX_NOTHING; /* a cell has to end with a paragraph, and it may be none */
    w->after_heading = false;
}

static void put_inline(docx_writer *w, oct_slice text) {
    if (!w->in_paragraph)
        docx_paragraph_open(w, (docx_style)w->frame->style, 0);
    docx_link_close(w);
    oct_buffer_slice(w->out, text);
}

void docx_raw(docx_writer *w, const oct_node *node) {
    const docx_options *options = w->writing->options;
    bool block = node->kind == OCT_RAW_BLOCK;
    oct_slice text = node->as.raw->text;
    if (!oct_slice_is(node->as.raw->format, "openxml")) {
        say(w, node, "");
    } else if (!options->raw_openxml) {
        oct_report(w->writing->context, OCT_D_NOT_RENDERED,
                   oct_place_of(w->writing->document, node), "--docx-raw-openxml puts it in",
                   "raw openxml is left out of the Word document");
    } else if (!is_usable(w, text, block ? blocks : inlines)) {
        say(w, node,
            ": it is not well-formed, holds what a document from elsewhere must not bring in, or "
            "cannot stand there");
    } else if (block) {
        put_block(w, text);
    } else {
        put_inline(w, text);
    }
}
