/* formats/markdown/notes - see notes.h. Knows base, ast and cmark. */
#include "formats/markdown/notes.h"

#include "base/utf8.h"

#include <unicase.h>

void oct_md_notes_init(oct_md_notes *notes, const oct_allocator *allocator) {
    *notes = (oct_md_notes){.allocator = allocator};
    oct_map_init(&notes->by_label, allocator);
}

void oct_md_notes_free(oct_md_notes *notes) {
    oct_deallocate(notes->allocator, notes->notes, notes->capacity * sizeof *notes->notes);
    oct_map_free(&notes->by_label);
}

/* A character may get longer when its case changes, but not to more than the double. */
enum { LONGEST_KEY = 2048 };

/* Labels match without regard to case. The key is written to a buffer of LONGEST_KEY bytes; empty
 * when the label is too long for one: see oct_md_label_length. */
static oct_slice folded(char *key, oct_slice label) {
    size_t length, written = 0;
    if (label.len > LONGEST_KEY / 2)
        return (oct_slice){key, 0};
    for (size_t i = 0; i < label.len; i += length) {
        uint32_t c = oct_utf8_decode(oct_slice_from(label, i), &length);
        written += oct_utf8_encode(uc_tolower(uc_toupper(c)), key + written);
    }
    return (oct_slice){key, written};
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

/* Whether the block holds definitions is kept as its user data. */
static const char holds_definitions;

static void collect_block(oct_md_notes *notes, oct_arena *arena, cmark_node *block, bool parsed) {
    cmark_node *node = block;
    for (;;) {
        if (node->type == CMARK_NODE_FOOTNOTE_DEFINITION) {
            add_definition(notes, arena, node, parsed);
            block->user_data = (void *)(uintptr_t)&holds_definitions;
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
    return block->user_data == &holds_definitions;
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
        char key[LONGEST_KEY + 4];
        oct_slice copy = oct_arena_copy(arena, folded(key, note->label));
        void **place = copy.ptr ? oct_map_place(&notes->by_label, copy) : NULL;
        notes->failed |= !place;
        if (place && !*place)
            *place = note;
        else
            note->duplicate = true;
    }
}

oct_md_note *oct_md_notes_find(oct_md_notes *notes, oct_slice label) {
    char key[LONGEST_KEY + 4];
    return notes->count ? oct_map_find(&notes->by_label, folded(key, label)) : NULL;
}
