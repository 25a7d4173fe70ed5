#!/usr/bin/python3
"""Markdown that is made to take a parser long: each case must end with a result or
with a limit that names its option, within MOST_SECONDS of processor time and
MOST_MEGABYTES of memory, and must not take more than MOST_GROWTH times as long as
half of it does.

    OCTAVO=build/octavo tests/hostile/markdown.py [--size BYTES] [CASE...]"""

import argparse
import itertools
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))
import common
import processes
from processes import HANG_SECONDS

MOST_SECONDS = 1.0
MOST_MEGABYTES = 200
# Noise is the machine's: a case that seems to take too long is tried again, and the least counts.
TRIES = 6
MOST_GROWTH = 2.6
TOO_SHORT_TO_COMPARE = 0.25  # seconds: below, the program's start and the machine's noise are all
OK, LIMIT, SYNTAX = 0, 5, 6

# Front matter may be no YAML that Octavo reads; then it says so.
MAY_BE_SYNTAX = ("front matter of brackets",)


def repeated(part, size, before="", after=""):
    return before + part * (size // len(part)) + after


def per_line(line, size):
    """Numbered lines, as many as fit."""
    lines, length, number = [], 0, 0
    while length < size:
        lines.append(line.format(number))
        length += len(lines[-1]) + 1
        number += 1
    return "\n".join(lines) + "\n"


def both(part, other, size, between=""):
    count = size // (len(part) + len(other))
    return part * count + between + other * count + "\n"


def backticks(size):
    parts, length, run = [], 0, 1
    while length < size:
        parts.append("e" + "`" * run)
        length += run + 1
        run += 1
    return "".join(parts)


def nested_items(size):
    lines, length, depth = [], 0, 0
    while length < size:
        lines.append("  " * depth + "- a")
        length += 2 * depth + 4
        depth += 1
    return "\n".join(lines)


def note_cases(size):
    count = size // 24
    references = " ".join(f"[^{i}]" for i in range(count))
    definitions = "\n".join(f"[^{i}]: [^{(i + 1) % count}]" for i in range(count))
    return references + "\n\n" + definitions + "\n"


def note_chain(size):
    """Each note refers to the next one: they nest."""
    count = size // 24
    return "[^0]\n\n" + "\n".join(f"[^{i}]: [^{i + 1}]" for i in range(count)) + "\n"


def wide_table(size, row):
    columns = 5000
    head = "|" + "a|" * columns + "\n|" + "-|" * columns + "\n"
    return head + row * max(1, (size - len(head)) // len(row))


def widening_delimiters(size):
    lines, length, columns = ["x"], 0, 2
    while length < size:
        lines.append("|" + "-|" * columns)
        length += 2 * columns + 2
        columns = columns + 1 if columns < 200 else 2
    return "\n".join(lines)


def collisions(size):
    """Labels that one bucket of cmark's old hash table took, and as many references to none of them."""
    def old_hash(label):
        value = 0
        for c in label:
            value = (ord(c) + (value << 6) + (value << 16) - value) & 0xFFFFFFFF
        return value
    count = size // 28
    labels = itertools.islice((label for label in map("x{}".format, itertools.count())
                               if old_hash(label) % 16 == 0), count)
    missing = next(labels)
    return "".join(f"[{label}]: /url\n\n[{missing}]\n\n" for label in labels)


# All cases of the lists that cmark and cmark-gfm publish (test/pathological_tests.py in both), by their
# names there.
PUBLISHED = {
    "nested strong emph": lambda n: both("*a **a ", " a** a*", n, "b"),
    "pattern ![[]() repeated": lambda n: repeated("![[]()", n),
    "nested brackets": lambda n: both("[", "]", n, "a"),
    "nested block quotes": lambda n: repeated("> ", n, after="a"),
    "backticks": backticks,
    "unclosed links A": lambda n: repeated("[a](<b", n),
    "unclosed links B": lambda n: repeated("[a](b", n),
    "many emph closers with no openers": lambda n: repeated("a_ ", n),
    "many emph openers with no closers": lambda n: repeated("_a ", n),
    "many link closers with no openers": lambda n: repeated("a]", n),
    "many link openers with no closers": lambda n: repeated("[a", n),
    "mismatched openers and closers": lambda n: repeated("*a_ ", n),
    "issue #389": lambda n: both("*a ", "_a*_ ", n),
    "openers and closers multiple of 3": lambda n: "a**b" + repeated("c* ", n),
    "link openers and emph closers": lambda n: repeated("[ a_", n),
    "pattern [ (]( repeated": lambda n: repeated("[ (](", n),
    "hard link/emph case": lambda n: repeated("**x [a*b**c*](d)\n", n),
    "deeply nested lists": lambda n: "".join("  " * i + "* a\n" for i in range(int(n ** 0.5))),
    "U+0000 in input": lambda n: repeated("abc\0de\0", n),
    "unclosed <!--": lambda n: "</" + repeated("<!--", n),
    "empty lines in deeply nested lists": lambda n: repeated("- ", n // 2) + "x" + "\n" * (n // 2),
    "empty lines in deeply nested lists in blockquote":
        lambda n: "> " + repeated("- ", n // 2) + "x\n" + repeated(">\n", n // 2),
    "emph in deep blockquote": lambda n: both(">", "a*", n),
    "many references": lambda n: per_line("[{}]: u", n * 3 // 4) + repeated("[0] ", n // 4),
    "reference collisions": collisions,
    "tables": lambda n: repeated("aaa\rbbb\n-\v\n", n),
    "many image openers": lambda n: repeated("![p", n) + "\n",
    "nested inlines": lambda n: both("*", "*", n, "a"),
}


CASES = PUBLISHED | {
    "links in image brackets": lambda n: both("![", "[a](b)", n),
    "open brackets": lambda n: repeated("[", n),
    "nested image brackets": lambda n: both("![", "](a)", n, "a"),
    "brackets after a definition": lambda n: "[a]: b\n\n" + both("[", "]", n, "a"),
    "closing brackets": lambda n: repeated("]", n),
    "open link titles": lambda n: repeated('[a](b "', n),
    "mixed link titles": lambda n: repeated("[a](b 'c \"d (", n),
    "links": lambda n: repeated("[a](b)", n),
    "labels": lambda n: "[a]: b\n\n" + repeated("[" + "a" * 900 + "]", n),
    "label escapes": lambda n: "[a]: b\n\n" + repeated("[\\", n),
    "definitions": lambda n: per_line("[a{}]: b", n) + "\n[a1]",
    "definitions and references": lambda n: per_line("[a{}]: b", n // 2) + "\n" + per_line("[a{}]", n // 2),
    "the same definition": lambda n: repeated("[a]: b\n", n) + "\n[a]",
    "definitions under headings": lambda n: repeated("[a]: b\n===\n", n),
    "definitions with open titles": lambda n: repeated('[a]: b "\n', n),
    "definition for many references": lambda n: f"[a]: {'b' * (n // 2)}\n\n" + repeated("[a] ", n // 2),
    "title for many references": lambda n: f"[a]: b '{'c' * (n // 2)}'\n\n" + repeated("[a] ", n // 2),
    "stars": lambda n: repeated("*", n),
    "underscores": lambda n: repeated("_", n),
    "stars and letters": lambda n: repeated("*a ", n),
    "opening stars": lambda n: repeated("*a **b ", n),
    "closing stars": lambda n: repeated("a* b** ", n),
    "openers and closers that do not fit": lambda n: both("a**b", "c* ", n),
    "nested emphasis": lambda n: both("*a **a ", "b** b*", n),
    "unequal emphasis": lambda n: repeated("*a_ ", n),
    "mixed emphasis": lambda n: repeated("a***b_**c__*d", n),
    "nested strong": lambda n: both("**x [a*b**c*](d) ", "y", n),
    "tildes": lambda n: repeated("~", n),
    "strikeout": lambda n: repeated("~a~~b ", n),
    "opening strikeout": lambda n: repeated("a ~~b ~c", n),
    "strikeout and emphasis": lambda n: repeated("~a *b ~~c_ d__ ", n),
    "quotes": lambda n: repeated("\"a 'b ", n),
    "open code": lambda n: repeated("`a``b ", n),
    "backslashes": lambda n: repeated("\\", n),
    "entities": lambda n: repeated("&", n),
    "long entities": lambda n: repeated("&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", n),
    "open comments": lambda n: repeated("a <!-- ", n),
    "open comments in lines": lambda n: repeated("a <!-- b\n", n),
    "comments with hyphens": lambda n: repeated("a <!-- a -- ", n),
    "open instructions": lambda n: repeated("a <?", n),
    "open declarations": lambda n: repeated("a <!A ", n),
    "open CDATA": lambda n: repeated("a <![CDATA[", n),
    "open tags": lambda n: repeated("a <b", n),
    "open tags with attributes": lambda n: repeated("a <b c ", n),
    "open attribute values": lambda n: repeated("a <b c=\"", n),
    "attribute values of two quotes": lambda n: repeated("<a b='", n // 2) + repeated('<a b="', n // 2),
    "one tag with many attributes": lambda n: "a <b" + repeated(" c", n),
    "less than": lambda n: repeated("<", n),
    "autolinks": lambda n: repeated("<a:b", n),
    "mail autolinks": lambda n: repeated("<a@b.c", n),
    "long mail autolinks": lambda n: repeated("<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", n),
    "bare links": lambda n: repeated("http://", n),
    "bare links in words": lambda n: repeated("www.a", n),
    "www with underscores": lambda n: repeated("www._", n),
    "www after parentheses": lambda n: repeated("(www.a_", n),
    "closing parentheses": lambda n: "www.a.b/" + repeated(")", n),
    "semicolons": lambda n: "www.a.b/" + repeated("&a;", n),
    "at signs": lambda n: repeated("@", n),
    "addresses": lambda n: repeated("a@", n),
    "addresses with dots": lambda n: repeated("a.b@c.", n),
    "dots": lambda n: "a" + repeated(".a", n) + "@",
    "quotes in quotes": lambda n: repeated(">", n),
    "emphasis in deep quotes": lambda n: repeated(">", n // 2) + repeated("a *b* ", n // 2),
    "entities in deep quotes": lambda n: repeated(">", n // 2) + repeated("&", n // 2),
    "emphasis in quotes of some depth": lambda n: ">" * 900 + repeated("*b* ", n),
    "lazy lines under deep quotes": lambda n: ">" * 900 + repeated("*a* b\n", n),
    "deep quotes in lines": lambda n: repeated(">" * 400 + "a\n", n),
    "empty items": lambda n: repeated("- ", n),
    "empty items with text": lambda n: repeated("- ", n, after="a"),
    "empty items with stars": lambda n: repeated("* ", n, after="a"),
    "empty items and plus signs": lambda n: repeated("- + ", n, after="a"),
    "empty ordered items": lambda n: repeated("1. ", n, after="a"),
    "items and blank lines": lambda n: repeated("- ", n // 2, after="a\n") + "\n" * (n // 2),
    "items of some depth and blank lines": lambda n: "- " * 450 + "a\n" + "\n" * n,
    "items of some depth, blank lines and text": lambda n: "- " * 450 + "a" + repeated("\n\n" + " " * 900 + "b", n),
    "tasks in tasks": lambda n: repeated("- [ ] ", n, after="a"),
    "nested items": nested_items,
    "items in quotes": lambda n: repeated("> - ", n, after="a"),
    "many lists": lambda n: repeated("- a\n+ b\n", n),
    "thematic breaks": lambda n: repeated("* * *\n", n),
    "thematic break that is none": lambda n: repeated("* ", n, after="a"),
    "hashes": lambda n: repeated("#", n),
    "closing hashes": lambda n: repeated("# a #\n", n),
    "setext lines": lambda n: repeated("a\n=\n", n),
    "long setext line": lambda n: "a\n" + repeated("=", n) + "b",
    "open fences": lambda n: repeated("```\n", n),
    "fences of many lengths": lambda n: per_line("~~~~ {}", n),
    "wide table, short rows": lambda n: wide_table(n, "|a|\n"),
    "wide table, wide rows": lambda n: wide_table(n, "|" + "a|" * 5000 + "\n"),
    "wide table, pipes": lambda n: wide_table(n, "||\n"),
    "very wide table": lambda n: "|" + "a|" * (n // 4) + "\n|" + "-|" * (n // 4) + "\n",
    "delimiter rows": lambda n: repeated("|-|-|\n|-|\n", n),
    "widening delimiter rows": widening_delimiters,
    "rows of pipes": lambda n: repeated("|", n),
    "rows of escaped pipes": lambda n: "|a|\n|-|\n|" + repeated("\\|", n) + "|\n",
    "note references": lambda n: "[^a]: b\n\n" + repeated("[^a]", n),
    "notes with no definition": lambda n: repeated("[^a]", n),
    "open note references": lambda n: repeated("[^a", n),
    "notes and definitions": note_cases,
    "notes in notes": note_chain,
    "nested note references": lambda n: "[^a]: b\n\n" + both("[^", "]", n, "a"),
    "note definitions": lambda n: repeated("[^a]: b\n", n),
    "note definitions in definitions": lambda n: repeated("[^a]:", n, after=" b\n"),
    "definitions of notes in quotes": lambda n: repeated("> [^a]:", n, after=" b\n"),
    "stars at symbols": lambda n: repeated("*€ €*", n),
    "runs of stars and underscores at symbols": lambda n: repeated("*_", n, after="€"),
    "tildes at symbols": lambda n: repeated("*~€", n),
    "long runs at symbols": lambda n: repeated("*" * 1000 + "€", n),
    "backslashes and stars at symbols": lambda n: repeated("\\", n, after="*€"),
    "new comments": lambda n: repeated("a <!-- -- --> <!-->", n),
    "comments that end in another paragraph": lambda n: "> a" + repeated(" <!-- -- ", n, after="\n>\n> -->"),
    "CDATA that ends in another paragraph": lambda n: "> a" + repeated(" <![CDATA[", n, after="\n>\n> ]]]>"),
    "new declarations": lambda n: repeated("a <!a ", n),
    "text areas": lambda n: repeated("<textarea\n", n),
    "text areas and their ends": lambda n: repeated("<textarea>\n\n</textarea>\n", n),
    "one text area": lambda n: "<textarea>\n" + repeated("a/\n", n),
    "one text area in a line": lambda n: "<textarea>\n" + repeated("/textarea", n) + "\n\na",
    "open tags of new blocks": lambda n: "a" + repeated(" <search a='", n),
    "tags on lazy lines": lambda n: "- a\n" + repeated("<i>\n", n),
    "long references": lambda n: repeated("&#12345678;", n),
    "autolinks with bare links in them": lambda n: repeated("<ab:http://a", n),
    "notes in open labels": lambda n: repeated("[a[^b]: ", n),
    "underscores of a domain": lambda n: "www.a" + repeated("_", n),
    "XMPP resources": lambda n: repeated("xmpp:a@b.c/@", n),
    "filtered tags": lambda n: "<div>\n" + repeated("<xmp>", n),
    "tasks whose box ends the line": lambda n: repeated("- [x]\n  a\n", n),
    "definitions before tables": lambda n: repeated("[a]: b\n|a|\n|-|\n\n", n),
    "colons behind brackets": lambda n: repeated("]:", n),
    "addresses whose bracket stays open": lambda n: repeated("](<", n),
    "one long line": lambda n: repeated("word ", n),
    "one long word": lambda n: repeated("a", n),
    "blank lines": lambda n: "\n" * n,
    "carriage returns": lambda n: "\r" * n,
    "tabs": lambda n: "\t" * n,
    "spaces": lambda n: " " * n + "a",
    "lines with spaces behind": lambda n: repeated("a" + " " * 500 + "\n", n),
    "front matter that is not closed": lambda n: "---\n" + repeated("a: b\n", n),
    "front matter of brackets": lambda n: "---\na: " + repeated("[", n) + "\n---\n",
    "front matter of keys": lambda n: "---\n" + per_line("a{}: b", n) + "---\n",
    "front matter title": lambda n: "---\ntitle: \"" + repeated("![[]()", n) + "\"\n---\n",
    "control characters": lambda n: repeated("".join(chr(i) for i in range(1, 32)), n) + "[^a] www.a.b",
}


def format_of(name):
    """A case's name says which extensions it switches on: "brackets +smart"."""
    return "".join(["markdown", *re.findall(r"\+[a-z_]+", name)])


def run(program, format, text):
    with tempfile.NamedTemporaryFile("w", suffix=".md", newline="") as file:
        file.write(text)
        file.flush()
        return processes.run([program, "-f", format, "-t", "html", "-o", "/dev/null", file.name])


def judge(name, result):
    """What is wrong; None when nothing is."""
    if result.code is None:
        return f"runs longer than {HANG_SECONDS} s"
    if result.code == SYNTAX and name in MAY_BE_SYNTAX:
        return None
    if result.code not in (OK, LIMIT):
        return f"exit code {result.code}: {result.errors.strip()[-300:]}"
    if result.code == LIMIT and "--max-" not in result.errors:
        return "the limit's message names no option"
    if result.megabytes > MOST_MEGABYTES:
        return f"takes {result.megabytes:.0f} MB"
    return None


def measured(program, cases, name, size, format):
    """The run of a case, the time and its growth from half the size, and what is wrong."""
    whole, half = cases[name](size), cases[name](size // 2)
    seconds = half_seconds = float("inf")
    for _ in range(TRIES):
        result, of_half = (run(program, format or format_of(name), text) for text in (whole, half))
        wrong = judge(name, result)
        seconds, half_seconds = min(seconds, result.seconds), min(half_seconds, of_half.seconds)
        growth = seconds / half_seconds if result.code == of_half.code and seconds > TOO_SHORT_TO_COMPARE else 0
        if not wrong and seconds > MOST_SECONDS:
            wrong = f"takes {seconds:.2f} s"
        elif not wrong and growth > MOST_GROWTH:
            wrong = f"takes {growth:.1f} times as long as half of it"
        if not wrong or result.code is None:
            break
    return result, seconds, growth, wrong


def main(cases=CASES, description=__doc__, format=None):
    parser = argparse.ArgumentParser(description=description.split("\n")[0])
    parser.add_argument("cases", nargs="*", metavar="CASE")
    parser.add_argument("--size", type=int, default=1_000_000)
    arguments = parser.parse_args()
    program = common.octavo()
    passed = failed = 0
    slowest, largest = (0, ""), (0, "")
    for name in arguments.cases or list(cases):
        result, seconds, growth, wrong = measured(program, cases, name, arguments.size, format)
        passed, failed = passed + (not wrong), failed + bool(wrong)
        slowest, largest = max(slowest, (seconds, name)), max(largest, (result.megabytes, name))
        outcome = f"FAILED: {wrong}" if wrong else {OK: "a result", LIMIT: "a limit"}.get(result.code, "an error")
        print(f"{seconds:7.2f} s {result.megabytes:4.0f} MB {growth or '':6.3}  {name}: {outcome}", flush=True)
    published = len(PUBLISHED.keys() & cases.keys())
    print(f"{passed + failed} pathological cases of {arguments.size} bytes, {published} of them from the "
          f"published lists; the slowest takes {slowest[0]:.2f} s of processor time: {slowest[1]}; "
          f"the largest takes {largest[0]:.0f} MB: {largest[1]}")
    return common.summary(passed, failed)


if __name__ == "__main__":
    sys.exit(main())
