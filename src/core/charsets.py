"""Makes charsets.inc from charsets.txt: the encodings, their labels in order, what the bytes from 0x80 on mean, and what the
C library's tables have otherwise."""

import sys

source, target = sys.argv[1:]
names, labels, tables, others = [], [], {}, {}
with open(source, encoding="ascii") as lines:
    for line in lines:
        words = line.split()
        if line[0] == "#":
            continue
        if line[0] != " ":
            names.append((words[0], words[1], words[2] if len(words) > 2 else None))
            labels.append((words[0], len(names) - 1))
        elif words[0] == "=":
            tables.setdefault(len(names) - 1, []).extend(0xFFFD if word == "----" else int(word, 16) for word in words[1:])
        elif words[0] == "+":
            others.setdefault(len(names) - 1, []).extend(word.split(":") for word in words[1:])
        else:
            labels += [(word, len(names) - 1) for word in words]

with open(target, "w", encoding="ascii") as out:
    for at, table in tables.items():
        assert len(table) == 128, names[at]
        out.write(f"static const uint16_t bytes_{at}[128] = {{{', '.join(map(hex, table))}}};\n")
    for at, pairs in others.items():
        rows = ", ".join(f"{{0x{code}, 0x{point}}}" for code, point in sorted(pairs))
        out.write(f"static const oct_charset_pair pairs_{at}[] = {{{rows}}};\n")
    out.write("static const oct_charset charsets[] = {\n")
    for at, (name, how, library) in enumerate(names):
        kind = how.upper().replace("-", "_")
        out.write(f'    {{"{name}", OCT_BY_{kind}, {f"{chr(34)}{library}{chr(34)}" if library else "NULL"}, '
                  f'{f"bytes_{at}" if at in tables else "NULL"}, {f"pairs_{at}" if at in others else "NULL"}, '
                  f"{len(others.get(at, []))}}},\n")
    out.write("};\nstatic const charset_label labels[] = {\n")
    for label, at in sorted(labels):
        out.write(f'    {{"{label}", {at}}},\n')
    out.write("};\n")
