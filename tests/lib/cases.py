#!/usr/bin/python3
"""Runs test cases that are written as Markdown: see tests/cases/README.md.

    OCTAVO=build/octavo tests/lib/cases.py [--update] FILE_OR_FOLDER...

--update writes what the commands printed into the files as the expectation."""

import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import common

# An output line that looks like one of our own marks is written with a
# backslash before it (and so is one that starts with such backslashes).
NEEDS_BACKSLASH = re.compile(r"\\*(\$ |\[exit \d+\]$|\[no newline\]$)")
FENCE = re.compile(r"(`{3,}|~{3,})\s*(\S*)\s*(.*)")
HEADING = re.compile(r"#{1,6} +(.+?)\s*#*$")


@dataclass
class Block:
    """A fenced block: lines[start] is its opening fence, lines[end] its closing."""
    kind: str
    argument: str
    fence: str
    start: int
    end: int
    lines: list


@dataclass
class Case:
    """A section of a case file that has commands."""
    file: Path
    name: str
    line: int
    blocks: list = field(default_factory=list)
    skip: str = ""


@dataclass
class Result:
    """What a case printed: new texts for the blocks that differ."""
    case: Case
    differences: list = field(default_factory=list)   # (block, new lines)
    missing_stderr: list = field(default_factory=list)  # (after this block, text)

    @property
    def failed(self):
        return bool(self.differences or self.missing_stderr)


# Reading case files.

def read_block(lines, start):
    fence, kind, argument = FENCE.fullmatch(lines[start].rstrip()).groups()
    for end in range(start + 1, len(lines)):
        closing = lines[end].strip()
        if closing.startswith(fence) and not closing.strip(fence[0]):
            return Block(kind, argument, fence, start, end, lines[start + 1:end])
    sys.exit(f"FAILED: line {start + 1}: the block is never closed")


def read_cases(path):
    """The cases of a file. Files of the text before the second heading are
    there for every case."""
    lines = path.read_text(encoding="utf-8").split("\n")
    sections, number = [Case(path, path.stem, 1)], 0
    while number < len(lines):
        heading = HEADING.fullmatch(lines[number])
        if FENCE.fullmatch(lines[number].rstrip()):
            block = read_block(lines, number)
            sections[-1].blocks.append(block)
            number = block.end
        elif heading:
            sections.append(Case(path, heading.group(1), number + 1))
        elif lines[number].startswith("Skip: "):
            sections[-1].skip = lines[number][len("Skip: "):]
        number += 1
    return with_shared_files(sections)


def with_shared_files(sections):
    shared = [block for section in sections[:2] if not has_commands(section)
              for block in section.blocks if block.kind == "file"]
    cases = [section for section in sections if has_commands(section)]
    for case in cases:
        case.blocks = shared + case.blocks
    return cases


def has_commands(section):
    return any(block.kind == "console" for block in section.blocks)


def commands_of(block):
    """The commands of a console block, each a list of lines."""
    commands, continued = [], False
    for line in block.lines:
        if line.startswith("$ "):
            commands.append([line])
            continued = line.endswith("\\")
        elif continued:
            commands[-1].append(line)
            continued = line.endswith("\\")
    return commands


# Running them.

def write_file(block, folder):
    path = Path(folder, block.argument)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line + "\n" for line in block.lines), encoding="utf-8", newline="")


def text_of(data):
    return data.decode("utf-8", "backslashreplace")


def run_command(lines, folder, environment, stdin):
    """Runs one command; returns its shown output lines and its stderr."""
    script = "\n".join([lines[0][2:], *lines[1:]])
    done = subprocess.run(["bash", "-o", "pipefail", "-c", script], cwd=folder, env=environment,
                          input=stdin, capture_output=True, timeout=common.HANG_SECONDS)
    shown = ["\\" + line if NEEDS_BACKSLASH.match(line) else line
             for line in text_of(done.stdout).split("\n")]
    if shown[-1]:
        shown.append("[no newline]")
    else:
        shown.pop()
    if done.returncode:
        shown.append(f"[exit {done.returncode}]")
    return shown, text_of(done.stderr)


def run_console(block, folder, environment, stdin):
    shown, errors = [], ""
    for command in commands_of(block):
        output, error = run_command(command, folder, environment, stdin)
        shown += command + output
        errors += error
        stdin = b""
    return shown, errors


def environment_in(folder):
    """PATH starts with a folder where octavo is the command under test. The
    user's own settings are kept out."""
    tools = Path(folder, "bin")
    tools.mkdir()
    (tools / "octavo").symlink_to(common.octavo())
    home = Path(folder, "home")
    home.mkdir()
    kept = {name: value for name, value in os.environ.items()
            if name in ("TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LLVM_PROFILE_FILE")}
    return kept | {
        "PATH": f"{tools}:{common.TESTS}/lib/bin:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "UTC",
        "SAMPLES": str(common.ROOT / "samples" / "documents"),
    }


def run_case(case):
    result = Result(case)
    if case.skip:
        return result
    with tempfile.TemporaryDirectory(prefix="octavo-case-") as folder:
        environment = environment_in(folder)
        work = Path(folder, "work")
        work.mkdir()
        run_blocks(case, result, work, environment)
    return result


def run_blocks(case, result, work, environment):
    stdin, console, errors = b"", None, ""
    for block in case.blocks:
        if block.kind == "file":
            write_file(block, work)
        elif block.kind == "stdin":
            stdin = "".join(line + "\n" for line in block.lines).encode()
        elif block.kind == "console":
            note_errors(result, console, errors)
            shown, errors = run_console(block, work, environment, stdin)
            console, stdin = block, b""
            if shown != block.lines:
                result.differences.append((block, shown))
        elif block.kind == "stderr":
            shown = errors.removesuffix("\n").split("\n") if errors else []
            if shown != block.lines:
                result.differences.append((block, shown))
            errors = ""
    note_errors(result, console, errors)


def note_errors(result, console, errors):
    """Messages for which there was no stderr block are a failure too."""
    if errors:
        result.missing_stderr.append((console, errors.removesuffix("\n").split("\n")))


# Telling about it, and updating.

def show(result):
    case = result.case
    print(f"FAILED {os.path.relpath(case.file)}:{case.line}: {case.name}")
    for block, shown in result.differences:
        diff = difflib.unified_diff(block.lines, shown, f"expected ({block.kind})", "printed",
                                    lineterm="")
        print(*("    " + line for line in diff), sep="\n")
    for _, shown in result.missing_stderr:
        print("    on standard error, for which there is no stderr block:")
        print(*("    +" + line for line in shown), sep="\n")


def fenced(block, lines):
    """The block with other lines, with a fence that none of them closes."""
    fence = block.fence
    while any(line.strip().startswith(fence) for line in lines):
        fence += fence[0]
    return [f"{fence}{block.kind} {block.argument}".rstrip(), *lines, fence]


def update(path, results):
    lines = path.read_text(encoding="utf-8").split("\n")
    edits = []
    for result in results:
        for block, shown in result.differences:
            new = fenced(block, shown) if shown or block.kind == "console" else []
            edits.append((block.start, block.end + 1, new))
        for console, shown in result.missing_stderr:
            block = Block("stderr", "", "```", 0, 0, [])
            edits.append((console.end + 1, console.end + 1, ["", *fenced(block, shown)]))
    for start, end, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        lines[start:end] = new
    path.write_text("\n".join(lines), encoding="utf-8", newline="")


def case_files(names):
    return [path for path in common.files_under(names, "md") if path.name != "README.md"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--update", action="store_true")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    common.octavo()

    cases = [case for path in case_files(arguments.files) for case in read_cases(path)]
    results = common.in_parallel(run_case, cases)
    for result in results:
        if result.case.skip:
            print(f"SKIPPED {result.case.file}: {result.case.name}: {result.case.skip}")
        elif result.failed and not arguments.update:
            show(result)
    failed = [result for result in results if result.failed]
    if arguments.update:
        for path in sorted({result.case.file for result in failed}):
            update(path, [result for result in failed if result.case.file == path])
            print(f"updated {path}")
        return 0
    skipped = sum(bool(result.case.skip) for result in results)
    return common.summary(len(results) - len(failed) - skipped, len(failed), skipped)


if __name__ == "__main__":
    sys.exit(main())
