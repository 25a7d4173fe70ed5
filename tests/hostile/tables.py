#!/usr/bin/python3
"""Simple and multiline tables that are made to take a parser long: see markdown.py, whose helpers and judgement
these cases share.

    OCTAVO=build/octavo tests/hostile/tables.py [--size BYTES] [CASE...]"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import markdown
from markdown import per_line, repeated

CASES = {
    "small simple tables": lambda n: repeated("a  b\n-- --\nc  d\n\n", n),
    "a long simple table": lambda n: "a  b\n-- --\n" + repeated("c  d\n", n),
    "a wide simple table": lambda n: repeated("a  ", n // 3) + "\n" + repeated("-- ", n // 3) + "\n" + repeated("b  ", n // 3),
    "a wide table of short rows": lambda n: "a  b\n" + repeated("-- ", n // 2) + "\n" + repeated("b\n", n // 2),
    "a wide table of long rows": lambda n: "a  b\n" + repeated("-- ", 3000) + "\n" + repeated(repeated("b  ", 3000) + "\n", n),
    "a wide head of many lines": lambda n: "---\n" + repeated("a\n", n // 2) + repeated("-- ", n // 2) + "\nb\n---\n",
    "wide characters in rows": lambda n: "a  b\n-- --\n" + repeated("\u4e2d e\u0301\n", n // 2),
    "headless tables": lambda n: repeated("-- --\na  b\n-- --\n\n", n),
    "small multiline tables": lambda n: repeated("---\na  b\n-- --\nc  d\n\ne\n---\n\n", n),
    "a multiline table of one cell": lambda n: "-- --\n" + repeated("a\n", n) + "-- --\n",
    "a multiline table of many rows": lambda n: "-- --\n" + repeated("a  b\n\n", n) + "-- --\n",
    "a multiline table of blank lines": lambda n: "-- --\na\n" + "\n" * n + "-- --\n",
    "tables that never end": lambda n: repeated("> -- --\n> a\n\n", n),
    "tables that end with their item": lambda n: repeated("* -- --\n  a\n\nb\n\n", n) + "-- --\n",
    "tables that end with their quotes": lambda n: repeated("> * -- --\n>   a\n>\n> b\n>\n", n),
    "lines of dashes": lambda n: repeated("-- --\n", n),
    "lines of dashes behind text": lambda n: repeated("a -- --\n", n),
    "heads in a fence": lambda n: "```\n" + repeated("a  b\n-- --\n", n),
    "heads in a paragraph": lambda n: "a\n" + repeated("b  c -- --\n", n),
    "heads behind markers": lambda n: repeated("- " * 50 + "a  b\n" + " " * 100 + "-- --\n", n),
    "a head behind many markers": lambda n: "- " * (n // 4) + "a  b\n" + " " * (n // 2) + "-- --\n",
    "a long line of dashes": lambda n: "a\n" + repeated("-- ", n),
    "dashes and blanks": lambda n: repeated("- ", n, after="x"),
    "dashes and blanks in lines": lambda n: repeated("-- - x\n", n),
    "tables in quotes": lambda n: repeated("> " * 20 + "a  b\n" + "> " * 20 + "-- --\n" + "> " * 20 + "c\n\n", n),
    "tables in cells of a grid": lambda n: repeated("+-------+\n| a  b  |\n| -- -- |\n| c  d  |\n+-------+\n\n", n),
    "captions of simple tables": lambda n: repeated("Table: a\n\na  b\n-- --\nc\n\n", n),
    "heads of open emphasis": lambda n: repeated("*a  _b\n--- ---\n[c  `d\n\n", n),
    "tables of many widths": lambda n: per_line("a  b\n-- --\nc{}  d\n", n),
    "tabs in a table": lambda n: "a\tb\n--\t--\n" + repeated("\t\t\t\tc\n", n),
}

if __name__ == "__main__":
    sys.exit(markdown.main(CASES, __doc__))
