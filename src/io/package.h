/* io/package - zip packages (EPUB, OPC): libzip for the container, libdeflate for the members. The
 * same members give the same bytes everywhere: one date for all, no extra fields, fixed attributes,
 * the order in which they were added. Knows base and io/out. */
#ifndef OCT_IO_PACKAGE_H
#define OCT_IO_PACKAGE_H

#include "io/out.h"

typedef struct oct_package oct_package;

typedef enum oct_package_method {
    OCT_PACKAGE_STORE,  /* as it is: mimetype, media that are compressed already */
    OCT_PACKAGE_DEFLATE /* level 6 */
} oct_package_method;

/* Loads what writing packages needs, which is otherwise done when the first one is closed. */
void oct_package_preload(void);

/* A new package that oct_package_close writes into out. The date of all members is seconds since
 * 1970, in UTC, held to what DOS dates can say (1980 to 2107). NULL when memory is out. */
oct_package *oct_package_new(const oct_allocator *allocator, oct_out *out, int64_t date);

/* How many threads may compress, the caller's own among them; 0, the preset: as many as the process
 * has processors, but 8 at most. Others than the caller's are begun when there is more than half a
 * megabyte to compress. The bytes of the package are the same. Before the first member. */
void oct_package_set_threads(oct_package *package, unsigned threads);
/* Adds a member; name is a path with '/' and is copied. Bytes are compressed at once, or copied for
 * a thread that does it, and need not stay. Sticky: after a failure nothing is added. */
void oct_package_add(oct_package *package, const char *name, oct_slice bytes,
                     oct_package_method method);
/* Adds a file, stored, read while the package is closed, so that it is never held in memory whole.
 * path must be resolved (as that of a resource is): a symbolic link is not followed. size is what
 * the file must have then: a file that changed is a failure (OCT_IO). */
void oct_package_add_file(oct_package *package, const char *name, const char *path, uint64_t size);
bool oct_package_failed(const oct_package *package);
/* Writes the package into out (which is not finished) and says how it went. */
oct_status oct_package_close(oct_package *package) OCT_CHECKED;
/* After OCT_IO: the path of the added file that could not be read; NULL when it is the out that
 * failed. */
const char *oct_package_bad_file(const oct_package *package);
void oct_package_free(oct_package *package);

/* The bytes deflated (raw DEFLATE) into out; false when memory is out. */
bool oct_deflate(oct_slice bytes, int level, oct_buffer *out);

#endif
