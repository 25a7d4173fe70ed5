#!/usr/bin/python3
"""Inlines beyond GFM that are made to take a parser long; what must come of them, and the options,
are those of markdown.py.

    OCTAVO=build/octavo tests/hostile/inlines.py [--size BYTES] [CASE...]"""

import sys

import markdown
from markdown import both, per_line, repeated

CASES = {
    "carets": lambda n: repeated("^", n),
    "carets and letters": lambda n: repeated("^a", n),
    "open superscripts": lambda n: repeated("^a ", n),
    "closing superscripts": lambda n: repeated("a^ ", n),
    "open and closing superscripts": lambda n: both("^a ", "a^ ", n),
    "superscripts that code spoils": lambda n: repeated("^`^` ", n),
    "openers that code spoils, then closers": lambda n: both("^`^` ", "a^ ", n),
    "superscripts in a word": lambda n: repeated("a^b^", n),
    "superscripts and emphasis": lambda n: repeated("^*a^b* ", n),
    "superscripts with escaped spaces": lambda n: repeated("^a\\ b^", n),
    "one superscript with many escaped spaces": lambda n: "^" + repeated("a\\ ", n) + "^",
    "open superscript with escapes": lambda n: "^" + repeated("\\a", n),
    "subscripts and strikeout": lambda n: repeated("~~a~b~ ", n),
    "tildes in a word": lambda n: repeated("~a~~b", n),
    "nested subscripts": lambda n: both("~a^", "^a~", n),
    "equals signs": lambda n: "a " + repeated("=", n),
    "open highlights": lambda n: repeated("==a ", n),
    "closing highlights": lambda n: repeated("a== ", n),
    "nested highlights": lambda n: both("==a ", " b==", n),
    "highlights in a word": lambda n: repeated("a==b", n),
    "dollars": lambda n: repeated("$", n),
    "dollars and spaces": lambda n: repeated("$ ", n),
    "open formulas": lambda n: repeated("$a ", n),
    "formulas before digits": lambda n: repeated("$a$1", n),
    "displays": lambda n: repeated("$$a", n),
    "open displays": lambda n: repeated("$$ $ ", n),
    "formulas of text": lambda n: repeated("$\\text{", n),
    "formulas of nested text": lambda n: "$\\text" + both("{", "}", n) + "$",
    "formulas with escapes": lambda n: "$" + repeated("\\$", n),
    "open formulas of GitHub": lambda n: repeated("$`a ", n),
    "formulas of GitHub": lambda n: repeated("$`a`", n),
    "one formula": lambda n: "$" + repeated("a\n", n).strip() + "$",
    "open inline notes": lambda n: repeated("^[", n),
    "open inline notes with text": lambda n: repeated("^[a ", n),
    "inline notes": lambda n: repeated("^[a]", n),
    "nested inline notes": lambda n: both("^[a ", "]", n),
    "inline notes of brackets": lambda n: "^[" + both("[", "]", n) + "]",
    "inline notes of open brackets": lambda n: "^[" + repeated("[", n) + "]",
    "inline notes and code": lambda n: "^[" + markdown.backticks(n),
    "inline notes and code that is not closed": lambda n: repeated("^[`a ", n),
    "inline notes in links": lambda n: both("[^[a]", "](b)", n),
    "inline notes in inline notes that are open": lambda n: repeated("^[a ^[b] ", n),
    "headings and their names": lambda n: per_line("# a{0}\n\n[a{0}]\n", n),
    "one heading named often": lambda n: "# a\n\n" + repeated("[a] ", n),
    "long heading named often": lambda n: "# " + "a" * 900 + "\n\n" + repeated("[" + "a" * 900 + "] ", n),
    "the same heading": lambda n: "[a]\n\n" + repeated("# a\n", n),
    "headings named before them": lambda n: per_line("[a{}]", n // 2) + "\n" + per_line("# a{}", n // 2),
    "names in open brackets": lambda n: "# a\n\n" + repeated("[a[a", n),
    "backslashes in brackets": lambda n: "# a\n\n" + repeated("[\\", n),
    "headings of braces": lambda n: "[a]\n\n# " + repeated("{", n, after="}\n"),
    "headings named in each other": lambda n: per_line("# a{}\n\n[a1]", n),
    "colons": lambda n: ":cat:" + repeated(":", n),
    "open names of emoji": lambda n: ":cat:" + repeated(":a", n),
    "emoji": lambda n: repeated(":cat:", n),
    "names of no emoji": lambda n: repeated(":cats:", n),
    "long names of no emoji": lambda n: ":cat:" + repeated(":" + "a" * 63, n),
    "one long name of no emoji": lambda n: ":cat: :" + repeated("a", n) + ":",
}

if __name__ == "__main__":
    sys.exit(markdown.main(CASES, __doc__))
