#!/usr/bin/python3
"""Checks the rules that the source keeps, which no compiler sees:

    tests/lib/source_rules.py [LIBRARY]

Each room includes only what stands lower, each library's headers stay in their room, the library
neither prints nor exits nor looks at the environment, the clock or the locale, and what is said in
one table is said nowhere else. With LIBRARY (a static library) also: it has no writable globals
but those named here."""

import re
import subprocess
import sys
from pathlib import Path

import common

ROOT = common.ROOT

# What a room may include of the others; its own headers go without saying.
ROOMS = {
    "src/base": [],
    "src/ast": ["base"],
    "src/io": ["base"],
    "src/math": ["base"],
    "src/core": ["base", "math", "ast", "io"],
    "src/cli": ["base", "ast", "io", "core"],
    "formats": ["base", "math", "ast", "io", "core"],
}

# One format's header that another format may include: (format, header).
FORMAT_EDGES = {("epub", "formats/html/render.h")}

# Whose headers may be included where: pattern of the header, patterns of the files.
LIBRARIES = [
    (r"cmark", [r"formats/markdown/"]),
    (r"libxml/", [r"formats/html/xml_library"]),
    (r"zip\.h", [r"src/io/zip_library"]),
    (r"libdeflate\.h", [r"src/io/"]),
    (r"yaml\.h", [r"src/core/metadata_yaml"]),
    (r"jansson\.h", [r"src/core/metadata_json"]),
    (r"uni[a-z]+\.h", [r"src/core/(slug|ideographic)", r"formats/plain/", r"formats/text/letters",
                       r"formats/markdown/(columns|flanking|notes)"]),
    (r"iconv\.h", [r"src/core/charset"]),
]
# unistd.h matches the pattern of libunistring's headers, and is POSIX's.
POSIX = {"unistd.h"}

# Calls that a library must not make, and why.
FORBIDDEN_CALLS = {
    r"\b(exit|_exit|abort|quick_exit)\s*\(": "a library never ends the process",
    r"\b(getenv|secure_getenv)\s*\(": "only the command reads the environment",
    r"\b(setlocale|newlocale|localtime|strftime|strcoll)\s*\(": "no output depends on the locale",
    r"(?<![\w>.])(time|clock|gettimeofday|clock_gettime|rand|random|getrandom|getentropy)\s*\(":
        "no clock and no chance in an output",
    r"(?<![\w>.])(printf|puts|putchar|perror|fprintf|vfprintf|fputs)\s*\(": "a library never prints",
    r"\b(strtod|atof|strtof)\s*\(|%[0-9.]*[fgeFGE]\b": "no floating point text: it heeds the locale",
}
# File and call, with the reason.
MAY_CALL = {("src/base/map.c", "getentropy")}  # a map's secret changes no order, and so no output

# Writable globals, each with its reason.
GLOBALS = {
    r"^(functions|library)$": "a shared library that is loaded when it is first needed, under a mutex",
    r"once": "a library's own globals are initialised once",
    r"^tls_|_arena$|current": "cmark's allocator hook has no user pointer: its arena is thread-local",
    r"^(registered|blocks_extension|tilde|extensions?|extension_name|special_characters|special_bytes)$":
        "cmark's extensions are structures that cmark may write to; they are set up once",
}

MOST_LINES = 500


def sources(*folders):
    for folder in folders:
        for pattern in ("*.c", "*.h"):
            yield from sorted((ROOT / folder).rglob(pattern))


def without_comments(text):
    return re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), text, flags=re.S)


def room_of(name):
    return next(room for room in ROOMS if name.startswith(room + "/"))


def wrong_include(name, header):
    """Why the file may not include the header, or None."""
    room = room_of(name)
    own = name.split("/")[1]
    first = header.split("/")[0]
    if header.startswith("formats/"):
        format = header.split("/")[1]
        if room == "formats" and (format == own or (own, header) in FORMAT_EDGES):
            return None
        return "formats are known only to themselves"
    if first == own or "/" not in header or first in ROOMS[room]:
        return None
    return f"{room} may not know {first}"


def wrong_library(name, header):
    for pattern, files in LIBRARIES:
        if re.match(pattern, header) and header not in POSIX:
            return None if any(re.match(f, name) for f in files) else f"belongs to {files}"
    return None


def check_includes(faults):
    for path in sources("src", "formats"):
        name = str(path.relative_to(ROOT))
        if name in ("src/octavo.h", "formats/formats.c"):
            continue
        for quote, header in re.findall(r'^#\s*include\s+([<"])([^>"]+)', path.read_text(), re.M):
            why = wrong_include(name, header) if quote == '"' else wrong_library(name, header)
            if why:
                faults.append(f"{name} includes {header}: {why}")


def check_calls(faults):
    for path in sources("src", "formats"):
        name = str(path.relative_to(ROOT))
        if name.startswith("src/cli/"):
            continue
        for number, line in enumerate(without_comments(path.read_text()).splitlines(), 1):
            for pattern, why in FORBIDDEN_CALLS.items():
                match = re.search(pattern, re.sub(r'"(\\.|[^"\\])*"', lambda m: m.group() if "%" in m.group() else '""', line))
                if match and (name, match.group().rstrip("( ")) not in MAY_CALL:
                    faults.append(f"{name}:{number}: {match.group().strip()}: {why}")


def check_lengths(faults):
    for path in sources("src", "formats"):
        lines = len(path.read_text().splitlines())
        if lines > MOST_LINES and "table" not in path.name and "entities" not in path.name:
            faults.append(f"{path.relative_to(ROOT)} has {lines} lines, more than {MOST_LINES}")


def check_words(faults):
    """Words that mark something unfinished, and recursion over a tree in disguise."""
    for path in sources("src", "formats"):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line):
                faults.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")


def check_header(faults):
    """The public header compiles alone, as C and as C++."""
    for compiler, language in (("cc", "c"), ("c++", "c++")):
        run = subprocess.run([compiler, "-x", language, "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-c", "-o", "/dev/null", ROOT / "src/octavo.h"], capture_output=True, text=True)
        if run.returncode:
            faults.append(f"octavo.h as {language}: {run.stderr}")


def check_globals(faults, library):
    lines = subprocess.run(["objdump", "-t", library], capture_output=True, text=True, check=True).stdout
    writable = r"^[0-9a-f]+ .*\s\.(?:data|bss|tdata|tbss)(?:\.(?!rel\.ro)\S*)?\s+[0-9a-f]+ (\S+)$"
    for match in re.finditer(writable, lines, re.M):
        symbol = match.group(1)
        if symbol.startswith("."):
            continue
        if not any(re.search(pattern, symbol) for pattern in GLOBALS):
            faults.append(f"writable global {symbol}")


def main():
    faults = []
    checks = [check_includes, check_calls, check_lengths, check_words, check_header]
    failed = 0
    for check in checks + ([lambda f: check_globals(f, sys.argv[1])] if sys.argv[1:] else []):
        before = len(faults)
        check(faults)
        failed += len(faults) > before
    for fault in faults:
        print(fault)
    print(f"{len(checks) + bool(sys.argv[1:]) - failed} passed, {failed} failed, 0 skipped")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
