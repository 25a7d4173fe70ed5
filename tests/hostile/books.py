#!/usr/bin/python3
"""Books and includes that are made to take long: each must end with a result, with
an error about the files, or with a limit that names its option.

    OCTAVO=build/octavo tests/hostile/books.py [--size BYTES] [CASE...]"""

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lib"))
import common
import processes
from markdown import LIMIT, OK, TRIES, judge, per_line, repeated
from processes import MOST_SECONDS

IO, SYNTAX = 3, 6


def chain(count):
    """Each file includes the next one."""
    return {f"{i}.md": f"!include {i + 1}.md\n" for i in range(count)} | {f"{count}.md": "end\n"}


def bomb(depth, width):
    """Each file includes the next one many times."""
    files = {f"{i}.md": f"!include {i + 1}.md\n\n" * width for i in range(depth)}
    return files | {f"{depth}.md": "text\n"}


def manifest(entries):
    return "---\nchapters:\n" + "".join(f"- {entry}\n" for entry in entries) + "---\n"


def nested_manifest(depth):
    return "---\nchapters:\n" + "".join(f"{'  ' * i}- part: p\n{'  ' * i}  chapters:\n" for i in range(depth)) \
        + "  " * depth + "- a.md\n---\n"


def summary(size):
    return repeated("- [a](a.md)\n", size)


def nested_summary(size):
    lines, length, depth = [], 0, 0
    while length < size:
        lines.append("  " * depth + "- [a](a.md)")
        length += len(lines[-1]) + 1
        depth += 1
    return "\n".join(lines)


SMALL = {"a.md": "# A\n\n[b](b.md)\n", "b.md": "# B\n"}

# Name: (a function of the size that gives files by their names, the inputs; None: all), the expected exit codes.
CASES = {
    "10,000 inputs": (lambda n: {f"{i:05}.md": f"# H\n\n[x]({i - 1:05}.md#h) ![i](p.png)\n" for i in range(1, 10001)}, None, (OK,)),
    "10,000 inputs in as many folders": (lambda n: {f"{i:05}/a.md": f"# H\n\n[x](../{i - 1:05}/a.md)\n" for i in range(1, 10001)}, None, (OK,)),
    "manifest of 100,000 entries that are not there": (lambda n: {"m.md": manifest(f"{i}.md" for i in range(100_000))}, ["m.md"], (IO,)),
    "manifest of 100,000 equal entries": (lambda n: SMALL | {"m.md": manifest(["a.md"] * 100_000)}, ["m.md"], (OK,)),
    "manifest of 10,000 files": (lambda n: {f"{i}.md": f"# H{i}\n" for i in range(10_000)} | {"m.md": manifest(f"{i}.md" for i in range(10_000))}, ["m.md"], (OK,)),
    "manifest of 100,000 parts": (lambda n: SMALL | {"m.md": manifest(["a.md"] + ["part: p"] * 100_000)}, ["m.md"], (OK,)),
    "manifest in a manifest": (lambda n: SMALL | {"m.md": nested_manifest(12)}, ["m.md"], (OK,)),
    "manifest nested too deep": (lambda n: SMALL | {"m.md": nested_manifest(500)}, ["m.md"], (SYNTAX,)),
    "manifest that names itself": (lambda n: {"m.md": manifest(["m.md"] * 1000)}, ["m.md"], (OK,)),
    "summary of one file": (lambda n: SMALL | {"SUMMARY.md": summary(n)}, ["SUMMARY.md"], (OK,)),
    "summary, nested": (lambda n: SMALL | {"SUMMARY.md": nested_summary(n)}, ["SUMMARY.md"], (OK, LIMIT)),
    "summary of parts": (lambda n: SMALL | {"SUMMARY.md": "[a](a.md)\n\n" + repeated("# p\n", n)}, ["SUMMARY.md"], (OK,)),
    "summary of drafts": (lambda n: SMALL | {"SUMMARY.md": "- [a](a.md)\n" + repeated("- [a]()\n", n)}, ["SUMMARY.md"], (OK,)),
    "summary that is none": (lambda n: {"SUMMARY.md": repeated("- [a](a.md)\n", n) + "\nText\n", "b.md": "b"}, None, (OK,)),
    "includes, chained": (lambda n: chain(1000), ["0.md"], (LIMIT,)),
    "includes, chained, allowed": (lambda n: chain(900), ["--max-include-depth=1000", "0.md"], (OK,)),
    "includes that double": (lambda n: bomb(15, 2), ["0.md"], (OK, LIMIT)),
    "includes of tens": (lambda n: bomb(10, 10), ["0.md"], (LIMIT,)),
    "includes of a large file": (lambda n: {"0.md": "!include 1.md\n\n" * 5000, "1.md": repeated("word *word* ", n)}, ["0.md"], (LIMIT,)),
    "code of a large file": (lambda n: {"0.md": "```{include=1.c}\n```\n\n" * 5000, "1.c": repeated("int a;\n", n)}, ["0.md"], (LIMIT,)),
    "code of a large file, one line each": (lambda n: {"0.md": "```{include=1.c startLine=1 endLine=1}\n```\n\n" * 5000, "1.c": repeated("int a;\n", n)}, ["0.md"], (LIMIT,)),
    "code of an empty file": (lambda n: {"0.md": "```{include=1.c}\n```\n\n" * (n // 22), "1.c": ""}, ["0.md"], (OK, LIMIT)),
    "code of a part that is marked everywhere": (lambda n: {"0.md": "```{include=1.c snippet=a}\n```\n", "1.c": repeated("// start snippet a\n", n)}, ["0.md"], (OK,)),
    "includes of an empty file": (lambda n: {"0.md": "!include 1.md\n" * (n // 14), "1.md": ""}, ["0.md"], (OK, LIMIT)),
    "includes that are not there": (lambda n: {"0.md": per_line("!include x{}.md", n)}, ["0.md"], (IO,)),
    "includes in deep quotes": (lambda n: {"0.md": "> " * 400 + "!include 1.md\n", "1.md": "> " * 400 + "!include 2.md\n",
                                           "2.md": "> " * 400 + "a\n"}, ["0.md"], (LIMIT,)),
    "many includes in deep quotes": (lambda n: {"0.md": ("> " * 300 + "!include 1.md\n\n") * 1000, "1.md": "a\n"}, ["0.md"], (OK, LIMIT)),
    "include of itself": (lambda n: {"0.md": "!include 0.md\n" * 1000}, ["0.md"], (SYNTAX,)),
    "include in a ring": (lambda n: {f"{i}.md": f"!include {(i + 1) % 100}.md\n" for i in range(100)}, ["--max-include-depth=1000", "0.md"], (SYNTAX,)),
    "includes with quotes left open": (lambda n: {"0.md": repeated('!include "', n)}, ["0.md"], (OK, IO)),
    "includes on one line": (lambda n: {"0.md": repeated("!include a ", n)}, ["0.md"], (IO,)),
    "lines that begin like includes": (lambda n: {"0.md": repeated("!include\n", n)}, ["0.md"], (OK,)),
    "a paragraph whose last line is no include": (lambda n: {"0.md": repeated("!include a.md\n", n) + "b\n"}, ["0.md"], (OK,)),
    "include fence of many lines": (lambda n: SMALL | {"0.md": "```include\n" + repeated("// b.md\n", n) + "b.md\n```\n"}, ["0.md"], (OK,)),
    "include fences": (lambda n: SMALL | {"0.md": repeated("```include\nb.md\n```\n", n // 4)}, ["0.md"], (OK, LIMIT)),
    "include fences of attributes": (lambda n: SMALL | {"0.md": "```{" + repeated("shift-heading-level-by=1 ", n) + ".include}\nb.md\n```\n"}, ["0.md"], (OK,)),
    "links with breaks": (lambda n: {"0.md": repeated("[a](#b)\\\n", n)}, ["0.md"], (OK,)),
    "links over lines": (lambda n: {"0.md": repeated("[a\\\nb](<#b\n> \"c\n\") ", n)}, ["0.md"], (OK,)),
    "links on one line": (lambda n: {"0.md": repeated("[a](b.md)", n)}, ["0.md"], (OK,)),
    "links in cells with bars": (lambda n: {"0.md": "|a|\n|-|\n|" + repeated("[a](#b) \\| ", n) + "|\n"}, ["0.md"], (OK,)),
    "links to missing files": (lambda n: {"0.md": per_line("[a]({}.md)", n)}, ["0.md"], (OK,)),
    "links to missing places": (lambda n: {"0.md": per_line("[a](#{})", n)}, ["0.md"], (OK,)),
    "links far up": (lambda n: {"0.md": "[a](" + repeated("../", n) + "a.md) " + repeated("[a](../../a/../.././b.md) ", n)}, ["0.md"], (OK,)),
}


def run(program, files, inputs):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, newline="")
        return processes.run([program, "-t", "html", "-o", "/dev/null", *(inputs or files)], cwd=folder)


def wrong_with(name, result, codes):
    """What is wrong; None when nothing is."""
    known = replace(result, code=OK) if result.code in (IO, SYNTAX) else result
    wrong = judge(name, known)
    if not wrong and result.code not in codes:
        return f"exit code {result.code}, not {codes}: {result.errors.strip()[-300:]}"
    return wrong or (f"takes {result.seconds:.2f} s" if result.seconds > MOST_SECONDS else None)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cases", nargs="*", metavar="CASE")
    parser.add_argument("--size", type=int, default=500_000)
    arguments = parser.parse_args()
    program = common.octavo()
    passed = failed = 0
    for name in arguments.cases or CASES:
        make, inputs, codes = CASES[name]
        files = make(arguments.size)
        for _ in range(TRIES):
            result = run(program, files, inputs)
            wrong = wrong_with(name, result, codes)
            if not wrong or result.code is None:
                break
        passed, failed = passed + (not wrong), failed + bool(wrong)
        outcome = f"FAILED: {wrong}" if wrong else {OK: "a result", LIMIT: "a limit"}.get(result.code, "an error")
        print(f"{result.seconds:7.2f} s  {name}: {outcome}", flush=True)
    return common.summary(passed, failed)


if __name__ == "__main__":
    sys.exit(main())
