/* ast/meta - the metadata tree: strings, booleans, inlines, lists and maps. Knows base only. */
#ifndef OCT_AST_META_H
#define OCT_AST_META_H

#include "ast/node.h"

typedef enum oct_meta_kind {
    OCT_META_STRING, /* numbers and dates are strings, as written */
    OCT_META_BOOLEAN,
    OCT_META_INLINES, /* a paragraph that no document holds; its children are the value */
    OCT_META_LIST,
    OCT_META_MAP
} oct_meta_kind;

struct oct_meta {
    oct_meta_kind kind;
    oct_slice key;          /* when the parent is a map */
    oct_slice string;       /* string */
    bool boolean;           /* boolean */
    oct_node *inlines;      /* inlines */
    oct_meta *first, *last; /* list, map */
    oct_meta *next;         /* in the parent's list */
    uint32_t line;          /* in the source; 0 when not known */
};

/* How deep lists and maps may nest: readers refuse more, so that recursion over metadata is
 * bounded. */
enum { OCT_META_DEPTH = 32 };

/* A new value of that kind, in the arena; NULL when memory is out. */
oct_meta *oct_meta_new(oct_arena *arena, oct_meta_kind kind);
oct_meta *oct_meta_new_string(oct_arena *arena, oct_slice string);
/* Adds a value at the end of a list, or of a map under a key. A key may come twice: the last one
 * counts, which is how oct_meta_find reads it. Nothing happens when value is NULL. */
void oct_meta_append(oct_meta *parent, oct_slice key, oct_meta *value);

/* Takes the values of a key out of a map; the last one, or NULL when there is none. */
oct_meta *oct_meta_take(oct_meta *map, const char *key);

/* The value under a key of a map; NULL when there is none or map is NULL or no map. */
const oct_meta *oct_meta_find(const oct_meta *map, const char *key);
/* Its text: of a string, a boolean ("true", "false"), inlines (their plain text, made in arena),
 * the first element of a list, or the member "text", "name" or "title" of a map. Empty for NULL. */
oct_slice oct_meta_text(const oct_meta *value, oct_arena *arena);
/* oct_meta_text of oct_meta_find. */
oct_slice oct_meta_find_text(const oct_meta *map, const char *key, oct_arena *arena);

/* The texts of the members of a list with a separator between them; of another value its text. */
oct_slice oct_meta_joined(const oct_meta *value, oct_slice separator, oct_arena *arena);
/* What a person of the metadata belongs to: the members "affiliation" or "affiliations" of a map.
 */
oct_slice oct_meta_affiliation(const oct_meta *person, oct_arena *arena);
/* The name of a person, and what the person belongs to, with a comma between. */
oct_slice oct_meta_person(const oct_meta *person, oct_arena *arena);

bool oct_meta_equal(const oct_meta *a, const oct_meta *b);

#endif
