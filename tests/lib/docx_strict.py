"""What Word is strict about in a DOCX, beyond that what is used exists: the order of properties,
their being first and there once, cells that end with a paragraph, grids that fit their rows,
numberings that are whole, fields that are closed, spaces that are kept."""

import re

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# The children of an element in their order (ISO/IEC 29500-4, annex A: the transitional schema).
# A star: may come more than once.
BORDERS = "top left start bottom right end insideH insideV"
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd "
           "tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
           "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
           "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow "
           "emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
           "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
             "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription "
             "tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
            "hideMark headers cellIns cellDel cellMerge tcPrChange",
    "sectPr": "headerReference* footerReference* footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
              "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid "
              "printerSettings sectPrChange",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
             "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr*",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "styles": "docDefaults latentStyles style*",
    "docDefaults": "rPrDefault pPrDefault",
    "numbering": "numPicBullet* abstractNum* num* numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl*",
    "num": "abstractNumId lvlOverride*",
    "lvlOverride": "startOverride lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "numPr": "ilvl numId numberingChange ins",
    "tblBorders": BORDERS,
    "tcBorders": BORDERS + " tl2br tr2bl",
    "pBdr": "top left bottom right between bar",
    "tblCellMar": "top left start bottom right end",
    "tcMar": "top left start bottom right end",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "ruby": "rubyPr rt rubyBase",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime "
                "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
                "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
                "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges "
                "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors "
                "hideGrammaticalErrors activeWritingStyle* proofState formsDesign attachedTemplate linkStyles "
                "stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions "
                "doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme "
                "styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
                "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle "
                "evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets "
                "drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
                "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin "
                "drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning "
                "characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter "
                "noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml "
                "ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly "
                "useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields "
                "hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema* themeFontLang "
                "clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions "
                "readModeInkLockDown smartTagType* schemaLibrary shapeDefaults doNotEmbedSmartTags "
                "decimalSymbol listSeparator",
}
ORDERS = {W + name: {W + child.rstrip("*"): (place, child.endswith("*"))
                     for place, child in enumerate(children.split())} for name, children in ORDERS.items()}
# Headers and footers of a section may be mixed.
ORDERS[W + "sectPr"][W + "footerReference"] = (0, True)

# What an element's own properties are called: they come first in it, once.
PROPERTIES = {"p": ["pPr"], "r": ["rPr"], "tc": ["tcPr"], "tbl": ["tblPr", "tblGrid"], "tr": ["trPr"]}
# What may stand before them.
BEFORE = {W + "bookmarkStart", W + "bookmarkEnd", W + "tblPrEx", W + "tblPr"}
# What must end with a paragraph, and what must have one.
ENDED_BY_PARAGRAPH = {W + "tc"}
WITH_PARAGRAPH = {W + tag for tag in ("tc", "footnote", "endnote", "hdr", "ftr", "comment")}
MARKS = {W + tag for tag in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")}
TEXTS = {W + tag for tag in ("t", "delText", "instrText", "delInstrText")}
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# RFC 3986: what an address is made of.
ADDRESS = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")


def local(element):
    return element.tag.rpartition("}")[2]


def value(element, tag, attribute="val"):
    child = element.find(W + tag)
    return None if child is None else child.get(W + attribute)


def check_order(document):
    for name, tree in document.trees.items():
        for element in tree.iter():
            order = ORDERS.get(element.tag)
            if order:
                for fault in order_faults(element, order):
                    document.finding(f"{name}: {fault}")


def order_faults(element, order):
    at, seen = -1, set()
    for child in element:
        place, many = order.get(child.tag, (None, True))
        if place is None:
            if child.tag.startswith(W):
                yield f"{local(element)} may not have {local(child)}"
            continue
        if place < at:
            yield f"{local(child)} stands too late in {local(element)}"
        if not many and child.tag in seen:
            yield f"{local(element)} has two {local(child)}"
        at = max(at, place)
        seen.add(child.tag)


def check_properties(document):
    """pPr is the first of p, and so on; tblPr and tblGrid are there always."""
    for name, tree in document.trees.items():
        for element in tree.iter():
            for tag in PROPERTIES.get(local(element), []) if element.tag.startswith(W) else []:
                places = [at for at, child in enumerate(element) if child.tag == W + tag]
                if len(places) > 1:
                    document.finding(f"{name}: {local(element)} has two {tag}")
                if any(child.tag not in BEFORE for child in element[:min(places, default=0)]):
                    document.finding(f"{name}: {tag} is not the first of {local(element)}")
                if not places and element.tag == W + "tbl":
                    document.finding(f"{name}: a table has no {tag}")


def check_nesting(document):
    for name, tree in document.stories().items():
        for element in tree.iter():
            inside = [child.tag for child in element if child.tag not in MARKS]
            if element.tag in ENDED_BY_PARAGRAPH and inside[-1:] != [W + "p"]:
                document.finding(f"{name}: a {local(element)} does not end with a paragraph")
            if element.tag in WITH_PARAGRAPH and not any(child.tag == W + "p" for child in element.iter()):
                document.finding(f"{name}: a {local(element)} has no paragraph")
            if element.tag == W + "tr" and not any(child.tag == W + "tc" for child in element.iter()):
                document.finding(f"{name}: a row has no cell")
            if element.tag == W + "tbl" and not any(child.tag == W + "tr" for child in element.iter()):
                document.finding(f"{name}: a table has no row")
            if element.tag == W + "hyperlink" and any(child.tag == W + "hyperlink" for child in element.iter()
                                                      if child is not element):
                document.finding(f"{name}: a link is in a link")
    body = document.trees.get(document.main)
    body = body if body is None else body.find(W + "body")
    if body is not None and (not len(body) or body[-1].tag != W + "sectPr"):
        document.finding(f"{document.main}: the body does not end with a sectPr")


def cells_of(row):
    """(column, how many columns, vMerge or None) of each cell, and the columns of the row."""
    properties = row.find(W + "trPr")
    before, after = (int(value(properties, tag) or 0) if properties is not None else 0
                     for tag in ("gridBefore", "gridAfter"))
    column, cells = before, []
    for cell in row.iter(W + "tc") if row.find(W + "sdt") is not None else row.findall(W + "tc"):
        properties = cell.find(W + "tcPr")
        span = int((properties is not None and value(properties, "gridSpan")) or 1)
        merge = None if properties is None or properties.find(W + "vMerge") is None else value(
            properties, "vMerge") or "continue"
        cells.append((column, span, merge))
        column += span
    return cells, column + after


def check_tables(document):
    for name, tree in document.stories().items():
        for table in tree.iter(W + "tbl"):
            for fault in table_faults(table):
                document.finding(f"{name}: {fault}")


def table_faults(table):
    grid = table.findall(f"{W}tblGrid/{W}gridCol")
    if not grid:
        yield "a table's grid has no column"
    above, past_head = {}, False
    for number, row in enumerate(table.findall(W + "tr"), 1):
        cells, columns = cells_of(row)
        if columns != len(grid):
            yield f"row {number} has {columns} columns, its grid {len(grid)}"
        merged = {}
        for column, span, merge in cells:
            if merge == "continue" and above.get(column) != span:
                yield f"row {number}: the cell at column {column} goes on from none"
            if merge:
                merged[column] = span
        above = merged
        head = row.find(f"{W}trPr/{W}tblHeader") is not None
        if head and past_head:
            yield f"row {number} is a header row after others"
        past_head = past_head or not head


def check_numbering(document):
    name, tree = document.related("numbering")
    if tree is None:
        return
    ids = [value(item, "nsid") for item in tree.findall(W + "abstractNum")]
    for nsid in ids:
        if nsid is not None and not re.fullmatch("[0-9A-Fa-f]{8}", nsid):
            document.finding(f"{name}: nsid {nsid!r} has not eight digits")
    for nsid in sorted({nsid for nsid in ids if nsid and ids.count(nsid) > 1}):
        document.finding(f"{name}: nsid {nsid} is there twice")
    for level in tree.iter(W + "lvl"):
        for tag in ("numFmt", "lvlText", "lvlJc"):
            if level.find(W + tag) is None:
                document.finding(f"{name}: a level has no {tag}")
    for part, level in document.values("ilvl") + document.values("lvl", "ilvl"):
        if level not in "012345678":
            document.finding(f"{part}: level {level} is none of the nine")


def check_styles(document):
    name, tree = document.related("styles")
    if tree is None:
        document.finding("there are no styles")
        return
    styles = {style.get(W + "styleId"): style for style in tree.findall(W + "style")}
    types = {id: style.get(W + "type") for id, style in styles.items()}
    names = [(value(style, "name") or "").lower() for style in styles.values()]
    for title in sorted({title for title in names if names.count(title) > 1}):
        document.finding(f"{name}: the style name {title!r} is there twice")
    defaults = [types[id] for id, style in styles.items() if style.get(W + "default") in ("1", "true")]
    for kind in sorted({kind for kind in defaults if defaults.count(kind) > 1}):
        document.finding(f"{name}: there are two default {kind} styles")
    for id, style in styles.items():
        parent, link = value(style, "basedOn"), value(style, "link")
        if parent in types and types[parent] != types[id]:
            document.finding(f"{name}: style {id} is based on one of another kind")
        if link in styles and value(styles[link], "link") != id:
            document.finding(f"{name}: style {id} is linked to {link}, which is not linked to it")
        if in_circle(styles, id):
            document.finding(f"{name}: style {id} is based on itself")


def in_circle(styles, id):
    seen = set()
    while id in styles and id not in seen:
        seen.add(id)
        id = value(styles[id], "basedOn")
    return id in seen


def check_numbers_of_parts(document):
    """w14:paraId and textId are unique, and less than 0x80000000; pictures have a size and an id."""
    ids = [element.get(W14 + "paraId") for tree in document.stories().values()
           for element in tree.iter() if element.get(W14 + "paraId")]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        document.finding(f"paraId {id} is there twice")
    for id in ids:
        if not re.fullmatch("[0-7][0-9A-Fa-f]{7}", id) or not int(id, 16):
            document.finding(f"paraId {id} is not between 1 and 7FFFFFFF")
    for name, tree in document.stories().items():
        for extent in tree.iter(WP + "extent"):
            if not all(0 < int(extent.get(side, 0)) <= 27273042316900 for side in ("cx", "cy")):
                document.finding(f"{name}: a picture of {extent.get('cx')} by {extent.get('cy')}")
        for item in tree.iter(WP + "docPr"):
            if not 0 < int(item.get("id", 0)) < 1 << 31 or not item.get("name"):
                document.finding(f"{name}: docPr {item.get('id')} has no good id, or no name")


def check_fields(document):
    """Each begin has its end in the same story; between begin and end at most one separator."""
    for name, tree in document.stories().items():
        if tree.tag in (W + "footnotes", W + "endnotes", W + "comments"):
            parts = list(tree)
        else:
            parts = [tree]
        for part in parts:
            for fault in field_faults(part):
                document.finding(f"{name}: {fault}")


def field_faults(part):
    open_fields = []
    for mark in part.iter(W + "fldChar"):
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            open_fields.append(False)
        elif not open_fields:
            yield f"a field's {kind} without its begin"
        elif kind == "separate":
            if open_fields[-1]:
                yield "a field has two separators"
            open_fields[-1] = True
        else:
            open_fields.pop()
    if open_fields:
        yield "a field does not end"


def check_spaces(document):
    for name, tree in document.stories().items():
        for element in tree.iter():
            text = element.text or ""
            if element.tag in TEXTS and text != text.strip(" \t\r\n") and element.get(XML_SPACE) != "preserve":
                document.finding(f"{name}: {text[:20]!r} would lose its spaces")


def check_bookmark_names(document):
    for part, name in document.values("bookmarkStart", "name", document.stories()):
        if not re.fullmatch(r"[^\W\d]\w*", name):
            document.finding(f"{part}: {name!r} is no name for a bookmark")


def check_changes(document):
    """Tracked changes have an author, and ids of their own."""
    ids = []
    for name, tree in document.stories().items():
        for element in tree.iter():
            if element.tag in (W + "ins", W + "del") and element.get(W + "id"):
                ids.append(element.get(W + "id"))
                if not element.get(W + "author"):
                    document.finding(f"{name}: a tracked change has no author")
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        document.finding(f"the id {id} of a tracked change is there twice")


def check_package(document):
    """The first parts where programs look for them, the kind of the main one, addresses that are."""
    names = document.archive.namelist()
    if names[:2] != ["[Content_Types].xml", "_rels/.rels"]:
        document.finding(f"the package begins with {', '.join(names[:2])}")
    for item in document.trees.get("[Content_Types].xml", []):
        if item.get("PartName") == f"/{document.main}" and item.tag == TYPES + "Override" and \
                item.get("ContentType") != MAIN_TYPE:
            document.finding(f"{document.main} is of the type {item.get('ContentType')}")
    for name in ["", *document.parts]:
        for item in document.relationships(name):
            if not ADDRESS.fullmatch(item.get("Target", "")):
                document.finding(f"{name}: {item.get('Target')!r} is no address")
    _, settings = document.related("settings")
    modes = {} if settings is None else {item.get(W + "name"): item.get(W + "val")
                                         for item in settings.iter(W + "compatSetting")}
    if modes.get("compatibilityMode") != "15":
        document.finding(f"the compatibility mode is {modes.get('compatibilityMode')}, not 15")


CHECKS = [check_order, check_properties, check_nesting, check_tables, check_numbering, check_styles,
          check_numbers_of_parts, check_fields, check_spaces, check_bookmark_names, check_changes,
          check_package]
