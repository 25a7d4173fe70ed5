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


# What Octavo puts to the end.
NOTES = re.compile(r'<div class="unreferenced-note">.*?</div>', re.S)


def separate_lists_from_code(text):
    """A paragraph between a line of indented code, or one that is blank, and the marker behind it."""
    return re.sub(rf"^((?:[ >]*(?: {{4}}|\t).*\n)(?:[ \t]*\n)*)([ >]*{MARKER}(?:[ \t]|$))", "\\1\nx\n\n\\2", text, flags=re.M)


INPUT = {
    "list behind code": separate_lists_from_code,
    "item in an item that ends a paragraph":
        rewriting(rf"^([^\n]*\S[^\n]*\n)([ ]*(?:>[ ]?|\[\^[^\]\n]*\]:[ ]?|{MARKER}[ \t]+)+(?={MARKER}(?:[ \t]|$)))", "\\1\n\\2"),
    "schemes of mail": rewriting(r"(?i)(?:mailto|xmpp):\S*", "x"),
    "ftp": rewriting(r"ftp://", "http://"),
    "address behind an escape": rewriting(r"\\(?=[^\s@]*@)|&[#\w]+;(?=[^\s@]*@)", ""),
    "reference in an autolink": rewriting(r"(<[A-Za-z][A-Za-z0-9.+-]+:[^\s<>]*)&", "\\1"),
    "address in brackets": rewriting(r"[\[/](?=[^\n]*@)", "x"),
    "bracket in a bare link": rewriting(r"((?:https?://|www\.)[^\s<\]\[]*)[\[\]]+\^?[^\s<]*", "\\1"),
    "shortcut before a bracket": rewriting(r"\]\[(?=[^\]\n]*\[)", "] ["),
    "pipe alone": rewriting(r"^[ ]*\|[ ]*\n", ""),
    "tag on a lazy line": rewriting(r"^([ ]{0,3})<(?=/?[A-Za-z][^>]*>[ \t]*$)", "\\1x<"),
    "tag that is not closed": rewriting(r"<(?=[A-Za-z/][^>\n]*$|!--(?!>)(?:(?!-->)[^\x00])*\Z"
                                        r"|(?:pre|script|style|textarea)\b)", "&lt;"),
    "tag in the description of a picture": rewriting(r"(!\[[^\]\n]*)<(?=[A-Za-z/?!])", "\\1&lt;"),
    "note in the description of a picture": rewriting(r"(!\[[^\]\n]*)\[\^", "\\1["),
    "note in a link": rewriting(r"(?<!!)\[(?=[^\]\n]*\[\^)", "\\["),
    "label of a note": rewriting(r"\[\^(?=[^\]\s]*[^\w\].:-])", "[x"),
    "note before a bracket": rewriting(r"(\[\^[^\]\n]*\])(?=\[)", "\\1 "),
    "autolink in a link": rewriting(r"<(?=[A-Za-z][A-Za-z0-9.+-]+:[^\s<>]*>[^\n]*\]\()", "&lt;"),
    "reference to a control character": rewriting(r"&#(?:0*(?:12[789]|1[345]\d|\d|1[0-9]|2\d|3[01])|[xX]0*[189]?[0-9a-fA-F]);", "x"),
    "underscore at the end of a domain": rewriting(r"((?:www\.|://)[^\s/<]*)_", "\\1"),
    "table behind a table in a container": rewriting(r"^((?:[ >]|[-+*] |\d+[.)] )[^\n]*\n)(?=[^ >\n])", "\\1\n"),
    "tilde beside emphasis": rewriting(r"~", "x"),
    "task and nothing": rewriting(r"\[[ xX]\](?=[ \t]*\n)", "x"),
    "link before a note": rewriting(r"(\[\^[^\]\n]*\])(?=\()", "\\1 "),
    "www and nothing": rewriting(r"(?i)www\.(?=[^\w]|_|$)", "www "),
    "www and an address": rewriting(r"(?i)www\.(?=[^\s<]*@)|(@[^\s]*)www\.", "\\1"),
    "address with two at signs": rewriting(r"@(?=[^\s@]*@)", " "),
}


OUTPUT = {
    "notes that nothing refers to":
        where(r"\[\^", equal_without(NOTES.pattern)),
    "code in two":
        where(r"^ {4}|\t", code_in_two),
    "rule of three":
        where(r"([*_])\1", equal_without(r"</?(?:em|strong)>|[*_]")),
}

# What differs by its class alone: the dialect and the text.
EXAMPLES = {
    "list behind code": ("commonmark", "    a\n-\n"),
    "item in an item that ends a paragraph": ("commonmark", "a\n- 2. b\n"),
    "schemes of mail": ("gfm", "mailto:a@b.c\n"),
    "ftp": ("gfm", "ftp://a.b\n"),
    "address behind an escape": ("gfm", "a\\+b@c.d\n"),
    "reference in an autolink": ("commonmark", "<ab:&amp;>\n"),
    "address in brackets": ("gfm", "[ a@b.c\n"),
    "address with two at signs": ("gfm", "a@b.c@d.e\n"),
    "bracket in a bare link": ("gfm", "http://a.b/](c\n"),
    "shortcut before a bracket": ("commonmark", "[a][b[c]]\n\n[a]: d\n"),
    "pipe alone": ("gfm", "|a|\n|-|\n|\n|b|\n"),
    "tag on a lazy line": ("commonmark", "- a\n<i>\n*b*\n"),
    "tag in the description of a picture": ("commonmark", "![a<b>](c)\n"),
    "note in the description of a picture": ("gfm", "![[^a]](b)\n\n[^a]: c\n"),
    "note in a link": ("gfm", "[[^a]](b)\n\n[^a]: c\n"),
    "label of a note": ("gfm", "[^a~]: b c\n"),
    "note before a bracket": ("gfm", "[^a][b\n\n[^a]: c\n"),
    "autolink in a link": ("commonmark", "[<ab:c>](d)\n"),
    "reference to a control character": ("commonmark", "&#150;\n"),
    "underscore at the end of a domain": ("gfm", "www.a.b_.\n"),
    "table behind a table in a container": ("gfm", "> a\n> |-\nb|c\n-|-\n"),
    "tilde beside emphasis": ("gfm", "_a_~b_\n"),
    "task and nothing": ("gfm", "- [ ]  \n  a\n"),
    "link before a note": ("gfm", "[^a](b)\n\n[^a]: c\n"),
    "www and nothing": ("gfm", "www. a\n"),
    "www and an address": ("gfm", "www.a@b.c\n"),
    "tag that is not closed": ("commonmark", "1. <div class=\"a\n\nb\"\n"),
    "notes that nothing refers to": ("gfm", "[^a]: b\n"),
    "code in two": ("commonmark", ">     a\n    b\n    c\n"),
    "rule of three": ("commonmark", "*a***b****\n"),
}
