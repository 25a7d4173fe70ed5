"""What the validating scripts share: running checkers and reporting per file.

A checker takes the list of files and returns a dictionary: file -> list of
findings. A file that is missing there was not checked, which is a failure."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import common


class CannotRun(Exception):
    """A checker's program is missing or broke down; the text says which."""


class NotForThisMachine(Exception):
    """A checker that cannot be had on this kind of machine: it is skipped."""


def need(program, package):
    if shutil.which(program) is None:
        raise CannotRun(f"{program} is missing: install {package} (tests/tools/packages test)")


def parse_report(text):
    """The findings of epubcheck.bsh and epubcheck.mjs, by file."""
    findings, name, messages = {}, None, []
    for line in text.splitlines():
        end = re.fullmatch(r"-- (\d+) (\d+) (\d+)", line)
        if line.startswith("== "):
            name, messages = line[3:], []
        elif end:
            count = sum(map(int, end.groups()))
            # Counted but not worded, still a failure.
            findings[name] = messages or (["no message, but counted as wrong"] if count else [])
        elif name is not None:
            messages.append(line)
    return findings


def run_checker(command, stdin=""):
    """The findings of one of our two drivers, started once for all files."""
    done = subprocess.run(command, input=stdin, capture_output=True, text=True,
                          encoding="utf-8", errors="replace", timeout=common.HANG_SECONDS)
    findings = parse_report(done.stdout)
    if done.returncode != 0:
        sys.stderr.write(done.stdout[-2000:] + done.stderr[-2000:])
    if done.returncode != 0 and not findings:
        raise CannotRun(f"{Path(command[0]).name} ended with {done.returncode}")
    return findings


def check_all(checkers, files):
    """Runs each (name, checker) over the files; returns the exit code."""
    if not files:
        print("FAILED: no files to validate")
        return 1
    names = [os.path.abspath(file) for file in files]
    results, skipped = {}, 0
    for title, checker in checkers:
        try:
            results[title] = checker(names)
        except NotForThisMachine as problem:
            print(f"SKIPPED: {title}: {problem}", flush=True)
            skipped += 1
        except CannotRun as problem:
            print(f"FAILED: {title} could not run: {problem}", flush=True)
            results[title] = {}
    return report(names, results, skipped)


def report(names, results, skipped):
    passed = failed = 0
    for name in names:
        wrong = {title: found.get(name, ["was not checked"])
                 for title, found in results.items() if found.get(name) != []}
        print(("FAILED " if wrong else "ok     ") + os.path.relpath(name))
        for title, messages in wrong.items():
            for message in messages:
                print(f"    {title}: {message}")
        passed, failed = passed + (not wrong), failed + bool(wrong)
    return common.summary(passed, failed, skipped)
