#!/usr/bin/python3
"""Checks what holds a DOCX together: tests/lib/docx_check.py FILE.docx...

The ZIP's shape, content types, well-formed XML, and that each relationship,
bookmark, link, note, numbering and style that is used exists; and what Word is
strict about besides (docx_strict.py)."""

import sys
import zipfile
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote
from xml.etree import ElementTree

import common
import docx_strict

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
OFFICE_DOCUMENT = "/officeDocument"

# Elements whose w:val names a style.
STYLE_USERS = ["pStyle", "rStyle", "tblStyle", "basedOn", "next", "link",
               "styleLink", "numStyleLink"]


class Document:
    """A DOCX's parts, its parsed XML and the findings so far."""

    def __init__(self, path):
        self.findings = []
        self.archive = zipfile.ZipFile(path)
        self.parts = {info.filename: self.archive.read(info) for info in self.archive.infolist()}
        trees = {name: self.parse(name) for name in self.parts if name.endswith((".xml", ".rels"))}
        self.trees = {name: tree for name, tree in trees.items() if tree is not None}
        self.main = self.main_part()

    def finding(self, text):
        self.findings.append(text)

    def parse(self, name):
        try:
            return ElementTree.fromstring(self.parts[name])
        except ElementTree.ParseError as error:
            self.finding(f"{name}: not well-formed: {error}")
            return None

    def relationships(self, name):
        """The relationships of a part ('' is the package) as elements."""
        tree = self.trees.get(join(dirname(name), "_rels", basename(name) + ".rels"))
        return [] if tree is None else tree.findall(RELATIONSHIP)

    def main_part(self):
        for relationship in self.relationships(""):
            if relationship.get("Type", "").endswith(OFFICE_DOCUMENT):
                return target_of("", relationship)
        self.finding("_rels/.rels: names no main document")
        return None

    def related(self, kind):
        """The name and tree of the main part's relation of a kind, or None."""
        for relationship in self.relationships(self.main or ""):
            if relationship.get("Type", "").endswith("/" + kind):
                name = target_of(self.main, relationship)
                return name, self.trees.get(name)
        return None, None

    def stories(self):
        """The parts with text: the document, notes, headers, footers."""
        return {name: tree for name, tree in self.trees.items()
                if tree.tag in {W + tag for tag in
                                ("document", "footnotes", "endnotes", "hdr", "ftr", "comments")}}

    def values(self, tag, attribute="val", trees=None):
        """Where each value of a W attribute of a W element stands: (part, value)."""
        trees = self.trees if trees is None else trees
        return [(name, element.get(W + attribute)) for name, tree in trees.items()
                for element in tree.iter(W + tag) if element.get(W + attribute) is not None]


def target_of(source, relationship):
    target = unquote(relationship.get("Target", ""))
    return target[1:] if target.startswith("/") else normpath(join(dirname(source), target))


def repeated(values):
    seen = set()
    return sorted({value for value in values if value in seen or seen.add(value)}, key=str)


def check_zip(document):
    infos = document.archive.infolist()
    names = [info.filename for info in infos]
    for name in names:
        if name.endswith("/"):
            document.finding(f"{name}: is an entry for a folder")
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            document.finding(f"{name}: is no plain path")
    # Part names are compared without case, so such parts would collide.
    for name in repeated(name.lower() for name in names):
        document.finding(f"{name}: is in the ZIP twice")
    if len({info.date_time for info in infos}) > 1:
        document.finding("the ZIP entries' times differ")


def check_content_types(document):
    tree = document.trees.get("[Content_Types].xml")
    if tree is None:
        document.finding("[Content_Types].xml: is missing or broken")
        return
    extensions = [item.get("Extension", "").lower() for item in tree.findall(TYPES + "Default")]
    overrides = [item.get("PartName", "") for item in tree.findall(TYPES + "Override")]
    for value in repeated(extensions) + repeated(overrides):
        document.finding(f"[Content_Types].xml: {value} is there twice")
    for part in overrides:
        if part.lstrip("/") not in document.parts:
            document.finding(f"[Content_Types].xml: there is no part {part}")
    for name in document.parts:
        extension = name.rpartition(".")[2].lower()
        if name != "[Content_Types].xml" and "/" + name not in overrides and extension not in extensions:
            document.finding(f"[Content_Types].xml: no type for {name}")


def check_relationships(document):
    reached = set()
    for name in ["", *document.parts]:
        relationships = document.relationships(name)
        for id in repeated(item.get("Id") for item in relationships):
            document.finding(f"{name}: relationship {id} is there twice")
        for item in relationships:
            if item.get("TargetMode") == "External":
                continue
            reached.add(target_of(name, item))
            if target_of(name, item) not in document.parts:
                document.finding(f"{name or 'package'}: relationship {item.get('Id')} leads to"
                                 f" {item.get('Target')!r}, which does not exist")
    for name in document.parts:
        if not name.endswith((".rels", "/")) and name != "[Content_Types].xml" and name not in reached:
            document.finding(f"{name}: no relationship leads to it")
        if name.endswith(".rels"):
            owner = join(dirname(dirname(name)), basename(name)[:-len(".rels")])
            if owner and owner not in document.parts:
                document.finding(f"{name}: belongs to no part")


def check_relationship_uses(document):
    for name, tree in document.trees.items():
        known = {item.get("Id") for item in document.relationships(name)}
        for element in tree.iter():
            for attribute, value in element.attrib.items():
                if attribute.startswith(R) and value not in known:
                    document.finding(f"{name}: relationship {value!r} is used but not defined")


def check_bookmarks(document):
    stories = document.stories()
    starts = [value for _, value in document.values("bookmarkStart", "id", stories)]
    ends = [value for _, value in document.values("bookmarkEnd", "id", stories)]
    names = [value for _, value in document.values("bookmarkStart", "name", stories)]
    for id in repeated(starts):
        document.finding(f"bookmark id {id} is used twice")
    # Word compares bookmark names without case and cuts them at 40 characters.
    for name in repeated(name.lower() for name in names):
        document.finding(f"bookmark name {name!r} is used twice")
    for name in names:
        if len(name) > 40:
            document.finding(f"bookmark name {name!r} is longer than 40 characters")
    for id in sorted(set(starts) ^ set(ends)):
        document.finding(f"bookmark id {id} has a start or an end only")
    for part, anchor in document.values("hyperlink", "anchor", stories):
        if anchor not in names and anchor != "_top":
            document.finding(f"{part}: the link to {anchor!r} has no bookmark")


def check_notes(document, kind):
    """footnote or endnote: each reference has its note, each note is referred
    to once, except the separators that Word wants."""
    name, tree = document.related(kind + "s")
    used = [value for _, value in document.values(kind + "Reference", "id")]
    if tree is None:
        if used:
            document.finding(f"there are {kind} references but no {kind}s")
        return
    notes = tree.findall(W + kind)
    defined = [note.get(W + "id") for note in notes]
    separators = {note.get(W + "id") for note in notes if note.get(W + "type", "normal") != "normal"}
    for id in repeated(defined):
        document.finding(f"{name}: {kind} {id} is there twice")
    for id in repeated(used):
        document.finding(f"{kind} {id} is referred to twice")
    for id in sorted(set(used) - set(defined)):
        document.finding(f"{kind} {id} is referred to but not there")
    for id in sorted(set(defined) - set(used) - separators):
        document.finding(f"{name}: {kind} {id} is there but never referred to")


def check_numbering(document):
    name, tree = document.related("numbering")
    nums = [] if tree is None else tree.findall(W + "num")
    abstracts = [] if tree is None else [item.get(W + "abstractNumId")
                                         for item in tree.findall(W + "abstractNum")]
    numbers = [num.get(W + "numId") for num in nums]
    for id in repeated(numbers):
        document.finding(f"{name}: numId {id} is there twice")
    for id in repeated(abstracts):
        document.finding(f"{name}: abstractNumId {id} is there twice")
    for num in nums:
        link = num.find(W + "abstractNumId")
        if link is None or link.get(W + "val") not in abstracts:
            document.finding(f"{name}: numId {num.get(W + 'numId')} has no abstract numbering")
    # numId 0 takes a paragraph out of numbering.
    for part, id in sorted(set(document.values("numId"))):
        if id != "0" and id not in numbers:
            document.finding(f"{part}: numId {id} is used but not defined")


def check_styles(document):
    name, tree = document.related("styles")
    styles = [] if tree is None else [item.get(W + "styleId") for item in tree.findall(W + "style")]
    for id in repeated(styles):
        document.finding(f"{name}: style {id} is there twice")
    for tag in STYLE_USERS:
        for part, id in sorted(set(document.values(tag))):
            if id not in styles:
                document.finding(f"{part}: style {id!r} ({tag}) is used but not defined")


def check_drawings(document):
    ids = [element.get("id") for tree in document.stories().values()
           for element in tree.iter(WP + "docPr")]
    for id in repeated(ids):
        document.finding(f"docPr id {id} is used twice")


CHECKS = [check_zip, check_content_types, check_relationships, check_relationship_uses,
          check_bookmarks, lambda document: check_notes(document, "footnote"),
          lambda document: check_notes(document, "endnote"),
          check_numbering, check_styles, check_drawings, *docx_strict.CHECKS]


def check(path):
    """The findings over one DOCX, an empty list when all is well."""
    try:
        document = Document(path)
    except (OSError, zipfile.BadZipFile) as error:
        return [f"cannot be read as a ZIP: {error}"]
    for step in CHECKS:
        step(document)
    return document.findings


def main():
    wrong = 0
    for file in common.files_under(sys.argv[1:], "docx"):
        findings = check(file)
        wrong += bool(findings)
        print(f"{'FAILED' if findings else 'ok    '} {file}", *findings, sep="\n    ")
    return 1 if wrong or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
