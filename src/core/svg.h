/* core/svg - SVG images as a book or a Word document may hold them. Knows base only. */
#ifndef OCT_CORE_SVG_H
#define OCT_CORE_SVG_H

#include "base/buffer.h"

/* Appends a copy of an SVG image without scripts, links to other files, and document type; false
 * when it is not well-formed XML in UTF-8, or memory is out (out->failed). */
bool oct_svg_clean(oct_slice svg, oct_buffer *out);

#endif
