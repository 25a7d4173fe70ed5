/* formats/docx/styles_table - how a document looks, in one table; see styles.h. Ink 1B2A41, grey
 * 56616F, rules D5DAE1, tint F5F6F8. The fonts are the theme's (static_parts.c): Georgia for text,
 * Calibri for headings, and Consolas for code. */
#include "formats/docx/styles.h"

#include <stddef.h>

#define INK  DOCX_INK
#define GREY "56616F"
#define RULE DOCX_RULE
#define TINT "F5F6F8"

#define MAJOR_FONT             DOCX_MAJOR_FONT
#define MONO_FONT              "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>"
#define BOLD                   "<w:b/><w:bCs/>"
#define ITALIC                 "<w:i/><w:iCs/>"
#define COLOR(hex)             "<w:color w:val=\"" hex "\"/>"
#define SIZE_OF(half, complex) "<w:sz w:val=\"" #half "\"/><w:szCs w:val=\"" #complex "\"/>"
#define SIZE(half)             SIZE_OF(half, half)
#define SPACE(before, after)   "<w:spacing w:before=\"" #before "\" w:after=\"" #after "\"/>"
#define SINGLE_SPACE(before, after)                                                                \
    "<w:spacing w:before=\"" #before "\" w:after=\"" #after                                        \
    "\" w:line=\"240\" w:lineRule=\"auto\"/>"
#define LEFT(twips)   "<w:ind w:left=\"" #twips "\"/>"
#define CHAPTER       KEEP "<w:pageBreakBefore/>"
#define KEEP          "<w:keepNext/><w:keepLines/>"
#define OUTLINE(from) "<w:outlineLvl w:val=\"" #from "\"/>"
#define LINE(side, size, space, hex)                                                               \
    "<w:" side " w:val=\"single\" w:sz=\"" #size "\" w:space=\"" #space "\" w:color=\"" hex "\"/>"
#define TAB(twips) "<w:tab w:val=\"left\" w:pos=\"" #twips "\"/>"

#define HEADING(number, keep, outline, before, after, look)                                        \
    {                                                                                              \
        "paragraph", "Heading" #number, "heading " #number, DOCX_NORMAL, DOCX_FIRST_PARAGRAPH, 9,  \
            false, 0, 0, keep SINGLE_SPACE(before, after) OUTLINE(outline), MAJOR_FONT look, NULL  \
    }
#define TOC(number, indent)                                                                        \
    {                                                                                              \
        "paragraph", "TOC" #number, "toc " #number, DOCX_NORMAL, DOCX_NORMAL, 39, false, indent,   \
            indent, SPACE(40, 40) LEFT(indent), NULL, NULL                                         \
    }
#define PARAGRAPH(id, name, based_on, next, priority, custom, paragraph, run)                      \
    { "paragraph", id, name, based_on, next, priority, custom, 0, 0, paragraph, run, NULL }
#define CHARACTER(id, name, priority, custom, run)                                                 \
    { "character", id, name, DOCX_DEFAULT_CHARACTER, -1, priority, custom, 0, 0, NULL, run, NULL }

const docx_style_row docx_styles[DOCX_STYLE_COUNT] = {
    [DOCX_NORMAL] = PARAGRAPH("Normal", "Normal", -1, -1, 0, false, NULL, NULL),
    [DOCX_BODY_TEXT] =
        PARAGRAPH("BodyText", "Body Text", DOCX_NORMAL, -1, 1, false, SPACE(120, 120), NULL),
    [DOCX_FIRST_PARAGRAPH] = PARAGRAPH("FirstParagraph", "First Paragraph", DOCX_BODY_TEXT,
                                       DOCX_BODY_TEXT, 1, true, SPACE(80, 120), NULL),
    [DOCX_COMPACT] =
        PARAGRAPH("Compact", "Compact", DOCX_BODY_TEXT, -1, 2, true, SPACE(30, 30), NULL),
    [DOCX_LIST_PARAGRAPH] = PARAGRAPH("ListParagraph", "List Paragraph", DOCX_BODY_TEXT, -1, 34,
                                      false, SPACE(80, 80), NULL),
    [DOCX_QUOTE] = {"paragraph", "BlockText", "Block Text", DOCX_BODY_TEXT, -1, 29, false, 425, 0,
                    "<w:pBdr>" LINE("left", 18, 12, "C3CAD4") "</w:pBdr>" SPACE(100, 100) LEFT(425),
                    COLOR("3B4655"), NULL},
    [DOCX_SOURCE_CODE] =
        {"paragraph", "SourceCode", "Source Code", DOCX_NORMAL, -1, 30, true, 113, 113,
         "<w:pBdr>" LINE("top", 4, 5, "E3E6EA") LINE("left", 4, 5, "E3E6EA") LINE("bottom", 4, 5,
                                                                                  "E3E6EA")
             LINE("right", 4, 5,
                  "E3E6EA") "</w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"" TINT "\"/>"
                            "<w:tabs>" TAB(432) TAB(864) TAB(1296) TAB(1728) TAB(2160) TAB(2592)
                                TAB(3024)
                                    TAB(3456) "</w:tabs><w:suppressAutoHyphens/>" SINGLE_SPACE(
                                        160, 160) "<w:ind w:left=\"113\" w:right=\"113\"/>",
         MONO_FONT "<w:noProof/>" SIZE(17), NULL},
    [DOCX_HORIZONTAL_RULE] = PARAGRAPH(
        "HorizontalRule", "Horizontal Rule", DOCX_NORMAL, DOCX_BODY_TEXT, 31, true,
        "<w:pBdr>" LINE("bottom", 6, 1, "AEB6C2") "</w:pBdr>"
                                                  "<w:spacing w:before=\"120\" w:after=\"240\" "
                                                  "w:line=\"240\" w:lineRule=\"auto\"/>"
                                                  "<w:ind w:left=\"2835\" w:right=\"2835\"/>",
        SIZE(16)),
    [DOCX_TITLE] = PARAGRAPH("Title", "Title", DOCX_NORMAL, DOCX_SUBTITLE, 10, false,
                             KEEP SINGLE_SPACE(240, 120), MAJOR_FONT BOLD COLOR(INK) SIZE(56)),
    [DOCX_SUBTITLE] = PARAGRAPH("Subtitle", "Subtitle", DOCX_NORMAL, DOCX_BODY_TEXT, 11, false,
                                KEEP SINGLE_SPACE(0, 160), MAJOR_FONT COLOR(GREY) SIZE(30)),
    [DOCX_AUTHOR] = PARAGRAPH("Author", "Author", DOCX_NORMAL, DOCX_BODY_TEXT, 12, true,
                              "<w:keepNext/>" SPACE(40, 40), SIZE(22)),
    [DOCX_DATE] = PARAGRAPH("Date", "Date", DOCX_NORMAL, DOCX_BODY_TEXT, 13, false,
                            "<w:keepNext/>" SPACE(40, 240), COLOR(GREY) SIZE(20)),
    [DOCX_ABSTRACT_TITLE] =
        PARAGRAPH("AbstractTitle", "Abstract Title", DOCX_NORMAL, DOCX_ABSTRACT, 14, true,
                  KEEP SPACE(240, 0) "<w:ind w:left=\"425\" w:right=\"425\"/>",
                  MAJOR_FONT BOLD COLOR(GREY) SIZE(20)),
    [DOCX_ABSTRACT] = {"paragraph", "Abstract", "Abstract", DOCX_BODY_TEXT, -1, 14, true, 425, 425,
                       SPACE(60, 120) "<w:ind w:left=\"425\" w:right=\"425\"/>", SIZE_OF(20, 23),
                       NULL},
    [DOCX_HEADING_1] = HEADING(1, KEEP, 0, 520, 160, BOLD COLOR(INK) SIZE(36)),
    [DOCX_HEADING_2] = HEADING(2, KEEP, 1, 400, 120, BOLD COLOR(INK) SIZE(28)),
    [DOCX_HEADING_3] = HEADING(3, KEEP, 2, 320, 100, BOLD COLOR(INK) SIZE(24)),
    [DOCX_HEADING_4] = HEADING(4, KEEP, 3, 280, 80, BOLD COLOR(INK) SIZE(22)),
    [DOCX_HEADING_5] = HEADING(5, KEEP, 4, 240, 80, BOLD COLOR(GREY) SIZE(21)),
    [DOCX_HEADING_6] = HEADING(6, KEEP, 5, 240, 80, ITALIC COLOR(GREY) SIZE(21)),
    [DOCX_HEADING_7] = HEADING(7, KEEP, 6, 240, 80, ITALIC COLOR(GREY) SIZE(21)),
    [DOCX_HEADING_8] = HEADING(8, KEEP, 7, 240, 80, COLOR(GREY) SIZE(20)),
    [DOCX_HEADING_9] = HEADING(9, KEEP, 8, 240, 80, COLOR(GREY) SIZE(20)),
    [DOCX_DEFINITION_TERM] = PARAGRAPH("DefinitionTerm", "Definition Term", DOCX_NORMAL,
                                       DOCX_DEFINITION, 32, true, KEEP SPACE(140, 20), BOLD),
    [DOCX_DEFINITION] = {"paragraph", "Definition", "Definition", DOCX_BODY_TEXT, -1, 32, true, 425,
                         0, SPACE(20, 80) LEFT(425), NULL, NULL},
    [DOCX_CAPTION] = PARAGRAPH("Caption", "caption", DOCX_NORMAL, DOCX_BODY_TEXT, 35, false,
                               "<w:keepLines/>" SPACE(80, 240) "<w:jc w:val=\"center\"/>",
                               MAJOR_FONT COLOR(GREY) SIZE_OF(19, 21)),
    [DOCX_TABLE_CAPTION] = PARAGRAPH("TableCaption", "Table Caption", DOCX_CAPTION, DOCX_NORMAL, 35,
                                     true, KEEP SPACE(240, 100) "<w:jc w:val=\"left\"/>", NULL),
    [DOCX_FIGURE] =
        PARAGRAPH("Figure", "Figure", DOCX_NORMAL, DOCX_CAPTION, 35, true,
                  "<w:keepNext/>" SINGLE_SPACE(200, 80) "<w:jc w:val=\"center\"/>", NULL),
    [DOCX_TABLE_TEXT] = PARAGRAPH("TableText", "Table Text", DOCX_NORMAL, -1, 36, true,
                                  SINGLE_SPACE(50, 50), SIZE_OF(19, 22)),
    [DOCX_TABLE_HEADING] = PARAGRAPH("TableHeading", "Table Heading", DOCX_TABLE_TEXT, -1, 36, true,
                                     NULL, MAJOR_FONT BOLD COLOR(INK)),
    [DOCX_TABLE_TEXT_SMALL] = PARAGRAPH("TableTextSmall", "Table Text Small", DOCX_TABLE_TEXT, -1,
                                        36, true, SINGLE_SPACE(40, 40), SIZE_OF(15, 18)),
    [DOCX_TABLE_HEADING_SMALL] =
        PARAGRAPH("TableHeadingSmall", "Table Heading Small", DOCX_TABLE_HEADING, -1, 36, true,
                  SINGLE_SPACE(40, 40), SIZE_OF(15, 18)),
    [DOCX_TABLE_TEXT_TINY] = PARAGRAPH("TableTextTiny", "Table Text Tiny", DOCX_TABLE_TEXT, -1, 36,
                                       true, SINGLE_SPACE(30, 30), SIZE_OF(12, 14)),
    [DOCX_TABLE_HEADING_TINY] =
        PARAGRAPH("TableHeadingTiny", "Table Heading Tiny", DOCX_TABLE_HEADING, -1, 36, true,
                  SINGLE_SPACE(30, 30), SIZE_OF(12, 14)),
    [DOCX_SPACER] = PARAGRAPH(
        "Spacer", "Spacer", DOCX_NORMAL, DOCX_BODY_TEXT, 99, true,
        "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>", SIZE(8)),
    [DOCX_FOOTNOTE_TEXT] = PARAGRAPH("FootnoteText", "footnote text", DOCX_NORMAL, -1, 99, false,
                                     SINGLE_SPACE(0, 50), SIZE_OF(17, 20)),
    [DOCX_ENDNOTE_TEXT] = PARAGRAPH("EndnoteText", "endnote text", DOCX_NORMAL, -1, 99, false,
                                    SINGLE_SPACE(0, 80), SIZE_OF(19, 22)),
    [DOCX_FOOTER_STYLE] =
        PARAGRAPH("Footer", "footer", DOCX_NORMAL, -1, 99, false,
                  SINGLE_SPACE(0, 0) "<w:jc w:val=\"center\"/>", MAJOR_FONT COLOR(GREY) SIZE(18)),
    [DOCX_TOC_HEADING] =
        PARAGRAPH("TOCHeading", "TOC Heading", DOCX_NORMAL, DOCX_BODY_TEXT, 39, false,
                  KEEP SINGLE_SPACE(400, 140), MAJOR_FONT BOLD COLOR(INK) SIZE(28)),
    [DOCX_TOC_1] = TOC(1, 0),
    [DOCX_TOC_2] = TOC(2, 284),
    [DOCX_TOC_3] = TOC(3, 567),
    [DOCX_TOC_4] = TOC(4, 851),
    [DOCX_TOC_5] = TOC(5, 1134),
    [DOCX_TOC_6] = TOC(6, 1417),
    [DOCX_DEFAULT_CHARACTER] = {"character", "DefaultParagraphFont", "Default Paragraph Font", -1,
                                -1, 1, false, 0, 0, NULL, NULL, NULL},
    [DOCX_VERBATIM_CHAR] = CHARACTER("VerbatimChar", "Verbatim Char", 30, true,
                                     MONO_FONT "<w:noProof/><w:shd w:val=\"clear\" w:color=\"auto\""
                                               " w:fill=\"F1F3F5\"/>"),
    [DOCX_KEYBOARD_CHAR] = CHARACTER("Keyboard", "Keyboard", 30, true,
                                     MONO_FONT "<w:noProof/><w:bdr w:val=\"single\" w:sz=\"4\""
                                               " w:space=\"0\" w:color=\"AEB6C2\"/>"),
    [DOCX_SMALL_CHAR] = CHARACTER("SmallChar", "Small Char", 30, true, SIZE(18)),
    [DOCX_MATH_CHAR] = CHARACTER("MathSource", "Math Source", 30, true,
                                 "<w:rFonts w:ascii=\"Cambria Math\" w:hAnsi=\"Cambria Math\""
                                 " w:cs=\"Cambria Math\"/><w:i/><w:iCs/><w:noProof/>"),
    [DOCX_HYPERLINK_CHAR] =
        CHARACTER("Hyperlink", "Hyperlink", 99, false, COLOR("1F5FA8") "<w:u w:val=\"single\"/>"),
    [DOCX_FOOTNOTE_REFERENCE] = CHARACTER("FootnoteReference", "footnote reference", 99, false,
                                          "<w:vertAlign w:val=\"superscript\"/>"),
    [DOCX_ENDNOTE_REFERENCE] = CHARACTER("EndnoteReference", "endnote reference", 99, false,
                                         "<w:vertAlign w:val=\"superscript\"/>"),
    [DOCX_NORMAL_TABLE] =
        {"table", "TableNormal", "Normal Table", -1, -1, 99, false, 0, 0, NULL, NULL,
         "<w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar>"
         "<w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/>"
         "<w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/>"
         "</w:tblCellMar></w:tblPr>"},
    [DOCX_TABLE_STYLE] =
        {"table", "Table", "Table", DOCX_NORMAL_TABLE, -1, 36, true, 0, 0, NULL, NULL,
         "<w:tblPr><w:tblBorders>" LINE("top", 8, 0, INK) LINE("bottom", 8, 0, INK) LINE(
             "insideH", 4, 0,
             RULE) "</w:tblBorders></w:tblPr>"
                   "<w:tblStylePr "
                   "w:type=\"firstRow\"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>" LINE(
                       "bottom", 8, 0, INK) "</w:tcBorders></w:tcPr></w:tblStylePr>"},
    [DOCX_NO_LIST] = {"numbering", "NoList", "No List", -1, -1, 99, false, 0, 0, NULL, NULL, NULL},
};

/* A novel is set as novels are: paragraphs follow one another with an indent, headings are centred,
 * scenes are divided by asterisks, and a chapter begins below the top of its page. */
#define CENTER "<w:jc w:val=\"center\"/>"
#define NARROW "<w:ind w:left=\"425\" w:right=\"425\"/>"
#define PROSE(first_twips)                                                                         \
    SPACE(0, 0) "<w:ind w:firstLine=\"" #first_twips "\"/><w:jc w:val=\"both\"/>"
#define BOOK_HEADING(number, keep, outline, before, after, look)                                   \
    {                                                                                              \
        "paragraph", "Heading" #number, "heading " #number, DOCX_NORMAL, DOCX_FIRST_PARAGRAPH, 9,  \
            false, 0, 0, keep SINGLE_SPACE(before, after) CENTER OUTLINE(outline), look, NULL      \
    }

const docx_book_row docx_book_styles[DOCX_BOOK_STYLES] = {
    {DOCX_NORMAL, PARAGRAPH("Normal", "Normal", -1, -1, 0, false, NULL, SIZE_OF(22, 25))},
    {DOCX_BODY_TEXT,
     PARAGRAPH("BodyText", "Body Text", DOCX_NORMAL, -1, 1, false, PROSE(340), NULL)},
    {DOCX_FIRST_PARAGRAPH, PARAGRAPH("FirstParagraph", "First Paragraph", DOCX_BODY_TEXT,
                                     DOCX_BODY_TEXT, 1, true, PROSE(0), NULL)},
    {DOCX_QUOTE,
     {"paragraph", "BlockText", "Block Text", DOCX_NORMAL, -1, 29, false, 425, 0,
      SPACE(180, 180) NARROW "<w:contextualSpacing/>", NULL, NULL}},
    {DOCX_HORIZONTAL_RULE,
     PARAGRAPH("HorizontalRule", "Horizontal Rule", DOCX_NORMAL, DOCX_FIRST_PARAGRAPH, 31, true,
               "<w:keepNext/>" SPACE(240, 240) CENTER, COLOR(GREY))},
    {DOCX_TITLE, PARAGRAPH("Title", "Title", DOCX_NORMAL, DOCX_SUBTITLE, 10, false,
                           KEEP SINGLE_SPACE(3000, 200) CENTER, COLOR(INK) SIZE(64))},
    {DOCX_SUBTITLE, PARAGRAPH("Subtitle", "Subtitle", DOCX_NORMAL, DOCX_BODY_TEXT, 11, false,
                              KEEP SINGLE_SPACE(0, 600) CENTER, ITALIC COLOR(GREY) SIZE(30))},
    {DOCX_AUTHOR, PARAGRAPH("Author", "Author", DOCX_NORMAL, DOCX_BODY_TEXT, 12, true,
                            "<w:keepNext/>" SPACE(40, 40) CENTER, SIZE(26))},
    {DOCX_DATE, PARAGRAPH("Date", "Date", DOCX_NORMAL, DOCX_BODY_TEXT, 13, false,
                          "<w:keepNext/>" SPACE(80, 600) CENTER, COLOR(GREY) SIZE(20))},
    {DOCX_HEADING_1, BOOK_HEADING(1, KEEP, 0, 1400, 700, COLOR(INK) SIZE(44))},
    {DOCX_HEADING_2, BOOK_HEADING(2, KEEP, 1, 900, 400, COLOR(INK) SIZE(30))},
    {DOCX_HEADING_3, BOOK_HEADING(3, KEEP, 2, 600, 240, COLOR(INK) SIZE(26))},
    {DOCX_HEADING_4, BOOK_HEADING(4, KEEP, 3, 400, 160, ITALIC COLOR(INK) SIZE(24))},
    {DOCX_TOC_HEADING, PARAGRAPH("TOCHeading", "TOC Heading", DOCX_NORMAL, DOCX_BODY_TEXT, 39,
                                 false, KEEP SINGLE_SPACE(600, 300) CENTER, COLOR(INK) SIZE(30))},
};

const docx_style_row docx_book_chapter_style =
    BOOK_HEADING(1, CHAPTER, 0, 1400, 700, COLOR(INK) SIZE(44));

/* Heading 1 of a document whose chapters begin on new pages. */
const docx_style_row docx_chapter_style =
    HEADING(1, CHAPTER, 0, 520, 160, BOLD COLOR(INK) SIZE(36));
