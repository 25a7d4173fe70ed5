"""Makes entities.inc from entities.txt: the named character references of HTML (13.5), one a line:
the name, with its semicolon where it needs one, and its code points in hexadecimal."""

import sys

source, target = sys.argv[1:]
with open(source, encoding="ascii") as lines:
    rows = sorted(line.split() for line in lines)
with open(target, "w", encoding="ascii") as out:
    for name, *points in rows:
        text = "".join(chr(int(point, 16)) for point in points).encode("utf-8")
        escaped = "".join(f"\\x{byte:02X}" for byte in text)
        out.write(f'{{"{name}", "{escaped}"}},\n')
