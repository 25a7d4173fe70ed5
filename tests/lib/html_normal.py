"""Brings HTML into one form, so that differences which mean nothing do not
count: what the CommonMark specification's own test compares by. Attributes are
sorted, white space is collapsed outside <pre> and dropped around blocks,
character references are resolved, <br/> and <br> are the same."""

import html
import re
from html.parser import HTMLParser

BLOCKS = set("""article header aside hgroup blockquote hr iframe body li map button
    object canvas ol caption output col p colgroup pre dd progress div section dl
    table td dt tbody embed textarea fieldset tfoot figcaption th figure thead
    footer tr form ul h1 h2 h3 h4 h5 h6 video script style""".split())

# HTML's white space; Python's own idea of it would take in no-break spaces.
SPACE = " \t\n\r\f"

# What is shown as it was written, split off before parsing, since the parser
# treats CDATA sections as broken comments.
CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.S)


class Normaliser(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.output = ""
        self.in_pre = False
        # The kind of what came last: 'start', 'end', 'text' or 'other'; and
        # the tag that it was of.
        self.last, self.last_tag = "other", ""

    def after_block(self):
        return self.last in ("start", "end") and self.last_tag in BLOCKS

    def drop_space_before_block(self, tag):
        if tag in BLOCKS:
            self.output = self.output.rstrip(SPACE)

    def handle_starttag(self, tag, attributes):
        self.drop_space_before_block(tag)
        self.output += f"<{tag}"
        for name, value in sorted(attributes, key=lambda pair: pair[0]):
            self.output += f" {name}" if value is None else f' {name}="{html.escape(value)}"'
        self.output += ">"
        self.in_pre = self.in_pre or tag == "pre"
        self.last, self.last_tag = "start", tag

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag == "pre":
            self.in_pre = False
        # An empty element stands like a whole one, not like an open one.
        self.last = "end"

    def handle_endtag(self, tag):
        if tag == "pre":
            self.in_pre = False
        else:
            self.drop_space_before_block(tag)
        self.output += f"</{tag}>"
        self.last, self.last_tag = "end", tag

    def handle_data(self, data):
        after_break = self.last in ("start", "end") and self.last_tag == "br"
        if after_break:
            data = data.lstrip("\n")
        if not self.in_pre:
            data = re.sub(f"[{SPACE}]+", " ", data)
            if self.after_block():
                data = data.lstrip(SPACE)
        # A bare & or " means the same as its reference, except in <script>.
        self.output += data if self.cdata_elem else html.escape(data)
        if data:
            self.last, self.last_tag = "text", ""

    def handle_entityref(self, name):
        self.resolved(html.unescape(f"&{name};"))

    def handle_charref(self, name):
        self.resolved(html.unescape(f"&#{name};"))

    def resolved(self, text):
        """A character reference's text: not space to be collapsed."""
        self.output += html.escape(text)
        self.last, self.last_tag = "text", ""

    def as_written(self, text):
        self.output += text
        self.last, self.last_tag = "other", ""

    def handle_comment(self, data):
        self.as_written(f"<!--{data}-->")

    def handle_decl(self, data):
        self.as_written(f"<!{data}>")

    def unknown_decl(self, data):
        self.as_written(f"<!{data}>")

    def handle_pi(self, data):
        self.as_written(f"<?{data}>")


def normalise(text):
    normaliser = Normaliser()
    # At the end before parsing, too: a comment that is not closed would keep it.
    for chunk in CDATA.split(text.rstrip(SPACE)):
        if chunk.startswith("<![CDATA["):
            normaliser.as_written(chunk)
        else:
            normaliser.feed(chunk)
    normaliser.close()
    return normaliser.output.strip(SPACE)
