/* base/block - sixteen bytes at a time, for scans that most often find nothing. By the vectors of
 * GCC and clang, which every machine has, if only as plain code. */
#ifndef OCT_BASE_BLOCK_H
#define OCT_BASE_BLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { OCT_BLOCK_SIZE = 16 };
typedef uint8_t oct_block __attribute__((vector_size(16)));

/* The OCT_BLOCK_SIZE bytes at a place. */
static inline oct_block oct_block_at(const char *bytes) {
    oct_block block;
    memcpy(&block, bytes, sizeof block);
    return block;
}

/* All bits of the bytes that are equal to one, or below one. */
static inline oct_block oct_block_equal(oct_block block, uint8_t byte) {
    return (oct_block)(block == byte);
}
static inline oct_block oct_block_below(oct_block block, uint8_t byte) {
    return (oct_block)(block < byte);
}

static inline bool oct_block_any(oct_block bits) {
    uint64_t halves[2];
    memcpy(halves, &bits, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

#endif
