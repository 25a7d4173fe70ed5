#!/usr/bin/python3
"""Checks what holds an EPUB together: tests/lib/links.py FILE.epub...

The ZIP's shape, well-formed XML, that every reference leads to an existing
part and id, that the manifest names exactly the parts, and that the table of
contents leads somewhere."""

import re
import struct
import sys
import zipfile
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import common

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

# Attributes that hold one reference, whatever the element; by local name, so
# that xlink:href counts too. <meta> and <object> have their own besides.
REFERENCES = {"href", "src", "poster", "cite", "data"}
XML_NAMES = (".xhtml", ".html", ".xml", ".opf", ".ncx", ".svg", ".smil")


class Book:
    """An EPUB's parts, its parsed XML and the findings so far."""

    def __init__(self, path):
        self.findings = []
        self.archive = zipfile.ZipFile(path)
        self.path = path
        self.parts = {info.filename: self.archive.read(info) for info in self.archive.infolist()}
        self.trees = {name: self.parse(name) for name in self.parts
                      if name.lower().endswith(XML_NAMES)}
        self.trees = {name: tree for name, tree in self.trees.items() if tree is not None}
        self.ids = {name: [element.get("id") for element in tree.iter() if element.get("id")]
                    for name, tree in self.trees.items()}

    def finding(self, text):
        self.findings.append(text)

    def parse(self, name):
        try:
            return ElementTree.fromstring(self.parts[name])
        except ElementTree.ParseError as error:
            self.finding(f"{name}: not well-formed: {error}")
            return None

    def check_target(self, source, reference, what):
        """Reports a reference to another part that leads nowhere."""
        target = self.target_of(source, reference)
        if target is None:
            return
        part, fragment = target
        if part not in self.parts:
            self.finding(f"{source}: {what} {reference!r}: there is no part {part!r}")
        elif fragment and part in self.ids and fragment not in self.ids[part]:
            self.finding(f"{source}: {what} {reference!r}: no id {fragment!r} in {part}")

    @staticmethod
    def target_of(source, reference):
        """The part and fragment of a reference, None if it leads outside."""
        split = urlsplit(reference)
        if split.scheme or split.netloc:
            return None
        part = unquote(split.path)
        part = normpath(join(dirname(source), part)) if part else source
        return part, unquote(split.fragment)


def local(name):
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def check_zip(book):
    infos = book.archive.infolist()
    first = infos[0] if infos else None
    if first is None or first.filename != "mimetype":
        book.finding("the first ZIP entry is not 'mimetype'")
    else:
        check_mimetype(book, first)
    names = [info.filename for info in infos]
    for name in sorted(set(names)):
        if names.count(name) > 1:
            book.finding(f"{name}: is in the ZIP twice")
        if name.endswith("/"):
            book.finding(f"{name}: is an entry for a folder")
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            book.finding(f"{name}: is no plain path")
    if len({info.date_time for info in infos}) > 1:
        book.finding("the ZIP entries' times differ")


def check_mimetype(book, info):
    if info.compress_type != zipfile.ZIP_STORED:
        book.finding("mimetype: is compressed")
    if book.parts["mimetype"] != b"application/epub+zip":
        book.finding(f"mimetype: holds {book.parts['mimetype']!r}")
    # The central directory, which zipfile reads, may differ from the header
    # that readers look at by offset.
    with open(book.path, "rb") as file:
        header = file.read(30)
    if info.header_offset != 0 or info.extra or struct.unpack("<H", header[28:30])[0]:
        book.finding("mimetype: has an extra field or does not lie at the file's start")


def check_ids(book):
    for name, ids in book.ids.items():
        for id in sorted({id for id in ids if ids.count(id) > 1}):
            book.finding(f"{name}: id {id!r} is used {ids.count(id)} times")


def references_in(element):
    for attribute, value in element.attrib.items():
        if local(attribute) in REFERENCES:
            yield value
        elif local(attribute) == "srcset":
            yield from (candidate.split()[0] for candidate in value.split(",") if candidate.split())


def check_references(book):
    for name, tree in book.trees.items():
        for element in tree.iter():
            for reference in references_in(element):
                book.check_target(name, reference, local(element.tag))


def check_style_references(book):
    for name, data in book.parts.items():
        if name.endswith(".css"):
            text = re.sub(r"/\*.*?\*/", "", data.decode("utf-8", "replace"), flags=re.S)
            for reference in re.findall(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)", text):
                book.check_target(name, reference.strip(), "url()")


def package_name(book):
    """The name of the package document, as the container gives it."""
    container = book.trees.get("META-INF/container.xml")
    if container is None:
        book.finding("META-INF/container.xml: is missing or broken")
        return None
    rootfile = container.find(f".//{CONTAINER}rootfile")
    name = rootfile.get("full-path") if rootfile is not None else None
    if name not in book.trees:
        book.finding(f"META-INF/container.xml: there is no package document {name!r}")
        return None
    return name


def check_package(book):
    package = package_name(book)
    if package is None:
        return
    tree = book.trees[package]
    items = {item.get("id"): item for item in tree.iter(f"{OPF}item")}
    listed = [book.target_of(package, item.get("href", "")) for item in items.values()]
    listed = [target[0] for target in listed if target]
    for name in sorted({name for name in listed if listed.count(name) > 1}):
        book.finding(f"{package}: the manifest names {name} twice")
    for name in book.parts:
        own = name in ("mimetype", package) or name.startswith("META-INF/")
        if not own and not name.endswith("/") and name not in listed:
            book.finding(f"{package}: the manifest does not name {name}")
    check_spine(book, package, items)
    check_navigation(book, package, items)


def check_spine(book, package, items):
    spine = [ref.get("idref") for ref in book.trees[package].iter(f"{OPF}itemref")]
    if not spine:
        book.finding(f"{package}: the spine is empty")
    for idref in spine:
        if idref not in items:
            book.finding(f"{package}: the spine names {idref!r}, which the manifest does not")
        if spine.count(idref) > 1:
            book.finding(f"{package}: the spine names {idref!r} twice")
    toc = book.trees[package].find(f"{OPF}spine")
    if toc is not None and toc.get("toc") and toc.get("toc") not in items:
        book.finding(f"{package}: the spine's toc {toc.get('toc')!r} is not in the manifest")


def check_navigation(book, package, items):
    """The nav document and NCX must have entries, all leading into the spine's
    documents; that their targets exist, check_references sees (NCX: src)."""
    in_spine = {book.target_of(package, items[ref.get("idref")].get("href"))[0]
                for ref in book.trees[package].iter(f"{OPF}itemref") if ref.get("idref") in items}
    for item in items.values():
        target = book.target_of(package, item.get("href", ""))
        tree = book.trees.get(target[0]) if target else None
        if tree is None:
            continue
        if "nav" in item.get("properties", "").split():
            links = [link.get("href", "") for nav in tree.iter(f"{XHTML}nav")
                     if "toc" in nav.get(EPUB_TYPE, "").split() for link in nav.iter(f"{XHTML}a")]
        elif item.get("media-type") == "application/x-dtbncx+xml":
            links = [content.get("src", "") for content in tree.iter(f"{NCX}content")]
        else:
            continue
        check_contents(book, target[0], links, in_spine)


def check_contents(book, name, links, in_spine):
    if not links:
        book.finding(f"{name}: the table of contents has no entries")
    for link in links:
        target = book.target_of(name, link)
        if target is None or target[0] not in in_spine:
            book.finding(f"{name}: the entry {link!r} does not lead into the spine")


def check(path):
    """The findings over one EPUB, an empty list when all is well."""
    try:
        book = Book(path)
    except (OSError, zipfile.BadZipFile) as error:
        return [f"cannot be read as a ZIP: {error}"]
    for step in (check_zip, check_ids, check_references, check_style_references, check_package):
        step(book)
    return book.findings


def main():
    wrong = 0
    for file in common.files_under(sys.argv[1:], "epub"):
        findings = check(file)
        wrong += bool(findings)
        print(f"{'FAILED' if findings else 'ok    '} {file}", *findings, sep="\n    ")
    return 1 if wrong or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
