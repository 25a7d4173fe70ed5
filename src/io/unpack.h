/* io/unpack - reading members of a zip package that somebody else made: by libzip, from memory, and
 * never more unpacked bytes in all than a limit. Knows base only. */
#ifndef OCT_IO_UNPACK_H
#define OCT_IO_UNPACK_H

#include "base/arena.h"

typedef struct oct_unpacker oct_unpacker;

/* Opens a package; the bytes must stay until it is freed. *status says why when it is NULL:
 * OCT_SYNTAX (no zip archive), OCT_LIBRARY (libzip cannot be loaded), OCT_NO_MEMORY. */
oct_unpacker *oct_unpacker_open(const oct_allocator *allocator, oct_slice zip, uint64_t max_bytes,
                                oct_status *status);
/* The content of a member, in the arena; the case of its name does not count (OPC, clause 6.2.2.3).
 * OCT_IO: there is none of that name; OCT_LIMIT: it is larger than what is left of the limit;
 * OCT_SYNTAX: it is damaged or encrypted. */
oct_status oct_unpacker_read(oct_unpacker *unpacker, const char *name, oct_arena *arena,
                             oct_slice *content) OCT_CHECKED;
void oct_unpacker_free(oct_unpacker *unpacker);

#endif
