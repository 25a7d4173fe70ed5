/* formats/docx/styles - the styles that every document has, as a table: what a style is called,
 * what it stands on, how it looks. Knows nothing else. */
#ifndef OCT_DOCX_STYLES_H
#define OCT_DOCX_STYLES_H

#include <stdbool.h>
#include <stdint.h>

typedef enum docx_style {
    DOCX_NORMAL,
    DOCX_BODY_TEXT,
    DOCX_FIRST_PARAGRAPH,
    DOCX_COMPACT,
    DOCX_LIST_PARAGRAPH,
    DOCX_QUOTE,
    DOCX_SOURCE_CODE,
    DOCX_HORIZONTAL_RULE,
    DOCX_TITLE,
    DOCX_SUBTITLE,
    DOCX_AUTHOR,
    DOCX_DATE,
    DOCX_ABSTRACT_TITLE,
    DOCX_ABSTRACT,
    DOCX_HEADING_1,
    DOCX_HEADING_2,
    DOCX_HEADING_3,
    DOCX_HEADING_4,
    DOCX_HEADING_5,
    DOCX_HEADING_6,
    DOCX_HEADING_7,
    DOCX_HEADING_8,
    DOCX_HEADING_9,
    DOCX_DEFINITION_TERM,
    DOCX_DEFINITION,
    DOCX_CAPTION,
    DOCX_TABLE_CAPTION,
    DOCX_FIGURE,
    DOCX_TABLE_TEXT,
    DOCX_TABLE_HEADING,
    DOCX_TABLE_TEXT_SMALL, /* in pairs, as those before */
    DOCX_TABLE_HEADING_SMALL,
    DOCX_TABLE_TEXT_TINY,
    DOCX_TABLE_HEADING_TINY,
    DOCX_SPACER,
    DOCX_FOOTNOTE_TEXT,
    DOCX_ENDNOTE_TEXT,
    DOCX_FOOTER_STYLE,
    DOCX_TOC_HEADING,
    DOCX_TOC_1,
    DOCX_TOC_2,
    DOCX_TOC_3,
    DOCX_TOC_4,
    DOCX_TOC_5,
    DOCX_TOC_6,
    DOCX_PARAGRAPH_STYLES, /* how many of them: character, table and list styles follow */
    DOCX_DEFAULT_CHARACTER = DOCX_PARAGRAPH_STYLES,
    DOCX_VERBATIM_CHAR,
    DOCX_KEYBOARD_CHAR,
    DOCX_SMALL_CHAR,
    DOCX_MATH_CHAR,
    DOCX_HYPERLINK_CHAR,
    DOCX_FOOTNOTE_REFERENCE,
    DOCX_ENDNOTE_REFERENCE,
    DOCX_NORMAL_TABLE,
    DOCX_TABLE_STYLE,
    DOCX_NO_LIST,
    DOCX_STYLE_COUNT
} docx_style;

typedef struct docx_style_row {
    const char *type;      /* "paragraph", "character", "table", "numbering" */
    const char *id, *name; /* the identifier in this file; the name that Word knows */
    int based_on, next;    /* docx_style; -1: none */
    int priority;          /* place in Word's list of styles */
    bool custom;           /* not one of Word's own */
    int32_t left, inset;   /* twips: the indent that the style gives; the part of it that is added
                              to the indent of the place where it stands */
    const char *paragraph; /* the children of w:pPr, in the order of CT_PPr */
    const char *run;       /* the children of w:rPr, in the order of CT_RPr */
    const char *table;     /* w:tblPr and w:tblStylePr elements */
} docx_style_row;

/* Of text and strong lines; of thin lines. */
#define DOCX_INK  "1B2A41"
#define DOCX_RULE "D5DAE1"

/* The theme's font for headings. */
#define DOCX_MAJOR_FONT                                                                            \
    "<w:rFonts w:asciiTheme=\"majorHAnsi\" w:hAnsiTheme=\"majorHAnsi\""                            \
    " w:eastAsiaTheme=\"majorEastAsia\" w:cstheme=\"majorBidi\"/>"

#define DOCX_TEXT_SIZE 21 /* half-points */

extern const docx_style_row docx_styles[DOCX_STYLE_COUNT];
/* Stands for Heading 1 when chapters begin on new pages. */
extern const docx_style_row docx_chapter_style, docx_book_chapter_style;

/* Styles of books of prose, which stand for those of the table. */
typedef struct docx_book_row {
    docx_style style;
    docx_style_row row;
} docx_book_row;
enum { DOCX_BOOK_STYLES = 14 };
extern const docx_book_row docx_book_styles[DOCX_BOOK_STYLES];

#endif
