#!/usr/bin/python3
"""Compares what octavo writes with what it wrote when someone last looked:

    OCTAVO=build/octavo tests/lib/goldens.py [--update] [NAME...]

The inputs are the trees in tests/golden/*.native and the documents in
samples/documents. What they become in each format is stored under
tests/golden: NAME.FORMAT.out is a text, NAME.FORMAT.d a ZIP format's parts,
each in a file of its own, with their order in the file PARTS; there a part
that is no text is named by its size and SHA-256 only. The samples' are in
tests/golden/samples. --update stores what is written now; NAMEs choose inputs
(their file names, with or without extension)."""

import argparse
import difflib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import common

GOLDEN = common.TESTS / "golden"
SAMPLES = common.ROOT / "samples" / "documents"

TEXT_FORMATS = ["native", "html", "plain"]
ZIP_FORMATS = ["epub", "docx"]

# The readers by a file's extension; other files there are no inputs.
READERS = {".native": "native", ".md": "markdown", ".html": "html", ".xhtml": "html", ".txt": "text"}

TEXT_PARTS = (".xml", ".rels", ".xhtml", ".html", ".opf", ".ncx", ".css", ".svg", ".txt", "mimetype")

# A document that changed all over is looked at with other tools.
MOST_LINES = 200

# 2024-01-01, so that times and identifiers that depend on it stay the same.
EPOCH = "1704067200"


class Job:
    """One input in one format."""

    def __init__(self, source, target, format):
        self.source, self.format = source, format
        kind = "d" if format in ZIP_FORMATS else "out"
        self.stored = target / f"{source.stem}.{format}.{kind}"


def inputs():
    """(source, the folder of what is stored for it)"""
    for path in sorted(GOLDEN.glob("*.native")):
        yield path, GOLDEN
    for path in sorted(SAMPLES.rglob("*")):
        if path.suffix in READERS and path.name != "README.md" and path.is_file():
            yield path, GOLDEN / "samples" / path.parent.relative_to(SAMPLES)


def jobs_for(names):
    chosen = [(source, target) for source, target in inputs()
              if not names or source.name in names or source.stem in names]
    found = {source.name for source, _ in chosen} | {source.stem for source, _ in chosen}
    for name in names:
        if name not in found:
            sys.exit(f"FAILED: no input is called {name}")
    jobs = [Job(source, target, format) for source, target in chosen
            for format in TEXT_FORMATS + ZIP_FORMATS]
    refuse_shared_names(jobs)
    return jobs


def refuse_shared_names(jobs):
    seen = {}
    for job in jobs:
        other = seen.setdefault(job.stored, job)
        if other is not job:
            sys.exit(f"FAILED: {job.source.name} and {other.source.name} would be stored"
                     " under one name: rename one of them")


# Writing anew.

def convert(job, output):
    """Runs octavo in the input's folder; returns its complaint, or ''."""
    command = [common.octavo(), "-f", READERS[job.source.suffix], "-t", job.format,
               "-o", str(output), job.source.name]
    done = subprocess.run(command, cwd=job.source.parent, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=common.HANG_SECONDS,
                          env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH, "LC_ALL": "C.UTF-8", "TZ": "UTC"})
    if done.returncode == 0 and output.is_file():
        return ""
    return f"octavo ended with {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}"


def part_texts(path):
    """The parts of a ZIP as a dictionary of bytes, with PARTS, their listing."""
    texts, listing = {}, []
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            data = archive.read(info)
            line = f"{'stored' if info.compress_type == zipfile.ZIP_STORED else 'deflated'} {info.filename}"
            if info.filename.endswith(TEXT_PARTS):
                texts[info.filename] = data
            else:
                line += f" {len(data)} bytes sha256 {hashlib.sha256(data).hexdigest()}"
            listing.append(line)
    texts["PARTS"] = "".join(line + "\n" for line in listing).encode()
    return texts


def written_now(job, folder):
    """What octavo writes for a job: (complaint, texts by name); a text format
    has one text, without a name."""
    output = Path(folder, f"out.{job.format}")
    complaint = convert(job, output)
    if complaint:
        return complaint, {}
    if job.format not in ZIP_FORMATS:
        return "", {"": output.read_bytes()}
    try:
        return "", part_texts(output)
    except zipfile.BadZipFile as problem:
        return f"octavo wrote no ZIP: {problem}", {}


# Comparing and storing.

def stored_texts(job):
    if job.stored.is_dir():
        return {path.relative_to(job.stored).as_posix(): path.read_bytes()
                for path in job.stored.rglob("*") if path.is_file()}
    return {"": job.stored.read_bytes()} if job.stored.is_file() else {}


def lines_of(data):
    """For a diff to read: XML that is one long line is broken between tags."""
    text = data.decode("utf-8", "backslashreplace")
    if text.count("\n") < text.count("><"):
        text = text.replace("><", ">\n<")
    return text.split("\n")


def differences(job, stored, now):
    for name in sorted(stored.keys() | now.keys()):
        label = f"{os.path.relpath(job.stored, common.ROOT)}{'/' if name else ''}{name}"
        if name not in now:
            yield f"{label}: is not written any more"
        elif name not in stored:
            yield f"{label}: is not stored (--update stores it)"
        elif stored[name] != now[name]:
            yield from difflib.unified_diff(lines_of(stored[name]), lines_of(now[name]),
                                            label, "written now", lineterm="", n=2)


def store(job, now):
    if job.stored.is_dir():
        shutil.rmtree(job.stored)
    for name, data in now.items():
        path = job.stored / name if name else job.stored
        path.parent.mkdir(parents=True, exist_ok=True)
        # Parts come from our own writer, but a wrong path must not get out.
        if job.stored not in (path.resolve(), *path.resolve().parents):
            sys.exit(f"FAILED: {job.source.name}: part {name!r} is no plain path")
        path.write_bytes(data)


def check(job, update):
    """The lines to print about a job, none when all is as stored."""
    with tempfile.TemporaryDirectory(prefix="octavo-golden-") as folder:
        complaint, now = written_now(job, folder)
    if complaint:
        return [f"{job.source.name} to {job.format}: {complaint}"]
    found = list(differences(job, stored_texts(job), now))
    if update and found:
        store(job, now)
        print(f"updated {os.path.relpath(job.stored)}", flush=True)
        return []
    return found


def left_over(jobs):
    """What is stored but belongs to no input."""
    known = {job.stored for job in jobs}
    stored = {path for path in GOLDEN.rglob("*")
              if path.name.endswith((".out", ".d")) and
              not any(parent.suffix == ".d" for parent in path.parents)}
    return sorted(stored - known)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--update", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    common.octavo()

    jobs = jobs_for(arguments.names)
    failed = 0
    for job, lines in zip(jobs, common.in_parallel(lambda job: check(job, arguments.update), jobs)):
        if lines:
            failed += 1
            print(f"FAILED {job.source.name} to {job.format}")
            print(*("    " + line for line in lines[:MOST_LINES]), sep="\n")
            if len(lines) > MOST_LINES:
                print(f"    ... and {len(lines) - MOST_LINES} lines more")
    passed = len(jobs) - failed
    if not arguments.names:
        for path in left_over(jobs):
            failed += 1
            print(f"FAILED {os.path.relpath(path)}: its input is gone: delete it")
    return common.summary(passed, failed)


if __name__ == "__main__":
    sys.exit(main())
