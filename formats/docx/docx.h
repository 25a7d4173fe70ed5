/* formats/docx/docx - what the files of the DOCX writer share: WordprocessingML, transitional
 * (ECMA-376, ISO/IEC 29500-4). Knows base, ast, io and core.
 *
 * Units: twips (1/20 point) for the page and paragraphs, EMU (1/914,400 inch) for drawings,
 * half-points for font sizes. */
#ifndef OCT_DOCX_DOCX_H
#define OCT_DOCX_DOCX_H

#include "base/map.h"
#include "core/format.h"
#include "formats/docx/styles.h"
#include "io/package.h"

/* What runs look like, as bits of docx_frame.run. */
enum {
    DOCX_BOLD = 1 << 0,
    DOCX_ITALIC = 1 << 1,
    DOCX_STRIKE = 1 << 2,
    DOCX_UNDERLINE = 1 << 3,
    DOCX_SMALL_CAPS = 1 << 4,
    DOCX_HIGHLIGHT = 1 << 5,
    DOCX_CODE = 1 << 6,
    DOCX_KEYBOARD = 1 << 7,
    DOCX_SMALL = 1 << 8,
    DOCX_SUPERSCRIPT = 1 << 9,
    DOCX_SUBSCRIPT = 1 << 10,
    DOCX_MATH = 1 << 11,
    DOCX_HYPERLINK = 1 << 12, /* set by the run itself, from the frame's link */
    DOCX_RTL = 1 << 13,       /* set by the text itself, from its letters */
    DOCX_INSERTED = 1 << 14,  /* tracked changes: of the frame's change */
    DOCX_DELETED = 1 << 15,
    DOCX_CHANGED = DOCX_INSERTED | DOCX_DELETED
};

enum {
    DOCX_LIST_STEP = 425,     /* twips that a list's text stands in from that around it: 7.5 mm */
    DOCX_QUOTE_STEP = 425,    /* the same for quotes, definitions and asides */
    DOCX_CELL_MARGIN = 108,   /* twips at the left and right in a table cell */
    DOCX_LAST_LEVEL = 8,      /* WordprocessingML numbers nine levels, from 0 */
    DOCX_MAX_TABLE_DEPTH = 10 /* tables nested deeper become paragraphs */
};

typedef enum docx_notes { DOCX_FOOTNOTES, DOCX_ENDNOTES } docx_notes;

/* What there is to set. */
typedef struct docx_options {
    const char *reference_doc;
    oct_string_list style_map; /* CLASS=STYLE */
    bool raw_openxml, track_changes;
    int notes; /* docx_notes */
    bool landscape_tables;
} docx_options;

/* A hyperlink that runs may stand in. */
typedef struct docx_link {
    oct_slice anchor;  /* the bookmark that it leads to; empty for an external one */
    uint32_t relation; /* of an external one */
    oct_slice title;
} docx_link;

/* What a node's children inherit. One for every node that is open. */
typedef struct docx_frame {
    oct_slice lang;        /* BCP 47; empty: the document's */
    const docx_link *link; /* NULL: none */
    const oct_slice *paragraph_style, *character_style, *table_style; /* asked for by name: their
                                                                     identifiers; or NULL */
    const oct_node *change; /* the innermost insertion or deletion; or NULL */
    uint32_t run;           /* DOCX_BOLD and so on */
    int32_t left;           /* twips that paragraphs stand in from the container's edge */
    int32_t width;          /* twips between the edges of the container: the page, a cell */
    int32_t number;         /* list: the numbering instance; 0: numbers are written as text */
    int64_t value;          /* ordered list: the number of the next item */
    int16_t level;          /* of the innermost list, from 0; -1 outside lists */
    uint8_t style;          /* docx_style of paragraphs */
    uint8_t justify;        /* oct_alignment */
    bool turned;            /* its pages lie on their side, those around it do not */
    bool rtl;               /* the base direction */
    bool flat;              /* inside a table that is not shown as one */
} docx_frame;

/* The marker of a list item, until its first paragraph takes it. */
typedef struct docx_marker {
    bool pending;
    bool apart;     /* of the first item of a list that follows another one */
    int32_t number; /* numbering instance; 0: none */
    int16_t level;
    int32_t left;      /* where the item's text stands */
    uint8_t task;      /* oct_task */
    oct_slice written; /* a number that is written as text */
} docx_marker;

/* A part of the package that has text and relationships of its own. */
typedef struct docx_part {
    oct_buffer xml;
    oct_buffer relations; /* Relationship elements */
    oct_map ids;          /* of relationships: from a letter for the type and the target */
} docx_part;

/* A place that a link can lead to. */
typedef struct docx_bookmark {
    oct_slice name;
    uint32_t id;
    bool placed;
} docx_bookmark;

typedef struct docx_heading {
    const oct_node *node;
    docx_bookmark *bookmark;
    struct docx_heading *next;
} docx_heading;

/* A note: its content is written after the body, in the order of the references. */
typedef struct docx_note {
    oct_node *node;
    struct docx_note *next;
    docx_bookmark *bookmark; /* around its first reference, when there may be others */
    uint32_t number;         /* from 1; 0: no reference so far */
    oct_slice mark;          /* of a note inside a note, written as text */
    oct_slice lang;          /* those of the place of the reference */
    bool rtl;
} docx_note;

typedef struct docx_page {
    int32_t width, height; /* twips */
    int32_t margins[4];    /* top, right, bottom, left */
    int32_t columns, gap;
    bool landscape;
} docx_page;

/* What came last in the innermost container of blocks. */
typedef enum docx_last { DOCX_NOTHING, DOCX_PARAGRAPH, DOCX_TABLE } docx_last;

typedef struct docx_writer {
    oct_writing *writing;
    const oct_allocator *allocator;
    oct_arena arena;
    docx_part document, notes;
    docx_part *part;                     /* the one being written */
    oct_buffer *out;                     /* its xml */
    oct_slice lang;                      /* of the document */
    oct_slice east_asian_lang, rtl_lang; /* the first of each in it; empty: none */
    bool book;                           /* long prose, set as novels are */
    bool failed; /* memory ran out for something that is no buffer, map or arena */

    docx_frame *frames, *frame; /* the stack and its top */
    size_t frame_count, frame_capacity;

    /* the open paragraph and run */
    bool in_paragraph, run_open, text_open, after_heading;
    size_t text_start; /* of the open text, in out */
    uint32_t run_flags;
    oct_slice run_lang;
    const oct_slice *run_style;
    const oct_node *run_change;
    const docx_link *open_link;
    docx_last last;
    uint8_t last_style; /* docx_style of the last paragraph */
    docx_marker marker;
    docx_bookmark *heading_bookmark; /* of the open heading */
    oct_buffer bookmarks;            /* to be put at the start of the next paragraph */
    oct_slice note_mark;             /* likewise, of the note whose content this is */
    bool note_reference;             /* likewise, the automatic number */

    oct_slice style_ids[DOCX_STYLE_COUNT]; /* escaped for XML */
    struct docx_reference *reference;      /* NULL: all is ours */
    oct_map style_names;                   /* see style_names.c */
    oct_buffer custom_styles;              /* style elements */
    bool knows_ours;

    oct_buffer numbering; /* num elements */
    uint32_t looks;       /* looks of ordered lists in use, as bits */
    int32_t instances;    /* of numbering */

    oct_map places, names; /* bookmarks by identifier; names taken, in lower case */
    oct_map labels;        /* notes by label */
    oct_map sequences;     /* how far captions are counted, by label */
    bool caption_begins;   /* its first text is still to come */
    docx_heading *headings, *last_heading;
    uint64_t text_bytes;                 /* of the whole document */
    uint64_t top_headings;               /* of level 1 */
    docx_note *first_note, *last_note;   /* of the document */
    docx_note *first_inner, *last_inner; /* of the note being written */
    uint32_t outer_number;               /* of the note being written */
    uint32_t change_count, note_count, inner_count, bookmark_count, drawing_count;

    struct docx_table *table; /* the innermost open one */
    int table_depth;
    bool small_tables;  /* some have the styles for those that are crowded */
    uint64_t coverings; /* further merged cells that may be written; see tables.c */

    oct_map media; /* docx_media by digest and size */
    struct docx_media *first_media, *last_media;
    uint32_t media_count;
    docx_page page;
    int32_t page_width, page_height; /* twips that text has on it */
    uint32_t sections;               /* written so far */
    bool turned;                     /* the page lies on its side, for a while */
} docx_writer;

static inline bool docx_small_context(uint8_t style) {
    return (style >= DOCX_TABLE_TEXT && style <= DOCX_TABLE_HEADING_TINY) ||
           style == DOCX_FOOTNOTE_TEXT || style == DOCX_ENDNOTE_TEXT || style == DOCX_CAPTION ||
           style == DOCX_TABLE_CAPTION;
}

/* writer.c */
oct_status docx_write(oct_writing *writing);
/* The content type of a part: an Override; name without the slash at the front. */
void docx_write_type(oct_buffer *out, const char *name, const char *type);
bool docx_failed(const docx_writer *w);
/* Appends a string literal or other short XML to the part being written. */
static inline void docx_put(docx_writer *w, const char *xml) {
    oct_buffer_string(w->out, xml);
}

/* Appends the start of an element up to the value of its attribute, the identifier of a style as it
 * is in this document, and the end. */
static inline void docx_put_style(docx_writer *w, const char *start, docx_style style) {
    docx_put(w, start);
    oct_buffer_slice(w->out, w->style_ids[style]);
    docx_put(w, "\"/>");
}

/* body.c: the walk over blocks and inlines below a node (the node itself is not rendered). */
void docx_walk(docx_writer *w, oct_node *root);
docx_frame *docx_push(docx_writer *w);
void docx_pop(docx_writer *w);
docx_style docx_heading_style(const oct_node *heading);
/* Applies what any node may carry: language, direction, identifier. */
void docx_inherit(docx_writer *w, const oct_node *node);
/* The first languages of their scripts are those of the document's fonts. */
void docx_note_language(docx_writer *w, oct_slice lang);

/* paragraphs.c */
enum { DOCX_KEEP_NEXT = 1, DOCX_KEEP_LINES = 2, DOCX_LTR = 4, DOCX_SPACED = 8 };
void docx_paragraph_open(docx_writer *w, docx_style style, unsigned flags);
void docx_paragraph_close(docx_writer *w);
void docx_paragraph_empty(docx_writer *w, docx_style style);
/* Gives a list item's marker, or a note's mark, a paragraph of its own when it is still waiting. */
void docx_flush_marker(docx_writer *w);
/* Stands in by so many more twips, while enough room stays. */
void docx_indent(docx_frame *frame, int32_t twips);

/* runs.c */
void docx_text(docx_writer *w, oct_slice text, const oct_node *node);
void docx_literal(docx_writer *w, const char *text);
void docx_break(docx_writer *w);
void docx_code_lines(docx_writer *w, oct_slice text, const oct_node *node);
/* A run of a character style: of an element, or, when that is NULL, of text. */
void docx_styled_run(docx_writer *w, docx_style style, const char *element, oct_slice text);
/* A field whose result comes between. In several runs, as other programs drop what is in a
 * fldSimple. */
void docx_field_begin(docx_writer *w, const char *field, oct_slice argument, const char *switches);
void docx_field_end(docx_writer *w);
/* Opens a run that looks as the frame says, for something other than text. */
void docx_run_open(docx_writer *w, uint32_t flags);
void docx_run_close(docx_writer *w);
/* Makes room for an inline that is no run, in the paragraph and the link where a run would be. */
void docx_run_suspend(docx_writer *w);
void docx_link_close(docx_writer *w);
/* Counts and reports what XML cannot hold. */
void docx_forbidden(docx_writer *w, size_t count, const oct_node *node);

/* style_names.c. Identifiers of styles by "type/name", and by "/name" whatever the type; and ":id"
 * for those in use. The case of letters does not count. */
const oct_slice *docx_style_find(docx_writer *w, oct_slice type, char sign, oct_slice name);
/* The first one that is known under a name stays. */
void docx_style_know(docx_writer *w, oct_slice type, char sign, oct_slice name, oct_slice id);
/* A name ('/') or an identifier (':') that is not in use. */
const char *docx_style_free_one(docx_writer *w, char sign, const char *wish);

/* The style that a node asks for by name, for what is in it. */
void docx_custom_styles(docx_writer *w, docx_frame *frame, const oct_node *node);

/* direction.c: cuts the front of text that goes in one direction; its length in bytes. */
size_t docx_direction_run(oct_slice text, bool context_rtl, bool *rtl);
bool docx_has_rtl(oct_slice text);
bool docx_lang_is_east_asian(oct_slice lang);
/* Word looks for fonts and dictionaries by language and country. */
oct_slice docx_word_lang(oct_slice lang);

/* math.c */
void docx_math(docx_writer *w, const oct_node *node);

/* inlines.c */
/* True when the ruby was written whole and its children are to be skipped. */
bool docx_ruby(docx_writer *w, const oct_node *node);
const char *docx_quote(const docx_writer *w, bool single, bool opening);
void docx_span_role(docx_writer *w, docx_frame *frame, const oct_node *span);
void docx_strikeout(docx_writer *w, const oct_node *node);

/* changes.c: the flag of runs in a node that is a tracked change; 0: it is none */
uint32_t docx_change_of(const docx_writer *w, const oct_node *node);
/* What stands around the run that is about to be opened, or was closed. */
void docx_change_open(docx_writer *w);
void docx_change_close(docx_writer *w);

/* raw.c */
void docx_raw(docx_writer *w, const oct_node *node);

/* lists.c, numbering.c */
void docx_list_enter(docx_writer *w, const oct_node *list);
void docx_item_enter(docx_writer *w, const oct_node *item);
int32_t docx_number_instance(docx_writer *w, int look, int level, int64_t start);
/* The numbering instance of all bullet lists. */
int32_t docx_bullets(const docx_writer *w);
oct_slice docx_written_number(docx_writer *w, int64_t value, int style, int delimiter);
void docx_write_numbering(docx_writer *w, oct_buffer *out);
void docx_write_abstracts(const docx_writer *w, oct_buffer *out);
void docx_write_instances(const docx_writer *w, oct_buffer *out);

/* tables.c, grid.c */
void docx_table_enter(docx_writer *w, const oct_node *table);
void docx_table_leave(docx_writer *w, const oct_node *table);
void docx_caption_enter(docx_writer *w, const oct_node *caption);
void docx_section_enter(docx_writer *w, const oct_node *section);
void docx_row_enter(docx_writer *w, const oct_node *row);
void docx_row_leave(docx_writer *w, const oct_node *row);
void docx_cell_enter(docx_writer *w, const oct_node *cell);
void docx_cell_leave(docx_writer *w, const oct_node *cell);
void docx_tables_free(docx_writer *w);
/* Whether the row being written stays on the page of the next one. */
bool docx_table_keeps(const docx_writer *w);

/* page.c */
void docx_set_page(docx_writer *w);
/* Whether the page is not that of the reference document. */
bool docx_has_own_page(const docx_writer *w);
void docx_write_section(docx_writer *w);
/* Begins a section whose pages lie on their side, for what w->frame holds; false when that cannot
 * be here. */
bool docx_turn_page(docx_writer *w);
/* node: what lay on them. */
void docx_turn_page_back(docx_writer *w, const oct_node *node);

/* captions.c: the first text of a caption */
void docx_caption_text(docx_writer *w, oct_slice text, const oct_node *node);

/* notes.c */
void docx_note_reference(docx_writer *w, oct_node *note);
void docx_write_notes(docx_writer *w);
bool docx_has_endnotes(const docx_writer *w);
/* "footnote" or "endnote"; and the style of its references. */
const char *docx_note_kind(const docx_writer *w);
docx_style docx_note_style(const docx_writer *w);

/* links.c, bookmarks.c, relations.c */
const docx_link *docx_link_of(docx_writer *w, const oct_node *node);
/* A link to a URL; NULL when it cannot be one. */
const docx_link *docx_external_link(docx_writer *w, oct_slice url, oct_slice title);
void docx_survey(docx_writer *w);
/* Whether the parts under headings of level 1 are so long that each begins on a new page. */
bool docx_has_chapters(const docx_writer *w);
/* Keeps a name from being given to a bookmark. */
void docx_bookmark_take(docx_writer *w, oct_slice name);
docx_bookmark *docx_bookmark_new(docx_writer *w, oct_slice wish);
docx_bookmark *docx_bookmark_for(docx_writer *w, oct_slice id);
void docx_bookmark_start(oct_buffer *out, docx_bookmark *bookmark);
void docx_bookmark_end(oct_buffer *out, const docx_bookmark *bookmark);
uint32_t docx_relate(docx_writer *w, docx_part *part, char type, oct_slice target);
void docx_write_relations(const docx_part *part, oct_buffer *out);

/* images.c, lengths.c */
/* False when it cannot be shown: then its description stands in its place. */
bool docx_image(docx_writer *w, const oct_node *image);
void docx_add_media(docx_writer *w, oct_package *package);
/* A length such as "5cm" or "50%" in EMU; 0 when it is none. */
int64_t docx_length(oct_slice text, int64_t whole);

/* front.c: title block and table of contents */
void docx_title_block(docx_writer *w);
void docx_contents(docx_writer *w);
bool docx_has_title(const docx_writer *w);
oct_slice docx_meta_text(docx_writer *w, const char *key);

/* Half-points; that of the text, unless the style names one. */
int docx_font_size(docx_style style);
/* The languages of the document's Latin, East Asian and right-to-left letters, as attributes. */
void docx_put_languages(const docx_writer *w, oct_buffer *out);
/* styles.c, properties.c, static_parts.c */
void docx_write_styles(const docx_writer *w, oct_buffer *out);
/* Whether a style is one that every document has, or this one needs. */
bool docx_style_is_used(const docx_writer *w, int style);
/* name: NULL, or another than that of the table. */
void docx_write_style(const docx_writer *w, oct_buffer *out, int style, const char *name);
/* A time in UTC, as xsd:dateTime. */
void docx_put_time(oct_buffer *out, int64_t seconds);
void docx_write_core_properties(docx_writer *w, oct_buffer *out);
void docx_write_settings(const docx_writer *w, oct_buffer *out);
/* Those of the notes, and of what programs this is compatible with. */
void docx_write_note_settings(const docx_writer *w, oct_buffer *out);

/* reference.c and its neighbours: the reference document. */
oct_status docx_reference_open(docx_writer *w, const char *path);
void docx_reference_write_styles(const struct docx_reference *reference, oct_buffer *out);
void docx_reference_write_numbering(struct docx_reference *reference, oct_buffer *out);
void docx_reference_write_settings(const struct docx_reference *reference, oct_buffer *out);
void docx_reference_write_types(const struct docx_reference *reference, oct_buffer *out);
void docx_reference_add_parts(const struct docx_reference *reference, oct_package *package);
/* Whether it has a default style of a type. */
bool docx_reference_has_default(const struct docx_reference *reference, const char *type);
extern const char docx_app_properties[], docx_theme[], docx_font_table[], docx_footer[],
    docx_package_relations[];
/* The namespaces of document.xml and footnotes.xml, as attributes. */
extern const char docx_namespaces[];

#endif
