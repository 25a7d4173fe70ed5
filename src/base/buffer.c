/* base/buffer - see buffer.h. */
#include "base/buffer.h"

#include "base/size.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { FIRST_CAPACITY = 256 };

void oct_buffer_init(oct_buffer *buffer, const oct_allocator *allocator) {
    *buffer = (oct_buffer){.allocator = allocator};
}

void oct_buffer_free(oct_buffer *buffer) {
    oct_deallocate(buffer->allocator, buffer->ptr, buffer->capacity);
    oct_buffer_init(buffer, buffer->allocator);
}

bool oct_buffer_reserve(oct_buffer *buffer, size_t more) {
    if (buffer->failed)
        return false;
    if (more <= buffer->capacity - buffer->len)
        return true;
    size_t needed, capacity = buffer->capacity;
    if (!oct_size_add(buffer->len, more, &needed)) {
        buffer->failed = true;
        return false;
    }
    if (capacity > SIZE_MAX / 2 || capacity * 2 < needed)
        capacity = needed;
    else
        capacity *= 2;
    if (capacity < FIRST_CAPACITY)
        capacity = FIRST_CAPACITY;
    char *ptr = oct_reallocate(buffer->allocator, buffer->ptr, buffer->capacity, capacity);
    if (!ptr) {
        buffer->failed = true;
        return false;
    }
    buffer->ptr = ptr;
    buffer->capacity = capacity;
    return true;
}

void oct_buffer_append_slow(oct_buffer *buffer, const char *bytes, size_t len) {
    if (len == 0 || !oct_buffer_reserve(buffer, len))
        return;
    memcpy(buffer->ptr + buffer->len, bytes, len);
    buffer->len += len;
}

void oct_buffer_number(oct_buffer *buffer, int64_t value) {
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        digits[--at] = '-';
    oct_buffer_append(buffer, digits + at, sizeof digits - at);
}

void oct_buffer_code_point(oct_buffer *buffer, uint32_t code_point) {
    char bytes[4];
    oct_buffer_append(buffer, bytes, oct_utf8_encode(code_point, bytes));
}

void oct_buffer_printf(oct_buffer *buffer, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0)
        buffer->failed = true;
    else if (oct_buffer_reserve(buffer, (size_t)length + 1)) {
        vsnprintf(buffer->ptr + buffer->len, (size_t)length + 1, format, again);
        buffer->len += (size_t)length;
    }
    va_end(again);
    va_end(arguments);
}
