#!/usr/bin/python3
"""Lists of attributes, spans, divs and alerts that are made to take a parser long; what must come of
them, and the options, are those of markdown.py.

    OCTAVO=build/octavo tests/hostile/attributes.py [--size BYTES] [CASE...]"""

import sys

import markdown
from markdown import both, per_line, repeated

CASES = {
    "open lists behind links": lambda n: repeated("[a](b){x=", n),
    "open quotes behind links": lambda n: repeated('[a](b){x="', n),
    "mixed quotes behind links": lambda n: repeated("[a](b){x=\"'{y='\" ", n),
    "lists that fail late": lambda n: repeated("`a`{" + ".b " * 1000 + "% ", n),
    "many attributes": lambda n: repeated("[a](b){" + ".b " * 1000 + "}", n),
    "spans": lambda n: repeated("[a]{.b}", n),
    "empty spans": lambda n: repeated("[]{}", n),
    "nested spans": lambda n: both("[", "a]{.b}", n),
    "nested brackets in spans": lambda n: both("[", "]", n - 100, "a").strip() + "]{.b}",
    "spans around brackets": lambda n: both("[", "[a] [a] ]{.b}", n),
    "closing brackets with lists": lambda n: repeated("a]{.b} ", n),
    "open brackets before a span": lambda n: repeated("[", n) + "a]{.b}",
    "open image brackets before spans": lambda n: repeated("![a]{.b} ![", n),
    "spans and stars": lambda n: repeated("*a [b* c]{.d} ", n),
    "spans and opening stars": lambda n: repeated("[*a]{.b} **c ", n),
    "brackets and stars before lists": lambda n: repeated("[*", n // 2) + repeated("]{.a}", n // 2),
    "spans in links": lambda n: "[" + repeated("[a]{.b}", n) + "](c)",
    "lists of headings": lambda n: repeated("# a {#b}\n", n),
    "open lists of headings": lambda n: "# " + repeated("{#b ", n) + "\n",
    "long heading of lists": lambda n: "# " + repeated("{#b} ", n) + "\n",
    "fences with lists": lambda n: repeated("```{.a #b c=d}\n```\n", n),
    "fence with a long list": lambda n: "```{" + repeated(".a ", n) + "}\n```\n",
    "code with lists": lambda n: repeated("`a`{.b}", n),
    "divs": lambda n: repeated("::: a\nb\n:::\n", n),
    "nested divs": lambda n: both("::: a\n", ":::\n", n),
    "open divs": lambda n: repeated("::: a\n", n),
    "open divs and text": lambda n: repeated("::: a\n", 6 * 900) + repeated("a *b* c\n", n),
    "divs of some depth and blank lines": lambda n: repeated("::: a\n", 6 * 900) + "\n" * n,
    "divs of some depth and fences": lambda n: repeated("::: a\n", 6 * 900) + repeated("::: b\n:::\n", n),
    "divs in quotes": lambda n: repeated("> ", n, after="::: a"),
    "open divs in quotes": lambda n: repeated("> ::: a\n\n", n),
    "divs in items": lambda n: repeated("- ::: a\n  :::\n", n),
    "nested divs in items": lambda n: "".join("  " * i + "- ::: a\n" for i in range(int(n**0.5))),
    "closing fences": lambda n: repeated(":::\n", n),
    "colons": lambda n: repeated(":", n),
    "lines of colons": lambda n: repeated(":" * 500 + " a " + ":" * 500 + "\n", n),
    "div with a long list": lambda n: "::: {" + repeated(".a ", n) + "}\n:::\n",
    "alerts": lambda n: repeated("> [!NOTE]\n> a\n\n", n),
    "alerts in alerts": lambda n: repeated("> ", n, after="[!NOTE]"),
    "marks of alerts": lambda n: "> " + repeated("[!NOTE]\n", n),
    "figures": lambda n: repeated("![a](b){#c}\n\n", n),
    "figure with a long caption": lambda n: "![" + repeated("*a* ", n) + "](b)",
    "tags around Markdown": lambda n: repeated('<div markdown="1">\n*a*\n</div>\n', n),
    "open tags around Markdown": lambda n: repeated('<div markdown="1">\n', n),
    "attributes of no tag": lambda n: repeated("markdown=1", n),
    "open tags with markdown": lambda n: repeated("<div markdown=1 ", n),
    "open closing tags": lambda n: '<div markdown="1">\n' + repeated("</div ", n),
    "braces": lambda n: repeated("{", n),
}

if __name__ == "__main__":
    sys.exit(markdown.main(CASES, __doc__))
