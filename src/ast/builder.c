/* ast/builder - see builder.h. */
#include "ast/builder.h"

void oct_builder_init(oct_builder *builder, oct_document *document, oct_node *root) {
    *builder = (oct_builder){
        .document = document,
        .current = root,
        .depth = 1,
        .max_depth = UINT32_MAX,
        .max_nodes = SIZE_MAX,
    };
}

void oct_builder_fail(oct_builder *builder, oct_builder_failure failure, uint32_t line) {
    if (oct_builder_failed(builder))
        return;
    builder->failure = failure;
    builder->failure_line = line;
}

/* A node that is in no tree, as good as new, for callers to write into after a failure. */
static oct_node *scratch(oct_builder *builder, oct_kind kind) {
    builder->scratch = (oct_node){.kind = (uint8_t)kind};
    if (kind == OCT_LINK || kind == OCT_IMAGE)
        builder->scratch.as.link = &builder->scratch_link;
    if (kind == OCT_RAW_BLOCK || kind == OCT_RAW_INLINE)
        builder->scratch.as.raw = &builder->scratch_raw;
    return &builder->scratch;
}

/* A new last child of the current node, or NULL and the failure recorded. */
static oct_node *add(oct_builder *builder, oct_kind kind, uint32_t line) {
    if (oct_builder_failed(builder))
        return NULL;
    if (!oct_builder_accepts(builder, kind)) {
        oct_builder_fail(builder, OCT_BUILDER_MISPLACED, line);
        return NULL;
    }
    if (builder->nodes >= builder->max_nodes) {
        oct_builder_fail(builder, OCT_BUILDER_TOO_MANY, line);
        return NULL;
    }
    oct_node *node = oct_document_node(builder->document, kind);
    if (!node) {
        oct_builder_fail(builder, OCT_BUILDER_NO_MEMORY, line);
        return NULL;
    }
    node->line = line;
    node->file = builder->file;
    builder->nodes++;
    builder->text_grows = false;
    oct_node_append(builder->current, node);
    return node;
}

oct_node *oct_builder_open(oct_builder *builder, oct_kind kind, uint32_t line) {
    if (builder->depth >= builder->max_depth)
        oct_builder_fail(builder, OCT_BUILDER_TOO_DEEP, line);
    oct_node *node = add(builder, kind, line);
    if (!node)
        return scratch(builder, kind);
    builder->current = node;
    builder->depth++;
    return node;
}

void oct_builder_close(oct_builder *builder, oct_kind kind) {
    if (oct_builder_failed(builder))
        return;
    if (builder->current->kind != kind || builder->depth <= 1) {
        oct_builder_fail(builder, OCT_BUILDER_MISPLACED, builder->current->line);
        return;
    }
    builder->current = builder->current->parent;
    builder->depth--;
    builder->text_grows = false;
}

oct_node *oct_builder_leaf(oct_builder *builder, oct_kind kind, uint32_t line) {
    oct_node *node = add(builder, kind, line);
    return node ? node : scratch(builder, kind);
}

/* The text node that further text is to be merged into, or NULL. */
static oct_node *text_to_extend(const oct_builder *builder) {
    oct_node *last = oct_node_last(builder->current);
    return last && last->kind == OCT_TEXT && !last->attributes ? last : NULL;
}

static void extend(oct_builder *builder, oct_node *node, oct_slice text) {
    oct_slice whole = oct_arena_append(oct_builder_arena(builder), node->as.text, text);
    if (!whole.ptr) {
        oct_builder_fail(builder, OCT_BUILDER_NO_MEMORY, node->line);
        return;
    }
    node->as.text = whole;
    builder->text_grows = true;
}

void oct_builder_text(oct_builder *builder, oct_slice text, uint32_t line) {
    if (oct_builder_failed(builder) || text.len == 0)
        return;
    oct_node *node = text_to_extend(builder);
    if (!node)
        node = add(builder, OCT_TEXT, line);
    if (node)
        extend(builder, node, text);
}

void oct_builder_lend(oct_builder *builder, oct_slice text, uint32_t line) {
    if (oct_builder_failed(builder) || text.len == 0)
        return;
    oct_node *node = text_to_extend(builder);
    if (node && !builder->text_grows && node->as.text.ptr + node->as.text.len == text.ptr) {
        node->as.text.len += text.len;
    } else if (node) {
        extend(builder, node, text);
    } else if ((node = add(builder, OCT_TEXT, line))) {
        node->as.text = text;
    }
}

oct_slice oct_builder_copy(oct_builder *builder, oct_slice text) {
    if (oct_builder_failed(builder) || text.len == 0)
        return (oct_slice){NULL, 0};
    oct_slice copy = oct_arena_copy(oct_builder_arena(builder), text);
    if (!copy.ptr)
        oct_builder_fail(builder, OCT_BUILDER_NO_MEMORY, builder->current->line);
    return copy;
}

bool oct_builder_accepts(const oct_builder *builder, oct_kind child) {
    return oct_kind_accepts((oct_kind)builder->current->kind, child);
}

oct_builder_failure oct_builder_finish(oct_builder *builder) {
    while (!oct_builder_failed(builder) && builder->depth > 1)
        oct_builder_close(builder, (oct_kind)builder->current->kind);
    return builder->failure;
}
