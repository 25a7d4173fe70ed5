/* base/map - see map.h. */
#include "base/map.h"

#include "base/size.h"

enum { FIRST_SLOTS = 32 };

void oct_map_init(oct_map *map, const oct_allocator *allocator) {
    *map = (oct_map){.allocator = allocator};
}

void oct_map_free(oct_map *map) {
    oct_deallocate(map->allocator, map->entries, map->capacity * sizeof *map->entries);
    oct_deallocate(map->allocator, map->slots, map->slot_count * sizeof *map->slots);
    oct_map_init(map, map->allocator);
}

/* Eight bytes at a time, each mixed by a multiplication whose high half is folded back. */
static uint64_t hash(oct_slice key) {
    uint64_t h = 0x9E3779B97F4A7C15u ^ key.len;
    size_t at = 0;
    while (at < key.len) {
        uint64_t word = 0;
        size_t n = key.len - at < 8 ? key.len - at : 8;
        memcpy(&word, key.ptr + at, n);
        h = (h ^ word) * 0xD6E8FEB86659FD93u;
        h ^= h >> 32;
        at += n;
    }
    h *= 0xD6E8FEB86659FD93u;
    return h ^ h >> 29;
}

/* The slot that holds key, or the empty one where it would go. */
static uint32_t *slot_of(const oct_map *map, oct_slice key) {
    size_t mask = map->slot_count - 1;
    for (size_t at = hash(key) & mask;; at = (at + 1) & mask) {
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
    map->slots = slots;
    map->slot_count = count;
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
