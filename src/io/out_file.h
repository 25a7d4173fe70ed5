/* io/out_file - the file system's side of an out: finding the real target, a nameless file beside
 * it, and putting that in its place. Knows base only. */
#ifndef OCT_IO_OUT_FILE_H
#define OCT_IO_OUT_FILE_H

#include "base/slice.h"

#include <limits.h>

typedef enum oct_target_kind {
    OCT_TARGET_REPLACE, /* a regular file, or nothing yet */
    OCT_TARGET_STREAM,  /* a device, a pipe: open it and write */
    OCT_TARGET_FAILED   /* errno says why */
} oct_target_kind;

/* Follows symbolic links to the place that a path stands for, which need not exist yet. */
oct_target_kind oct_target_resolve(const char *path, char resolved[PATH_MAX]);

/* A new descriptor for what /dev/stdout, /dev/stderr and /dev/fd/N stand for: the stream as it is,
 * with its place and its append mode. -1 with errno 0 for any other path; -1 with errno on
 * failure. */
int oct_target_open_own(const char *path);

/* A file without a name in the folder of target. -1 with errno 0 where the file system (or a
 * missing /proc) does not allow it though the folder can be written to; -1 with errno on failure.
 */
int oct_target_open_nameless(const char *target);

/* Puts the nameless file in the place of target, or, when descriptor is -1, a new one with these
 * bytes. Signals of this thread are blocked meanwhile. Does not close descriptor. 0 or errno. */
int oct_target_replace(const char *target, int descriptor, oct_slice bytes);

/* write and pwrite of everything, through interruptions; 0 or errno. */
int oct_write_all(int descriptor, const char *bytes, size_t len);
int oct_write_all_at(int descriptor, const char *bytes, size_t len, uint64_t offset);

#endif
