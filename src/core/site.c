/* core/site - a folder of web pages as a book: its first page, then the pages that it leads to, in
 * the order of the links, then those that these lead to. See reading.h. */
#include "core/reading.h"

#include "core/paths.h"
#include "io/source.h"

const char *oct_site_start(oct_job *job, const char *folder) {
    static const char *const names[] = {"SUMMARY.md",  "index.html",    "index.htm",
                                        "index.xhtml", "contents.html", "toc.html"};
    const char *slash = oct_slice_ends(oct_slice_of(folder), OCT_S("/")) ? "" : "/";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *path = oct_arena_printf(&job->arena, "%s%s%s", folder, slash, names[i]);
        if (!path || oct_source_is_file(path))
            return path;
    }
    return NULL;
}

void oct_site_init(oct_site *site, oct_job *job, const char *start) {
    const oct_allocator *allocator = oct_context_allocator(job->context);
    *site = (oct_site){.job = job, .start = start};
    site->manifest.arena = &job->document->arena;
    oct_map_init(&site->seen, allocator);
    oct_buffer_init(&site->path, allocator);
    oct_buffer_init(&site->way, allocator);
}

void oct_site_free(oct_site *site) {
    oct_map_free(&site->seen);
    oct_buffer_free(&site->path);
    oct_buffer_free(&site->way);
}

static bool is_page(oct_job *job, oct_slice path) {
    char *name = oct_arena_string(&job->arena, path);
    const oct_format *format = name ? oct_format_for_path(name, false) : NULL;
    return format && format->flags & OCT_FORMAT_WEB_PAGE;
}

/* Adds the page that a link in a file leads to, unless it is known, or is not there. */
static void add_page(oct_site *site, const oct_node *link, const char *name) {
    oct_slice url = oct_url_path(oct_slice_trim(link->as.link->url));
    oct_slice start = oct_path_folder(oct_slice_of(site->start));
    if (!oct_url_is_path(url) || !is_page(site->job, url))
        return;
    oct_path_join(&site->path, oct_path_folder(oct_slice_of(name)), url);
    site->way.len = 0;
    if (!oct_path_between(&site->way, start, oct_buffer_view(&site->path)))
        return;
    if (oct_map_find(&site->seen, oct_buffer_view(&site->way)))
        return;
    oct_slice way = oct_arena_copy(site->manifest.arena, oct_buffer_view(&site->way));
    char *folder = oct_arena_string(&site->job->arena, start);
    void **seen = way.len && folder ? oct_map_place(&site->seen, way) : NULL;
    if (!seen)
        return;
    *seen = site;
    if (!oct_loader_finds(&site->job->loader, folder, way))
        return;
    oct_chapter *chapter = oct_manifest_add(&site->manifest, link->line, 0);
    if (!chapter)
        return;
    chapter->path = way;
    chapter->tolerates = true;
    site->manifest.files++;
}

bool oct_site_follow(oct_site *site, const oct_node *first) {
    const oct_node *root = site->job->document->root;
    for (const oct_node *node = first; node; node = oct_node_following(node, root))
        if (node->kind == OCT_LINK)
            add_page(site, node, oct_document_file(site->job->document, node));
    return !site->seen.failed && !site->path.failed && !site->way.failed;
}
