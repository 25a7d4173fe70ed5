/* core/passes/identifiers - see passes.h. Identifiers are first unique in their file, as their
 * author wrote the links, then in the document. */
#include "core/passes/passes.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <unicase.h>
#include <unictype.h>

typedef struct oct_identifiers {
    oct_document *document;
    oct_arena *arena;
    oct_map local;        /* "file index/identifier" -> the identifier in the document */
    oct_map global;       /* identifier -> the next number to try behind it */
    oct_map numbers;      /* key of the local map -> the last number put behind it */
    oct_map files;        /* path of an input -> its index plus one */
    oct_slice *first_ids; /* of each input: the first identifier in it */
    oct_buffer scratch;
    bool failed;
} oct_identifiers;

/* GitHub's algorithm: lower case, letters, digits, marks, '-' and '_' kept, spaces to '-', the rest
 * dropped. */
static void append_slug_of(oct_buffer *out, uint32_t c) {
    if (c == ' ')
        oct_buffer_byte(out, '-');
    else if (c == '-' || c == '_' || uc_is_property_alphabetic(c) ||
             uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N))
        oct_buffer_code_point(out, uc_tolower(c));
}

static oct_slice heading_slug(oct_identifiers *ids, const oct_node *heading) {
    oct_buffer *text = &ids->scratch;
    text->len = 0;
    oct_node_plain_text(heading, text);
    oct_slice words = oct_slice_trim(oct_buffer_view(text));
    size_t at = words.len ? (size_t)(words.ptr - text->ptr) : 0, end = at + words.len, length;
    size_t start = text->len;
    /* By offsets: the slug grows behind its own source, which may move. */
    for (; at < end; at += length)
        append_slug_of(text, oct_utf8_decode(oct_slice_make(text->ptr + at, end - at), &length));
    oct_slice slug = oct_slice_from(oct_buffer_view(text), start);
    return oct_arena_copy(ids->arena, slug.len ? slug : OCT_S("section"));
}

/* A key of the local map; the slice lies in the arena. */
static oct_slice local_key(oct_identifiers *ids, uint16_t file, oct_slice id) {
    return oct_slice_of(oct_arena_printf(ids->arena, "%u/%.*s", (unsigned)file, OCT_SLICE_ARG(id)));
}

/* The identifier itself when it is new, else the first free one with a number behind it. */
static oct_slice unique(oct_identifiers *ids, oct_slice id) {
    uintptr_t **next = (uintptr_t **)oct_map_place(&ids->global, id);
    if (!next)
        return id;
    uintptr_t number = (uintptr_t)*next;
    oct_slice candidate = id;
    while (number) {
        candidate = oct_slice_of(
            oct_arena_printf(ids->arena, "%.*s-%zu", OCT_SLICE_ARG(id), (size_t)number++));
        void **taken = oct_map_place(&ids->global, candidate);
        if (!taken || !candidate.ptr)
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

/* Where the local map has a wanted identifier. A heading whose words are taken is numbered, from
 * where the last one with the same words left off. */
static oct_slice **local_place(oct_identifiers *ids, uint16_t file, oct_slice wanted,
                               bool heading) {
    oct_slice key = local_key(ids, file, wanted);
    oct_slice **place = (oct_slice **)oct_map_place(&ids->local, key);
    uintptr_t **last =
        place && *place && heading ? (uintptr_t **)oct_map_place(&ids->numbers, key) : NULL;
    if (!last)
        return place;
    uintptr_t number = (uintptr_t)*last;
    do {
        key = oct_slice_of(oct_arena_printf(ids->arena, "%u/%.*s-%zu", (unsigned)file,
                                            OCT_SLICE_ARG(wanted), (size_t)++number));
        place = (oct_slice **)oct_map_place(&ids->local, key);
    } while (place && *place);
    *last = (uintptr_t *)number;
    return place;
}

static void give(oct_identifiers *ids, oct_node *node) {
    oct_slice wanted = oct_node_id(node);
    bool heading = wanted.len == 0;
    if (heading)
        wanted = heading_slug(ids, node);
    oct_attributes *attributes = oct_node_attributes(node, ids->arena);
    if (!attributes)
        return;
    oct_slice given = unique(ids, wanted);
    attributes->id = given;
    /* The second heading "Notes" of a file is "notes-1" to links in that file, whatever it is
     * called in the document: the count is the file's own. */
    oct_slice **place = local_place(ids, node->file, wanted, heading);
    if (place && !*place)
        *place = &attributes->id;
    if (!ids->first_ids[node->file].len)
        ids->first_ids[node->file] = given;
}

static void give_all(oct_identifiers *ids) {
    oct_walk walk = oct_walk_begin(ids->document->root);
    while (oct_walk_next(&walk) && !ids->arena->failed)
        if (walk.entering && (walk.node->kind == OCT_HEADING || oct_node_id(walk.node).len))
            give(ids, walk.node);
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
    oct_slice url = link->as.link->url;
    size_t hash = oct_slice_find_byte(url, '#');
    oct_slice path = oct_slice_head(url, hash), fragment = oct_slice_from(url, hash + 1);
    uint16_t file = link->file;
    if (path.len) {
        if (!is_relative_path(path))
            return (oct_slice){NULL, 0};
        oct_slice resolved = resolve(ids, oct_document_file(ids->document, link), path);
        uintptr_t index = (uintptr_t)oct_map_find(&ids->files, resolved);
        if (index == 0)
            return (oct_slice){NULL, 0};
        file = (uint16_t)(index - 1);
    }
    if (!fragment.len)
        return path.len ? ids->first_ids[file] : (oct_slice){NULL, 0};
    const oct_slice *found = oct_map_find(&ids->local, local_key(ids, file, fragment));
    return found ? *found : (oct_slice){NULL, 0};
}

static void follow_links(oct_identifiers *ids) {
    oct_walk walk = oct_walk_begin(ids->document->root);
    while (oct_walk_next(&walk) && !ids->arena->failed) {
        if (!walk.entering || walk.node->kind != OCT_LINK)
            continue;
        oct_slice id = target(ids, walk.node);
        if (!id.len || oct_slice_equal(oct_slice_from(walk.node->as.link->url, 1), id))
            continue;
        walk.node->as.link->url =
            oct_slice_of(oct_arena_printf(ids->arena, "#%.*s", OCT_SLICE_ARG(id)));
    }
}

static void list_files(oct_identifiers *ids) {
    for (uint32_t i = 0; i < ids->document->file_count; i++) {
        void **place = oct_map_place(&ids->files, oct_slice_of(ids->document->files[i]));
        if (place && !*place)
            *place = (void *)(uintptr_t)(i + 1);
    }
}

oct_status oct_pass_identifiers(oct_writing *writing) {
    const oct_allocator *allocator = oct_context_allocator(writing->context);
    oct_document *document = writing->document;
    oct_identifiers ids = {.document = document, .arena = &document->arena};
    oct_map_init(&ids.local, allocator);
    oct_map_init(&ids.global, allocator);
    oct_map_init(&ids.numbers, allocator);
    oct_map_init(&ids.files, allocator);
    oct_buffer_init(&ids.scratch, allocator);
    ids.first_ids =
        oct_arena_array(ids.arena, (size_t)document->file_count + 1, sizeof *ids.first_ids);
    if (ids.first_ids) {
        list_files(&ids);
        give_all(&ids);
        follow_links(&ids);
    }
    bool failed = ids.arena->failed || ids.local.failed || ids.numbers.failed ||
                  ids.global.failed || ids.files.failed || ids.scratch.failed;
    oct_map_free(&ids.local);
    oct_map_free(&ids.global);
    oct_map_free(&ids.numbers);
    oct_map_free(&ids.files);
    oct_buffer_free(&ids.scratch);
    return failed ? OCT_NO_MEMORY : OCT_OK;
}
