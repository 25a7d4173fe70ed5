/* Preloaded into the command: makes calls that reach the disk fail. The environment says which:
 *
 *     FAIL_AT=N       call number N, and with FAIL_ON=1 all after it
 *     FULL_AFTER=N    writes, once N bytes were written: the one that crosses N is cut short
 *     FAIL_WITH=E     the number of the error
 *     NAMED_ONLY=1    making a file without a name, as on file systems that know none
 *     COUNT_TO=FILE   nothing; FILE gets the number of calls and of bytes written
 *
 * Each process of a batch counts for itself. Standard error, which tells of the failure, is spared:
 * stdio's writes do not come by here, and calls with its descriptor are passed on. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static long calls, written;
static int unsaved; /* whether something was written since a close */

static long setting(const char *name, long otherwise) {
    const char *text = getenv(name);
    return text ? atol(text) : otherwise;
}

/* Whether this call is one to fail; errno says why then. */
static int fails(void) {
    long at = setting("FAIL_AT", 0);
    calls++;
    errno = (int)setting("FAIL_WITH", ENOSPC);
    return at > 0 && (calls == at || (calls > at && setting("FAIL_ON", 0)));
}

/* How much of a write there is room for; -1: the disk is full. */
static ssize_t room_for(size_t size) {
    long full = setting("FULL_AFTER", -1);
    if (full < 0 || written + (long)size <= full)
        return (ssize_t)size;
    errno = ENOSPC;
    return written < full ? (ssize_t)(full - written) : -1;
}

/* ---- The calls ---------------------------------------------------------------------------- */

/* POSIX has dlsym give functions, which ISO C does not know. */
#define NEXT(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

ssize_t write(int descriptor, const void *bytes, size_t size) {
    if (descriptor == STDERR_FILENO)
        return NEXT(write)(descriptor, bytes, size);
    ssize_t room = fails() ? -1 : room_for(size);
    ssize_t done = room < 0 ? -1 : NEXT(write)(descriptor, bytes, (size_t)room);
    written += done > 0 ? done : 0;
    unsaved = 1;
    return done;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t offset) {
    unsaved = 1;
    return fails() ? -1 : NEXT(pwrite64)(descriptor, bytes, size, offset);
}

/* Opening for reading is no business of a disk that is full. */
int open64(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if ((flags & __O_TMPFILE) && setting("NAMED_ONLY", 0)) {
        errno = EOPNOTSUPP;
        return -1;
    }
    if ((flags & O_ACCMODE) != O_RDONLY && fails())
        return -1;
    return NEXT(open64)(path, flags, mode);
}

/* Where writes are only noted at first, it is the next close that tells that they failed, and what
 * was written is lost then; the descriptor is closed nevertheless (close(2)). */
int close(int descriptor) {
    int failed = fails(), error = errno;
    int writable = (fcntl(descriptor, F_GETFL) & O_ACCMODE) != O_RDONLY;
    if (failed && writable && unsaved && ftruncate(descriptor, 0) != 0)
        unsaved = 0; /* a pipe loses nothing */
    unsaved &= !writable;
    int result = NEXT(close)(descriptor);
    if (failed)
        errno = error;
    return failed ? -1 : result;
}

int dup(int descriptor) {
    return fails() ? -1 : NEXT(dup)(descriptor);
}

int fsync(int descriptor) {
    return fails() ? -1 : NEXT(fsync)(descriptor);
}

int fchmod(int descriptor, mode_t mode) {
    return fails() ? -1 : NEXT(fchmod)(descriptor, mode);
}

int rename(const char *from, const char *to) {
    return fails() ? -1 : NEXT(rename)(from, to);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    return fails() ? -1 : NEXT(linkat)(from_folder, from, to_folder, to, flags);
}

int mkdir(const char *path, mode_t mode) {
    return fails() ? -1 : NEXT(mkdir)(path, mode);
}

__attribute__((destructor)) static void tell(void) {
    const char *path = getenv("COUNT_TO");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file)
        return;
    fprintf(file, "%ld %ld\n", calls, written);
    fclose(file);
}
