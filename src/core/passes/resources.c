/* core/passes/resources - see passes.h. */
#include "core/passes/passes.h"

#include "io/source.h"

#include <string.h>

/* The folder of an input, "" for the working directory; NULL when memory is out. */
static const char *folder_of(oct_arena *arena, const char *file) {
    oct_slice path = oct_slice_of(file);
    while (path.len && path.ptr[path.len - 1] != '/')
        path.len--;
    return path.len ? oct_arena_string(arena, path) : "";
}

typedef struct oct_state_report {
    oct_diagnostic_code code;
    const char *format; /* with one %.*s for the url */
    const char *hint;
} oct_state_report;

/* By oct_resource_state. */
static const oct_state_report reports[] = {
    [OCT_RESOURCE_REMOTE] = {OCT_D_REMOTE_RESOURCE, "image \"%.*s\" is remote and is not fetched",
                             "save it beside the document and link to the copy"},
    [OCT_RESOURCE_MISSING] = {OCT_D_MISSING_IMAGE, "image \"%.*s\" not found",
                              "--resource-path=FOLDERS adds folders to look in"},
    [OCT_RESOURCE_OUTSIDE] = {OCT_D_OUTSIDE_RESOURCE,
                              "image \"%.*s\" lies outside the allowed folders",
                              "--resource-path=FOLDERS allows more folders"},
    [OCT_RESOURCE_EMPTY] = {OCT_D_BAD_IMAGE, "image \"%.*s\" is empty", NULL},
    [OCT_RESOURCE_TOO_LARGE] = {OCT_D_BAD_IMAGE,
                                "image \"%.*s\" is larger than --max-image-bytes allows",
                                "--max-image-bytes=SIZE raises the limit"},
    [OCT_RESOURCE_BAD_DATA_URL] = {OCT_D_BAD_IMAGE, "image \"%.*s\" is a broken data: URL", NULL},
    [OCT_RESOURCE_UNKNOWN_TYPE] = {OCT_D_BAD_IMAGE, "image \"%.*s\" is of no known image type",
                                   "PNG, JPEG, GIF, WebP and SVG are known"},
    [OCT_RESOURCE_TRUNCATED] = {OCT_D_BAD_IMAGE, "image \"%.*s\" is cut off", NULL},
};

enum { SHOWN_URL = 100 }; /* bytes of a URL in a message; data: URLs may have millions */

static void report(oct_writing *writing, const oct_node *image, const oct_resource *resource) {
    oct_slice url = oct_slice_head(image->as.link->url, SHOWN_URL);
    oct_place place = oct_place_of(writing->document, image);
    if (resource->state == OCT_RESOURCE_UNREADABLE) {
        oct_report(writing->context, OCT_D_BAD_IMAGE, place, NULL,
                   "image \"%.*s\" cannot be read: %s", OCT_SLICE_ARG(url),
                   oct_source_reason(resource->error));
    } else if (resource->state != OCT_RESOURCE_LOADED) {
        const oct_state_report *how = &reports[resource->state];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        oct_report(writing->context, how->code, place, how->hint, how->format, OCT_SLICE_ARG(url));
#pragma GCC diagnostic pop
    } else if (resource->mislabelled) {
        oct_report(writing->context, OCT_D_MISLABELLED_IMAGE, place, NULL,
                   "image \"%.*s\" is really of the type %s", OCT_SLICE_ARG(url),
                   oct_image_media_type(resource->image.type));
    }
}

/* An image whose pixels would take too much memory in the program that shows it. */
static bool has_too_many_pixels(const oct_writing *writing, const oct_resource *resource) {
    uint64_t pixels = (uint64_t)resource->image.width * resource->image.height;
    return resource->image.type != OCT_IMAGE_SVG &&
           pixels > (uint64_t)writing->common->max_image_pixels;
}

static oct_status load(oct_writing *writing, oct_node *image, const char *folder) {
    const oct_resource *resource = oct_loader_image(writing->loader, folder, image->as.link->url);
    if (resource->state == OCT_RESOURCE_NO_MEMORY)
        return OCT_NO_MEMORY;
    if (resource->state == OCT_RESOURCE_LOADED && has_too_many_pixels(writing, resource)) {
        oct_report(writing->context, OCT_D_BAD_IMAGE, oct_place_of(writing->document, image),
                   "--max-image-pixels=NUMBER raises the limit",
                   "image \"%.*s\" has more pixels than --max-image-pixels allows",
                   OCT_SLICE_ARG(oct_slice_head(image->as.link->url, SHOWN_URL)));
        return OCT_OK;
    }
    report(writing, image, resource);
    image->as.link->resource = resource;
    return OCT_OK;
}

oct_status oct_pass_resources(oct_writing *writing) {
    oct_document *document = writing->document;
    const char *folder = "";
    uint32_t folder_file = UINT32_MAX;
    for (oct_node *node = document->root; node; node = oct_node_following(node, document->root)) {
        if (node->kind != OCT_IMAGE)
            continue;
        if (node->file != folder_file) {
            folder_file = node->file;
            folder = folder_of(&document->arena, oct_document_file(document, node));
            if (!folder)
                return OCT_NO_MEMORY;
        }
        oct_status status = load(writing, node, folder);
        if (status != OCT_OK)
            return status;
    }
    return OCT_OK;
}
