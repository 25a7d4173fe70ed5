/* formats/docx/styles - writes styles.xml from the table of styles. */
#include "formats/docx/docx.h"

#include "formats/docx/reference.h"

#include <stdlib.h>

#include "io/xml.h"

#define DIGITS(number) #number
#define NUMBER(macro)  DIGITS(macro)

static const char head[] =
    "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    "<w:rFonts w:asciiTheme=\"minorHAnsi\" w:hAnsiTheme=\"minorHAnsi\""
    " w:eastAsiaTheme=\"minorEastAsia\" w:cstheme=\"minorBidi\"";

static const char defaults_size[] =
    "/><w:sz w:val=\"" NUMBER(DOCX_TEXT_SIZE) "\"/><w:szCs w:val=\"24\"/>";

static const char defaults_end[] =
    "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/>"
    "<w:spacing w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
    "<w:latentStyles w:defLockedState=\"0\" w:defUIPriority=\"99\" w:defSemiHidden=\"0\""
    " w:defUnhideWhenUsed=\"0\" w:defQFormat=\"0\" w:count=\"376\"/>\n";

void docx_put_languages(const docx_writer *w, oct_buffer *out) {
    bool latin = !docx_lang_is_east_asian(w->lang) && !oct_lang_is_rtl(w->lang);
    oct_slice east = w->east_asian_lang, rtl = w->rtl_lang;
    oct_xml_attribute(out, "w:val", latin ? docx_word_lang(w->lang) : OCT_S("en-US"));
    oct_xml_attribute(out, "w:eastAsia", east.len ? docx_word_lang(east) : OCT_S("zh-CN"));
    oct_xml_attribute(out, "w:bidi", rtl.len ? docx_word_lang(rtl) : OCT_S("ar-SA"));
}

int docx_font_size(docx_style style) {
    static const char size[] = "<w:sz w:val=\"";
    const char *run = docx_styles[style].run, *found = run ? strstr(run, size) : NULL;
    return found ? atoi(found + sizeof size - 1) : DOCX_TEXT_SIZE;
}

static void write_reference(const docx_writer *w, oct_buffer *out, const char *element, int style) {
    if (style < 0)
        return;
    oct_buffer_string(out, element);
    oct_buffer_slice(out, w->style_ids[style]);
    oct_buffer_string(out, "\"/>");
}

static bool is_default(const docx_writer *w, int style) {
    if (w->reference && docx_reference_has_default(w->reference, docx_styles[style].type))
        return false;
    return style == DOCX_NORMAL || style == DOCX_DEFAULT_CHARACTER || style == DOCX_NORMAL_TABLE ||
           style == DOCX_NO_LIST;
}

/* The indent of a novel's paragraphs is not for list items and the like. */
static int base_of(const docx_writer *w, int style, const docx_style_row *row) {
    return w->book && row->based_on == DOCX_BODY_TEXT && style != DOCX_FIRST_PARAGRAPH
               ? DOCX_NORMAL
               : row->based_on;
}

static void write_properties(oct_buffer *out, const char *open, const char *inside,
                             const char *close) {
    if (!inside)
        return;
    oct_buffer_string(out, open);
    oct_buffer_string(out, inside);
    oct_buffer_string(out, close);
}

/* In a document with other styles, text looks as those say; and a font of a theme that is not there
 * is none. */
static const char *run_of(const docx_writer *w, const docx_style_row *row) {
    static const char fonts[] = DOCX_MAJOR_FONT;
    bool themed = row->run && strncmp(row->run, fonts, sizeof fonts - 1) == 0;
    return themed && w->reference && !w->reference->has_theme ? row->run + sizeof fonts - 1
                                                              : row->run;
}

static const char *paragraph_of(const docx_writer *w, int style, const docx_style_row *row) {
    return w->reference && (style == DOCX_BODY_TEXT || style == DOCX_FIRST_PARAGRAPH)
               ? NULL
               : row->paragraph;
}

bool docx_style_is_used(const docx_writer *w, int style) {
    return style < DOCX_TABLE_TEXT_SMALL || style > DOCX_TABLE_HEADING_TINY || w->small_tables;
}

static const docx_style_row *book_row(int style) {
    for (size_t i = 0; i < DOCX_BOOK_STYLES; i++)
        if ((int)docx_book_styles[i].style == style)
            return &docx_book_styles[i].row;
    return NULL;
}

static const docx_style_row *row_of(const docx_writer *w, int style) {
    const docx_style_row *row = w->book ? book_row(style) : NULL;
    if (style == DOCX_HEADING_1 && docx_has_chapters(w))
        return w->book ? &docx_book_chapter_style : &docx_chapter_style;
    return row ? row : &docx_styles[style];
}

/* In the order of CT_Style (ISO/IEC 29500-1, 17.7.4.17). */
void docx_write_style(const docx_writer *w, oct_buffer *out, int style, const char *name) {
    const docx_style_row *row = row_of(w, style);
    bool hidden = row->priority == 99 && !row->custom;
    oct_buffer_printf(out, "<w:style w:type=\"%s\"%s%s w:styleId=\"%.*s\"><w:name w:val=\"%s\"/>",
                      row->type, is_default(w, style) ? " w:default=\"1\"" : "",
                      row->custom || name ? " w:customStyle=\"1\"" : "",
                      OCT_SLICE_ARG(w->style_ids[style]), name ? name : row->name);
    write_reference(w, out, "<w:basedOn w:val=\"", base_of(w, style, row));
    write_reference(w, out, "<w:next w:val=\"", row->next);
    oct_buffer_printf(out, "<w:uiPriority w:val=\"%d\"/>%s", row->priority,
                      hidden ? "<w:unhideWhenUsed/>" : "<w:qFormat/>");
    write_properties(out, "<w:pPr>", paragraph_of(w, style, row), "</w:pPr>");
    write_properties(out, "<w:rPr>", run_of(w, row), "</w:rPr>");
    write_properties(out, "", row->table, "");
    oct_buffer_string(out, "</w:style>\n");
}

void docx_write_styles(const docx_writer *w, oct_buffer *out) {
    if (w->reference) {
        docx_reference_write_styles(w->reference, out);
        return;
    }
    oct_xml_declaration(out);
    oct_buffer_string(out, head);
    if (docx_lang_is_east_asian(w->lang)) /* marks that Latin letters share, such as dashes */
        oct_buffer_string(out, " w:hint=\"eastAsia\"");
    oct_buffer_string(out, defaults_size);
    oct_buffer_string(out, "<w:lang");
    docx_put_languages(w, out);
    oct_buffer_string(out, "/>");
    oct_buffer_string(out, defaults_end);
    for (int style = 0; style < DOCX_STYLE_COUNT; style++)
        if (docx_style_is_used(w, style))
            docx_write_style(w, out, style, NULL);
    oct_buffer_slice(out, oct_buffer_view(&w->custom_styles));
    oct_buffer_string(out, "</w:styles>\n");
}
