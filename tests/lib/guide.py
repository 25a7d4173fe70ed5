#!/usr/bin/python3
"""Makes formats/markdown/README.md, the page on Markdown, of its examples and of the table of
extensions:

    OCTAVO=build/src/cli/octavo tests/lib/guide.py [--update]

The examples, with all that Octavo makes of them, are the test cases in
tests/cases/markdown_guide.md; what the extensions are and where they are on is what
`octavo help FORMAT` says. Without --update, the page must be what it would be made, and each
extension must have an example."""

import difflib
import re
import subprocess
import sys
from dataclasses import dataclass

import cases
import common

SOURCE = common.TESTS / "cases" / "markdown_guide.md"
PAGE = common.ROOT / "formats" / "markdown" / "README.md"
DIALECTS = ["markdown", "gfm", "commonmark"]

INTRODUCTION = f"""\
# Markdown

<!-- Made by tests/lib/guide.py of tests/cases/markdown_guide.md: change the examples there. -->

Octavo reads Markdown in three dialects: `markdown` has what people write, `gfm` is Markdown as GitHub
shows it, and `commonmark` is the plain standard, with every extension off. A file that ends in `.md` is read as
`markdown`; `-f` says otherwise. Behind the dialect's name, `+NAME` switches an extension on and `-NAME`
switches it off:

```sh
octavo -f gfm+smart-emoji notes.md -o notes.docx
```

The names are pandoc's where the meaning is. Text that is not the syntax of an extension stays as it is.

Each example shows its source and its HTML; what it becomes elsewhere unfolds below. A Word document is
shown in short, a line for each paragraph: `Style: text [text]{{how it is set}} [text](where it leads)`,
with `⍽` for a no-break space and `↵` for a line break. All of it is tested with every change of the
program.

"""

LABELS = [("html", r"-t html\b"), ("EPUB", r"\.epub\b"), ("DOCX", r"\.docx\b"), ("plain text", r"-t plain\b")]


@dataclass
class Extension:
    help: str
    on: dict  # dialect -> bool


@dataclass
class Example:
    group: str
    title: str
    names: list
    prose: str
    case: cases.Case

    def anchor(self):
        """As forges make it of the title, which is a heading of the page."""
        return re.sub(r"[^\w\- ]", "", self.title.lower()).replace(" ", "-")


# ---- The table of extensions

def extensions():
    """name -> Extension, in the table's order."""
    found = {}
    for dialect in DIALECTS:
        text = subprocess.run([common.octavo(), "help", dialect], capture_output=True, text=True, check=True).stdout
        table = text[text.index("\nExtensions:\n"):]
        for sign, name, words in re.findall(r"^  ([+-])(\w+)(\s.*\n(?:   .*\n)*)", table, re.M):
            found.setdefault(name, Extension(" ".join(words.split()), {})).on[dialect] = sign == "+"
    return found


# ---- The examples

def headings(lines):
    """The places of the lines that are headings, not in a block, and those where the first block
    or heading behind each stands."""
    places, number = [], 0
    while number < len(lines):
        block = cases.FENCE.fullmatch(lines[number].rstrip())
        if block or cases.HEADING.fullmatch(lines[number]):
            places.append((number, not block))
        number = cases.read_block(lines, number).end + 1 if block else number + 1
    return [(here, after) for (here, heading), (after, _) in zip(places, places[1:]) if heading]


def examples():
    lines = SOURCE.read_text(encoding="utf-8").split("\n")
    by_line = {case.line: case for case in cases.read_cases(SOURCE)}
    found, group = [], ""
    for place, end in headings(lines):
        if place + 1 not in by_line:
            group = lines[place].lstrip("# ")
            continue
        title, names = re.fullmatch(r"### (.*?)(?: \((`.*`)\))?", lines[place]).groups()
        prose = "\n".join(lines[place + 1:end]).strip()
        found.append(Example(group, title, re.findall(r"`(\w+)`", names or ""), prose, by_line[place + 1]))
    return found


def results(case):
    """The label of each result of a case, the command without what makes no difference, and lines."""
    block = next(block for block in case.blocks if block.kind == "console")
    found, current = [], None
    for line in block.lines:
        if line.startswith("$ "):
            command = re.sub(r" (-t \w+|-o .*|-M title=\w+|\| sed .*)", "", line[2:])
            label = next((label for label, sign in LABELS if re.search(sign, line)), None)
            current = (label, command, [])
            if label:
                found.append(current)
        else:
            current[2].append(line)
    return found


# ---- The page

def block(lines, kind=""):
    return "\n".join(cases.fenced(cases.Block(kind, "", "```", 0, 0, []), lines)) + "\n"


def state(name, extension):
    on = [f"`{dialect}`" for dialect in DIALECTS if extension.on[dialect]]
    if on:
        return f"On in {' and '.join(on)}."
    return f"Off; `-f markdown+{name}` switches it on."


def literal(text):
    """So that no forge takes the syntax in it for its own."""
    return re.sub(r"([\\`*_~^\[\]<>$|#{}])", r"\\\1", text)


def facts(example, table):
    """What the table says of an example's extensions, then what the example says of itself."""
    said = "".join(f"**`{name}`** {literal(table[name].help)} *{state(name, table[name])}*\n\n" for name in example.names)
    return said + (example.prose + "\n\n" if example.prose else "")


def sources(example, command):
    files = [block for block in example.case.blocks if block.kind == "file"]
    text = ""
    for file in files:
        text += f"`{file.argument}`:\n\n" if len(files) > 1 else ""
        text += block(file.lines, "markdown") + "\n"
    return text + (f"`{command}`\n\n" if command != "octavo note.md" else "")


def outputs(example):
    found = results(example.case)
    html = next(lines for label, _, lines in found if label == "html")
    text = block(html, "html") + "\n<details>\n<summary>EPUB, DOCX, plain text</summary>\n\n"
    for label, _, lines in found:
        if label == "EPUB" and lines == html:
            text += "EPUB: the same as HTML.\n\n"
        elif label != "html":
            text += f"{label[0].upper()}{label[1:]}:\n\n" + block(lines, "html" if label == "EPUB" else "text") + "\n"
    return text + "</details>\n\n"


def section(example, table):
    command = results(example.case)[0][1]
    return f"### {example.title}\n\n" + facts(example, table) + sources(example, command) + outputs(example)


def contents(all_examples, table):
    """What there is, by group, and where it is on."""
    shown = [dialect for dialect in DIALECTS if dialect != "commonmark"]
    text = f"| Syntax | Extension | {' | '.join(shown)} |\n| --- | --- |{' :-: |' * len(shown)}\n"
    group = ""
    for example in all_examples:
        if example.group != group:
            group = example.group
            text += f"| **{group}** | |{' |' * len(shown)}\n"
        link = f"[{example.title}](#{example.anchor()})"
        for name in example.names:
            marks = ["✓" if table[name].on[dialect] else "–" for dialect in shown]
            text += f"| {link} | `{name}` | {' | '.join(marks)} |\n"
        if not example.names:
            text += f"| {link} | |{' ✓ |' * len(shown)}\n"
    return text + "\n"


def page(all_examples, table):
    text, group = INTRODUCTION + contents(all_examples, table), ""
    for example in all_examples:
        if example.group != group:
            group = example.group
            text += f"## {group}\n\n"
        text += section(example, table)
    return text.rstrip() + "\n"


# ---- Checking

def missing(all_examples, table):
    shown = [name for example in all_examples for name in example.names]
    titles = [example.title for example in all_examples] + list({example.group for example in all_examples})
    return ([f"the extension {name} has no example in {SOURCE.name}" for name in table if name not in shown]
            + [f"{SOURCE.name} shows {name}, which is no extension" for name in shown if name not in table]
            + [f"the page says that commonmark has nothing on, but it has {name}"
               for name in table if table[name].on["commonmark"]]
            + [f"{SOURCE.name} has the heading \"{title}\" twice" for title in titles if titles.count(title) > 1])


def stale(now):
    before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if before == now:
        return []
    diff = difflib.unified_diff(before.split("\n"), now.split("\n"), "it is", "it would be", lineterm="", n=1)
    return ["formats/markdown/README.md is stale: tests/lib/guide.py --update", *list(diff)[:20]]


def main():
    table, all_examples = extensions(), examples()
    faults = missing(all_examples, table)
    if faults:
        print(*faults, sep="\n")
        sys.exit(common.summary(len(table) - len(faults), len(faults)))
    now = page(all_examples, table)
    if "--update" in sys.argv:
        PAGE.write_text(now, encoding="utf-8", newline="")
    difference = stale(now)
    print(*difference, sep="\n")
    sys.exit(common.summary(len(table), int(bool(difference))))


if __name__ == "__main__":
    main()
