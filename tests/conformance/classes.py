"""The classes of difference between Octavo and micromark; 'differences' gives the
reason of each. A class is recognised in one of two ways:

INPUT: a function that rewrites a text so that the construct in question is gone,
and leaves a text without it alone. The difference belongs to the class when both
agree about the rewritten text.

OUTPUT: a function of the text and both outputs in one form, which says whether
the difference is of this kind and nothing else."""

import re

MARKER = r"(?:[-+*]|\d{1,9}[.)])"


def rewriting(pattern, replacement):
    compiled = re.compile(pattern, re.M)
    return lambda text: compiled.sub(replacement, text)


def equal_without(pattern, replacement=""):
    """A judge of what is equal once the pattern is replaced in both."""
    compiled = re.compile(pattern, re.S)

    def judge(ours, theirs):
        return compiled.sub(replacement, ours) == compiled.sub(replacement, theirs)
    return judge


def code_in_two(ours, theirs):
    border = "</code></pre><pre><code>"
    return ours.count(border) < theirs.count(border) and equal_without(border + r"|\s+")(ours, theirs)


def where(condition, judge):
    """The judge, for texts that have what the condition looks for."""
    compiled = re.compile(condition, re.M)
    return lambda text, ours, theirs: bool(compiled.search(text)) and judge(ours, theirs)


def separate_lists_from_code(text):
    """A paragraph between a line of indented code, or one that is blank, and the marker behind it."""
    return re.sub(rf"^((?:[ >]*(?: {{4}}|\t).*\n)(?:[ \t]*\n)*)([ >]*{MARKER}(?:[ \t]|$))", "\\1\nx\n\n\\2", text, flags=re.M)


INPUT = {
    "list behind code": separate_lists_from_code,
    "item in an item that ends a paragraph":
        rewriting(rf"^([^\n]*\S[^\n]*\n)([ ]*(?:>[ ]?|{MARKER}[ \t]+)+{MARKER}?[ \t]*(?=\S|$))", "\\1\n\\2"),
    "item that begins with a line of spaces":
        rewriting(rf"^([ >]*{MARKER}[ \t]*\n)[ \t]+$", "\\1"),
    "schemes of mail": rewriting(r"(?i)(?:mailto|xmpp):\S*", "x"),
    "ftp": rewriting(r"ftp://", "http://"),
    "tag filter at the end of a line":
        rewriting(r"(?i)(</?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext))\n", "\\1 "),
    "address behind an escape": rewriting(r"\\(?=[^\s@]*@)", ""),
    "address in brackets": rewriting(r"[\[/](?=[^\n]*@)", "x"),
    "bracket in a bare link": rewriting(r"((?:https?://|www\.)[^\s<\]\[]*)[\[\]]+\^?[^\s<]*", "\\1"),
    "shortcut before a bracket": rewriting(r"\]\[(?=[^\]\n]*\[)", "] ["),
    "parenthesis that is not closed": rewriting(r"(\](?:\(|:)\s*[^\s()<]*)\(", "\\1"),
    "pipe alone": rewriting(r"^[ ]*\|[ ]*\n", ""),
    "tag on a lazy line": rewriting(r"^([ ]{0,3})<(?=/?[A-Za-z][^>]*>[ \t]*$)", "\\1x<"),
    "tag that is not closed": rewriting(r"<(?=[A-Za-z][^>\n]*$)", "&lt;"),
    "address with two at signs": rewriting(r"@(?=[^\s@]*@)", " "),
    "title and more": rewriting(r"^([ ]*(?:'[^']*'|\"[^\"]*\"))[ \t]*(?=\S)", "x\\1"),
}

OUTPUT = {
    "notes that nothing refers to":
        where(r"\[\^", equal_without(r'<div class="unreferenced-note">.*?</div>')),
    "blank lines at the edge of code":
        where(r"^[ >]*(?:[-+*]|\d+[.)])?[ ]*(```|~~~|    |\t)", equal_without(r"(?<=<code>)\s+|\s+(?=</code>)")),
    "code in two":
        where(r"^ {4}|\t", code_in_two),
    "line ends behind a definition":
        where(r"^[ ]{0,3}\[[^\]]+\]:", equal_without(r"\s+")),
    "rule of three":
        where(r"([*_])\1", equal_without(r"</?(?:em|strong)>|[*_]")),
}

# What differs by its class alone: the dialect and the text.
EXAMPLES = {
    "list behind code": ("commonmark", "    a\n-\n"),
    "item in an item that ends a paragraph": ("commonmark", "a\n- 2. b\n"),
    "item that begins with a line of spaces": ("commonmark", "-\n   \n   a\n"),
    "schemes of mail": ("gfm", "mailto:a@b.c\n"),
    "ftp": ("gfm", "ftp://a.b\n"),
    "tag filter at the end of a line": ("gfm", "<style\na>\n"),
    "address behind an escape": ("gfm", "a\\+b@c.d\n"),
    "address in brackets": ("gfm", "[ a@b.c\n"),
    "address with two at signs": ("gfm", "a@b.c@d.e\n"),
    "bracket in a bare link": ("gfm", "http://a.b/](c\n"),
    "shortcut before a bracket": ("commonmark", "[a][b[c]]\n\n[a]: d\n"),
    "parenthesis that is not closed": ("commonmark", "[a](b(c \"d\")\n"),
    "pipe alone": ("gfm", "|a|\n|-|\n|\n|b|\n"),
    "tag on a lazy line": ("commonmark", "- a\n<i>\n*b*\n"),
    "tag that is not closed": ("commonmark", "1. <div class=\"a\n\nb\"\n"),
    "title and more": ("commonmark", "[a]: b\n'c' d\n\n[a]\n"),
    "notes that nothing refers to": ("gfm", "[^a]: b\n"),
    "blank lines at the edge of code": ("commonmark", "- ```\n  a\n- b\n"),
    "code in two": ("commonmark", ">     a\n    b\n    c\n"),
    "line ends behind a definition": ("commonmark", "[a]: b\n\n\n    c\n    d\n"),
    "rule of three": ("commonmark", "*a***b****\n"),
}
