"""Opens DOCX files in LibreOffice by converting them to PDF."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import common
from validating import CannotRun, need


# LibreOffice would take any other file for text, and that would pass.
DOCX_FILTER = "MS Word 2007 XML"


def to_pdf(files, folder):
    """Converts the files in one start; returns a dictionary: file -> its PDF.

    Files are given to LibreOffice under numbers, as files of different folders
    may share a name. A PDF that was not made does not exist afterwards."""
    need("soffice", "libreoffice-writer-nogui")
    folder = Path(folder)
    inputs, pdfs = [], {}
    for number, file in enumerate(files):
        copy = folder / f"{number}{Path(file).suffix}"
        shutil.copyfile(file, copy)
        inputs.append(str(copy))
        pdfs[file] = folder / f"{number}.pdf"
    # A profile of its own: a LibreOffice that runs already would take over.
    with tempfile.TemporaryDirectory(prefix="octavo-office-") as profile:
        done = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
             f"--infilter={DOCX_FILTER}", "--convert-to", "pdf", "--outdir", str(folder), *inputs],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
            timeout=common.HANG_SECONDS)
    if done.returncode != 0 and not any(pdf.exists() for pdf in pdfs.values()):
        raise CannotRun(f"soffice ended with {done.returncode}: {done.stderr[-1000:]}")
    return pdfs


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
        return {file: findings_of(pdf) for file, pdf in to_pdf(files, folder).items()}
