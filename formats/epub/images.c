/* formats/epub/images - the images of a book: each content once, under a safe name, with what
 * readers need that do not know its type. */
#include "formats/epub/epub.h"

#include "core/svg.h"
#include "io/xml.h"

/* ---- Files -------------------------------------------------------------------------------- */

/* "img-0001", and "images/img-0001.png". */
static oct_epub_item *new_image_item(oct_epub_book *book, oct_image_type type) {
    unsigned number = ++book->image_count;
    const char *id = oct_arena_printf(book->arena, "img-%04u", number);
    const char *href =
        oct_arena_printf(book->arena, "images/img-%04u.%s", number, oct_image_extension(type));
    return oct_epub_add_item(book, id, href, oct_image_media_type(type));
}

static const char *package_path(oct_epub_book *book, const oct_epub_item *item) {
    return oct_arena_printf(book->arena, "EPUB/%s", item->href);
}

/* Images are compressed already; those on the disk are read when the package is closed. */
static void add_raster(oct_epub_book *book, const oct_epub_item *item,
                       const oct_resource *resource) {
    const char *path = package_path(book, item);
    if (!path)
        return;
    if (resource->path)
        oct_package_add_file(book->package, path, resource->path, resource->size);
    else
        oct_package_add(book->package, path, resource->bytes, OCT_PACKAGE_STORE);
    book->has_raster = true;
    book->has_gif |= resource->image.type == OCT_IMAGE_GIF;
}

/* EPUB 3.2 does not know WebP: its readers get a drawing with the description. */
static void add_fallback(oct_epub_book *book, oct_epub_item *webp, const oct_resource *resource,
                         oct_slice description) {
    const oct_image *image = &resource->image;
    const char *id = oct_arena_printf(book->arena, "%s-fallback", webp->id);
    const char *href = oct_arena_printf(book->arena, "images/%s.svg", id ? id : "");
    oct_epub_item *item = oct_epub_add_item(book, id, href, "image/svg+xml");
    oct_buffer *out = &book->part;
    if (!item)
        return;
    webp->fallback = id;
    out->len = 0;
    oct_xml_declaration(out);
    oct_buffer_printf(out,
                      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %u %u\">\n"
                      "<text x=\"50%%\" y=\"50%%\" text-anchor=\"middle\">",
                      image->width ? image->width : 600, image->height ? image->height : 400);
    oct_epub_text(book, description);
    oct_buffer_string(out, "</text>\n</svg>\n");
    oct_epub_add_part(book, href);
}

static void refuse(oct_epub_book *book, const oct_resource *resource, oct_place place,
                   const char *why) {
    enum { SHOWN = 100 }; /* bytes of a URL in a message */
    oct_slice url = oct_slice_head(resource->url, SHOWN);
    oct_report(book->writing->context, OCT_D_BAD_IMAGE, place, NULL, "image \"%.*s\" %s",
               OCT_SLICE_ARG(url), why);
}

/* A drawing goes through the cleaner into book->part. */
static bool load_svg(oct_epub_book *book, const oct_resource *resource, oct_place place) {
    oct_arena arena;
    oct_slice bytes = {NULL, 0};
    oct_arena_init(&arena, book->part.allocator);
    book->part.len = 0;
    const char *trouble = NULL;
    if (!oct_resource_read(resource, &arena, &bytes))
        trouble = arena.failed ? NULL : "cannot be read";
    else if (!oct_svg_clean(bytes, &book->part))
        trouble = book->part.failed ? NULL : "is not well-formed XML in UTF-8";
    if (trouble)
        refuse(book, resource, place, trouble);
    book->failed |= arena.failed || book->part.failed;
    oct_arena_clear(&arena);
    return !trouble && !book->failed;
}

/* ---- One image ---------------------------------------------------------------------------- */

static const oct_epub_item *add_new_image(oct_epub_book *book, const oct_resource *resource,
                                          oct_place place, oct_slice description) {
    oct_image_type type = resource->image.type;
    bool svg = type == OCT_IMAGE_SVG;
    if (svg && !load_svg(book, resource, place))
        return NULL;
    oct_epub_item *item = new_image_item(book, type);
    if (!item)
        return NULL;
    if (svg)
        oct_epub_add_part(book, item->href);
    else
        add_raster(book, item, resource);
    if (type == OCT_IMAGE_WEBP)
        add_fallback(book, item, resource, description);
    return item;
}

/* What two images of the same content have in common. */
static oct_slice content_key(oct_epub_book *book, const oct_resource *resource) {
    return oct_slice_of(
        oct_arena_printf(book->arena, "%016llx %016llx %d", (unsigned long long)resource->digest,
                         (unsigned long long)resource->size, (int)resource->image.type));
}

/* Marks an image that was refused, so that it is reported and tried once. */
static const oct_epub_item refused;

const oct_epub_item *oct_epub_add_image(oct_epub_book *book, const oct_resource *resource,
                                        oct_place place, oct_slice description) {
    oct_slice key = content_key(book, resource);
    void **known = key.ptr ? oct_map_place(&book->images, key) : NULL;
    if (!known) {
        book->failed = true;
        return NULL;
    }
    if (!*known) {
        const oct_epub_item *item = add_new_image(book, resource, place, description);
        *known = (void *)(uintptr_t)(item ? item : &refused);
        oct_epub_hash_add(&book->hash, key);
    }
    return *known == &refused ? NULL : *known;
}

/* ---- The cover ---------------------------------------------------------------------------- */

/* A path as a relative URL: what would be cut off or decoded is encoded. */
static oct_slice url_of_path(oct_epub_book *book, oct_slice path) {
    oct_buffer url;
    oct_buffer_init(&url, book->part.allocator);
    for (size_t i = 0; i < path.len; i++)
        if (strchr("%?#:", path.ptr[i]))
            oct_buffer_printf(&url, "%%%02X", (unsigned)(uint8_t)path.ptr[i]);
        else
            oct_buffer_byte(&url, path.ptr[i]);
    oct_slice copy = oct_arena_copy(book->arena, oct_buffer_view(&url));
    book->failed |= url.failed;
    oct_buffer_free(&url);
    return copy;
}

/* The folder of a path with its '/'; "./" when it has none. */
static char *folder_of(oct_epub_book *book, const char *path) {
    const char *slash = path ? strrchr(path, '/') : NULL;
    oct_slice folder = slash ? oct_slice_make(path, (size_t)(slash - path) + 1) : OCT_S("./");
    return oct_arena_string(book->arena, folder);
}

/* The image that the person names on the command line may lie anywhere. */
static const oct_resource *named_cover(oct_epub_book *book, const char *path) {
    char *folder = folder_of(book, path);
    const char *slash = strrchr(path, '/');
    if (!folder || !oct_loader_allow(book->writing->loader, folder)) {
        book->failed = true;
        return NULL;
    }
    return oct_loader_image(book->writing->loader, folder,
                            url_of_path(book, oct_slice_of(slash ? slash + 1 : path)));
}

/* That of the metadata is looked for as the document's other images are. */
static const oct_resource *metadata_cover(oct_epub_book *book) {
    const oct_document *document = book->document;
    oct_slice url = oct_slice_trim(oct_writing_variable(book->writing, "cover-image"));
    char *folder = folder_of(book, document->file_count ? document->files[0] : NULL);
    return url.len && folder ? oct_loader_image(book->writing->loader, folder, url) : NULL;
}

static void report_cover(oct_epub_book *book, const oct_resource *resource, bool named) {
    oct_slice url = named ? oct_slice_of(book->options->cover_image) : resource->url;
    oct_diagnostic_code code = resource->state == OCT_RESOURCE_MISSING   ? OCT_D_MISSING_IMAGE
                               : resource->state == OCT_RESOURCE_OUTSIDE ? OCT_D_OUTSIDE_RESOURCE
                               : resource->state == OCT_RESOURCE_REMOTE  ? OCT_D_REMOTE_RESOURCE
                                                                         : OCT_D_BAD_IMAGE;
    oct_report(book->writing->context, named ? OCT_D_CANNOT_READ : code, (oct_place){0}, NULL,
               "the cover image \"%.*s\" %s", OCT_SLICE_ARG(url),
               resource->state == OCT_RESOURCE_MISSING   ? "was not found"
               : resource->state == OCT_RESOURCE_OUTSIDE ? "lies outside the allowed folders"
               : resource->state == OCT_RESOURCE_REMOTE  ? "is remote and is not fetched"
                                                         : "is no image that can be read");
    if (named)
        book->status = OCT_IO;
}

void oct_epub_add_cover(oct_epub_book *book) {
    const char *path = book->options->cover_image;
    const oct_resource *resource = path ? named_cover(book, path) : metadata_cover(book);
    if (!resource || book->failed)
        return;
    if (resource->state == OCT_RESOURCE_NO_MEMORY) {
        book->failed = true;
    } else if (resource->state != OCT_RESOURCE_LOADED) {
        report_cover(book, resource, path != NULL);
    } else {
        oct_epub_item *cover = (oct_epub_item *)(uintptr_t)oct_epub_add_image(
            book, resource, (oct_place){0}, book->title);
        if (cover && !cover->fallback) /* the property is for the types of EPUB 3.2 */
            cover->properties = "cover-image";
        book->cover = cover;
    }
}
