/* io/out - where text and packages go: memory, a file that is replaced as a whole, or a stream.
 * Sticky: after a failure writing does nothing, and only oct_out_finish can say success. Knows base
 * only. */
#ifndef OCT_IO_OUT_H
#define OCT_IO_OUT_H

#include "base/buffer.h"

typedef enum oct_out_target { OCT_OUT_MEMORY, OCT_OUT_FILE, OCT_OUT_STREAM } oct_out_target;

typedef struct oct_out {
    oct_buffer buffer; /* what is not yet handed to the target; with OCT_OUT_MEMORY, everything */
    oct_out_target target;
    oct_status status; /* OCT_OK, OCT_IO, OCT_NO_MEMORY or OCT_INTERNAL */
    int error;         /* errno when status is OCT_IO */
    uint64_t flushed;  /* bytes already handed to the target */
    bool hold;         /* nothing is handed on before the end, so that oct_out_patch can reach it */
    /* private: */
    bool finished;
    int descriptor;   /* of the stream, or of the nameless file (O_TMPFILE); -1 when there is none,
                         as with a file system that has no nameless files: then everything is held
                         in the buffer until the end */
    char *path;       /* of a file: the target, symbolic links resolved; else NULL */
    size_t path_size; /* bytes allocated */
} oct_out;

/* Each makes a new sink, to be freed by the caller; NULL when memory is out. A file is written
 * without a name beside its target, and oct_out_finish puts it in place by rename, with signals
 * blocked for that moment: there is the old file or the new one, whatever happens. It keeps the
 * permissions of the file it replaces; where the target is a symbolic link, the link stays. What
 * cannot be written to fails at once: status and error say why. A target that exists and is no
 * regular file (/dev/full, a pipe), or is one of our own descriptors (/dev/stdout), is written to
 * as a stream. */
oct_out *oct_out_memory(const oct_allocator *allocator);
oct_out *oct_out_file(const oct_allocator *allocator, const char *path);
/* Standard output for descriptor 1; not closed by oct_out_free. */
oct_out *oct_out_stream(const oct_allocator *allocator, int descriptor);

/* Hands on what is buffered when it has grown past the flush size (256 KiB). */
void oct_out_flush_full(oct_out *out);
enum { OCT_OUT_FLUSH_SIZE = 256 * 1024 };

static inline bool oct_out_failed(const oct_out *out) {
    return out->status != OCT_OK || out->buffer.failed;
}

static inline void oct_out_append(oct_out *out, const char *bytes, size_t len) {
    oct_buffer_append(&out->buffer, bytes, len);
    if (out->buffer.len >= OCT_OUT_FLUSH_SIZE)
        oct_out_flush_full(out);
}
static inline void oct_out_slice(oct_out *out, oct_slice slice) {
    oct_out_append(out, slice.ptr, slice.len);
}
static inline void oct_out_string(oct_out *out, const char *string) {
    oct_out_append(out, string, strlen(string));
}
static inline void oct_out_byte(oct_out *out, char byte) {
    oct_out_append(out, &byte, 1);
}

/* Bytes written so far. */
uint64_t oct_out_tell(const oct_out *out);
/* Overwrites bytes written before (offset + len at most oct_out_tell). A stream can do it only
 * while hold is set. */
void oct_out_patch(oct_out *out, uint64_t offset, const char *bytes, size_t len);

/* Hands on everything, checks, closes, and puts a file in its place. The one way to success. */
oct_status oct_out_finish(oct_out *out) OCT_CHECKED;
/* Frees; an unfinished file leaves nothing behind. NULL does nothing. */
void oct_out_free(oct_out *out);

#endif
