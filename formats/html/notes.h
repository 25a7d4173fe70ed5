/* formats/html/notes - the notes of a document as its readers meet them: numbers, references, and
 * which file each stands in when the document becomes several. Knows base and ast. */
#ifndef OCT_HTML_NOTES_H
#define OCT_HTML_NOTES_H

#include "ast/node.h"
#include "base/buffer.h"
#include "base/map.h"

#define OCT_NO_REFERENCE UINT32_MAX
#define OCT_NO_PART      UINT32_MAX

typedef struct oct_html_note {
    oct_node *node;  /* its content; NULL while only referred to */
    uint32_t number; /* what readers see, from 1 */
    uint32_t part;   /* the file that it stands in */
    uint32_t first_reference, last_reference;
} oct_html_note;

typedef struct oct_html_reference {
    uint32_t note; /* index */
    uint32_t part; /* the file that the reference stands in */
    uint32_t next; /* the next reference to the same note; OCT_NO_REFERENCE at the end */
} oct_html_reference;

/* References are numbered in the order in which they are rendered: those of a part's text, then
 * those of its notes, note by note. Rendering takes them in turn with oct_html_notes_take; those
 * not collected by then are added. */
typedef struct oct_html_notes {
    oct_buffer notes;      /* of oct_html_note */
    oct_buffer references; /* of oct_html_reference */
    oct_map labels;        /* label to note index plus one */
    size_t taken;          /* references taken so far */
    size_t closed;         /* notes whose content was searched for references */
    uint32_t part;         /* now being collected or rendered */
    uint32_t part_first;   /* index of its first note */
    uint32_t number_first; /* index of the note whose number is 1 */
    uint32_t all_in;       /* the part that all notes stand in; OCT_NO_PART: each in that of its
                              first reference */
    size_t rendered;       /* index of the next note to be rendered */
    bool failed;           /* out of memory */
} oct_html_notes;

void oct_html_notes_init(oct_html_notes *notes, const oct_allocator *allocator);
void oct_html_notes_free(oct_html_notes *notes);

size_t oct_html_notes_count(const oct_html_notes *notes);
oct_html_note *oct_html_notes_at(const oct_html_notes *notes, size_t index);
oct_html_reference *oct_html_notes_reference(const oct_html_notes *notes, size_t index);

/* Numbers begin again at 1 with the next note, unless the part continues the one before. */
void oct_html_notes_begin_part(oct_html_notes *notes, uint32_t part, bool continues);
/* Goes back to a part whose notes were collected: first is the index of its first note. */
void oct_html_notes_resume_part(oct_html_notes *notes, uint32_t part, size_t first);
/* Adds the references of a subtree, without those inside of notes and of alternative text. */
void oct_html_notes_collect(oct_html_notes *notes, oct_node *root);
/* Adds the references inside of the notes from index first on, and of those found by that. */
void oct_html_notes_collect_nested(oct_html_notes *notes, size_t first);
/* The index of the next reference, which is the one made by node; OCT_NO_REFERENCE when memory is
 * out. */
size_t oct_html_notes_take(oct_html_notes *notes, oct_node *node);

#endif
