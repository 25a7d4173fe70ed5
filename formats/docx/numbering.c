/* formats/docx/numbering - numbering.xml (ISO/IEC 29500-1, 17.9): one abstract numbering for every
 * look that the document uses, one instance for every list, so that each begins anew. */
#include "formats/docx/docx.h"

#include "formats/docx/reference.h"
#include "io/xml.h"

enum { LEVELS = DOCX_LAST_LEVEL + 1, LOOKS = 15 };

/* Bullets come first, behind what the reference document has. */
static int32_t bullet_abstract(const docx_writer *w) {
    return w->reference && w->reference->first_abstract ? (int32_t)w->reference->first_abstract : 1;
}

static int32_t look_abstract(const docx_writer *w, int look) {
    return bullet_abstract(w) + 1 + look;
}

int32_t docx_bullets(const docx_writer *w) {
    return w->reference && w->reference->first_number ? (int32_t)w->reference->first_number : 1;
}

int32_t docx_number_instance(docx_writer *w, int look, int level, int64_t start) {
    if (level < 0)
        level = 0;
    w->looks |= 1u << look;
    int32_t id = docx_bullets(w) + ++w->instances;
    oct_buffer *out = &w->numbering;
    oct_buffer_string(out, "<w:num w:numId=\"");
    oct_buffer_number(out, id);
    oct_buffer_string(out, "\"><w:abstractNumId w:val=\"");
    oct_buffer_number(out, look_abstract(w, look));
    oct_buffer_string(out, "\"/><w:lvlOverride w:ilvl=\"");
    oct_buffer_number(out, level);
    oct_buffer_string(out, "\"><w:startOverride w:val=\"");
    oct_buffer_number(out, start);
    oct_buffer_string(out, "\"/></w:lvlOverride></w:num>\n");
    return id;
}

static void write_level(oct_buffer *out, int level, const char *format, const char *before,
                        const char *after) {
    oct_buffer_printf(out,
                      "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"1\"/><w:numFmt w:val=\"%s\"/>"
                      "<w:lvlText w:val=\"%s%%%d%s\"/><w:lvlJc w:val=\"left\"/>",
                      level, format, before, level + 1, after);
    oct_buffer_printf(out, "<w:pPr><w:ind w:left=\"%d\" w:hanging=\"%d\"/></w:pPr></w:lvl>\n",
                      (level + 1) * DOCX_LIST_STEP, DOCX_LIST_STEP);
}

static void write_bullet_level(oct_buffer *out, int level) {
    static const char *const bullets[] = {"\u2022", "\u2013", "\u25E6"};
    oct_buffer_printf(out,
                      "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/>"
                      "<w:lvlText w:val=\"%s\"/><w:lvlJc w:val=\"left\"/>",
                      level, bullets[level % 3]);
    oct_buffer_printf(out, "<w:pPr><w:ind w:left=\"%d\" w:hanging=\"%d\"/></w:pPr></w:lvl>\n",
                      (level + 1) * DOCX_LIST_STEP, DOCX_LIST_STEP);
}

static void open_abstract(oct_buffer *out, int id) {
    oct_buffer_printf(out,
                      "<w:abstractNum w:abstractNumId=\"%d\"><w:nsid w:val=\"0C7A%04X\"/>"
                      "<w:multiLevelType w:val=\"multilevel\"/>\n",
                      id, (unsigned)id);
}

static void write_look(const docx_writer *w, oct_buffer *out, int look) {
    static const char *const formats[] = {"decimal", "lowerLetter", "upperLetter", "lowerRoman",
                                          "upperRoman"};
    static const char *const before[] = {"", "", "("}, *const after[] = {".", ")", ")"};
    open_abstract(out, look_abstract(w, look));
    for (int level = 0; level < LEVELS; level++)
        write_level(out, level, formats[look / 3], before[look % 3], after[look % 3]);
    oct_buffer_string(out, "</w:abstractNum>\n");
}

void docx_write_abstracts(const docx_writer *w, oct_buffer *out) {
    open_abstract(out, bullet_abstract(w));
    for (int level = 0; level < LEVELS; level++)
        write_bullet_level(out, level);
    oct_buffer_string(out, "</w:abstractNum>\n");
    for (int look = 0; look < LOOKS; look++)
        if (w->looks & 1u << look)
            write_look(w, out, look);
}

void docx_write_instances(const docx_writer *w, oct_buffer *out) {
    oct_buffer_printf(out, "<w:num w:numId=\"%d\"><w:abstractNumId w:val=\"%d\"/></w:num>\n",
                      (int)docx_bullets(w), (int)bullet_abstract(w));
    oct_buffer_slice(out, oct_buffer_view(&w->numbering));
}

void docx_write_numbering(docx_writer *w, oct_buffer *out) {
    if (w->reference && w->reference->numbering.len) {
        docx_reference_write_numbering(w->reference, out);
        return;
    }
    oct_xml_declaration(out);
    oct_buffer_string(out, "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/"
                           "wordprocessingml/2006/main\">\n");
    docx_write_abstracts(w, out);
    docx_write_instances(w, out);
    oct_buffer_string(out, "</w:numbering>\n");
}

/* Bijective base 26: a to z, aa, ab, … */
static size_t alphabetic(uint64_t value, char text[16]) {
    char reversed[16];
    size_t len = 0;
    for (; value && len < sizeof reversed; value = (value - 1) / 26)
        reversed[len++] = (char)('a' + (value - 1) % 26);
    for (size_t i = 0; i < len; i++)
        text[i] = reversed[len - 1 - i];
    return len;
}

static size_t roman(uint64_t value, char text[16]) {
    static const struct {
        uint64_t value;
        const char *digits;
    } digits[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                  {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                  {5, "v"},    {4, "iv"},   {1, "i"}};
    size_t len = 0;
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        for (; value >= digits[i].value; value -= digits[i].value)
            for (const char *digit = digits[i].digits; *digit; digit++)
                text[len++] = *digit;
    return len;
}

oct_slice docx_written_number(docx_writer *w, int64_t value, int style, int delimiter) {
    enum { LAST_ROMAN = 3999 };
    char text[16];
    size_t len = 0;
    if ((style == OCT_LIST_LOWER_ROMAN || style == OCT_LIST_UPPER_ROMAN) && value > 0 &&
        value <= LAST_ROMAN)
        len = roman((uint64_t)value, text);
    else if ((style == OCT_LIST_LOWER_ALPHA || style == OCT_LIST_UPPER_ALPHA) && value > 0)
        len = alphabetic((uint64_t)value, text);
    if (style == OCT_LIST_UPPER_ALPHA || style == OCT_LIST_UPPER_ROMAN)
        for (size_t i = 0; i < len; i++)
            text[i] = (char)(text[i] - 'a' + 'A');
    const char *before = delimiter == OCT_DELIM_PARENS ? "(" : "";
    const char *after = delimiter == OCT_DELIM_PERIOD ? "." : ")";
    char *made = len ? oct_arena_printf(&w->arena, "%s%.*s%s", before, (int)len, text, after)
                     : oct_arena_printf(&w->arena, "%s%lld%s", before, (long long)value, after);
    return oct_slice_of(made);
}
