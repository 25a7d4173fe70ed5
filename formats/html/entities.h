/* formats/html/entities - the named character references of HTML, of which libxml2 2.9 knows only
 * those of HTML 4. Knows base only. */
#ifndef OCT_HTML_ENTITIES_H
#define OCT_HTML_ENTITIES_H

#include "base/slice.h"

/* The text of the reference whose name (with its semicolon, if it has one) begins name, the longest
 * one that does: *used is set to its length in bytes. Empty when there is none. */
oct_slice html_entity(oct_slice name, size_t *used);

#endif
