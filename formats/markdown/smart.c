/* formats/markdown/smart - see smart.h. Knows core and cmark. */
#include "formats/markdown/smart.h"

#include "ast/document.h"
#include "base/utf8.h"
#include "formats/markdown/parse.h"

#include <cmark-gfm/node.h>

/* ---- The language -----------------------------------------------------------------------------
 */

/* The value of the last KEY=VALUE or KEY:VALUE whose key is "lang". */
static oct_slice lang_among(const oct_string_list *list) {
    for (size_t i = list->count; i > 0; i--) {
        oct_slice whole = oct_slice_of(list->items[i - 1]);
        if (oct_slice_starts(whole, OCT_S("lang=")) || oct_slice_starts(whole, OCT_S("lang:")))
            return oct_slice_trim(oct_slice_from(whole, 5));
    }
    return (oct_slice){NULL, 0};
}

const oct_quotes *oct_md_quotes_for(oct_reading *reading) {
    oct_document *document = reading->document;
    oct_slice lang = lang_among(&reading->common->metadata);
    if (!lang.len)
        lang = lang_among(&reading->common->variables);
    oct_slice own = oct_meta_find_text(document->metadata, "lang", &document->arena);
    if (!document->lang.len)
        document->lang = own;
    if (!lang.len)
        lang = own.len ? own : document->lang;
    const oct_quotes *quotes = oct_quotes_of(lang);
    return quotes == oct_quotes_of(OCT_S("en")) ? NULL : quotes;
}

/* ---- Quotation marks --------------------------------------------------------------------------
 */

/* Whether a text is of the author's; else cmark made it, or we did. */
static bool is_written(const cmark_node *node, const cmark_node *block) {
    const unsigned char *start = block->content.ptr, *data = node->as.literal.data;
    return node->as.literal.alloc || (data >= start && data < start + block->content.size);
}

static bool is_letter(const cmark_node *node, const cmark_node *block, bool last) {
    if (!node || node->type != CMARK_NODE_TEXT || !node->as.literal.len || !is_written(node, block))
        return false;
    char c = (char)node->as.literal.data[last ? node->as.literal.len - 1 : 0];
    return c < 0 || oct_is_alnum(c);
}

static void put(cmark_node *node, const char *mark) {
    node->as.literal = (cmark_chunk){(unsigned char *)(uintptr_t)mark, (bufsize_t)strlen(mark), 0};
}

/* open: how many single quotes are. What stands within a word is an apostrophe, and so is what
 * closes nothing. */
static void set_quote(cmark_node *node, const cmark_node *block, const oct_quotes *quotes,
                      size_t *open) {
    oct_slice text = {(const char *)node->as.literal.data, (size_t)node->as.literal.len};
    if (oct_slice_is(text, "“")) {
        put(node, quotes->open);
    } else if (oct_slice_is(text, "”")) {
        put(node, quotes->close);
    } else if (oct_slice_is(text, "‘")) {
        put(node, quotes->single_open);
        ++*open;
    } else if (oct_slice_is(text, "’") && *open &&
               !(is_letter(node->prev, block, true) && is_letter(node->next, block, false))) {
        put(node, quotes->single_close);
        --*open;
    }
}

static cmark_node *following(cmark_node *node, const cmark_node *root) {
    if (node->first_child)
        return node->first_child;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

void oct_md_set_quotes(cmark_node *block, const oct_quotes *quotes) {
    size_t open = 0;
    for (cmark_node *node = block; node; node = following(node, block))
        if (node->type == CMARK_NODE_TEXT && !is_written(node, block))
            set_quote(node, block, quotes, &open);
}

static void forget(cmark_node *node) {
    while (node->first_child)
        cmark_node_free(node->first_child);
    if (node->user_data && node->user_data_free_func)
        node->user_data_free_func(&oct_md_mem, node->user_data);
    node->user_data = NULL;
}

void oct_md_forget_inlines(cmark_node *block) {
    for (; block; block = block->next)
        for (cmark_node *node = block; node; node = following(node, block))
            if (oct_md_holds_inlines(node))
                forget(node);
}
