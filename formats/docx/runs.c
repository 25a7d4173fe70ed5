/* formats/docx/runs - runs of text: their properties, the hyperlinks they stand in, breaks, tabs
 * and characters that WordprocessingML writes as elements. A run stays open while what comes next
 * looks the same. */
#include "formats/docx/docx.h"

#include "base/utf8.h"
#include "io/xml.h"

/* White space at the ends of a text, and several in a row, count only where the element says so
 * (17.3.3.31). */
static bool has_edge_or_double_space(oct_slice text) {
    return text.len && (oct_is_space(text.ptr[0]) || oct_is_space(text.ptr[text.len - 1]) ||
                        memmem(text.ptr, text.len, "  ", 2) || memchr(text.ptr, '\n', text.len));
}

/* The start tag is written before the text is known: most have no need of the attribute. */
static void keep_space(oct_buffer *out, size_t start) {
    static const char attribute[] = " xml:space=\"preserve\"";
    const size_t length = sizeof attribute - 1, tail = out->len - start + 1;
    if (!has_edge_or_double_space(oct_slice_from(oct_buffer_view(out), start)) ||
        !oct_buffer_reserve(out, length))
        return;
    char *place = out->ptr + start - 1; /* the ">" of the start tag */
    memmove(place + length, place, tail);
    memcpy(place, attribute, length);
    out->len += length;
}

static void text_close(docx_writer *w) {
    if (w->text_open)
        keep_space(w->out, w->text_start);
    if (w->text_open)
        docx_put(w, w->run_flags & DOCX_DELETED ? "</w:delText>" : "</w:t>");
    w->text_open = false;
}

void docx_run_close(docx_writer *w) {
    text_close(w);
    if (w->run_open) {
        docx_put(w, "</w:r>");
        docx_change_close(w);
    }
    w->run_open = false;
}

void docx_link_close(docx_writer *w) {
    docx_run_close(w);
    if (w->open_link)
        docx_put(w, "</w:hyperlink>");
    w->open_link = NULL;
}

/* Word shows at most 260 characters of a tooltip. */
static oct_slice short_title(oct_slice title) {
    enum { TOOLTIP_BYTES = 255 };
    size_t len = title.len < TOOLTIP_BYTES ? title.len : TOOLTIP_BYTES;
    while (len < title.len && len > 0 && ((unsigned char)title.ptr[len] & 0xC0) == 0x80)
        len--;
    return oct_slice_head(title, len);
}

static void link_open(docx_writer *w, const docx_link *link) {
    docx_link_close(w);
    w->open_link = link;
    if (!link)
        return;
    if (link->anchor.len) {
        docx_put(w, "<w:hyperlink");
        oct_xml_attribute(w->out, "w:anchor", link->anchor);
    } else {
        docx_put(w, "<w:hyperlink r:id=\"rId");
        oct_buffer_number(w->out, link->relation);
        docx_put(w, "\"");
    }
    if (link->title.len)
        oct_xml_attribute(w->out, "w:tooltip", short_title(link->title));
    docx_put(w, " w:history=\"1\">");
}

static void write_run_style(docx_writer *w, uint32_t flags) {
    docx_style style = flags & DOCX_HYPERLINK  ? DOCX_HYPERLINK_CHAR
                       : flags & DOCX_KEYBOARD ? DOCX_KEYBOARD_CHAR
                       : flags & DOCX_CODE     ? DOCX_VERBATIM_CHAR
                       : flags & DOCX_MATH     ? DOCX_MATH_CHAR
                       : flags & DOCX_SMALL    ? DOCX_SMALL_CHAR
                                               : DOCX_DEFAULT_CHARACTER;
    if (w->frame->character_style) {
        docx_put(w, "<w:rStyle w:val=\"");
        oct_buffer_slice(w->out, *w->frame->character_style);
        docx_put(w, "\"/>");
    } else if (style != DOCX_DEFAULT_CHARACTER) {
        docx_put_style(w, "<w:rStyle w:val=\"", style);
    }
}

static void write_language(docx_writer *w, oct_slice lang) {
    bool east = docx_lang_is_east_asian(lang);
    docx_put(w, "<w:lang");
    oct_xml_attribute(w->out,
                      east                    ? "w:eastAsia"
                      : oct_lang_is_rtl(lang) ? "w:bidi"
                                              : "w:val",
                      docx_word_lang(lang));
    docx_put(w, "/>");
}

/* Marks that Latin and East Asian letters share are East Asian here; and the glyphs are those of
 * the language, where the document's font has those of another. */
static void put_east_asian_font(docx_writer *w, oct_slice lang) {
    static const char *const fonts[][3] = {{"zh-CN", "SimSun", "Microsoft YaHei"},
                                           {"zh-TW", "PMingLiU", "Microsoft JhengHei"},
                                           {"ja-JP", "Yu Mincho", "Yu Gothic"},
                                           {"ko-KR", "Batang", "Malgun Gothic"}};
    bool heading = w->last_style >= DOCX_HEADING_1 && w->last_style <= DOCX_HEADING_9;
    docx_put(w, " w:hint=\"eastAsia\"");
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
        if (oct_slice_is(docx_word_lang(lang), fonts[i][0]) &&
            !oct_slice_is(docx_word_lang(w->east_asian_lang), fonts[i][0]))
            oct_xml_attribute(w->out, "w:eastAsia", oct_slice_of(fonts[i][heading ? 2 : 1]));
}

/* The style of a link leaves no room for that of code. */
static void write_fonts(docx_writer *w, uint32_t flags, oct_slice lang) {
    bool code = flags & DOCX_HYPERLINK && flags & (DOCX_CODE | DOCX_KEYBOARD);
    bool east = docx_lang_is_east_asian(lang);
    if (!code && !east)
        return;
    docx_put(w, "<w:rFonts");
    if (code)
        docx_put(w, " w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"");
    if (east)
        put_east_asian_font(w, lang);
    docx_put(w, "/>");
}

/* In the order of EG_RPrBase (ISO/IEC 29500-1, 17.3.2.28). */
static void write_run_properties(docx_writer *w, uint32_t flags, oct_slice lang) {
    static const struct {
        uint32_t flag;
        const char *xml;
    } properties[] = {
        {DOCX_BOLD, "<w:b/><w:bCs/>"},
        {DOCX_ITALIC, "<w:i/><w:iCs/>"},
        {DOCX_SMALL_CAPS, "<w:smallCaps/>"},
        {DOCX_STRIKE, "<w:strike/>"},
        {DOCX_HIGHLIGHT, "<w:highlight w:val=\"yellow\"/>"},
        {DOCX_UNDERLINE, "<w:u w:val=\"single\"/>"},
        {DOCX_SUPERSCRIPT, "<w:vertAlign w:val=\"superscript\"/>"},
        {DOCX_SUBSCRIPT, "<w:vertAlign w:val=\"subscript\"/>"},
        {DOCX_RTL, "<w:rtl/>"},
    };
    docx_put(w, "<w:rPr>");
    write_run_style(w, flags);
    write_fonts(w, flags, lang);
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        if (flags & properties[i].flag)
            docx_put(w, properties[i].xml);
    if (lang.len)
        write_language(w, lang);
    docx_put(w, "</w:rPr>");
}

static void open_surroundings(docx_writer *w) {
    const docx_frame *frame = w->frame;
    if (!w->in_paragraph)
        docx_paragraph_open(w, (docx_style)frame->style, 0);
    if (frame->link != w->open_link)
        link_open(w, frame->link);
}

void docx_run_suspend(docx_writer *w) {
    open_surroundings(w);
    docx_run_close(w);
}

void docx_run_open(docx_writer *w, uint32_t flags) {
    const docx_frame *frame = w->frame;
    open_surroundings(w);
    if (frame->link)
        flags |= DOCX_HYPERLINK;
    if (w->run_open && flags == w->run_flags && frame->character_style == w->run_style &&
        frame->change == w->run_change && oct_slice_equal(w->run_lang, frame->lang))
        return;
    docx_run_close(w);
    w->run_open = true;
    w->run_flags = flags;
    w->run_lang = frame->lang;
    w->run_style = frame->character_style;
    w->run_change = frame->change;
    if (flags & DOCX_CHANGED)
        docx_change_open(w);
    docx_put(w, "<w:r>");
    if ((flags & ~(uint32_t)DOCX_CHANGED) || frame->lang.len || frame->character_style)
        write_run_properties(w, flags, frame->lang);
}

void docx_styled_run(docx_writer *w, docx_style style, const char *element, oct_slice text) {
    docx_put_style(w, "<w:r><w:rPr><w:rStyle w:val=\"", style);
    docx_put(w, "</w:rPr>");
    if (element) {
        docx_put(w, element);
    } else {
        docx_put(w, "<w:t>");
        oct_xml_text(w->out, text);
        docx_put(w, "</w:t>");
    }
    docx_put(w, "</w:r>");
}

void docx_field_begin(docx_writer *w, const char *field, oct_slice argument, const char *switches) {
    docx_put(w, "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>"
                "<w:instrText xml:space=\"preserve\"> ");
    docx_put(w, field);
    oct_buffer_slice(w->out, argument);
    docx_put(w, switches);
    docx_put(w, " </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>");
}

void docx_field_end(docx_writer *w) {
    docx_put(w, "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
}

void docx_forbidden(docx_writer *w, size_t count, const oct_node *node) {
    if (count == 0)
        return;
    oct_place place = node ? oct_place_of(w->writing->document, node) : (oct_place){NULL, 0, 0};
    oct_report(w->writing->context, OCT_D_FORBIDDEN_CHARACTER, place, NULL,
               "%zu character%s that XML cannot hold became U+FFFD", count, count == 1 ? "" : "s");
}

static size_t write_text(docx_writer *w, oct_slice text) {
    if (!w->text_open) {
        docx_put(w, w->run_flags & DOCX_DELETED ? "<w:delText>" : "<w:t>");
        w->text_start = w->out->len;
    }
    w->text_open = true;
    return oct_xml_text(w->out, text);
}

static void write_element(docx_writer *w, const char *element) {
    text_close(w);
    docx_put(w, element);
}

/* The offset of the next soft hyphen (C2 AD in UTF-8); text.len when there is none. */
static size_t find_soft_hyphen(oct_slice text) {
    for (size_t at = 0; at < text.len; at++) {
        at += oct_slice_find_byte(oct_slice_from(text, at), '\xC2');
        if (at + 1 < text.len && text.ptr[at + 1] == '\xAD')
            return at;
    }
    return text.len;
}

/* Soft hyphens are elements: as a character Word would always show it. */
static size_t write_with_hyphens(docx_writer *w, oct_slice text) {
    size_t forbidden = 0;
    while (text.len) {
        size_t at = find_soft_hyphen(text);
        if (at)
            forbidden += write_text(w, oct_slice_head(text, at));
        if (at < text.len)
            write_element(w, "<w:softHyphen/>");
        text = oct_slice_from(text, at + 2);
    }
    return forbidden;
}

static bool is_ascii(oct_slice text) {
    unsigned char all = 0;
    for (size_t i = 0; i < text.len; i++)
        all |= (unsigned char)text.ptr[i];
    return all < 0x80;
}

static size_t write_directions(docx_writer *w, oct_slice text, uint32_t flags) {
    size_t forbidden = 0;
    while (text.len) {
        bool rtl;
        size_t len = docx_direction_run(text, w->frame->rtl, &rtl);
        docx_run_open(w, rtl ? flags | DOCX_RTL : flags);
        forbidden += write_with_hyphens(w, oct_slice_head(text, len));
        text = oct_slice_from(text, len);
    }
    return forbidden;
}

void docx_text(docx_writer *w, oct_slice text, const oct_node *node) {
    if (text.len == 0)
        return;
    uint32_t flags = w->frame->run;
    bool ascii = is_ascii(text);
    size_t forbidden;
    if (w->frame->rtl || (!ascii && docx_has_rtl(text))) {
        forbidden = write_directions(w, text, flags);
    } else {
        docx_run_open(w, flags);
        forbidden = ascii ? write_text(w, text) : write_with_hyphens(w, text);
    }
    docx_forbidden(w, forbidden, node);
}

void docx_literal(docx_writer *w, const char *text) {
    docx_text(w, oct_slice_of(text), NULL);
}

void docx_break(docx_writer *w) {
    docx_run_open(w, w->frame->run);
    write_element(w, "<w:br/>");
}

/* One line of code, its tabs as elements. */
static size_t write_code_line(docx_writer *w, oct_slice line) {
    size_t forbidden = 0;
    while (line.len) {
        size_t at = oct_slice_find_byte(line, '\t');
        if (at)
            forbidden += write_text(w, oct_slice_head(line, at));
        if (at < line.len)
            write_element(w, "<w:tab/>");
        line = oct_slice_from(line, at + 1);
    }
    return forbidden;
}

void docx_code_lines(docx_writer *w, oct_slice text, const oct_node *node) {
    oct_slice line;
    size_t forbidden = 0;
    docx_run_open(w, w->frame->run);
    for (bool first = true; oct_slice_next_line(&text, &line); first = false) {
        if (!first)
            write_element(w, "<w:br/>");
        forbidden += write_code_line(w, line);
    }
    docx_forbidden(w, forbidden, node);
}
