#!/usr/bin/python3
"""Makes reference documents for octavo --reference-doc: reference_documents.py FOLDER

Those whose name begins with "good-" are such as Word, Google Docs and LibreOffice write, with what
people leave in them; from the "bad-" ones no document may come."""

import sys
import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}" '
              'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
              'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
              'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"')
PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
                      "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082")


def relations(*rows):
    lines = "".join(f'<Relationship Id="{id}" Type="{type if ":" in type else OFFICE + "/" + type}" '
                    f'Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if external else ""}/>'
                    for id, type, target, external in rows)
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def story(root, inside):
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} {NAMESPACES}>{inside}</w:{root}>'


def style(type, id, name, inside="", default=False):
    return (f'<w:style w:type="{type}" w:styleId="{id}"{" w:default=" + chr(34) + "1" + chr(34) if default else ""}>'
            f'<w:name w:val="{name}"/>{inside}</w:style>')


# A German Word: identifiers are in its language, names are not. Properties in an order of their own,
# and one of them twice.
STYLES = story("styles", '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
               '<w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>'
               + style("paragraph", "Standard", "Normal", default=True)
               + style("paragraph", "berschrift1", "heading 1",
                       '<w:basedOn w:val="Standard"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr><w:keepNext/></w:pPr>'
                       '<w:rPr><w:sz w:val="40"/><w:b/><w:color w:val="AA0000"/><w:b/></w:rPr>')
               + style("paragraph", "Table", "Kasten")
               + style("paragraph", "Zitat", "Quote", '<w:basedOn w:val="Standard"/><w:pPr><w:ind w:left="600"/></w:pPr>')
               + style("table", "NormaleTabelle", "Normal Table", default=True)
               + style("table", "T&#97;b", "Table", '<w:basedOn w:val="NormaleTabelle"/>'))

NUMBERING = story("numbering", '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                  '<w:numFmt w:val="decimal"/><w:pStyle w:val="berschrift1"/><w:lvlText w:val="§ %1"/><w:lvlJc w:val="left"/>'
                  '</w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
                  '<w:numIdMacAtCleanup w:val="8"/>')

SETTINGS = story("settings", '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:attachedTemplate r:id="rId1"/>'
                 '<w:defaultTabStop w:val="720"/><w:evenAndOddHeaders/><w:footnotePr><w:footnote w:id="-1"/>'
                 '<w:footnote w:id="0"/></w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" '
                 'w:uri="http://schemas.microsoft.com/office/word" w:val="12"/></w:compat><w:decimalSymbol w:val=","/>')

PICTURE = ('<w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="Logo"/><a:graphic>'
           '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
           '<pic:cNvPr id="0" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/>'
           '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
           '<a:ext cx="9525" cy="9525"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
           '</a:graphicData></a:graphic></wp:inline></w:drawing>')

HEADER = story("hdr", '<w:p><w:pPr><w:jc w:val="right"/><w:pStyle w:val="Zitat"/></w:pPr><w:bookmarkStart w:id="3" w:name="one"/>'
               f'<w:r><w:t>House of Paper</w:t></w:r><w:bookmarkEnd w:id="3"/><w:r>{PICTURE}</w:r></w:p>')
FOOTER = story("ftr", '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
               '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')

DOCUMENT = story("document", '<w:body><w:p><w:commentRangeStart w:id="1"/><w:r><w:footnoteReference w:id="2"/></w:r>'
                 '<w:r><w:t>Left over</w:t></w:r></w:p><w:sectPr w:rsidR="00AA"><w:headerReference w:type="default" r:id="rId5"/>'
                 '<w:headerReference w:type="first" r:id="rId9"/><w:footerReference w:type="default" r:id="rId6"/>'
                 '<w:footnotePr><w:numFmt w:val="lowerRoman"/></w:footnotePr>'
                 '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1000" w:right="900" w:bottom="1000" '
                 'w:left="900" w:header="500" w:footer="500" w:gutter="0"/><w:cols w:num="2" w:space="600"/><w:titlePg/>'
                 '<w:docGrid w:linePitch="360"/></w:sectPr></w:body>')


def word():
    """As Word writes it, with what is left over of a document with notes and comments."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations(("a", "officeDocument", "word/document2.xml", False)),
        "word/document2.xml": DOCUMENT,
        "word/_rels/document2.xml.rels": relations(
            ("rId1", "styles", "styles.xml", False), ("rId2", "numbering", "/word/numbering.xml", False),
            ("rId3", "settings", "settings.xml", False), ("rId4", "comments", "comments.xml", False),
            ("rId5", "header", "header1.xml", False), ("rId6", "footer", "./footer1.xml", False),
            ("rId7", "footnotes", "footnotes.xml", False), ("rId8", "customXml", "../customXml/item1.xml", False),
            ("rId9", "header", "header2.xml", False)),
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/settings.xml": SETTINGS,
        "word/_rels/settings.xml.rels": relations(
            ("rId1", "attachedTemplate", "http://example.com/evil.dotm", True)),
        "word/header1.xml": HEADER,
        "word/_rels/header1.xml.rels": relations(("rId1", "image", "media/logo.png", False)),
        # A picture that would be fetched: the header stays behind.
        "word/header2.xml": HEADER,
        "word/_rels/header2.xml.rels": relations(("rId1", "image", "http://example.com/spy.png", True)),
        "word/footer1.xml": FOOTER,
        "word/media/logo.png": PIXEL,
        "word/footnotes.xml": story("footnotes", '<w:footnote w:id="2"><w:p/></w:footnote>'),
        "word/comments.xml": story("comments", ""),
        "customXml/item1.xml": "<x/>",
    }


def google():
    """Little more than styles: no theme, no numbering, no section."""
    parts = word()
    parts["word/document2.xml"] = story("document", "<w:body><w:p/></w:body>")
    parts["word/_rels/document2.xml.rels"] = relations(("rId1", "styles", "styles.xml", False))
    parts["word/styles.xml"] = story("styles", style("paragraph", "Normal", "Normal", default=True)
                                     + style("paragraph", "Heading1", "heading 1"))
    return parts


def with_part(name, text):
    return word() | {name: text}


def documents():
    entity = '<!DOCTYPE w:styles [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield "good-word.docx", word()
    yield "good-word.dotx", word()
    yield "good-google.docx", google()
    yield "bad-entity.docx", with_part("word/styles.xml", STYLES.replace("\n", entity, 1))
    yield "bad-xml.docx", with_part("word/styles.xml", STYLES.replace("</w:style>", "", 1))
    yield "bad-numbering.docx", with_part("word/numbering.xml", "<w:numbering/>")
    yield "bad-strict.docx", with_part("word/styles.xml", STYLES.replace(MAIN, "http://purl.oclc.org/ooxml/wordprocessingml/main"))
    yield "bad-no-styles.docx", {"_rels/.rels": relations(("a", "officeDocument", "word/document2.xml", False))}
    yield "bad-bomb.docx", with_part("word/styles.xml", STYLES + " " * 200_000_000)


def main():
    folder = Path(sys.argv[1])
    for name, parts in documents():
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, text in parts.items():
                archive.writestr(zipfile.ZipInfo(part), text, zipfile.ZIP_DEFLATED)
    (folder / "bad-no-zip.docx").write_text("no package\n")


main()
