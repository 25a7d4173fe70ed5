/* core/chapters - the manifest of a book in its metadata: "chapters", a list of files, and of parts
 * that hold lists again. See reading.h. */
#include "core/reading.h"

#include "core/paths.h"

oct_chapter *oct_manifest_add(oct_manifest *manifest, uint32_t line, size_t shift) {
    enum { DEEPEST = 6 };
    oct_chapter *chapter = OCT_ARENA_NEW(manifest->arena, oct_chapter);
    if (!chapter)
        return NULL;
    chapter->line = line;
    chapter->shift = (uint8_t)(shift < DEEPEST ? shift : DEEPEST);
    if (manifest->last)
        manifest->last->next = chapter;
    else
        manifest->first = chapter;
    manifest->last = chapter;
    return chapter;
}

/* Whether the text is the name of a file of a format that can be read. */
static bool names_file(oct_arena *arena, oct_slice text) {
    oct_slice name = oct_path_name(text);
    char *string = oct_slice_find_byte(name, '.') < name.len ? oct_arena_string(arena, name) : NULL;
    return string && oct_format_for_path(string, false);
}

static void add_file(oct_manifest *manifest, oct_slice path, uint32_t line, size_t shift) {
    oct_chapter *chapter = oct_manifest_add(manifest, line, shift);
    if (!chapter || !path.len)
        return;
    chapter->path = path;
    manifest->files += names_file(manifest->arena, path);
}

static void add_part(oct_manifest *manifest, oct_slice title, uint32_t line, size_t shift) {
    oct_chapter *chapter = oct_manifest_add(manifest, line, shift);
    if (chapter)
        chapter->title = title;
}

static const oct_meta *first_found(const oct_meta *map, const char *const *keys) {
    for (; *keys; keys++) {
        const oct_meta *value = oct_meta_find(map, *keys);
        if (value)
            return value;
    }
    return NULL;
}

static void add_list(oct_manifest *manifest, const oct_meta *list, size_t shift);

/* {file: one.md}, {part: Title, chapters: [...]}, {part: one.md, chapters: [...]}, or, in short,
 * {Title: [...]}. */
static void add_map(oct_manifest *manifest, const oct_meta *map, size_t shift) {
    static const char *const files[] = {"file", "path", "chapter", NULL};
    static const char *const parts[] = {"part", "title", NULL};
    const oct_meta *file = first_found(map, files), *part = first_found(map, parts);
    const oct_meta *list = oct_meta_find(map, "chapters");
    oct_slice title = oct_meta_text(part, manifest->arena);
    const oct_meta *only = map->first && !map->first->next ? map->first : NULL;
    if (!list && !part && !file && only) {
        title = only->key;
        list = only;
    }
    if (file)
        add_file(manifest, oct_meta_text(file, manifest->arena), map->line, shift);
    else if (names_file(manifest->arena, title))
        add_file(manifest, title, map->line, shift);
    else if (title.len)
        add_part(manifest, title, map->line, shift);
    if (list)
        add_list(manifest, list, shift + (file || title.len));
}

/* The depth of metadata is bounded: OCT_META_DEPTH. */
static void add_list(oct_manifest *manifest, const oct_meta *list, size_t shift) {
    if (list->kind == OCT_META_STRING)
        add_file(manifest, list->string, list->line, shift);
    for (const oct_meta *item = list->first; item; item = item->next)
        if (item->kind == OCT_META_MAP)
            add_map(manifest, item, shift);
        else if (item->kind == OCT_META_LIST)
            add_list(manifest, item, shift);
        else
            add_file(manifest, oct_meta_text(item, manifest->arena), item->line, shift);
}

void oct_manifest_from_metadata(oct_manifest *manifest, oct_meta *map) {
    const oct_meta *list = oct_meta_find(map, "chapters");
    if (!list || list->kind != OCT_META_LIST)
        return;
    add_list(manifest, list, 0);
    if (manifest->files)
        oct_meta_take(map, "chapters");
    else
        manifest->first = manifest->last = NULL;
}
