/* formats/markdown/html_tag - raw HTML as CommonMark 0.31 has it (4.6 and 6.6), where cmark 0.29
 * has it otherwise. All that is asked stands at a "<", or at the mark of one. */
#ifndef OCT_MARKDOWN_HTML_TAG_H
#define OCT_MARKDOWN_HTML_TAG_H

#include "base/slice.h"

/* The length of the tag, comment, instruction, declaration or CDATA section at the front of text;
 * 0 when it is none. */
size_t oct_md_html_length(oct_slice text);

/* Which of the specification's kinds of HTML blocks a line begins; 0 when none. 3 is left to cmark;
 * 7 begins none in a paragraph. */
int oct_md_html_block_kind(oct_slice line);

/* Whether a line ends a block of kind 1. */
bool oct_md_ends_html_block_1(oct_slice line);

/* Whether a name is that of an element that is a block. */
bool oct_md_is_block_tag(oct_slice name);
/* The length of the name of a tag at the front of text, behind "<" or "</". */
size_t oct_md_tag_name_length(oct_slice text);
/* Whether a name is one of those whose blocks go on over blank lines: script, pre, style, textarea.
 */
bool oct_md_is_raw_tag(oct_slice name);

#endif
