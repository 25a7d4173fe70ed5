/* formats/markdown/definition - definition lists: a paragraph of one line is a term when a line
 * behind it, or behind a blank line, begins with ":" or "~" and a blank. See blocks.h. */
#include "formats/markdown/blocks.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

enum { DEFINITION_INDENT = 4 };

static bool is_marker(oct_slice text) {
    return text.len > 2 && (text.ptr[0] == ':' || text.ptr[0] == '~') &&
           (text.ptr[1] == ' ' || text.ptr[1] == '\t') &&
           oct_slice_trim(oct_slice_from(text, 1)).len > 0;
}

/* Whether the paragraph is one line, no definition itself, and nothing that cmark takes away when
 * it closes it. */
static bool may_be_term(const cmark_node *paragraph) {
    oct_slice text = {(const char *)paragraph->content.ptr, (size_t)paragraph->content.size};
    text = oct_slice_trim(text);
    if (text.len == 0 || is_marker(text) || oct_slice_find_byte(text, '\n') < text.len)
        return false;
    return text.ptr[0] != '[' || oct_slice_find(text, OCT_S("]:")) == text.len;
}

/* The paragraph that a definition in this line defines; NULL when there is none. */
static cmark_node *term_of(const oct_md_line *line) {
    cmark_node *parent = line->parent;
    if (parent->type == CMARK_NODE_PARAGRAPH)
        return may_be_term(parent) ? parent : NULL;
    cmark_node *last = parent->last_child;
    bool near = last && last->type == CMARK_NODE_PARAGRAPH && !(last->flags & CMARK_NODE__OPEN) &&
                last->start_line == line->parser->line_number - 2;
    return near && may_be_term(last) ? last : NULL;
}

/* A list for the term: the one right before it, or a new one. */
static cmark_node *list_for(const oct_md_line *line, cmark_node *term) {
    cmark_node *list = oct_md_add_block(line, line->parent, oct_md_kinds.definition_list);
    cmark_node *before = term->prev;
    term->type = (uint16_t)oct_md_kinds.term;
    cmark_node_set_syntax_extension(term, &oct_md_blocks_extension);
    cmark_node_unlink(term);
    if (before && before->type == oct_md_kinds.definition_list) {
        cmark_node_unlink(list);
        cmark_node_free(list);
        list = before;
        list->flags |= CMARK_NODE__OPEN;
    } else {
        list->as.list.tight = true;
        list->start_line = term->start_line;
    }
    cmark_node_append_child(list, term);
    return list;
}

/* The blanks behind the marker, up to where the lines of the definition begin, are no text. */
static void skip_marker(const oct_md_line *line) {
    int start = line->parser->column + line->parser->indent;
    oct_md_skip(line, 1);
    while (line->parser->column - start < DEFINITION_INDENT &&
           (line->input[line->parser->offset] == ' ' || line->input[line->parser->offset] == '\t'))
        cmark_parser_advance_offset(line->parser, (char *)line->input, 1, true);
}

cmark_node *oct_md_open_definition(const oct_md_line *line) {
    if (!is_marker(line->text))
        return NULL;
    cmark_node *list = line->parent;
    if (list->type != oct_md_kinds.definition_list) {
        cmark_node *term = term_of(line);
        if (!term)
            return NULL;
        bool loose = term != line->parent;
        list = list_for(line, term);
        list->as.list.checked = loose;
    }
    list->as.list.tight &= !list->as.list.checked;
    list->as.list.checked = false;
    cmark_node *definition = oct_md_add_block(line, list, oct_md_kinds.definition);
    definition->as.list.bullet_char = (unsigned char)line->text.ptr[0];
    skip_marker(line);
    return definition;
}

/* A list goes on over blank lines, with lines that are indented by four columns, and with further
 * definitions; "checked" is whether the line before was blank. */
bool oct_md_definition_goes_on(const oct_md_line *line, cmark_node *node) {
    cmark_parser *parser = line->parser;
    bool inside = node->type == oct_md_kinds.definition;
    if (parser->blank) {
        if (!inside)
            node->as.list.checked = true;
        return true;
    }
    if (parser->indent < DEFINITION_INDENT)
        return !inside && is_marker(line->text);
    if (inside)
        cmark_parser_advance_offset(parser, (char *)line->input, DEFINITION_INDENT, true);
    else
        node->as.list.checked = false;
    return true;
}
