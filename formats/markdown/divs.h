/* formats/markdown/divs - fenced divs, ":::", as an extension of cmark. */
#ifndef OCT_MARKDOWN_DIVS_H
#define OCT_MARKDOWN_DIVS_H

#include "formats/markdown/syntax.h"

/* What the node of a div has in as.opaque. */
typedef struct oct_md_div {
    cmark_chunk attributes; /* a list of attributes, or the name of a class; marked */
    bool closing;           /* private: while the fence that closes it is read */
    bool closed;            /* a fence closed it */
} oct_md_div;

/* Whether a line, from its first character on, is a fence. Its attributes are empty when it closes
 * a div; else it opens one. */
bool oct_md_div_fence(oct_slice line, oct_slice *attributes);

#endif
