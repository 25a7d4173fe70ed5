/* ast/document - a document: its arena, its root, its metadata, the names of its inputs. */
#ifndef OCT_AST_DOCUMENT_H
#define OCT_AST_DOCUMENT_H

#include "ast/meta.h"

/* How identifiers are made of the words of headings; bits. */
typedef enum oct_slug_rule {
    OCT_SLUG_GITHUB = 0,
    OCT_SLUG_PANDOC = 1 << 0,
    OCT_SLUG_ASCII = 1 << 1 /* accents go, and what is not in ASCII without them */
} oct_slug_rule;

struct oct_document {
    oct_arena arena;
    oct_node *root;     /* a document node */
    oct_meta *metadata; /* a map */
    const char **files; /* names of the inputs, by oct_node.file */
    uint32_t file_count;
    /* The kinds that the tree may hold nodes of, beside the root: a pass for kinds that are not
     * among them has nothing to do. The builder and oct_document_node add to them; who changes the
     * kind of a node does. */
    oct_kind_set kinds;
    /* The language that the first input to name one has, for the readers of later inputs; empty
     * when none has. What the document's is in the end, its metadata says. */
    oct_slice lang;
    oct_slice default_lang; /* where no input names one */
    oct_slug_rule slugs;
    struct oct_kept_bytes *kept; /* private: buffers that slices of the tree point into */
};

/* A document with an empty root and empty metadata; NULL when memory is out. */
oct_document *oct_document_new(const oct_allocator *allocator);
void oct_document_free(oct_document *document);
/* Frees the tree, the metadata and all that slices of them point into: what is left can only be
 * freed. */
void oct_document_free_tree(oct_document *document);

/* A new node for the document's tree, as by oct_node_new. */
oct_node *oct_document_node(oct_document *document, oct_kind kind);

/* The index of a further input for oct_node.file; the name is copied. At most 65,535 differ; all
 * further ones share the last index. */
uint16_t oct_document_add_file(oct_document *document, const char *name);
const char *oct_document_file(const oct_document *document, const oct_node *node);

/* Takes over bytes (allocated with the document's allocator) that slices of the tree point into.
 * False when memory is out: then they are freed. */
bool oct_document_keep(oct_document *document, void *bytes, size_t size);

#endif
