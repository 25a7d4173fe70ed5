/* io/resource_parts - what the loader is made of: names, files beneath allowed folders, data: URLs.
 * For the files of resource.h only. */
#ifndef OCT_IO_RESOURCE_PARTS_H
#define OCT_IO_RESOURCE_PARTS_H

#include "io/resource.h"

#include <limits.h>

/* Cuts one byte off the front, %XX decoded; a '%' without two digits stands for itself. False at
 * the end. */
bool oct_percent_next(oct_slice *rest, char *byte);

typedef enum oct_url_class {
    OCT_URL_LOCAL,    /* a path, relative or absolute, as it is or percent-encoded */
    OCT_URL_FILE,     /* a file: URL; what follows the host is the path */
    OCT_URL_DATA,     /* a data: URL; what follows the colon */
    OCT_URL_ELSEWHERE /* any other scheme, or another host */
} oct_url_class;

/* What kind of name it is; *rest becomes the part that is named. */
oct_url_class oct_url_classify(oct_slice url, oct_slice *rest);

/* A file that was found and opened, or why not. */
typedef struct oct_found_file {
    oct_resource_state state; /* loaded: found and opened */
    int error;                /* errno when unreadable */
    int descriptor;           /* the caller's to close; -1 when not found */
    uint64_t size;
    bool only_look;      /* set before: nothing is resolved, judged or opened */
    char path[PATH_MAX]; /* resolved */
    char name[PATH_MAX]; /* not resolved */
} oct_found_file;

/* Looks for a name in base (NULL: none), then in the search folders, and opens it if it is a
 * regular file beneath a root. */
void oct_found_file_look(oct_found_file *found, const oct_loader *loader, const char *base,
                         oct_slice name);
/* Opens a resolved path; false with errno when it is not (any more) a regular file. */
bool oct_regular_file_open(const char *path, int *descriptor, uint64_t *size);
/* Reads that many bytes unless the file ends before, which is EIO. 0 or errno. */
int oct_read_exactly(int descriptor, char *bytes, size_t len);

/* Decodes what follows "data:" into bytes that lie in the arena. Loaded, broken, or no memory. */
oct_resource_state oct_data_url_decode(oct_slice rest, oct_arena *arena, oct_slice *media_type,
                                       oct_slice *bytes);

#endif
