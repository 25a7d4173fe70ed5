"""The two that the oracle compares: Octavo, and micromark, which stays in one process; and the one form
that the HTML of both is brought into."""

import json
import os
import re
import subprocess
import tempfile
import threading
from pathlib import Path
from urllib.parse import unquote_to_bytes

import common
from html_normal import normalise

# What each dialect is called by Octavo; micromark knows neither formulas nor emoji nor alerts.
FORMATS = {"commonmark": "commonmark", "gfm": "gfm-tex_math_dollars-tex_math_gfm-emoji-alerts"}
# Where many small files are written in no time.
SCRATCH = "/dev/shm" if os.path.isdir("/dev/shm") else None


# Running both.

def by_octavo(program, documents):
    """The HTML of each (dialect, text); None where the program failed."""
    htmls = [None] * len(documents)
    for dialect in sorted({dialect for dialect, _ in documents}):
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            inputs = {}
            for index, (name, text) in enumerate(documents):
                if name == dialect:
                    inputs[index] = Path(folder, f"{index}.md")
                    inputs[index].write_bytes(text.encode())
            subprocess.run([program, "batch", "-q", "-j", "1", "-f", FORMATS[dialect], "-t", "html", "--raw-html=keep",
                            f"--out-dir={folder}/out"] + [str(path) for path in inputs.values()],
                           capture_output=True, timeout=common.HANG_SECONDS)
            for index in inputs:
                output = Path(folder, "out", f"{index}.html")
                if output.exists():
                    htmls[index] = output.read_bytes().decode()
    return htmls


class Micromark:
    """micromark in a process that lives as long as it answers in time."""

    def __init__(self):
        self.process = None

    def ask(self, documents, seconds=common.HANG_SECONDS):
        """The HTML of each (dialect, text), None where it failed; None instead of all when it took too long."""
        if not self.process:
            self.process = subprocess.Popen(["node", "micromark.mjs"], cwd=common.NPM, stdin=subprocess.PIPE,
                                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        question = json.dumps([{"dialect": dialect, "text": text} for dialect, text in documents]) + "\n"
        guard = threading.Timer(seconds, self.process.kill)
        guard.start()
        try:
            self.process.stdin.write(question.encode())
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = b""
        guard.cancel()
        if not answer.endswith(b"\n"):
            self.close()
            return None
        return json.loads(answer)

    def close(self):
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None


MICROMARK_PROCESS = Micromark()


def by_micromark(documents):
    """The HTML of each (dialect, text); None where micromark failed."""
    htmls = MICROMARK_PROCESS.ask(documents)
    if htmls is None:
        raise OSError("micromark does not answer; tests/tools/node-packages installs it")
    return htmls


# Bringing both into one form. What is taken away here is markup that no specification says anything
# about: how cells are aligned, how notes and their backlinks are marked, how addresses are encoded,
# what headings are called that links lead to, and whether a link has their capitals.

BOTH = [
    (r'(<h[1-6]) id="[^"]*"', r"\1"),
    (r'href="#[^"]*"', lambda found: found[0].lower()),
    (r"\r\n?", "\n"),
    (r'(<t[hd]) style="text-align: (\w+)"', r'\1 align="\2"'),
    (r"\s*</li>", "</li>"),
    (r"<br */?>[ \t]*\n?[ \t]*", "<br>"),
]
OCTAVO = [
    (r'<sup class="footnote-ref"><a href="#fn\d+" id="fnref\d+" role="doc-noteref">(\d+)</a></sup>', r"<note>\1</note>"),
    (r'\s*<a href="#fnref\d+" class="footnote-back"[^>]*>↩︎(<sup>\d+</sup>)?</a>', ""),
    (r'<section class="footnotes" role="doc-endnotes">\s*<hr />', "<section>"),
    (r'<li id="fn\d+">', "<li>"),
    (r"<p>\s*</p>\s*</li>", "</li>"),
]
MICROMARK = [
    (r'<sup><a href="#user-content-fn-[^"]*" id="user-content-fnref-[^"]*" data-footnote-ref="" '
     r'aria-describedby="footnote-label">(\d+)</a></sup>', r"<note>\1</note>"),
    (r'\s*<a href="#user-content-fnref-[^"]*" data-footnote-backref="" aria-label="[^"]*" '
     r'class="data-footnote-backref">↩(<sup>\d+</sup>)?</a>', ""),
    (r'<section data-footnotes="" class="footnotes"><h2 id="footnote-label" class="sr-only">Footnotes</h2>', "<section>"),
    (r'<li id="user-content-fn-[^"]*">', "<li>"),
    (r"<p>\s*</p>\s*</li>", "</li>"),
]


def decoded_address(found):
    """Addresses are compared as they are meant: percent signs that encode are resolved."""
    return found[1] + unquote_to_bytes(found[2]).decode("utf-8", "replace") + '"'


def in_one_form(html, own):
    if html is None:
        return None
    for pattern, replacement in own + BOTH:
        html = re.sub(pattern, replacement, html)
    try:
        html = normalise(html)
    except AssertionError:  # Python's parser gives up on some declarations that are none
        html = re.sub(r"\s+", " ", html)
    html = re.sub(r'(alt=")([^"]*)', lambda found: found[1] + found[2].replace("\n", " "), html)
    return re.sub(r'((?:href|src)=")([^"]*)"', decoded_address, html)


def compare(program, documents):
    """A pair of HTML in one form for each (dialect, text)."""
    return [(in_one_form(ours, OCTAVO), in_one_form(theirs, MICROMARK))
            for ours, theirs in zip(by_octavo(program, documents), by_micromark(documents))]


EDGES = re.compile(r"(?<=<code>)(?:[ \t]*\n)+|\n\s*(?=</code></pre>)")


def same(ours, theirs):
    """Whether both are there and equal, but for blank lines at the beginning and the end of code: micromark
    adds or drops one where the end of an item or of the text closes the code. What Octavo has there is held
    against the specification's examples and its own implementation, which are compared to the byte."""
    return None not in (ours, theirs) and (ours == theirs or EDGES.sub("", ours) == EDGES.sub("", theirs))


def by_reference(texts):
    """The HTML of the specification's own implementation, in the same form."""
    return [in_one_form(html, []) for html in by_micromark([("reference", text) for text in texts])]
