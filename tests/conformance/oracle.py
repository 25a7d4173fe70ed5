#!/usr/bin/python3
"""Compares what Octavo and micromark make of the same Markdown:

    OCTAVO=build/octavo tests/conformance/oracle.py [--show TEXT] [--try FILE]

The documents are in corpus.py: every README and CHANGELOG of the installed npm
packages and of /usr/share/doc, the specifications' examples, and mutations of
those that both agree about.
At least 99.5 per cent of those about which micromark is not wrong must become
equal HTML, once normalised. Every document that does not must belong to a class that the file 'differences' names with its
reason, and that classes.py recognises: without the construct that the class is
about, both must agree. Each class has an example, which must differ still.

--show TEXT shows the documents whose name holds TEXT, --try FILE compares one
file, --unequal lists all that is unequal and what it belongs to."""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import unquote_to_bytes

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
import classes
import common
import corpus
import spec
from html_normal import normalise

# Per cent that must be equal: of all documents, and of those about which micromark is not wrong.
FLOOR, FLOOR_WHERE_RIGHT = 99.0, 99.5
WRONG = "micromark is wrong"  # the heading in 'differences' of the classes in which it is


# What each dialect is called by Octavo; micromark knows neither formulas nor emoji.
FORMATS = {"commonmark": "commonmark", "gfm": "gfm-tex_math_dollars-tex_math_gfm-emoji"}


# Running both.

def by_octavo(program, documents):
    """The HTML of each (dialect, text); None where the program failed."""
    htmls = [None] * len(documents)
    for dialect in sorted({dialect for dialect, _ in documents}):
        with tempfile.TemporaryDirectory() as folder:
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


def by_micromark(documents):
    done = subprocess.run(["node", "micromark.mjs"], cwd=common.NPM, capture_output=True, check=True,
                          timeout=common.HANG_SECONDS,
                          input=json.dumps([{"dialect": dialect, "text": text}
                                            for dialect, text in documents]).encode())
    return json.loads(done.stdout)


# Bringing both into one form. What is taken away here is markup that no specification says anything
# about: how cells are aligned, how notes and their backlinks are marked, how addresses are encoded,
# what headings are called that links lead to.

BOTH = [
    (r'(<h[1-6]) id="[^"]*"', r"\1"),
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
    """Addresses are compared as they are meant: percent signs that encode are resolved, and the
    capitals of a place in the page forgiven."""
    address = unquote_to_bytes(found[2]).decode("utf-8", "replace")
    return found[1] + (address.lower() if address.startswith("#") else address) + '"'


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


# The classes of difference.

def read_differences():
    """Name to (heading, reason): '# Heading.', 'NAME: reason', continued in indented lines."""
    reasons, heading, name = {}, "", ""
    for line in (HERE / "differences").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.strip("#. ")
        elif line.startswith(" "):
            reasons[name] = (heading, reasons[name][1] + " " + line.strip())
        elif line.strip():
            name, _, reason = line.partition(":")
            reasons[name] = (heading, reason.strip())
    return reasons


def classify(program, unequal):
    """For each (dialect, text, ours, theirs) the names of the classes that explain it: one, or all
    that apply together; empty when none does."""
    found = [[name for name, judge in classes.OUTPUT.items() if None not in (ours, theirs) and judge(text, ours, theirs)]
             [:1] for _, text, ours, theirs in unequal]
    tries, names = [], []
    for index, (dialect, text, _, _) in enumerate(unequal):
        applied, together = [], text
        for name, rewrite in classes.INPUT.items() if not found[index] else ():
            changed = rewrite(text)
            if changed != text:
                applied.append(name)
                together = rewrite(together)
                tries.append((dialect, changed))
                names.append((index, [name]))
        if len(applied) > 1:
            tries.append((dialect, together))
            names.append((index, applied))
    for (index, applied), (ours, theirs) in zip(names, compare(program, tries) if tries else []):
        if ours is not None and ours == theirs and not found[index]:
            found[index] = applied
    return found


# The whole.

def examples():
    """The specifications' examples as documents."""
    for name, source in (("commonmark", spec.commonmark_examples), ("gfm", spec.gfm_examples)):
        for example in source():
            yield f"{name} example {example.number}", name, example.markdown


def compared(program, documents):
    """Name, dialect, text, ours, theirs of each."""
    pairs = compare(program, [document[1:] for document in documents])
    return [document + pair for document, pair in zip(documents, pairs)]


def all_compared(program, arguments):
    if arguments.try_file:
        return compared(program, [(path, "gfm", corpus.text_of(Path(path))) for path in arguments.try_file])
    documents = [(name, "gfm", text) for name, text in corpus.files()]
    results = compared(program, documents + list(examples()))
    agreed = [result[:3] for result in results[len(documents):] if result[3] == result[4]]
    return results + compared(program, list(corpus.mutations(agreed)))


def is_unequal(result):
    return result[3] is None or result[3] != result[4]


def show(result):
    name, _, text = result[:3]
    ours, theirs = result[3] or "", result[4] or ""
    place = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    start = max(0, place - 100)
    print(f"    {name}", f"      text:      {text[:300]!r}", f"      octavo:    {ours[start:place + 150]!r}",
          f"      micromark: {theirs[start:place + 150]!r}", sep="\n", flush=True)


def check_examples(program):
    """The number of classes whose example is no difference of that class."""
    wrong = 0
    results = compared(program, [(name, dialect, text) for name, (dialect, text) in classes.EXAMPLES.items()])
    explained = classify(program, [result[1:] for result in results])
    for result, names in zip(results, explained):
        if not is_unequal(result) or names != [result[0]]:
            print(f"FAILED the example of the class '{result[0]}' "
                  f"{'is a difference of ' + str(names) if is_unequal(result) else 'makes no difference any more'}")
            show(result)
            wrong += 1
    return wrong


def check_reasons(reasons):
    wrong = 0
    known = set(classes.INPUT) | set(classes.OUTPUT)
    for name in sorted((known ^ set(reasons)) | (known ^ set(classes.EXAMPLES))):
        print(f"FAILED the class '{name}' must be in differences, in classes.py, and have an example there")
        wrong += 1
    for name, (_, reason) in reasons.items():
        if not reason:
            print(f"FAILED the class '{name}' has no reason")
            wrong += 1
    return wrong


def judge(results, explained, reasons, whole):
    """Prints what was found; returns the number of faults."""
    unequal = [result for result in results if is_unequal(result)]
    wrong, counts = 0, {name: 0 for name in reasons}
    for result, names in zip(unequal, explained):
        for name in names:
            counts[name] += 1
        if not names:
            print("FAILED a difference of no named class:")
            show(result)
            wrong += 1
    its_faults = sum(1 for names in explained if names and all(reasons[name][0] == WRONG for name in names))
    agreement = 100 * (1 - len(unequal) / len(results))
    where_right = 100 * (1 - (len(unequal) - its_faults) / (len(results) - its_faults))
    print(f"agreement with micromark: {agreement:.2f} % of {len(results)} documents, "
          f"{where_right:.2f} % where it is not wrong itself "
          f"({len(unequal)} differ, {len(unequal) - wrong} of them in ways that have a name)")
    if whole:
        if agreement < FLOOR or where_right < FLOOR_WHERE_RIGHT:
            print(f"FAILED less than {FLOOR} %, or than {FLOOR_WHERE_RIGHT} % where micromark is not wrong")
            wrong += 1
        for name, count in counts.items():
            print(f"  {count:3} {name}")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--show", metavar="TEXT")
    parser.add_argument("--try", dest="try_file", action="append", metavar="FILE")
    parser.add_argument("--unequal", action="store_true")
    arguments = parser.parse_args()
    started = time.monotonic()
    program, reasons = common.octavo(), read_differences()
    results = [result for result in all_compared(program, arguments)
               if not arguments.show or arguments.show in result[0]]
    unequal = [result for result in results if is_unequal(result)]
    explained = classify(program, [result[1:] for result in unequal])
    for result, names in zip(unequal, explained) if arguments.show or arguments.unequal else ():
        print(", ".join(names) or "no class")
        show(result)
    wrong = check_reasons(reasons) + check_examples(program)
    wrong += judge(results, explained, reasons, not (arguments.show or arguments.try_file))
    print(f"({time.monotonic() - started:.0f} s)")
    return common.summary(len(results) - wrong, wrong)


if __name__ == "__main__":
    sys.exit(main())
