/* io/source - reads an input whole: one buffer, sized by what the file says of itself. Knows base
 * only. */
#include "io/source.h"

#include "base/size.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

/* For a pipe or a terminal, which do not say how much there is. */
enum { FIRST_CAPACITY = 64 * 1024 };

static void fail(oct_source *source, oct_status status, int error) {
    if (source->status != OCT_OK)
        return;
    source->status = status;
    source->error = error;
}

static bool grow(oct_source *source, size_t capacity, const oct_allocator *allocator) {
    char *bytes = oct_reallocate(allocator, source->bytes, source->capacity, capacity);
    if (!bytes) {
        fail(source, OCT_NO_MEMORY, 0);
        return false;
    }
    source->bytes = bytes;
    source->capacity = capacity;
    return true;
}

static void trim(oct_source *source, const oct_allocator *allocator) {
    if (source->status == OCT_OK && source->len > 0)
        return;
    oct_deallocate(allocator, source->bytes, source->capacity);
    source->bytes = NULL;
    source->len = source->capacity = 0;
}

/* The bytes to allocate first: one more than the file has, so that the read which meets the end
 * needs no growing. 0, and the source has failed, when it cannot be read at all. */
static size_t first_capacity(oct_source *source, int descriptor, size_t max_bytes) {
    struct stat about;
    if (fstat(descriptor, &about) != 0) {
        fail(source, OCT_IO, errno);
        return 0;
    }
    if (S_ISDIR(about.st_mode)) {
        fail(source, OCT_IO, EISDIR);
        return 0;
    }
    if (!S_ISREG(about.st_mode) || about.st_size <= 0)
        return FIRST_CAPACITY;
    if ((uint64_t)about.st_size > max_bytes) {
        fail(source, OCT_LIMIT, 0);
        return 0;
    }
    return (size_t)about.st_size + 1;
}

/* As read, but waits where the descriptor is one that does not block, and goes on after a
 * signal. */
static ssize_t read_some(int descriptor, char *bytes, size_t size) {
    for (;;) {
        ssize_t got = read(descriptor, bytes, size);
        if (got >= 0)
            return got;
        if (errno == EAGAIN)
            poll(&(struct pollfd){.fd = descriptor, .events = POLLIN}, 1, -1);
        else if (errno != EINTR)
            return got;
    }
}

static void read_all(oct_source *source, int descriptor, size_t max_bytes,
                     const oct_allocator *allocator) {
    size_t capacity = first_capacity(source, descriptor, max_bytes);
    if (capacity == 0 || !grow(source, capacity, allocator))
        return;
    oct_memory_expect(source->bytes, source->capacity);
    for (;;) {
        ssize_t got =
            read_some(descriptor, source->bytes + source->len, source->capacity - source->len);
        if (got < 0)
            fail(source, OCT_IO, errno);
        if (got <= 0)
            return;
        source->len += (size_t)got;
        if (source->len > max_bytes) {
            fail(source, OCT_LIMIT, 0);
            return;
        }
        if (source->len < source->capacity)
            continue;
        if (!oct_size_multiply(source->capacity, 2, &capacity))
            fail(source, OCT_NO_MEMORY, 0);
        if (source->status != OCT_OK || !grow(source, capacity, allocator))
            return;
    }
}

const char *oct_source_reason(int error) {
    return error == EISDIR  ? "it is a folder"
           : error == ENXIO ? "it is a device or a pipe"
                            : strerror(error);
}

oct_source oct_source_read(const char *path, size_t max_bytes, const oct_allocator *allocator) {
    oct_source source = {.status = OCT_OK};
    bool standard = strcmp(path, "-") == 0;
    int descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0) {
        fail(&source, OCT_IO, errno);
        return source;
    }
    read_all(&source, descriptor, max_bytes, allocator);
    if (!standard)
        close(descriptor);
    trim(&source, allocator);
    return source;
}

bool oct_source_is_folder(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool oct_source_is_file(const char *path) {
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}
