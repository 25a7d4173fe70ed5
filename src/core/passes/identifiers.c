/* core/passes/identifiers - see passes.h. Identifiers are first unique in their file, as their
 * author wrote the links, then in the document. */
#include "core/passes/passes.h"

#include "core/slug.h"

/* An identifier as the author of one input wrote it. */
typedef struct local_id {
    oct_slice id;         /* what it is called in the document */
    uintptr_t last_count; /* the last number put behind it for another heading of the same words */
} local_id;

typedef struct input_ids {
    oct_map ids;     /* identifier -> local_id */
    oct_slice first; /* the first identifier in the input; empty when it has none */
} input_ids;

typedef struct oct_identifiers {
    oct_document *document;
    oct_arena *arena;
    input_ids *inputs;  /* by oct_node.file */
    size_t input_count; /* at least 1 */
    oct_map global;     /* identifier -> the next number to try behind it */
    oct_map files;      /* path of an input -> its index plus one */
    oct_buffer links;   /* of oct_node *: all links of the document */
    oct_buffer scratch;
} oct_identifiers;

static input_ids *input_of(oct_identifiers *ids, size_t file) {
    return &ids->inputs[file < ids->input_count ? file : 0];
}

static oct_slice heading_slug(oct_identifiers *ids, const oct_node *heading) {
    oct_buffer *text = &ids->scratch;
    text->len = 0;
    oct_node_plain_text(heading, text);
    size_t start = text->len;
    oct_append_slug(text, oct_buffer_view(text), ids->document->slugs);
    return oct_arena_copy(ids->arena, oct_slice_from(oct_buffer_view(text), start));
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
static oct_slice unique(oct_identifiers *ids, oct_slice id) {
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

/* Keeps what an identifier of an input is called in the document. A heading whose words are taken
 * is numbered, from where the last one with the same words left off; of other nodes the first one
 * counts. */
static void keep_local(oct_identifiers *ids, input_ids *input, oct_slice wanted, oct_slice given,
                       bool heading) {
    local_id **place = local_place(input, wanted);
    if (place && *place && heading) {
        local_id *taken = *place;
        do {
            oct_slice candidate = numbered(ids, wanted, ++taken->last_count);
            place = candidate.len ? local_place(input, candidate) : NULL;
        } while (place && *place);
    }
    if (!place || *place)
        return;
    *place = OCT_ARENA_NEW(ids->arena, local_id);
    if (*place)
        (*place)->id = given;
}

/* The second heading "Notes" of a file is "notes-1" to links in that file, whatever it is called in
 * the document: the count is the file's own. */
static void give(oct_identifiers *ids, oct_node *node) {
    oct_slice wanted = oct_node_id(node);
    bool heading = wanted.len == 0;
    if (heading)
        wanted = heading_slug(ids, node);
    oct_attributes *attributes = oct_node_attributes(node, ids->arena);
    if (!attributes)
        return;
    input_ids *input = input_of(ids, node->file);
    attributes->id = unique(ids, wanted);
    keep_local(ids, input, wanted, attributes->id, heading);
    if (!input->first.len)
        input->first = attributes->id;
}

static void give_all(oct_identifiers *ids) {
    oct_node *root = ids->document->root;
    for (oct_node *node = root; node && !ids->arena->failed; node = oct_node_following(node, root))
        if (node->kind == OCT_HEADING || (node->attributes && node->attributes->id.len))
            give(ids, node);
        else if (node->kind == OCT_LINK)
            oct_buffer_append(&ids->links, (const char *)&node, sizeof node);
}

/* Whether a path leaves the folder or names a scheme: then it is no other input. */
static bool is_relative_path(oct_slice path) {
    size_t colon = oct_slice_find_byte(path, ':');
    return path.len && path.ptr[0] != '/' &&
           (colon == path.len || oct_slice_find_byte(path, '/') < colon);
}

/* The path of a link as seen from the file it stands in, "a/../b" and "./" taken out. */
static oct_slice resolve(oct_identifiers *ids, const char *from, oct_slice path) {
    oct_slice folder = oct_slice_of(from);
    while (folder.len && folder.ptr[folder.len - 1] != '/')
        folder.len--;
    oct_buffer *out = &ids->scratch;
    out->len = 0;
    oct_buffer_slice(out, folder);
    while (path.len) {
        size_t end = oct_slice_find_byte(path, '/');
        oct_slice part = oct_slice_head(path, end);
        path = oct_slice_from(path, end + 1);
        if (oct_slice_is(part, ".."))
            for (out->len -= out->len != 0; out->len && out->ptr[out->len - 1] != '/';)
                out->len--;
        else if (!oct_slice_is(part, "."))
            oct_buffer_printf(out, "%.*s%s", OCT_SLICE_ARG(part), path.len ? "/" : "");
    }
    return oct_buffer_view(out);
}

/* The identifier that a link from a node leads to; empty when it leads out of the document. */
static oct_slice target(oct_identifiers *ids, const oct_node *link) {
    if (link->as.link->target)
        return oct_node_id(link->as.link->target);
    oct_slice url = link->as.link->url;
    size_t hash = oct_slice_find_byte(url, '#');
    oct_slice path = oct_slice_head(url, hash), fragment = oct_slice_from(url, hash + 1);
    size_t file = link->file;
    if (path.len) {
        if (!is_relative_path(path))
            return (oct_slice){NULL, 0};
        oct_slice resolved = resolve(ids, oct_document_file(ids->document, link), path);
        uintptr_t index = (uintptr_t)oct_map_find(&ids->files, resolved);
        if (index == 0)
            return (oct_slice){NULL, 0};
        file = index - 1;
    }
    if (!fragment.len)
        return path.len ? input_of(ids, file)->first : (oct_slice){NULL, 0};
    const local_id *found = oct_map_find(&input_of(ids, file)->ids, fragment);
    return found ? found->id : (oct_slice){NULL, 0};
}

static void follow(oct_identifiers *ids, oct_link *link, oct_slice id) {
    if (!id.len || oct_slice_equal(oct_slice_from(link->url, 1), id))
        return;
    ids->scratch.len = 0;
    oct_buffer_byte(&ids->scratch, '#');
    oct_buffer_slice(&ids->scratch, id);
    link->url = oct_arena_copy(ids->arena, oct_buffer_view(&ids->scratch));
}

static void follow_links(oct_identifiers *ids) {
    oct_node *link;
    for (size_t at = 0; at < ids->links.len; at += sizeof link) {
        memcpy(&link, ids->links.ptr + at, sizeof link);
        follow(ids, link->as.link, target(ids, link));
    }
}

static void list_files(oct_identifiers *ids) {
    for (uint32_t i = 0; i < ids->document->file_count; i++) {
        void **place = oct_map_place(&ids->files, oct_slice_of(ids->document->files[i]));
        if (place && !*place)
            *place = (void *)(uintptr_t)(i + 1);
    }
}

static bool begin(oct_identifiers *ids, oct_document *document, const oct_allocator *allocator) {
    size_t count = document->file_count ? document->file_count : 1;
    *ids = (oct_identifiers){.document = document, .arena = &document->arena};
    oct_map_init(&ids->global, allocator);
    oct_map_init(&ids->files, allocator);
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
              !ids->links.failed && !ids->scratch.failed;
    for (size_t i = 0; i < ids->input_count; i++) {
        ok &= !ids->inputs[i].ids.failed;
        oct_map_free(&ids->inputs[i].ids);
    }
    oct_map_free(&ids->global);
    oct_map_free(&ids->files);
    oct_buffer_free(&ids->links);
    oct_buffer_free(&ids->scratch);
    return ok;
}

oct_status oct_pass_identifiers(oct_writing *writing) {
    oct_identifiers ids;
    if (begin(&ids, writing->document, oct_context_allocator(writing->context))) {
        list_files(&ids);
        give_all(&ids);
        follow_links(&ids);
    }
    return end(&ids) ? OCT_OK : OCT_NO_MEMORY;
}
