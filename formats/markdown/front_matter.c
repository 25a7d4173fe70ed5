/* formats/markdown/front_matter - see front_matter.h. Knows core and this folder. */
#include "formats/markdown/front_matter.h"

#include "base/size.h"
#include "core/metadata_read.h"
#include "formats/markdown/guard.h"
#include "formats/markdown/language.h"
#include "formats/markdown/markdown.h"
#include "formats/markdown/tree.h"

/* ---- Finding ------------------------------------------------------------------------------ */

static oct_slice without_spaces_behind(oct_slice line) {
    while (line.len && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t'))
        line.len--;
    return line;
}

static bool is_fence(oct_slice line, bool closing) {
    line = without_spaces_behind(line);
    return oct_slice_is(line, "---") || (closing && oct_slice_is(line, "..."));
}

static bool ends_key(oct_slice line, size_t colon) {
    return colon < line.len &&
           (colon + 1 == line.len || line.ptr[colon + 1] == ' ' || line.ptr[colon + 1] == '\t');
}

/* "key: value", "key:", "'key': value", "{...": how a mapping begins. */
static bool begins_mapping(oct_slice line) {
    if (line.len && line.ptr[0] == '{')
        return true;
    for (size_t i = 0; i < line.len && line.ptr[0] != '-'; i++)
        if (line.ptr[i] == ':' && i > 0 && ends_key(line, i))
            return true;
    return false;
}

/* Of a line in the block: whether it says nothing, so that the next one decides. */
static bool is_void(oct_slice line) {
    line = oct_slice_trim(line);
    return line.len == 0 || line.ptr[0] == '#';
}

oct_md_front_matter oct_md_find_front_matter(oct_slice text) {
    oct_md_front_matter block = {0}, none = {0};
    oct_slice rest = text, line;
    if (!oct_slice_next_line(&rest, &line) || !is_fence(line, false))
        return none;
    const char *begin = rest.ptr;
    bool decided = false;
    block.lines = 1;
    while (oct_slice_next_line(&rest, &line)) {
        block.lines++;
        if (is_fence(line, true)) {
            block.yaml = oct_slice_make(begin, (size_t)(line.ptr - begin));
            block.length = text.len - rest.len;
            return block;
        }
        if (!decided && !is_void(line)) {
            decided = true;
            if (!begins_mapping(oct_slice_trim(line)))
                return none;
        }
    }
    return none;
}

/* ---- Markdown in values ------------------------------------------------------------------- */

static bool holds_markup(oct_slice text, bool smart) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c && memchr("*_`[]<>\\&~^@:$=", c, 15))
            return true;
        if (smart && c && memchr("'\".-", c, 4))
            return true;
    }
    return false;
}

/* One piece of text and nothing else: it is kept as a string. */
static bool is_plain_text(const oct_node *inlines) {
    return inlines->first && inlines->first == oct_node_last(inlines) &&
           inlines->first->kind == OCT_TEXT;
}

/* The value's string read as Markdown, when it is paragraphs with any markup in them. */
static oct_status read_markup(oct_reading *reading, const oct_md_features *features,
                              oct_meta *value) {
    oct_node *inlines = oct_node_new(&reading->document->arena, OCT_PARAGRAPH);
    if (!inlines)
        return OCT_NO_MEMORY;
    oct_builder builder;
    oct_builder_init(&builder, reading->document, inlines);
    builder.file = reading->builder->file;
    builder.max_depth = reading->builder->max_depth;
    builder.max_nodes = reading->builder->max_nodes;
    oct_md_text text = {reading, features, value->string, value->line,
                        oct_md_memory_limit(reading, value->string.len)};
    oct_status status = oct_md_read_inlines(&text, &builder);
    if (oct_builder_finish(&builder) != OCT_BUILDER_OK)
        oct_builder_fail(reading->builder, builder.failure, value->line);
    else if (is_plain_text(inlines))
        value->string = inlines->first->as.text;
    else if (inlines->first) {
        value->kind = OCT_META_INLINES;
        value->inlines = inlines;
    }
    return status;
}

static bool is_prose(oct_slice key) {
    static const char *const keys[] = {"title",  "subtitle",    "author",    "abstract",
                                       "rights", "description", "copyright", "dedication"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (oct_slice_is(key, keys[i]))
            return true;
    return false;
}

static oct_status read_prose(oct_reading *reading, const oct_md_features *features,
                             oct_meta *value) {
    if (value->kind != OCT_META_STRING || !holds_markup(value->string, features->smart))
        return OCT_OK;
    oct_status status = oct_md_guard(reading, value->string, value->line);
    return status == OCT_OK ? read_markup(reading, features, value) : status;
}

oct_status oct_md_read_front_matter(oct_reading *reading, oct_md_features *features,
                                    const oct_md_front_matter *block) {
    oct_status status = oct_yaml_read(reading->context, reading->document, block->yaml,
                                      reading->name, reading->first_line + 1);
    return status == OCT_OK ? oct_md_read_prose(reading, features) : status;
}

oct_status oct_md_read_prose(oct_reading *reading, oct_md_features *features) {
    oct_status status = OCT_OK;
    oct_md_use_language(reading, features);
    oct_meta *member = reading->document->metadata->first;
    for (; member && status == OCT_OK; member = member->next) {
        if (!is_prose(member->key))
            continue;
        status = read_prose(reading, features, member);
        if (member->kind == OCT_META_LIST)
            for (oct_meta *item = member->first; item && status == OCT_OK; item = item->next)
                status = read_prose(reading, features, item);
    }
    return status;
}
