/* ast/attributes - see node.h: what any block or inline may carry. */
#include "ast/node.h"

#include "base/size.h"

oct_attributes *oct_node_attributes(oct_node *node, oct_arena *arena) {
    if (!node->attributes)
        node->attributes = OCT_ARENA_NEW(arena, oct_attributes);
    return node->attributes;
}

/* Room for one more element behind count of them: a larger array whenever count is a power of two
 * or zero, so that adding in a loop is linear. NULL when memory is out. */
static void *room_for_one(oct_arena *arena, void *array, uint32_t count, size_t size) {
    if (count & (count - 1))
        return array;
    if (count > UINT32_MAX / 2)
        return NULL;
    void *larger = oct_arena_array(arena, count ? (size_t)count * 2 : 1, size);
    if (larger && count)
        memcpy(larger, array, count * size);
    return larger;
}

bool oct_node_add_class(oct_node *node, oct_arena *arena, oct_slice name) {
    oct_attributes *attributes = oct_node_attributes(node, arena);
    if (!attributes)
        return false;
    oct_slice *classes = room_for_one(arena, attributes->classes, attributes->class_count,
                                      sizeof *attributes->classes);
    if (!classes)
        return false;
    attributes->classes = classes;
    classes[attributes->class_count++] = name;
    return true;
}

bool oct_node_add_pair(oct_node *node, oct_arena *arena, oct_slice key, oct_slice value) {
    oct_attributes *attributes = oct_node_attributes(node, arena);
    if (!attributes)
        return false;
    oct_pair *pairs =
        room_for_one(arena, attributes->pairs, attributes->pair_count, sizeof *attributes->pairs);
    if (!pairs)
        return false;
    attributes->pairs = pairs;
    pairs[attributes->pair_count++] = (oct_pair){key, value};
    return true;
}

bool oct_node_has_class(const oct_node *node, const char *name) {
    if (!node->attributes)
        return false;
    for (uint32_t i = 0; i < node->attributes->class_count; i++)
        if (oct_slice_is(node->attributes->classes[i], name))
            return true;
    return false;
}

oct_slice oct_node_pair(const oct_node *node, const char *key) {
    if (node->attributes)
        for (uint32_t i = 0; i < node->attributes->pair_count; i++)
            if (oct_slice_is(node->attributes->pairs[i].key, key))
                return node->attributes->pairs[i].value;
    return (oct_slice){NULL, 0};
}

oct_slice oct_node_id(const oct_node *node) {
    return node->attributes ? node->attributes->id : (oct_slice){NULL, 0};
}

oct_slice oct_node_lang(const oct_node *node) {
    return node->attributes ? node->attributes->lang : (oct_slice){NULL, 0};
}

oct_direction oct_node_direction(const oct_node *node) {
    return node->attributes ? node->attributes->direction : OCT_DIR_NONE;
}

oct_slice oct_node_code_language(const oct_node *node) {
    return node->attributes && node->attributes->class_count ? node->attributes->classes[0]
                                                             : (oct_slice){NULL, 0};
}
