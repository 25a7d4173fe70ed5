/* formats/html/state - the state of one reading, shared by the files of the HTML reader: the open
 * elements, and where in the tree they stand. Knows core; libxml2 is not seen here.
 *
 * The reader keeps elements as a browser does (HTML 13.2.6), and the tree's content model by
 * opening nodes late: a paragraph or heading, and the inlines around a text, are opened when there
 * is something to hold, and closed where a block begins. So formatting around blocks ends up inside
 * each of them, and stray text gets a paragraph. */
#ifndef OCT_HTML_STATE_H
#define OCT_HTML_STATE_H

#include "formats/html/drawing.h"
#include "formats/html/elements.h"
#include "formats/html/html.h"
#include "formats/html/styles.h"

typedef struct html_entry {
    const html_element *element;
    oct_node *node;             /* of a container; of an inline, when open in the generation */
    oct_attributes *attributes; /* for a node that is opened late */
    oct_slice url, title;       /* of a link, or of media */
    size_t count;               /* of a table: cells; of a figure: captions; of media: see there */
    uint32_t level;             /* in libxml2's stack, from 1; 0 when it has ended there */
    uint32_t generation;        /* of an inline: the holder in which it is open */
    uint32_t line;
    uint32_t block_below, inline_below; /* what block_top and inline_top were before */
    oct_node *base_below;               /* likewise base */
    bool container;                     /* node holds blocks and is closed with the entry */
    bool opened;                        /* a node was opened for it, so its id is given away */
    bool inert;                         /* formatting that has ended, below blocks that have not */
    bool has_strays;                    /* of a table: cells in it have HTML_STRAY */
    bool around_table;                  /* of a table: another one is in a cell of it */
    bool borderless;                    /* of a table: see html_is_borderless */
    uint8_t alignment;                  /* oct_alignment, of a row or section: that of its cells */
} html_entry;

/* A flag of a table cell while it is read: no tag began it, but stray content. */
enum { HTML_STRAY = 1 << 7 };

typedef struct html_offer html_offer;

typedef enum html_capture { HTML_NO_CAPTURE, HTML_CAPTURE_TEXT, HTML_CAPTURE_NOTHING } html_capture;

/* libxml2 keeps one string for each name, so that its address finds the element again. */
enum { HTML_KNOWN_NAMES = 128, HTML_PREFIXES = 8 };
typedef struct html_known_name {
    const char *name;
    const char *local; /* without a prefix */
    const html_element *element;
} html_known_name;

struct html_reader {
    oct_reading *reading;
    oct_builder *builder;
    html_entry *entries; /* the open elements */
    uint32_t count, capacity;
    html_entry scratch; /* handed out after a failure */
    html_known_name known[HTML_KNOWN_NAMES];
    oct_slice prefixes[HTML_PREFIXES]; /* of names of HTML, SVG and MathML */
    size_t prefix_count;
    uint32_t block_top, inline_top; /* the innermost such entry, its index plus one; 0: none */
    oct_node *root, *before;        /* where the page goes: in root, behind before */
    oct_node *base;                 /* the node of the innermost container */
    oct_node *holder;               /* the open paragraph, heading or term; NULL: none */
    uint32_t generation;            /* one more with each holder */
    bool flat;                      /* among inlines: blocks only begin and end lines */
    uint32_t level, line;           /* of the event at hand */
    size_t content;                 /* grows with everything that is shown */

    /* Text (text.c). */
    bool synced;        /* builder->current is the place for text */
    bool at_start;      /* of a line: white space is dropped */
    bool pending_space; /* white space was met; it counts when something follows */
    uint32_t space_at;  /* count when it was met */
    uint32_t breaks;    /* line breaks that count when something follows */
    uint32_t codes;     /* open code elements */
    oct_buffer run;     /* text that is not yet in the tree: gathered, so that it is copied once */
    uint32_t run_line;
    bool run_is_code;
    oct_attributes *run_attributes; /* of code */
    oct_node *pre;                  /* the code block that text goes to */
    bool pre_begins;                /* nothing came yet behind its start tag */
    struct html_anchor *anchors;    /* identifiers of elements without content, newest first */
    uint32_t quotes;                /* open q elements */
    size_t skip_bytes;              /* of the text to come: already said by an entity */
    bool skip_semicolon;

    /* What is not for the tree, or not yet (capture.c). */
    html_capture capture;
    uint32_t capture_level;
    const html_element *captured; /* the element whose content is captured */
    uint32_t detail_level;        /* of the part that is wanted; 0: none */
    uint32_t inner_level;         /* of a part that may hold HTML; 0: none */
    oct_buffer text, detail;
    bool display;
    oct_slice alternative; /* of a formula: its alttext; of a drawing: its label */
    html_drawing drawing;

    oct_slice picture;   /* the address in the first source of a picture, until its image comes */
    bool in_office_list; /* paragraphs of Word have opened lists */
    bool may_have_notes; /* a link looks like a reference to one */

    html_offer *offers, **offers_end; /* metadata.c */
    size_t offer_count;

    oct_slice site;          /* what relative addresses are relative to; empty: the page itself */
    html_styles *styles;     /* NULL: no style sheet came */
    bool has_rules;          /* there are some in it */
    const html_style *style; /* of the element that starts; NULL: nothing says any */

    bool too_many_cells;
};

/* ---- attributes.c ------------------------------------------------------------------------- */

/* The value of an attribute; {NULL, 0} when it is not there, a non-NULL ptr when it is. */
oct_slice html_attribute(html_attributes attributes, const char *name);
/* A copy for the tree, C1 characters put right. */
oct_slice html_copy(html_reader *reader, oct_slice value);
/* What of the attributes the tree keeps; NULL when there is nothing. */
oct_attributes *html_kept_attributes(html_reader *reader, const html_element *element,
                                     html_attributes attributes);
/* What the attributes say of how an element is to be seen. */
enum { HTML_SAYS_HIDDEN = 1 << 0, HTML_SAYS_STYLE = 1 << 1, HTML_SAYS_ROLE = 1 << 2 };
unsigned html_appearance(html_attributes attributes);
oct_alignment html_alignment(const html_reader *reader, html_attributes attributes);
/* A number at the front of a value; fallback when there is none. */
int64_t html_number(oct_slice value, int64_t fallback);

/* ---- namespaces.c ------------------------------------------------------------------------- */

/* Notes the prefixes that an element declares. */
void html_note_namespaces(html_reader *reader, html_attributes attributes);
/* A name without a prefix that was declared. */
const char *html_local_name(const html_reader *reader, const char *name);

/* ---- tree.c ------------------------------------------------------------------------------- */

/* Opens an element; never NULL. */
html_entry *html_push_entry(html_reader *reader, const html_element *element);
html_entry *html_push_inline(html_reader *reader, const html_element *element);
html_entry *html_push_block(html_reader *reader, const html_element *element);
/* Closes the entry of that index and those above it. Formatting above it may go on. */
void html_remove_entry(html_reader *reader, uint32_t index, bool formatting_goes_on);
/* Formatting ends; blocks that were opened in it go on (HTML 13.2.6.4.7, the adoption agency). */
void html_end_formatting(html_reader *reader, uint32_t index);
/* Opens a container node in block position, with an entry. */
html_entry *html_open_block(html_reader *reader, const html_element *element, oct_kind kind,
                            html_attributes attributes);
/* Ends the paragraph, and the p element if one is innermost. */
void html_begin_block(html_reader *reader);
/* Ends the open holder. */
void html_close_holder(html_reader *reader);
/* Makes builder->current one that accepts kind, by ending or beginning implied nodes. */
void html_place(html_reader *reader, oct_kind kind);
/* Whether blocks here only begin and end lines: among inlines, in a heading, in a term. */
bool html_lines_only(const html_reader *reader);
void html_give_attributes(html_reader *reader, oct_node *node, html_entry *entry);

static inline html_entry *html_innermost_block(const html_reader *reader) {
    return reader->block_top ? &reader->entries[reader->block_top - 1] : NULL;
}
static inline int html_class_of(const html_entry *entry) {
    return entry->element->class;
}

/* ---- text.c ------------------------------------------------------------------------------- */

void html_text(html_reader *reader, oct_slice text);
/* Makes builder->current the place for an inline node, white space before it included. */
void html_need_inline(html_reader *reader);
/* The same, and whatever was put there then ends the white space. */
void html_begin_inline(html_reader *reader);
/* The same for a node: the text before it is put into the tree. */
void html_begin_node(html_reader *reader);
/* Puts the text gathered so far into the tree. */
void html_settle(html_reader *reader);
/* Puts what a paragraph or the like holds into the open inline elements. */
void html_wrap_holder(html_reader *reader, oct_node *holder);
/* Text that stands as it is. */
void html_put(html_reader *reader, oct_slice text);
void html_line_break(html_reader *reader);
/* The begin or end of a block where only lines count. */
void html_soft_break(html_reader *reader);
void html_space(html_reader *reader);
/* Keeps the identifier of an element that has no content. */
void html_keep_anchor(html_reader *reader, oct_attributes *attributes);
/* At the end: what white space, breaks and anchors are still to be written. */
void html_flush(html_reader *reader);
void html_pre_newline(html_reader *reader);

/* ---- blocks.c ----------------------------------------------------------------------------- */

/* A block that is no node of its own here. */
void html_soft_start(html_reader *reader, const html_element *element);
void html_start_block(html_reader *reader, const html_element *element, html_attributes attributes);
void html_start_paragraph(html_reader *reader, const html_element *element,
                          html_attributes attributes);
void html_start_heading(html_reader *reader, const html_element *element,
                        html_attributes attributes);
void html_start_list(html_reader *reader, const html_element *element, html_attributes attributes);
void html_start_item(html_reader *reader, const html_element *element, html_attributes attributes);
void html_start_definition(html_reader *reader, const html_element *element,
                           html_attributes attributes);
void html_start_figure_caption(html_reader *reader, const html_element *element,
                               html_attributes attributes);
void html_start_rule(html_reader *reader, const html_element *element, html_attributes attributes);
void html_start_pre(html_reader *reader, const html_element *element, html_attributes attributes);

/* ---- table.c ------------------------------------------------------------------------------ */

void html_start_table_part(html_reader *reader, const html_element *element,
                           html_attributes attributes);
void html_finish_table(html_reader *reader, const html_entry *entry);
/* The index plus one of the innermost open table; 0 when there is none. */
uint32_t html_open_table(const html_reader *reader);

/* ---- layout.c ----------------------------------------------------------------------------- */

/* Whether a table has the attributes by which people set pages, and no lines between its cells. */
bool html_is_borderless(html_attributes attributes);
/* Whether a table, now ended, is only there to set things side by side. */
bool html_is_layout(const html_entry *table);
/* Makes a table a div whose blocks are what its cells hold, row by row. */
void html_spread_table(oct_node *table);

/* ---- media.c ------------------------------------------------------------------------------ */

void html_image(html_reader *reader, const html_element *element, html_attributes attributes);
void html_input(html_reader *reader, html_attributes attributes);
void html_start_media(html_reader *reader, const html_element *element, html_attributes attributes);
void html_source(html_reader *reader, html_attributes attributes);
void html_end_media(html_reader *reader, html_entry *entry);

/* ---- capture.c ---------------------------------------------------------------------------- */

/* Drawings, formulas, the title: their content is collected, not read. */
void html_start_capture(html_reader *reader, const html_element *element,
                        html_attributes attributes);
void html_start_script(html_reader *reader, const html_element *element,
                       html_attributes attributes);
void html_start_in_capture(html_reader *reader, const char *name, html_attributes attributes);
/* Whether an element cannot stand in the drawing or formula that is captured, and so ends it. */
bool html_breaks_out(const html_reader *reader, const char *name, html_attributes attributes);
void html_text_in_capture(html_reader *reader, oct_slice text);
void html_end_capture(html_reader *reader);
void html_end_in_capture(html_reader *reader);
void html_skip(html_reader *reader);
/* A copy without white space at the ends, and with single spaces. */
oct_slice html_collapsed(html_reader *reader, oct_buffer *text);

/* ---- drawing.c ---------------------------------------------------------------------------- */

void html_init_drawing(html_drawing *drawing, const oct_allocator *allocator);
void html_free_drawing(html_drawing *drawing);
void html_start_drawing(html_reader *reader, html_attributes attributes);
void html_start_in_drawing(html_reader *reader, const char *name, html_attributes attributes);
void html_text_in_drawing(html_reader *reader, oct_slice text);
void html_end_in_drawing(html_reader *reader);
/* Puts the drawing, or what it says, into the tree. */
void html_end_drawing(html_reader *reader);

/* ---- code.c, roles.c, base.c -------------------------------------------------------------- */

/* The language that the classes of code, or of what is around it, name; empty: none. */
oct_slice html_language_of(oct_slice classes);
/* The same for one class that names nothing else. */
oct_slice html_language_prefix(oct_slice word);
bool html_is_line_number(html_attributes attributes);
/* The element as its role has it read. */
const html_element *html_with_role(const html_element *element, html_attributes attributes);
/* OCT_ROLE_NONE: a role attribute of that value names no landmark. */
oct_role html_landmark(oct_slice role);
void html_set_base(html_reader *reader, html_attributes attributes);
/* A copy of an address for the tree, resolved. */
oct_slice html_url(html_reader *reader, oct_slice url);

/* ---- office.c ------------------------------------------------------------------------------ */

/* Starts what a style of Word makes of an element; false when it makes nothing. */
bool html_start_office(html_reader *reader, const html_element *element,
                       html_attributes attributes);
/* Ends the lists that paragraphs of Word have made. */
void html_end_office_lists(html_reader *reader);
/* What Word writes before an item, and what it writes as o:p. */
void html_office_marker(html_reader *reader, oct_slice text);
void html_office_text(html_reader *reader, oct_slice text);
void html_nest_docs_list(oct_node *list);

/* ---- footnotes.c -------------------------------------------------------------------------- */

/* Puts notes at the end of a page, which stands in root behind before (NULL: is all of it), to
 * where they are referred to. */
void html_place_footnotes(html_reader *reader, oct_node *root, const oct_node *before);

/* ---- main_content.c ----------------------------------------------------------------------- */

/* Of what stands in root behind before (NULL: all), leaves only the article. */
void html_keep_main_content(html_reader *reader, oct_node *root, oct_node *before);

/* ---- metadata.c --------------------------------------------------------------------------- */

void html_page_attributes(html_reader *reader, html_attributes attributes);
void html_metadata(html_reader *reader, html_attributes attributes);
void html_title(html_reader *reader, oct_slice title);
/* Where a page says things about itself, the surest first. */
enum { HTML_FROM_PAGE, HTML_FROM_JSON, HTML_FROM_OPEN_GRAPH, HTML_FROM_TWITTER };
/* What counts, at the end, where nothing surer has said it. The key is a string literal. */
void html_offer_metadata(html_reader *reader, int from, const char *key, oct_slice value);
void html_accept_metadata(html_reader *reader);
/* What a link element says of the page. */
void html_linked_page(html_reader *reader, html_attributes attributes);

/* ---- linked_data.c ------------------------------------------------------------------------ */

/* The content of a script element in JSON-LD. */
void html_linked_data(html_reader *reader, oct_slice text);

/* ---- events.c: what reader.c calls ---------------------------------------------------------- */

void html_start(html_reader *reader, const char *name, html_attributes attributes);
/* The element at reader->level ends; real when its own end tag says so. */
void html_end(html_reader *reader, const char *name, bool real);
/* An end tag that libxml2 has no open element for. */
void html_stray_end(html_reader *reader, const char *name);
/* An end tag that libxml2 ignores, or honours later, for what is open inside. */
void html_crossing_end(html_reader *reader, const char *name);
void html_hole(html_reader *reader, size_t index, bool inlines);
void html_end_all(html_reader *reader);

oct_place html_here(const html_reader *reader);

#endif
