"""What a page of HTML holds, as other readers of a document should find it: words in order,
headings, lists, tables, notes, links and images."""

import re
import unicodedata
from html.parser import HTMLParser

# Elements that divide words.
BLOCKS = set("p h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr td th thead tbody caption figure figcaption "
             "pre blockquote div section header nav hr br body title aside".split())
VOID = {"br", "hr", "img", "meta", "link", "input", "col", "wbr"}


class Facts(HTMLParser):
    """unread: elements, besides those that are never counted, whose text is passed over."""

    def __init__(self, text, unread=()):
        super().__init__()
        self.unread = ("math", "rt", "rp", *unread)
        self.text, self.notes_text = [], []
        self.headings, self.tables, self.lists, self.links = [], [], [], []
        self.images = self.notes = 0
        self.open, self.heading, self.quiet, self.in_notes, self.open_lists = [], None, 0, 0, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        role = attributes.get("role", "") + " " + (attributes.get("class") or "") + " " + (attributes.get("id") or "")
                # pandoc's and ours; mammoth's; LibreOffice's.
        notes = (tag in ("section", "aside", "div", "ol") and re.search(r"doc-endnotes|\bfootnotes\b", role)
                 or tag == "li" and re.fullmatch(r"(foot|end)note-\d+", attributes.get("id") or "")
                 or tag == "div" and re.fullmatch(r"sd(foot|end)note\d+", attributes.get("id") or ""))
        quiet = tag in ("head", "script", "style", "title") or re.search(r"(foot|end)note-?ref|doc-noteref|doc-backlink|footnote-back|note(anc|sym)\b", role)
        if tag in self.unread:  # formulas are another test's, and readings are not read by all
            quiet = True
        if tag not in VOID:
            self.open.append((tag, bool(notes), bool(quiet)))
            self.in_notes += bool(notes)
            self.quiet += bool(quiet)
        if tag == "a" and re.search(r"footnote-?ref\b|doc-noteref|noteanc\b", role):
            self.notes += 1
        if tag in BLOCKS:
            self.put(" ")
        if self.in_notes:
            return
        if re.fullmatch("h[1-6]", tag):
            self.heading = (int(tag[1]), [])
        elif tag == "table":
            self.tables.append(0)
            self.open_tables = getattr(self, "open_tables", []) + [len(self.tables) - 1]
        elif tag == "tr":
            self.tables[self.open_tables[-1]] += 1
        elif tag in ("ul", "ol"):
            self.lists.append([tag, 0])
            self.open_lists.append(self.lists[-1])
        elif tag == "li" and self.open_lists:
            self.open_lists[-1][1] += 1
        elif tag == "a" and re.match(r"https?:|mailto:", attributes.get("href") or ""):
            self.links.append(attributes["href"].rstrip("/"))
        elif tag in ("img", "svg"):
            self.images += 1
        elif tag == "input" and self.open_lists:  # a task: a box in a paragraph
            self.open_lists[-1][1] -= 1

    def handle_endtag(self, tag):
        if tag not in [entry[0] for entry in self.open]:
            return
        while self.open:
            name, notes, quiet = self.open.pop()
            self.in_notes -= notes
            self.quiet -= quiet
            if name == tag:
                break
        if tag in BLOCKS:
            self.put(" ")
        if self.heading and re.fullmatch("h[1-6]", tag):
            level, text = self.heading
            self.headings.append((level, plain("".join(text))))
            self.heading = None
        elif tag == "table" and getattr(self, "open_tables", None):
            self.open_tables.pop()
        elif tag in ("ul", "ol") and self.open_lists and not self.in_notes:
            self.open_lists.pop()

    def handle_data(self, data):
        if not self.quiet:
            self.put(data)

    def put(self, data):
        (self.notes_text if self.in_notes else self.text).append(data)
        if self.heading and not self.in_notes:
            self.heading[1].append(data)

    @property
    def items(self):
        """How many items there are in lists of each kind. Readers may end a list where a paragraph comes
        between its items."""
        return {tag: sum(count for kind, count in self.lists if kind == tag) for tag in ("ul", "ol")}

    def words(self):
        return words_of("".join(self.text))

    def note_words(self):
        return words_of("".join(self.notes_text))


def plain(text):
    """Without what programs change: white space, quotation marks, boxes of tasks, invisible characters."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u2610-\u2612]", "", text)
    text = re.sub("[\u2010\u2011]", "-", text)
    return re.sub(r"\s+|[\"'“”‘’„«»‹›]", "", text)


def words_of(text):
    return [word for word in map(plain, text.split()) if word]


def missing_words(words, text):
    """The words that do not come in this order in a text, which may have more. What lies between two
    that do is short: one that is found far away is not the one that is looked for."""
    text, at, missing = plain(text), 0, []
    for word in words:
        found = text.find(word, at, at + len(word) + 3000)
        if found < 0:
            missing.append(word)
        else:
            at = found + len(word)
    return missing
