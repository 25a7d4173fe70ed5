/* core/metadata_yaml - metadata from YAML, by libyaml's events; see metadata_read.h. The one file
 * that knows libyaml. */
#include "core/metadata_read.h"

#include "base/map.h"
#include "base/size.h"
#include "core/encoding.h"

#include <yaml.h>

/* A list or map that is being read, the key of its next member, and the keys that it has. */
typedef struct level {
    oct_meta *value;
    oct_map keys;
    oct_slice key;
    bool has_key;
} level;

typedef struct yaml_reading {
    oct_context *context;
    oct_arena *arena;
    const char *name;
    uint32_t first_line;
    level levels[OCT_META_DEPTH];
    size_t depth;
    oct_meta *root; /* takes the members of the outermost mapping */
    bool ended;
    oct_status status;
} yaml_reading;

static oct_place place_of(const yaml_reading *reading, yaml_mark_t mark) {
    return (oct_place){
        .file = reading->name,
        .line = oct_size_clamp32(mark.line + reading->first_line),
        .column = oct_size_clamp32(mark.column + 1),
    };
}

static oct_status refuse(yaml_reading *reading, yaml_mark_t mark, const char *hint,
                         const char *why) {
    oct_report(reading->context, OCT_D_BAD_METADATA, place_of(reading, mark), hint,
               "the YAML cannot be read: %s", why);
    return reading->status = OCT_SYNTAX;
}

/* What is known to trip people up, by libyaml's words for it. */
static const char *hint_for(const char *problem) {
    static const char *const hints[][2] = {
        {"mapping values are not allowed", "put a value that has a colon in it into quotes"},
        {"could not find expected ':'", "every line needs the form \"key: value\""},
        {"did not find expected key", "check the indentation and the quotes"},
        {"cannot start any token", "put a value that starts with this character into quotes"},
        {"did not find expected alphabetic", "put a value that starts with & or * into quotes"},
        {"unexpected end of stream", "close the quotes"},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (strstr(problem, hints[i][0]))
            return hints[i][1];
    return NULL;
}

static oct_status refuse_parse(yaml_reading *reading, const yaml_parser_t *parser) {
    if (parser->error == YAML_MEMORY_ERROR)
        return reading->status = OCT_NO_MEMORY;
    const char *problem = parser->problem ? parser->problem : "it does not parse";
    return refuse(reading, parser->problem_mark, hint_for(problem), problem);
}

/* ---- Values ------------------------------------------------------------------------------- */

static uint32_t line_of(const yaml_reading *reading, yaml_mark_t mark) {
    return oct_size_clamp32(mark.line + reading->first_line);
}

/* Only true and false without quotes are booleans: "no" is a country and a word. An escape may
 * stand for a NUL byte. */
static oct_meta *scalar_of(yaml_reading *reading, const yaml_event_t *event) {
    oct_slice text =
        oct_slice_make((const char *)event->data.scalar.value, event->data.scalar.length);
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    bool yes = plain && oct_slice_is(text, "true");
    if (yes || (plain && oct_slice_is(text, "false"))) {
        oct_meta *value = oct_meta_new(reading->arena, OCT_META_BOOLEAN);
        if (value)
            value->boolean = yes;
        return value;
    }
    bool null = plain && (oct_slice_is(text, "~") || oct_slice_is(text, "null"));
    oct_place place = {.file = reading->name, .line = line_of(reading, event->start_mark)};
    if (!oct_encoding_clean_value(reading->context, reading->arena, place, &text))
        return NULL;
    return oct_meta_new_string(reading->arena,
                               null ? (oct_slice){NULL, 0} : oct_arena_copy(reading->arena, text));
}

static void note_key(yaml_reading *reading, level *map, const yaml_event_t *event) {
    void **place = map->key.len ? oct_map_place(&map->keys, map->key) : NULL;
    if (!place) {
        reading->status = map->keys.failed ? OCT_NO_MEMORY : reading->status;
        return;
    }
    if (*place)
        oct_report(reading->context, OCT_D_DUPLICATE_KEY, place_of(reading, event->start_mark),
                   NULL, "the key \"%.*s\" stands twice; the last value counts",
                   OCT_SLICE_ARG(map->key));
    *place = reading;
}

/* Puts a value where it belongs: a member of the innermost list or map, or its next key. */
static void put(yaml_reading *reading, oct_meta *value, const yaml_event_t *event) {
    if (!value) {
        reading->status = OCT_NO_MEMORY;
        return;
    }
    value->line = line_of(reading, event->start_mark);
    level *innermost = &reading->levels[reading->depth - 1];
    if (innermost->value->kind == OCT_META_MAP && !innermost->has_key) {
        if (value->kind != OCT_META_STRING && value->kind != OCT_META_BOOLEAN) {
            refuse(reading, event->start_mark, NULL, "a key must be plain text");
            return;
        }
        innermost->key = oct_meta_text(value, reading->arena);
        innermost->has_key = true;
        note_key(reading, innermost, event);
        return;
    }
    oct_meta_append(innermost->value, innermost->key, value);
    innermost->key = (oct_slice){NULL, 0};
    innermost->has_key = false;
}

static void open_level(yaml_reading *reading, oct_meta_kind kind, const yaml_event_t *event) {
    if (reading->depth == OCT_META_DEPTH) {
        refuse(reading, event->start_mark, NULL, "it nests too deep");
        return;
    }
    oct_meta *value = reading->root;
    if (reading->depth > 0) {
        value = oct_meta_new(reading->arena, kind);
        put(reading, value, event);
    } else if (kind != OCT_META_MAP) {
        refuse(reading, event->start_mark, NULL, "it must be a mapping of keys to values");
    }
    if (reading->status != OCT_OK)
        return;
    level *opened = &reading->levels[reading->depth++];
    *opened = (level){.value = value};
    oct_map_init(&opened->keys, oct_context_allocator(reading->context));
}

static void close_level(yaml_reading *reading) {
    oct_map_free(&reading->levels[--reading->depth].keys);
}

/* ---- Events ------------------------------------------------------------------------------- */

static void take_scalar(yaml_reading *reading, const yaml_event_t *event) {
    if (reading->depth > 0)
        put(reading, scalar_of(reading, event), event);
    else if (event->data.scalar.length > 0)
        refuse(reading, event->start_mark, NULL, "it must be a mapping of keys to values");
}

static void take(yaml_reading *reading, const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        take_scalar(reading, event);
        break;
    case YAML_ALIAS_EVENT:
        refuse(reading, event->start_mark, "write the value again, or put it into quotes",
               "aliases are not read");
        break;
    case YAML_MAPPING_START_EVENT:
        open_level(reading, OCT_META_MAP, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        open_level(reading, OCT_META_LIST, event);
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        close_level(reading);
        break;
    case YAML_DOCUMENT_END_EVENT: /* further documents of the stream are not metadata */
    case YAML_STREAM_END_EVENT:
        reading->ended = true;
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_START_EVENT:
        break;
    }
}

static void take_all(yaml_reading *reading, yaml_parser_t *parser) {
    while (reading->status == OCT_OK && !reading->ended) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            refuse_parse(reading, parser);
            return;
        }
        take(reading, &event);
        yaml_event_delete(&event);
    }
}

oct_status oct_yaml_read(oct_context *context, oct_document *document, oct_slice text,
                         const char *name, uint32_t first_line) {
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return OCT_NO_MEMORY;
    yaml_parser_set_input_string(&parser, (const unsigned char *)(text.ptr ? text.ptr : ""),
                                 text.len);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_reading reading = {
        .context = context,
        .arena = &document->arena,
        .name = name,
        .first_line = first_line,
        .root = document->metadata,
    };
    take_all(&reading, &parser);
    while (reading.depth)
        close_level(&reading);
    yaml_parser_delete(&parser);
    if (reading.status == OCT_OK && document->arena.failed)
        return OCT_NO_MEMORY;
    return reading.status;
}
