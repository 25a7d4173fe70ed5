/* io/out_file - see out_file.h. Knows base only. */
#include "io/out_file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* As many symbolic links in a row as Linux follows (path_resolution(7)). */
enum { MAX_LINKS = 40 };

/* Names tried beside a target before giving up: each can only be taken by another thread of this
 * process, or be left behind by a killed process of the same number. */
enum { MAX_NAMES = 1000 };

static int fail(int error) {
    errno = error;
    return -1;
}

/* ---- Where a path leads ------------------------------------------------------------------- */

static size_t folder_length(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Puts what a symbolic link says in the place of path. False with errno when it does not fit. */
static bool follow(char path[PATH_MAX], const char *link, size_t length) {
    size_t keep = link[0] == '/' ? 0 : folder_length(path);
    if (keep + length >= PATH_MAX)
        return fail(ENAMETOOLONG) == 0;
    memcpy(path + keep, link, length);
    path[keep + length] = '\0';
    return true;
}

/* For a path that leads to nothing: the last of its symbolic links says where the file will be. */
static oct_target_kind resolve_missing(char path[PATH_MAX]) {
    char link[PATH_MAX];
    for (int i = 0; i < MAX_LINKS; i++) {
        size_t length = strlen(path);
        if (length == 0 || path[length - 1] == '/')
            return fail(length ? EISDIR : ENOENT), OCT_TARGET_FAILED;
        ssize_t got = readlink(path, link, sizeof link);
        if (got < 0) /* EINVAL and ENOENT: no link; all else shows when the folder is opened */
            return OCT_TARGET_REPLACE;
        if (!follow(path, link, (size_t)got))
            return OCT_TARGET_FAILED;
    }
    return fail(ELOOP), OCT_TARGET_FAILED;
}

oct_target_kind oct_target_resolve(const char *path, char resolved[PATH_MAX]) {
    struct stat about;
    if (stat(path, &about) != 0) {
        size_t length = strlen(path);
        if (errno != ENOENT || length >= PATH_MAX)
            return OCT_TARGET_FAILED;
        memcpy(resolved, path, length + 1);
        return resolve_missing(resolved);
    }
    if (S_ISDIR(about.st_mode))
        return fail(EISDIR), OCT_TARGET_FAILED;
    if (!S_ISREG(about.st_mode))
        return OCT_TARGET_STREAM;
    /* Renaming would get round the protection of a read-only file. */
    if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
        return OCT_TARGET_FAILED;
    if (!realpath(path, resolved)) {
        /* A file without a path, such as /dev/stdout sent to one that was deleted. */
        return errno == ENOENT ? OCT_TARGET_STREAM : OCT_TARGET_FAILED;
    }
    return OCT_TARGET_REPLACE;
}

int oct_target_open_own(const char *path) {
    int64_t number = -1;
    if (strcmp(path, "/dev/stdout") == 0)
        number = STDOUT_FILENO;
    else if (strcmp(path, "/dev/stderr") == 0)
        number = STDERR_FILENO;
    else if (strncmp(path, "/dev/fd/", 8) == 0 && oct_is_digit(path[8]))
        oct_slice_to_int(oct_slice_of(path + 8), &number);
    if (number < 0 || number > INT_MAX)
        return fail(0);
    return fcntl((int)number, F_DUPFD_CLOEXEC, 0);
}

/* ---- The nameless file -------------------------------------------------------------------- */

/* The folder of a path, as something to open. False with errno when it does not fit. */
static bool folder_of(const char *path, char folder[PATH_MAX]) {
    size_t length = folder_length(path);
    if (length + 1 >= PATH_MAX)
        return fail(ENAMETOOLONG) == 0;
    memcpy(folder, path, length);
    memcpy(folder + length, ".", 2);
    return true;
}

static void proc_path(char path[64], int descriptor) {
    snprintf(path, 64, "/proc/self/fd/%d", descriptor);
}

int oct_target_open_nameless(const char *target) {
    char folder[PATH_MAX], proc[64];
    if (!folder_of(target, folder))
        return -1;
    int descriptor = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        bool unsupported = errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL ||
                           errno == ENOSYS || errno == EPERM;
        if (!unsupported || faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0)
            return -1;
        return fail(0);
    }
    proc_path(proc, descriptor);
    if (access(proc, F_OK) != 0) { /* it could never be given a name */
        close(descriptor);
        return fail(0);
    }
    return descriptor;
}

/* ---- Putting it in place ------------------------------------------------------------------ */

static bool temporary_name(const char *target, int number, char name[PATH_MAX]) {
    size_t length = folder_length(target);
    if (length >= PATH_MAX)
        return fail(ENAMETOOLONG) == 0;
    memcpy(name, target, length);
    int more = snprintf(name + length, PATH_MAX - length, ".octavo-%ld-%d", (long)getpid(), number);
    if (more < 0 || (size_t)more >= PATH_MAX - length)
        return fail(ENAMETOOLONG) == 0;
    return true;
}

/* Gives the nameless file a name beside target. */
static int link_beside(const char *target, int descriptor, char name[PATH_MAX]) {
    char proc[64];
    proc_path(proc, descriptor);
    for (int i = 0; i < MAX_NAMES; i++) {
        if (!temporary_name(target, i, name))
            return -1;
        if (linkat(AT_FDCWD, proc, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0)
            return 0;
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

/* A new file with a name beside target; its descriptor. */
static int create_beside(const char *target, char name[PATH_MAX]) {
    for (int i = 0; i < MAX_NAMES; i++) {
        if (!temporary_name(target, i, name))
            return -1;
        int descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0 || errno != EEXIST)
            return descriptor;
    }
    return -1;
}

/* The new file gets the permissions, and as far as we may the owner, of the one it replaces. */
static int keep_permissions(const char *target, int descriptor) {
    struct stat old, new;
    if (stat(target, &old) != 0)
        return errno == ENOENT ? 0 : errno;
    if (fstat(descriptor, &new) != 0)
        return errno;
    mode_t mode = old.st_mode & 0777;
    if (old.st_uid != new.st_uid || old.st_gid != new.st_gid) {
        /* Where the group cannot be kept, its rights are not given to another. */
        if (fchown(descriptor, old.st_uid, old.st_gid) != 0 &&
            fchown(descriptor, (uid_t)-1, old.st_gid) != 0)
            mode &= 0707;
    }
    /* Some file systems know no permissions: then there are none to keep. */
    return fchmod(descriptor, mode) == 0 || errno == EPERM || errno == EOPNOTSUPP ? 0 : errno;
}

static int rename_over(const char *name, const char *target, int error) {
    if (!error && rename(name, target) != 0)
        error = errno;
    if (error)
        unlink(name);
    return error;
}

static int replace_linked(const char *target, int descriptor) {
    char name[PATH_MAX];
    int error = keep_permissions(target, descriptor);
    if (error)
        return error;
    if (link_beside(target, descriptor, name) != 0)
        return errno;
    return rename_over(name, target, 0);
}

static int replace_created(const char *target, oct_slice bytes) {
    char name[PATH_MAX];
    int descriptor = create_beside(target, name);
    if (descriptor < 0)
        return errno;
    int error = oct_write_all(descriptor, bytes.ptr, bytes.len);
    if (!error)
        error = keep_permissions(target, descriptor);
    if (close(descriptor) != 0 && !error)
        error = errno;
    return rename_over(name, target, error);
}

int oct_target_replace(const char *target, int descriptor, oct_slice bytes) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    int error =
        descriptor >= 0 ? replace_linked(target, descriptor) : replace_created(target, bytes);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error;
}

/* ---- Writing ------------------------------------------------------------------------------ */

/* Whether a failed write is to be tried again: after a signal, or when a descriptor that does not
 * block can take more. */
static bool try_again(int descriptor) {
    if (errno == EAGAIN)
        return poll(&(struct pollfd){.fd = descriptor, .events = POLLOUT}, 1, -1) >= 0 ||
               errno == EINTR;
    return errno == EINTR;
}

int oct_write_all(int descriptor, const char *bytes, size_t len) {
    while (len > 0) {
        ssize_t done = write(descriptor, bytes, len);
        if (done < 0) {
            if (!try_again(descriptor))
                return errno;
            continue;
        }
        bytes += done;
        len -= (size_t)done;
    }
    return 0;
}

int oct_write_all_at(int descriptor, const char *bytes, size_t len, uint64_t offset) {
    while (len > 0) {
        ssize_t done = pwrite(descriptor, bytes, len, (off_t)offset);
        if (done < 0) {
            if (!try_again(descriptor))
                return errno;
            continue;
        }
        bytes += done;
        len -= (size_t)done;
        offset += (size_t)done;
    }
    return 0;
}
