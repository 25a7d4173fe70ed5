/* ast/document - see document.h. */
#include "ast/document.h"

struct oct_kept_bytes {
    struct oct_kept_bytes *next;
    void *bytes;
    size_t size;
};

oct_document *oct_document_new(const oct_allocator *allocator) {
    oct_document *document = oct_allocate(allocator, sizeof *document);
    if (!document)
        return NULL;
    *document = (oct_document){0};
    oct_arena_init(&document->arena, allocator);
    document->root = oct_node_new(&document->arena, OCT_DOCUMENT);
    document->metadata = oct_meta_new(&document->arena, OCT_META_MAP);
    if (!document->root || !document->metadata) {
        oct_document_free(document);
        return NULL;
    }
    return document;
}

void oct_document_free_tree(oct_document *document) {
    for (struct oct_kept_bytes *kept = document->kept; kept; kept = kept->next)
        oct_deallocate(&document->arena.allocator, kept->bytes, kept->size);
    oct_arena_clear(&document->arena);
    document->kept = NULL;
    document->root = NULL;
    document->metadata = NULL;
    document->files = NULL;
    document->file_count = 0;
}

void oct_document_free(oct_document *document) {
    if (!document)
        return;
    oct_allocator allocator = document->arena.allocator;
    oct_document_free_tree(document);
    oct_deallocate(&allocator, document, sizeof *document);
}

oct_node *oct_document_node(oct_document *document, oct_kind kind) {
    document->kinds |= OCT_KIND_BIT(kind);
    return oct_node_new(&document->arena, kind);
}

uint16_t oct_document_add_file(oct_document *document, const char *name) {
    uint32_t count = document->file_count;
    if (count == UINT16_MAX)
        return UINT16_MAX - 1;
    char *copy = oct_arena_string(&document->arena, oct_slice_of(name));
    if ((count & (count - 1)) == 0) {
        const char **larger =
            oct_arena_array(&document->arena, count ? (size_t)count * 2 : 1, sizeof *larger);
        if (!larger)
            return 0;
        if (count)
            memcpy(larger, document->files, count * sizeof *larger);
        document->files = larger;
    }
    document->files[count] = copy ? copy : "";
    document->file_count++;
    return (uint16_t)count;
}

const char *oct_document_file(const oct_document *document, const oct_node *node) {
    return node->file < document->file_count ? document->files[node->file] : NULL;
}

bool oct_document_keep(oct_document *document, void *bytes, size_t size) {
    struct oct_kept_bytes *kept = OCT_ARENA_NEW(&document->arena, struct oct_kept_bytes);
    if (!kept) {
        oct_deallocate(&document->arena.allocator, bytes, size);
        return false;
    }
    *kept = (struct oct_kept_bytes){document->kept, bytes, size};
    document->kept = kept;
    return true;
}

oct_node *oct_document_root(const oct_document *document) {
    return document->root;
}

const oct_meta *oct_document_metadata(const oct_document *document) {
    return document->metadata;
}
