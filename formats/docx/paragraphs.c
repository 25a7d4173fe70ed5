/* formats/docx/paragraphs - opening and closing paragraphs: their style, and what the place where
 * they stand adds to it (numbering, indent, direction, alignment). */
#include "formats/docx/docx.h"

#include "io/xml.h"

void docx_indent(docx_frame *frame, int32_t twips) {
    int32_t most = frame->width * 6 / 10;
    if (frame->left + twips <= most)
        frame->left += twips;
    else if (frame->left < most)
        frame->left = most;
}

static void put_number(docx_writer *w, const char *before, int64_t number, const char *after) {
    docx_put(w, before);
    oct_buffer_number(w->out, number);
    docx_put(w, after);
}

static void write_numbering(docx_writer *w, const docx_marker *marker) {
    put_number(w, "<w:numPr><w:ilvl w:val=\"", marker->level, "\"/>");
    put_number(w, "<w:numId w:val=\"", marker->number, "\"/></w:numPr>");
}

/* Only where it differs from what the style, or the level of the list, gives by itself. */
static void write_indent(docx_writer *w, docx_style style, const docx_marker *marker) {
    const docx_style_row *row = &docx_styles[style];
    int32_t left = w->frame->left + row->inset;
    if (!marker) {
        if (left != row->left)
            put_number(w, "<w:ind w:left=\"", left, "\"/>");
        return;
    }
    if (marker->number && left == (marker->level + 1) * DOCX_LIST_STEP)
        return;
    put_number(w, "<w:ind w:left=\"", left, "\"");
    put_number(w, " w:hanging=\"", left - marker->left + DOCX_LIST_STEP, "\"/>");
}

/* In a paragraph from right to left, "left" means where lines begin (17.3.1.13, as transitional
 * documents have it). */
static void write_alignment(docx_writer *w, const docx_frame *frame) {
    static const char *const names[] = {"", "left", "center", "right"};
    unsigned at = frame->justify;
    if (frame->rtl && at == OCT_ALIGN_LEFT)
        at = OCT_ALIGN_RIGHT;
    else if (frame->rtl && at == OCT_ALIGN_RIGHT)
        at = OCT_ALIGN_LEFT;
    if (at == OCT_ALIGN_DEFAULT)
        return;
    docx_put(w, "<w:jc w:val=\"");
    docx_put(w, names[at]);
    docx_put(w, "\"/>");
}

/* Text after a table would touch it: a table has no space of its own. */
static bool wants_space(const docx_writer *w, docx_style style) {
    return w->last == DOCX_TABLE && (style == DOCX_BODY_TEXT || style == DOCX_COMPACT ||
                                     style == DOCX_LIST_PARAGRAPH || style == DOCX_FIRST_PARAGRAPH);
}

/* Borders do not change sides with the direction. */
static const char quote_bar_at_the_right[] =
    "<w:pBdr><w:left w:val=\"nil\"/><w:right w:val=\"single\" w:sz=\"18\" w:space=\"12\""
    " w:color=\"C3CAD4\"/></w:pBdr>";

/* A style that was asked for by name stands for those of text; for another one only where it was
 * asked for at that very place. */
static void put_style(docx_writer *w, docx_style style) {
    const oct_slice *wish = w->frame->paragraph_style;
    bool text = style == DOCX_BODY_TEXT || style == DOCX_FIRST_PARAGRAPH || style == DOCX_COMPACT ||
                style == DOCX_LIST_PARAGRAPH || style == DOCX_QUOTE;
    bool here = w->frame_count > 1 && w->frame[-1].paragraph_style != wish;
    if (!wish || !(text || here)) {
        docx_put_style(w, "<w:pStyle w:val=\"", style);
        return;
    }
    docx_put(w, "<w:pStyle w:val=\"");
    oct_buffer_slice(w->out, *wish);
    docx_put(w, "\"/>");
}

/* In the order of CT_PPrBase (17.3.1.26). */
static void write_properties(docx_writer *w, docx_style style, unsigned flags,
                             const docx_marker *marker) {
    docx_put(w, "<w:pPr>");
    put_style(w, style);
    if (flags & DOCX_KEEP_NEXT || docx_table_keeps(w))
        docx_put(w, "<w:keepNext/>");
    if (flags & DOCX_KEEP_LINES)
        docx_put(w, "<w:keepLines/>");
    if (marker && marker->number)
        write_numbering(w, marker);
    if (w->frame->rtl && style == DOCX_QUOTE && !w->book)
        docx_put(w, quote_bar_at_the_right);
    if (w->frame->rtl && !(flags & DOCX_LTR))
        docx_put(w, "<w:bidi/>");
    if (flags & DOCX_SPACED || wants_space(w, style))
        docx_put(w, "<w:spacing w:before=\"200\"/>");
    else if (marker && marker->apart)
        docx_put(w, "<w:spacing w:before=\"160\"/>");
    write_indent(w, style, marker);
    if (!(flags & DOCX_LTR))
        write_alignment(w, w->frame);
    docx_put(w, "</w:pPr>");
}

/* A box that can be ticked, for Word 2010 and later; others see the character in it. */
static void write_check_box(docx_writer *w, bool done) {
    docx_run_close(w);
    docx_put(w, "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"");
    docx_put(w, done ? "1" : "0");
    docx_put(w, "\"/><w14:checkedState w14:val=\"2612\" w14:font=\"MS Gothic\"/>"
                "<w14:uncheckedState w14:val=\"2610\" w14:font=\"MS Gothic\"/></w14:checkbox>"
                "</w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii=\"MS Gothic\""
                " w:hAnsi=\"MS Gothic\" w:eastAsia=\"MS Gothic\" w:hint=\"eastAsia\"/></w:rPr>"
                "<w:t>");
    docx_put(w, done ? "\xE2\x98\x92" : "\xE2\x98\x90");
    docx_put(w, "</w:t></w:r></w:sdtContent></w:sdt>");
}

/* The marker's part that is text: a written number, the box of a task. */
static void write_marker(docx_writer *w, const docx_marker *marker) {
    if (marker->written.len) {
        docx_put(w, "<w:r><w:t xml:space=\"preserve\">");
        oct_xml_text(w->out, marker->written);
        docx_put(w, "</w:t></w:r>");
    }
    if (marker->number == 0 && marker->written.len)
        docx_put(w, "<w:r><w:tab/></w:r>");
    if (marker->task == OCT_TASK_NONE)
        return;
    write_check_box(w, marker->task == OCT_TASK_DONE);
    docx_put(w, marker->number == 0 && marker->written.len == 0
                    ? "<w:r><w:tab/></w:r>"
                    : "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>");
}

/* The mark of the note whose content begins here. */
static void write_note_mark(docx_writer *w) {
    if (w->note_reference)
        docx_styled_run(w, docx_note_style(w),
                        docx_has_endnotes(w) ? "<w:endnoteRef/>" : "<w:footnoteRef/>",
                        w->note_mark);
    if (w->note_mark.len)
        docx_styled_run(w, docx_note_style(w), NULL, w->note_mark);
    docx_put(w, "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>");
    w->note_reference = false;
    w->note_mark = (oct_slice){NULL, 0};
}

/* In a novel text begins anew after whatever is no text. */
static bool begins_anew(const docx_writer *w) {
    return w->book && (w->last != DOCX_PARAGRAPH ||
                       (w->last_style != DOCX_BODY_TEXT && w->last_style != DOCX_FIRST_PARAGRAPH));
}

/* The paragraph after a heading has a style of its own. */
static docx_style refine(docx_writer *w, docx_style style) {
    bool first = style == DOCX_BODY_TEXT && (w->after_heading || begins_anew(w));
    w->after_heading = false;
    return first ? DOCX_FIRST_PARAGRAPH : style;
}

void docx_paragraph_open(docx_writer *w, docx_style style, unsigned flags) {
    docx_paragraph_close(w);
    docx_marker marker = w->marker;
    w->marker.pending = false;
    docx_put(w, "<w:p>");
    style = refine(w, style);
    write_properties(w, style, flags, marker.pending ? &marker : NULL);
    w->last_style = (uint8_t)style;
    w->in_paragraph = true;
    w->last = DOCX_PARAGRAPH;
    if (w->bookmarks.len) {
        oct_buffer_slice(w->out, oct_buffer_view(&w->bookmarks));
        w->bookmarks.len = 0;
    }
    if (w->note_reference || w->note_mark.len)
        write_note_mark(w);
    if (marker.pending)
        write_marker(w, &marker);
}

void docx_paragraph_close(docx_writer *w) {
    if (!w->in_paragraph)
        return;
    docx_link_close(w);
    docx_put(w, "</w:p>\n");
    w->in_paragraph = false;
}

void docx_paragraph_empty(docx_writer *w, docx_style style) {
    docx_paragraph_open(w, style, 0);
    docx_paragraph_close(w);
}

void docx_flush_marker(docx_writer *w) {
    if (w->marker.pending || w->note_reference || w->note_mark.len)
        docx_paragraph_empty(w, (docx_style)w->frame->style);
}
