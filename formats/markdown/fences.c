/* formats/markdown/fences - the indentation of fenced code that a tab is part of; see building.h.
 *
 * Lines of code lose as many columns as their fence is indented (CommonMark 4.5). cmark counts
 * bytes of the fence's line instead, so that a tab of which a list item has used up a part counts
 * as one. The columns are counted here in the line itself. */
#include "formats/markdown/building.h"

enum { TAB_STOP = 4 };

/* A place in a line: the byte, and the column, which may be inside a tab. */
typedef struct position {
    size_t byte, column;
} position;

static position behind_byte(position at, char byte) {
    at.column += byte == '\t' ? TAB_STOP - at.column % TAB_STOP : 1;
    at.byte++;
    return at;
}

/* Past blanks, and what else an item's marker is made of, until a column is reached. */
static position to_column(oct_slice line, position at, size_t column) {
    while (at.byte < line.len && at.column < column) {
        position next = behind_byte(at, line.ptr[at.byte]);
        if (next.column > column)
            return (position){at.byte, column};
        at = next;
    }
    return at;
}

/* Past the ">" of a quote and one column of blanks. */
static position past_quote_mark(oct_slice line, position at) {
    while (at.byte < line.len && line.ptr[at.byte] != '>')
        at = behind_byte(at, line.ptr[at.byte]);
    if (at.byte < line.len)
        at = behind_byte(at, '>');
    bool blank = at.byte < line.len && (line.ptr[at.byte] == ' ' || line.ptr[at.byte] == '\t');
    return blank ? to_column(line, at, at.column + 1) : at;
}

/* Where the content of a container begins in the line, when that of its parent begins at a place;
 * false when this is not known. */
static bool enter_container(const cmark_node *container, oct_slice line, position *at) {
    if (container->type == CMARK_NODE_BLOCK_QUOTE)
        *at = past_quote_mark(line, *at);
    else if (container->type == CMARK_NODE_ITEM)
        *at = to_column(line, *at,
                        at->column + (size_t)container->as.list.marker_offset +
                            (size_t)container->as.list.padding);
    else
        return container->type == CMARK_NODE_DOCUMENT || container->type == CMARK_NODE_LIST;
    return true;
}

enum { MOST_CONTAINERS = 64 };

/* Where the content of the block's parent begins in the block's first line. */
static bool enter_containers(const cmark_node *block, oct_slice line, position *at) {
    const cmark_node *containers[MOST_CONTAINERS];
    size_t depth = 0;
    for (const cmark_node *node = block->parent; node; node = node->parent) {
        if (depth == MOST_CONTAINERS)
            return false;
        containers[depth++] = node;
    }
    while (depth > 0)
        if (!enter_container(containers[--depth], line, at))
            return false;
    return true;
}

/* The columns of the fence's indentation that cmark did not count. */
static size_t uncounted(building *tree, const cmark_node *fence) {
    oct_slice line = oct_md_source_line(tree, fence);
    size_t start = (size_t)fence->start_column - 1;
    position at = {0, 0};
    if (start >= line.len || !strchr("`~", line.ptr[start]) ||
        oct_slice_find_byte(oct_slice_head(line, start), '\t') == start ||
        !enter_containers(fence, line, &at))
        return 0;
    size_t from = at.column;
    while (at.byte < start)
        at = behind_byte(at, line.ptr[at.byte]);
    size_t indent = at.column - from, counted = fence->as.code.fence_offset;
    return indent > counted && indent < TAB_STOP ? indent - counted : 0;
}

oct_slice oct_md_unindent(building *tree, const cmark_node *fence, oct_slice text) {
    if (!fence->as.code.fenced || !fence->as.code.fence_offset || fence->start_column <= 0)
        return text;
    size_t columns = uncounted(tree, fence), kept = 0, indent = 0;
    if (!columns)
        return text;
    char *out = (char *)(uintptr_t)text.ptr; /* the document's own copy */
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ' ' && indent < columns) {
            indent++;
            continue;
        }
        indent = text.ptr[i] == '\n' ? 0 : columns;
        out[kept++] = text.ptr[i];
    }
    return oct_slice_make(text.ptr, kept);
}
