"""What the test tools share: places, the command under test, parallel work."""

import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
ROOT = TESTS.parent
NPM = TESTS / "tools" / "npm"
JOBS = 2

# No program that a test starts may run for longer: this only ends hangs, it
# measures nothing.
HANG_SECONDS = 240


def octavo():
    """The absolute path of the command under test, from $OCTAVO."""
    name = os.environ.get("OCTAVO")
    if not name:
        sys.exit("FAILED: set OCTAVO to the path of the octavo command")
    path = shutil.which(name)
    if path is None:
        sys.exit(f"FAILED: OCTAVO={name} is no command that can be run")
    return os.path.abspath(path)


def in_parallel(function, items):
    """The results of function over items, in their order, JOBS at a time."""
    with ThreadPoolExecutor(max_workers=JOBS) as pool:
        return list(pool.map(function, items))


def files_under(names, extension):
    """The files among names, and those with the extension under its folders."""
    found = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            found += sorted(path.rglob(f"*.{extension}"))
        elif path.is_file():
            found.append(path)
        else:
            sys.exit(f"FAILED: no such file or folder: {name}")
    return found


def summary(passed, failed, skipped=0):
    """Prints the closing line and returns the exit code."""
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed or not passed + skipped else 0
