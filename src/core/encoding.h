/* core/encoding - text from outside, made clean UTF-8. */
#ifndef OCT_CORE_ENCODING_H
#define OCT_CORE_ENCODING_H

#include "base/buffer.h"
#include "core/context.h"

/* Makes an input's bytes clean UTF-8 without BOM and NUL: UTF-16 with a BOM is decoded, and what is
 * not valid is replaced, and reported with its first place. Where anything had to be changed, the
 * new bytes are in mended, which is empty before; false when memory is out. */
bool oct_encoding_clean(oct_context *context, const char *name, oct_slice *text,
                        oct_buffer *mended);

/* The same for a short value, such as a metadata field, which is not UTF-16 and stands at place. A
 * copy is made in the arena only if something was replaced; false when memory is out. */
bool oct_encoding_clean_value(oct_context *context, oct_arena *arena, oct_place place,
                              oct_slice *value);

#endif
