/* core/metadata_read - metadata in YAML (libyaml) and JSON (jansson). */
#ifndef OCT_CORE_METADATA_READ_H
#define OCT_CORE_METADATA_READ_H

#include "core/context.h"

/* Each adds what the text says to document->metadata; slices are copied into its arena. first_line
 * is the line of the text's first byte. A text that does not parse, that is no mapping, uses
 * aliases, or nests deeper than OCT_META_DEPTH is OCT_SYNTAX, reported with its place. */
oct_status oct_yaml_read(oct_context *context, oct_document *document, oct_slice text,
                         const char *name, uint32_t first_line);
oct_status oct_json_read(oct_context *context, oct_document *document, oct_slice text,
                         const char *name);

/* A text of JSON as a value in the arena; NULL, and nothing is said, when it does not parse, nests
 * deeper than OCT_META_DEPTH, or memory is out. */
oct_meta *oct_json_value(oct_arena *arena, oct_slice text);

#endif
