/* formats/markdown/heading_links - [Heading], [text][Heading] and [Heading][] as links to the
 * heading of that text (pandoc's implicit_header_references). Each heading that brackets in the
 * text may name becomes a link definition to cmark, with a number for its destination; none of them
 * comes before a definition that the text has. */
#ifndef OCT_MARKDOWN_HEADING_LINKS_H
#define OCT_MARKDOWN_HEADING_LINKS_H

#include "base/slice.h"
#include "formats/markdown/memory.h"

/* What a text has in brackets, as a set of hashes: a heading that is not among them need not be
 * defined. */
typedef struct oct_md_bracketed {
    uint64_t bits[64];
    bool any;
} oct_md_bracketed;

/* Of the text that cmark gets, and the mark that stands for "[" in it (or "["). */
void oct_md_find_bracketed(oct_md_bracketed *bracketed, oct_slice text);

/* Defines the headings among a parser's blocks, before any inlines are parsed. */
void oct_md_define_headings(cmark_parser *parser, const oct_md_bracketed *bracketed);

/* The number of the heading that a destination leads to, from 1; 0 when it is another. */
size_t oct_md_heading_number(oct_slice url);

#endif
