/* core/includes - files in the place of the blocks that name them. See reading.h.
 *
 * The tree is walked once, forward: what a file brings is put where its name stood and walked next,
 * so that files in files need no recursion. Who included a file is known by oct_node.file. */
#include "core/reading.h"

#include "core/paths.h"

/* By oct_node.file, from the first file that was included here on. */
typedef struct origin {
    const char *path; /* resolved; NULL: not included, but an input or a chapter */
    uint16_t from;    /* the file that it is included in */
    uint32_t depth;   /* how many includes led to it */
    int64_t shift;    /* by how much its headings are lower */
} origin;

typedef struct including {
    oct_job *job;
    oct_buffer origins; /* of origin */
    uint32_t first;     /* the file of the first of them */
} including;

static bool is_include(const oct_node *node) {
    return node->kind == OCT_RAW_BLOCK && oct_slice_is(node->as.raw->format, OCT_INCLUDE_FORMAT);
}

static origin origin_of(const including *all, uint16_t file) {
    origin found = {NULL, 0, 0, 0};
    if (file >= all->first)
        memcpy(&found, all->origins.ptr + (file - all->first) * sizeof found, sizeof found);
    return found;
}

static int64_t number_in(const oct_node *node, const char *key) {
    int64_t value;
    return oct_slice_to_int(oct_node_pair(node, key), &value) ? value : 0;
}

static oct_place place_of(const including *all, const oct_node *node) {
    oct_place place = oct_place_of(all->job->document, node);
    int64_t column = number_in(node, "column");
    place.column = column > 0 && column < UINT32_MAX ? (uint32_t)column : 0;
    return place;
}

/* ---- What is refused ---------------------------------------------------------------------- */

enum { LONGEST_CHAIN = 500 }; /* bytes of it in a message */

/* "b.md > c.md > a.md": the files from the one that is included again to here, and that again. */
static oct_status report_cycle(including *all, oct_place place, uint16_t file, const char *again,
                               const char *name) {
    oct_arena *arena = &all->job->document->arena;
    oct_slice chain = oct_slice_of(name);
    bool whole = false;
    while (!whole && chain.len < LONGEST_CHAIN) {
        origin from = origin_of(all, file);
        const char *longer = oct_arena_printf(arena, "%s > %.*s", all->job->document->files[file],
                                              OCT_SLICE_ARG(chain));
        if (!longer)
            return oct_job_out_of_memory(all->job);
        chain = oct_slice_of(longer);
        whole = !from.path || strcmp(from.path, again) == 0;
        file = from.from;
    }
    oct_report(all->job->context, OCT_D_BAD_INCLUDE, place, NULL, "\"%s\" includes itself: %s%.*s",
               name, whole ? "" : "... > ", OCT_SLICE_ARG(chain));
    return OCT_SYNTAX;
}

/* Whether a file is on the way to its own include; also the input, which has no origin. */
static bool is_open(const including *all, uint16_t file, const char *path) {
    origin from = origin_of(all, file);
    for (; from.path; from = origin_of(all, file)) {
        if (strcmp(from.path, path) == 0)
            return true;
        file = from.from;
    }
    const oct_resource *input =
        oct_loader_file(&all->job->loader, "", oct_slice_of(all->job->document->files[file]));
    return input->path && strcmp(input->path, path) == 0;
}

static oct_status limit(including *all, oct_place place, const char *hint, const char *what,
                        int64_t most) {
    oct_report(all->job->context, OCT_D_LIMIT, place, hint, "%s: %lld", what, (long long)most);
    return OCT_LIMIT;
}

/* The first time, a file costs nothing. */
static oct_status count_bytes(including *all, oct_place place, const oct_resource *resource) {
    oct_job *job = all->job;
    void **before = oct_map_place(&job->included_files, oct_slice_of(resource->path));
    if (!before)
        return oct_job_out_of_memory(job);
    job->repeated_bytes += *before ? resource->size : 0;
    *before = job;
    if (job->repeated_bytes > (uint64_t)job->options.max_include_bytes)
        return limit(all, place, "--max-include-bytes=SIZE raises the limit",
                     "more is included again and again than --max-include-bytes allows",
                     job->options.max_include_bytes);
    return OCT_OK;
}

static oct_status check(including *all, const oct_node *node, oct_place place,
                        const oct_resource *resource, const char *name) {
    oct_job *job = all->job;
    if (is_open(all, node->file, resource->path))
        return report_cycle(all, place, node->file, resource->path, name);
    if (origin_of(all, node->file).depth >= (uint64_t)job->options.max_include_depth)
        return limit(all, place, "--max-include-depth=NUMBER raises the limit",
                     "files include files deeper than --max-include-depth allows",
                     job->options.max_include_depth);
    return count_bytes(all, place, resource);
}

/* ---- Putting in --------------------------------------------------------------------------- */

static uint32_t depth_of(const oct_node *node) {
    uint32_t depth = 0;
    for (; node; node = node->parent)
        depth++;
    return depth;
}

static int64_t within_levels(int64_t shift) {
    return shift < -6 ? -6 : shift > 6 ? 6 : shift;
}

static bool note_origin(including *all, uint16_t file, const oct_node *node, const char *path) {
    origin parent = origin_of(all, node->file);
    origin from = {
        path, node->file, parent.depth + 1,
        within_levels(parent.shift + within_levels(number_in(node, "shift-heading-level-by")))};
    while (all->origins.len < (size_t)(file - all->first) * sizeof from) /* none is left out */
        oct_buffer_append(&all->origins, (const char *)&(origin){0}, sizeof from);
    oct_buffer_append(&all->origins, (const char *)&from, sizeof from);
    return !all->origins.failed;
}

/* What place holds comes before the node, which goes. The next node to look at. */
static oct_node *put_in_place(oct_node *node, oct_node *place, const oct_node *root) {
    oct_node *first = place->first, *child;
    while ((child = place->first) != NULL) {
        oct_node_unlink(child);
        oct_node_insert_before(node, child);
    }
    oct_node *next = first ? first : oct_node_after(node, root);
    oct_node_unlink(node);
    return next;
}

static oct_status include(including *all, oct_node *node, oct_node *into) {
    oct_job *job = all->job;
    oct_place place = place_of(all, node);
    const oct_resource *resource;
    oct_file_reading file = {.root = into, .depth_outside = depth_of(node->parent)};
    oct_status status =
        oct_job_find_file(job, place, "included file", node->as.raw->text, &resource, &file.name);
    if (status == OCT_OK)
        status = check(all, node, place, resource, file.name);
    if (status == OCT_OK)
        status = oct_job_add_name(job, file.name, &file.file);
    if (status != OCT_OK)
        return status;
    file.path = file.name;
    if (!oct_job_new_metadata(job) || !note_origin(all, file.file, node, resource->path))
        return oct_job_out_of_memory(job);
    status = oct_job_read_resource(job, resource, &file);
    oct_shift_headings(into->first, NULL, into, origin_of(all, file.file).shift);
    return status;
}

static oct_status include_code(including *all, oct_node *node) {
    oct_place place = place_of(all, node);
    const oct_resource *resource;
    const char *name = NULL;
    oct_status status = oct_job_look_for_file(all->job, place, "included file",
                                              oct_node_pair(node, "include"), &resource, &name);
    if (status == OCT_OK && resource)
        status = count_bytes(all, place, resource);
    if (status == OCT_OK && resource)
        return oct_job_put_code(all->job, node, place, resource, name);
    oct_job_keep_code(all->job, node);
    return status;
}

static oct_status walk(including *all, oct_node *node) {
    oct_node *root = all->job->document->root;
    oct_status status = OCT_OK;
    while (node && status == OCT_OK) {
        if (oct_is_code_include(node))
            status = include_code(all, node);
        if (!is_include(node)) {
            node = oct_node_following(node, root);
            continue;
        }
        oct_node *into = oct_document_node(all->job->document, OCT_DIV);
        if (!into)
            return oct_job_out_of_memory(all->job);
        status = include(all, node, into);
        node = put_in_place(node, into, root);
    }
    return status;
}

oct_status oct_job_put_includes(oct_job *job, oct_node *first) {
    including all = {.job = job, .first = job->document->file_count};
    oct_buffer_init(&all.origins, oct_context_allocator(job->context));
    oct_status status = walk(&all, first);
    oct_buffer_free(&all.origins);
    return status;
}
