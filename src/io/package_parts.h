/* io/package_parts - what the collecting of members and the writing of the archive share. For the
 * files of package.h only. */
#ifndef OCT_IO_PACKAGE_PARTS_H
#define OCT_IO_PACKAGE_PARTS_H

#include "io/package.h"

typedef struct oct_package_member {
    const char *name;
    char *bytes; /* as stored; NULL for a file */
    size_t capacity;
    const char *path; /* of a file; else NULL */
    uint64_t size;    /* unpacked */
    uint64_t stored;  /* as stored */
    uint32_t crc;     /* when deflated */
    bool deflated;
    /* while the archive is written: */
    struct oct_archive *archive;
    uint64_t place;  /* of its first byte in the archive, its header not counted */
    uint64_t offset; /* read so far */
    int descriptor;
} oct_package_member;

enum { OCT_PACKAGE_LEVEL = 6 };

struct oct_package {
    const oct_allocator *allocator;
    oct_out *out;
    oct_arena names;
    oct_package_member *members;
    size_t count, capacity;
    struct libdeflate_compressor *compressor;
    unsigned threads;                    /* that may compress; 0: as many as there are processors */
    uint64_t deflated;                   /* unpacked bytes of members to be deflated */
    struct oct_compressing *compressing; /* in threads; NULL until there is much to do */
    char date[4];                        /* MS-DOS time and date, little-endian */
    oct_status status;
    const char *bad_file;
};

static inline void oct_package_fail(oct_package *package, oct_status status) {
    if (package->status == OCT_OK)
        package->status = status;
}
/* Makes the package fail as its out has, if it has. */
static inline void oct_package_fail_with_out(oct_package *package) {
    if (package->out->status != OCT_OK)
        oct_package_fail(package, package->out->status);
    else if (package->out->buffer.failed)
        oct_package_fail(package, OCT_NO_MEMORY);
}

/* Gives back what the worst case needed and this member did not. */
void oct_package_shrink_bytes(oct_package *package, oct_package_member *member, size_t capacity);

/* package_compress.c: whether a further member of that size is to be deflated in another thread;
 * counts it. package->compressor must exist. */
bool oct_package_compresses_aside(oct_package *package, size_t len);
/* Has the last member's bytes deflated, of which a copy is made. */
void oct_package_compress_aside(oct_package *package, oct_slice bytes);
/* All members have their bytes then. */
void oct_package_finish_compressing(oct_package *package);
/* Ends the threads, and frees what was not finished. */
void oct_package_stop_compressing(oct_package *package);

/* Writes all members and the central directory into the out. */
void oct_package_write_archive(oct_package *package);

#endif
