/* formats/html/notes - see notes.h. */
#include "formats/html/notes.h"

void oct_html_notes_init(oct_html_notes *notes, const oct_allocator *allocator) {
    *notes = (oct_html_notes){.all_in = OCT_NO_PART};
    oct_buffer_init(&notes->notes, allocator);
    oct_buffer_init(&notes->references, allocator);
    oct_map_init(&notes->labels, allocator);
}

void oct_html_notes_free(oct_html_notes *notes) {
    oct_buffer_free(&notes->notes);
    oct_buffer_free(&notes->references);
    oct_map_free(&notes->labels);
}

size_t oct_html_notes_count(const oct_html_notes *notes) {
    return notes->notes.len / sizeof(oct_html_note);
}

static size_t reference_count(const oct_html_notes *notes) {
    return notes->references.len / sizeof(oct_html_reference);
}

/* The allocator's memory is aligned for any type. */
oct_html_note *oct_html_notes_at(const oct_html_notes *notes, size_t index) {
    return (oct_html_note *)(void *)notes->notes.ptr + index;
}

oct_html_reference *oct_html_notes_reference(const oct_html_notes *notes, size_t index) {
    return (oct_html_reference *)(void *)notes->references.ptr + index;
}

void oct_html_notes_begin_part(oct_html_notes *notes, uint32_t part, bool continues) {
    notes->part = part;
    notes->part_first = (uint32_t)oct_html_notes_count(notes);
    if (!continues)
        notes->number_first = notes->part_first;
}

void oct_html_notes_resume_part(oct_html_notes *notes, uint32_t part, size_t first) {
    notes->part = part;
    notes->part_first = (uint32_t)first;
    notes->rendered = first;
}

static size_t add_note(oct_html_notes *notes, oct_node *node) {
    size_t index = oct_html_notes_count(notes);
    oct_html_note note = {.node = node,
                          .number = (uint32_t)index - notes->number_first + 1,
                          .part = notes->all_in == OCT_NO_PART ? notes->part : notes->all_in,
                          .first_reference = OCT_NO_REFERENCE,
                          .last_reference = OCT_NO_REFERENCE};
    oct_buffer_append(&notes->notes, (const char *)&note, sizeof note);
    return index;
}

/* The note that a node refers to, by its label. A second definition of the same label is a note of
 * its own, and so is one that comes too late; only a broken tree has these. */
static size_t note_of(oct_html_notes *notes, oct_node *node) {
    bool defines = !(node->flags & OCT_AGAIN) || node->first;
    if (node->as.label.len == 0)
        return add_note(notes, node);
    void **place = oct_map_place(&notes->labels, node->as.label);
    if (!place)
        return 0;
    size_t known = (size_t)(uintptr_t)*place;
    if (known == 0) {
        size_t index = add_note(notes, defines ? node : NULL);
        *place = (void *)(uintptr_t)(index + 1);
        return index;
    }
    oct_html_note *note = oct_html_notes_at(notes, known - 1);
    if (!defines || note->node == node)
        return known - 1;
    if (note->node || known <= notes->closed)
        return add_note(notes, node);
    note->node = node;
    return known - 1;
}

static void link_reference(oct_html_notes *notes, uint32_t note_index, uint32_t index) {
    oct_html_note *note = oct_html_notes_at(notes, note_index);
    if (note->last_reference == OCT_NO_REFERENCE)
        note->first_reference = index;
    else
        oct_html_notes_reference(notes, note->last_reference)->next = index;
    note->last_reference = index;
}

static void add_reference(oct_html_notes *notes, oct_node *node) {
    size_t index = reference_count(notes), note = note_of(notes, node);
    oct_html_reference reference = {(uint32_t)note, notes->part, OCT_NO_REFERENCE};
    oct_buffer_append(&notes->references, (const char *)&reference, sizeof reference);
    notes->failed |= notes->notes.failed || notes->references.failed || notes->labels.failed ||
                     index >= OCT_NO_REFERENCE;
    if (!notes->failed)
        link_reference(notes, (uint32_t)note, (uint32_t)index);
}

void oct_html_notes_collect(oct_html_notes *notes, oct_node *root) {
    for (oct_node *node = root, *next; node; node = next) {
        next = oct_node_following(node, root);
        if (node->kind == OCT_NOTE && !notes->failed)
            add_reference(notes, node);
        if (node->kind == OCT_NOTE || node->kind == OCT_IMAGE)
            next = oct_node_after(node, root);
    }
}

void oct_html_notes_collect_nested(oct_html_notes *notes, size_t first) {
    for (size_t i = first > notes->closed ? first : notes->closed;
         i < oct_html_notes_count(notes) && !notes->failed; i++) {
        oct_node *node = oct_html_notes_at(notes, i)->node;
        notes->closed = i + 1;
        for (oct_node *block = node ? node->first : NULL; block; block = block->next)
            oct_html_notes_collect(notes, block);
    }
}

size_t oct_html_notes_take(oct_html_notes *notes, oct_node *node) {
    if (notes->taken == reference_count(notes))
        add_reference(notes, node);
    return notes->failed ? OCT_NO_REFERENCE : notes->taken++;
}
