/* formats/markdown/parse - a text's way through cmark: first all of its blocks, then, one block of
 * the document after the other, its inlines. So there is never more than one block's inlines in
 * memory: a third of what cmark's own order takes, and faster for it. */
#ifndef OCT_MARKDOWN_PARSE_H
#define OCT_MARKDOWN_PARSE_H

#include "formats/markdown/blocks.h"
#include "formats/markdown/mend.h"
#include "formats/markdown/syntax.h"

typedef struct oct_md_parse oct_md_parse;

/* Called with the tree of blocks. It may be left in the middle, by longjmp, when memory runs out:
 * what it holds has to be reachable from user. */
typedef void oct_md_blocks_handler(void *user, oct_md_parse *parse, cmark_node *root);

struct oct_md_parse {
    oct_md_memory memory;
    cmark_parser *parser;
    cmark_node *parsed; /* this child of the root, and those behind it, have their inlines */
    cmark_node *first_closed, *last_closed; /* private: the blocks that are out of the tree */
    oct_md_blocks blocks;                   /* its reading and features are set by whoever parses */
    oct_md_blocks_handler *handler;
    void *user;
    bool locked;
    oct_md_mending mending;          /* private */
    oct_slice behind;                /* private: the text behind a line */
    int line;                        /* private: that line */
    const struct oct_quotes *quotes; /* in place of English ones; NULL for none */
};

/* Parses, calls the handler once, and frees all that cmark made and the marked copy. False when
 * memory ran out, or its limit (then parse->memory.limit_hit). */
bool oct_md_parse_text(oct_md_parse *parse, const oct_allocator *allocator, size_t limit,
                       const oct_md_features *features, oct_md_marking *marking,
                       oct_md_blocks_handler *handler, void *user);

/* For extensions, while blocks are parsed: the text behind a line, which is not before that of an
 * earlier call. */
oct_slice oct_md_lines_behind(int line);

/* Whether inlines stand right in a node of that kind. */
bool oct_md_holds_inlines(const cmark_node *node);

/* For the handler: parses the inlines of a block and of all in it but definitions of notes, which
 * are parsed when it is called with them. */
void oct_md_parse_inlines(oct_md_parse *parse, cmark_node *block);

#endif
