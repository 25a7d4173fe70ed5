/* formats/docx/properties - the document's properties and settings, from its metadata. */
#include "formats/docx/docx.h"

#include "io/xml.h"

static const char core_head[] =
    "<cp:coreProperties"
    " xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\""
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n";

static void put(docx_writer *w, oct_buffer *out, const char *element, oct_slice value) {
    if (value.len == 0)
        return;
    docx_forbidden(w, oct_xml_element(out, element, value), NULL);
    oct_buffer_string(out, "\n");
}

/* The texts of a list, joined. */
static oct_slice joined(docx_writer *w, const char *key, oct_slice separator) {
    return oct_meta_joined(oct_meta_find(w->writing->document->metadata, key), separator,
                           &w->arena);
}

/* Days since 1970-01-01 as a date of the Gregorian calendar (after Howard Hinnant's
 * civil_from_days). */
static void civil(int64_t days, int64_t *year, unsigned *month, unsigned *day) {
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    int64_t m = (5 * of_year + 2) / 153;
    *day = (unsigned)(of_year - (153 * m + 2) / 5 + 1);
    *month = (unsigned)(m < 10 ? m + 3 : m - 9);
    *year = y + era * 400 + (*month <= 2);
}

/* W3CDTF, years 1601 to 9999: what Windows can hold. */
void docx_put_time(oct_buffer *out, int64_t seconds) {
    enum { DAY = 86400 };
    const int64_t first = -11644473600, last = 253402300799;
    int64_t at = seconds < first ? first : seconds > last ? last : seconds, year;
    int64_t days = at >= 0 ? at / DAY : (at - DAY + 1) / DAY;
    int64_t rest = at - days * DAY;
    unsigned month, day;
    civil(days, &year, &month, &day);
    oct_buffer_printf(out, "%04d-%02u-%02uT%02d:%02d:%02dZ", (int)year, month, day,
                      (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
}

static void put_date(oct_buffer *out, const char *element, int64_t seconds) {
    oct_buffer_printf(out, "<%s xsi:type=\"dcterms:W3CDTF\">", element);
    docx_put_time(out, seconds);
    oct_buffer_printf(out, "</%s>\n", element);
}

void docx_write_core_properties(docx_writer *w, oct_buffer *out) {
    oct_slice authors = joined(w, "author", OCT_S("; "));
    oct_xml_declaration(out);
    oct_buffer_string(out, core_head);
    put(w, out, "dc:title", docx_meta_text(w, "title"));
    put(w, out, "dc:subject", joined(w, "subject", OCT_S(", ")));
    put(w, out, "dc:creator", authors.len ? authors : joined(w, "authors", OCT_S("; ")));
    put(w, out, "cp:keywords", joined(w, "keywords", OCT_S(", ")));
    put(w, out, "dc:description", docx_meta_text(w, "description"));
    put(w, out, "dc:identifier", docx_meta_text(w, "identifier"));
    put(w, out, "dc:language", w->lang);
    put(w, out, "cp:category", joined(w, "category", OCT_S(", ")));
    put_date(out, "dcterms:created", w->writing->date);
    put_date(out, "dcterms:modified", w->writing->date);
    oct_buffer_string(out, "</cp:coreProperties>\n");
}

static const char settings_head[] =
    "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\n"
    "<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"709\"/>";

/* The lines of a novel are of one length. */
static const char settings_hyphens[] = "<w:autoHyphenation/><w:consecutiveHyphenLimit w:val=\"2\"/>"
                                       "<w:doNotHyphenateCaps/>";

static const char settings_spacing[] = "<w:characterSpacingControl w:val=\"doNotCompress\"/>\n";

static const char settings_notes[] =
    "<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>\n";
/* Word would number them in Roman. */
static const char settings_endnotes[] =
    "<w:endnotePr><w:numFmt w:val=\"decimal\"/><w:endnote w:id=\"-1\"/><w:endnote w:id=\"0\"/>"
    "</w:endnotePr>\n";

#define COMPATIBLE(name, value)                                                                    \
    "<w:compatSetting w:name=\"" name "\" w:uri=\"http://schemas.microsoft.com/office/word\""      \
    " w:val=\"" value "\"/>"

/* Mode 15 is Word 2013 and all later ones: without it Word shows "compatibility mode". */
static const char settings_compatibility[] =
    "<w:compat>"
    "<w:doNotExpandShiftReturn/>" COMPATIBLE("compatibilityMode", "15")
        COMPATIBLE("overrideTableStyleFontSizeAndJustification", "1")
            COMPATIBLE("enableOpenTypeFeatures", "1") COMPATIBLE("doNotFlipMirrorIndents", "1")
                COMPATIBLE("differentiateMultirowTableHeaders", "1") "</w:compat>\n";

static const char settings_tail[] =
    "<w:clrSchemeMapping w:bg1=\"light1\" w:t1=\"dark1\" w:bg2=\"light2\" w:t2=\"dark2\""
    " w:accent1=\"accent1\" w:accent2=\"accent2\" w:accent3=\"accent3\" w:accent4=\"accent4\""
    " w:accent5=\"accent5\" w:accent6=\"accent6\" w:hyperlink=\"hyperlink\""
    " w:followedHyperlink=\"followedHyperlink\"/>\n"
    "<w:decimalSymbol w:val=\".\"/><w:listSeparator w:val=\",\"/>\n</w:settings>\n";

void docx_write_note_settings(const docx_writer *w, oct_buffer *out) {
    if (w->note_count)
        oct_buffer_string(out, docx_has_endnotes(w) ? settings_endnotes : settings_notes);
    oct_buffer_string(out, settings_compatibility);
}

void docx_write_settings(const docx_writer *w, oct_buffer *out) {
    if (w->reference) {
        docx_reference_write_settings(w->reference, out);
        return;
    }
    oct_xml_declaration(out);
    oct_buffer_string(out, settings_head);
    if (w->book)
        oct_buffer_string(out, settings_hyphens);
    oct_buffer_string(out, settings_spacing);
    docx_write_note_settings(w, out);
    oct_buffer_string(out, "<w:themeFontLang");
    docx_put_languages(w, out);
    oct_buffer_string(out, "/>\n");
    oct_buffer_string(out, settings_tail);
}
