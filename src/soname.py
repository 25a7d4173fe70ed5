#!/usr/bin/env python3
"""Prints the name by which a shared library is loaded: soname.py LIBRARY COMPILER..."""

import re
import subprocess
import sys

library, compiler = sys.argv[1], sys.argv[2:]
path = subprocess.run(compiler + [f"-print-file-name=lib{library}.so"], capture_output=True, text=True, check=True).stdout.strip()
dynamic = subprocess.run(["readelf", "-d", path], capture_output=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
soname = re.search(r"\(SONAME\).*\[(.*)\]", dynamic.stdout)
sys.exit(f"{path} is no shared library with a name") if not soname else print(soname.group(1))
