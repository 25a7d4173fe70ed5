/* formats/html/holes - what is of another format among HTML: blocks or inlines that are there
 * already, put where the HTML has a hole. See state.h. */
#include "formats/html/state.h"

static bool is_holder(const oct_node *node) {
    return node->kind == OCT_PARAGRAPH || node->kind == OCT_HEADING ||
           node->kind == OCT_DEFINITION_TERM || node->kind == OCT_LINE;
}

/* Formatting, and a link, that is open around blocks of another format goes into each of them. */
static void format_blocks(html_reader *reader, oct_node *root) {
    oct_walk walk = oct_walk_begin(root);
    while (!oct_builder_failed(reader->builder) && oct_walk_next(&walk)) {
        if (!walk.entering || !is_holder(walk.node))
            continue;
        if (walk.node->first)
            html_wrap_holder(reader, walk.node);
        oct_walk_skip(&walk);
    }
}

static void hole_among_blocks(html_reader *reader, size_t index) {
    html_begin_block(reader);
    html_place(reader, OCT_DIV);
    oct_node *place = reader->builder->current, *before = oct_node_last(place);
    reader->reading->hole(reader->reading->hole_user, index, reader->builder);
    reader->content++;
    if (!reader->inline_top)
        return;
    for (oct_node *node = before ? before->next : place->first; node; node = node->next)
        format_blocks(reader, node);
}

/* The words of a hole in an element of code are code, as the element's own are. */
static void make_code(html_reader *reader, oct_node *first) {
    for (oct_node *root = first; root; root = root->next)
        for (oct_node *node = root; node; node = oct_node_following(node, root))
            if (node->kind == OCT_TEXT)
                node->kind = OCT_CODE;
    reader->builder->document->kinds |= OCT_KIND_BIT(OCT_CODE);
}

static void hole_among_inlines(html_reader *reader, size_t index) {
    html_begin_node(reader);
    oct_node *place = reader->builder->current, *before = oct_node_last(place);
    reader->reading->hole(reader->reading->hole_user, index, reader->builder);
    if (reader->codes)
        make_code(reader, before ? before->next : place->first);
}

void html_hole(html_reader *reader, size_t index, bool inlines) {
    oct_reading *reading = reader->reading;
    if (!reading->hole || oct_builder_failed(reader->builder))
        return;
    if (reader->flat || inlines)
        hole_among_inlines(reader, index);
    else
        hole_among_blocks(reader, index);
    reader->builder->text_grows = false;
}
