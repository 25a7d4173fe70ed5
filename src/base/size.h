/* base/size - sizes computed from input, checked for overflow in one place. */
#ifndef OCT_BASE_SIZE_H
#define OCT_BASE_SIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Each stores its result and returns true, or returns false when it does not fit a size_t. */
static inline bool oct_size_add(size_t a, size_t b, size_t *result) {
    return !__builtin_add_overflow(a, b, result);
}

static inline bool oct_size_multiply(size_t a, size_t b, size_t *result) {
    return !__builtin_mul_overflow(a, b, result);
}

/* A line, column or count for display: what does not fit 32 bits becomes the largest that does. */
static inline uint32_t oct_size_clamp32(size_t value) {
    return value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

#endif
