"""The documents that the oracle compares: what people wrote, and mutations of the
specifications' examples. The same at every run on the same machine."""

import gzip
import random
import re
import subprocess
from pathlib import Path

import common

# Of a longer file only so much is taken: micromark needs about three seconds for a megabyte.
MOST_OF_A_FILE = 30_000
MUTATIONS_OF_AN_EXAMPLE = 3

# READMEs, CHANGELOGs, and whatever else there is.
NAME = re.compile(r".*\.(md|markdown)(\.gz)?$", re.I)

TOKENS = """* ** _ __ ` `` [ ] ](/u) ![ | |-| > - + 1. # <!-- --> <b> ~ ~~ &amp; & \\ http://a.b www.a.b a@b.c
    [^1] € é “ ' " ( ) < :-: a {}""".split() + \
    ["\n", "\n\n", "    ", "  ", "> ", "- ", "1. ", "- [ ] ", "- [x] ", "  \n", "\\\n", "\t", "\u00a0", "```\n",
     "~~~\n", "===\n", "---\n", "[^1]: x\n"]
PREFIXES = ["> ", "- ", "  ", "    ", "\t", "1. ", "   "]


def roots():
    """Where the files are: the packages that the tests use, npm's own, and Debian's."""
    yield common.NPM / "node_modules"
    done = subprocess.run(["npm", "root", "--global"], capture_output=True, text=True, timeout=60)
    if done.returncode == 0 and done.stdout.strip():
        yield Path(done.stdout.strip())
    yield Path("/usr/share/doc")


def text_of(path):
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    text = data.decode("utf-8", "replace").replace("\0", "\ufffd").removeprefix("\ufeff")
    if len(text) > MOST_OF_A_FILE:
        text = text[:text.rfind("\n", 0, MOST_OF_A_FILE) + 1]
    return text


def files():
    """Name and text of each; the same text counts once."""
    seen = set()
    for root in roots():
        for path in sorted(root.rglob("*")):
            if NAME.match(path.name) and path.is_file():
                text = text_of(path)
                if text not in seen:
                    seen.add(text)
                    yield str(path), text


def mutate(chance, text, others):
    """One edit: something cut, doubled, put in, indented, or another example behind it."""
    at = chance.randint(0, len(text))
    to = min(len(text), at + chance.randint(1, 6))
    edit = chance.randrange(6)
    if edit == 0:
        return text[:at] + text[to:]
    if edit == 1:
        return text[:to] + text[at:]
    if edit == 2:
        lines = text.split("\n")
        place = chance.randrange(len(lines))
        lines[place] = chance.choice(PREFIXES) + lines[place]
        return "\n".join(lines)
    if edit == 3:
        return text + chance.choice(["", "\n", "\n\n"]) + chance.choice(others)
    return text[:at] + chance.choice(TOKENS) + text[at:]


def mutations(examples):
    """Mutations of (name, dialect, text), in the same form. Each example has its own chance, so that
    what becomes of one does not change what becomes of the others."""
    others = {}
    for _, dialect, text in examples:
        others.setdefault(dialect, []).append(text)
    for name, dialect, text in examples:
        chance = random.Random(f"octavo {name}")
        for count in range(MUTATIONS_OF_AN_EXAMPLE):
            yield f"{name}, mutation {count + 1}", dialect, mutate(chance, text, others[dialect])
