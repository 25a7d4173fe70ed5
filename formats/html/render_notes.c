/* formats/html/render_notes - references to notes, and the notes at the end of their part: a list
 * of end notes in HTML, asides that reading systems show as pop-ups in EPUB's XHTML. */
#include "formats/html/render_private.h"

/* ---- References --------------------------------------------------------------------------- */

static void put_number(renderer *r, size_t number) {
    oct_buffer_number(r->out, (int64_t)number);
}

/* The file of another part, when there are several. */
static void put_file(renderer *r, uint32_t part) {
    if (r->files && part != r->notes->part)
        put_string(r, r->files[part]);
}

static void put_reference_number(renderer *r, size_t index) {
    const oct_html_reference *reference = oct_html_notes_reference(r->notes, index);
    const oct_html_note *note = oct_html_notes_at(r->notes, reference->note);
    PUT(r, "<sup class=\"footnote-ref\"><a href=\"");
    put_file(r, note->part);
    oct_buffer_printf(r->out, "#%s%u\" id=\"%sref%zu\"", r->note_prefix,
                      (unsigned)reference->note + 1, r->note_prefix, index + 1);
    if (r->syntax == OCT_XHTML && !r->xhtml11)
        PUT(r, " epub:type=\"noteref\"");
    put_string(r, r->xhtml11 ? ">" : " role=\"doc-noteref\">");
    put_number(r, note->number);
    PUT(r, "</a></sup>");
}

void oct_html_put_reference(renderer *r, oct_node *node) {
    size_t index = oct_html_notes_take(r->notes, node);
    if (index == OCT_NO_REFERENCE)
        return;
    if (!r->note_prefix)
        r->note_prefix = oct_html_note_prefix(r->document);
    if (node->attributes)
        put_open(r, "span", node, NULL);
    if (r->link)
        oct_buffer_append(&r->deferred, (const char *)&index, sizeof index);
    else
        put_reference_number(r, index);
    if (node->attributes)
        PUT(r, "</span>");
}

void oct_html_put_deferred_references(renderer *r) {
    for (size_t at = 0; at + sizeof(size_t) <= r->deferred.len; at += sizeof(size_t)) {
        size_t index;
        memcpy(&index, r->deferred.ptr + at, sizeof index);
        put_reference_number(r, index);
    }
    r->deferred.len = 0;
}

/* ---- The links back ----------------------------------------------------------------------- */

static void put_back_link(renderer *r, size_t index) {
    const oct_html_reference *reference = oct_html_notes_reference(r->notes, index);
    PUT(r, "<a href=\"");
    put_file(r, reference->part);
    oct_buffer_printf(r->out, "#%sref%zu\" class=\"footnote-back\"", r->note_prefix, index + 1);
    if (!r->xhtml11)
        PUT(r, " role=\"doc-backlink\"");
    if (r->syntax == OCT_XHTML && !r->xhtml11)
        PUT(r, " epub:type=\"backlink\"");
    PUT(r, ">");
}

/* In XHTML the number of the note leads back; in HTML the list numbers it. */
static void put_note_number(renderer *r) {
    const oct_html_note *note = oct_html_notes_at(r->notes, r->note_index);
    put_back_link(r, note->first_reference);
    put_number(r, note->number);
    PUT(r, ".</a> ");
}

/* An arrow for each reference that the number does not lead back to. U+FE0E asks for the arrow as
 * text, not as an emoji. */
static void put_back_arrows(renderer *r, const char *before) {
    size_t ordinal = 1;
    uint32_t index = oct_html_notes_at(r->notes, r->note_index)->first_reference;
    if (r->syntax == OCT_XHTML && index != OCT_NO_REFERENCE) {
        index = oct_html_notes_reference(r->notes, index)->next;
        ordinal++;
    }
    for (; index != OCT_NO_REFERENCE; ordinal++) {
        put_string(r, before);
        before = " ";
        put_back_link(r, index);
        PUT(r, "\u21A9\uFE0E");
        if (ordinal > 1) {
            PUT(r, "<sup>");
            put_number(r, ordinal);
            PUT(r, "</sup>");
        }
        PUT(r, "</a>");
        index = oct_html_notes_reference(r->notes, index)->next;
    }
}

static bool has_back_arrows(const renderer *r) {
    const oct_html_note *note = oct_html_notes_at(r->notes, r->note_index);
    return r->syntax == OCT_HTML || note->first_reference != note->last_reference;
}

void oct_html_put_note_begin(renderer *r, const oct_node *paragraph) {
    if (r->syntax == OCT_XHTML && !oct_node_before(paragraph))
        put_note_number(r);
}

void oct_html_put_note_end(renderer *r, const oct_node *paragraph) {
    if (!paragraph->next)
        put_back_arrows(r, " ");
}

/* ---- The notes ---------------------------------------------------------------------------- */

/* How far up a note looks for the language and direction of the place that it is taken from. */
enum { MOST_ANCESTORS = 64 };

/* The note stands elsewhere, so it brings these along. */
static void put_inherited(renderer *r) {
    oct_slice lang = {NULL, 0};
    oct_direction direction = OCT_DIR_NONE;
    const oct_node *node = r->note;
    for (int i = 0; node && i < MOST_ANCESTORS; i++, node = node->parent) {
        if (!lang.len)
            lang = oct_node_lang(node);
        if (direction == OCT_DIR_NONE)
            direction = oct_node_direction(node);
    }
    oct_html_put_language(r, lang, direction);
}

static void open_note(renderer *r) {
    put_string(r,
               r->xhtml11 ? "<div class=\"footnote\" id=\""
               : r->endnotes
                   ? "<aside class=\"endnote\" epub:type=\"endnote\" role=\"doc-footnote\" id=\""
               : r->syntax == OCT_XHTML
                   ? "<aside class=\"footnote\" epub:type=\"footnote\" role=\"doc-footnote\" id=\""
                   : "<li id=\"");
    oct_buffer_printf(r->out, "%s%zu\"", r->note_prefix, r->note_index + 1);
    put_inherited(r);
    PUT(r, ">\n");
}

static void close_note(renderer *r) {
    put_line(r);
    put_string(r, r->xhtml11 ? "</div>\n" : r->syntax == OCT_XHTML ? "</aside>\n" : "</li>\n");
}

/* The links stand in the first and last paragraph; where there is none, in one of their own. */
static void render_note(renderer *r) {
    oct_node *node = r->note;
    const oct_node *first = node ? node->first : NULL, *last = node ? oct_node_last(node) : NULL;
    open_note(r);
    if (r->syntax == OCT_XHTML && (!first || first->kind != OCT_PARAGRAPH)) {
        PUT(r, "<p>");
        put_note_number(r);
        PUT(r, "</p>\n");
    }
    if (node)
        oct_html_render_children(r, node);
    if ((!last || last->kind != OCT_PARAGRAPH) && has_back_arrows(r)) {
        put_line(r);
        PUT(r, "<p>");
        put_back_arrows(r, "");
        PUT(r, "</p>\n");
    }
    close_note(r);
}

static void report_missing(renderer *r) {
    oct_report(r->context, OCT_D_MISSING_NOTE, (oct_place){0}, NULL,
               "a note is referred to again that stands nowhere");
}

/* Whether the next note belongs here, and what refers to it was rendered. */
static bool is_due(const renderer *r) {
    const oct_html_notes *notes = r->notes;
    if (r->note_index >= oct_html_notes_count(notes))
        return false;
    const oct_html_note *note = oct_html_notes_at(notes, r->note_index);
    return note->part == notes->part && note->first_reference < notes->taken;
}

static void open_notes(renderer *r) {
    put_line(r);
    if (r->syntax == OCT_HTML)
        PUT(r, "<section class=\"footnotes\" role=\"doc-endnotes\">\n<hr />\n<ol>\n");
    else if (!r->bare_notes)
        PUT(r, "<div class=\"footnotes\">\n<hr />\n");
}

static void close_notes(renderer *r) {
    if (r->syntax == OCT_HTML)
        PUT(r, "</ol>\n</section>\n");
    else if (!r->bare_notes)
        PUT(r, "</div>\n");
}

void oct_html_render_notes(renderer *r) {
    oct_html_notes_collect_nested(r->notes, r->notes->part_first);
    r->note_index = r->notes->rendered;
    if (r->notes->failed || !is_due(r))
        return;
    open_notes(r);
    for (; is_due(r); r->note_index++) {
        r->note = oct_html_notes_at(r->notes, r->note_index)->node;
        if (!r->note)
            report_missing(r);
        render_note(r);
    }
    r->notes->rendered = r->note_index;
    r->note = NULL;
    close_notes(r);
}

/* "fn", with more underscores behind it than any identifier of the document has there. */
const char *oct_html_note_prefix(oct_document *document) {
    size_t needed = 0;
    oct_node *root = document->root;
    for (const oct_node *node = root; node; node = oct_node_following(node, root)) {
        oct_slice id = oct_node_id(node);
        size_t at = 2;
        if (!oct_slice_starts(id, OCT_S("fn")))
            continue;
        while (at < id.len && id.ptr[at] == '_')
            at++;
        needed = at - 1 > needed ? at - 1 : needed;
    }
    char *prefix = needed ? oct_arena_bytes(&document->arena, needed + 3) : NULL;
    if (!prefix)
        return "fn";
    memcpy(prefix, "fn", 2);
    memset(prefix + 2, '_', needed);
    prefix[needed + 2] = '\0';
    return prefix;
}
