/* core/inputs - the inputs of a job, and the chapters that a manifest among them names, in order.
 * See reading.h. */
#include "core/reading.h"

#include "core/paths.h"
#include "io/source.h"

#include <errno.h>

/* ---- Files that are named in files -------------------------------------------------------- */

oct_status oct_job_add_name(oct_job *job, const char *name, uint16_t *file) {
    if (job->document->file_count >= (uint64_t)job->options.max_files) {
        oct_report(job->context, OCT_D_LIMIT, (oct_place){.file = name},
                   "--max-files=NUMBER raises the limit",
                   "the document is made of more files than the %lld that --max-files allows",
                   (long long)job->options.max_files);
        return OCT_LIMIT;
    }
    *file = oct_document_add_file(job->document, name);
    return OCT_OK;
}

typedef struct reason {
    const char *why, *hint;
} reason;

static reason reason_of(const oct_resource *resource) {
    if (resource->state == OCT_RESOURCE_OUTSIDE)
        return (reason){"it lies outside the allowed folders",
                        "--resource-path=FOLDERS allows more folders"};
    if (resource->state == OCT_RESOURCE_TOO_LARGE)
        return (reason){"it is larger than --max-image-bytes allows",
                        "--max-image-bytes=SIZE raises the limit"};
    if (resource->state == OCT_RESOURCE_UNREADABLE)
        return (reason){resource->error == EISDIR ? "it is a folder" : strerror(resource->error),
                        NULL};
    if (resource->state == OCT_RESOURCE_MISSING)
        return (reason){"it is not found", "the path is relative to the file that names it; "
                                           "--resource-path=FOLDERS adds folders to look in"};
    return (reason){"it is no path of a file", NULL};
}

enum { SHOWN_PATH = 200 }; /* bytes of a path in a message */

static oct_status refuse(oct_job *job, oct_place place, const char *what, oct_slice path,
                         const oct_resource *resource) {
    bool limit = resource->state == OCT_RESOURCE_TOO_LARGE;
    reason because = reason_of(resource);
    oct_report(job->context, limit ? OCT_D_LIMIT : OCT_D_CANNOT_READ, place, because.hint,
               "%s \"%.*s\" cannot be read: %s", what,
               OCT_SLICE_ARG(oct_slice_head(path, SHOWN_PATH)), because.why);
    return limit ? OCT_LIMIT : OCT_IO;
}

/* The path by which the file was found, tidied: what other files' links lead to. */
static const char *name_of(oct_job *job, const oct_resource *resource) {
    oct_buffer name;
    oct_buffer_init(&name, oct_context_allocator(job->context));
    oct_path_join(&name, OCT_S(""), oct_slice_of(resource->found_as));
    const char *copy =
        name.failed ? NULL : oct_arena_string(&job->document->arena, oct_buffer_view(&name));
    oct_buffer_free(&name);
    return copy;
}

oct_status oct_job_find_file(oct_job *job, oct_place place, const char *what, oct_slice path,
                             const oct_resource **resource, const char **name) {
    const char *folder =
        oct_arena_string(&job->document->arena, oct_path_folder(oct_slice_of(place.file)));
    if (!folder)
        return oct_job_out_of_memory(job);
    const oct_resource *found = *resource = oct_loader_file(&job->loader, folder, path);
    if (found->state == OCT_RESOURCE_NO_MEMORY)
        return oct_job_out_of_memory(job);
    bool there = found->state == OCT_RESOURCE_LOADED || found->state == OCT_RESOURCE_EMPTY;
    if (!there || !found->path) {
        oct_resource named = *found; /* a data: URL is no file either */
        named.state = there ? OCT_RESOURCE_REMOTE : found->state;
        return refuse(job, place, what, path, &named);
    }
    *name = name_of(job, found);
    return *name ? OCT_OK : oct_job_out_of_memory(job);
}

void oct_shift_headings(oct_node *first, const oct_node *end, const oct_node *root, int64_t by) {
    for (oct_node *node = first; node && node != end && by; node = oct_node_following(node, root))
        if (node->kind == OCT_HEADING) {
            int64_t level = node->as.level + by;
            node->as.level = (int32_t)(level < 1 ? 1 : level > 6 ? 6 : level);
        }
}

/* ---- Chapters ----------------------------------------------------------------------------- */

/* What is known of a file by its path. */
enum { NOT_READ, IS_INPUT, IS_CHAPTER };

/* The place of what is known of a file; NULL when memory is out. */
static uintptr_t *known_place(oct_job *job, const char *name) {
    oct_buffer path;
    oct_buffer_init(&path, oct_context_allocator(job->context));
    oct_path_join(&path, OCT_S(""), oct_slice_of(name));
    oct_slice key = path.len ? oct_arena_copy(&job->arena, oct_buffer_view(&path)) : OCT_S(".");
    bool ok = !path.failed && key.len;
    oct_buffer_free(&path);
    return ok ? (uintptr_t *)oct_map_place(&job->known_files, key) : NULL;
}

/* The first node behind one of the root's children; the first of all behind none. */
static oct_node *node_behind(const oct_job *job, const oct_node *last) {
    return last ? last->next : job->document->root->first;
}

/* What takes the text of a title: its inlines, or one piece of text. */
static bool put_title(oct_job *job, oct_node *heading, const oct_meta *title) {
    if (title->kind == OCT_META_INLINES && title->inlines->first) {
        oct_node *inlines = title->inlines;
        oct_node_move_range(heading, inlines->first, oct_node_last(inlines));
        return true;
    }
    oct_node *text = oct_document_node(job->document, OCT_TEXT);
    if (!text)
        return false;
    text->as.text = oct_meta_text(title, &job->document->arena);
    text->line = heading->line;
    text->file = heading->file;
    oct_node_append(heading, text);
    return true;
}

/* The title of a chapter that begins with no heading is its heading. */
static oct_status use_title(oct_job *job, oct_meta *map, const oct_file_reading *file,
                            const oct_node *last) {
    const oct_meta *title = oct_meta_find(map, "title");
    oct_node *first = node_behind(job, last);
    if (!oct_meta_text(title, &job->document->arena).len || (first && first->kind == OCT_HEADING))
        return OCT_OK;
    title = oct_meta_take(map, "title");
    (void)oct_meta_take(map, "subtitle");
    oct_node *heading = oct_document_node(job->document, OCT_HEADING);
    if (!heading)
        return oct_job_out_of_memory(job);
    heading->as.level = 1;
    heading->line = title->line;
    heading->file = file->file;
    if (first)
        oct_node_insert_before(first, heading);
    else
        oct_node_append(job->document->root, heading);
    return put_title(job, heading, title) ? OCT_OK : oct_job_out_of_memory(job);
}

static oct_status put_part(oct_job *job, const oct_chapter *chapter, uint16_t file) {
    oct_node *heading = oct_document_node(job->document, OCT_HEADING);
    oct_node *text = oct_document_node(job->document, OCT_TEXT);
    if (!heading || !text || !oct_node_add_class(heading, &job->document->arena, OCT_S("part")))
        return oct_job_out_of_memory(job);
    heading->as.level = chapter->shift < 6 ? chapter->shift + 1 : 6;
    heading->line = text->line = chapter->line;
    heading->file = text->file = file;
    text->as.text = chapter->title;
    oct_node_append(heading, text);
    oct_node_append(job->document->root, heading);
    return OCT_OK;
}

static oct_status finish_file(oct_job *job, const oct_file_reading *file, const oct_node *last,
                              int64_t shift) {
    oct_node *first = node_behind(job, last);
    oct_status status = first && file->include_count ? oct_job_put_includes(job, first) : OCT_OK;
    oct_shift_headings(node_behind(job, last), NULL, job->document->root, shift);
    return status;
}

static oct_status read_chapter(oct_job *job, const oct_chapter *chapter, const char *manifest) {
    oct_place place = {manifest, chapter->line, chapter->column};
    const oct_resource *resource;
    oct_file_reading file = {.root = job->document->root};
    oct_status status =
        oct_job_find_file(job, place, "chapter", chapter->path, &resource, &file.name);
    if (status != OCT_OK)
        return status;
    uintptr_t *known = known_place(job, file.name);
    if (!known)
        return oct_job_out_of_memory(job);
    if (*known == IS_CHAPTER && !chapter->tolerates)
        oct_report(job->context, OCT_D_BAD_STRUCTURE, place, NULL,
                   "chapter \"%.*s\" is named twice; it stands where it is named first",
                   OCT_SLICE_ARG(oct_slice_head(chapter->path, SHOWN_PATH)));
    if (*known != NOT_READ)
        return OCT_OK;
    *known = IS_CHAPTER;
    file.path = file.name;
    oct_node *last = oct_node_last(job->document->root);
    oct_meta *map = oct_job_new_metadata(job);
    status = map ? oct_job_add_name(job, file.name, &file.file) : oct_job_out_of_memory(job);
    if (status == OCT_OK)
        status = oct_job_read_resource(job, resource, &file);
    if (status == OCT_OK)
        status = use_title(job, map, &file, last);
    return status == OCT_OK ? finish_file(job, &file, last, chapter->shift) : status;
}

static oct_status read_chapters(oct_job *job, const oct_manifest *manifest,
                                const oct_file_reading *from) {
    oct_status status = OCT_OK;
    const oct_chapter *chapter = manifest->first;
    for (; chapter && status == OCT_OK; chapter = chapter->next)
        status = chapter->path.len ? read_chapter(job, chapter, from->name)
                                   : put_part(job, chapter, from->file);
    return status;
}

/* ---- Inputs ------------------------------------------------------------------------------- */

static void unlink_from(oct_node *node) {
    for (oct_node *next; node; node = next) {
        next = node->next;
        oct_node_unlink(node);
    }
}

/* What an input is that names others: its own text stays, unless it is a summary. */
static oct_status follow_manifest(oct_job *job, const oct_file_reading *file, oct_node *last,
                                  bool *found) {
    oct_manifest manifest = {.arena = &job->document->arena};
    oct_manifest_from_metadata(&manifest, job->document->metadata);
    if (!manifest.files && oct_is_summary(file->name)) {
        oct_manifest_from_summary(&manifest, job, node_behind(job, last));
        if (manifest.files)
            unlink_from(node_behind(job, last));
    }
    if (job->document->arena.failed)
        return oct_job_out_of_memory(job);
    *found = manifest.files != 0;
    return manifest.files ? read_chapters(job, &manifest, file) : OCT_OK;
}

static oct_status read_pages(oct_site *site) {
    oct_job *job = site->job;
    oct_status status = OCT_OK;
    const oct_chapter *chapter = site->manifest.first;
    while (chapter && status == OCT_OK) {
        const oct_node *last = oct_node_last(job->document->root);
        status = read_chapter(job, chapter, site->start);
        if (status == OCT_OK && !oct_site_follow(site, node_behind(job, last)))
            status = oct_job_out_of_memory(job);
        chapter = chapter->next;
    }
    return status;
}

/* A folder was given whose first page has been read: the pages that it leads to follow. */
static oct_status read_site(oct_job *job, const char *start, const oct_node *last) {
    oct_site site;
    oct_site_init(&site, job, start);
    oct_status status = oct_site_follow(&site, node_behind(job, last)) ? read_pages(&site)
                                                                       : oct_job_out_of_memory(job);
    oct_site_free(&site);
    return status;
}

/* A folder stands for the file that it begins with. */
static oct_input file_of(oct_job *job, const oct_input *input, bool *folder) {
    oct_input file = *input;
    *folder = input->path && oct_source_is_folder(input->path);
    const char *start = *folder ? oct_site_start(job, input->path) : NULL;
    if (start)
        file.path = file.name = start;
    return file;
}

static oct_status read_input(oct_job *job, const oct_input *given, bool *ordered) {
    bool folder;
    oct_input found = file_of(job, given, &folder);
    const oct_input *input = &found;
    bool named = input->path && strcmp(input->path, "-") != 0;
    uintptr_t *known = known_place(job, input->name);
    if (known && *known == IS_CHAPTER) /* of a manifest before it */
        return OCT_OK;
    if (!known || (named && !oct_loader_allow_input(&job->loader, input->path)) ||
        !oct_job_new_metadata(job))
        return oct_job_out_of_memory(job);
    *known = IS_INPUT;
    oct_file_reading file = {.name = input->name, .path = input->path, .root = job->document->root};
    oct_node *last = oct_node_last(job->document->root);
    oct_status status = oct_job_add_name(job, input->name, &file.file);
    if (status == OCT_OK)
        status = oct_job_read_input(job, input, &file);
    if (status == OCT_OK)
        status = finish_file(job, &file, last, 0);
    if (status == OCT_OK && file.format->flags & OCT_FORMAT_MANIFEST)
        status = follow_manifest(job, &file, last, ordered);
    if (status == OCT_OK && folder && file.format->flags & OCT_FORMAT_WEB_PAGE)
        status = read_site(job, input->path, last);
    return status;
}

/* The folders of --resource-path; the working directory when an input is standard input. */
static bool allow_folders(oct_job *job) {
    bool ok = true;
    for (size_t i = 0; i < job->input_count; i++)
        if (!job->inputs[i].path || strcmp(job->inputs[i].path, "-") == 0)
            ok &= oct_loader_allow(&job->loader, ".");
    oct_slice rest = oct_slice_of(job->options.resource_path);
    while (rest.len) {
        size_t end = oct_slice_find_byte(rest, ':');
        char *folder = oct_arena_string(&job->arena, oct_slice_head(rest, end));
        ok &= folder && oct_loader_allow(&job->loader, folder);
        rest = oct_slice_from(rest, end + 1);
    }
    return ok;
}

/* A summary is read before the files that it orders: a pattern such as *.md may name them first.
 * One that orders none waits for its turn in a division of its own. */
static oct_status read_summaries(oct_job *job, oct_node **waiting) {
    oct_status status = OCT_OK;
    for (size_t i = 0; i < job->input_count && status == OCT_OK; i++) {
        bool ordered = false;
        if (!job->inputs[i].path || !oct_is_summary(job->inputs[i].path))
            continue;
        oct_node *last = oct_node_last(job->document->root);
        status = read_input(job, &job->inputs[i], &ordered);
        waiting[i] = oct_document_node(job->document, OCT_DIV);
        if (!waiting[i])
            return oct_job_out_of_memory(job);
        oct_node *first = node_behind(job, last);
        if (!ordered && first)
            oct_node_move_range(waiting[i], first, oct_node_last(job->document->root));
    }
    return status;
}

static oct_status read_all(oct_job *job, oct_node **waiting) {
    bool ordered;
    oct_status status = read_summaries(job, waiting);
    for (size_t i = 0; i < job->input_count && status == OCT_OK; i++)
        if (!waiting[i])
            status = read_input(job, &job->inputs[i], &ordered);
        else if (waiting[i]->first)
            oct_node_move_range(job->document->root, waiting[i]->first, oct_node_last(waiting[i]));
    return status;
}

/* What was known of an earlier reading of the same inputs. */
static void forget(oct_job *job) {
    oct_map_free(&job->known_files);
    oct_map_free(&job->included_files);
    job->metadata = NULL;
    job->nodes = 0;
    job->repeated_bytes = 0;
}

oct_status oct_job_read_inputs(oct_job *job) {
    forget(job);
    job->document = oct_document_new(oct_context_allocator(job->context));
    job->formats_read = oct_arena_array(&job->arena, oct_format_count, sizeof(bool));
    oct_node **waiting = oct_arena_array(&job->arena, job->input_count, sizeof *waiting);
    if (!job->document || !job->formats_read || !waiting || !allow_folders(job))
        return oct_job_out_of_memory(job);
    oct_status status = oct_job_read_metadata_files(job);
    if (status == OCT_OK)
        status = read_all(job, waiting);
    if (status == OCT_OK)
        status = oct_job_merge_metadata(job);
    return status == OCT_OK ? oct_job_take_settings(job) : status;
}
