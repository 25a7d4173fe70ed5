"""Makes the inputs of the bench out of the sample documents."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = ROOT / "samples" / "documents"
MB = 1_000_000


def body_of(name):
    """A Markdown sample without its front matter, and without images: those are not what is measured."""
    text = (DOCUMENTS / name).read_text()
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    return re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text)


def with_own_labels(text, number):
    """Footnote labels and reference definitions must differ from copy to copy."""
    return re.sub(r"\[\^([^\]]+)\]", rf"[^\1-{number}]", text)


def book(size):
    """About size bytes of Markdown: the novel, the manual and the report in turn."""
    parts = [body_of("novel/novel.md"), body_of("manual/manual.md"), body_of("report/report.md")]
    pieces, length, number = ['---\ntitle: "The Long Book"\nlang: en\n---\n\n'], 0, 0
    while length < size:
        piece = with_own_labels(parts[number % len(parts)], number) + "\n\n"
        pieces.append(piece)
        length += len(piece.encode())
        number += 1
    return "".join(pieces)


def as_html(name):
    """A Markdown sample as its reference parser writes it."""
    command = ["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist"]
    return subprocess.run(command, input=body_of(name), capture_output=True, text=True, check=True).stdout


def page(size):
    """About size bytes of HTML: the body of the saved page and the other samples, again and again. The one page alone
    would not do: it fits into DEFLATE's window of 32 KiB, which then finds nothing new."""
    text = (DOCUMENTS / "webpage/webpage.html").read_text()
    head, rest = text.split("<main", 1)
    main, foot = rest.split("</main>", 1)
    parts = [re.sub(r"<img[^>]*>", "", "<main" + main + "</main>\n")]
    parts += [as_html(name) for name in ("novel/novel.md", "manual/manual.md", "report/report.md", "article/article.md")]
    length = sum(len(part.encode()) for part in parts)
    return head + "".join(parts) * max(1, round(size / length)) + foot


def make(folder, quick):
    """Writes the inputs and returns their paths by name."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {"book-500k.md": lambda: book(MB // 2), "book-10m.md": lambda: book(10 * MB),
              "book-1m.md": lambda: book(MB), "page-1m.html": lambda: page(MB)}
    if not quick:
        wanted |= {"page-50m.html": lambda: page(50 * MB), "book-100m.md": lambda: book(100 * MB),
                   "page-10m.html": lambda: page(10 * MB)}
    for name, text in wanted.items():
        if not (folder / name).exists():
            (folder / name).write_text(text())
    small = folder / "small"
    small.mkdir(exist_ok=True)
    paragraphs = [p for p in body_of("novel/novel.md").split("\n\n") if "[^" not in p]
    for i in range(1000):
        start = i * 3 % (len(paragraphs) - 8)
        (small / f"note-{i:04}.md").write_text(f"# Note {i}\n\n" + "\n\n".join(paragraphs[start:start + 8]) + "\n")
    return {path.name: path for path in folder.iterdir()}
