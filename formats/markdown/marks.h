/* formats/markdown/marks - prepares a text for cmark: where a footnote reference or a bare link may
 * stand, one byte is replaced by a mark, a control character that the text does not use. The
 * extension in syntax.c acts on marks only, so that no ordinary letter has to be a special
 * character (cmark breaks its text at each), and offsets and columns stay as they are. Wherever a
 * mark turns out to be nothing, in code say, the byte is put back. */
#ifndef OCT_MARKDOWN_MARKS_H
#define OCT_MARKDOWN_MARKS_H

#include "base/map.h"

enum { OCT_MD_NOTE, OCT_MD_WWW, OCT_MD_SCHEME, OCT_MD_OPEN_HTML, OCT_MD_MARK_KINDS };
/* The bytes that marks stand for: "[^label]", "www.", "://", "<?" that nothing closes. */
#define OCT_MD_MARKED "[w:<"

/* Each set has one byte for each kind of mark; a text uses the first set that it does not hold. */
enum { OCT_MD_MARK_SETS = 6 };
extern const char oct_md_mark_sets[OCT_MD_MARK_SETS][OCT_MD_MARK_KINDS + 1];

typedef struct oct_md_marking {
    const char *set; /* NULL: no marks, text is the input itself */
    oct_slice text;
    char *copy; /* of the input, with marks; NULL when there are none */
    size_t size;
    bool failed;    /* memory ran out */
    bool exhausted; /* the input holds bytes of every set: nothing could be marked */
} oct_md_marking;

/* Marks what may be a footnote reference, a bare link; and in long paragraphs the "<?", "<!A" and
 * "<![CDATA[" that nothing closes, which are text, and for each of which cmark would search all the
 * rest of the paragraph. The copy is freed by oct_md_unmark. */
oct_md_marking oct_md_mark(oct_slice input, bool notes, bool links, const oct_allocator *allocator);
void oct_md_unmark(oct_md_marking *marking, const oct_allocator *allocator);

/* The byte that a byte of marked text stands for. */
static inline char oct_md_plain(const char *set, char byte) {
    for (int i = 0; i < OCT_MD_MARK_KINDS; i++)
        if (byte == set[i])
            return OCT_MD_MARKED[i];
    return byte;
}
/* Whether a slice of marked text has no marks in it. set may be NULL. */
bool oct_md_is_plain(const char *set, oct_slice text);

/* The length of a label such as "[^label]" has it, at the front of text and up to its "]"; 0 when
 * there is none. A label has no white space and no brackets. */
size_t oct_md_label_length(oct_slice text);

#endif
