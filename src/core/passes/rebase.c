/* core/passes/rebase - see passes.h. */
#include "core/passes/passes.h"
#include "core/paths.h"

static oct_slice folder_of(const oct_document *document, uint16_t file) {
    return file < document->file_count ? oct_path_folder(oct_slice_of(document->files[file]))
                                       : (oct_slice){NULL, 0};
}

typedef struct rebasing {
    oct_document *document;
    oct_buffer base, path, url;
} rebasing;

static void rebase(rebasing *r, oct_link *link, oct_slice folder) {
    oct_slice url = oct_slice_trim(link->url), path = oct_url_path(url);
    if (!oct_url_is_path(path))
        return;
    r->url.len = 0;
    oct_path_join(&r->path, folder, path);
    if (!oct_path_between(&r->url, oct_buffer_view(&r->base), oct_buffer_view(&r->path)))
        return;
    oct_buffer_slice(&r->url, oct_slice_from(url, path.len));
    link->url = oct_arena_copy(&r->document->arena, oct_buffer_view(&r->url));
}

oct_status oct_pass_rebase(oct_writing *writing) {
    const oct_allocator *allocator = oct_context_allocator(writing->context);
    oct_document *document = writing->document;
    oct_slice base = folder_of(document, 0);
    rebasing r = {.document = document};
    oct_buffer_init(&r.base, allocator);
    oct_buffer_init(&r.path, allocator);
    oct_buffer_init(&r.url, allocator);
    oct_path_join(&r.base, OCT_S(""), base);
    for (oct_node *node = document->root; node; node = oct_node_following(node, document->root)) {
        if (node->kind != OCT_LINK && node->kind != OCT_IMAGE)
            continue;
        oct_slice folder = folder_of(document, node->file);
        if (!oct_slice_equal(folder, base))
            rebase(&r, node->as.link, folder);
    }
    bool failed = r.base.failed || r.path.failed || r.url.failed;
    oct_buffer_free(&r.base);
    oct_buffer_free(&r.path);
    oct_buffer_free(&r.url);
    return failed ? OCT_NO_MEMORY : OCT_OK;
}
