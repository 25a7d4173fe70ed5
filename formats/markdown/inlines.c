/* formats/markdown/inlines - see inlines.h. Knows base and cmark. */
#include "formats/markdown/inlines.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

oct_md_inline_kinds oct_md_inline;

void oct_md_register_inlines(void) {
    oct_md_inline.superscript = cmark_syntax_extension_add_node(true);
    oct_md_inline.subscript = cmark_syntax_extension_add_node(true);
    oct_md_inline.highlight = cmark_syntax_extension_add_node(true);
    oct_md_inline.math = cmark_syntax_extension_add_node(true);
    oct_md_inline.display = cmark_syntax_extension_add_node(true);
    oct_md_inline.note = cmark_syntax_extension_add_node(true);
    oct_md_inline.abbreviation = cmark_syntax_extension_add_node(false);
    oct_md_inline.wiki_link = cmark_syntax_extension_add_node(true);
    oct_md_inline.wiki_image = cmark_syntax_extension_add_node(true);
}

static bool holds(oct_slice text, char byte) {
    return text.len && memchr(text.ptr, byte, text.len);
}

static void attach_tildes(cmark_parser *parser, const oct_md_features *features) {
    if (features->subscript && features->strikeout)
        cmark_parser_attach_syntax_extension(parser, &oct_md_subscript_extension);
    else if (features->subscript)
        cmark_parser_attach_syntax_extension(parser, &oct_md_subscript_only_extension);
    else if (features->strikeout)
        cmark_parser_attach_syntax_extension(parser, &oct_md_strikeout_extension);
}

static void attach_carets(cmark_parser *parser, const oct_md_features *features) {
    if (features->superscript && features->inline_notes)
        cmark_parser_attach_syntax_extension(parser, &oct_md_carets_extension);
    else if (features->superscript)
        cmark_parser_attach_syntax_extension(parser, &oct_md_superscript_extension);
    else if (features->inline_notes)
        cmark_parser_attach_syntax_extension(parser, &oct_md_inline_note_extension);
}

bool oct_md_may_abbreviate(const oct_md_features *features, oct_slice text) {
    return features->abbreviations && oct_md_find(text, 0, OCT_S("*["), 1) < text.len;
}

void oct_md_attach_inlines(cmark_parser *parser, const oct_md_features *features, oct_slice text) {
    int math = (features->math ? OCT_MD_MATH_DOLLARS : 0) |
               (features->github_math ? OCT_MD_MATH_GITHUB : 0);
    int strict = features->strict_math ? OCT_MD_MATH_STRICT : 0;
    if (holds(text, '~'))
        attach_tildes(parser, features);
    if (holds(text, '^'))
        attach_carets(parser, features);
    if (features->highlight && oct_md_find(text, 0, OCT_S("=="), 0) < text.len)
        cmark_parser_attach_syntax_extension(parser, &oct_md_highlight_extension);
    if (math && holds(text, '$'))
        cmark_parser_attach_syntax_extension(parser, &oct_md_math_extension[math | strict]);
    if ((features->math && oct_md_find(text, 0, OCT_S("$$"), 0) < text.len) ||
        features->math_parens || features->math_double)
        cmark_parser_attach_syntax_extension(parser, &oct_md_math_block_extension);
    if (oct_md_may_abbreviate(features, text))
        cmark_parser_attach_syntax_extension(parser, &oct_md_abbreviation_extension);
    if (features->emoji && oct_md_has_emoji(text))
        cmark_parser_attach_syntax_extension(parser, &oct_md_emoji_extension);
}

bool oct_md_has_tildes(const cmark_parser *parser) {
    for (const cmark_llist *item = parser->inline_syntax_extensions; item; item = item->next)
        if (item->data == &oct_md_strikeout_extension ||
            item->data == &oct_md_subscript_extension ||
            item->data == &oct_md_subscript_only_extension)
            return true;
    return false;
}

/* ---- For the extensions --------------------------------------------------------------------- */

cmark_node *oct_md_inline_node(cmark_inline_parser *inlines, cmark_node_type type) {
    cmark_node *node = cmark_node_new_with_mem(CMARK_NODE_TEXT, &oct_md_mem);
    node->type = (uint16_t)type;
    node->start_line = node->end_line = cmark_inline_parser_get_line(inlines);
    node->start_column = cmark_inline_parser_get_column(inlines);
    return node;
}

cmark_node *oct_md_inline_text(cmark_inline_parser *inlines, size_t bytes) {
    cmark_node *node = oct_md_inline_node(inlines, CMARK_NODE_TEXT);
    oct_slice rest = oct_md_inline_rest(inlines);
    node->as.literal = (cmark_chunk){(unsigned char *)(uintptr_t)rest.ptr, (bufsize_t)bytes, 0};
    oct_md_inline_advance(inlines, bytes);
    return node;
}

oct_slice oct_md_inline_rest(cmark_inline_parser *inlines) {
    cmark_chunk *chunk = cmark_inline_parser_get_chunk(inlines);
    int offset = cmark_inline_parser_get_offset(inlines);
    return oct_slice_make((const char *)chunk->data + offset, (size_t)(chunk->len - offset));
}

void oct_md_inline_advance(cmark_inline_parser *inlines, size_t bytes) {
    cmark_inline_parser_set_offset(inlines, cmark_inline_parser_get_offset(inlines) + (int)bytes);
}
