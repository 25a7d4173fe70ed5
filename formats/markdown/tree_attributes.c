/* formats/markdown/tree_attributes - what becomes of lists of attributes (braces.c) and of what
 * they make: spans, divs, alerts, figures; see building.h. */
#include "formats/markdown/attributes.h"
#include "formats/markdown/building.h"
#include "formats/markdown/divs.h"

/* ---- Attributes ----------------------------------------------------------------------------- */

static void check(building *tree, bool ok) {
    if (!ok)
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
}

static void add_list(building *tree, oct_node *node, oct_slice list) {
    if (!oct_builder_failed(tree->builder))
        check(tree, oct_md_add_attributes(node, oct_builder_arena(tree->builder), list));
}

static bool is_list(const cmark_node *node) {
    return node && node->type == oct_md_kinds.attributes;
}

void oct_md_take_attributes(building *tree, oct_node *node, const cmark_node *source) {
    bool heading = source->type == CMARK_NODE_HEADING;
    const cmark_node *list = heading ? source->last_child : source->next;
    if (is_list(list) && (list->user_data != NULL) == heading)
        add_list(tree, node, oct_md_copy_of(tree, &list->as.literal));
}

/* Behind a span that was crossed by emphasis, a list is text. */
void oct_md_put_attributes(building *tree, const cmark_node *list) {
    const cmark_node *owner = list->prev;
    if (list->user_data ||
        (owner && (owner->type == CMARK_NODE_LINK || owner->type == CMARK_NODE_IMAGE ||
                   owner->type == CMARK_NODE_CODE || owner->type == oct_md_kinds.span)))
        return;
    oct_slice rest = oct_md_copy_of(tree, &list->as.literal), line;
    for (bool first = true; oct_slice_next_line(&rest, &line); first = false) {
        if (!first)
            oct_builder_leaf(tree->builder, OCT_SOFT_BREAK, tree->line);
        oct_builder_text(tree->builder, line, tree->line);
    }
}

/* ---- Spans ---------------------------------------------------------------------------------- */

/* The classes that the tree has kinds for. */
static const struct {
    const char *name;
    oct_kind kind;
} span_kinds[] = {{"smallcaps", OCT_SMALL_CAPS},
                  {"underline", OCT_UNDERLINE},
                  {"ul", OCT_UNDERLINE},
                  {"mark", OCT_HIGHLIGHT}};

void oct_md_enter_span(building *tree, const cmark_node *span) {
    oct_node *node = oct_builder_open(tree->builder, OCT_SPAN, tree->line);
    oct_md_take_attributes(tree, node, span);
    for (size_t i = 0; i < sizeof span_kinds / sizeof *span_kinds; i++)
        if (node->kind == OCT_SPAN && oct_md_drop_class(node, span_kinds[i].name)) {
            node->kind = (uint8_t)span_kinds[i].kind;
            tree->builder->document->kinds |= OCT_KIND_BIT(span_kinds[i].kind);
        }
}

void oct_md_leave_span(building *tree) {
    oct_builder_close(tree->builder, (oct_kind)tree->builder->current->kind);
}

/* ---- Code ----------------------------------------------------------------------------------- */

bool oct_md_take_info(building *tree, oct_node *block, oct_slice info) {
    size_t brace = oct_slice_find_byte(info, '{');
    oct_slice list = oct_slice_trim(oct_slice_from(info, brace)),
              language = oct_slice_trim(oct_slice_head(info, brace)), word, rest = language;
    if (!list.len || oct_md_attributes_length(list) != list.len)
        return false;
    if (oct_slice_next_word(&rest, &word) && oct_slice_trim(rest).len)
        return false;
    if (language.len)
        oct_md_add_class(tree, block, language);
    add_list(tree, block, list);
    return true;
}

/* ---- Divs ----------------------------------------------------------------------------------- */

bool oct_md_enter_div(building *tree, const cmark_node *node) {
    if (node->type != oct_md_kinds.div)
        return false;
    const oct_md_div *source = node->as.opaque;
    if (!source->closed)
        oct_report(tree->text->reading->context, OCT_D_BAD_STRUCTURE, oct_md_place_here(tree),
                   "close it with a line of :::",
                   "the div that begins here is not closed; it ends with what it stands in");
    oct_node *div = oct_builder_open(tree->builder, OCT_DIV, tree->line);
    oct_slice attributes = oct_md_copy_of(tree, &source->attributes);
    if (attributes.len && attributes.ptr[0] == '{')
        add_list(tree, div, attributes);
    else if (attributes.len)
        oct_md_add_class(tree, div, attributes);
    return true;
}
