/* text/notes - the marks of notes in the text and in front of their definitions. */
#ifndef OCT_TEXT_NOTES_H
#define OCT_TEXT_NOTES_H

#include "formats/text/text.h"

/* The length of a reference "[1]", "[^a]", "[*]" at the front of text; 0 when there is none. */
size_t text_note_reference(oct_slice text, oct_slice *label);
/* The length of the mark of a definition, with the space behind it: "[1] ", "[^a]: ",
 * "[Footnote 1: "; 0 when there is none. */
size_t text_note_mark(oct_slice text, oct_slice *label);
/* Whether the definition stands in brackets as a whole. */
bool text_note_is_bracketed(oct_slice text);

/* The lines of a definition: where it ends. */
size_t text_note_end(const text_file *file, size_t first);

/* The definitions of a file, by label; NULL when there are none or memory is out. */
text_note_index *text_index_notes(text_file *file);
void text_free_notes(text_note_index *index);

typedef struct text_note_use {
    size_t line;      /* index of the definition's first line */
    uint32_t number;  /* its line in the input */
    oct_node **shown; /* the first note that shows it; NULL in there: none yet */
} text_note_use;

/* What a reference on a line means; false when there is no definition that is still to be shown. */
bool text_use_note(text_note_index *index, oct_slice label, uint32_t line, text_note_use *use);
/* A definition is reached in the text: true when a reference has shown it; else it is shown in its
 * own place, and references no more. */
bool text_note_was_shown(text_note_index *index, size_t line);

#endif
