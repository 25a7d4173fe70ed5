#!/usr/bin/python3
"""Writes random documents in the native format, the same ones for the same seed.

    tests/tools/generate_native.py --count 40 --seed 1 FOLDER

Every kind stands in every kind that the content model allows (it is read from
src/octavo.h), with attributes, spans, styles and metadata of all sorts, and with
text and addresses that formats stumble over. Feeds the validators and the fuzzers."""

import argparse
import random
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
KIND = re.compile(r'X\(([A-Z_]+), "([a-z_]+)", ([A-Z_]+), ([A-Z_ |]+)\)')
ROLE = re.compile(r'X\(([A-Z]+), "([a-z]*)", (true|false)\)')

WORDS = """a the word of longer description unbreakablewordthatneverendsandneverstops Zürich naïve
    x<y a&b "quoted" 'single' it's 100% $price$ [bracket] `tick` *star* _under_ #hash --- ... // \\back
    C:\\dir ]]> <!-- --> <?pi ?> </w:t> &amp; &#0; {curly} |pipe| +plus ~tilde ^caret @at""".split()
STRANGE = ["漢字", "かな", "한국어", "مرحبا", "שלום", "français", "\u00ad", "soft\u00adhyphen",
           "\u2011", "\u200b", "\u200f", "\u202e", "\ufeff", "😀", "👩‍👩‍👧", "𝒳", "e\u0301", "\u00a0", "\u3000",
           "\u2028", "\ufffe", "\uffff", "\x01", "\x0b", "\x1b[31m", "\x7f", "\x85", "\t", "\U0010ffff"]
URLS = ["http://example.org/", "https://example.org/a b?x=1&y=2#f", "#target", "#missing", "#", "",
        "relative/path.html", "../up.md#x", "mailto:a@b.org", "mailto:", "javascript:alert(1)",
        " java\tscript:alert(1)", "data:text/html,x", "http://", "http:", "http://[::1]:80/x",
        "http://[bad/", "http://a:99999/", "http://a b/", "//host/path", "C:\\dir\\file", "x:y",
        "http://müller.example/ü", "http://example.org/%zz%41", "tel:+1", "?q", "/abs", ":colon",
        "1:2", "http://user:pw@host:1/", "file:///etc/passwd", "http://-a-/", "urn:isbn:1",
        "#sp%C3%A4t", "http://😀.example/", "ftp://x/" + "long" * 600, "http://a..b/", "%", "\x01"]
IMAGES = ["missing.png", "", "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUl"
          "EQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP"
          "///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "http://example.org/remote.png", "../../etc/passwd",
          "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E",
          "data:image/png;base64,AAAA", "data:,"]
LANGS = ["en", "de-CH", "fr", "ar", "he-IL", "zh-Hant-TW", "ja", "x", "not a tag", "en-US\"><b>", "tlh"]
LENGTHS = ["10", "50%", "3cm", "1.5in", "0", "-4px", "99999999px", "1e3", "auto", "20mm ", "12pt", "."]
IDS = ["target", "a b", "1st", "späť", "x" * 80, "X", "x", "_top", "a-b", "a_b", "a.b", "a:b", "\"&<", "#"]


def tables():
    """The kinds with their groups, and the roles of divs and spans."""
    header = (ROOT / "src" / "octavo.h").read_text(encoding="utf-8").replace("\\\n", " ")
    kinds = {name: (group, {part.strip() for part in content.split("|")})
             for _, name, group, content in KIND.findall(header)}
    roles = [(element, block == "true") for _, element, block in ROLE.findall(header)]
    return kinds, roles


def quote(text):
    """A string of the native format."""
    known = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(known.get(c) or (f"\\x{ord(c):02X}" if ord(c) < 32 or ord(c) == 127 else c)
                         for c in text) + '"'


class Tree:
    """One document: lines of the native format."""

    def __init__(self, seed, size):
        self.random = random.Random(seed)
        self.left = size
        self.note_left = None  # nodes that the open note may still have
        self.kinds, self.roles = tables()
        self.lines = ["octavo-native 1"]
        self.labels = 0

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, items):
        return self.random.choice(items)

    def text(self, most=8):
        words = [self.pick(STRANGE) if self.chance(0.08) else self.pick(WORDS)
                 for _ in range(self.random.randint(0 if self.chance(0.05) else 1, most))]
        return " ".join(words)

    def code(self):
        return "".join(self.text() + self.pick(["\n", "\n\n", "\r\n", "\t", ""])
                       for _ in range(self.random.randint(0, 6)))

    def line(self, depth, *fields):
        indent = "  " * depth if depth <= 32 else f"+{depth} "
        self.lines.append(indent + " ".join(field for field in fields if field))

    def attributes(self):
        fields = []
        if self.chance(0.1):
            fields.append("id=" + quote(self.pick(IDS) + (str(self.left) if self.chance(0.7) else "")))
        if self.chance(0.05):
            fields.append("class=" + quote(self.pick(["c", "note warning", "", "a\"b", "language-c"])))
        if self.chance(0.05):
            fields.append("lang=" + quote(self.pick(LANGS)))
        if self.chance(0.05):
            fields.append("dir=" + self.pick(["ltr", "rtl", "auto"]))
        if self.chance(0.05):
            fields.append("@" + quote(self.pick(["onclick", "style", "title", "data-x", "a b", "href"]))
                          + "=" + quote(self.text()))
        return fields

    def payload(self, kind):
        """The fields that belong to a kind."""
        r = self.random
        if kind in ("text", "code", "math"):
            return [quote(self.text()), *(["display"] if kind == "math" and self.chance(0.3) else [])][::-1]
        if kind == "code_block":
            return [quote(self.code())]
        if kind == "heading":
            return [f"level={r.randint(1, 6)}", *(["unnumbered"] if self.chance(0.1) else [])][::-1]
        if kind in ("bullet_list", "definition_list"):
            return ["tight"] if self.chance(0.5) else []
        if kind == "ordered_list":
            return [*(["tight"] if self.chance(0.5) else []), *(["reversed"] if self.chance(0.2) else []),
                    f"start={self.pick([0, 1, 1, 1, 7, 99, 4000, 32768, -3, 2147483647])}",
                    "style=" + self.pick(["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]),
                    "delimiter=" + self.pick(["period", "paren", "parens"])]
        if kind == "list_item":
            return [*([f"value={self.pick([0, 5, -1, 40000])}"] if self.chance(0.1) else []),
                    *(["task=" + self.pick(["open", "done"])] if self.chance(0.2) else [])]
        if kind == "table":
            columns = [f"{self.pick(['default', 'left', 'center', 'right'])}/{self.pick([0, 0, 2000, 9999, 70000])}"
                       for _ in range(self.pick([0, 1, 2, 3, 3, 5, 70 if self.chance(0.1) else 4]))]
            return ["columns=" + ",".join(columns)] if columns else []
        if kind == "table_cell":
            return [*(["header"] if self.chance(0.2) else []),
                    *([f"colspan={self.pick([2, 3, 70, 4000000000])}"] if self.chance(0.15) else []),
                    *([f"rowspan={self.pick([2, 3, 70, 4000000000])}"] if self.chance(0.15) else []),
                    *(["align=" + self.pick(["left", "center", "right"])] if self.chance(0.2) else []),
                    *(["scope=" + self.pick(["row", "col", "rowgroup", "colgroup"])] if self.chance(0.1) else [])]
        if kind in ("div", "span") and self.chance(0.6):
            return ["role=" + self.pick([e for e, block in self.roles if e and block == (kind == "div")])]
        if kind == "link":
            return ["url=" + quote(self.pick(URLS)), *(["title=" + quote(self.text())] if self.chance(0.3) else [])]
        if kind == "image":
            size = [f'@"{side}"={quote(self.pick(LENGTHS))}' for side in ("width", "height") if self.chance(0.4)]
            return ["url=" + quote(self.pick(IMAGES)), "title=" + quote(self.text()), *size]
        if kind == "quoted":
            return ["single"] if self.chance(0.5) else []
        if kind in ("raw_block", "raw_inline"):
            return ["format=" + quote(self.pick(["html", "openxml", "latex", ""])), quote("<b>" + self.text() + "</b>")]
        return []

    def note(self):
        """Some notes are referred to again, before them or after them."""
        if self.chance(0.6):
            return [], False
        label = quote(f"n{self.random.randint(0, 5)}")
        if self.chance(0.4):
            return ["again", "label=" + label], True
        self.labels += 1
        return [f'label="u{self.labels}"'], False

    def node(self, kind, depth):
        self.left -= 1
        if self.note_left is not None:
            self.note_left -= 1
        again = False
        fields = self.payload(kind)
        if kind == "note":
            fields, again = self.note()
        flags = [field for field in fields if re.fullmatch(r"[a-z]+", field)]
        rest = [field for field in fields if field not in flags]
        self.line(depth, kind, *flags, *self.attributes(), *rest)
        if kind == "note" and self.note_left is None and not again:
            # Notes of many pages are more than LibreOffice can lay out.
            self.note_left = self.random.randint(1, 15)
            self.children(kind, depth)
            self.note_left = None
        elif not again:
            self.children(kind, depth)

    def children(self, kind, depth):
        content = self.kinds[kind][1]
        if content == {"OCT_G_NONE"}:
            return
        if kind in ("table", "figure"):
            self.ordered_children(kind, depth)
            return
        allowed = [name for name, (group, _) in self.kinds.items() if group in content]
        few = depth > 40 or self.left < 0 or (self.note_left is not None and self.note_left < 0)
        count = 0 if self.chance(0.06) else self.random.randint(1, 2 if depth > 12 else 4)
        for _ in range(count):
            if few or (depth > 8 and self.chance(0.5)):
                simple = [name for name in allowed if name in ("text", "paragraph")]
                if not simple and few:
                    return
                self.node(self.pick(simple or allowed), depth + 1)
            else:
                self.node(self.weighted(allowed), depth + 1)

    def weighted(self, allowed):
        """Words are what most of a document is."""
        for plain in ("text", "paragraph"):
            if plain in allowed and self.chance(0.3):
                return plain
        return self.pick(allowed)

    def ordered_children(self, kind, depth):
        caption_first = kind == "table" or self.chance(0.5)
        if caption_first and self.chance(0.5):
            self.node("caption", depth + 1)
        if kind == "figure":
            for _ in range(self.random.randint(0, 2)):
                self.node(self.weighted([n for n, (g, _) in self.kinds.items() if g == "OCT_G_BLOCK"]), depth + 1)
            if not caption_first:
                self.node("caption", depth + 1)
            return
        for section, chance in (("table_head", 0.7), ("table_body", 0.9), ("table_body", 0.3), ("table_foot", 0.2)):
            if self.chance(chance):
                self.node(section, depth + 1)

    def meta_value(self, depth, key, nested=0):
        what = self.random.random()
        if what < 0.5 or nested > 2:
            self.line(depth, key, "string", quote(self.text()))
        elif what < 0.7:
            self.line(depth, key, "inlines")
            for _ in range(self.random.randint(0, 3)):
                self.node(self.weighted([n for n, (g, _) in self.kinds.items() if g == "OCT_G_INLINE"]), depth + 1)
        elif what < 0.75:
            self.line(depth, key, "boolean", self.pick(["true", "false"]))
        elif what < 0.9:
            self.line(depth, key, "list")
            for _ in range(self.random.randint(0, 3)):
                self.meta_value(depth + 1, "-", nested + 1)
        else:
            self.line(depth, key, "map")
            for name in self.random.sample(["name", "text", "title", "role"], 2):
                self.meta_value(depth + 1, quote(name), nested + 1)

    def metadata(self):
        self.line(0, "metadata")
        for key in ("title", "subtitle", "author", "date", "abstract", "keywords", "subject", "description",
                    "dir", "papersize", "rights", "identifier", "publisher"):
            if self.chance(0.4):
                self.meta_value(1, quote(key))
        if self.chance(0.5):
            self.line(1, '"lang"', "string", quote(self.pick(LANGS)))

    def document(self):
        if self.chance(0.7):
            self.metadata()
        self.line(0, "document")
        blocks = [name for name, (group, _) in self.kinds.items() if group == "OCT_G_BLOCK"]
        while self.left > 0:
            self.node(self.weighted(blocks), 1)
        return "\n".join(self.lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=400, help="nodes in each, about")
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for number in range(arguments.seed, arguments.seed + arguments.count):
        tree = Tree(number, arguments.size).document()
        (arguments.folder / f"tree-{number:04}.native").write_text(tree, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
