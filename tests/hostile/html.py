#!/usr/bin/python3
"""Pathological HTML: each page must end soon, with a result or a limit that is named.

    OCTAVO=build/src/cli/octavo tests/hostile/html.py [NAME...]

Each page is made here, read from a file with -f html -t html, and must end within MOST_SECONDS of
processor time with exit code 0, or with 5 and a message that names an option."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))
import common
import processes
from processes import HANG_SECONDS, MOST_SECONDS

N = 100_000
TRIES = 3  # noise is the machine's: the least counts

PAGES = {
    "nested div": lambda: "<div>" * N + "x" + "</div>" * N,
    "nested div, never closed": lambda: "<div>" * N,
    "nested lists": lambda: "<ul><li>" * N,
    "nested quotes": lambda: "<blockquote>" * N + "x",
    "nested tables": lambda: "<table><tr><td>" * N,
    "nested b": lambda: "<b>" * N + "x",
    "nested b, many paragraphs": lambda: "<b>" * 900 + "<p>x" * N,
    "nested span with classes, many paragraphs":
        lambda: "".join(f"<span class=c{i}>" for i in range(900)) + "<p>x" * N,
    "nested unknown elements": lambda: "<x-y>" * N + "x" + "</x-y>" * N,
    "nested wbr": lambda: "a<wbr>" * N,
    "nested a": lambda: "<a href=x>y" * N,
    "nested font around p": lambda: "<font color=red><p>x" * N,
    "crossing tags": lambda: "<b><i>x</b></i>" * N,
    "crossing blocks": lambda: "<em><p>x</em>y</p>" * N,
    "unexpected end tags": lambda: "<div>" * 900 + "</p></b></span></x>" * N,
    "end tags without >": lambda: "</p" * N,
    "document types that are not closed": lambda: '<?xml version="1.0"?>' + "<!DOCTYPE a [>" * N,
    "start tags without >": lambda: "<p" * N,
    "less-than signs": lambda: "<" * (10 * N),
    "ampersands": lambda: "&" * (10 * N),
    "unknown references": lambda: "&nosuchthing;" * N,
    "references of HTML 5": lambda: "&star;&CounterClockwiseContourIntegral;" * N,
    "a long reference": lambda: "&" + "a" * (10 * N) + ";",
    "unclosed comment": lambda: "<!--" + "- " * (10 * N),
    "comments": lambda: "<!-- -- x -->" * N,
    "dashes in a comment": lambda: "<!--" + "--" * (10 * N) + " x -->y",
    "bogus comments": lambda: "<!x><?y></ z>" * N,
    "unclosed script": lambda: "x<script>" + "</scrip" * N,
    "unclosed textarea": lambda: "<textarea>" * N,
    "ends of tags in a textarea that is never closed": lambda: "<textarea>\n" + "</\n" * (3 * N),
    "titles that are never closed": lambda: "<title>x " * N,
    "titles": lambda: "<title>x</title>" * N,
    "a million attributes": lambda: "<p " + " ".join(f"a{i}=b" for i in range(10 * N)) + ">x",
    "duplicate attributes": lambda: "<p " + "id=a " * (10 * N) + ">x",
    "unclosed attribute values": lambda: "<a href=\"x>y " * N,
    "alternating quotes": lambda: "<a b=\"' c='\" d>y " * N,
    "odd attributes": lambda: "<p @a=\"x>y\" [b]='>' #c>z</p>" * N,
    "a long attribute value": lambda: "<img src=\"data:image/png;base64," + "A" * (100 * N) + "\">",
    "a text of 10 MB": lambda: "<p>" + "word " * (20 * N),
    "a word of 10 MB": lambda: "<p>" + "w" * (100 * N),
    "white space of 10 MB": lambda: "<p>a" + " \n" * (50 * N) + "b",
    "a line of 10 MB in pre": lambda: "<pre>" + "x" * (100 * N),
    "many small code elements": lambda: "<code>x</code> " * N,
    "100,000 cells in a row": lambda: "<table><tr>" + "<td>x" * N,
    "wide spans": lambda: "<table>" + "<tr><td colspan=1000 rowspan=65534>x" * N,
    "many columns": lambda: "<table>" + "<col span=1000>" * N + "<tr><td>x",
    "100,000 rows": lambda: "<table>" + "<tr><td>x<td align=right>y" * N,
    "captions": lambda: "<table>" + "<caption>x" * N,
    "sections out of order": lambda: "<table>" + "<tfoot><tr><td>x<tbody><tr><td>y" * N,
    "text in tables": lambda: "<table>x<tr>y<td>z" * N,
    "stray cells": lambda: "<td>x</td><tr>" * N,
    "stray items": lambda: "<li>x<dd>y<dt>z" * N,
    "lists in lists": lambda: "<ul>" + "<ul></ul>x" * N,
    "headings never closed": lambda: "<h1>x<p>y" * N,
    "figures": lambda: "<figure>" + "<figcaption>x</figcaption>" * N,
    "breaks": lambda: "<br>" * (10 * N),
    "ruby": lambda: "<ruby>" + "x<rt>y" * N,
    "quotes": lambda: "<q>" * 900 + "<p>x" * 1000,
    "anchors": lambda: "<a name=x></a>" * N,
    "videos": lambda: "<video src=x></video>" * N,
    "nested objects": lambda: "<object data=x>" * N,
    "drawings": lambda: "<svg><title>x</title></svg>" * N,
    "nested svg": lambda: "<svg>" * N,
    "classes": lambda: "<p class='" + " ".join(f"c{i}" for i in range(10 * N)) + "'>x",
    "control characters": lambda: "\x01\x0c\x0b" * N,
    "carriage returns": lambda: "a\r\nb\r" * N,
    "metadata": lambda: "<meta name=author content=x>" * N,
    "different authors": lambda: "".join(f"<meta name=author content=x{i}>" for i in range(N)),
    "many bodies": lambda: "<html><head><body>" * N,
    "frames": lambda: "<frameset>" * N,
    "style rules": lambda: "<style>" + "i.a b > c d, .b{display:none}" * N + "</style>" + "<d class=b>x</d>" * N,
    "style rules for one name": lambda: "<style>" + "p.a{display:none}" * N + "</style>" + "<p>x" * N,
    "rules about what stands in what":
        lambda: "<style>a b{display:none}</style>" + "<div>" * 900 + "<b>x</b>" * N,
    "nested media rules": lambda: "<style>" + "@media all{" * N,
    "unclosed strings in a style": lambda: "<style>" + "a{b:'" * N,
    "comments in a style": lambda: "<style>" + "/*/" * (10 * N),
    "many styles": lambda: "<style>p{color:red}</style>" * N,
    "linked styles": lambda: "<link rel=stylesheet href=page.html>" * N,
    "a long style attribute": lambda: "<p style=\"" + "a:b;" * (10 * N) + "\">x",
    "stray content of tables": lambda: "<table>x<tr>y<p>z</table>" * N,
    "stray content of one table": lambda: "<table>" + "<tr>y<p>z" * N,
    "hidden": lambda: "<p hidden>" * N,
    "UTF-16": lambda: ("<p>x" * N).encode("utf-16-le"),
    "NUL bytes": lambda: b"<p>\0x" * N,
    "ill-formed UTF-8": lambda: b"<meta charset=utf-8><p>" + b"\xff\xc0x" * N,
    "random bytes": lambda: bytes((i * i * 31 + i * 7) % 256 for i in range(10 * N)),
    "ill-formed Shift_JIS": lambda: b"<meta charset=shift_jis><p>" + b"\x81\xff" * N,
    "empty": lambda: "",
    "one byte": lambda: "<",
}


def judge(result):
    """What is wrong; '' when nothing is."""
    if result.code is None:
        return f"still runs after {HANG_SECONDS} s"
    if result.code not in (0, 5):
        return f"exit code {result.code}: {result.errors[-300:]}"
    if result.code == 5 and "--max-" not in result.errors:
        return f"a limit that names no option: {result.errors[-300:]}"
    return f"takes {result.seconds:.2f} s" if result.seconds > MOST_SECONDS else ""


def run(octavo, page, folder):
    path = Path(folder, "page.html")
    path.write_bytes(page if isinstance(page, bytes) else page.encode("utf-8"))
    for _ in range(TRIES):
        result = processes.run([octavo, "-f", "html", "-t", "html", str(path)])
        problem = judge(result)
        if not problem or result.code is None:
            break
    return problem, result.seconds


def main():
    octavo = common.octavo()
    names = sys.argv[1:] or list(PAGES)
    failed, slowest = 0, (0, "")
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            problem, seconds = run(octavo, PAGES[name](), folder)
            failed += bool(problem)
            slowest = max(slowest, (seconds, name))
            print(f"{'FAILED' if problem else 'ok':6} {seconds:6.2f} s  {name}"
                  + (f": {problem}" if problem else ""), flush=True)
    print(f"{len(names)} pathological pages; the slowest takes {slowest[0]:.2f} s of processor time: {slowest[1]}")
    return common.summary(len(names) - failed, failed)


if __name__ == "__main__":
    sys.exit(main())
