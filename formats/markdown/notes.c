/* formats/markdown/notes - see notes.h. Knows base, ast and cmark. */
#include "formats/markdown/notes.h"

void oct_md_notes_init(oct_md_notes *notes, const oct_allocator *allocator) {
    *notes = (oct_md_notes){.allocator = allocator};
    oct_map_init(&notes->by_label, allocator);
}

void oct_md_notes_free(oct_md_notes *notes) {
    oct_deallocate(notes->allocator, notes->notes, notes->capacity * sizeof *notes->notes);
    oct_map_free(&notes->by_label);
}

/* Labels match without regard to the case of ASCII letters. */
static oct_slice folded(oct_arena *arena, oct_slice label) {
    char *copy = oct_arena_bytes(arena, label.len);
    for (size_t i = 0; copy && i < label.len; i++)
        copy[i] = oct_to_lower(label.ptr[i]);
    return (oct_slice){copy, copy ? label.len : 0};
}

static oct_md_note *add(oct_md_notes *notes) {
    if (notes->count == notes->capacity) {
        size_t capacity = notes->capacity ? notes->capacity * 2 : 16;
        oct_md_note *larger =
            oct_reallocate(notes->allocator, notes->notes, notes->capacity * sizeof *larger,
                           capacity * sizeof *larger);
        if (!larger) {
            notes->failed = true;
            return NULL;
        }
        notes->notes = larger;
        notes->capacity = capacity;
    }
    return &notes->notes[notes->count++];
}

static void add_definition(oct_md_notes *notes, oct_arena *arena, cmark_node *definition,
                           bool parsed) {
    oct_md_note *note = add(notes);
    if (!note)
        return;
    cmark_chunk literal = definition->as.literal;
    oct_slice label = {(const char *)literal.data, (size_t)literal.len};
    *note = (oct_md_note){
        .definition = definition, .label = oct_arena_copy(arena, label), .parsed = parsed};
}

/* Blocks hold inlines or blocks: inlines need not be looked at. */
static bool holds_blocks(const cmark_node *node) {
    return node->first_child && CMARK_NODE_BLOCK_P(node->first_child);
}

/* Whether the block holds definitions is kept as its user data, which is nobody else's. */
static void collect_block(oct_md_notes *notes, oct_arena *arena, cmark_node *block, bool parsed) {
    cmark_node *node = block;
    for (;;) {
        if (node->type == CMARK_NODE_FOOTNOTE_DEFINITION) {
            add_definition(notes, arena, node, parsed);
            block->user_data = notes;
        }
        if (holds_blocks(node)) {
            node = node->first_child;
            continue;
        }
        while (node != block && !node->next)
            node = node->parent;
        if (node == block)
            return;
        node = node->next;
    }
}

bool oct_md_notes_in(const cmark_node *block) {
    return block->user_data != NULL;
}

static void collect(oct_md_notes *notes, oct_arena *arena, cmark_node *root,
                    const cmark_node *parsed) {
    bool has_inlines = false;
    for (cmark_node *block = root->first_child; block && !notes->failed; block = block->next) {
        has_inlines |= block == parsed;
        collect_block(notes, arena, block, has_inlines);
    }
}

/* Places in the array move while it grows: the map is made when it is whole. */
void oct_md_notes_collect(oct_md_notes *notes, oct_arena *arena, cmark_node *root,
                          const cmark_node *parsed) {
    collect(notes, arena, root, parsed);
    for (size_t i = 0; i < notes->count && !notes->failed; i++) {
        oct_md_note *note = &notes->notes[i];
        void **place = oct_map_place(&notes->by_label, folded(arena, note->label));
        notes->failed |= !place;
        if (place && !*place)
            *place = note;
        else
            note->duplicate = true;
    }
}

oct_md_note *oct_md_notes_find(oct_md_notes *notes, oct_slice label) {
    char key[1024]; /* longer labels are not references: see oct_md_label_length */
    if (notes->count == 0 || label.len > sizeof key)
        return NULL;
    for (size_t i = 0; i < label.len; i++)
        key[i] = oct_to_lower(label.ptr[i]);
    return oct_map_find(&notes->by_label, oct_slice_make(key, label.len));
}
