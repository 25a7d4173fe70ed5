/* tests/unit - what cmocka.h wants included before it, and helpers every unit test has. */
#ifndef OCT_TESTS_CMOCKA_ALL_H
#define OCT_TESTS_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

/* Asserts that a slice has the bytes of a string. */
#define assert_slice(slice, string)                                                                \
    do {                                                                                           \
        oct_slice slice_ = (slice);                                                                \
        assert_int_equal(slice_.len, strlen(string));                                              \
        assert_memory_equal(slice_.ptr ? slice_.ptr : "", string, slice_.len);                     \
    } while (0)

/* An allocator that fails from its n-th call on (from 0), and knows what is still allocated. */
typedef struct failing_allocator {
    size_t calls_left;
    size_t allocated; /* bytes */
} failing_allocator;

static void *failing_resize(void *user, void *ptr, size_t old_size, size_t new_size) {
    failing_allocator *failing = user;
    if (new_size == 0) {
        failing->allocated -= old_size;
        free(ptr);
        return NULL;
    }
    if (failing->calls_left == 0)
        return NULL;
    failing->calls_left--;
    void *result = realloc(ptr, new_size);
    if (result)
        failing->allocated += new_size - old_size;
    return result;
}

static inline oct_allocator failing_allocator_of(failing_allocator *failing) {
    return (oct_allocator){failing_resize, failing};
}

#endif
