/* io/resource - fetching what a document names (images, style sheets, metadata files), under one
 * policy: only from beneath allowed folders or from data: URLs (RFC 2397), never from a network.
 * Knows base and io/image. */
#ifndef OCT_IO_RESOURCE_H
#define OCT_IO_RESOURCE_H

#include "base/map.h"
#include "io/image.h"

typedef enum oct_resource_state {
    OCT_RESOURCE_LOADED,
    OCT_RESOURCE_REMOTE, /* http:, https:, //host and every scheme but file: and data: */
    OCT_RESOURCE_MISSING,
    OCT_RESOURCE_OUTSIDE, /* beneath no allowed folder */
    OCT_RESOURCE_EMPTY,
    OCT_RESOURCE_TOO_LARGE,  /* more bytes than the limit */
    OCT_RESOURCE_UNREADABLE, /* error says why; a folder, a device and a pipe are, too */
    OCT_RESOURCE_BAD_DATA_URL,
    OCT_RESOURCE_UNKNOWN_TYPE, /* an image was asked for, and it is none that is known */
    OCT_RESOURCE_TRUNCATED,    /* an image that is cut off, or says no size */
    OCT_RESOURCE_NO_MEMORY
} oct_resource_state;

/* Lives as long as its loader. */
struct oct_resource {
    oct_slice url; /* as the document has it, white space around it cut off */
    oct_resource_state state;
    int error;            /* errno, when unreadable */
    const char *path;     /* the resolved path of a file; NULL for a data: URL */
    const char *found_as; /* the path of a file before its links were resolved, from the base folder
                             or the search folder on */
    oct_slice bytes;      /* of a data: URL; a file's are read with oct_resource_read */
    uint64_t size;        /* bytes */
    uint64_t digest;      /* of the content, not cryptographic: equal contents, equal digests */
    oct_image image;
    bool mislabelled; /* the file extension or media type names another image type */
};
typedef struct oct_resource oct_resource;

typedef struct oct_loader {
    const oct_allocator *allocator;
    oct_arena arena;
    oct_map images;     /* by base folder and url */
    const char **roots; /* resolved folders beneath which files may lie */
    size_t root_count;
    const char **search; /* folders in which relative paths are looked up, in order */
    size_t search_count;
    uint64_t max_bytes; /* of one resource */
} oct_loader;

void oct_loader_init(oct_loader *loader, const oct_allocator *allocator, uint64_t max_bytes);
void oct_loader_free(oct_loader *loader);
/* Allows a folder, and looks relative paths up in it after those allowed before. A folder that does
 * not exist is ignored. False when memory is out. */
bool oct_loader_allow(oct_loader *loader, const char *folder);
/* Allows the folder of an input file, and the working directory when the input lies beneath it. */
bool oct_loader_allow_input(oct_loader *loader, const char *input_path);

/* The image that url names in a file of the folder base (NULL: none): percent-decoded, query and
 * fragment cut off, looked up in base first, then in the search folders. Never NULL: whatever goes
 * wrong is in its state. The same folder and url give the same resource. A data: URL must live as
 * long as the loader. */
const oct_resource *oct_loader_image(oct_loader *loader, const char *base, oct_slice url);
/* Whether the name leads to anything that is there, allowed or not: such a file as oct_loader_file
 * finds, a folder, or what lies outside. */
bool oct_loader_finds(const oct_loader *loader, const char *base, oct_slice name);
/* All bytes of a resource, in the arena given; false when they cannot be read any more. */
bool oct_resource_read(const oct_resource *resource, oct_arena *arena, oct_slice *bytes);
/* Any file under the same policy (a style sheet, say), whole. */
const oct_resource *oct_loader_file(oct_loader *loader, const char *base, oct_slice path);

#endif
