/* formats/html/entities - see entities.h. The table is made by the build from entities.txt. */
#include "formats/html/entities.h"

typedef struct entity {
    const char *name, *text;
} entity;

/* Sorted by name in byte order. */
static const entity entities[] = {
#include "entities.inc"
};

enum { LONGEST_NAME = 32, COUNT = sizeof entities / sizeof *entities };

static const entity *find(oct_slice name) {
    size_t low = 0, high = COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncmp(entities[middle].name, name.ptr, name.len);
        if (order == 0 && entities[middle].name[name.len] == '\0')
            return &entities[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

oct_slice html_entity(oct_slice name, size_t *used) {
    name = oct_slice_head(name, LONGEST_NAME);
    for (size_t len = name.len; len >= 2; len--) {
        const entity *found = find(oct_slice_head(name, len));
        if (found) {
            *used = len;
            return oct_slice_of(found->text);
        }
    }
    *used = 0;
    return (oct_slice){NULL, 0};
}
