"""Markdown for the differential fuzzer: made by a small grammar, or of documents that are there
already, which are spliced, put into one another, and mutated."""

import corpus

WORDS = "a b foo bar é € 日本 1 2. x_y A.B Ω".split()
INLINES = ["*{0}*", "**{0}**", "***{0}***", "_{0}_", "__{0}__", "*{0}", "{0}*", "**{0}", "_{0}", "`{0}`", "``{0} ` {1}``",
           "[{0}](/u)", "[{0}](/u \"{1}\")", "[{0}](<{1}> '{0}')", "[{0}]({1}(b)c)", "[{0}][a]", "[{0}][]", "[a]",
           "[{0}", "{0}]", "![{0}](/u)", "![{0}][a]", "<b>{0}</b>", "<i a='{0}'>", "<!-- {0} -->", "<?{0}?>",
           "~~{0}~~", "~{0}~", "{0} {1}", "{0}{1}", "{0}\\\n{1}", "{0}  \n{1}", "{0}\n{1}", "&amp;{0}", "&#65;{0}", "\\{0}",
           "\\*{0}", "http://a.b/{0}", "www.a.b{0}", "a@b.c {0}", "<http://a.b/{0}>", "[^1]", "[^{0}]", "({0})", "\"{0}\"",
           "{0} | {1}", "{0}:", "{0}!"]
LINES = ["***", "---", "===", "-", "*", "+ ", "1.", "1)", ">", "#", "## ", "```", "~~~ a", "<div>", "</div>", "<!--", "-->",
         "<pre>", "</pre>", "<script>", "|", "| a | b |", "|-|-|", ":-:", "-|-", "[a]: /u", "[a]: /u 't'", "[a]:", "'t'",
         "[^1]: x", "[^1]:", "    code", "\tcode", "  ", "", "", "<b>", "- [ ] a", "- [x] b", "<?php", "?>", "<!A>"]


def inline(chance, depth):
    if depth <= 0 or chance.random() < 0.3:
        return chance.choice(WORDS)
    return chance.choice(INLINES).format(inline(chance, depth - 1), inline(chance, depth - 2))


def inlines(chance):
    return " ".join(inline(chance, 3) for _ in range(chance.randint(1, 3)))


def prefixed(chance, text, first, others):
    """The text in a container; now and then a line lacks its marker, or has another indentation."""
    lines = text.split("\n")
    out = [first + lines[0]]
    for line in lines[1:]:
        prefix = chance.choice(["", " ", "  ", "   ", "\t", ">"]) if chance.random() < 0.08 else others
        out.append(prefix + line if line or chance.random() < 0.3 else "")
    return "\n".join(out)


def table(chance):
    columns = chance.randint(1, 3)
    rows = [[inline(chance, 2).replace("\n", " ") for _ in range(columns)] for _ in range(chance.randint(1, 3))]
    rows.insert(1, [chance.choice(["-", ":-", "-:", ":-:", "---"]) for _ in range(columns)])
    return "\n".join("|" + "|".join(row) + chance.choice(["|", ""]) for row in rows)


def container(chance, depth):
    marker = chance.choice(["> ", ">", "- ", "* ", "1. ", "7) ", "-   ", "[^1]: ", "  - "])
    rest = marker if marker[0] == ">" else "    " if marker[0] == "[" else " " * len(marker)
    return prefixed(chance, blocks(chance, depth - 1), marker, rest)


def block(chance, depth):
    kind = chance.randrange(12)
    if kind < 4 and depth > 0:
        return container(chance, depth)
    if kind == 4:
        return "#" * chance.randint(1, 6) + " " + inlines(chance).replace("\n", " ")
    if kind == 5:
        return inlines(chance) + "\n" + chance.choice(["===", "---", "  -", "="])
    if kind == 6:
        fence = chance.choice(["```", "~~~", "````"])
        return fence + chance.choice(["", "a", " a b"]) + "\n" + blocks(chance, 0) + "\n" + fence
    if kind == 7:
        return prefixed(chance, inlines(chance), "    ", "    ")
    if kind == 8:
        return table(chance)
    if kind == 9:
        return chance.choice(LINES)
    return inlines(chance)


def blocks(chance, depth):
    parts = []
    for _ in range(chance.randint(1, 4)):
        parts += [block(chance, depth), chance.choice(["\n", "\n", "\n\n", "\n\n\n", "\n  \n"])]
    return "".join(parts[:-1])


def spliced(chance, sources):
    """Lines of two documents: one behind the other, or mixed."""
    one, other = (chance.choice(sources).split("\n") for _ in range(2))
    at, to = chance.randint(0, len(one)), chance.randint(0, len(other))
    if chance.random() < 0.5:
        return "\n".join(one[:at] + other[to:])
    return "\n".join(one[:at] + other[to:to + 3] + one[at:])


def crossed(chance, sources):
    """The beginning of one and the end of another, within lines."""
    one, other = chance.choice(sources), chance.choice(sources)
    return one[:chance.randint(0, len(one))] + other[chance.randint(0, len(other)):]


def contained(chance, sources):
    marker = chance.choice(["> ", "- ", "1. ", "    ", "* ", "[^1]: "])
    rest = marker if marker[0] == ">" else " " * (4 if marker[0] == "[" else len(marker))
    return prefixed(chance, chance.choice(sources), marker, rest)


def document(chance, sources):
    """One document; its dialect as well."""
    kind = chance.randrange(8)
    if kind < 3:
        text = blocks(chance, 3)
    elif kind < 5:
        text = spliced(chance, sources)
    elif kind == 5:
        text = crossed(chance, sources)
    elif kind == 6:
        text = contained(chance, sources)
    else:
        text = chance.choice(sources)
    for _ in range(chance.choice([0, 1, 1, 2, 3]) if kind != 7 else chance.randint(1, 4)):
        text = corpus.mutate(chance, text, sources)
    if chance.random() < 0.5:
        text += "\n"
    return chance.choice(["commonmark", "gfm", "gfm"]), text.replace("\0", "\ufffd")
