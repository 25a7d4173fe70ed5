/* formats/markdown/html_parts - the Markdown in HTML blocks. */
#ifndef OCT_MARKDOWN_HTML_PARTS_H
#define OCT_MARKDOWN_HTML_PARTS_H

#include "formats/markdown/blocks.h"

/* Takes the HTML blocks in a block apart into HTML and Markdown. All in it is closed. */
void oct_md_split_html(oct_md_blocks *blocks, cmark_parser *parser, cmark_node *root);

/* Whether a paragraph is the text of an element, right behind its tag. */
bool oct_md_is_in_element(const cmark_node *paragraph);

#endif
