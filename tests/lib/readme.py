#!/usr/bin/python3
"""Runs every command of README.md, and checks its tables against the program:

    OCTAVO=build/src/cli/octavo BUILD=build tests/lib/readme.py [--update]

A block marked sh is run by Bash, stopping at the first failure, in a folder that holds the files
that the README speaks of. The parts between <!-- octavo ... --> and <!-- end --> are the output of
the command named there, those behind <!-- file ... --> are that file; --update writes them anew. A picture that is shown must exist."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import common

README = common.ROOT / "README.md"
DOCUMENTS = common.ROOT / "samples" / "documents"

# Commands of the README that are run in the project's own folder, and how: the test command is the
# one that runs this.
IN_PROJECT = {"samples/run": "samples/run", "tests/run": "tests/run --list",
              "ninja -C build install": "ninja -C build install"}


def prepare(folder):
    """The files that the README's commands name."""
    shutil.copy(DOCUMENTS / "novel/novel.md", folder / "book.md")
    shutil.copy(DOCUMENTS / "novel/cover.png", folder)
    shutil.copy(DOCUMENTS / "report/report.md", folder)
    shutil.copy(DOCUMENTS / "extracted/extracted.txt", folder / "notes.txt")
    shutil.copytree(DOCUMENTS / "report/figures", folder / "figures")
    shutil.copy(DOCUMENTS / "webpage/webpage.html", folder / "page.html")
    shutil.copytree(DOCUMENTS / "webpage/webpage_files", folder / "webpage_files")
    shutil.copytree(DOCUMENTS / "book-in-files", folder / "chapters")
    (folder / "site").mkdir()
    shutil.copy(DOCUMENTS / "webpage/webpage.html", folder / "site/index.html")
    shutil.copytree(DOCUMENTS / "webpage/webpage_files", folder / "site/webpage_files")
    (folder / "house.css").write_text("h1 { color: #245 }\n")


def run_block(block, folder):
    """What went wrong with a block of commands; None when nothing did."""
    where = folder
    lines = []
    for line in block.splitlines():
        for command, instead in IN_PROJECT.items():
            if line.split("#")[0].strip() == command:
                where, line = common.ROOT, instead
        lines.append(line)
    environment = dict(os.environ, PATH=f"{Path(common.octavo()).parent}:{os.environ['PATH']}",
                       BUILD=os.environ.get("BUILD", ""), DESTDIR=str(folder / "root"))
    result = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", "\n".join(lines)], cwd=where, env=environment,
                            capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return None if result.returncode == 0 else f"exit {result.returncode}: {result.stdout}{result.stderr}"


def check_blocks(text):
    passed, faults = 0, []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        for block in re.findall(r"^```sh\n(.*?)^```", text, re.S | re.M):
            fault = run_block(block, folder)
            passed += not fault
            if fault:
                faults.append(f"this block of README.md fails:\n{block}{fault}")
    return passed, faults


def made(command):
    result = subprocess.run([common.octavo()] + command.split()[1:], capture_output=True, text=True, check=True)
    return result.stdout


def part(what):
    """What stands behind a mark: a command's output, or a file as a block of code in a list item."""
    kind, rest = what.split(" ", 1)
    if kind == "file":
        lines = ["```c"] + (common.ROOT / rest).read_text().splitlines() + ["```"]
        return "\n" + "".join(f"   {line}".rstrip() + "\n" for line in lines) + "\n   "
    output = made(what)
    fence = "" if output.startswith("|") else "```\n"
    return f"\n{fence}{output}{fence}\n"


def check_made(text, update):
    """The parts of the README that the program writes."""
    passed, faults = 0, []
    for mark, what, body in re.findall(r"(<!-- ((?:octavo|file) [^>]*?) -->\n)(.*?)<!-- end -->", text, re.S):
        now = part(what)
        if body == now:
            passed += 1
        elif update:
            text = text.replace(mark + body, mark + now)
        else:
            faults.append(f"README.md's part '{what}' is stale: tests/lib/readme.py --update")
    if update:
        README.write_text(text)
    return passed, faults


def check_pictures(text):
    names = re.findall(r'!\[[^\]]*\]\(([^)\s]+)|<img[^>]*src="([^"]+)"', text)
    missing = [a or b for a, b in names if not (a or b).startswith("http") and not (common.ROOT / (a or b)).is_file()]
    return len(names) - len(missing), [f"README.md shows {name}, which is not there" for name in missing]


def check_paths(text):
    """Files and folders that are named, but for what the reader is about to make."""
    made = ("formats/shout", "samples/out")
    names = {name for name in re.findall(r"`((?:src|formats|tests|samples)/[\w./-]+)`", text)
             if not name.startswith(made)}
    missing = [name for name in names if not (common.ROOT / name).exists()]
    return len(names) - len(missing), [f"README.md names {name}, which is not there" for name in missing]


def main():
    update = "--update" in sys.argv
    text = README.read_text()
    passed, faults = check_made(text, update)
    for check in () if update else (check_blocks, check_pictures, check_paths):
        good, bad = check(text)
        passed += good
        faults += bad
    print("\n".join(faults))
    sys.exit(common.summary(passed, len(faults)))


if __name__ == "__main__":
    main()
