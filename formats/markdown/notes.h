/* formats/markdown/notes - the notes of one text: their definitions, and where each went. */
#ifndef OCT_MARKDOWN_NOTES_H
#define OCT_MARKDOWN_NOTES_H

#include "ast/builder.h"
#include "base/map.h"

#include <cmark-gfm/node.h>

typedef struct oct_md_note {
    cmark_node *definition;
    oct_slice label;
    oct_node *first; /* where its blocks stand; NULL when it was not referred to yet */
    bool parsed;     /* the definition has its inlines */
    bool at_end;     /* nothing referred to it, and its blocks stand at the end of the text */
    bool duplicate;  /* an earlier definition has the label */
} oct_md_note;

typedef struct oct_md_notes {
    oct_map by_label;   /* of oct_md_note; keys without case */
    oct_md_note *notes; /* all definitions, in the order of the text */
    size_t count, capacity;
    const oct_allocator *allocator;
    bool failed;
} oct_md_notes;

void oct_md_notes_init(oct_md_notes *notes, const oct_allocator *allocator);
void oct_md_notes_free(oct_md_notes *notes);
/* Collects the definitions of cmark's tree; those in the root's child parsed, or behind it, have
 * their inlines. */
void oct_md_notes_collect(oct_md_notes *notes, oct_arena *arena, cmark_node *root,
                          const cmark_node *parsed);
/* Whether a child of the root holds definitions, or is one. */
bool oct_md_notes_in(const cmark_node *block);
/* The note of a label; NULL when it is not defined. */
oct_md_note *oct_md_notes_find(oct_md_notes *notes, oct_slice label);

#endif
