/* formats/docx/static_parts - the parts of a DOCX that are the same in every document. */
#include "formats/docx/docx.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE      "http://schemas.openxmlformats.org/officeDocument/2006"
#define PACKAGE     "http://schemas.openxmlformats.org/package/2006"
#define MAIN        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define DRAWING     "http://schemas.openxmlformats.org/drawingml/2006"

const char docx_namespaces[] =
    " xmlns:w=\"" MAIN "\" xmlns:r=\"" OFFICE "/relationships\""
    " xmlns:wp=\"" DRAWING "/wordprocessingDrawing\" xmlns:a=\"" DRAWING "/main\""
    " xmlns:m=\"" OFFICE "/math\""
    " xmlns:pic=\"" DRAWING "/picture\""
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
    " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\""
    " xmlns:wp14=\"http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing\""
    " mc:Ignorable=\"w14 wp14\"";

const char docx_package_relations[] = DECLARATION
    "<Relationships xmlns=\"" PACKAGE "/relationships\">\n"
    "<Relationship Id=\"rId1\" Type=\"" OFFICE "/relationships/officeDocument\""
    " Target=\"word/document.xml\"/>\n"
    "<Relationship Id=\"rId2\" Type=\"" PACKAGE "/relationships/metadata/core-properties\""
    " Target=\"docProps/core.xml\"/>\n"
    "<Relationship Id=\"rId3\" Type=\"" OFFICE "/relationships/extended-properties\""
    " Target=\"docProps/app.xml\"/>\n</Relationships>\n";

const char docx_app_properties[] =
    DECLARATION "<Properties xmlns=\"" OFFICE "/extended-properties\">"
                "<Application>Octavo</Application></Properties>\n";

const char docx_footer[] =
    DECLARATION "<w:ftr xmlns:w=\"" MAIN "\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>"
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
                "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>"
                "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>"
                "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:ftr>\n";

/* Fonts that Word finds on Windows and macOS, and what to take where they are missing: the names
 * after the first are fonts of the same widths or the same kind on Linux. */
#define FONT(name, others, family, pitch)                                                          \
    "<w:font w:name=\"" name "\"><w:altName w:val=\"" others "\"/><w:family w:val=\"" family       \
    "\"/><w:pitch w:val=\"" pitch "\"/></w:font>\n"

const char docx_font_table[] =
    DECLARATION "<w:fonts xmlns:w=\"" MAIN "\">\n" FONT("Georgia", "Gelasio", "roman", "variable")
        FONT("Calibri", "Carlito", "swiss", "variable")
            FONT("Consolas", "DejaVu Sans Mono", "modern", "fixed")
                FONT("Cambria Math", "DejaVu Math TeX Gyre", "roman", "variable")
                    FONT("Times New Roman", "Liberation Serif", "roman", "variable")
                        FONT("Arial", "Liberation Sans", "swiss", "variable") "</w:fonts>\n";

/* The fonts of other scripts, by ISO 15924 code; Word picks by the language of the document. */
#define SCRIPT(code, face) "<a:font script=\"" code "\" typeface=\"" face "\"/>"
#define COLOUR(slot, hex)  "<a:" slot "><a:srgbClr val=\"" hex "\"/></a:" slot ">"
#define FILL               "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>"
#define STROKE(width)                                                                              \
    "<a:ln w=\"" #width "\" cap=\"flat\" cmpd=\"sng\" algn=\"ctr\">" FILL                          \
    "<a:prstDash val=\"solid\"/></a:ln>"
#define EFFECT "<a:effectStyle><a:effectLst/></a:effectStyle>"

const char docx_theme[] = DECLARATION
    "<a:theme xmlns:a=\"" DRAWING "/main\" name=\"Octavo\"><a:themeElements>\n"
    "<a:clrScheme name=\"Octavo\">"
    "<a:dk1><a:sysClr val=\"windowText\" lastClr=\"000000\"/></a:dk1>"
    "<a:lt1><a:sysClr val=\"window\" lastClr=\"FFFFFF\"/></a:lt1>" COLOUR("dk2", "1B2A41") COLOUR(
        "lt2", "F5F6F8") COLOUR("accent1",
                                "1F5FA8") COLOUR("accent2",
                                                 "B4532A") COLOUR("accent3",
                                                                  "5B7F3B") COLOUR("accent4",
                                                                                   "8A6D1F")
        COLOUR("accent5", "6A4C93") COLOUR("accent6", "2B7A78") COLOUR("hlink", "1F5FA8") COLOUR(
            "folHlink",
            "6A4C93") "</a:clrScheme>\n"
                      "<a:fontScheme name=\"Octavo\">"
                      "<a:majorFont><a:latin typeface=\"Calibri\"/><a:ea typeface=\"\"/><a:cs "
                      "typeface=\"\"/>" SCRIPT("Jpan", "Yu Gothic") SCRIPT("Hang", "Malgun Gothic")
                          SCRIPT("Hans", "Microsoft YaHei") SCRIPT(
                              "Hant", "Microsoft JhengHei") SCRIPT("Arab", "Arial")
                              SCRIPT("Hebr", "Arial") SCRIPT("Thai", "Tahoma") SCRIPT(
                                  "Deva",
                                  "Mangal") "</a:majorFont>\n"
                                            "<a:minorFont><a:latin typeface=\"Georgia\"/><a:ea "
                                            "typeface=\"\"/><a:cs typeface=\"\"/>" SCRIPT(
                                                "Jpan",
                                                "Yu Mincho") SCRIPT("Hang",
                                                                    "Batang") SCRIPT("Hans",
                                                                                     "SimSun")
                                                SCRIPT("Hant", "PMingLiU") SCRIPT(
                                                    "Arab",
                                                    "Times New Roman") SCRIPT("Hebr",
                                                                              "Times New Roman")
                                                    SCRIPT("Thai", "Angsana New") SCRIPT(
                                                        "Deva",
                                                        "Mangal") "</a:minorFont></"
                                                                  "a:fontScheme>\n"
                                                                  "<a:fmtScheme "
                                                                  "name=\"Octavo\"><a:"
                                                                  "fillStyleLst>" FILL FILL FILL
                                                                  "</a:fillStyleLst>"
                                                                  "<a:lnStyleLst>" STROKE(6350)
                                                                      STROKE(12700) STROKE(
                                                                          19050) "</"
                                                                                 "a:lnStyleLst>"
                                                                                 "<a:"
                                                                                 "effectStyleLs"
                                                                                 "t>" EFFECT EFFECT
                                                                                     EFFECT "</"
                                                                                 "a:"
                                                                                 "effectStyleLs"
                                                                                 "t>"
                                                                                 "<a:"
                                                                                 "bgFillStyleLs"
                                                                                 "t>" FILL FILL FILL
                                                                                 "</"
                                                                                 "a:"
                                                                                 "bgFillStyleLs"
                                                                                 "t></"
                                                                                 "a:fmtScheme>"
                                                                                 "\n"
                                                                                 "</"
                                                                                 "a:"
                                                                                 "themeElements"
                                                                                 "></"
                                                                                 "a:theme>\n";
