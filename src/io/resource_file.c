/* io/resource_file - the policy: a name leads to a file only when the file, all symbolic links
 * resolved, is a regular one beneath an allowed folder. Knows base only. */
#include "io/resource_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether a resolved path lies beneath a resolved folder: at the boundary of a component, so that
 * /home/me2 does not lie beneath /home/me. */
static bool lies_beneath(const char *path, const char *folder) {
    size_t length = strlen(folder);
    if (strcmp(folder, "/") == 0)
        return path[0] == '/';
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}

static bool is_allowed(const oct_loader *loader, const char *path) {
    for (size_t i = 0; i < loader->root_count; i++) {
        if (lies_beneath(path, loader->roots[i]))
            return true;
    }
    return false;
}

bool oct_regular_file_open(const char *path, int *descriptor, uint64_t *size) {
    struct stat about;
    /* Not blocking, so that a pipe without a writer does not hold us up; never a controlling
     * terminal; and the last component is resolved already. */
    *descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (*descriptor < 0)
        return false;
    int error = fstat(*descriptor, &about) != 0 ? errno
                : S_ISDIR(about.st_mode)        ? EISDIR
                : S_ISREG(about.st_mode)        ? 0
                                                : ENXIO;
    if (error) {
        close(*descriptor);
        *descriptor = -1;
        errno = error;
        return false;
    }
    *size = (uint64_t)about.st_size;
    return true;
}

int oct_read_exactly(int descriptor, char *bytes, size_t len) {
    while (len > 0) {
        ssize_t got = read(descriptor, bytes, len);
        if (got == 0)
            return EIO;
        if (got < 0 && errno != EINTR)
            return errno;
        if (got > 0) {
            bytes += got;
            len -= (size_t)got;
        }
    }
    return 0;
}

/* The first reason that says more than "not there" is the one to tell. */
static void note_failure(oct_found_file *found, oct_resource_state state, int error) {
    if (found->state != OCT_RESOURCE_MISSING)
        return;
    found->state = state;
    found->error = error;
}

static bool is_absence(int error) {
    return error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG;
}

/* One candidate; true when it is found and opened. */
static bool try_path(oct_found_file *found, const oct_loader *loader, const char *candidate) {
    if (found->only_look) {
        found->state = access(candidate, F_OK) == 0 ? OCT_RESOURCE_LOADED : OCT_RESOURCE_MISSING;
        return found->state == OCT_RESOURCE_LOADED;
    }
    if (!realpath(candidate, found->path)) {
        if (!is_absence(errno))
            note_failure(found, OCT_RESOURCE_UNREADABLE, errno);
        return false;
    }
    if (!is_allowed(loader, found->path)) {
        note_failure(found, OCT_RESOURCE_OUTSIDE, 0);
        return false;
    }
    if (!oct_regular_file_open(found->path, &found->descriptor, &found->size)) {
        note_failure(found, OCT_RESOURCE_UNREADABLE, errno);
        return false;
    }
    found->state = OCT_RESOURCE_LOADED;
    memcpy(found->name, candidate, strlen(candidate) + 1);
    return true;
}

/* Writes folder/name, percent-decoded or not, as a string. False when it does not fit a path or
 * holds a NUL. */
static bool join(char path[PATH_MAX], const char *folder, oct_slice name, bool decode) {
    size_t length = folder ? strlen(folder) : 0;
    if (length + 2 > PATH_MAX)
        return false;
    if (length > 0) {
        memcpy(path, folder, length);
        path[length++] = '/';
    }
    char byte;
    while (name.len > 0) {
        if (decode) {
            oct_percent_next(&name, &byte);
        } else {
            byte = name.ptr[0];
            name = oct_slice_from(name, 1);
        }
        if (byte == '\0' || length + 1 >= PATH_MAX)
            return false;
        path[length++] = byte;
    }
    path[length] = '\0';
    return true;
}

/* In one folder: the name decoded, as it is written, and both again without query and fragment. */
static bool try_folder(oct_found_file *found, const oct_loader *loader, const char *folder,
                       oct_slice name) {
    char candidate[PATH_MAX];
    size_t cut = oct_slice_find_byte(name, '?'), fragment = oct_slice_find_byte(name, '#');
    const oct_slice bare = oct_slice_head(name, cut < fragment ? cut : fragment);
    const bool encoded = oct_slice_find_byte(name, '%') < name.len;
    const oct_slice forms[] = {name, bare};
    for (size_t i = 0; i < (bare.len < name.len ? 2 : 1); i++) {
        if (forms[i].len == 0)
            continue;
        if (encoded && join(candidate, folder, forms[i], true) &&
            try_path(found, loader, candidate))
            return true;
        if (join(candidate, folder, forms[i], false) && try_path(found, loader, candidate))
            return true;
    }
    return false;
}

void oct_found_file_look(oct_found_file *found, const oct_loader *loader, const char *base,
                         oct_slice name) {
    found->state = OCT_RESOURCE_MISSING;
    found->error = 0;
    found->descriptor = -1;
    if (name.len == 0 || memchr(name.ptr, '\0', name.len))
        return;
    char first = name.ptr[0];
    oct_slice start = name;
    oct_percent_next(&start, &first);
    if (first == '/') { /* absolute, also as %2F: no folder goes before it */
        try_folder(found, loader, NULL, name);
        return;
    }
    if (base && try_folder(found, loader, base, name))
        return;
    for (size_t i = 0; i < loader->search_count; i++) {
        if (try_folder(found, loader, loader->search[i], name))
            return;
    }
}
