#!/usr/bin/env python3
"""Makes a C file of a text file: embed.py INPUT OUTPUT NAME defines
`const char NAME[]`, the bytes of INPUT with a NUL behind them."""

import sys

source, target, name = sys.argv[1:]
with open(source, "rb") as file:
    data = file.read() + b"\0"
rows = [", ".join(map(str, data[at:at + 24])) for at in range(0, len(data), 24)]
with open(target, "w") as file:
    file.write(f"/* Made from {source.rsplit('/', 1)[-1]}. */\n")
    file.write(f"extern const char {name}[{len(data)}];\n")
    file.write(f"const char {name}[{len(data)}] = {{\n    " + ",\n    ".join(rows) + "};\n")
