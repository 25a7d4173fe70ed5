/* core/passes/links - where links lead: to a place in the file they stand in, in another input, or
 * out of the document. The one place that says of a link that it leads nowhere. */
#include "core/passes/identifiers.h"
#include "core/paths.h"

enum { SHOWN_URL = 100 }; /* bytes of a URL in a message */

/* ---- Saying it ---------------------------------------------------------------------------- */

static void report(oct_identifiers *ids, oct_node *node, const char *hint, const char *what) {
    oct_slice url = oct_slice_head(oct_slice_trim(node->as.link->url), SHOWN_URL);
    node->as.link->dead = true;
    ids->dead_links++;
    oct_report(ids->writing->context, OCT_D_MISSING_LINK_TARGET, oct_place_of(ids->document, node),
               hint, "link to \"%.*s\" leads nowhere: %s", OCT_SLICE_ARG(url), what);
}

/* Among so many the nearest is looked for; and only while messages are still shown. */
enum { MOST_COMPARED = 200, LONGEST_COMPARED = 100 };

static const char *nearest_of(oct_identifiers *ids, const input_ids *input, oct_slice fragment) {
    const char *names[MOST_COMPARED];
    size_t count = 0;
    if (ids->dead_links >= OCT_FOLD_AFTER || fragment.len > LONGEST_COMPARED)
        return NULL;
    for (size_t i = 0; i < input->ids.count && count < MOST_COMPARED; i++) {
        oct_slice id = input->ids.entries[i].key;
        names[count] = id.len <= LONGEST_COMPARED ? oct_arena_string(ids->arena, id) : NULL;
        count += names[count] != NULL;
    }
    char *wanted = oct_arena_string(ids->arena, fragment);
    return wanted ? oct_nearest_name(wanted, names, count) : NULL;
}

static void report_fragment(oct_identifiers *ids, oct_node *node, size_t file) {
    const input_ids *input = oct_identifiers_input(ids, file);
    oct_slice fragment = oct_url_fragment(oct_slice_trim(node->as.link->url));
    const char *nearest = nearest_of(ids, input, fragment);
    const char *hint = nearest ? oct_arena_printf(ids->arena, "did you mean #%s?", nearest)
                               : "a heading is linked to by its words: \"Two Words\" by #two-words";
    if (ids->writing->common->raw_html == OCT_RAW_HTML_KEEP &&
        ids->document->kinds & (OCT_KIND_BIT(OCT_RAW_BLOCK) | OCT_KIND_BIT(OCT_RAW_INLINE)))
        return; /* which may hold the place */
    const char *what = "the document has no such place";
    if (file != node->file && file < ids->document->file_count && ids->dead_links < OCT_FOLD_AFTER)
        what = oct_arena_printf(ids->arena, "%s has no such place", ids->document->files[file]);
    report(ids, node, hint, what ? what : "");
}

/* ---- Files -------------------------------------------------------------------------------- */

static void list_files(oct_identifiers *ids) {
    for (uint32_t i = 0; i < ids->document->file_count; i++) {
        oct_path_join(&ids->scratch, OCT_S(""), oct_slice_of(ids->document->files[i]));
        oct_slice path = oct_arena_copy(ids->arena, oct_buffer_view(&ids->scratch));
        void **place = path.len ? oct_map_place(&ids->files, path) : NULL;
        if (place && !*place)
            *place = (void *)(uintptr_t)(i + 1);
    }
}

/* What a path written in a file leads to, as it is written or decoded. OCT_NO_INPUT when it is no
 * input; then its resolved path is in scratch. */
static size_t input_named(oct_identifiers *ids, const oct_node *node, oct_slice path) {
    oct_slice folder = oct_path_folder(oct_slice_of(oct_document_file(ids->document, node)));
    uintptr_t found = 0;
    if (oct_slice_find_byte(path, '%') < path.len) {
        oct_buffer *decoded = &ids->scratch;
        decoded->len = 0;
        oct_url_decode(decoded, path);
        oct_slice copy = oct_arena_copy(ids->arena, oct_buffer_view(decoded));
        oct_path_join(&ids->scratch, folder, copy);
        found = (uintptr_t)oct_map_find(&ids->files, oct_buffer_view(&ids->scratch));
    }
    if (!found) {
        oct_path_join(&ids->scratch, folder, path);
        found = (uintptr_t)oct_map_find(&ids->files, oct_buffer_view(&ids->scratch));
    }
    return found ? found - 1 : OCT_NO_INPUT;
}

/* Whether a file that is no input is there, by its resolved path in scratch. It is looked for once.
 */
static bool is_there(oct_identifiers *ids, const oct_node *node, oct_slice path) {
    enum { UNKNOWN, THERE, MISSING };
    uintptr_t known = (uintptr_t)oct_map_find(&ids->outside, oct_buffer_view(&ids->scratch));
    if (known != UNKNOWN)
        return known == THERE;
    oct_slice key = oct_arena_copy(ids->arena, oct_buffer_view(&ids->scratch));
    oct_slice file = oct_slice_of(oct_document_file(ids->document, node));
    const char *folder = oct_arena_string(ids->arena, oct_path_folder(file));
    bool there = folder && oct_loader_finds(ids->writing->loader, folder, path);
    void **place = oct_map_place(&ids->outside, key);
    if (place)
        *place = (void *)(uintptr_t)(there ? THERE : MISSING);
    return there;
}

/* The relative links of a lone web page lead to the site that it is from, and so may those without
 * a file extension; all others lead to files beside the one they stand in. */
static bool may_be_of_site(const oct_identifiers *ids, oct_slice path) {
    oct_slice name = oct_path_name(path);
    bool has_extension = oct_slice_find_byte(oct_slice_from(name, 1), '.') + 1 < name.len;
    return !has_extension || (ids->writing->web_pages && ids->document->file_count <= 1);
}

static void check_page(oct_identifiers *ids, oct_node *node) {
    bool closed = (ids->writing->format->flags & OCT_FORMAT_CLOSED) != 0;
    if (closed || ids->document->file_count > 1)
        report(ids, node, "a page is an input by its name: \"Two Words\" is two-words.md",
               "there is no such page among the inputs");
}

/* A host that people write without its scheme: "www.example.org". */
static bool is_host(oct_slice path) {
    oct_slice name = oct_slice_from(path, strlen("www."));
    return oct_slice_starts_nocase(path, OCT_S("www.")) && name.len && name.ptr[0] != '.' &&
           oct_slice_find_byte(name, '.') + 1 < oct_slice_find_byte(name, '/');
}

/* Nothing outside of a package can be led to but by an address. */
static void lead_to_host(oct_identifiers *ids, oct_link *link) {
    if (ids->writing->format->flags & OCT_FORMAT_CLOSED)
        link->url = oct_arena_append(ids->arena, OCT_S("http://"), oct_slice_trim(link->url));
}

static void check_file(oct_identifiers *ids, oct_node *node, oct_slice path) {
    bool closed = (ids->writing->format->flags & OCT_FORMAT_CLOSED) != 0;
    if (oct_identifiers_is_wikilink(node)) {
        check_page(ids, node);
        return;
    }
    if (!closed && may_be_of_site(ids, path))
        return;
    bool there = is_there(ids, node, path);
    if (!there)
        report(ids, node, "the path is relative to the file that the link stands in",
               "there is no such file");
    else if (closed)
        report(ids, node, "name the file as a further input to make it part of the book",
               "the book does not contain that file");
}

/* ---- Following ---------------------------------------------------------------------------- */

/* Where no identifiers are given, whoever shows the page gives them: the link stays as it is. */
static void lead_to(oct_identifiers *ids, oct_link *link, oct_slice id) {
    if (!id.len || !(ids->gives || ids->writing->wants_linked_identifiers) ||
        (oct_slice_starts(link->url, OCT_S("#")) &&
         oct_slice_equal(oct_slice_from(link->url, 1), id)))
        return;
    ids->scratch.len = 0;
    oct_buffer_byte(&ids->scratch, '#');
    oct_buffer_slice(&ids->scratch, id);
    link->url = oct_arena_copy(ids->arena, oct_buffer_view(&ids->scratch));
}

/* The identifier of an input's first node, which gets one by the file's name when it has none.
 * Empty when there is no such node. */
static oct_slice start_of(oct_identifiers *ids, size_t file) {
    oct_node *first = oct_identifiers_input(ids, file)->first;
    if (!first || oct_node_id(first).len || !ids->gives)
        return first ? oct_node_id(first) : (oct_slice){NULL, 0};
    oct_slice name = oct_path_name(oct_slice_of(ids->document->files[file]));
    size_t end = name.len;
    while (end > 0 && name.ptr[end - 1] != '.')
        end--;
    ids->scratch.len = 0;
    oct_buffer_slice(&ids->scratch, oct_slice_head(name, end > 1 ? end - 1 : name.len));
    oct_slice slug = oct_identifiers_slug(ids);
    oct_attributes *attributes = oct_node_attributes(first, ids->arena);
    if (!attributes)
        return (oct_slice){NULL, 0};
    attributes->id = oct_identifiers_unique(ids, slug);
    return attributes->id;
}

/* Where no identifiers are given but to what links lead to. */
static void give_linked(oct_identifiers *ids, const local_id *local) {
    oct_attributes *attributes = oct_node_attributes(local->node, ids->arena);
    if (attributes)
        attributes->id = local->id;
}

/* What an identifier of an input is called in the document: the input's own, or that of another
 * one; empty when there is none. */
static oct_slice find_id(oct_identifiers *ids, const input_ids *input, oct_slice id) {
    const local_id *found = oct_map_find(&input->ids, id);
    if (found && !ids->gives && ids->writing->wants_linked_identifiers)
        give_linked(ids, found);
    if (found)
        return found->id;
    return oct_map_find(&ids->global, id) ? id : (oct_slice){NULL, 0};
}

/* As it is written, decoded, and in small letters: github.com forgives capitals. */
static oct_slice find_fragment(oct_identifiers *ids, size_t file, oct_slice fragment) {
    const input_ids *input = oct_identifiers_input(ids, file);
    oct_slice id = find_id(ids, input, fragment);
    if (id.len)
        return id;
    ids->scratch.len = 0;
    oct_url_decode(&ids->scratch, fragment);
    oct_slice decoded = oct_arena_copy(ids->arena, oct_buffer_view(&ids->scratch));
    id = find_id(ids, input, decoded);
    for (size_t i = 0; i < ids->scratch.len; i++)
        ids->scratch.ptr[i] = oct_to_lower(ids->scratch.ptr[i]);
    if (!id.len)
        id = find_id(ids, input, oct_arena_copy(ids->arena, oct_buffer_view(&ids->scratch)));
    return id;
}

/* Fragments that name no element: the top of a page, and text (the specification of
 * HTML, 7.4.2.3.3; URL Fragment Text Directives). */
static bool needs_no_id(oct_slice fragment) {
    return !fragment.len || oct_slice_equal_nocase(fragment, OCT_S("top")) ||
           oct_slice_starts(fragment, OCT_S(":~:"));
}

static void follow(oct_identifiers *ids, oct_node *node) {
    oct_slice url = oct_slice_trim(node->as.link->url), path = oct_url_path(url);
    oct_slice fragment = oct_url_fragment(url);
    size_t file = node->file;
    if (node->as.link->target) {
        lead_to(ids, node->as.link, oct_node_id(node->as.link->target));
        return;
    }
    if ((path.len && !oct_url_is_path(url)) || oct_slice_starts(url, OCT_S("?")))
        return;
    if (path.len) {
        file = input_named(ids, node, path);
        if (file == OCT_NO_INPUT && is_host(path)) {
            lead_to_host(ids, node->as.link);
            return;
        }
        if (file == OCT_NO_INPUT && oct_identifiers_is_wikilink(node))
            file = oct_identifiers_page(ids, path);
        if (file == OCT_NO_INPUT) {
            check_file(ids, node, path);
            return;
        }
    }
    oct_slice id = fragment.len ? find_fragment(ids, file, fragment) : (oct_slice){NULL, 0};
    if (!id.len && path.len && needs_no_id(fragment))
        id = start_of(ids, file);
    if (id.len)
        lead_to(ids, node->as.link, id);
    else if (!needs_no_id(fragment))
        report_fragment(ids, node, file);
}

void oct_identifiers_follow_links(oct_identifiers *ids) {
    oct_node *node;
    if (ids->links.len)
        list_files(ids);
    for (size_t at = 0; at < ids->links.len && !ids->arena->failed; at += sizeof node) {
        memcpy(&node, ids->links.ptr + at, sizeof node);
        follow(ids, node);
    }
}
