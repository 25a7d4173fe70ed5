"""Opens DOCX files in LibreOffice by converting them to PDF."""

import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import common
from validating import CannotRun, need


# LibreOffice would take any other file for text, and that would pass.
DOCX_FILTER = "MS Word 2007 XML"


# LibreOffice's layout can go round for ever, and then takes all memory there is.
MOST_BYTES = 6 << 30


def run(command):
    """Runs LibreOffice, in a group of its own: its starter does not end its program."""
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))

    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, errors="replace", start_new_session=True, preexec_fn=limit) as office:
        try:
            _, complaints = office.communicate(timeout=common.HANG_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(office.pid, signal.SIGKILL)
            return -1, "it did not end in time"
    return office.returncode, complaints


def convert(files, folder, extension, target):
    """Converts the files in one start; returns a dictionary: file -> what it became.

    Files are given to LibreOffice under numbers, as files of different folders
    may share a name. What could not be made does not exist afterwards."""
    need("soffice", "libreoffice-writer-nogui")
    folder = Path(folder)
    inputs, made = [], {}
    for number, file in enumerate(files):
        copy = folder / f"{number}{Path(file).suffix}"
        shutil.copyfile(file, copy)
        inputs.append(str(copy))
        made[file] = folder / f"{number}.{extension}"
    # A profile of its own: a LibreOffice that runs already would take over.
    with tempfile.TemporaryDirectory(prefix="octavo-office-") as profile:
        status, complaints = run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
             f"--infilter={DOCX_FILTER}", "--convert-to", target, "--outdir", str(folder), *inputs])
    if status != 0 and not any(path.exists() for path in made.values()):
        raise CannotRun(f"soffice ended with {status}: {complaints[-1000:]}")
    return made


def output_of(command):
    return subprocess.run(command, capture_output=True, text=True, errors="replace",
                          timeout=common.HANG_SECONDS).stdout


def findings_of(pdf):
    if not pdf.exists():
        return ["was not turned into a PDF"]
    pages = re.search(r"^Pages: +(\d+)$", output_of(["pdfinfo", str(pdf)]), re.M)
    if not pages or pages.group(1) == "0":
        return ["its PDF has no pages"]
    if not output_of(["pdftotext", str(pdf), "-"]).strip():
        return ["its PDF has no text"]
    return []


def check_opens(files):
    """The checker for tests/validate/docx."""
    need("pdfinfo", "poppler-utils")
    with tempfile.TemporaryDirectory(prefix="octavo-pdf-") as folder:
        return {file: findings_of(pdf) for file, pdf in convert(files, folder, "pdf", "pdf").items()}


def check_reads(files):
    """The same for documents made of nonsense: LibreOffice must read them. Laying them out is more
    than it can do: notes that hold tables of tables make it go round for ever."""
    with tempfile.TemporaryDirectory(prefix="octavo-text-") as folder:
        return {file: [] if text.exists() else ["was not turned into text"]
                for file, text in convert(files, folder, "txt", "txt:Text").items()}
