/* core/passes/pages - the pages that links of a wiki name: inputs by the words of their names.
 * Knows what identifiers.h knows. */
#include "core/passes/identifiers.h"
#include "core/paths.h"

/* The words of a name as one key: "Other Page", "other-page" and "Other_page" are the same. */
static oct_slice key_of(oct_identifiers *ids, oct_slice name) {
    ids->scratch.len = 0;
    oct_buffer_slice(&ids->scratch, name);
    for (size_t i = 0; i < ids->scratch.len; i++)
        if (ids->scratch.ptr[i] == '_')
            ids->scratch.ptr[i] = ' ';
    return oct_identifiers_slug(ids);
}

static oct_slice without_extension(oct_slice name) {
    size_t end = name.len;
    while (end > 0 && name.ptr[end - 1] != '.')
        end--;
    return end > 1 ? oct_slice_head(name, end - 1) : name;
}

/* Of two inputs with the same name in two folders the first counts. */
static void list_pages(oct_identifiers *ids) {
    for (uint32_t i = 0; i < ids->document->file_count; i++) {
        oct_slice name = oct_path_name(oct_slice_of(ids->document->files[i]));
        oct_slice key = key_of(ids, without_extension(name));
        void **place = key.len ? oct_map_place(&ids->pages, key) : NULL;
        if (place && !*place)
            *place = (void *)(uintptr_t)(i + 1);
    }
}

bool oct_identifiers_is_wikilink(const oct_node *link) {
    return oct_node_has_class(link, "wikilink");
}

size_t oct_identifiers_page(oct_identifiers *ids, oct_slice page) {
    if (!ids->pages.count)
        list_pages(ids);
    oct_slice name = oct_path_name(page);
    uintptr_t found = (uintptr_t)oct_map_find(&ids->pages, key_of(ids, name));
    if (!found)
        found = (uintptr_t)oct_map_find(&ids->pages, key_of(ids, without_extension(name)));
    return found ? found - 1 : OCT_NO_INPUT;
}
