/* base/map - see map.h. */
#include "base/map.h"

#include "base/size.h"

#include <unistd.h>

enum { FIRST_SLOTS = 32 };

void oct_map_init(oct_map *map, const oct_allocator *allocator) {
    *map = (oct_map){.allocator = allocator};
}

void oct_map_free(oct_map *map) {
    oct_deallocate(map->allocator, map->entries, map->capacity * sizeof *map->entries);
    oct_deallocate(map->allocator, map->slots, map->slot_count * sizeof *map->slots);
    oct_map_init(map, map->allocator);
}

/* ---- Hashing ------------------------------------------------------------------------------ */

static uint64_t rotate(uint64_t word, int bits) {
    return word << bits | word >> (64 - bits);
}

static void mix(uint64_t v[4]) {
    v[0] += v[1], v[1] = rotate(v[1], 13) ^ v[0], v[0] = rotate(v[0], 32);
    v[2] += v[3], v[3] = rotate(v[3], 16) ^ v[2];
    v[0] += v[3], v[3] = rotate(v[3], 21) ^ v[0];
    v[2] += v[1], v[1] = rotate(v[1], 17) ^ v[2], v[2] = rotate(v[2], 32);
}

static void add_word(uint64_t v[4], uint64_t word) {
    v[3] ^= word;
    mix(v);
    v[0] ^= word;
}

/* SipHash-1-3 (Aumasson, Bernstein: SipHash, a fast short-input PRF), except that words are taken
 * in the machine's own byte order: no hash leaves the process. */
static uint64_t hash(const oct_map *map, oct_slice key) {
    uint64_t v[4] = {map->secret[0] ^ 0x736f6d6570736575, map->secret[1] ^ 0x646f72616e646f6d,
                     map->secret[0] ^ 0x6c7967656e657261, map->secret[1] ^ 0x7465646279746573};
    uint64_t word;
    size_t at = 0;
    for (; key.len - at >= sizeof word; at += sizeof word) {
        memcpy(&word, key.ptr + at, sizeof word);
        add_word(v, word);
    }
    word = 0;
    if (at < key.len)
        memcpy(&word, key.ptr + at, key.len - at);
    add_word(v, word | (uint64_t)key.len << 56);
    v[2] ^= 0xff;
    for (int i = 0; i < 3; i++)
        mix(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* Where the system has no random bytes to give, the addresses that it chose stand in. */
static void choose_secret(oct_map *map) {
    if (getentropy(map->secret, sizeof map->secret) == 0)
        return;
    map->secret[0] = (uintptr_t)map;
    map->secret[1] = (uintptr_t)map->slots;
}

/* ---- The table ---------------------------------------------------------------------------- */

/* The slot that holds key, or the empty one where it would go. */
static uint32_t *slot_of(const oct_map *map, oct_slice key) {
    size_t mask = map->slot_count - 1;
    for (size_t at = hash(map, key) & mask;; at = (at + 1) & mask) {
        uint32_t *slot = &map->slots[at];
        if (*slot == 0 || oct_slice_equal(map->entries[*slot - 1].key, key))
            return slot;
    }
}

static bool grow_slots(oct_map *map) {
    size_t count = map->slot_count ? map->slot_count * 2 : FIRST_SLOTS, bytes;
    if (count > UINT32_MAX || !oct_size_multiply(count, sizeof *map->slots, &bytes))
        return false;
    uint32_t *slots = oct_allocate(map->allocator, bytes);
    if (!slots)
        return false;
    memset(slots, 0, bytes);
    oct_deallocate(map->allocator, map->slots, map->slot_count * sizeof *map->slots);
    bool first = map->slot_count == 0;
    map->slots = slots;
    map->slot_count = count;
    if (first)
        choose_secret(map);
    for (size_t i = 0; i < map->count; i++)
        *slot_of(map, map->entries[i].key) = (uint32_t)i + 1;
    return true;
}

static bool grow_entries(oct_map *map) {
    size_t capacity = map->capacity ? map->capacity * 2 : FIRST_SLOTS / 2, bytes;
    if (!oct_size_multiply(capacity, sizeof *map->entries, &bytes))
        return false;
    oct_map_entry *entries =
        oct_reallocate(map->allocator, map->entries, map->capacity * sizeof *map->entries, bytes);
    if (!entries)
        return false;
    map->entries = entries;
    map->capacity = capacity;
    return true;
}

void *oct_map_find(const oct_map *map, oct_slice key) {
    if (map->count == 0)
        return NULL;
    uint32_t slot = *slot_of(map, key);
    return slot ? map->entries[slot - 1].value : NULL;
}

void **oct_map_place(oct_map *map, oct_slice key) {
    if ((map->count + 1) * 2 > map->slot_count && !grow_slots(map)) {
        map->failed = true;
        return NULL;
    }
    uint32_t *slot = slot_of(map, key);
    if (*slot == 0) {
        if (map->count == map->capacity && !grow_entries(map)) {
            map->failed = true;
            return NULL;
        }
        map->entries[map->count] = (oct_map_entry){key, NULL};
        *slot = (uint32_t)++map->count;
    }
    return &map->entries[*slot - 1].value;
}
