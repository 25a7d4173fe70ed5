/* tests/fuzz/tree - any bytes as a tree that keeps the content model. */
#ifndef OCT_TESTS_FUZZ_TREE_H
#define OCT_TESTS_FUZZ_TREE_H

#include "ast/builder.h"

/* Builds a tree out of the bytes, which are read as small steps: open a node of a kind that may
 * stand there, close one, add text, set an attribute or a field. */
void tree_from_bytes(oct_document *document, const uint8_t *bytes, size_t size);

#endif
