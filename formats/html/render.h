/* formats/html/render - trees as HTML5 or XHTML5: the header that other formats use to render their
 * HTML parts. Knows base, ast, and the context for its messages. */
#ifndef OCT_HTML_RENDER_H
#define OCT_HTML_RENDER_H

#include "core/context.h"
#include "core/quotes.h"
#include "formats/html/escape.h"
#include "formats/html/notes.h"
#include "io/out.h"

typedef struct oct_html_renderer {
    oct_context *context;
    oct_document *document;
    oct_buffer *out;
    oct_out *sink;         /* what out belongs to, to be flushed when full; NULL: never flushed */
    oct_html_notes *notes; /* shared by all parts of a document */
    oct_html_syntax syntax;
    bool keep_raw;            /* raw nodes of format "html" and unsafe links stay as they are */
    bool keep_tex;            /* mathematics stays TeX */
    bool join_lines;          /* a soft break is a space, not a line feed */
    const oct_quotes *quotes; /* marks for quoted text */
    bool rtl;                 /* the document goes from right to left */
    bool xhtml11;             /* of XHTML only what XHTML 1.1 has, for EPUB 2 */
    bool bare_notes;          /* in XHTML the caller opens and closes what notes stand in */
    bool endnotes;            /* ... which is a page of their own: they are no footnotes */
    const char *note_prefix;  /* in front of the identifiers of notes and their references;
                                 NULL: found when the first note is met */
    const char *const *files; /* the names of the parts, for links between them; NULL: one part */
    bool has_math;            /* set once there is MathML in what was rendered */
    size_t replaced;          /* characters that the syntax forbids, written as U+FFFD */

    /* Private: where the walk stands. Elements that HTML does not let stand in certain others give
     * way to neutral ones. */
    const oct_node *main, *link; /* the main element; the outermost open link */
    uint32_t links, header_cells, addresses, headers, definitions; /* open ones */
    oct_node *note;      /* the note whose content is rendered */
    size_t note_index;   /* its index */
    oct_buffer deferred; /* references met inside of a link: indexes, of size_t */
    oct_buffer scratch;
} oct_html_renderer;

/* Fields not set here are to be set by the caller before rendering: context, document, out, notes.
 * Quotes are English until set. */
void oct_html_renderer_init(oct_html_renderer *renderer, const oct_allocator *allocator,
                            oct_html_syntax syntax);
void oct_html_renderer_free(oct_html_renderer *renderer);
/* Whether memory ran out. */
bool oct_html_renderer_failed(const oct_html_renderer *renderer);

/* Renders the siblings from first to last, both included. Nothing for NULL. The alignment of table
 * columns is written into the cells of the tree. */
void oct_html_render(oct_html_renderer *renderer, oct_node *first, oct_node *last);
/* Renders the children of a node. */
void oct_html_render_children(oct_html_renderer *renderer, oct_node *parent);
/* Renders the notes of the current part that were referred to since it was last called, and those
 * that they refer to; nothing when there are none. */
void oct_html_render_notes(oct_html_renderer *renderer);

/* Text escaped for the renderer's syntax; what is replaced is counted. */
void oct_html_write_text(oct_html_renderer *renderer, oct_slice text);
/* ' name="value"'. */
void oct_html_write_attribute(oct_html_renderer *renderer, const char *name, oct_slice value);

/* A prefix for the identifiers of notes that no identifier of the document begins with, in the
 * document's arena; "fn" when memory is out. */
const char *oct_html_note_prefix(oct_document *document);

#endif
