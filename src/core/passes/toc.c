/* core/passes/toc - see passes.h: nested bullet lists of links to the headings. */
#include "core/passes/passes.h"

#include "ast/copy.h"

/* The list that is being filled, and what it needs to go on. */
typedef struct oct_toc {
    oct_document *document;
    oct_arena *arena; /* the document's */
    oct_node *div;
    oct_node *list; /* the innermost open list */
    int levels[7];  /* of the open lists, the outermost first */
    int depth;      /* open lists */
    bool failed;
} oct_toc;

static oct_node *child(oct_toc *toc, oct_node *parent, oct_kind kind) {
    oct_node *node = oct_document_node(toc->document, kind);
    toc->failed |= !node;
    if (node)
        oct_node_append(parent, node);
    return node;
}

/* Closes lists deeper than the level, and opens one for it when there is none. */
static void reach_level(oct_toc *toc, int level) {
    while (toc->depth > 1 && toc->levels[toc->depth - 1] > level) {
        toc->depth--;
        toc->list = toc->list->parent->parent;
    }
    if (toc->depth && toc->levels[toc->depth - 1] >= level)
        return;
    oct_node *place = toc->depth ? oct_node_last(toc->list) : toc->div;
    oct_node *list = child(toc, place, OCT_BULLET_LIST);
    if (!list)
        return;
    list->flags |= OCT_TIGHT;
    toc->list = list;
    toc->levels[toc->depth++] = level;
}

static void add_entry(oct_toc *toc, const oct_node *heading) {
    oct_node *item = child(toc, toc->list, OCT_LIST_ITEM);
    oct_node *paragraph = item ? child(toc, item, OCT_PARAGRAPH) : NULL;
    oct_node *link = paragraph ? child(toc, paragraph, OCT_LINK) : NULL;
    if (!link)
        return;
    oct_slice id = oct_node_id(heading);
    link->as.link->url = oct_slice_of(oct_arena_printf(toc->arena, "#%.*s", OCT_SLICE_ARG(id)));
    toc->failed |= !oct_node_copy_label(heading, link, toc->arena);
}

static void collect(oct_toc *toc, oct_writing *writing) {
    oct_walk walk = oct_walk_begin(writing->document->root);
    while (oct_walk_next(&walk) && !toc->failed) {
        const oct_node *node = walk.node;
        if (!walk.entering || node->kind != OCT_HEADING || !oct_node_id(node).len ||
            node->as.level > writing->common->toc_depth)
            continue;
        reach_level(toc, node->as.level);
        if (!toc->failed)
            add_entry(toc, node);
    }
}

oct_status oct_pass_toc(oct_writing *writing) {
    oct_toc toc = {.document = writing->document, .arena = &writing->document->arena};
    toc.div = oct_document_node(toc.document, OCT_DIV);
    oct_attributes *attributes = toc.div ? oct_node_attributes(toc.div, toc.arena) : NULL;
    if (!attributes)
        return OCT_NO_MEMORY;
    toc.div->as.role = OCT_ROLE_NAV;
    attributes->id = OCT_S("TOC");
    collect(&toc, writing);
    if (toc.div->first)
        oct_node_prepend(writing->document->root, toc.div);
    return toc.failed ? OCT_NO_MEMORY : OCT_OK;
}
