"""What the Python scripts of tests/cli share: checks that count, and a folder to work in."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

COMMAND = os.path.abspath(shutil.which(os.environ.get("OCTAVO", "")) or
                          sys.exit("FAILED: set OCTAVO to the path of the octavo command"))
HANG_SECONDS = 60

counts = {"passed": 0, "failed": 0, "skipped": 0}


def environment(**more):
    """The caller's own settings are kept out."""
    kept = {name: value for name, value in os.environ.items()
            if name in ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")}
    return kept | {"HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "TERM": "xterm"} | more


def check(name, good, *shown):
    counts["passed" if good else "failed"] += 1
    if not good:
        print(f"FAILED: {name}", *(repr(value) for value in shown), sep="\n    ")


def skip(why):
    counts["skipped"] += 1
    print(f"SKIPPED: {why}")


def main(*tests):
    """Runs each test in a new folder of its own."""
    for test in tests:
        with tempfile.TemporaryDirectory(prefix="octavo-command-") as folder:
            before = os.getcwd()
            os.chdir(folder)
            try:
                test(Path(folder))
            finally:
                os.chdir(before)
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    sys.exit(1 if counts["failed"] or not counts["passed"] else 0)
