#!/usr/bin/python3
"""Blocks of Pandoc's Markdown that are made to take a parser long: see markdown.py, whose helpers and judgement
these cases share.

    OCTAVO=build/octavo tests/hostile/blocks.py [--size BYTES] [CASE...]"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import markdown
from markdown import both, per_line, repeated


def stairs(line, step, size):
    """A line again and again, each further in than the last."""
    lines, length = [], 0
    while length < size:
        lines.append(" " * (step * len(lines)) + line)
        length += len(lines[-1]) + 1
    return "\n".join(lines) + "\n"


def grid(columns, rows, row="|"):
    """A grid table of small cells; row is what stands between those of a line."""
    border = "+" + "-+" * columns + "\n"
    return border + ("|" + ("a" + row) * (columns - 1) + "a|\n" + border) * rows


def grid_in_grid(size):
    """Tables in tables, each a cell of the next."""
    lines, length = ["a"], 1
    while length < size:
        width = len(lines[0]) + 2
        lines = ["+" + "-" * width + "+"] + [f"| {line} |" for line in lines] + ["+" + "-" * width + "+"]
        length = len(lines) * (width + 3)
    return "\n".join(lines) + "\n"


def never_closed(size):
    """Corners above and at the left, and sides that no bottom joins."""
    width = int(size ** 0.5) // 2 * 2
    row = "+" + " +" * (width // 2) + "\n"
    return "+" + "-+" * (width // 2) + "\n" + row * (size // (width + 2)) + "+" + "-+" * (width // 2) + "\n"


def comb(size):
    """Lines that lead from the left and end before the right side."""
    width = int(size ** 0.5)
    row = "+" + "-" * (width - 2) + " |\n"
    return "+" + "-" * width + "+\n" + row * (size // (width + 2)) + "+" + "-" * width + "+\n"


def ragged(size):
    """Borders that end one column after the other, and lines of all lengths."""
    lines, length, width = ["+-+"], 4, 4
    while length < size:
        lines += ["+" + "-" * width + "+", "|" + "a" * (width // 2)]
        length += width * 3 // 2 + 5
        width += 1
    return "\n".join(lines + ["+-+"]) + "\n"


CASES = {
    "terms and definitions": lambda n: repeated("a\n: b\n\n", n),
    "definitions of one term": lambda n: "a\n" + repeated(": b\n", n),
    "definition markers in a line": lambda n: "a\n" + repeated(": ", n, after="b\n"),
    "definition and item markers in a line": lambda n: "a\n" + repeated(": - ", n, after="b\n"),
    "definitions in definitions": lambda n: stairs("a\n\n: b", 4, n),
    "definitions far from terms": lambda n: repeated("a\n\n\n: b\n\n", n),
    "definitions and blank lines": lambda n: "a\n: b" + "\n" * n + ": c\n",
    "definition of tildes": lambda n: "a\n" + repeated("~ ", n),
    "lines of a block": lambda n: repeated("| a\n", n),
    "empty lines of a block": lambda n: repeated("|\n", n),
    "lines of spaces in a block": lambda n: repeated("|" + " " * 500 + "a\n", n),
    "a line that goes on": lambda n: "| a\n" + repeated(" a\n", n),
    "lines with open emphasis": lambda n: repeated("| *a _b [c\n", n),
    "lines and delimiter rows": lambda n: repeated("| a\n| a |\n| - |\n", n),
    "lines and wide delimiter rows": lambda n: repeated("| a\n|" + "-|" * 500 + "\n", n),
    "lines in quotes": lambda n: repeated("> " * 20 + "| a\n", n),
    "letters in a line": lambda n: repeated("a. ", n, after="b\n"),
    "letters and bullets in a line": lambda n: repeated("a. - ", n, after="b\n"),
    "bullets behind a letter": lambda n: repeated("a. " + "- " * 5000 + "\n", n),
    "bullets and plus signs behind a letter": lambda n: "a. " + repeated("- + ", n, after="b *c*\n"),
    "deep quotes behind a letter": lambda n: "a. " + repeated(">", n // 2) + repeated("b *c* ", n // 2),
    "deep quotes in a definition": lambda n: "a\n: " + repeated(">", n // 2) + repeated("b *c* ", n // 2),
    "items of letters": lambda n: repeated("a. b\n", n),
    "lists of letters": lambda n: repeated("a. b\n\nb) c\n\n", n),
    "letters in letters": lambda n: stairs("a. b", 3, n),
    "Roman numbers": lambda n: repeated("mmmdccclxxxviii. a\n", n),
    "open parentheses": lambda n: repeated("(a\n\n", n),
    "examples": lambda n: per_line("(@a{}) b @a1", n),
    "references to examples": lambda n: "(@a) b\n\n" + repeated("(@a) ", n),
    "references to no examples": lambda n: "(@a) b\n\n" + repeated("(@b) ", n),
    "at signs and an example": lambda n: "(@a) b\n\n" + repeated("@", n),
    "long labels": lambda n: "(@a) b\n\n" + repeated("(@" + "b" * 400 + ")\n", n),
    "small tables": lambda n: repeated(grid(1, 1) + "\n", n),
    "a table of many rows": lambda n: grid(2, n // 12),
    "a table of many columns": lambda n: grid(n // 6, 1),
    "a large table": lambda n: grid(500, n // 2000),
    "a large cell": lambda n: "+" + "-" * 998 + "+\n" + repeated("|" + "a " * 499 + "|\n", n) + "+" + "-" * 998 + "+\n",
    "wide characters in a cell": lambda n: "+-------+\n" + repeated("| \u4e2d e\u0301 |\n", n // 2) + "+-------+\n",
    "tables in tables": grid_in_grid,
    "tables that are not closed": lambda n: repeated("+-+\n|a|\n\n", n),
    "a table that is not closed": lambda n: "+---+\n" + repeated("| a |\n", n),
    "tops of tables": lambda n: repeated("+---+---+\n", n),
    "tops of tables in paragraphs": lambda n: repeated("+---+\n| a |\nb\n", n),
    "a long top": lambda n: "+" + "-" * n + "+\n|" + " " * 10 + "|\n",
    "many corners": lambda n: "+-" + "+" * 998 + "\n" + repeated("+" * 1000 + "\n", n) + "+-" + "+" * 998 + "\n",
    "cells that are never closed": never_closed,
    "lines that lead nowhere": comb,
    "rows of cells without sides": lambda n: grid(500, n // 2000, " "),
    "quotes in a cell": lambda n: "+" + "-" * (n // 3) + "+\n|" + ">" * (n // 3) + "|\n+" + "-" * (n // 3) + "+\n",
    "ragged borders": ragged,
    "a long border and short lines": lambda n: "+-+\n" + repeated("|\n", n // 2) + "+" + "-" * (n // 2) + "+\n",
    "borders that end at a corner": lambda n: repeated("+-+-+\n|\n+-+\n", n) + "+-+-+-+\n",
    "tabs in a cell": lambda n: "+---+\n" + repeated("|\t\t\t\t\n", n) + "+---+\n",
    "commas": lambda n: "```csv table\n" + repeated(",", n),
    "rows of commas": lambda n: "```csv table\n" + repeated(",,\n", n),
    "a wide row of commas, and short ones": lambda n: "```csv table\n" + "," * (n // 2) + "\n" + repeated("a\n", n // 2),
    "quotes in CSV": lambda n: "```csv table\n" + repeated('"', n),
    "open quotes in CSV": lambda n: repeated("```csv table\n\"a\n```\n", n),
    "line breaks in CSV": lambda n: "```csv table\n\"" + "\n" * n + "\"\n",
    "words behind a fence": lambda n: "```csv table" + repeated(" caption=a", n) + "\na\n",
    "captions": lambda n: repeated("Table: a\n\n|b|\n|-|\n\n", n),
    "captions that look like definitions": lambda n: repeated("a\n\n: b\n\n|c|\n|-|\n\n", n),
    "captions without tables": lambda n: repeated("Table: a\n\n", n),
}

if __name__ == "__main__":
    sys.exit(markdown.main(CASES, __doc__))
