/* formats/markdown/caption - captions of tables: a paragraph before or behind a table that begins
 * with "Table:" or ":". See blocks.h. */
#include "formats/markdown/blocks.h"

#include <cmark-gfm-extension_api.h>

/* The length of what makes a paragraph a caption, with the blanks behind it; 0 when it is none. */
static size_t mark_length(oct_slice text) {
    size_t length = 0;
    if (oct_slice_starts(text, OCT_S("Table:")) || oct_slice_starts(text, OCT_S("table:")))
        length = strlen("Table:");
    else if (oct_slice_starts(text, OCT_S(":")))
        length = 1;
    else
        return 0;
    oct_slice rest = oct_slice_from(text, length);
    if (rest.len && (oct_is_alnum(rest.ptr[0]) || oct_is_space(rest.ptr[0]) || length > 1))
        while (length < text.len && oct_is_space(text.ptr[length]))
            length++;
    else
        return 0;
    return length < text.len ? length : 0;
}

static oct_slice content_of(const cmark_node *paragraph) {
    return oct_slice_trim(
        oct_slice_make((const char *)paragraph->content.ptr, (size_t)paragraph->content.size));
}

/* Moves a paragraph without its mark into a table, as what stands first in it. */
static void take(cmark_node *table, cmark_node *paragraph, size_t length) {
    oct_slice text = content_of(paragraph);
    cmark_strbuf_drop(&paragraph->content,
                      (bufsize_t)((size_t)(text.ptr - (char *)paragraph->content.ptr) + length));
    paragraph->type = (uint16_t)oct_md_kinds.caption;
    cmark_node_set_syntax_extension(paragraph, &oct_md_blocks_extension);
    cmark_node_prepend_child(table, paragraph);
}

static size_t mark_of(const cmark_node *node) {
    return node && node->type == CMARK_NODE_PARAGRAPH ? mark_length(content_of(node)) : 0;
}

/* Behind a paragraph of one line, ": caption" looked like a definition of it. */
static cmark_node *definition_before(const cmark_node *table) {
    const cmark_node *list = table->prev;
    if (!list || list->type != oct_md_kinds.definition_list)
        return NULL;
    cmark_node *definition = list->last_child, *term = definition->prev;
    bool alone = term && term->type == oct_md_kinds.term &&
                 term->start_line == definition->start_line - 2 && definition->first_child &&
                 definition->first_child == definition->last_child &&
                 definition->first_child->type == CMARK_NODE_PARAGRAPH;
    return alone && definition->as.list.bullet_char == ':' ? definition : NULL;
}

/* Makes paragraphs of a term and of its definition, which is returned. */
static cmark_node *undo_definition(cmark_node *definition) {
    cmark_node *list = definition->parent, *term = definition->prev;
    cmark_node *paragraph = definition->first_child;
    cmark_node_unlink(term);
    term->type = CMARK_NODE_PARAGRAPH;
    cmark_node_set_syntax_extension(term, NULL);
    cmark_node_insert_after(list, term);
    cmark_node_insert_after(term, paragraph);
    cmark_node_unlink(definition);
    cmark_node_free(definition);
    if (!list->first_child) {
        cmark_node_unlink(list);
        cmark_node_free(list);
    }
    return paragraph;
}

void oct_md_finish_table(cmark_node *table) {
    cmark_node *definition = definition_before(table);
    if (definition)
        take(table, undo_definition(definition), 0);
    else if (mark_of(table->prev))
        take(table, table->prev, mark_of(table->prev));
    else if (mark_of(table->next))
        take(table, table->next, mark_of(table->next));
}
