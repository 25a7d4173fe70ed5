#!/usr/bin/python3
"""Checks that the native format says all there is: read(write(tree)) == tree, for every sample and
every find of the fuzzers.

    OCTAVO=build/src/cli/octavo tests/lib/round_trip.py"""

import subprocess
import sys
import tempfile
from pathlib import Path

import common

READERS = {".md": "markdown", ".html": "html", ".native": "native"}


def inputs():
    for folder in (common.ROOT / "samples" / "documents", common.TESTS / "golden"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in READERS and path.is_file():
                yield path, READERS[path.suffix]
    corpus = common.TESTS / "fuzz" / "corpus"
    for reader in ("markdown", "html"):
        for path in sorted((corpus / f"read_{reader}").glob("*")):
            yield path, reader


def native(source, path):
    command = [common.octavo(), "--quiet", "-f", source, "-t", "native", path]
    return subprocess.run(command, capture_output=True, timeout=common.HANG_SECONDS)


def check(job):
    path, source = job
    first = native(source, path)
    name = path.relative_to(common.ROOT)
    if first.returncode:
        # A find may be refused, with a message; what may not happen is a crash.
        if first.returncode > 0 and first.stderr and b"Sanitizer" not in first.stderr:
            return f"{name}: refused"
        return f"FAILED {name}: {first.stderr.decode(errors='replace')[-500:]}"
    with tempfile.NamedTemporaryFile(suffix=".native") as text:
        text.write(first.stdout)
        text.flush()
        second = native("native", text.name)
    if second.returncode or second.stdout != first.stdout:
        return f"FAILED {name}: the tree read back is another one"
    return f"{name}: equal"


def main():
    results = common.in_parallel(check, list(inputs()))
    failed = [result for result in results if result.startswith("FAILED")]
    print("\n".join(failed))
    sys.exit(common.summary(len(results) - len(failed), len(failed)))


if __name__ == "__main__":
    main()
