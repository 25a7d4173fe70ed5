/* formats/markdown/places - where a link stands in the source; see building.h.
 *
 * cmark counts columns in the text of a block, from where its first line begins: it knows nothing
 * of what is in front of the other lines (">", indentation). A line break behind a backslash, or in
 * the address of a link, it does not count at all. So the place is looked for in the block's text,
 * and then in the line of the source that ends with that line of the block. All goes forward with
 * the links of the block, so that none of it is quadratic. */
#include "formats/markdown/building.h"

#include "base/size.h"

/* So many lines may have gone uncounted since the link before. */
enum { MOST_UNCOUNTED = 8 };
/* So much of a link's text is compared. */
enum { COMPARED = 8 };

static oct_slice content_of(const cmark_node *block) {
    return oct_slice_make((const char *)block->content.ptr, (size_t)block->content.size);
}

/* ---- Lines of the source ------------------------------------------------------------------ */

static bool add_start(oct_md_places *places, size_t at) {
    oct_buffer_append(&places->line_starts, (const char *)&at, sizeof at);
    return !places->line_starts.failed;
}

/* The starts of all lines, once they are needed. */
static bool list_lines(oct_md_places *places, oct_slice text) {
    if (places->line_starts.len)
        return true;
    oct_slice rest = text, line;
    bool ok = add_start(places, 0);
    while (ok && oct_slice_next_line(&rest, &line))
        ok = add_start(places, text.len - rest.len);
    return ok;
}

/* A line, from 0, without its end; empty when there is none. */
static oct_slice source_line(const oct_md_places *places, oct_slice text, size_t number) {
    size_t start;
    if (number >= places->line_starts.len / sizeof start)
        return (oct_slice){NULL, 0};
    memcpy(&start, places->line_starts.ptr + number * sizeof start, sizeof start);
    oct_slice rest = oct_slice_from(text, start), line = {NULL, 0};
    (void)!oct_slice_next_line(&rest, &line);
    return line;
}

oct_slice oct_md_source_line(building *tree, const cmark_node *block) {
    if (block->start_line <= 0 || !list_lines(&tree->places, tree->text->text))
        return (oct_slice){NULL, 0};
    return source_line(&tree->places, tree->text->text, (size_t)block->start_line - 1);
}

/* ---- Lines of the block ------------------------------------------------------------------- */

/* The length of the line with its end; 0 when it is the last one. */
static size_t length_of_line(const cmark_node *block, size_t offset) {
    oct_slice rest = oct_slice_from(content_of(block), offset);
    size_t end = oct_slice_find_byte(rest, '\n');
    return end < rest.len ? end + 1 : 0;
}

/* To the beginning of a line, from 0; false when the block has fewer. */
static bool go_to_line(oct_md_places *places, size_t line) {
    if (places->counted_line > line)
        places->counted_line = places->counted_offset = 0;
    while (places->counted_line < line) {
        size_t length = length_of_line(places->block, places->counted_offset);
        if (!length)
            return false;
        places->counted_offset += length;
        places->counted_line++;
    }
    return true;
}

/* Looks at the line, and the line of the source that ends with it, once for all its links. */
static void look_at_line(oct_md_places *places, oct_slice text) {
    oct_slice rest = oct_slice_from(content_of(places->block), places->offset);
    size_t length = oct_slice_find_byte(rest, '\n');
    places->next = length < rest.len ? places->offset + length + 1 : SIZE_MAX;
    if (length && rest.ptr[length - 1] == '\r')
        length--;
    places->source =
        source_line(places, text, (size_t)places->block->start_line - 1 + places->line);
    places->prefix = length <= places->source.len ? places->source.len - length : SIZE_MAX / 2;
}

/* To the line that a place of the block's text is in. */
static void go_to_place(oct_md_places *places, oct_slice text, size_t place) {
    if (places->next == 0 || place < places->offset) {
        places->line = places->offset = 0;
        look_at_line(places, text);
    }
    while (place >= places->next) {
        places->offset = places->next;
        places->line++;
        look_at_line(places, text);
    }
}

/* ---- Links -------------------------------------------------------------------------------- */

/* Whether a link begins here: by its bracket, and its text where that is plain. What is no bracket
 * is a bare address, whose first byte may be a mark. */
static bool begins_at(const cmark_node *node, oct_slice at) {
    const cmark_node *child = node->first_child;
    if (node->type == CMARK_NODE_IMAGE)
        return oct_slice_starts(at, OCT_S("!["));
    if (!at.len || (!strchr("[<", at.ptr[0]) && !oct_is_alnum(at.ptr[0]) && at.ptr[0] >= ' '))
        return false;
    if (!child || child->type != CMARK_NODE_TEXT || !strchr("[<", at.ptr[0]))
        return true;
    oct_slice label = oct_slice_head(oct_md_slice_of(&child->as.literal), COMPARED);
    at = oct_slice_from(at, 1);
    for (size_t i = 0; i < label.len && i < at.len && oct_is_alnum(label.ptr[i]); i++)
        if (label.ptr[i] != at.ptr[i] && (oct_is_alnum(at.ptr[i]) || at.ptr[i] == ' '))
            return false;
    return true;
}

/* The place in the block's text of a link that stands, as cmark counts, in that line and column. */
static bool find_in_block(oct_md_places *places, const cmark_node *node, size_t line, size_t column,
                          size_t *place) {
    for (size_t more = places->uncounted; more <= places->uncounted + MOST_UNCOUNTED; more++) {
        if (!go_to_line(places, line + more))
            return false;
        *place = places->counted_offset + column;
        if (begins_at(node, oct_slice_from(content_of(places->block), *place))) {
            places->uncounted = more;
            return true;
        }
    }
    return false;
}

/* A cell's text has lost the backslashes before its bars: those are counted on from the cell's
 * start. */
static size_t in_cell(oct_md_places *places, size_t column) {
    const cmark_node *cell = places->block;
    size_t at = places->cell_column ? places->cell_source : (size_t)cell->start_column - 1;
    size_t done = places->cell_column;
    if (column < done) {
        at = (size_t)cell->start_column - 1;
        done = 0;
    }
    oct_slice line = places->source;
    for (; done < column && at < line.len; done++)
        at += line.ptr[at] == '\\' && at + 1 < line.len && line.ptr[at + 1] == '|' ? 2 : 1;
    places->cell_column = column;
    places->cell_source = at;
    return at;
}

static size_t column_in_source(oct_md_places *places, size_t column) {
    const cmark_node *block = places->block;
    if (block->type == oct_md_kinds.cell)
        return in_cell(places, column);
    if (block->type == CMARK_NODE_HEADING && places->line == 0) /* "#" may stand behind it, too */
        return (size_t)(block->start_column - 1 + block->internal_offset) + column;
    return places->prefix + column;
}

/* The first line that a link, or its text, is said to be on. */
static int first_line(const cmark_node *node) {
    const cmark_node *child = node->first_child;
    return child && child->start_line > 0 && child->start_line < node->start_line
               ? child->start_line
               : node->start_line;
}

oct_md_place oct_md_place_in(building *tree, size_t offset) {
    oct_md_places *places = &tree->places;
    const cmark_node *block = tree->block;
    if (block->start_line <= 0 || !list_lines(places, tree->text->text))
        return (oct_md_place){tree->line, 0};
    if (places->block != block)
        *places = (oct_md_places){.line_starts = places->line_starts, .block = block};
    go_to_place(places, tree->text->text, offset);
    size_t number = (size_t)block->start_line - 1 + places->line;
    return (oct_md_place){oct_size_clamp32(number + tree->text->first_line),
                          oct_size_clamp32(column_in_source(places, offset - places->offset) + 1)};
}

uint32_t oct_md_column_of(building *tree, size_t line, oct_slice end) {
    if (!list_lines(&tree->places, tree->text->text))
        return 0;
    oct_slice source = source_line(&tree->places, tree->text->text, line);
    return oct_slice_ends(source, end) ? oct_size_clamp32(source.len - end.len + 1) : 0;
}

oct_md_place oct_md_place_link(building *tree, const cmark_node *node) {
    const cmark_node *block = tree->block;
    oct_md_places *places = &tree->places;
    oct_slice text = tree->text->text;
    oct_md_place unknown = {tree->line, 0};
    int line = first_line(node);
    if (!block || node->start_column <= 0 || block->start_line <= 0 || line < block->start_line)
        return unknown;
    int column = node->start_column - block->start_column - block->internal_offset;
    if (column < 0 || !list_lines(places, text))
        return unknown;
    if (places->block != block)
        *places = (oct_md_places){.line_starts = places->line_starts, .block = block};
    size_t place;
    if (!find_in_block(places, node,
                       (size_t)(line - block->start_line) + tree->formula_lines_before,
                       (size_t)column, &place))
        return unknown;
    go_to_place(places, text, place);
    size_t at = column_in_source(places, place - places->offset);
    if (!begins_at(node, oct_slice_from(places->source, at)))
        return unknown;
    size_t number = (size_t)block->start_line - 1 + places->line;
    return (oct_md_place){oct_size_clamp32(number + tree->text->first_line),
                          oct_size_clamp32(at + 1)};
}
