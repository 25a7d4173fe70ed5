/* io/source - all bytes of an input: a file or standard input. Knows base only. */
#ifndef OCT_IO_SOURCE_H
#define OCT_IO_SOURCE_H

#include "base/arena.h"

typedef struct oct_source {
    char *bytes;       /* the caller's to free with the allocator and capacity; NULL when empty */
    size_t len;        /* bytes read */
    size_t capacity;   /* bytes allocated */
    oct_status status; /* OCT_OK, OCT_IO, OCT_NO_MEMORY, or OCT_LIMIT (more than max_bytes) */
    int error;         /* errno when status is OCT_IO; EISDIR for a folder */
} oct_source;

/* Reads all of a file, a pipe or a device, or of standard input for "-". A device without an end
 * reaches max_bytes; of what is longer, nothing is kept. */
oct_source oct_source_read(const char *path, size_t max_bytes, const oct_allocator *allocator);

/* What a path leads to, links followed. */
bool oct_source_is_folder(const char *path);
bool oct_source_is_file(const char *path);

/* Why a file cannot be read, by errno, as the end of a sentence: "it is a folder". */
const char *oct_source_reason(int error);

#endif
