/* formats/markdown/tag_filter - GFM's filter of tags that change how HTML behind them is read
 * (6.11).
 */
#ifndef OCT_MARKDOWN_TAG_FILTER_H
#define OCT_MARKDOWN_TAG_FILTER_H

#include "ast/builder.h"

/* The HTML with "&lt;" for the "<" of each such tag, in the builder's arena; html itself when there
 * is none. */
oct_slice oct_md_filter_tags(oct_builder *builder, oct_slice html);

/* The HTML without the attribute "markdown" of its tags, which says that there is Markdown in their
 * elements. */
oct_slice oct_md_drop_markdown_attributes(oct_builder *builder, oct_slice html);

#endif
