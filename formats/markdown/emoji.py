"""Makes emoji.inc from emoji.txt: github.com's shortcodes, one a line: the name, and the code points
in hexadecimal (the list of the npm package gemoji 8.1.0, which is that of github/gemoji).

One array holds all names, sorted, each with its emoji behind it; the table of their places holds no
pointers, which the program would have to relocate on every start."""

import sys

source, target = sys.argv[1:]
with open(source, encoding="ascii") as lines:
    rows = sorted(line.split() for line in lines)
place = 0
with open(target, "w", encoding="ascii") as out:
    out.write("static const unsigned char emoji_bytes[] = {\n")
    places = []
    for name, *points in rows:
        text = "".join(chr(int(point, 16)) for point in points).encode("utf-8")
        out.write("".join(f"{byte}," for byte in name.encode("ascii") + text) + "\n")
        places.append((place, len(name), len(text)))
        place += len(name) + len(text)
    out.write("};\n\nstatic const emoji emojis[] = {\n")
    for row in places:
        out.write("    {%d, %d, %d},\n" % row)
    out.write("};\n")
