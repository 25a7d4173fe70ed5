#!/usr/bin/python3
"""Plain texts that are made to take the text reader long; what must come of them, and the options,
are those of markdown.py.

    OCTAVO=build/octavo tests/hostile/text.py [--size BYTES] [CASE...]"""

import sys

import markdown
from markdown import per_line, repeated


def stairs(line, step, size):
    """A line again and again, each further in than the last."""
    lines, length = [], 0
    while length < size:
        lines.append(" " * (step * len(lines)) + line)
        length += len(lines[-1]) + 1
    return "\n".join(lines) + "\n"


def table(columns, rows, between):
    return (between.join(["a"] * columns) + "\n") * rows


WRAPPED = "words that are many enough to make a line as long as all others are\n"

CASES = {
    "blank lines": lambda n: "a\n" + "\n" * n + "b\n",
    "lines of one letter": lambda n: repeated("a\n", n),
    "paragraphs of one letter": lambda n: repeated("a\n\n", n),
    "one long line": lambda n: "a" * n,
    "one long line of words": lambda n: repeated("word ", n),
    "long lines": lambda n: repeated("word " * 2000 + "\n", n),
    "wrapped text without an end": lambda n: repeated(WRAPPED, n),
    "carriage returns": lambda n: repeated("a\r", n),
    "form feeds": lambda n: repeated("a\f", n),
    "form feeds and heads of pages": lambda n: repeated("Page 1\n\fHead\ntext\n\n", n),
    "form feeds and numbers": lambda n: per_line("a {}\f", n),
    "spaces": lambda n: repeated("a" + " " * 1000 + "\n", n),
    "spaces at the front": lambda n: repeated(" " * 1000 + "a\n", n),
    "tabs at the front": lambda n: "\t" * n + "a\n",
    "stairs of words": lambda n: stairs("a b c", 1, n),
    "stairs of bullets": lambda n: stairs("- a", 2, n),
    "stairs of numbers": lambda n: stairs("1. a", 3, n),
    "bullets": lambda n: repeated("- a\n", n),
    "bullets and blank lines": lambda n: repeated("- a\n\n", n),
    "bullets of all signs": lambda n: repeated("- a\n* b\n+ c\n\u2022 d\no\te\n\u25aa f\n", n // 2),
    "bullets in a line": lambda n: repeated("- ", n, after="a\n"),
    "boxes to tick": lambda n: repeated("- [ ] a\n", n),
    "numbers": lambda n: per_line("{}. a", n),
    "equal numbers": lambda n: repeated("1. a\n", n),
    "numbers that go down": lambda n: "\n".join(f"{i}. a" for i in range(n // 9, 0, -1)),
    "numbers of many parts": lambda n: repeated("1.1.1.1.1.1.1.1. a\n", n),
    "a number of many parts": lambda n: repeated("1.", n, after=" a\n"),
    "numbers and letters": lambda n: repeated("1. a\na) b\ni. c\n(A) d\n", n),
    "Roman letters": lambda n: repeated("i. a\nc. b\nm. c\n", n),
    "numbered headings": lambda n: repeated("1. Aaa\n\nText.\n\n", n),
    "underlines": lambda n: repeated("a\n===\n\n", n),
    "underlines alone": lambda n: repeated("===\n", n),
    "boxes of signs": lambda n: repeated("===\nabc\n===\n", n),
    "capitals": lambda n: repeated("ABC\n", n),
    "capitals and text": lambda n: repeated("ABC\n\nText.\n\n", n),
    "chapters": lambda n: repeated("Chapter 1\n\nText.\n\n", n),
    "chapters without text": lambda n: per_line("Chapter {}", n),
    "words of chapters": lambda n: repeated("Contents\n", n),
    "short lines": lambda n: repeated("Title\n" + WRAPPED, n),
    "dots that lead to pages": lambda n: repeated("a .......... 1\n", n),
    "dots": lambda n: repeated(".", n),
    "rules": lambda n: repeated("---\n\n", n),
    "rules of columns": lambda n: repeated("--  --\n", n),
    "rules of columns and rows": lambda n: repeated("a  b\n--  --\nc  d\n", n),
    "rows and a rule at the end": lambda n: repeated("a  b\n", n, after="-  -\n"),
    "rows that keep to no column": lambda n: "".join(" " * (i % 90) + "a  b\n" for i in range(n // 50)),
    "a table of bars": lambda n: "a|b\n-|-\n" + repeated("a|b\n", n),
    "a wide table of bars": lambda n: table(n // 8, 2, "|") + "-|" * (n // 8) + "\n",
    "rows of bars": lambda n: repeated("a | b\n", n),
    "rows of ever more bars": lambda n: "\n".join("a | " * i + "b" for i in range(1, int((n // 2) ** 0.5))),
    "heads of tables": lambda n: repeated("a|b\n-|-\n", n),
    "bars": lambda n: repeated("|", n),
    "escaped bars": lambda n: repeated("a \\| b | c\n", n),
    "a table of tabs": lambda n: table(4, n // 8, "\t"),
    "a wide table of tabs": lambda n: table(n // 4, 2, "\t"),
    "a table of gaps": lambda n: table(4, n // 10, "  "),
    "a wide table of gaps": lambda n: table(300, n // 900, "  "),
    "boxes": lambda n: repeated("+-+\n|a|\n+-+\n\n", n),
    "a grid": lambda n: "+-+\n" + repeated("|a|\n+-+\n", n),
    "a grid of one row": lambda n: "+-+\n" + repeated("|a|\n", n) + "+-+\n|b|\n+-+\n+-+\n",
    "a grid of a wide row": lambda n: "+-+\n" + ("|a" * (n // 40) + "|\n") * 20 + "+-+\n|b|\n+-+\n+-+\n",
    "tops of boxes": lambda n: repeated("+-+\n", n),
    "boxes that nothing closes": lambda n: repeated("+-+\n|a\n", n),
    "deep quotes": lambda n: repeated(">", n, after="a\n"),
    "quotes of all depths": lambda n: "\n".join(">" * i + "a" for i in range(int((2 * n) ** 0.5))),
    "quotes in and out": lambda n: repeated("a\n>>>>>>>>>>>>>>>>>>>> b\n", n),
    "bullets in quotes": lambda n: repeated("> - a\n>   > - b\n", n),
    "fences": lambda n: repeated("```\na\n", n),
    "fences of two signs": lambda n: repeated("```\n~~~\n", n),
    "a fence that nothing closes": lambda n: "```\n" + repeated("a\n", n),
    "fences in quotes": lambda n: repeated("```\na\n> b\n", n),
    "prompts": lambda n: repeated(">>> a\n", n),
    "indented code": lambda n: repeated("    a = b;\n\n", n),
    "a long line of code": lambda n: "Text.\n\n    " + repeated("a = b; ", n) + "\n",
    "indented verse": lambda n: repeated("Text.\n\n    Roses\n    Violets\n\n", n),
    "stars": lambda n: repeated("*", n),
    "open stars": lambda n: repeated("*a ", n),
    "closed stars": lambda n: repeated("a* ", n),
    "stars around words": lambda n: repeated("*a* ", n),
    "mixed stress": lambda n: repeated("*a _b **c __d ", n),
    "crossed stress": lambda n: repeated("*a _b* c_ ", n),
    "stress and at signs": lambda n: repeated("_a", n // 2) + repeated("@", n // 2),
    "low lines and mail": lambda n: repeated("_a_@b.c ", n),
    "backticks": lambda n: repeated("`", n),
    "backticks around words": lambda n: repeated("`a` ", n),
    "open backticks": lambda n: repeated(" `a", n),
    "at signs": lambda n: repeated("a@", n),
    "mail addresses": lambda n: repeated("a@b.cd ", n),
    "a long mail address": lambda n: "a" * (n // 2) + "@" + "b." * (n // 4) + "cd",
    "schemes": lambda n: repeated("http://", n),
    "links": lambda n: repeated("http://a.b/c ", n),
    "links with brackets": lambda n: "http://a.b/" + repeated("(", n // 2) + repeated(")", n // 2),
    "links that end in punctuation": lambda n: "http://a.b/c" + repeated(".", n),
    "www": lambda n: repeated("www.", n),
    "colons": lambda n: repeated(":", n),
    "notes": lambda n: "\n\n".join(f"a [{i}]" for i in range(n // 40)) + "\n\n" + "\n".join(f"[{i}] b" for i in range(n // 40)),
    "references to one note": lambda n: repeated("[1] ", n, before="a ", after="\n\n[1] b\n"),
    "definitions of one note": lambda n: "a [1]\n\n" + repeated("[1] b\n\n", n),
    "references and definitions of one note": lambda n: repeated("a [1]\n\n[1] b\n\n", n),
    "notes in notes": lambda n: "a [0]\n\n" + "\n\n".join(f"[{i}] b [{i + 1}]" for i in range(n // 20)),
    "open brackets": lambda n: repeated("[", n),
    "open footnotes": lambda n: "a [1]\n\n" + repeated("[Footnote 1: a\n\n", n),
    "illustrations": lambda n: repeated("[Illustration: a]\n\n", n),
    "illustrations that nothing closes": lambda n: repeated("[Illustration: a\n", n),
    "Gutenberg's marks": lambda n: repeated("*** START OF GUTENBERG\n", n),
    "Gutenberg's fields": lambda n: repeated("Title: a\n\n", n) + "*** START OF THE PROJECT GUTENBERG EBOOK ***\n\na\n",
    "heads of messages": lambda n: repeated("From: a\nTo: b\n\n", n),
    "a long head of a message": lambda n: repeated("From: a\n", n),
    "fields that go on": lambda n: "From: a\nTo: b\n" + repeated(" c\n", n),
    "marks of signatures": lambda n: repeated("-- \na\n\n", n),
    "a long signature": lambda n: "-- \n" + repeated("a\n", n),
    "hyphens at line ends": lambda n: repeated("words that are many enough to make a line as long as all oth-\ners are\n", n),
    "different hyphenated words": lambda n: per_line("words many enough to make the line long a{}b-\nc", n),
    "long words with hyphens": lambda n: repeated("a" * 5000 + "-\nb" + "c" * 5000 + "\n", n),
    "Chinese": lambda n: repeated("\u6843\u82b1\u6e90\u8bb0" * 9 + "\n", n // 3),
    "accents": lambda n: repeated("e\u0301", n // 3),
    "wide spaces": lambda n: repeated("\u3000", n // 3, after="a\n"),
    "curly quotes": lambda n: repeated("\u201c", n // 3),
    "lines of curly quotes": lambda n: repeated("\u201c\u2018\u201c\n", n // 3),
}

if __name__ == "__main__":
    sys.exit(markdown.main(CASES, __doc__, "text"))
