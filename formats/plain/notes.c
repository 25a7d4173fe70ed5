/* plain/notes - notes are numbered in the order of their first reference, and stand at the end. */
#include "formats/plain/plain.h"

enum { RULE_COLUMNS = 20 };

static oct_node **note_nodes(oct_plain *plain) {
    return (oct_node **)(void *)plain->notes.ptr;
}

static size_t note_count(const oct_plain *plain) {
    return plain->notes.len / sizeof(oct_node *);
}

static size_t add_note(oct_plain *plain, oct_node *node) {
    oct_buffer_append(&plain->notes, (const char *)&node, sizeof node);
    plain->failed |= plain->notes.failed;
    return note_count(plain);
}

/* Several references share a note by its label. Should two notes with blocks claim one label, each
 * gets a number, so that neither is lost. */
static size_t labelled_number(oct_plain *plain, oct_node *note) {
    void **place = oct_map_place(&plain->labels, note->as.label);
    if (!place) {
        plain->failed = true;
        return 1;
    }
    oct_node *blocks = note->first ? note : NULL;
    if (!*place) {
        *place = (void *)(uintptr_t)add_note(plain, blocks);
        return (size_t)(uintptr_t)*place;
    }
    size_t number = (size_t)(uintptr_t)*place;
    if (!blocks || plain->failed)
        return number;
    oct_node **first = &note_nodes(plain)[number - 1];
    if (*first && *first != note)
        return add_note(plain, note);
    *first = note;
    return number;
}

static size_t new_number(oct_plain *plain, oct_node *note) {
    return note->as.label.len ? labelled_number(plain, note) : add_note(plain, note);
}

/* A table is walked twice: measured, then rendered. The second time its notes have numbers. */
size_t oct_plain_note_number(oct_plain *plain, oct_node *note) {
    oct_buffer *met = &plain->table_notes;
    size_t number;
    if (plain->replaying && plain->next_table_note < met->len) {
        memcpy(&number, met->ptr + plain->next_table_note, sizeof number);
        plain->next_table_note += sizeof number;
        return number;
    }
    number = new_number(plain, note);
    if (plain->measuring)
        oct_buffer_append(met, (const char *)&number, sizeof number);
    plain->failed |= met->failed;
    return number;
}

static void write_note(oct_plain *plain, size_t number, oct_node *note) {
    static const char spaces[] = "                                ";
    oct_buffer *marker = &plain->scratch;
    marker->len = 0;
    oct_buffer_byte(marker, '[');
    oct_buffer_number(marker, (int64_t)number);
    oct_buffer_string(marker, "] ");
    oct_fill_push(plain->fill, oct_buffer_view(marker), (oct_slice){spaces, marker->len}, true);
    if (note)
        oct_plain_render(plain, note);
    oct_fill_pop(plain->fill);
    oct_fill_blank(plain->fill);
}

/* Notes in notes are added to the list while it is written. */
void oct_plain_write_notes(oct_plain *plain) {
    if (note_count(plain) == 0)
        return;
    oct_fill_blank(plain->fill);
    oct_fill_rule(plain->fill, '-', RULE_COLUMNS);
    oct_fill_blank(plain->fill);
    for (size_t i = 0; i < note_count(plain) && !plain->failed; i++)
        write_note(plain, i + 1, note_nodes(plain)[i]);
}
