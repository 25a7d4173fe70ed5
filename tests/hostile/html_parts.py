#!/usr/bin/python3
"""Markdown in HTML blocks that is made to take a parser long: see markdown.py, whose helpers and judgement these
cases share.

    OCTAVO=build/octavo tests/hostile/html_parts.py [--size BYTES] [CASE...]"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import markdown
from markdown import per_line, repeated

CASES = {
    "cells in a line": lambda n: "<table><tr>" + repeated("<td>*a*</td>", n),
    "cells in lines": lambda n: "<table><tr>\n" + repeated("<td>*a*</td>\n", n),
    "divs with text": lambda n: repeated("<div>*a*</div>\n\n", n),
    "open divs": lambda n: repeated("<div>*a*\n", n),
    "open divs in a line": lambda n: repeated("<div>*a", n),
    "nested divs over blank lines": lambda n: repeated("<div>\n\n*a*\n\n", n),
    "end tags": lambda n: "<div>*a*" + repeated("</div>", n),
    "end tags in paragraphs": lambda n: repeated("a</td></tr></td></tr></td></tr>\n\n", n),
    "end tags in a paragraph": lambda n: "a" + repeated("</td>", n),
    "comments that are never closed": lambda n: "<div>" + repeated("<!-- *a*", n),
    "instructions that are never closed": lambda n: "<div>" + repeated("<? *a*", n),
    "tags that are never closed": lambda n: "<div>" + repeated("<a b='", n),
    "quotes that are never closed": lambda n: "<div>" + repeated("<a b='\" *", n),
    "open pre in a div": lambda n: "<div>" + repeated("<pre>*a*", n),
    "pre after pre": lambda n: "<div>" + repeated("<pre>*a*</pre>", n),
    "svg after svg": lambda n: "<div>\n" + repeated("<svg></svg>", n),
    "backticks": lambda n: "<div>" + repeated("`", n),
    "runs of backticks": lambda n: "<div>" + "".join("`" * (i % 300 + 1) + " " for i in range(n // 152)),
    "open fences": lambda n: "<div>\n" + repeated("```a\n", n),
    "closed fences": lambda n: "<div>\n" + repeated("```\n```\n", n),
    "the word markdown": lambda n: "<div>" + repeated(" markdown", n) + ">\n*a*\n</div>",
    "the word markdown in text": lambda n: "<div>\n" + repeated("markdown ", n) + "*a*\n</div>",
    "markdown attributes": lambda n: repeated("<p markdown='1'>*a*</p>", n),
    "quotes behind a tag": lambda n: "<td>" + repeated(">", n) + "a",
    "lists behind tags": lambda n: repeated("<td>\n- a\n- b\n</td>\n", n),
    "indented lines": lambda n: "<td>\n" + repeated(" " * 100 + "- a\n", n) + "</td>",
    "spaces": lambda n: "<td>" + " " * n + "*a*</td>",
    "tags of text": lambda n: repeated("<b>\n*a*\n</b>\n\n", n),
    "code with tags in it": lambda n: "<div>\n" + repeated("`a\n<div>` *b*\n", n),
    "many names": lambda n: per_line("<div>*{}*</div>", n),
    "cells of a grid with tags": lambda n: repeated("+----------+\n| <p>*a*   |\n+----------+\n\n", n),
}

if __name__ == "__main__":
    sys.exit(markdown.main(CASES, __doc__))
