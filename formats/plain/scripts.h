/* plain/scripts - superscripts and subscripts in Unicode's own characters. */
#ifndef OCT_PLAIN_SCRIPTS_H
#define OCT_PLAIN_SCRIPTS_H

#include "ast/node.h"
#include "formats/plain/fill.h"

/* Whether all text of a superscript or subscript has such characters. */
bool oct_script_fits(const oct_node *script);
/* Writes that text in them. */
void oct_script_write(const oct_node *script, oct_fill *fill);
/* The same for a text alone. */
bool oct_script_text_fits(oct_slice text, bool raised);
void oct_script_put(oct_buffer *out, oct_slice text, bool raised);

#endif
