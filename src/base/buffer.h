/* base/buffer - a growing run of bytes. */
#ifndef OCT_BASE_BUFFER_H
#define OCT_BASE_BUFFER_H

#include "base/arena.h"

/* Once memory ran out, failed stays true and nothing more is added. */
typedef struct oct_buffer {
    const oct_allocator *allocator; /* must outlive the buffer */
    char *ptr;
    size_t len, capacity; /* bytes */
    bool failed;
} oct_buffer;

void oct_buffer_init(oct_buffer *buffer, const oct_allocator *allocator);
void oct_buffer_free(oct_buffer *buffer);
/* Makes room for that many more bytes; false when memory is out. */
bool oct_buffer_reserve(oct_buffer *buffer, size_t more);
void oct_buffer_append_slow(oct_buffer *buffer, const char *bytes, size_t len);

static inline void oct_buffer_append(oct_buffer *buffer, const char *bytes, size_t len) {
    if (len <= buffer->capacity - buffer->len && len != 0) {
        memcpy(buffer->ptr + buffer->len, bytes, len);
        buffer->len += len;
    } else {
        oct_buffer_append_slow(buffer, bytes, len);
    }
}
static inline void oct_buffer_slice(oct_buffer *buffer, oct_slice slice) {
    oct_buffer_append(buffer, slice.ptr, slice.len);
}
static inline void oct_buffer_string(oct_buffer *buffer, const char *string) {
    oct_buffer_append(buffer, string, strlen(string));
}
static inline void oct_buffer_byte(oct_buffer *buffer, char byte) {
    oct_buffer_append(buffer, &byte, 1);
}
/* A number in decimal. */
void oct_buffer_number(oct_buffer *buffer, int64_t value);
/* A code point in UTF-8. */
void oct_buffer_code_point(oct_buffer *buffer, uint32_t code_point);
/* printf with the same restriction as oct_arena_printf. */
void oct_buffer_printf(oct_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static inline oct_slice oct_buffer_view(const oct_buffer *buffer) {
    return (oct_slice){buffer->ptr, buffer->len};
}

#endif
