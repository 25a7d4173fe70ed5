/* core/metadata_json - metadata from a JSON file, by jansson; see metadata_read.h. */
#include "core/metadata_read.h"

#include <jansson.h>

static oct_meta *value_of(oct_arena *arena, const json_t *value, int depth);

static oct_meta *list_of(oct_arena *arena, const json_t *array, int depth) {
    oct_meta *list = oct_meta_new(arena, OCT_META_LIST);
    for (size_t i = 0; list && i < json_array_size(array); i++)
        oct_meta_append(list, (oct_slice){NULL, 0},
                        value_of(arena, json_array_get(array, i), depth + 1));
    return list;
}

static oct_meta *map_of(oct_arena *arena, const json_t *object, int depth) {
    oct_meta *map = oct_meta_new(arena, OCT_META_MAP);
    const char *key;
    json_t *value;
    if (map)
        json_object_foreach((json_t *)object, key, value) oct_meta_append(
            map, oct_arena_copy(arena, oct_slice_of(key)), value_of(arena, value, depth + 1));
    return map;
}

static oct_meta *text_of(oct_arena *arena, oct_slice text) {
    return oct_meta_new_string(arena, oct_arena_copy(arena, text));
}

/* A number as it stands in JSON: through jansson's own writer, which heeds no locale. */
static oct_meta *number_of(oct_arena *arena, const json_t *number) {
    char *text = json_dumps(number, JSON_ENCODE_ANY);
    oct_meta *value = text ? text_of(arena, oct_slice_of(text)) : NULL;
    arena->failed |= !text;
    free(text);
    return value;
}

/* Recursive, to OCT_META_DEPTH, which oct_json_read has checked. */
static oct_meta *value_of(oct_arena *arena, const json_t *value, int depth) {
    oct_meta *boolean;
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return map_of(arena, value, depth);
    case JSON_ARRAY:
        return list_of(arena, value, depth);
    case JSON_STRING:
        return text_of(arena, oct_slice_make(json_string_value(value), json_string_length(value)));
    case JSON_INTEGER:
    case JSON_REAL:
        return number_of(arena, value);
    case JSON_TRUE:
    case JSON_FALSE:
        boolean = oct_meta_new(arena, OCT_META_BOOLEAN);
        if (boolean)
            boolean->boolean = json_is_true(value);
        return boolean;
    case JSON_NULL:
        break;
    }
    return oct_meta_new_string(arena, (oct_slice){NULL, 0});
}

/* How deep brackets nest, outside of strings. */
static int nesting(oct_slice text) {
    int depth = 0, deepest = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '['))
            deepest = ++depth > deepest ? depth : deepest;
        else if (!quoted && (c == '}' || c == ']'))
            depth--;
    }
    return deepest;
}

static oct_status bad(oct_context *context, oct_place place, const char *why) {
    oct_report(context, OCT_D_BAD_METADATA, place, NULL, "the metadata is not valid JSON: %s", why);
    return OCT_SYNTAX;
}

oct_status oct_json_read(oct_context *context, oct_document *document, oct_slice text,
                         const char *name) {
    if (nesting(text) > OCT_META_DEPTH)
        return bad(context, (oct_place){.file = name}, "it nests too deep");
    json_error_t error;
    json_t *root = json_loadb(text.ptr ? text.ptr : "", text.len, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        if (json_error_code(&error) == json_error_out_of_memory)
            return OCT_NO_MEMORY;
        oct_place place = {name, (uint32_t)error.line, (uint32_t)error.column};
        return bad(context, place, error.text);
    }
    oct_status status = OCT_OK;
    if (!json_is_object(root)) {
        status = bad(context, (oct_place){name, 1, 1}, "it must be an object");
    } else {
        oct_meta *map = map_of(&document->arena, root, 0);
        while (map && map->first) {
            oct_meta *member = map->first;
            map->first = member->next;
            oct_meta_append(document->metadata, member->key, member);
        }
        status = document->arena.failed ? OCT_NO_MEMORY : OCT_OK;
    }
    json_decref(root);
    return status;
}

oct_meta *oct_json_value(oct_arena *arena, oct_slice text) {
    json_error_t error;
    json_t *root = text.len && nesting(text) < OCT_META_DEPTH
                       ? json_loadb(text.ptr, text.len, JSON_DECODE_ANY, &error)
                       : NULL;
    oct_meta *value = root ? value_of(arena, root, 0) : NULL;
    json_decref(root);
    return value;
}
