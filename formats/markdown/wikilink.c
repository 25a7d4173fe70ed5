/* formats/markdown/wikilink - [[Page|title]], [[Page]] and ![[picture.png]], which begin at marks
 * (marks.h): "[" is cmark's own otherwise. Knows cmark.
 *
 * A page's name is the destination as it stands; what follows "#" in it are the words of a heading,
 * and become what such a heading is called. */
#include "formats/markdown/inlines.h"

#include <cmark-gfm-extension_api.h>

enum { LONGEST = 999 };

/* The length of what stands between "[[" and "]]" at the front of text, on one line and without
 * brackets; 0 when there is nothing, or when the brackets are those of a link. */
static size_t content_length(oct_slice text) {
    size_t end = 2;
    while (end < text.len && end <= LONGEST && !memchr("[]\n\r", text.ptr[end], 4))
        end++;
    oct_slice inside = oct_slice_trim(oct_slice_make(text.ptr + 2, end - 2));
    oct_slice behind = oct_slice_from(text, end);
    bool closed = oct_slice_starts(behind, OCT_S("]]"));
    bool link = behind.len > 2 && (behind.ptr[2] == '(' || behind.ptr[2] == '[');
    return closed && !link && inside.len && !memchr("^|", inside.ptr[0], 2) &&
                   inside.ptr[inside.len - 1] != '|'
               ? end - 2
               : 0;
}

void oct_md_mark_wikilinks(oct_md_marking *marking, const oct_allocator *allocator) {
    size_t place = oct_md_find(marking->text, 0, OCT_S("[["), 0);
    while (place < marking->text.len) {
        size_t length = content_length(oct_slice_from(marking->text, place));
        if (length && !oct_md_is_escaped(marking->text, place))
            oct_md_put_mark(marking, place, OCT_MD_NOTE, allocator);
        place = oct_md_find(marking->text, place + 1 + length, OCT_S("[["), 0);
    }
}

static bool is_image(cmark_inline_parser *inlines, oct_slice rest) {
    size_t offset = (size_t)cmark_inline_parser_get_offset(inlines);
    oct_slice before = oct_slice_make(rest.ptr - offset, offset);
    return offset && rest.ptr[-1] == '!' && !oct_md_is_escaped(before, offset - 1);
}

/* The mark stands at the first bracket; "!" before it has become text, and is taken back. */
cmark_node *oct_md_match_wikilink(cmark_node *parent, cmark_inline_parser *inlines) {
    oct_slice rest = oct_md_inline_rest(inlines);
    size_t length = rest.len > 4 && rest.ptr[1] == '[' ? content_length(rest) : 0;
    if (!length)
        return NULL;
    bool image = is_image(inlines, rest);
    if (image)
        cmark_node_unput(parent, 1);
    cmark_node *node =
        oct_md_inline_node(inlines, image ? oct_md_inline.wiki_image : oct_md_inline.wiki_link);
    node->as.literal =
        (cmark_chunk){(unsigned char *)(uintptr_t)rest.ptr + 2, (bufsize_t)length, 0};
    oct_md_inline_advance(inlines, length + 4);
    return node;
}
