/* ast/builder - how readers make a tree: open, text, close; the one keeper of the content model and
 * of the limits on depth and size. Knows base only. */
#ifndef OCT_AST_BUILDER_H
#define OCT_AST_BUILDER_H

#include "ast/document.h"

typedef enum oct_builder_failure {
    OCT_BUILDER_OK,
    OCT_BUILDER_NO_MEMORY,
    OCT_BUILDER_TOO_DEEP, /* more than max_depth open nodes */
    OCT_BUILDER_TOO_MANY, /* more than max_nodes nodes */
    OCT_BUILDER_MISPLACED /* the content model forbids it: a fault of the reader */
} oct_builder_failure;

/* Sticky: after the first failure every call does nothing, and returns what is harmless. */
typedef struct oct_builder {
    oct_document *document;
    oct_node *current; /* the innermost open node */
    uint32_t depth;    /* open nodes, the root included */
    uint32_t max_depth;
    size_t nodes, max_nodes;
    uint16_t file; /* given to every node */
    oct_builder_failure failure;
    uint32_t failure_line;
    bool text_grows;  /* the last child of current is text at the arena's tip, ours to extend */
    oct_node scratch; /* handed out after a failure, so that callers need no checks */
    oct_link scratch_link;
    oct_raw scratch_raw;
} oct_builder;

/* Building goes on at the end of root (the document's root, or any other node). */
void oct_builder_init(oct_builder *builder, oct_document *document, oct_node *root);

static inline bool oct_builder_failed(const oct_builder *builder) {
    return builder->failure != OCT_BUILDER_OK;
}
static inline oct_arena *oct_builder_arena(const oct_builder *builder) {
    return &builder->document->arena;
}

/* Opens a node inside the current one and returns it for its payload to be filled in. Never NULL:
 * after a failure it is a scratch node that is in no tree. */
oct_node *oct_builder_open(oct_builder *builder, oct_kind kind, uint32_t line);
/* Closes the current node, which must be of that kind. */
void oct_builder_close(oct_builder *builder, oct_kind kind);
/* Opens and closes. */
oct_node *oct_builder_leaf(oct_builder *builder, oct_kind kind, uint32_t line);

/* Adds text to the current node, merged with text just before it. oct_builder_text copies;
 * oct_builder_lend keeps the slice, which must live as long as the document. Nothing is added for
 * an empty slice. */
void oct_builder_text(oct_builder *builder, oct_slice text, uint32_t line);
void oct_builder_lend(oct_builder *builder, oct_slice text, uint32_t line);

/* Copies into the document's arena; on failure the builder fails and the result is empty. */
oct_slice oct_builder_copy(oct_builder *builder, oct_slice text);

/* Whether the current node may hold such a child. */
bool oct_builder_accepts(const oct_builder *builder, oct_kind child);
/* Makes the builder fail; the first failure stays. */
void oct_builder_fail(oct_builder *builder, oct_builder_failure failure, uint32_t line);
/* Closes what is still open, root excluded, and says how it went. */
oct_builder_failure oct_builder_finish(oct_builder *builder);

#endif
