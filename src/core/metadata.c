/* core/metadata - what the inputs, the metadata files and the command line say, made one map. A
 * field is taken from the first of these that has it: the command line, the inputs in order, the
 * metadata files, the last one first. */
#include "base/utf8.h"
#include "core/encoding.h"
#include "core/job.h"
#include "core/metadata_read.h"

/* The value that the command line's text stands for. */
static oct_meta *value_of(oct_arena *arena, oct_slice text) {
    bool yes = oct_slice_is(text, "true"), no = oct_slice_is(text, "false");
    oct_meta *value = oct_meta_new(arena, yes || no ? OCT_META_BOOLEAN : OCT_META_STRING);
    if (!value)
        return NULL;
    value->boolean = yes;
    value->string = yes || no ? (oct_slice){NULL, 0} : text;
    return value;
}

/* The member under a key, in constant time by the map of places. */
static oct_meta **member_place(oct_map *members, oct_slice key) {
    return (oct_meta **)oct_map_place(members, key);
}

static size_t key_length(oct_slice setting) {
    size_t length = 0;
    while (length < setting.len && setting.ptr[length] != '=' && setting.ptr[length] != ':')
        length++;
    return length;
}

/* Adds one -M to the map; a second one of the same key makes a list. */
static bool add_setting(oct_meta *map, oct_map *members, oct_arena *arena, const char *setting) {
    oct_slice whole = oct_slice_of(setting);
    size_t end = key_length(whole);
    oct_slice key = oct_slice_head(whole, end);
    oct_slice text = end < whole.len ? oct_slice_from(whole, end + 1) : OCT_S("true");
    oct_meta *value = value_of(arena, text);
    oct_meta **place = member_place(members, key);
    if (!value || !place)
        return false;
    if (!*place) {
        *place = value;
        oct_meta_append(map, key, value);
        return true;
    }
    if ((*place)->kind != OCT_META_LIST) {
        oct_meta *first = oct_meta_new(arena, (*place)->kind);
        if (!first)
            return false;
        first->string = (*place)->string;
        first->boolean = (*place)->boolean;
        (*place)->kind = OCT_META_LIST;
        oct_meta_append(*place, (oct_slice){NULL, 0}, first);
    }
    oct_meta_append(*place, (oct_slice){NULL, 0}, value);
    return true;
}

/* What comes from the command line may be any bytes, and lack its key. */
static oct_status check_settings(oct_job *job, const char *option, oct_string_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        oct_slice text = oct_slice_of(list->items[i]);
        if (key_length(text) == 0) {
            oct_report(job->context, OCT_D_BAD_OPTION, (oct_place){0}, "KEY=VALUE is wanted",
                       "%s cannot be \"%s\"", option, list->items[i]);
            return OCT_USAGE;
        }
        if (oct_utf8_is_clean(text))
            continue;
        if (!oct_encoding_clean_value(job->context, &job->arena, (oct_place){.file = option},
                                      &text))
            return oct_job_out_of_memory(job);
        list->items[i] = oct_arena_string(&job->arena, text);
        if (!list->items[i])
            return oct_job_out_of_memory(job);
    }
    return OCT_OK;
}

/* Moves those members of `from` to the end of `into` whose keys it does not have. */
static bool take_missing(oct_meta *into, oct_map *members, oct_meta *from) {
    oct_meta *member = from ? from->first : NULL;
    while (member) {
        oct_meta *next = member->next;
        oct_meta **place = member_place(members, member->key);
        if (!place)
            return false;
        if (!*place) {
            *place = member;
            oct_meta_append(into, member->key, member);
        }
        member = next;
    }
    return true;
}

/* A key may stand twice in one map, and then the last one counts: it goes to the first's place. */
static bool drop_overridden(oct_meta *map, const oct_allocator *allocator) {
    oct_map seen;
    oct_map_init(&seen, allocator);
    for (oct_meta *member = map->first; member; member = member->next) {
        oct_meta **place = member_place(&seen, member->key);
        if (!place)
            break;
        *place = member;
    }
    bool ok = !seen.failed;
    map->first = map->last = NULL;
    for (size_t i = 0; i < seen.count; i++)
        oct_meta_append(map, seen.entries[i].key, seen.entries[i].value);
    oct_map_free(&seen);
    return ok;
}

static oct_status read_metadata_file(oct_job *job, const char *path, oct_meta **map) {
    oct_source source = oct_source_read(path, (size_t)job->options.max_input_bytes,
                                        oct_context_allocator(job->context));
    if (source.status != OCT_OK)
        return oct_job_cannot_read(job, path, &source);
    oct_slice text = oct_slice_make(source.bytes, source.len);
    if (source.bytes && !oct_document_keep(job->document, source.bytes, source.capacity))
        return oct_job_out_of_memory(job);
    *map = job->document->metadata = oct_meta_new(&job->document->arena, OCT_META_MAP);
    if (!*map)
        return oct_job_out_of_memory(job);
    bool json = oct_slice_ends(oct_slice_of(path), OCT_S(".json"));
    oct_status status = json ? oct_json_read(job->context, job->document, text, path)
                             : oct_yaml_read(job->context, job->document, text, path, 1);
    return status == OCT_NO_MEMORY ? oct_job_out_of_memory(job) : status;
}

oct_meta *oct_job_new_metadata(oct_job *job) {
    oct_arena *arena = &job->document->arena;
    oct_meta *map = oct_meta_new(arena, OCT_META_MAP);
    if (!job->metadata)
        job->metadata = oct_meta_new(arena, OCT_META_LIST);
    if (!map || !job->metadata)
        return NULL;
    oct_meta_append(job->metadata, (oct_slice){NULL, 0}, map);
    return job->document->metadata = map;
}

oct_status oct_job_read_metadata_files(oct_job *job) {
    size_t count = job->options.metadata_files.count;
    job->file_metadata = oct_arena_array(&job->arena, count + 1, sizeof *job->file_metadata);
    if (!job->file_metadata)
        return oct_job_out_of_memory(job);
    for (size_t i = count; i > 0; i--) {
        oct_meta **map = &job->file_metadata[i - 1];
        oct_status status = read_metadata_file(job, job->options.metadata_files.items[i - 1], map);
        if (status != OCT_OK)
            return status;
        if (!job->document->default_lang.len)
            job->document->default_lang = oct_meta_find_text(*map, "lang", &job->document->arena);
    }
    return OCT_OK;
}

static oct_status merge(oct_job *job, oct_meta *merged, oct_map *members) {
    const oct_allocator *allocator = oct_context_allocator(job->context);
    bool ok = true;
    for (size_t i = 0; i < job->options.metadata.count; i++)
        ok &= add_setting(merged, members, &job->document->arena, job->options.metadata.items[i]);
    for (oct_meta *map = job->metadata ? job->metadata->first : NULL; map && ok; map = map->next)
        ok = drop_overridden(map, allocator) && take_missing(merged, members, map);
    for (size_t i = job->options.metadata_files.count; i > 0 && ok; i--)
        ok = drop_overridden(job->file_metadata[i - 1], allocator) &&
             take_missing(merged, members, job->file_metadata[i - 1]);
    return ok ? OCT_OK : oct_job_out_of_memory(job);
}

oct_status oct_job_merge_metadata(oct_job *job) {
    oct_status checked = check_settings(job, "--metadata", &job->options.metadata);
    if (checked == OCT_OK)
        checked = check_settings(job, "--variable", &job->options.variables);
    if (checked != OCT_OK)
        return checked;
    oct_meta *merged = oct_meta_new(&job->document->arena, OCT_META_MAP);
    if (!merged)
        return oct_job_out_of_memory(job);
    oct_map members;
    oct_map_init(&members, oct_context_allocator(job->context));
    oct_status status = merge(job, merged, &members);
    oct_map_free(&members);
    job->document->metadata = merged;
    return status;
}
