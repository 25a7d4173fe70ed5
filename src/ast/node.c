/* ast/node - see node.h: the tables, making, linking, and the public accessors. */
#include "ast/node.h"

#include "base/buffer.h"

const oct_kind_info oct_kinds[OCT_KIND_COUNT] = {
#define ROW(upper, name, group, content) [OCT_##upper] = {name, group, content},
    OCT_KINDS(ROW)
#undef ROW
};

const oct_role_info oct_roles[OCT_ROLE_COUNT] = {
#define ROW(upper, element, block) [OCT_ROLE_##upper] = {element, block},
    OCT_ROLES(ROW)
#undef ROW
};

int oct_kind_named(oct_slice name) {
    for (int kind = 0; kind < OCT_KIND_COUNT; kind++)
        if (oct_slice_is(name, oct_kinds[kind].name))
            return kind;
    return -1;
}

int oct_role_named(oct_slice element) {
    for (int role = 1; role < OCT_ROLE_COUNT; role++)
        if (oct_slice_is(element, oct_roles[role].element))
            return role;
    return -1;
}

const char *oct_direction_name(oct_direction direction) {
    static const char *const names[] = {"", "ltr", "rtl", "auto"};
    return names[direction];
}

const char *oct_alignment_name(oct_alignment alignment) {
    static const char *const names[] = {"", "left", "center", "right"};
    return names[alignment];
}

const char *oct_list_style_name(oct_list_style style) {
    static const char *const names[] = {"decimal", "lower-alpha", "upper-alpha", "lower-roman",
                                        "upper-roman"};
    return names[style];
}

const char *oct_list_delimiter_name(oct_list_delimiter delimiter) {
    static const char *const names[] = {"period", "paren", "parens"};
    return names[delimiter];
}

const char *oct_task_name(oct_task task) {
    static const char *const names[] = {"", "open", "done"};
    return names[task];
}

const char *oct_scope_name(oct_scope scope) {
    static const char *const names[] = {"", "row", "col", "rowgroup", "colgroup"};
    return names[scope];
}

/* The payloads that are not zero, and those that live outside the node. */
static bool init_payload(oct_node *node, oct_arena *arena) {
    if (node->kind == OCT_TABLE_CELL)
        node->as.cell.column_span = node->as.cell.row_span = 1;
    else if (node->kind == OCT_HEADING)
        node->as.level = 1;
    else if (node->kind == OCT_ORDERED_LIST)
        node->as.list.start = 1;
    else if (node->kind == OCT_LINK || node->kind == OCT_IMAGE)
        return (node->as.link = OCT_ARENA_NEW(arena, oct_link)) != NULL;
    else if (node->kind == OCT_RAW_BLOCK || node->kind == OCT_RAW_INLINE)
        return (node->as.raw = OCT_ARENA_NEW(arena, oct_raw)) != NULL;
    return true;
}

oct_node *oct_node_new(oct_arena *arena, oct_kind kind) {
    oct_node *node = OCT_ARENA_NEW(arena, oct_node);
    if (!node)
        return NULL;
    node->kind = (uint8_t)kind;
    return init_payload(node, arena) ? node : NULL;
}

void oct_node_append(oct_node *parent, oct_node *child) {
    oct_node *last = oct_node_last(parent);
    child->parent = parent;
    child->next = NULL;
    if (last) {
        child->back = last;
        last->next = child;
    } else {
        child->back = child;
        parent->first = child;
    }
    parent->first->back = child;
}

void oct_node_prepend(oct_node *parent, oct_node *child) {
    if (parent->first)
        oct_node_insert_before(parent->first, child);
    else
        oct_node_append(parent, child);
}

void oct_node_insert_before(oct_node *place, oct_node *node) {
    oct_node *before = oct_node_before(place);
    node->parent = place->parent;
    node->back = place->back;
    node->next = place;
    place->back = node;
    if (before)
        before->next = node;
    else
        place->parent->first = node;
}

void oct_node_insert_after(oct_node *place, oct_node *node) {
    node->parent = place->parent;
    node->next = place->next;
    node->back = place;
    place->next = node;
    if (node->next)
        node->next->back = node;
    else
        node->parent->first->back = node;
}

void oct_node_unlink(oct_node *node) {
    oct_node *parent = node->parent, *before = oct_node_before(node);
    if (!parent)
        return;
    if (before)
        before->next = node->next;
    else
        parent->first = node->next;
    if (node->next)
        node->next->back = node->back;
    else if (parent->first)
        parent->first->back = before;
    node->parent = node->back = node->next = NULL;
}

void oct_node_unwrap(oct_node *node) {
    oct_node *parent = node->parent, *before = oct_node_before(node), *behind = node->next;
    oct_node *first = node->first, *last = oct_node_last(node);
    oct_node_unlink(node);
    if (!first)
        return;
    for (oct_node *child = first; child; child = child->next)
        child->parent = parent;
    last->next = behind;
    first->back = before ? before : parent->first ? parent->first->back : last;
    if (behind)
        behind->back = last;
    else if (before)
        parent->first->back = last;
    if (before)
        before->next = first;
    else
        parent->first = first;
    node->first = NULL;
}

void oct_node_move_range(oct_node *parent, oct_node *first, oct_node *last) {
    for (oct_node *node = first, *next; node; node = next) {
        next = node == last ? NULL : node->next;
        oct_node_unlink(node);
        oct_node_append(parent, node);
    }
}

void oct_node_plain_text(const oct_node *root, oct_buffer *out) {
    oct_walk walk = oct_walk_begin((oct_node *)root);
    while (oct_walk_next(&walk)) {
        if (!walk.entering)
            continue;
        oct_kind kind = (oct_kind)walk.node->kind;
        if (kind == OCT_NOTE)
            oct_walk_skip(&walk);
        else if (kind == OCT_SOFT_BREAK || kind == OCT_LINE_BREAK)
            oct_buffer_byte(out, ' ');
        else if (kind == OCT_TEXT || kind == OCT_CODE || kind == OCT_MATH || kind == OCT_CODE_BLOCK)
            oct_buffer_slice(out, walk.node->as.text);
    }
}

size_t oct_line_indent(const oct_node *line) {
    oct_slice text =
        line->first && line->first->kind == OCT_TEXT ? line->first->as.text : (oct_slice){NULL, 0};
    size_t spaces = 0;
    while (spaces < text.len && text.ptr[spaces] == ' ')
        spaces++;
    return spaces;
}

const char *oct_kind_name(oct_kind kind) {
    return oct_kinds[kind].name;
}

bool oct_kind_is_leaf(oct_kind kind) {
    return oct_kinds[kind].content == OCT_G_NONE;
}

oct_kind oct_node_kind(const oct_node *node) {
    return (oct_kind)node->kind;
}

oct_node *oct_node_parent(const oct_node *node) {
    return node->parent;
}

oct_node *oct_node_next(const oct_node *node) {
    return node->next;
}

oct_node *oct_node_previous(const oct_node *node) {
    return oct_node_before(node);
}

oct_node *oct_node_first_child(const oct_node *node) {
    return node->first;
}

oct_node *oct_node_last_child(const oct_node *node) {
    return oct_node_last(node);
}

uint32_t oct_node_line(const oct_node *node) {
    return node->line;
}

oct_slice oct_node_text(const oct_node *node) {
    switch (node->kind) {
    case OCT_TEXT:
    case OCT_CODE:
    case OCT_MATH:
    case OCT_CODE_BLOCK:
        return node->as.text;
    case OCT_RAW_BLOCK:
    case OCT_RAW_INLINE:
        return node->as.raw->text;
    default:
        return (oct_slice){NULL, 0};
    }
}

static bool has_link(const oct_node *node) {
    return node->kind == OCT_LINK || node->kind == OCT_IMAGE;
}

oct_slice oct_node_url(const oct_node *node) {
    return has_link(node) ? node->as.link->url : (oct_slice){NULL, 0};
}

oct_slice oct_node_title(const oct_node *node) {
    return has_link(node) ? node->as.link->title : (oct_slice){NULL, 0};
}

int oct_node_level(const oct_node *node) {
    return node->kind == OCT_HEADING ? node->as.level : 0;
}
