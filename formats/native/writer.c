/* formats/native/writer - the tree as text; see native.h. */
#include "formats/native/native.h"

typedef struct oct_native_writer {
    oct_buffer *out;
    bool lines;
} oct_native_writer;

static void string(oct_buffer *out, oct_slice text) {
    static const char hex[] = "0123456789ABCDEF";
    oct_buffer_byte(out, '"');
    size_t start = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
            continue;
        oct_buffer_append(out, text.ptr + start, i - start);
        start = i + 1;
        oct_buffer_byte(out, '\\');
        if (c == '"' || c == '\\')
            oct_buffer_byte(out, (char)c);
        else if (c == '\n' || c == '\r' || c == '\t')
            oct_buffer_byte(out, c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
        else
            oct_buffer_append(out, (char[]){'x', hex[c >> 4], hex[c & 15]}, 3);
    }
    oct_buffer_slice(out, oct_slice_from(text, start));
    oct_buffer_byte(out, '"');
}

static void indent(oct_buffer *out, size_t depth) {
    if (depth > OCT_NATIVE_INDENTED) {
        oct_buffer_printf(out, "+%zu ", depth);
        return;
    }
    for (size_t i = 0; i < depth; i++)
        oct_buffer_append(out, "  ", 2);
}

static void named_string(oct_buffer *out, const char *name, oct_slice value) {
    if (!value.len)
        return;
    oct_buffer_printf(out, " %s=", name);
    string(out, value);
}

static void named_word(oct_buffer *out, const char *name, const char *value) {
    if (*value)
        oct_buffer_printf(out, " %s=%s", name, value);
}

static void attributes(oct_buffer *out, const oct_attributes *a) {
    named_string(out, "id", a->id);
    for (uint32_t i = 0; i < a->class_count; i++) {
        oct_buffer_string(out, " class=");
        string(out, a->classes[i]);
    }
    named_string(out, "lang", a->lang);
    named_word(out, "dir", oct_direction_name(a->direction));
    for (uint32_t i = 0; i < a->pair_count; i++) {
        oct_buffer_string(out, " @");
        string(out, a->pairs[i].key);
        oct_buffer_byte(out, '=');
        string(out, a->pairs[i].value);
    }
}

static void columns(oct_buffer *out, const oct_node *table) {
    for (uint32_t i = 0; i < table->as.table.count; i++) {
        const oct_column *column = &table->as.table.columns[i];
        const char *name = oct_alignment_name(column->alignment);
        oct_buffer_printf(out, "%s%s/%u", i ? "," : " columns=", *name ? name : "default",
                          column->width);
    }
}

static void cell(oct_buffer *out, const oct_node *node) {
    if (node->as.cell.column_span != 1)
        oct_buffer_printf(out, " colspan=%u", node->as.cell.column_span);
    if (node->as.cell.row_span != 1)
        oct_buffer_printf(out, " rowspan=%u", node->as.cell.row_span);
    named_word(out, "align", oct_alignment_name((oct_alignment)node->as.cell.alignment));
    named_word(out, "scope", oct_scope_name((oct_scope)node->as.cell.scope));
}

static void list(oct_buffer *out, const oct_node *node) {
    if (node->as.list.start != 1)
        oct_buffer_printf(out, " start=%d", node->as.list.start);
    if (node->as.list.style)
        named_word(out, "style", oct_list_style_name((oct_list_style)node->as.list.style));
    if (node->as.list.delimiter)
        named_word(out, "delimiter",
                   oct_list_delimiter_name((oct_list_delimiter)node->as.list.delimiter));
}

static void item(oct_buffer *out, const oct_node *node) {
    if (node->as.item.has_value)
        oct_buffer_printf(out, " value=%d", node->as.item.value);
    named_word(out, "task", oct_task_name((oct_task)node->as.item.task));
}

static void text(oct_buffer *out, oct_slice value) {
    oct_buffer_byte(out, ' ');
    string(out, value);
}

static void payload(oct_buffer *out, const oct_node *node) {
    switch ((oct_kind)node->kind) {
    case OCT_TEXT:
    case OCT_CODE:
    case OCT_MATH:
    case OCT_CODE_BLOCK:
        text(out, node->as.text);
        break;
    case OCT_HEADING:
        oct_buffer_printf(out, " level=%d", node->as.level);
        break;
    case OCT_ORDERED_LIST:
        list(out, node);
        break;
    case OCT_LIST_ITEM:
        item(out, node);
        break;
    case OCT_TABLE:
        columns(out, node);
        break;
    case OCT_TABLE_CELL:
        cell(out, node);
        break;
    case OCT_DIV:
    case OCT_SPAN:
        named_word(out, "role", oct_roles[node->as.role].element);
        break;
    case OCT_LINK:
    case OCT_IMAGE:
        named_string(out, "url", node->as.link->url);
        named_string(out, "title", node->as.link->title);
        break;
    case OCT_RAW_BLOCK:
    case OCT_RAW_INLINE:
        named_string(out, "format", node->as.raw->format);
        text(out, node->as.raw->text);
        break;
    case OCT_NOTE:
        named_string(out, "label", node->as.label);
        break;
    case OCT_DOCUMENT:
    case OCT_PARAGRAPH:
    case OCT_BLOCK_QUOTE:
    case OCT_BULLET_LIST:
    case OCT_DEFINITION_LIST:
    case OCT_DEFINITION_TERM:
    case OCT_DEFINITION:
    case OCT_THEMATIC_BREAK:
    case OCT_TABLE_HEAD:
    case OCT_TABLE_BODY:
    case OCT_TABLE_FOOT:
    case OCT_TABLE_ROW:
    case OCT_FIGURE:
    case OCT_CAPTION:
    case OCT_LINE_BLOCK:
    case OCT_LINE:
    case OCT_SOFT_BREAK:
    case OCT_LINE_BREAK:
    case OCT_EMPHASIS:
    case OCT_STRONG:
    case OCT_STRIKEOUT:
    case OCT_UNDERLINE:
    case OCT_SUPERSCRIPT:
    case OCT_SUBSCRIPT:
    case OCT_SMALL_CAPS:
    case OCT_HIGHLIGHT:
    case OCT_QUOTED:
        break;
    }
}

static void node_line(const oct_native_writer *writer, const oct_node *node, size_t depth) {
    oct_buffer *out = writer->out;
    indent(out, depth);
    oct_buffer_string(out, oct_kind_name((oct_kind)node->kind));
    for (size_t bit = 0; bit < oct_native_flag_count; bit++)
        if (node->flags & 1u << bit)
            oct_buffer_printf(out, " %s", oct_native_flags[bit]);
    if (writer->lines && node->line)
        oct_buffer_printf(out, " line=%u", node->line);
    if (node->attributes)
        attributes(out, node->attributes);
    payload(out, node);
    oct_buffer_byte(out, '\n');
}

/* The nodes below root, whose depth is given; root itself is not written. */
static void nodes_below(const oct_native_writer *writer, oct_node *root, size_t depth,
                        oct_out *flushed) {
    oct_walk walk = oct_walk_begin(root);
    while (oct_walk_next(&walk)) {
        if (walk.entering) {
            if (walk.node != root)
                node_line(writer, walk.node, depth);
            depth++;
        } else {
            depth--;
        }
        if (flushed && flushed->buffer.len >= OCT_OUT_FLUSH_SIZE)
            oct_out_flush_full(flushed);
    }
}

/* Recursive over metadata, which is at most OCT_META_DEPTH deep. */
static void meta_members(const oct_native_writer *writer, const oct_meta *parent, size_t depth) {
    oct_buffer *out = writer->out;
    for (const oct_meta *value = parent->first; value; value = value->next) {
        indent(out, depth);
        if (parent->kind == OCT_META_MAP)
            string(out, value->key);
        else
            oct_buffer_byte(out, '-');
        static const char *const kinds[] = {" string", " boolean", " inlines", " list", " map"};
        oct_buffer_string(out, kinds[value->kind]);
        if (value->kind == OCT_META_STRING)
            text(out, value->string);
        if (value->kind == OCT_META_BOOLEAN)
            oct_buffer_string(out, value->boolean ? " true" : " false");
        oct_buffer_byte(out, '\n');
        if (value->kind == OCT_META_INLINES)
            nodes_below(writer, value->inlines, depth, NULL);
        else
            meta_members(writer, value, depth + 1);
    }
}

oct_status oct_native_write(oct_writing *writing) {
    const oct_native_options *options = writing->options;
    oct_native_writer writer = {&writing->out->buffer, options->lines};
    oct_buffer_string(writer.out, OCT_NATIVE_FIRST_LINE "\n");
    if (writing->document->metadata->first) {
        oct_buffer_string(writer.out, "metadata\n");
        meta_members(&writer, writing->document->metadata, 1);
    }
    oct_buffer_string(writer.out, "document\n");
    nodes_below(&writer, writing->document->root, 0, writing->out);
    return OCT_OK;
}
