/* formats/markdown/inlines - the inlines beyond CommonMark that are extensions of cmark of their
 * own. Each is attached only when the text holds what may begin it, so that no other text is
 * broken up at its special character. */
#ifndef OCT_MARKDOWN_INLINES_H
#define OCT_MARKDOWN_INLINES_H

#include "formats/markdown/syntax.h"

/* The kinds of node that they add; a node of math has its formula as literal. */
typedef struct oct_md_inline_kinds {
    cmark_node_type superscript, subscript, highlight, math, display, note, wiki_link, wiki_image;
    cmark_node_type abbreviation; /* a block: the term as its url, the meaning as its title */
} oct_md_inline_kinds;
extern oct_md_inline_kinds oct_md_inline;

/* Called once, before any parse. */
void oct_md_register_inlines(void);
/* Attaches what the features ask for and the text needs. */
void oct_md_attach_inlines(cmark_parser *parser, const oct_md_features *features, oct_slice text);

/* Whether a text may define abbreviations. */
bool oct_md_may_abbreviate(const oct_md_features *features, oct_slice text);
/* Whether strikeout or subscripts are attached: then tildes are looked through by other runs. */
bool oct_md_has_tildes(const cmark_parser *parser);

/* ---- The extensions */

/* x^2^, H~2~O (and ~~struck out~~, as it shares the tilde), ==highlighted==: pairs.c. */
extern cmark_syntax_extension oct_md_superscript_extension, oct_md_highlight_extension;
/* With ^[inline notes] as well, as they share the caret, and with nothing else: */
extern cmark_syntax_extension oct_md_carets_extension, oct_md_inline_note_extension;
extern cmark_syntax_extension oct_md_subscript_extension, oct_md_subscript_only_extension;
/* The note whose "^[" the parse stands at; NULL when there is none: inline_note.c. */
cmark_node *oct_md_match_inline_note(cmark_parser *parser, cmark_node *block,
                                     cmark_inline_parser *inlines);
/* The [[page]] whose mark the parse stands at, with what is between the brackets as its literal;
 * NULL when there is none: wikilink.c. */
cmark_node *oct_md_match_wikilink(cmark_node *parent, cmark_inline_parser *inlines);
/* What the backslash begins whose mark the parse stands at: backslash.c; and what is to be marked
 * for it. */
cmark_node *oct_md_match_backslash(const char *set, cmark_inline_parser *inlines);
unsigned oct_md_backslashes_of(const oct_md_features *features);
/* $x$, $$x$$, $`x`$: math.c; one for each sum of the ways below. */
extern cmark_syntax_extension oct_md_math_extension[];
/* $$ over lines that would begin blocks: math_block.c. */
extern cmark_syntax_extension oct_md_math_block_extension;
enum { OCT_MD_MATH_DOLLARS = 1, OCT_MD_MATH_GITHUB = 2, OCT_MD_MATH_STRICT = 4 };

/* :smile:, from a list; and whether a text has any: emoji.c. */
extern cmark_syntax_extension oct_md_emoji_extension;
bool oct_md_has_emoji(oct_slice text);

/* "*[term]: meaning": abbreviation.c. */
extern cmark_syntax_extension oct_md_abbreviation_extension;
enum { OCT_MD_LONGEST_TERM = 100 }; /* bytes */

/* ---- For the extensions */

/* A node where the parse stands. */
cmark_node *oct_md_inline_node(cmark_inline_parser *inlines, cmark_node_type type);
/* The same as text, of so many of the bytes that follow, which are passed. */
cmark_node *oct_md_inline_text(cmark_inline_parser *inlines, size_t bytes);
/* What follows in the block; bytes before it may be looked at, back to the block's begin. */
oct_slice oct_md_inline_rest(cmark_inline_parser *inlines);
void oct_md_inline_advance(cmark_inline_parser *inlines, size_t bytes);

#endif
