/* base/map - a hash map from byte strings to pointers; keys are lent, not copied. */
#ifndef OCT_BASE_MAP_H
#define OCT_BASE_MAP_H

#include "base/arena.h"

typedef struct oct_map_entry {
    oct_slice key;
    void *value;
} oct_map_entry;

/* Iterate in order of insertion: entries[0] to entries[count - 1], whatever the hashes are. Each
 * map hashes with a secret of its own, so that no document can be written whose keys collide, and
 * the table is kept half empty: time is linear, and nothing that is seen depends on the secret. */
typedef struct oct_map {
    const oct_allocator *allocator; /* must outlive the map */
    oct_map_entry *entries;
    uint32_t *slots; /* index into entries plus one; 0 is empty */
    size_t count, capacity, slot_count;
    uint64_t secret[2]; /* chosen with the first slots */
    bool failed;
} oct_map;

void oct_map_init(oct_map *map, const oct_allocator *allocator);
void oct_map_free(oct_map *map);
/* The value of a key, or NULL. */
void *oct_map_find(const oct_map *map, oct_slice key);
/* The place of the value of a key, added with NULL when it was not there; NULL when memory is
 * out. Valid until the next call. */
void **oct_map_place(oct_map *map, oct_slice key);

#endif
