/* core/passes/identifiers - what the pass over identifiers knows, for its two halves: identifiers.c
 * gives them, links.c follows them. */
#ifndef OCT_CORE_PASSES_IDENTIFIERS_H
#define OCT_CORE_PASSES_IDENTIFIERS_H

#include "base/buffer.h"
#include "core/passes/passes.h"

/* An identifier as the author of one input wrote it. */
typedef struct local_id {
    oct_slice id;         /* what it is called in the document */
    oct_node *node;       /* that has it, or would have it */
    uintptr_t last_count; /* the last number put behind it for another heading of the same words */
} local_id;

typedef struct input_ids {
    oct_map ids;     /* identifier -> local_id */
    oct_node *first; /* the first node of the input; NULL when it has none */
} input_ids;

typedef struct oct_identifiers {
    oct_writing *writing;
    oct_document *document;
    oct_arena *arena;
    bool gives;         /* nodes get identifiers; else it is only noted what they would be */
    input_ids *inputs;  /* by oct_node.file */
    size_t input_count; /* at least 1 */
    oct_map global;     /* identifier -> the next number to try behind it */
    oct_map files;      /* path of an input -> its index plus one */
    oct_map pages;      /* words of the name of an input -> the same: pages.c */
    oct_map outside;    /* path of another file -> what is known of it: links.c */
    oct_buffer links;   /* of oct_node *: all links of the document */
    size_t dead_links;  /* reported so far */
    oct_buffer scratch;
} oct_identifiers;

input_ids *oct_identifiers_input(oct_identifiers *ids, size_t file);
/* The identifier by GitHub's algorithm of the text in ids->scratch. */
oct_slice oct_identifiers_slug(oct_identifiers *ids);
/* The identifier itself when it is new, else the first free one with a number behind it. */
oct_slice oct_identifiers_unique(oct_identifiers *ids, oct_slice id);
#define OCT_NO_INPUT SIZE_MAX
/* The index of the input that a link of a wiki names as its page; OCT_NO_INPUT when none is. */
size_t oct_identifiers_page(oct_identifiers *ids, oct_slice page);
bool oct_identifiers_is_wikilink(const oct_node *link);
/* Turns links to places of the document into links to identifiers, and reports those that lead
 * nowhere. */
void oct_identifiers_follow_links(oct_identifiers *ids);

#endif
