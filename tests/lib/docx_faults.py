"""A small right DOCX, and faults to plant in it, each with what docx_check must say about it."""

NAMESPACES = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
              'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
              'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
              'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"')
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

PARAGRAPH = ('<w:p w14:paraId="00000001"><w:pPr><w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="0"/>'
             '<w:numId w:val="1"/></w:numPr></w:pPr><w:bookmarkStart w:id="1" w:name="b"/>'
             '<w:bookmarkEnd w:id="1"/><w:hyperlink w:anchor="b"/><w:hyperlink r:id="h"/>'
             '<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t xml:space="preserve">words </w:t></w:r>'
             '<w:r><w:footnoteReference w:id="2"/></w:r>'
             '<wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="7" name="x"/></wp:inline></w:p>')
FIELD = ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
         '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')
CHANGES = ('<w:p><w:ins w:id="51" w:author="a"><w:r/></w:ins><w:del w:id="52" w:author="a"><w:r/></w:del></w:p>')
TABLE = ('<w:tbl><w:tblPr><w:tblW w:w="9" w:type="dxa"/><w:tblLook w:val="0420"/></w:tblPr>'
         '<w:tblGrid><w:gridCol w:w="4"/><w:gridCol w:w="5"/></w:tblGrid>'
         '<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'
         '</w:tcPr><w:p/></w:tc></w:tr>'
         '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>'
         '<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>')

DOCX = {
    "[Content_Types].xml":
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="r"/><Default Extension="xml" ContentType="x"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
    "_rels/.rels": f'{RELATIONS}<Relationship Id="a" Type="{KIND}/officeDocument"'
                   ' Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels":
        f'{RELATIONS}<Relationship Id="s" Type="{KIND}/styles" Target="styles.xml"/>'
        f'<Relationship Id="n" Type="{KIND}/numbering" Target="numbering.xml"/>'
        f'<Relationship Id="f" Type="{KIND}/footnotes" Target="/word/footnotes.xml"/>'
        f'<Relationship Id="e" Type="{KIND}/settings" Target="settings.xml"/>'
        f'<Relationship Id="h" Type="{KIND}/hyperlink" Target="https://e.org" TargetMode="External"/>'
        '</Relationships>',
    "word/document.xml":
        f'<w:document {NAMESPACES}><w:body>{PARAGRAPH}{FIELD}{CHANGES}{TABLE}<w:p/><w:sectPr>'
        '<w:pgSz w:w="9" w:h="9"/><w:cols/></w:sectPr></w:body></w:document>',
    "word/styles.xml":
        f'<w:styles {NAMESPACES}><w:docDefaults/>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="A"><w:name w:val="a"/><w:link w:val="C"/></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:name w:val="c"/><w:link w:val="A"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style></w:styles>',
    "word/numbering.xml":
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="3"><w:nsid w:val="0C7A0001"/>'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num></w:numbering>',
    "word/footnotes.xml":
        f'<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p/></w:footnote></w:footnotes>',
    "word/settings.xml":
        f'<w:settings {NAMESPACES}><w:zoom/><w:compat><w:compatSetting w:name="compatibilityMode" w:val="15"/>'
        '</w:compat><w:decimalSymbol/></w:settings>',
}

TYPES, PACKAGE, RELATED, MAIN_PART, STYLES, NUMBERING, NOTES, SETTINGS = DOCX

# (part, what to replace, by what, what the finding says)
FAULTS = [
    (TYPES, '<Default Extension="xml" ContentType="x"/>', "", "no type for word/styles.xml"),
    (TYPES, "/word/document.xml", "/word/other.xml", "there is no part /word/other.xml"),
    (TYPES, MAIN, MAIN.replace("main+xml", "main"), "document.xml is of the type"),
    (PACKAGE, "word/document.xml", "word/other.xml", "does not exist"),
    (RELATED, 'Id="h"', 'Id="g"', "'h' is used but not defined"),
    (RELATED, 'Id="h"', 'Id="s"', "relationship s is there twice"),
    (RELATED, "styles.xml", "other.xml", "no relationship leads to it"),
    (RELATED, "https://e.org", "https://e.org/a b", "is no address"),
    (MAIN_PART, 'w:anchor="b"', 'w:anchor="c"', "has no bookmark"),
    (MAIN_PART, '<w:bookmarkEnd w:id="1"/>', "", "a start or an end only"),
    (MAIN_PART, "<w:hyperlink r", '<w:bookmarkStart w:id="1" w:name="B"/><w:hyperlink r',
     "bookmark name 'b' is used twice"),
    (MAIN_PART, 'w:name="b"', 'w:name="1b"', "no name for a bookmark"),
    (MAIN_PART, '<w:hyperlink w:anchor="b"/>', '<w:hyperlink w:anchor="b"><w:hyperlink w:anchor="b"/></w:hyperlink>',
     "a link is in a link"),
    (MAIN_PART, '<w:footnoteReference w:id="2"/>', "", "never referred to"),
    (MAIN_PART, 'Reference w:id="2"', 'Reference w:id="3"', "footnote 3 is referred to but not there"),
    (MAIN_PART, 'w:numId w:val="1"', 'w:numId w:val="2"', "numId 2 is used but not defined"),
    (MAIN_PART, 'w:ilvl w:val="0"', 'w:ilvl w:val="9"', "level 9 is none of the nine"),
    (MAIN_PART, 'w:val="A"', 'w:val="X"', "style 'X' (pStyle) is used but not defined"),
    (MAIN_PART, '<wp:docPr id="7" name="x"/>', '<wp:docPr id="7" name="x"/><wp:docPr id="7" name="x"/>',
     "docPr id 7 is used twice"),
    (MAIN_PART, '<wp:docPr id="7"', '<wp:docPr id="0"', "no good id"),
    (MAIN_PART, 'cx="9"', 'cx="0"', "a picture of 0 by 9"),
    (MAIN_PART, "</w:body>", "", "not well-formed"),
    (MAIN_PART, "</w:pPr>", "<w:keepNext/></w:pPr>", "keepNext stands too late in pPr"),
    (MAIN_PART, "<w:b/><w:i/>", "<w:i/><w:b/>", "b stands too late in rPr"),
    (MAIN_PART, "<w:b/>", "<w:b/><w:b/>", "rPr has two b"),
    (MAIN_PART, "<w:b/>", "<w:bold/>", "rPr may not have bold"),
    (MAIN_PART, "</w:pPr>", "</w:pPr><w:pPr/>", "p has two pPr"),
    (MAIN_PART, "<w:r><w:rPr><w:b/><w:i/></w:rPr>", "<w:r><w:tab/><w:rPr/>", "rPr is not the first of r"),
    (MAIN_PART, ' xml:space="preserve"', "", "would lose its spaces"),
    (MAIN_PART, '<w:fldChar w:fldCharType="end"/>', "", "a field does not end"),
    (MAIN_PART, '"begin"', '"separate"', "a field's separate without its begin"),
    (MAIN_PART, 'w:id="52"', 'w:id="51"', "id 51 of a tracked change is there twice"),
    (MAIN_PART, ' w:author="a"', "", "has no author"),
    (MAIN_PART, "<w:p/><w:sectPr>", '<w:p w14:paraId="00000001"/><w:sectPr>', "paraId 00000001 is there twice"),
    (MAIN_PART, 'w14:paraId="00000001"', 'w14:paraId="80000000"', "paraId 80000000 is not between"),
    (MAIN_PART, "</w:sectPr>", "</w:sectPr><w:p/>", "does not end with a sectPr"),
    (MAIN_PART, "<w:cols/>", '<w:cols/><w:pgMar w:top="1"/>', "pgMar stands too late in sectPr"),
    (MAIN_PART, '<w:gridCol w:w="4"/>', "", "row 1 has 2 columns, its grid 1"),
    (MAIN_PART, '<w:tblGrid><w:gridCol w:w="4"/><w:gridCol w:w="5"/></w:tblGrid>', "", "a table has no tblGrid"),
    (MAIN_PART, '<w:tblLook w:val="0420"/>', '<w:jc w:val="left"/><w:tblW w:w="9" w:type="dxa"/>', "tblPr has two tblW"),
    (MAIN_PART, "<w:vMerge/></w:tcPr><w:p/>", "<w:vMerge/></w:tcPr>", "a tc does not end with a paragraph"),
    (MAIN_PART, "<w:tc><w:p/></w:tc><w:tc><w:p/></w:tc>", "", "a row has no cell"),
    (MAIN_PART, '<w:vMerge w:val="restart"/>', "", "goes on from none"),
    (MAIN_PART, "<w:tr><w:tc><w:p/>", "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p/>",
     "row 3 is a header row after others"),
    (NUMBERING, 'abstractNumId="3"', 'abstractNumId="4"', "has no abstract numbering"),
    (NUMBERING, "0C7A0001", "C7A0001", "has not eight digits"),
    (NUMBERING, '<w:lvlJc w:val="left"/>', "", "a level has no lvlJc"),
    (NUMBERING, "<w:lvl ", '<w:multiLevelType w:val="multilevel"/><w:nsid w:val="0C7A0002"/><w:lvl ',
     "nsid stands too late in abstractNum"),
    (STYLES, "</w:styles>", '<w:style w:styleId="A"/></w:styles>', "style A is there twice"),
    (STYLES, '<w:name w:val="b"/>', '<w:name w:val="A"/>', "the style name 'a' is there twice"),
    (STYLES, 'w:styleId="B"', 'w:default="1" w:styleId="B"', "two default paragraph styles"),
    (STYLES, '<w:basedOn w:val="A"/>', '<w:basedOn w:val="C"/>', "based on one of another kind"),
    (STYLES, '<w:basedOn w:val="A"/>', '<w:basedOn w:val="B"/>', "based on itself"),
    (STYLES, '<w:link w:val="A"/>', "", "which is not linked to it"),
    (STYLES, "<w:docDefaults/>", "<w:latentStyles/><w:docDefaults/>", "docDefaults stands too late in styles"),
    (NOTES, '<w:footnote w:id="2"><w:p/>', '<w:footnote w:id="2">', "a footnote has no paragraph"),
    (SETTINGS, 'w:val="15"', 'w:val="12"', "the compatibility mode is 12"),
    (SETTINGS, "<w:decimalSymbol/>", "<w:decimalSymbol/><w:zoom/>", "zoom stands too late in settings"),
]
