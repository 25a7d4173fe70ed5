/* formats/html/drawing - an inline drawing while it is read: what it looks like, as a file of SVG
 * of its own, and what it says. See state.h. */
#ifndef OCT_HTML_DRAWING_H
#define OCT_HTML_DRAWING_H

#include "base/buffer.h"

typedef struct html_drawing {
    oct_buffer xml;        /* the file so far */
    oct_buffer open;       /* const char *: the names of its open elements */
    oct_buffer words;      /* the text that it shows */
    oct_buffer inner;      /* titles and descriptions of its parts */
    oct_buffer foreign;    /* the text of a foreignObject, with its lines */
    oct_slice id;          /* in the page */
    uint32_t text_level;   /* of an open element that shows text; 0: none */
    uint32_t unseen_level; /* of one that is only there to be used */
    uint32_t foreign_level;
    uint32_t switch_level; /* of the switch that such text waits in for a better one */
    int64_t foreign_width; /* pixels; 0 when not said */
    bool in_tag;           /* a start tag is not closed yet */
    bool in_inner;         /* text goes to inner */
    bool draws;            /* anything is shown but what a use element names */
    bool decorative;       /* the page says so */
    bool sized;            /* width and height are numbers */
    uint32_t line;         /* where it begins */
} html_drawing;

/* The names with their capitals. */
const char *html_drawing_element(const char *small);
const char *html_drawing_attribute(const char *small);

#endif
