/* formats/native/reader - the text form back into a tree; see native.h. */
#include "formats/native/native.h"

#include "formats/native/line.h"

/* Where metadata goes: the open lists and maps, the outermost first. */
typedef struct oct_native_reader {
    oct_reading *reading;
    oct_native_line line;
    oct_meta *open[OCT_META_DEPTH + 1];
    size_t meta_depth;    /* open lists and maps */
    oct_builder inlines;  /* of a metadata value */
    size_t inlines_depth; /* the depth of that value; 0 when none is open */
    bool in_document;
    bool failed; /* reported */
} oct_native_reader;

static void syntax_error(oct_native_reader *reader, const char *message) {
    if (reader->failed)
        return;
    reader->failed = true;
    oct_place place = {reader->reading->name, reader->line.number,
                       oct_native_column(&reader->line)};
    oct_report(reader->reading->context, OCT_D_SYNTAX, place, NULL, "%s", message);
}

static oct_slice keep(oct_native_reader *reader, oct_slice raw) {
    return oct_native_unescape(&reader->reading->document->arena, raw);
}

/* ---- Nodes -------------------------------------------------------------------------------- */

static bool number_between(oct_slice value, int64_t low, int64_t high, int64_t *number) {
    return oct_slice_to_int(value, number) && *number >= low && *number <= high;
}

/* The index of a name among count names; -1 when it is not there. */
static int index_of(oct_slice value, const char *(*name)(int), int count) {
    for (int i = 0; i < count; i++)
        if (oct_slice_is(value, name(i)))
            return i;
    return -1;
}

static const char *alignment_name(int i) {
    return i ? oct_alignment_name((oct_alignment)i) : "default";
}
static const char *style_name(int i) {
    return oct_list_style_name((oct_list_style)i);
}
static const char *delimiter_name(int i) {
    return oct_list_delimiter_name((oct_list_delimiter)i);
}
static const char *task_name(int i) {
    return oct_task_name((oct_task)i);
}
static const char *scope_name(int i) {
    return oct_scope_name((oct_scope)i);
}
static const char *direction_name(int i) {
    return oct_direction_name((oct_direction)i);
}

/* "left/0,default/2500": one column after the other. */
static bool set_columns(oct_native_reader *reader, oct_node *table, oct_slice value) {
    size_t count = 1;
    for (size_t i = 0; i < value.len; i++)
        count += value.ptr[i] == ',';
    oct_column *columns =
        oct_arena_array(&reader->reading->document->arena, count, sizeof *columns);
    if (!columns || count > UINT32_MAX)
        return true; /* the arena keeps the failure */
    for (size_t i = 0; i < count; i++) {
        size_t end = oct_slice_find_byte(value, ',');
        oct_slice column = oct_slice_head(value, end);
        size_t slash = oct_slice_find_byte(column, '/');
        int alignment = index_of(oct_slice_head(column, slash), alignment_name, 4);
        int64_t width;
        if (alignment < 0 ||
            !number_between(oct_slice_from(column, slash + 1), 0, UINT32_MAX, &width))
            return false;
        columns[i] = (oct_column){(oct_alignment)alignment, (uint32_t)width};
        value = oct_slice_from(value, end + 1);
    }
    table->as.table.columns = columns;
    table->as.table.count = (uint32_t)count;
    return true;
}

/* Stores a name's index in a byte. */
static bool set_index(uint8_t *field, oct_slice value, const char *(*name)(int), int count) {
    int index = index_of(value, name, count);
    if (index < 0)
        return false;
    *field = (uint8_t)index;
    return true;
}

static bool set_cell(oct_node *node, oct_slice key, oct_slice value) {
    int64_t number;
    if (oct_slice_is(key, "align"))
        return set_index(&node->as.cell.alignment, value, alignment_name, 4);
    if (oct_slice_is(key, "scope"))
        return set_index(&node->as.cell.scope, value, scope_name, 5);
    if (!number_between(value, 1, UINT32_MAX, &number))
        return false;
    if (oct_slice_is(key, "colspan"))
        node->as.cell.column_span = (uint32_t)number;
    else if (oct_slice_is(key, "rowspan"))
        node->as.cell.row_span = (uint32_t)number;
    else
        return false;
    return true;
}

static bool set_list(oct_node *node, oct_slice key, oct_slice value) {
    int64_t number;
    if (oct_slice_is(key, "style"))
        return set_index(&node->as.list.style, value, style_name, 5);
    if (oct_slice_is(key, "delimiter"))
        return set_index(&node->as.list.delimiter, value, delimiter_name, 3);
    if (!oct_slice_is(key, "start") || !number_between(value, INT32_MIN, INT32_MAX, &number))
        return false;
    node->as.list.start = (int32_t)number;
    return true;
}

static bool set_item(oct_node *node, oct_slice key, oct_slice value) {
    int64_t number;
    if (oct_slice_is(key, "task"))
        return set_index(&node->as.item.task, value, task_name, 3);
    if (!oct_slice_is(key, "value") || !number_between(value, INT32_MIN, INT32_MAX, &number))
        return false;
    node->as.item.value = (int32_t)number;
    node->as.item.has_value = true;
    return true;
}

static bool set_role(oct_node *node, oct_slice value) {
    int role = oct_role_named(value);
    if (role < 0)
        return false;
    node->as.role = (uint8_t)role;
    return true;
}

static bool set_level(oct_node *node, oct_slice value) {
    int64_t number;
    if (!number_between(value, 1, 6, &number))
        return false;
    node->as.level = (int32_t)number;
    return true;
}

/* A key=word of the node's kind. */
static bool set_word(oct_native_reader *reader, oct_node *node, oct_slice key, oct_slice value) {
    int64_t number;
    if (oct_slice_is(key, "line")) {
        if (!number_between(value, 0, UINT32_MAX, &number))
            return false;
        node->line = (uint32_t)number;
        return true;
    }
    if (oct_slice_is(key, "dir")) {
        oct_attributes *attributes = oct_node_attributes(node, &reader->reading->document->arena);
        int direction = index_of(value, direction_name, 4);
        if (attributes && direction > 0)
            attributes->direction = (oct_direction)direction;
        return direction > 0;
    }
    if (node->kind == OCT_HEADING)
        return oct_slice_is(key, "level") && set_level(node, value);
    if (node->kind == OCT_ORDERED_LIST)
        return set_list(node, key, value);
    if (node->kind == OCT_LIST_ITEM)
        return set_item(node, key, value);
    if (node->kind == OCT_TABLE)
        return oct_slice_is(key, "columns") && set_columns(reader, node, value);
    if (node->kind == OCT_TABLE_CELL)
        return set_cell(node, key, value);
    if (node->kind == OCT_DIV || node->kind == OCT_SPAN)
        return oct_slice_is(key, "role") && set_role(node, value);
    return false;
}

static bool has_link(const oct_node *node) {
    return node->kind == OCT_LINK || node->kind == OCT_IMAGE;
}
static bool is_raw(const oct_node *node) {
    return node->kind == OCT_RAW_BLOCK || node->kind == OCT_RAW_INLINE;
}

/* A key="string" of the node's kind. */
static bool set_string(oct_native_reader *reader, oct_node *node, oct_slice key, oct_slice value) {
    oct_arena *arena = &reader->reading->document->arena;
    if (oct_slice_is(key, "class")) {
        oct_node_add_class(node, arena, value);
    } else if (oct_slice_is(key, "id") || oct_slice_is(key, "lang")) {
        oct_attributes *attributes = oct_node_attributes(node, arena);
        if (attributes)
            *(oct_slice_is(key, "id") ? &attributes->id : &attributes->lang) = value;
    } else if (oct_slice_is(key, "url") && has_link(node)) {
        node->as.link->url = value;
    } else if (oct_slice_is(key, "title") && has_link(node)) {
        node->as.link->title = value;
    } else if (oct_slice_is(key, "format") && is_raw(node)) {
        node->as.raw->format = value;
    } else if (oct_slice_is(key, "label") && node->kind == OCT_NOTE) {
        node->as.label = value;
    } else {
        return false;
    }
    return true;
}

static bool set_text(oct_node *node, oct_slice value) {
    switch ((int)node->kind) {
    case OCT_TEXT:
    case OCT_CODE:
    case OCT_MATH:
    case OCT_CODE_BLOCK:
        node->as.text = value;
        return true;
    case OCT_RAW_BLOCK:
    case OCT_RAW_INLINE:
        node->as.raw->text = value;
        return true;
    default:
        return false;
    }
}

static bool set_flag(oct_node *node, oct_slice name) {
    for (size_t bit = 0; bit < oct_native_flag_count; bit++) {
        if (oct_slice_is(name, oct_native_flags[bit])) {
            node->flags |= (uint8_t)(1u << bit);
            return true;
        }
    }
    return false;
}

static bool set_field(oct_native_reader *reader, oct_node *node, const oct_native_field *field) {
    oct_arena *arena = &reader->reading->document->arena;
    switch (field->type) {
    case OCT_NATIVE_WORD:
        return set_flag(node, field->value);
    case OCT_NATIVE_KEY_WORD:
        return set_word(reader, node, field->key, field->value);
    case OCT_NATIVE_KEY_STRING:
        return set_string(reader, node, field->key, keep(reader, field->value));
    case OCT_NATIVE_STRING:
        return set_text(node, keep(reader, field->value));
    case OCT_NATIVE_PAIR:
        oct_node_add_pair(node, arena, keep(reader, field->key), keep(reader, field->value));
        return true;
    }
    return false;
}

/* Closes nodes until the depth is that of the line, and opens the line's node. */
static void read_node(oct_native_reader *reader, oct_builder *builder, size_t base) {
    oct_slice name = oct_native_next_word(&reader->line);
    int kind = oct_kind_named(name);
    size_t depth = reader->line.depth - base;
    if (kind < 0) {
        syntax_error(reader, "there is no such kind of node");
        return;
    }
    if (depth > builder->depth) {
        syntax_error(reader, "the line is indented too deep");
        return;
    }
    while (builder->depth > depth)
        oct_builder_close(builder, (oct_kind)builder->current->kind);
    if (!oct_builder_failed(builder) && !oct_builder_accepts(builder, (oct_kind)kind)) {
        syntax_error(reader, "such a node may not stand here");
        return;
    }
    bool deepest = builder->depth >= builder->max_depth; /* which a leaf may be in */
    oct_node *node = deepest && oct_kind_is_leaf((oct_kind)kind)
                         ? oct_builder_leaf(builder, (oct_kind)kind, reader->line.number)
                         : oct_builder_open(builder, (oct_kind)kind, reader->line.number);
    oct_native_field field;
    while (oct_native_next_field(&reader->line, &field))
        if (!set_field(reader, node, &field))
            syntax_error(reader, "the node has no such field, or not with such a value");
    if (reader->line.bad)
        syntax_error(reader, "a field is not well-formed");
}

/* ---- Metadata ----------------------------------------------------------------------------- */

/* The value that a line announces; the lines of its members follow. */
static oct_meta *meta_value(oct_native_reader *reader, oct_slice kind) {
    static const char *const names[] = {"string", "boolean", "inlines", "list", "map"};
    oct_arena *arena = &reader->reading->document->arena;
    oct_native_field field;
    for (int i = OCT_META_STRING; i <= OCT_META_MAP; i++) {
        if (!oct_slice_is(kind, names[i]))
            continue;
        oct_meta *value = oct_meta_new(arena, (oct_meta_kind)i);
        bool leaf = i == OCT_META_STRING || i == OCT_META_BOOLEAN;
        if (value && leaf && oct_native_next_field(&reader->line, &field)) {
            value->boolean = oct_slice_is(field.value, "true");
            if (i == OCT_META_STRING)
                value->string = keep(reader, field.value);
        }
        if (value && i == OCT_META_INLINES)
            value->inlines = oct_node_new(arena, OCT_PARAGRAPH);
        return value;
    }
    syntax_error(reader, "there is no such kind of metadata");
    return NULL;
}

static void read_meta(oct_native_reader *reader) {
    size_t depth = reader->line.depth;
    if (depth == 0 || depth > reader->meta_depth) {
        syntax_error(reader, "the line is indented too deep");
        return;
    }
    reader->meta_depth = depth;
    oct_meta *parent = reader->open[depth - 1];
    oct_native_field key;
    if (!oct_native_next_field(&reader->line, &key)) {
        syntax_error(reader, "a metadata field is wanted");
        return;
    }
    bool keyed = key.type == OCT_NATIVE_STRING;
    oct_meta *value = meta_value(reader, oct_native_next_word(&reader->line));
    if (!value)
        return;
    if (keyed != (parent->kind == OCT_META_MAP)) {
        syntax_error(reader, "a map has keys and a list has none");
        return;
    }
    oct_meta_append(parent, keyed ? keep(reader, key.value) : (oct_slice){NULL, 0}, value);
    bool nests = value->kind == OCT_META_LIST || value->kind == OCT_META_MAP;
    if (nests && depth >= OCT_META_DEPTH)
        syntax_error(reader, "the metadata nests too deep");
    else if (nests)
        reader->open[reader->meta_depth++] = value;
    if (value->kind == OCT_META_INLINES && value->inlines) {
        oct_builder_init(&reader->inlines, reader->reading->document, value->inlines);
        reader->inlines.max_depth = reader->reading->builder->max_depth;
        reader->inlines_depth = depth;
    }
}

/* ---- Lines -------------------------------------------------------------------------------- */

static void read_line(oct_native_reader *reader) {
    oct_native_line *line = &reader->line;
    if (line->depth == 0) {
        oct_slice word = oct_native_next_word(line);
        reader->inlines_depth = 0;
        if (oct_slice_is(word, "document"))
            reader->in_document = true;
        else if (!oct_slice_is(word, "metadata") || reader->in_document)
            syntax_error(reader, "\"metadata\" or \"document\" is wanted");
    } else if (reader->in_document) {
        read_node(reader, reader->reading->builder, 0);
    } else if (reader->inlines_depth && line->depth > reader->inlines_depth) {
        read_node(reader, &reader->inlines, reader->inlines_depth);
    } else {
        reader->inlines_depth = 0;
        read_meta(reader);
    }
}

oct_status oct_native_read(oct_reading *reading) {
    oct_native_reader reader = {.reading = reading, .meta_depth = 1};
    reader.open[0] = reading->document->metadata;
    oct_slice rest = reading->input, text;
    for (uint32_t number = 1; oct_slice_next_line(&rest, &text) && !reader.failed; number++) {
        if (oct_builder_failed(reading->builder) || oct_builder_failed(&reader.inlines))
            break;
        reader.line = oct_native_line_of(text, number);
        if (number == 1 && !oct_slice_is(text, OCT_NATIVE_FIRST_LINE))
            syntax_error(&reader, "the first line must be \"" OCT_NATIVE_FIRST_LINE "\"");
        else if (number > 1 && oct_slice_trim(text).len)
            read_line(&reader);
    }
    if (oct_builder_failed(&reader.inlines))
        oct_builder_fail(reading->builder, reader.inlines.failure, reader.line.number);
    return reader.failed ? OCT_SYNTAX : OCT_OK;
}
