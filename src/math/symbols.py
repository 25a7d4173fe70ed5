#!/usr/bin/env python3
"""Makes the table of TeX's symbols: symbols.py INPUT OUTPUT. Rows are sorted by name, as strcmp sorts."""

import re
import sys

rows, group = {}, None
for line in open(sys.argv[1], encoding="utf-8"):
    if line.startswith("# ") or not line.strip():
        continue
    head = re.fullmatch(r"\[(\w+)\]\n", line)
    if head:
        group = head[1].upper()
        continue
    words = line.split()
    assert len(words) % 2 == 0, line
    for name, text in zip(words[::2], words[1::2]):
        assert name not in rows, name
        rows[name] = (text.replace("␣", "\u2009"), group)
escape = str.maketrans({"\\": "\\\\", '"': '\\"'})
with open(sys.argv[2], "w", encoding="utf-8") as file:
    for name in sorted(rows, key=str.encode):
        text, kind = rows[name]
        file.write(f'{{"{name.translate(escape)}", "{text.translate(escape)}", SYMBOL_{kind}}},\n')
