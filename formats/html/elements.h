/* formats/html/elements - what the HTML reader knows of each element: how it stands in the page,
 * and what it becomes in the tree. Knows ast only. */
#ifndef OCT_HTML_ELEMENTS_H
#define OCT_HTML_ELEMENTS_H

#include "ast/node.h"

/* How an element is read. */
typedef enum html_class {
    HTML_UNKNOWN,    /* its content stands as if it were not there */
    HTML_VOID,       /* nothing, and nothing in it */
    HTML_SKIPPED,    /* left out with all its content: a browser does not show it either */
    HTML_PAGE,       /* html, head, body */
    HTML_TITLE,      /* the page's title */
    HTML_META,       /* metadata */
    HTML_SOFT,       /* begins and ends a line, and is no node */
    HTML_BLOCK,      /* a node that holds blocks */
    HTML_LIST,       /* ul, ol, menu, dir */
    HTML_ITEM,       /* li */
    HTML_TERM,       /* dt */
    HTML_DEFINITION, /* dd */
    HTML_PARAGRAPH,
    HTML_HEADING,
    HTML_PRE,
    HTML_TABLE,
    HTML_CAPTION,
    HTML_COLUMN_GROUP,
    HTML_COLUMN,
    HTML_SECTION, /* thead, tbody, tfoot */
    HTML_ROW,
    HTML_CELL,
    HTML_FIGURE_CAPTION,
    HTML_RULE,       /* hr */
    HTML_LINE_BREAK, /* br */
    HTML_IMAGE,
    HTML_INPUT,
    HTML_OPTION, /* a choice in a select: set apart by a space */
    HTML_INLINE, /* a node that holds inlines */
    HTML_SPAN,   /* likewise, when it has attributes worth keeping or a role */
    HTML_LINK,
    HTML_QUOTE, /* q */
    HTML_CODE,
    HTML_MEDIA,  /* what only a browser can show; its fallback or a link stands for it */
    HTML_SOURCE, /* source of a video or audio */
    HTML_DRAWING,
    HTML_MATH,
    HTML_OFFICE,        /* o:p */
    HTML_OFFICE_MARKER, /* what Word puts before an item of a list */
    HTML_STYLE,
    HTML_SCRIPT,
    HTML_BASE,
    HTML_RESOURCE /* link, which may name a style sheet */
} html_class;

enum {
    HTML_FORMATTING = 1 << 0, /* of HTML's list of active formatting elements: goes on where the
                                 element around it ends (HTML 13.2.4.3) */
    HTML_MARKER = 1 << 1,     /* such formatting stops at its end */
    HTML_TRANSPARENT_IN_HEADING = 1 << 2, /* in a heading or a term only its lines count */
    HTML_OTHERWISE = 1 << 4,              /* an element of that name, read as another */
    HTML_UNKNOWN_VOID = 1 << 3            /* has no content, which libxml2 2.9 does not know */
};

typedef struct html_element {
    char name[12];
    uint8_t class; /* html_class */
    uint8_t kind;  /* oct_kind, for the classes that become nodes */
    uint8_t role;  /* oct_role; the level of a heading */
    uint8_t flags;
} html_element;

/* The element of that name in lower case; never NULL: one of class HTML_UNKNOWN for the others. */
const html_element *html_element_named(const char *name);

#endif
