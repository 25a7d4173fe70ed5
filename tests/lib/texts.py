#!/usr/bin/python3
"""Reads the plain texts in tests/texts, and checks what becomes of them:

    OCTAVO=build/octavo tests/lib/texts.py [--update] [--mutations NUMBER] [NAME...]

Each NAME.txt must give the tree in NAME.native; --update stores what is read now. No word may be
lost or moved: the words of the text, in their order, are those of the tree, of these texts, of the
samples, and of mutations of both (lines deleted, doubled, swapped, joined, indented). A second
check writes the tree as plain text and reads that again: the headings, items, cells and notes that
come back are counted, and must be nearly all."""

import argparse
import difflib
import os
import random
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import common

TEXTS = common.TESTS / "texts"
SAMPLES = [common.ROOT / "samples/documents/extracted/extracted.txt"]
MOST_LINES = 60

# What must come back of the trees of all texts together, in percent.
LEAST_BACK = 90


def read(program, text, *options, to="native"):
    done = subprocess.run([program, "-f", "text", "-t", to, *options], input=text.encode(), capture_output=True,
                          env=os.environ | {"XDG_CONFIG_HOME": "/nonexistent"}, timeout=60)
    if done.returncode:
        raise AssertionError(f"exit {done.returncode}: {done.stderr.decode('utf-8', 'replace')[:500]}")
    return done.stdout.decode()


# ---- Words ----------------------------------------------------------------------------------------

UNESCAPED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}


def unescape(text):
    return re.sub(r"\\(x[0-9A-F]{2}|.)", lambda m: UNESCAPED.get(m[1]) or chr(int(m[1][1:], 16)), text)


def characters(text):
    """All letters and digits: words that a line end parts, or a hyphen there, are joined."""
    return "".join(c for c in text if c.isalnum())


ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]


def number(value, style):
    if style == "decimal":
        return str(value)
    text = ""
    if style.endswith("roman"):
        for part, sign in ROMAN:
            while value >= part:
                text, value = text + sign, value - part
    else:
        text = chr(ord("a") + value - 1)
    return text.upper() if style.startswith("upper") else text


INLINES = {"emphasis", "strong", "link", "note"}


class Tree:
    """A tree in native form, as far as its words are concerned: the texts, the numbers of items."""

    def __init__(self, native):
        self.words = []  # of all but the notes, and a mark for each reference
        self.notes = []
        self.counts = Counter()
        lists, inside = [], None
        for line in native.splitlines()[1:]:
            stripped = line.lstrip(" ")
            deep = re.match(r"\+(\d+) ", stripped)
            depth = int(deep[1]) if deep else (len(line) - len(stripped)) // 2
            kind, _, rest = stripped.partition(" ") if not deep else stripped[deep.end():].partition(" ")
            self.counts[kind] += 1
            while lists and lists[-1][0] >= depth:
                lists.pop()
            if inside is not None and depth <= inside:
                inside = None
            if kind == "ordered_list":
                start = re.search(r"start=(-?\d+)", rest)
                style = re.search(r"style=([a-z-]+)", rest)
                lists.append([depth, int(start[1]) if start else 1, style[1] if style else "decimal"])
            elif kind == "bullet_list":
                lists.append([depth, None, None])
            elif kind == "list_item" and lists and lists[-1][1] is not None:
                value = re.search(r"value=(-?\d+)", rest)
                lists[-1][1] = int(value[1]) if value else lists[-1][1]
                self.add(inside, "\n" + number(lists[-1][1], lists[-1][2]))
                lists[-1][1] += 1
            elif kind == "note":
                inside = depth
            if kind == "code_block":
                self.add(inside, "\n")
            if kind in ("text", "code", "code_block"):
                quoted = re.search(r'"((?:[^"\\]|\\.)*)"$', rest)
                self.add(inside, unescape(quoted[1]) if quoted else "")
                language = re.search(r"class=([^ ]+)", rest) if kind == "code_block" else None
                if language:
                    self.words.insert(len(self.words) - 1, language[1].strip('"') + "\n")
            elif kind not in INLINES:
                self.add(inside, "\n")

    def add(self, inside, text):
        (self.words if inside is None else self.notes).append(text)


def words(text):
    """All but "o", which is a bullet as well."""
    return [word for word in re.findall(r"[^\W_]+", text) if word != "o"]


def words_of_input(text):
    """Without what stands for structure and comes back as such: boxes to tick, "o" as a bullet."""
    text = re.sub(r"(?m)^(\s*(?:>\s?)*\s*(?:[-*+•]\s+)?)\[[xX]\]\s", r"\1", text)
    return re.sub(r"(?m)^(\s*(?:>\s?)*\s*)o(?=\t|  )", r"\1", text)


HAS_BOX = re.compile(r"(?m)^\s*(>\s*)*\+-")  # a row may have several lines, which are read cell by cell
MAY_JOIN = re.compile("[-\u00ad\u2010]\\s*\n|[\u3000-\uffff]\\s*\n")  # words may go on in the next line


def check_words(text, native):
    """A complaint, or None. Notes move to where they are referred to: of texts that have any, the
    letters are counted only."""
    tree = Tree(native)
    before = characters(text)
    if not tree.counts["note"]:
        after = characters("".join(tree.words))
        if HAS_BOX.search(text):
            before, after = "".join(sorted(before)), "".join(sorted(after))
        elif not MAY_JOIN.search(text):
            before, after = " ".join(words(text)), " ".join(words("".join(tree.words)))
        if before == after:
            return None
        at = next((i for i, (a, b) in enumerate(zip(before, after)) if a != b), min(len(before), len(after)))
        return f"words differ at \"{before[max(0, at - 20):at + 30]}\" and \"{after[max(0, at - 20):at + 30]}\""
    lost = Counter(characters(re.sub(r"\[\^?[\w*]{1,24}\]|\[Footnote \w+:", "", text)))
    kept = Counter(characters("".join(tree.words + tree.notes)))
    kept_with_marks = kept + Counter(characters(" ".join(re.findall(r"\[\^?[\w*]{1,24}\]", text))))
    missing = lost - kept
    extra = kept - Counter(before)
    return f"letters are lost: {dict(missing)}, or new: {dict(extra)}" if missing or extra or not kept_with_marks else None


# ---- Mutations ------------------------------------------------------------------------------------


def mutate(chance, text):
    lines = text.split("\n")
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        match chance.randrange(8):
            case 0:
                del lines[at]
                lines = lines or [""]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = " " * chance.randint(1, 12) + lines[at]
            case 4:
                lines[at] = lines[at].lstrip()
            case 5:
                lines.insert(at, "")
            case 6:
                lines[at] = "> " + lines[at]
            case 7:
                lines[at] = lines[at][:chance.randint(0, 80)]
    return "\n".join(lines)


# ---- The way through plain text -------------------------------------------------------------------

COUNTED = ["heading", "list_item", "table_cell", "note", "code_block", "block_quote", "paragraph"]


def round_trip(program, native, text):
    again = read(program, read(program, text, to="plain"))
    first, second = Tree(native).counts, Tree(again).counts
    return {kind: (first[kind], min(first[kind], second[kind]), second[kind]) for kind in COUNTED}


# ----


def differences(expected, found, name):
    lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), f"{name}.native", "read now", lineterm="")
    return "\n".join(list(lines)[:MOST_LINES])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--mutations", type=int, default=15, metavar="NUMBER", help="of each text")
    arguments = parser.parse_args()
    program = common.octavo()
    paths = [p for p in sorted(TEXTS.glob("*.txt")) if not arguments.names or p.stem in arguments.names]
    passed, faults, sums = 0, [], {kind: [0, 0, 0] for kind in COUNTED}
    for path in paths:
        text = path.read_bytes().decode()
        native = read(program, text)
        stored = path.with_suffix(".native")
        if arguments.update:
            stored.write_text(native)
        expected = stored.read_text() if stored.exists() else ""
        if native != expected:
            faults.append(differences(expected, native, path.stem))
        else:
            passed += 1
        for kind, counts in round_trip(program, native, text).items():
            sums[kind] = [a + b for a, b in zip(sums[kind], counts)]
    chance = random.Random(4)
    texts = {p.stem: p.read_bytes().decode() for p in paths} | ({} if arguments.names else {p.stem: p.read_text() for p in SAMPLES})
    inputs = [(name, text) for name, text in texts.items()]
    for name, text in texts.items():
        inputs += [(f"{name}, mutation {i}", mutate(chance, text)) for i in range(arguments.mutations)]
    with ThreadPoolExecutor(2) as pool:
        for (name, text), native in zip(inputs, pool.map(lambda item: read(program, item[1]), inputs)):
            # In code, a box to tick is a word.
            complaint = check_words(words_of_input(text), native) and check_words(text, native)
            if complaint:
                faults.append(f"{name}: {complaint}")
                if os.environ.get("KEEP"):
                    Path(os.environ["KEEP"]).write_text(text, newline="")
            else:
                passed += 1
    print("what comes back through plain text:")
    for kind, (first, back, again) in sums.items():
        print(f"  {kind:12} {first:4} -> {again:4}")
    share = 100 * sum(s[1] for s in sums.values()) / max(1, sum(s[0] for s in sums.values()))
    print(f"  {share:.1f} % of all that was read")
    if share < LEAST_BACK:
        faults.append(f"only {share:.1f} % of the parts come back through plain text")
    else:
        passed += 1
    for fault in faults:
        print("FAILED:", fault)
    print(f"{passed} passed, {len(faults)} failed, 0 skipped")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
