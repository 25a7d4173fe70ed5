/* ast/meta - see meta.h. */
#include "ast/meta.h"

#include "base/buffer.h"

oct_meta *oct_meta_new(oct_arena *arena, oct_meta_kind kind) {
    oct_meta *value = OCT_ARENA_NEW(arena, oct_meta);
    if (value)
        value->kind = kind;
    return value;
}

oct_meta *oct_meta_new_string(oct_arena *arena, oct_slice string) {
    oct_meta *value = oct_meta_new(arena, OCT_META_STRING);
    if (value)
        value->string = string;
    return value;
}

void oct_meta_append(oct_meta *parent, oct_slice key, oct_meta *value) {
    if (!value)
        return;
    value->key = key;
    value->next = NULL;
    if (parent->last)
        parent->last->next = value;
    else
        parent->first = value;
    parent->last = value;
}

const oct_meta *oct_meta_find(const oct_meta *map, const char *key) {
    const oct_meta *found = NULL;
    if (map && map->kind == OCT_META_MAP)
        for (const oct_meta *member = map->first; member; member = member->next)
            if (oct_slice_is(member->key, key))
                found = member;
    return found;
}

oct_meta *oct_meta_take(oct_meta *map, const char *key) {
    oct_meta *member = map->first, *taken = NULL, *next;
    map->first = map->last = NULL;
    for (; member; member = next) {
        next = member->next;
        if (oct_slice_is(member->key, key))
            taken = member;
        else
            oct_meta_append(map, member->key, member);
    }
    if (taken)
        taken->next = NULL;
    return taken;
}

static oct_slice inlines_text(const oct_node *inlines, oct_arena *arena) {
    oct_buffer text;
    oct_buffer_init(&text, &arena->allocator);
    oct_node_plain_text(inlines, &text);
    oct_slice copy = oct_arena_copy(arena, oct_buffer_view(&text));
    arena->failed |= text.failed;
    oct_buffer_free(&text);
    return copy;
}

/* The member of a map that stands for the whole. */
static const oct_meta *main_member(const oct_meta *map) {
    static const char *const names[] = {"text", "name", "title"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const oct_meta *member = oct_meta_find(map, names[i]);
        if (member)
            return member;
    }
    return NULL;
}

oct_slice oct_meta_text(const oct_meta *value, oct_arena *arena) {
    while (value) {
        switch (value->kind) {
        case OCT_META_STRING:
            return value->string;
        case OCT_META_BOOLEAN:
            return value->boolean ? OCT_S("true") : OCT_S("false");
        case OCT_META_INLINES:
            return inlines_text(value->inlines, arena);
        case OCT_META_LIST:
            value = value->first;
            break;
        case OCT_META_MAP:
            value = main_member(value);
            break;
        }
    }
    return (oct_slice){NULL, 0};
}

oct_slice oct_meta_find_text(const oct_meta *map, const char *key, oct_arena *arena) {
    return oct_meta_text(oct_meta_find(map, key), arena);
}

oct_slice oct_meta_joined(const oct_meta *value, oct_slice separator, oct_arena *arena) {
    if (!value || value->kind != OCT_META_LIST)
        return oct_meta_text(value, arena);
    oct_slice all = {NULL, 0};
    for (const oct_meta *member = value->first; member; member = member->next) {
        oct_slice text = oct_meta_text(member, arena);
        if (all.len && text.len)
            all = oct_arena_append(arena, all, separator);
        all = oct_arena_append(arena, all, text);
    }
    return all;
}

oct_slice oct_meta_affiliation(const oct_meta *person, oct_arena *arena) {
    const oct_meta *value = oct_meta_find(person, "affiliation");
    return oct_meta_joined(value ? value : oct_meta_find(person, "affiliations"), OCT_S(", "),
                           arena);
}

oct_slice oct_meta_person(const oct_meta *person, oct_arena *arena) {
    oct_slice name = oct_meta_text(person, arena), place = oct_meta_affiliation(person, arena);
    if (!name.len || !place.len)
        return name;
    oct_slice whole = oct_arena_append(arena, (oct_slice){NULL, 0}, name);
    whole = oct_arena_append(arena, whole, OCT_S(", "));
    return oct_arena_append(arena, whole, place);
}
