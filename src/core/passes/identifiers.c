/* core/passes/identifiers - see passes.h. Identifiers are first unique in their file, as their
 * author wrote the links, then in the document. */
#include "core/passes/identifiers.h"

#include "core/slug.h"

input_ids *oct_identifiers_input(oct_identifiers *ids, size_t file) {
    return &ids->inputs[file < ids->input_count ? file : 0];
}

oct_slice oct_identifiers_slug(oct_identifiers *ids) {
    oct_buffer *text = &ids->scratch;
    size_t start = text->len;
    oct_append_slug(text, oct_buffer_view(text), ids->document->slugs);
    return oct_arena_copy(ids->arena, oct_slice_from(oct_buffer_view(text), start));
}

static oct_slice heading_slug(oct_identifiers *ids, const oct_node *heading) {
    ids->scratch.len = 0;
    oct_node_plain_text(heading, &ids->scratch);
    return oct_identifiers_slug(ids);
}

/* "id-2". Empty when memory is out. */
static oct_slice numbered(oct_identifiers *ids, oct_slice id, uintptr_t number) {
    ids->scratch.len = 0;
    oct_buffer_slice(&ids->scratch, id);
    oct_buffer_byte(&ids->scratch, '-');
    oct_buffer_number(&ids->scratch, (int64_t)number);
    ids->arena->failed |= ids->scratch.failed; /* who looks for a free number is to stop */
    if (ids->scratch.failed)
        return (oct_slice){NULL, 0};
    return oct_arena_copy(ids->arena, oct_buffer_view(&ids->scratch));
}

/* The identifier itself when it is new, else the first free one with a number behind it. */
oct_slice oct_identifiers_unique(oct_identifiers *ids, oct_slice id) {
    uintptr_t **next = (uintptr_t **)oct_map_place(&ids->global, id);
    if (!next)
        return id;
    uintptr_t number = (uintptr_t)*next;
    oct_slice candidate = id;
    while (number) {
        candidate = numbered(ids, id, number++);
        void **taken = oct_map_place(&ids->global, candidate);
        if (!taken || !candidate.len)
            return id;
        if (!*taken) {
            *taken = (void *)1;
            break;
        }
    }
    next = (uintptr_t **)oct_map_place(&ids->global, id);
    if (next)
        *next = (uintptr_t *)(number ? number : 1);
    return candidate;
}

/* The place of what is known of an identifier; NULL when memory is out. */
static local_id **local_place(input_ids *input, oct_slice id) {
    return (local_id **)oct_map_place(&input->ids, id);
}

/* Keeps what an identifier of an input is called in the document: nothing is given where none are.
 * A heading whose words are taken
 * is numbered, from where the last one with the same words left off; of other nodes the first one
 * counts. */
static void keep_local(oct_identifiers *ids, oct_node *node, oct_slice wanted, oct_slice given,
                       bool heading) {
    input_ids *input = oct_identifiers_input(ids, node->file);
    local_id **place = local_place(input, wanted);
    oct_slice candidate = wanted;
    if (place && *place && heading) {
        local_id *taken = *place;
        do {
            candidate = numbered(ids, wanted, ++taken->last_count);
            place = candidate.len ? local_place(input, candidate) : NULL;
        } while (place && *place);
    }
    if (!place || *place)
        return;
    *place = OCT_ARENA_NEW(ids->arena, local_id);
    if (*place)
        **place = (local_id){.id = given.len ? given : candidate, .node = node};
}

/* The second heading "Notes" of a file is "notes-1" to links in that file, whatever it is called in
 * the document: the count is the file's own. */
static void give(oct_identifiers *ids, oct_node *node) {
    oct_slice wanted = oct_node_id(node);
    bool heading = wanted.len == 0;
    if (heading)
        wanted = heading_slug(ids, node);
    oct_attributes *attributes = ids->gives ? oct_node_attributes(node, ids->arena) : NULL;
    if (ids->gives && !attributes)
        return;
    oct_slice given = oct_identifiers_unique(ids, wanted);
    keep_local(ids, node, wanted, attributes ? given : (oct_slice){NULL, 0}, heading);
    if (attributes)
        attributes->id = given;
}

static void give_all(oct_identifiers *ids) {
    oct_node *root = ids->document->root;
    for (oct_node *node = root->first; node && !ids->arena->failed;
         node = oct_node_following(node, root)) {
        input_ids *input = oct_identifiers_input(ids, node->file);
        if (!input->first)
            input->first = node;
        if (node->kind == OCT_HEADING || (node->attributes && node->attributes->id.len))
            give(ids, node);
        if (node->kind == OCT_LINK)
            oct_buffer_append(&ids->links, (const char *)&node, sizeof node);
    }
}

static bool begin(oct_identifiers *ids, oct_writing *writing) {
    const oct_allocator *allocator = oct_context_allocator(writing->context);
    oct_document *document = writing->document;
    size_t count = document->file_count ? document->file_count : 1;
    *ids = (oct_identifiers){.writing = writing,
                             .document = document,
                             .arena = &document->arena,
                             .gives = oct_passes_give_identifiers(writing)};
    oct_map_init(&ids->global, allocator);
    oct_map_init(&ids->files, allocator);
    oct_map_init(&ids->pages, allocator);
    oct_map_init(&ids->outside, allocator);
    oct_buffer_init(&ids->links, allocator);
    oct_buffer_init(&ids->scratch, allocator);
    ids->inputs = oct_arena_array(ids->arena, count, sizeof *ids->inputs);
    if (!ids->inputs)
        return false;
    for (ids->input_count = 0; ids->input_count < count; ids->input_count++)
        oct_map_init(&ids->inputs[ids->input_count].ids, allocator);
    return true;
}

/* Frees all; says whether everything went well. */
static bool end(oct_identifiers *ids) {
    bool ok = ids->inputs && !ids->arena->failed && !ids->global.failed && !ids->files.failed &&
              !ids->pages.failed && !ids->outside.failed && !ids->links.failed &&
              !ids->scratch.failed;
    for (size_t i = 0; i < ids->input_count; i++) {
        ok &= !ids->inputs[i].ids.failed;
        oct_map_free(&ids->inputs[i].ids);
    }
    oct_map_free(&ids->global);
    oct_map_free(&ids->files);
    oct_map_free(&ids->pages);
    oct_map_free(&ids->outside);
    oct_buffer_free(&ids->links);
    oct_buffer_free(&ids->scratch);
    return ok;
}

oct_status oct_pass_identifiers(oct_writing *writing) {
    oct_identifiers ids;
    if (begin(&ids, writing)) {
        give_all(&ids);
        oct_identifiers_follow_links(&ids);
    }
    return end(&ids) ? OCT_OK : OCT_NO_MEMORY;
}
