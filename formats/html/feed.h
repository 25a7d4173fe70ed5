/* formats/html/feed - hands a page to the parser in pieces, with what libxml2 2.9 would stumble
 * over put right: bogus comments, content behind </html>, void elements that HTML 4 did not have,
 * text-only elements, tags without end, thousands of attributes. Knows base only. */
#ifndef OCT_HTML_FEED_H
#define OCT_HTML_FEED_H

#include "base/buffer.h"

/* Takes the next bytes: UTF-8, whole characters; false to stop. */
typedef bool html_push(void *user, const char *bytes, size_t len);

typedef struct html_feed {
    html_push *push;
    void *user;
    oct_buffer scratch; /* for pieces that are changed */
    oct_slice text;     /* well-formed UTF-8 without NUL */
    bool xhtml;         /* <![CDATA[ … ]]> is text */
    size_t from;        /* what lies before is handed over */
    size_t controls;    /* control characters replaced by U+FFFD */
    bool begun;         /* an element or a word came */
    bool stopped;
    size_t none_from[4];                /* from here on a byte does not come again; see find_byte */
    bool no_title_end, no_textarea_end; /* nor such an end tag */
    bool no_subset_end;                 /* nor "]>" */
} html_feed;

/* Hands over all of text. False when memory ran out. */
bool html_feed_all(html_feed *feed, oct_slice text, const oct_allocator *allocator);

#endif
