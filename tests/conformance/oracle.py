#!/usr/bin/python3
"""Compares what Octavo and micromark make of the same Markdown:

    OCTAVO=build/octavo tests/conformance/oracle.py [--show TEXT] [--try FILE]

The documents are in corpus.py: every README and CHANGELOG of the installed npm
packages and of /usr/share/doc, the specifications' examples, and mutations of
those that both agree about.
At least 99.5 per cent of them must become equal HTML, once normalised, and more
of those about which micromark is not wrong. That it is wrong is confirmed by commonmark.js, the
specification's own implementation, for the example of each such class that needs
no extension. Every document that does not become equal must belong to a class
that the file 'differences' names with its reason, and that classes.py recognises:
without the construct that the class is about, both must agree. Each class has an
example, which must differ still.

--show TEXT shows the documents whose name holds TEXT, --try FILE compares one
file, --unequal lists all that is unequal and what it belongs to."""

import argparse
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lib"))
import classes
import common
import corpus
import spec
from engines import by_reference, compare, same

# Per cent that must be equal: of all documents, and of those about which micromark is not wrong.
FLOOR, FLOOR_WHERE_RIGHT = 99.5, 99.75
WRONG = "micromark is wrong"  # the heading in 'differences' of the classes in which it is


# The class of what is classed in no other way.
ALONE = "micromark is alone"


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


def explanation(text, ours, theirs):
    """The class of OUTPUT that explains the difference; no class when there is none to explain; else None."""
    if None in (ours, theirs):
        return None
    if same(ours, theirs):
        return []
    for name, judge in classes.OUTPUT.items():
        if judge(text, ours, theirs):
            return [name]
    shown = classes.NOTES.sub("", ours)  # which may come with any other
    return explanation(text, shown, theirs) if shown != ours else None


def rewritten(text):
    """What the classes of INPUT make of a text, each alone and then all together, with their names."""
    changed = {name: rewrite(text) for name, rewrite in classes.INPUT.items() if rewrite(text) != text}
    yield from (([name], result) for name, result in changed.items())
    if len(changed) > 1:
        together = text
        for name in changed:
            together = classes.INPUT[name](together)
        yield list(changed), together


def classify(program, unequal):
    """For each (dialect, text, ours, theirs) the names of the classes that explain it, of one or of all
    that apply together; empty when none does."""
    found = [explanation(text, ours, theirs) for _, text, ours, theirs in unequal]
    tries = [(index, names, (unequal[index][0], text)) for index, names in enumerate(found) if names is None
             for names, text in rewritten(unequal[index][1])]
    pairs = compare(program, [document for _, _, document in tries]) if tries else []
    for (index, names, (_, text)), pair in zip(tries, pairs):
        rest = explanation(text, *pair)
        if rest is not None and found[index] is None:
            found[index] = names + rest
    alone = is_alone(program, [document for document, names in zip(unequal, found) if names is None])
    return [([ALONE] if next(alone) else []) if names is None else names for names in found]


def is_alone(program, unequal):
    """For each whether micromark is alone: where no extension changes anything, the specification's own
    implementation makes of it what Octavo makes."""
    texts = [text for _, text, _, _ in unequal]
    pairs = compare(program, [("commonmark", text) for text in texts]) if texts else []
    references = by_reference(texts) if texts else []
    for (_, _, ours, theirs), pair, reference in zip(unequal, pairs, references):
        yield (ours, theirs) == pair and ours is not None and ours == reference


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
    agreed = [result[:3] for result in results[len(documents):] if same(result[3], result[4])]
    return results + compared(program, list(corpus.mutations(agreed)))


def is_unequal(result):
    return not same(result[3], result[4])


def show(result):
    name, _, text = result[:3]
    ours, theirs = result[3] or "", result[4] or ""
    place = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    start = max(0, place - 100)
    print(f"    {name}", f"      text:      {text[:300]!r}", f"      octavo:    {ours[start:place + 150]!r}",
          f"      micromark: {theirs[start:place + 150]!r}", sep="\n", flush=True)


def check_examples(program, reasons):
    """The number of classes whose example is no difference of that class, or about whose example micromark
    is not wrong although the class says so."""
    wrong = 0
    results = compared(program, [(name, dialect, text) for name, (dialect, text) in classes.EXAMPLES.items()])
    explained = classify(program, [result[1:] for result in results])
    texts = [text for name, _, text, _, _ in results]
    for result, names, reference in zip(results, explained, by_reference(texts)):
        if reasons[result[0]][0] == WRONG and result[1] == "commonmark" and result[3] != reference:
            print(f"FAILED the specification's own implementation has the example of '{result[0]}' otherwise")
            show(result)
            wrong += 1
        if not is_unequal(result) or names[:1] != [result[0]]:
            print(f"FAILED the example of the class '{result[0]}' "
                  f"{'is a difference of ' + str(names) if is_unequal(result) else 'makes no difference any more'}")
            show(result)
            wrong += 1
    return wrong


def check_reasons(reasons):
    wrong = 0
    known = set(classes.INPUT) | set(classes.OUTPUT)
    for name in sorted((known | {ALONE}) ^ set(reasons) | (known ^ set(classes.EXAMPLES))):
        print(f"FAILED the class '{name}' must be in differences, in classes.py, and have an example there")
        wrong += 1
    for name, (_, reason) in reasons.items():
        if not reason:
            print(f"FAILED the class '{name}' has no reason")
            wrong += 1
    return wrong


def print_reference(results):
    """How often both agree with the specification's own implementation, where there are no extensions."""
    plain = [result for result in results if result[1] == "commonmark"]
    references = by_reference([result[2] for result in plain])
    for name, column in ("Octavo", 3), ("micromark", 4):
        equal = sum(result[column] == reference for result, reference in zip(plain, references))
        print(f"agreement of {name} with commonmark.js: {100 * equal / len(plain):.2f} % of {len(plain)} documents "
              f"without extensions ({len(plain) - equal} differ)")


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
        print_reference(results)
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
    wrong = check_reasons(reasons) + check_examples(program, reasons)
    wrong += judge(results, explained, reasons, not (arguments.show or arguments.try_file))
    print(f"({time.monotonic() - started:.0f} s)")
    return common.summary(len(results) - wrong, wrong)


if __name__ == "__main__":
    sys.exit(main())
