/* io/out - the sink of all writers: a buffer before memory, a file or a stream. Knows base only. */
#include "io/out.h"

#include "base/size.h"
#include "io/out_file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* The first failure stays. What is buffered is let go: nobody will see it. */
static void fail(oct_out *out, oct_status status, int error) {
    if (out->status == OCT_OK) {
        out->status = status;
        out->error = error;
    }
    out->buffer.len = 0;
}

static oct_out *make(const oct_allocator *allocator, oct_out_target target, int descriptor) {
    oct_out *out = oct_allocate(allocator, sizeof *out);
    if (!out)
        return NULL;
    *out = (oct_out){.target = target, .descriptor = descriptor};
    oct_buffer_init(&out->buffer, allocator);
    return out;
}

oct_out *oct_out_memory(const oct_allocator *allocator) {
    return make(allocator, OCT_OUT_MEMORY, -1);
}

oct_out *oct_out_stream(const oct_allocator *allocator, int descriptor) {
    return make(allocator, OCT_OUT_STREAM, descriptor);
}

static bool keep_path(oct_out *out, const char *path) {
    size_t size = strlen(path) + 1;
    out->path = oct_allocate(out->buffer.allocator, size);
    if (!out->path)
        return false;
    memcpy(out->path, path, size);
    out->path_size = size;
    return true;
}

static void open_nameless(oct_out *out) {
    out->descriptor = oct_target_open_nameless(out->path);
    if (out->descriptor < 0 && errno != 0)
        fail(out, OCT_IO, errno);
}

static void open_stream(oct_out *out) {
    out->target = OCT_OUT_STREAM;
    out->descriptor = open(out->path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    if (out->descriptor < 0)
        fail(out, OCT_IO, errno);
}

static void open_target(oct_out *out, oct_target_kind kind) {
    if (kind == OCT_TARGET_REPLACE)
        open_nameless(out);
    else
        open_stream(out);
}

/* True when path is one of our own descriptors; then the out is ready, or has failed. */
static bool open_own(oct_out *out, const char *path) {
    out->descriptor = oct_target_open_own(path);
    if (out->descriptor < 0 && errno == 0)
        return false;
    if (out->descriptor < 0)
        fail(out, OCT_IO, errno);
    out->target = OCT_OUT_STREAM;
    return true;
}

oct_out *oct_out_file(const oct_allocator *allocator, const char *path) {
    char resolved[PATH_MAX];
    oct_out *out = make(allocator, OCT_OUT_FILE, -1);
    if (!out)
        return NULL;
    bool own = open_own(out, path);
    oct_target_kind kind = own ? OCT_TARGET_STREAM : oct_target_resolve(path, resolved);
    if (kind == OCT_TARGET_FAILED)
        fail(out, OCT_IO, errno);
    if (out->status != OCT_OK)
        return out;
    if (!keep_path(out, kind == OCT_TARGET_REPLACE ? resolved : path)) {
        if (own)
            close(out->descriptor);
        oct_out_free(out);
        return NULL;
    }
    if (!own)
        open_target(out, kind);
    return out;
}

static void flush(oct_out *out) {
    if (out->status != OCT_OK)
        return;
    int error = oct_write_all(out->descriptor, out->buffer.ptr, out->buffer.len);
    if (error) {
        fail(out, OCT_IO, error);
        return;
    }
    out->flushed += out->buffer.len;
    out->buffer.len = 0;
}

void oct_out_flush_full(oct_out *out) {
    if (out->status != OCT_OK)
        out->buffer.len = 0;
    else if (out->descriptor >= 0 && !out->hold)
        flush(out);
}

uint64_t oct_out_tell(const oct_out *out) {
    return out->flushed + out->buffer.len;
}

void oct_out_patch(oct_out *out, uint64_t offset, const char *bytes, size_t len) {
    uint64_t end = oct_out_tell(out);
    if (oct_out_failed(out) || len == 0)
        return;
    if (offset > end || len > end - offset) {
        fail(out, OCT_INTERNAL, 0);
        return;
    }
    if (offset < out->flushed) {
        uint64_t gone = out->flushed - offset;
        size_t part = gone < len ? (size_t)gone : len;
        int error = out->target == OCT_OUT_FILE
                        ? oct_write_all_at(out->descriptor, bytes, part, offset)
                        : ESPIPE;
        if (error) {
            fail(out, OCT_IO, error);
            return;
        }
        bytes += part;
        len -= part;
        offset += part;
    }
    if (len > 0)
        memcpy(out->buffer.ptr + (offset - out->flushed), bytes, len);
}

static void close_checked(oct_out *out, int descriptor) {
    if (descriptor < 0 || close(descriptor) != 0)
        fail(out, OCT_IO, errno);
}

static void finish_file(oct_out *out) {
    if (out->descriptor >= 0)
        flush(out);
    if (out->status != OCT_OK)
        return;
    if (out->descriptor >= 0) {
        /* A network file system may tell of a failed write only at a close; the descriptor itself
         * is still needed to give the file its name. */
        close_checked(out, dup(out->descriptor));
        if (out->status != OCT_OK)
            return;
    }
    int error = oct_target_replace(out->path, out->descriptor, oct_buffer_view(&out->buffer));
    if (error)
        fail(out, OCT_IO, error);
}

static void finish_stream(oct_out *out) {
    flush(out);
    if (out->status != OCT_OK)
        return;
    if (out->path) {
        int descriptor = out->descriptor;
        out->descriptor = -1;
        close_checked(out, descriptor);
    } else {
        close_checked(out, dup(out->descriptor)); /* as above; it is not ours to close */
    }
}

oct_status oct_out_finish(oct_out *out) {
    if (out->buffer.failed && out->status == OCT_OK)
        fail(out, OCT_NO_MEMORY, 0);
    if (out->finished || out->status != OCT_OK)
        return out->status;
    out->finished = true;
    switch (out->target) {
    case OCT_OUT_MEMORY:
        break;
    case OCT_OUT_FILE:
        finish_file(out);
        break;
    case OCT_OUT_STREAM:
        finish_stream(out);
        break;
    }
    return out->status;
}

void oct_out_free(oct_out *out) {
    if (!out)
        return;
    if (out->path && out->descriptor >= 0)
        close(out->descriptor);
    const oct_allocator *allocator = out->buffer.allocator;
    oct_deallocate(allocator, out->path, out->path_size);
    oct_buffer_free(&out->buffer);
    oct_deallocate(allocator, out, sizeof *out);
}
