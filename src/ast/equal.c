/* ast/equal - whether two trees say the same; see node.h and meta.h. */
#include "ast/meta.h"

static bool attributes_equal(const oct_attributes *a, const oct_attributes *b) {
    static const oct_attributes none;
    if (!a)
        a = &none;
    if (!b)
        b = &none;
    if (!oct_slice_equal(a->id, b->id) || !oct_slice_equal(a->lang, b->lang) ||
        a->direction != b->direction || a->class_count != b->class_count ||
        a->pair_count != b->pair_count)
        return false;
    for (uint32_t i = 0; i < a->class_count; i++)
        if (!oct_slice_equal(a->classes[i], b->classes[i]))
            return false;
    for (uint32_t i = 0; i < a->pair_count; i++)
        if (!oct_slice_equal(a->pairs[i].key, b->pairs[i].key) ||
            !oct_slice_equal(a->pairs[i].value, b->pairs[i].value))
            return false;
    return true;
}

static bool columns_equal(const oct_node *a, const oct_node *b) {
    if (a->as.table.count != b->as.table.count)
        return false;
    for (uint32_t i = 0; i < a->as.table.count; i++)
        if (a->as.table.columns[i].alignment != b->as.table.columns[i].alignment ||
            a->as.table.columns[i].width != b->as.table.columns[i].width)
            return false;
    return true;
}

static bool cells_equal(const oct_node *a, const oct_node *b) {
    return a->as.cell.column_span == b->as.cell.column_span &&
           a->as.cell.row_span == b->as.cell.row_span &&
           a->as.cell.alignment == b->as.cell.alignment && a->as.cell.scope == b->as.cell.scope;
}

static bool items_equal(const oct_node *a, const oct_node *b) {
    return a->as.item.task == b->as.item.task && a->as.item.has_value == b->as.item.has_value &&
           (!a->as.item.has_value || a->as.item.value == b->as.item.value);
}

static bool payloads_equal(const oct_node *a, const oct_node *b) {
    switch ((oct_kind)a->kind) {
    case OCT_TEXT:
    case OCT_CODE:
    case OCT_MATH:
    case OCT_CODE_BLOCK:
        return oct_slice_equal(a->as.text, b->as.text);
    case OCT_HEADING:
        return a->as.level == b->as.level;
    case OCT_ORDERED_LIST:
        return a->as.list.start == b->as.list.start && a->as.list.style == b->as.list.style &&
               a->as.list.delimiter == b->as.list.delimiter;
    case OCT_LIST_ITEM:
        return items_equal(a, b);
    case OCT_TABLE:
        return columns_equal(a, b);
    case OCT_TABLE_CELL:
        return cells_equal(a, b);
    case OCT_DIV:
    case OCT_SPAN:
        return a->as.role == b->as.role;
    case OCT_LINK:
    case OCT_IMAGE:
        return oct_slice_equal(a->as.link->url, b->as.link->url) &&
               oct_slice_equal(a->as.link->title, b->as.link->title);
    case OCT_RAW_BLOCK:
    case OCT_RAW_INLINE:
        return oct_slice_equal(a->as.raw->format, b->as.raw->format) &&
               oct_slice_equal(a->as.raw->text, b->as.raw->text);
    case OCT_NOTE:
        return oct_slice_equal(a->as.label, b->as.label);
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
        return true;
    }
    return false;
}

bool oct_node_equal(const oct_node *a, const oct_node *b) {
    oct_walk left = oct_walk_begin((oct_node *)a), right = oct_walk_begin((oct_node *)b);
    for (;;) {
        bool more = oct_walk_next(&left);
        if (more != oct_walk_next(&right))
            return false;
        if (!more)
            return true;
        if (left.entering != right.entering || left.node->kind != right.node->kind ||
            left.node->flags != right.node->flags || !payloads_equal(left.node, right.node) ||
            !attributes_equal(left.node->attributes, right.node->attributes))
            return false;
    }
}

/* Without its children. */
static bool meta_values_equal(const oct_meta *a, const oct_meta *b) {
    if (a->kind != b->kind || !oct_slice_equal(a->key, b->key))
        return false;
    switch (a->kind) {
    case OCT_META_STRING:
        return oct_slice_equal(a->string, b->string);
    case OCT_META_BOOLEAN:
        return a->boolean == b->boolean;
    case OCT_META_INLINES:
        return oct_node_equal(a->inlines, b->inlines);
    case OCT_META_LIST:
    case OCT_META_MAP:
        return true;
    }
    return false;
}

/* Recursive: metadata is at most OCT_META_DEPTH deep, which its readers see to. */
bool oct_meta_equal(const oct_meta *a, const oct_meta *b) {
    if (!meta_values_equal(a, b))
        return false;
    const oct_meta *left = a->first, *right = b->first;
    for (; left && right; left = left->next, right = right->next)
        if (!oct_meta_equal(left, right))
            return false;
    return !left && !right;
}
