/* formats/docx/notes - footnotes, or endnotes (ISO/IEC 29500-1, 17.11). At a reference only its
 * mark is written; the contents follow when the body is done. A note inside a note has no footnote
 * of its own in Word: its content goes behind that of the outer one, under a mark such as 3a. */
#include "formats/docx/docx.h"

#include "io/xml.h"

bool docx_has_endnotes(const docx_writer *w) {
    const docx_options *options = w->writing->options;
    return options->notes == DOCX_ENDNOTES;
}

const char *docx_note_kind(const docx_writer *w) {
    return docx_has_endnotes(w) ? "endnote" : "footnote";
}

docx_style docx_note_style(const docx_writer *w) {
    return docx_has_endnotes(w) ? DOCX_ENDNOTE_REFERENCE : DOCX_FOOTNOTE_REFERENCE;
}

/* A note that claims a label which another one has is a note of its own. */
static docx_note *note_of(docx_writer *w, oct_node *node) {
    docx_note *note = node->as.label.len ? oct_map_find(&w->labels, node->as.label) : NULL;
    if (note && note->node != node && !(node->flags & OCT_AGAIN))
        note = NULL;
    if (!note && (note = OCT_ARENA_NEW(&w->arena, docx_note)))
        note->node = node;
    return note;
}

static void queue(docx_writer *w, docx_note *note) {
    bool inner = w->part == &w->notes;
    docx_note **first = inner ? &w->first_inner : &w->first_note;
    docx_note **last = inner ? &w->last_inner : &w->last_note;
    note->lang = w->frame->lang;
    note->rtl = w->frame->rtl;
    if (*first)
        (*last)->next = note;
    else
        *first = note;
    *last = note;
}

static void written_mark(docx_writer *w, oct_slice mark) {
    docx_styled_run(w, docx_note_style(w), NULL, mark);
}

/* A further reference: the number of the note that a bookmark marks (17.16.5.42). */
static void refer_again(docx_writer *w, const docx_note *note) {
    if (!note->bookmark)
        return;
    docx_field_begin(w, "NOTEREF ", note->bookmark->name, " \\f \\h");
    written_mark(w, oct_slice_of(oct_arena_printf(&w->arena, "%u", note->number)));
    docx_field_end(w);
}

static void refer_first(docx_writer *w, docx_note *note) {
    note->number = ++w->note_count;
    queue(w, note);
    if (note->node->as.label.len)
        note->bookmark = docx_bookmark_new(w, OCT_S("_Note"));
    if (note->bookmark)
        docx_bookmark_start(w->out, note->bookmark);
    docx_styled_run(w, docx_note_style(w),
                    oct_arena_printf(&w->arena, "<w:%sReference w:id=\"%u\"/>", docx_note_kind(w),
                                     note->number),
                    (oct_slice){NULL, 0});
    if (note->bookmark)
        docx_bookmark_end(w->out, note->bookmark);
}

static void refer_inner(docx_writer *w, docx_note *note) {
    oct_slice letters =
        docx_written_number(w, ++w->inner_count, OCT_LIST_LOWER_ALPHA, OCT_DELIM_PERIOD);
    letters.len -= letters.len != 0; /* without the period */
    note->mark = oct_slice_of(
        oct_arena_printf(&w->arena, "%u%.*s", w->outer_number, OCT_SLICE_ARG(letters)));
    queue(w, note);
    written_mark(w, note->mark);
}

void docx_note_reference(docx_writer *w, oct_node *node) {
    docx_note *note = note_of(w, node);
    if (!note)
        return;
    if (!w->in_paragraph)
        docx_paragraph_open(w, (docx_style)w->frame->style, 0);
    docx_run_close(w);
    if (note->mark.len)
        written_mark(w, note->mark);
    else if (note->number)
        refer_again(w, note);
    else if (w->part == &w->notes)
        refer_inner(w, note);
    else
        refer_first(w, note);
}

/* The frame that a note's content begins with. */
static void begin_content(docx_writer *w, const docx_note *note) {
    docx_frame *frame = docx_push(w);
    *frame = (docx_frame){
        .lang = note->lang,
        .rtl = note->rtl,
        .width = w->page_width,
        .level = -1,
        .style = (uint8_t)(docx_has_endnotes(w) ? DOCX_ENDNOTE_TEXT : DOCX_FOOTNOTE_TEXT)};
}

static void write_content(docx_writer *w, const docx_note *note) {
    begin_content(w, note);
    w->last = DOCX_NOTHING;
    w->note_reference = note->mark.len == 0;
    w->note_mark = note->mark;
    w->after_heading = false;
    docx_walk(w, note->node);
    docx_flush_marker(w);
    docx_pop(w);
}

static void write_note(docx_writer *w, docx_note *note) {
    oct_buffer_printf(w->out, "<w:%s w:id=\"%u\">", docx_note_kind(w), note->number);
    w->first_inner = w->last_inner = NULL;
    w->inner_count = 0;
    w->outer_number = note->number;
    write_content(w, note);
    for (docx_note *inner = w->first_inner; inner && !docx_failed(w); inner = inner->next)
        write_content(w, inner);
    if (w->last != DOCX_PARAGRAPH)
        docx_paragraph_empty(w, DOCX_SPACER);
    oct_buffer_slice(w->out, oct_buffer_view(&w->bookmarks));
    w->bookmarks.len = 0;
    oct_buffer_printf(w->out, "</w:%s>\n", docx_note_kind(w));
}

/* The line above the notes; it begins where lines of text do. */
static void write_separator(docx_writer *w, const char *type, int id) {
    oct_buffer_printf(w->out,
                      "<w:%s w:type=\"%s\" w:id=\"%d\"><w:p><w:pPr>%s<w:spacing"
                      " w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>",
                      docx_note_kind(w), type, id, w->frame->rtl ? "<w:bidi/>" : "");
    oct_buffer_printf(w->out, "<w:r><w:%s/></w:r></w:p></w:%s>\n", type, docx_note_kind(w));
}

void docx_write_notes(docx_writer *w) {
    w->part = &w->notes;
    w->out = &w->notes.xml;
    oct_xml_declaration(w->out);
    oct_buffer_printf(w->out, "<w:%ss", docx_note_kind(w));
    docx_put(w, docx_namespaces);
    docx_put(w, ">\n");
    write_separator(w, "separator", -1);
    write_separator(w, "continuationSeparator", 0);
    for (docx_note *note = w->first_note; note && !docx_failed(w); note = note->next)
        write_note(w, note);
    oct_buffer_printf(w->out, "</w:%ss>\n", docx_note_kind(w));
}
