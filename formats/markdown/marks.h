/* formats/markdown/marks - prepares a text for cmark: where a footnote reference or a bare link may
 * stand, and where CommonMark 0.31 says otherwise than cmark, one byte is replaced by a mark, a
 * control character that the text does not use. The extensions in syntax.c and html_block.c act on
 * marks only, so that no ordinary letter has to be a special character (cmark breaks its text at
 * each), and offsets and columns stay as they are. Wherever a mark turns out to be nothing, in code
 * say, the byte is put back. */
#ifndef OCT_MARKDOWN_MARKS_H
#define OCT_MARKDOWN_MARKS_H

#include "base/map.h"

enum {
    OCT_MD_NOTE,        /* of "[^label]", and the first of "[[page]]" */
    OCT_MD_WWW,         /* of "www." */
    OCT_MD_SCHEME,      /* of "://" */
    OCT_MD_OPEN_HTML,   /* of "<?" that nothing closes: text */
    OCT_MD_TAG,         /* of HTML that cmark would take for something else: html_tag.h */
    OCT_MD_STAR,        /* first of a run whose neighbours cmark would misjudge: flanking.h */
    OCT_MD_UNDERSCORE,  /* the same */
    OCT_MD_AMPERSAND,   /* of "&#12345678;": text, since 0.29 had numbers of 8 digits */
    OCT_MD_BACKSLASH,   /* what it begins is not CommonMark's: backslash.c */
    OCT_MD_PARENTHESIS, /* of "](" before what is no address, but was one to 0.29: text */
    OCT_MD_BACKTICK,    /* of a run that no other one ends: text */
    OCT_MD_MARK_KINDS
};
/* The bytes that marks stand for. */
#define OCT_MD_MARKED "[w:<<*_&\\(`"

/* Each set has one byte for each kind of mark; a text uses the first set that it does not hold. */
enum { OCT_MD_MARK_SETS = 2 };
extern const char oct_md_mark_sets[OCT_MD_MARK_SETS][OCT_MD_MARK_KINDS + 1];

typedef struct oct_md_marking {
    const char *set; /* NULL: no marks, text is the input itself */
    oct_slice text;
    char *copy; /* of the input, with marks; NULL when there are none */
    size_t size;
    bool has_tags;  /* of the kind OCT_MD_TAG */
    bool failed;    /* memory ran out */
    bool exhausted; /* the input holds bytes of every set: nothing could be marked */
} oct_md_marking;

/* What is marked only when it is asked for. */
typedef struct oct_md_wanted {
    bool notes, links, wiki_links;
    bool markdown_tags;   /* tags with Markdown between them */
    unsigned backslashes; /* a sum of the below */
} oct_md_wanted;
enum {
    OCT_MD_SYMBOLS = 1,           /* "\ " is a no-break space, "\—" a dash */
    OCT_MD_MATH_PARENS = 2,       /* "\(x\)" */
    OCT_MD_MATH_DOUBLE = 4,       /* "\\(x\\)" */
    OCT_MD_NO_ESCAPED_BREAKS = 8, /* a backslash at a line's end is none of a line break */
};

/* Marks what the kinds above name. The copy is freed by oct_md_unmark. */
oct_md_marking oct_md_mark(oct_slice input, const oct_md_wanted *wanted,
                           const oct_allocator *allocator);
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

/* For the parts of marking: puts a mark at a place, after making the copy when it is the first. */
void oct_md_put_mark(oct_md_marking *marking, size_t place, int kind,
                     const oct_allocator *allocator);
/* The next place of a part at or after start; text.len when there is none. It is looked for by one
 * of its bytes, at that index, which is rare in prose. */
size_t oct_md_find(oct_slice text, size_t start, oct_slice part, size_t rare);
/* Whether an odd number of backslashes stands before a place. */
bool oct_md_is_escaped(oct_slice text, size_t place);
/* In marks_tags.c: HTML tags that have Markdown between them. */
void oct_md_mark_markdown_tags(oct_md_marking *marking, const oct_allocator *allocator);
/* In marks_html.c: HTML that cmark 0.29 takes otherwise than CommonMark 0.31 does, and HTML that is
 * never closed. */
void oct_md_mark_html(oct_md_marking *marking, const oct_allocator *allocator);
/* In marks_links.c: addresses with a parenthesis that is not closed, which are none. */
void oct_md_mark_open_parentheses(oct_md_marking *marking, const oct_allocator *allocator);

/* In marks_code.c: runs of backticks that are text, and make cmark miss code behind them. */
void oct_md_mark_open_code(oct_md_marking *marking, const oct_allocator *allocator);

/* In backslash.c: those that begin what is asked for. */
void oct_md_mark_backslashes(oct_md_marking *marking, unsigned ways,
                             const oct_allocator *allocator);

/* In wikilink.c: the first bracket of each [[page]], as notes are marked. */
void oct_md_mark_wikilinks(oct_md_marking *marking, const oct_allocator *allocator);

/* The length of a label such as "[^label]" has it, at the front of text and up to its "]"; 0 when
 * there is none. A label has no white space and no brackets. */
size_t oct_md_label_length(oct_slice text);

#endif
