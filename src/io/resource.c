/* io/resource - the loader: finds, judges and remembers what a document names. Knows base and
 * io/image. */
#include "io/resource_parts.h"

#include "base/size.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Of a file, read first to tell its type. A multiple of eight, for the digest. */
enum { HEAD_SIZE = 64 * 1024 };

static const oct_resource no_memory = {.state = OCT_RESOURCE_NO_MEMORY};

/* ---- Allowed folders ---------------------------------------------------------------------- */

void oct_loader_init(oct_loader *loader, const oct_allocator *allocator, uint64_t max_bytes) {
    *loader = (oct_loader){.allocator = allocator, .max_bytes = max_bytes};
    oct_arena_init(&loader->arena, allocator);
    oct_map_init(&loader->images, allocator);
}

void oct_loader_free(oct_loader *loader) {
    oct_map_free(&loader->images);
    oct_arena_clear(&loader->arena);
}

/* Adds a folder to a list that does not have it yet. */
static bool add_folder(oct_loader *loader, const char ***list, size_t *count, const char *folder) {
    for (size_t i = 0; i < *count; i++) {
        if (strcmp((*list)[i], folder) == 0)
            return true;
    }
    if ((*count & (*count - 1)) == 0) { /* full at 0, 1, 2, 4, 8, … */
        const char **longer =
            oct_arena_array(&loader->arena, *count ? *count * 2 : 1, sizeof *longer);
        if (!longer)
            return false;
        if (*count)
            memcpy(longer, *list, *count * sizeof *longer);
        *list = longer;
    }
    const char *copy = oct_arena_string(&loader->arena, oct_slice_of(folder));
    if (!copy)
        return false;
    (*list)[(*count)++] = copy;
    return true;
}

static bool add_root(oct_loader *loader, const char *folder) {
    return add_folder(loader, &loader->roots, &loader->root_count, folder);
}

bool oct_loader_allow(oct_loader *loader, const char *folder) {
    char resolved[PATH_MAX];
    if (!realpath(folder, resolved))
        return true;
    return add_root(loader, resolved) &&
           add_folder(loader, &loader->search, &loader->search_count, resolved);
}

bool oct_loader_allow_input(oct_loader *loader, const char *input_path) {
    char folder[PATH_MAX], resolved[PATH_MAX], working[PATH_MAX];
    const char *slash = strrchr(input_path, '/');
    size_t length = slash ? (size_t)(slash - input_path) + 1 : 0;
    if (length + 2 > PATH_MAX)
        return true;
    memcpy(folder, input_path, length);
    memcpy(folder + length, ".", 2);
    if (!realpath(folder, resolved))
        return true;
    if (!realpath(".", working))
        return add_root(loader, resolved);
    size_t above = strlen(working);
    bool beneath = strncmp(resolved, working, above) == 0 &&
                   (above == 1 || resolved[above] == '/' || resolved[above] == '\0');
    return beneath ? oct_loader_allow(loader, working) : add_root(loader, resolved);
}

/* ---- Digests ------------------------------------------------------------------------------ */

/* Each word is mixed in by a multiplication with an odd constant (2^64 divided by the golden ratio)
 * and a shift that brings the high bits down. Parts but the last must be multiples of eight bytes.
 */
static uint64_t mix(uint64_t digest, uint64_t word) {
    digest = (digest ^ word) * 0x9E3779B97F4A7C15u;
    return digest ^ digest >> 29;
}

static uint64_t digest_part(uint64_t digest, const char *bytes, size_t len) {
    for (; len >= 8; bytes += 8, len -= 8) {
        uint64_t word = 0;
        for (size_t i = 0; i < 8; i++) /* little-endian everywhere */
            word |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
        digest = mix(digest, word);
    }
    uint64_t rest = 0;
    for (size_t i = 0; i < len; i++)
        rest |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
    return len ? mix(digest, rest) : digest;
}

static uint64_t digest_end(uint64_t digest, uint64_t size) {
    return mix(mix(digest, size), digest >> 32);
}

/* ---- Judging an image --------------------------------------------------------------------- */

/* The type that an extension, or the second half of a media type, stands for. */
static oct_image_type type_named(oct_slice name) {
    static const struct {
        const char *name;
        oct_image_type type;
    } names[] = {
        {"png", OCT_IMAGE_PNG},     {"jpg", OCT_IMAGE_JPEG},  {"jpeg", OCT_IMAGE_JPEG},
        {"jpe", OCT_IMAGE_JPEG},    {"jfif", OCT_IMAGE_JPEG}, {"pjpeg", OCT_IMAGE_JPEG},
        {"gif", OCT_IMAGE_GIF},     {"webp", OCT_IMAGE_WEBP}, {"svg", OCT_IMAGE_SVG},
        {"svg+xml", OCT_IMAGE_SVG},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (oct_slice_equal_nocase(name, oct_slice_of(names[i].name)))
            return names[i].type;
    }
    return OCT_IMAGE_UNKNOWN;
}

/* What follows the last such byte; empty when there is none. */
static oct_slice behind_last(oct_slice text, char byte) {
    size_t start = text.len;
    while (start > 0 && text.ptr[start - 1] != byte)
        start--;
    return start ? oct_slice_from(text, start) : oct_slice_make(NULL, 0);
}

static oct_image probe_all(oct_slice bytes) {
    oct_image image = oct_image_probe(bytes);
    image.truncated |= !oct_image_is_whole(image.type, bytes);
    return image;
}

static void judge_image(oct_resource *resource, oct_slice label) {
    const oct_image *image = &resource->image;
    oct_image_type named = type_named(label);
    if (resource->state != OCT_RESOURCE_LOADED)
        return;
    if (image->type == OCT_IMAGE_UNKNOWN)
        resource->state = OCT_RESOURCE_UNKNOWN_TYPE;
    else if (image->truncated ||
             (image->type != OCT_IMAGE_SVG && (image->width == 0 || image->height == 0)))
        resource->state = OCT_RESOURCE_TRUNCATED;
    resource->mislabelled = named != OCT_IMAGE_UNKNOWN && named != image->type;
}

static void judge_size(oct_resource *resource, uint64_t max_bytes) {
    if (resource->size == 0)
        resource->state = OCT_RESOURCE_EMPTY;
    else if (resource->size > max_bytes)
        resource->state = OCT_RESOURCE_TOO_LARGE;
}

/* ---- Loading ------------------------------------------------------------------------------ */

/* A file while it is looked through. */
typedef struct scan {
    oct_resource *resource;
    const oct_allocator *allocator;
    int descriptor;
    bool image;
    char *bytes; /* the head, or all of it */
    size_t capacity;
    uint64_t left; /* not yet read */
} scan;

static bool scan_read(scan *file, char *to, size_t len) {
    int error = oct_read_exactly(file->descriptor, to, len);
    file->left -= len;
    if (error) {
        file->resource->state = OCT_RESOURCE_UNREADABLE;
        file->resource->error = error;
    }
    return error == 0;
}

static bool scan_reserve(scan *file, size_t capacity) {
    char *bytes = oct_reallocate(file->allocator, file->bytes, file->capacity, capacity);
    if (!bytes) {
        file->resource->state = OCT_RESOURCE_NO_MEMORY;
        return false;
    }
    file->bytes = bytes;
    file->capacity = capacity;
    return true;
}

/* Whether the first bytes of an image were enough: its size may lie behind them; and of a PNG and a
 * WebP it has to be seen that they are not cut off, for which a PNG's last bytes do mostly. */
static bool is_judged(const scan *file) {
    static const char end[12] = "\0\0\0\0IEND\xAE\x42\x60\x82";
    const oct_image *image = &file->resource->image;
    char tail[sizeof end];
    if (image->type == OCT_IMAGE_UNKNOWN || image->truncated || image->type == OCT_IMAGE_WEBP)
        return false;
    if (image->type != OCT_IMAGE_PNG)
        return true;
    off_t at = (off_t)(file->resource->size - sizeof end);
    return pread(file->descriptor, tail, sizeof tail, at) == (ssize_t)sizeof tail &&
           memcmp(tail, end, sizeof end) == 0;
}

/* All bytes at once are read only where the first were not enough. */
static bool scan_head(scan *file) {
    oct_resource *resource = file->resource;
    size_t head = resource->size < HEAD_SIZE ? (size_t)resource->size : HEAD_SIZE;
    if (!scan_reserve(file, head) || !scan_read(file, file->bytes, head))
        return false;
    if (!file->image)
        return true;
    resource->image = oct_image_probe(oct_slice_make(file->bytes, head));
    if (file->left > 0 && is_judged(file))
        return true;
    if (file->left > 0) {
        if (resource->size > SIZE_MAX || !scan_reserve(file, (size_t)resource->size) ||
            !scan_read(file, file->bytes + head, (size_t)resource->size - head))
            return false;
    }
    resource->image = probe_all(oct_slice_make(file->bytes, file->capacity));
    return true;
}

static void scan_file(scan *file) {
    oct_resource *resource = file->resource;
    file->left = resource->size;
    if (!scan_head(file))
        return;
    uint64_t digest = digest_part(0, file->bytes, file->capacity);
    while (file->left > 0) {
        size_t part = file->left < file->capacity ? (size_t)file->left : file->capacity;
        if (!scan_read(file, file->bytes, part))
            return;
        digest = digest_part(digest, file->bytes, part);
    }
    resource->digest = digest_end(digest, resource->size);
}

static void load_found(oct_loader *loader, oct_resource *resource, const oct_found_file *found,
                       bool image) {
    scan file = {.resource = resource,
                 .allocator = loader->allocator,
                 .descriptor = found->descriptor,
                 .image = image};
    resource->path = oct_arena_string(&loader->arena, oct_slice_of(found->path));
    resource->found_as = oct_arena_string(&loader->arena, oct_slice_of(found->name));
    resource->size = found->size;
    if (!resource->path || !resource->found_as) {
        resource->state = OCT_RESOURCE_NO_MEMORY;
        return;
    }
    judge_size(resource, loader->max_bytes);
    if (resource->state == OCT_RESOURCE_LOADED)
        scan_file(&file);
    oct_deallocate(loader->allocator, file.bytes, file.capacity);
    if (image)
        judge_image(resource, behind_last(oct_slice_of(found->path), '.'));
}

static void load_file(oct_loader *loader, oct_resource *resource, const char *base, oct_slice name,
                      bool image) {
    oct_found_file found;
    found.only_look = false;
    oct_found_file_look(&found, loader, base, name);
    resource->state = found.state;
    resource->error = found.error;
    if (found.state != OCT_RESOURCE_LOADED)
        return;
    load_found(loader, resource, &found, image);
    close(found.descriptor);
}

static void load_data(oct_loader *loader, oct_resource *resource, oct_slice rest, bool image) {
    oct_slice media_type;
    resource->state = oct_data_url_decode(rest, &loader->arena, &media_type, &resource->bytes);
    if (resource->state != OCT_RESOURCE_LOADED)
        return;
    resource->size = resource->bytes.len;
    judge_size(resource, loader->max_bytes);
    if (resource->state != OCT_RESOURCE_LOADED)
        return;
    resource->digest =
        digest_end(digest_part(0, resource->bytes.ptr, resource->bytes.len), resource->size);
    if (!image)
        return;
    resource->image = probe_all(resource->bytes);
    judge_image(resource, behind_last(media_type, '/'));
}

static void load(oct_loader *loader, oct_resource *resource, const char *base, bool image) {
    oct_slice rest;
    switch (oct_url_classify(resource->url, &rest)) {
    case OCT_URL_ELSEWHERE:
        resource->state = OCT_RESOURCE_REMOTE;
        break;
    case OCT_URL_DATA:
        load_data(loader, resource, rest, image);
        break;
    case OCT_URL_FILE:
    case OCT_URL_LOCAL:
        load_file(loader, resource, base, rest, image);
        break;
    }
}

/* ---- Remembering -------------------------------------------------------------------------- */

/* "i" or "f", the folder, a NUL, the url; or, for data: URLs, which may be long and need no folder,
 * the url itself, lent. Empty when memory is out. */
static oct_slice make_key(oct_loader *loader, const char *base, oct_slice url, bool image) {
    oct_slice folder = oct_slice_of(base), rest;
    if (image && oct_url_classify(url, &rest) == OCT_URL_DATA)
        return url;
    size_t size;
    if (!oct_size_add(folder.len, url.len, &size) || !oct_size_add(size, 2, &size))
        return oct_slice_make(NULL, 0);
    char *key = oct_arena_bytes(&loader->arena, size);
    if (!key)
        return oct_slice_make(NULL, 0);
    key[0] = image ? 'i' : 'f';
    if (folder.len)
        memcpy(key + 1, folder.ptr, folder.len);
    key[1 + folder.len] = '\0';
    if (url.len)
        memcpy(key + 2 + folder.len, url.ptr, url.len);
    return oct_slice_make(key, size);
}

static const oct_resource *fetch(oct_loader *loader, const char *base, oct_slice url, bool image) {
    url = oct_slice_trim(url);
    oct_slice key = make_key(loader, base, url, image);
    oct_resource *known = key.len ? oct_map_find(&loader->images, key) : NULL;
    if (known) {
        if (key.ptr + key.len == loader->arena.tip)
            loader->arena.tip -= key.len; /* a million mentions of one image cost nothing */
        return known;
    }
    void **place = key.len ? oct_map_place(&loader->images, key) : NULL;
    oct_resource *resource = place ? OCT_ARENA_NEW(&loader->arena, oct_resource) : NULL;
    if (!resource)
        return &no_memory;
    resource->url = oct_slice_from(key, key.len - url.len);
    load(loader, resource, base, image);
    if (resource->state == OCT_RESOURCE_NO_MEMORY)
        return &no_memory;
    *place = resource;
    return resource;
}

const oct_resource *oct_loader_image(oct_loader *loader, const char *base, oct_slice url) {
    return fetch(loader, base, url, true);
}

const oct_resource *oct_loader_file(oct_loader *loader, const char *base, oct_slice path) {
    return fetch(loader, base, path, false);
}

bool oct_loader_finds(const oct_loader *loader, const char *base, oct_slice name) {
    oct_found_file found;
    found.only_look = true;
    oct_found_file_look(&found, loader, base, name);
    return found.state != OCT_RESOURCE_MISSING;
}

bool oct_resource_read(const oct_resource *resource, oct_arena *arena, oct_slice *bytes) {
    *bytes = resource->bytes;
    if (!resource->path)
        return resource->bytes.ptr != NULL;
    int descriptor;
    uint64_t size;
    if (!oct_regular_file_open(resource->path, &descriptor, &size))
        return false;
    char *all = NULL;
    if (size == resource->size && size <= SIZE_MAX)
        all = oct_arena_bytes(arena, (size_t)size);
    bool read = all && oct_read_exactly(descriptor, all, (size_t)size) == 0;
    close(descriptor);
    if (read)
        *bytes = oct_slice_make(all, (size_t)size);
    return read;
}
