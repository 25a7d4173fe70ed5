#!/usr/bin/python3
"""Tests the test tools that are our own: tests/lib/selftest.py

The checks over EPUB and DOCX are shown a right file, then the same file with
one thing wrong, which they must name."""

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import cases
import common
import docx_check
import docx_faults
import goldens
import guide
import links
import validating
from html_normal import normalise

EPUB = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml":
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="E/package.opf"/></rootfiles></container>',
    "E/package.opf":
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        '<item id="one" href="a%20b.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="css" href="s.css" media-type="text/css"/>'
        '<item id="pic" href="p.png" media-type="image/png"/>'
        '</manifest><spine toc="ncx"><itemref idref="one"/></spine></package>',
    "E/nav.xhtml":
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
        '<nav epub:type="toc"><a href="a%20b.xhtml#i">One</a></nav></body></html>',
    "E/toc.ncx":
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint id="n">'
        '<content src="a%20b.xhtml"/></navPoint></navMap></ncx>',
    "E/a b.xhtml":
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><link href="s.css"/></head><body>'
        '<p id="i">x <a href="#i">y</a> <a href="https://e.org/z">z</a> <img src="p.png"/></p></body></html>',
    "E/s.css": "p { background: url(p.png) }",
    "E/p.png": "picture",
}

# (part, what to replace, by what, what the finding says)
EPUB_FAULTS = [
    ("mimetype", "epub+zip", "zip", "mimetype: holds"),
    ("E/a b.xhtml", 'href="#i"', 'href="#j"', "no id 'j'"),
    ("E/a b.xhtml", "</p>", "", "not well-formed"),
    ("E/a b.xhtml", 'src="p.png"', 'src="q.png"', "there is no part 'E/q.png'"),
    ("E/a b.xhtml", "<img ", '<b id="i"/><img ', "id 'i' is used 2 times"),
    ("E/s.css", "p.png", "q.png", "url()"),
    ("E/nav.xhtml", "#i", "#j", "no id 'j'"),
    ("E/nav.xhtml", "a%20b.xhtml#i", "s.css", "does not lead into the spine"),
    ("E/toc.ncx", "a%20b", "ab", "there is no part 'E/ab.xhtml'"),
    ("E/toc.ncx", '<content src="a%20b.xhtml"/>', "", "has no entries"),
    ("E/package.opf", 'href="s.css"', 'href="t.css"', "there is no part 'E/t.css'"),
    ("E/package.opf", 'href="s.css"', 'href="p.png"', "does not name E/s.css"),
    ("E/package.opf", 'idref="one"', 'idref="two"', "the spine names 'two'"),
    ("E/package.opf", '<itemref idref="one"/>', "", "the spine is empty"),
    ("META-INF/container.xml", "package.opf", "other.opf", "there is no package document"),
]

failures = []
count = 0


def expect(condition, text):
    global count
    count += 1
    if not condition:
        failures.append(text)
        print(f"FAILED {text}")


def zipped(folder, parts, order=None, compress_first=False, times=None):
    """A ZIP of the parts; the first entry is stored unless told otherwise."""
    path = Path(folder, "file")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, name in enumerate(order or parts):
            info = zipfile.ZipInfo(name, (times or {}).get(name, (2024, 1, 1, 0, 0, 0)))
            info.compress_type = zipfile.ZIP_DEFLATED if number or compress_first else zipfile.ZIP_STORED
            archive.writestr(info, parts.get(name, ""))
    return path


def test_faults(folder, check, parts, faults):
    expect(check(zipped(folder, parts)) == [], f"{check.__module__}: finds fault with a right file")
    for part, old, new, says in faults:
        assert old in parts[part], (part, old)
        findings = check(zipped(folder, parts | {part: parts[part].replace(old, new)}))
        expect(any(says in finding for finding in findings),
               f"{check.__module__}: no {says!r} among {findings}")


def test_zip_shapes(folder):
    later = {"E/p.png": (2024, 1, 2, 0, 0, 0)}
    shapes = [
        (dict(order=list(EPUB)[1:] + ["mimetype"]), "the first ZIP entry"),
        (dict(compress_first=True), "mimetype: is compressed"),
        (dict(times=later), "times differ"),
        (dict(order=[*EPUB, "E/"]), "entry for a folder"),
        (dict(order=[*EPUB, "E/extra.png"]), "does not name E/extra.png"),
    ]
    for arguments, says in shapes:
        findings = links.check(zipped(folder, EPUB, **arguments))
        expect(any(says in finding for finding in findings), f"links: no {says!r} among {findings}")
    findings = docx_check.check(zipped(folder, docx_faults.DOCX, order=[*docx_faults.DOCX, "word/"]))
    expect(any("entry for a folder" in finding for finding in findings), "docx_check: no folder entry found")
    for module in (links, docx_check):
        Path(folder, "no").write_text("no ZIP")
        expect("ZIP" in module.check(Path(folder, "no"))[0], f"{module.__name__}: takes any file")


def test_normaliser():
    same = [("<p>a  \n b</p>\n", "<p>a b</p>"), ('<a href="&quot;" b>', '<a b href="&#34;">'),
            ("<br />\nx", "<br/>x"), ("<ul>\n<li>a</li>\n</ul>", "<ul><li>a</li></ul>"),
            ('"', "&quot;"), ("<td>\n\n<p>x</p>\n</td>", "<td><p>x</p></td>")]
    other = [("<pre>a  b</pre>", "<pre>a b</pre>"), ("<em>a</em> b", "<em>a</em>b"),
             ("<p>&lt;b&gt;</p>", "<p><b></p>"), ("<p>a</p>", "<div>a</div>"),
             ("&nbsp;x", " x"), ("<![CDATA[a]]>", "<![CDATA[b]]>")]
    for one, two in same:
        expect(normalise(one) == normalise(two), f"html_normal: {one!r} and {two!r} should be the same")
    for one, two in other:
        expect(normalise(one) != normalise(two), f"html_normal: {one!r} and {two!r} should differ")


def test_reports():
    report = validating.parse_report("== a\nERROR: x\n-- 0 1 0\n== b\n-- 0 0 0\n== c\n-- 0 0 2\n== d\nERROR: y\n")
    expect(report["a"] == ["ERROR: x"] and report["b"] == [], "validating: messages are not read")
    expect(report["c"] != [], "validating: a count without a message counts as right")
    expect("d" not in report, "validating: a check that broke off counts as done")


CASE = """# Title

```file shared.txt
shared
```

## Right

```console
$ cat shared.txt
shared
$ echo '$ x'; printf y; exit 3
\\$ x
y
[no newline]
[exit 3]
```

## Wrong

```console
$ echo '```'; echo e >&2
```
"""


def run_cases(path, *options):
    done = subprocess.run([sys.executable, cases.__file__, *options, str(path)], capture_output=True,
                          text=True, env=os.environ | {"OCTAVO": "/bin/cat"})
    return done.returncode, done.stdout


def test_cases(folder):
    path = Path(folder, "case.md")
    path.write_text(CASE)
    code, output = run_cases(path)
    expect(code == 1 and output.endswith("1 passed, 1 failed, 0 skipped\n"), f"cases: {output}")
    run_cases(path, "--update")
    text = path.read_text()
    expect("````console\n$ echo '```'; echo e >&2\n```\n````\n\n```stderr\ne\n```" in text,
           f"cases: --update wrote {text}")
    expect(text.startswith(CASE[:CASE.index("## Wrong")]), "cases: --update changed a case that is right")
    code, output = run_cases(path)
    expect(code == 0 and output == "2 passed, 0 failed, 0 skipped\n", f"cases: after --update: {output}")
    path.write_text("# Nothing here\n")
    code, _ = run_cases(path)
    expect(code == 1, "cases: a run without any case passes")


def test_parts(folder):
    texts = goldens.part_texts(zipped(folder, EPUB))
    expect(texts["E/s.css"] == EPUB["E/s.css"].encode(), "goldens: a text part is not kept")
    expect("E/p.png" not in texts, "goldens: a binary part is kept")
    expect(re.search(rb"^deflated E/p\.png 7 bytes sha256 [0-9a-f]{64}$", texts["PARTS"], re.M),
           "goldens: PARTS does not describe a binary part")
    expect(texts["PARTS"].startswith(b"stored mimetype\n"), "goldens: PARTS is not in the ZIP's order")


def test_guide():
    """The page on Markdown: examples without an extension, and extensions without an example."""
    on = {dialect: dialect != "commonmark" for dialect in guide.DIALECTS}
    table = {"tables": guide.Extension("| a |", dict(on)), "marks": guide.Extension("==a==", dict(on))}

    def example(title, *names):
        return guide.Example("Text", title, list(names), "", None)

    whole = [example("Tables", "tables"), example("Marks", "marks")]
    expect(not guide.missing(whole, table), "guide: a whole page lacks something")
    expect(any("marks" in text for text in guide.missing(whole[:1], table)), "guide: an extension without example passes")
    expect(guide.missing([*whole, example("Old", "old")], table), "guide: an example of no extension passes")
    expect(guide.missing([*whole, example("Marks")], table), "guide: two headings of one name pass")
    table["marks"].on["commonmark"] = True
    expect(guide.missing(whole, table), "guide: what is on in commonmark passes")
    expect(guide.stale("another page"), "guide: a stale page passes")


def main():
    with tempfile.TemporaryDirectory(prefix="octavo-selftest-") as folder:
        test_faults(folder, links.check, EPUB, EPUB_FAULTS)
        test_faults(folder, docx_check.check, docx_faults.DOCX, docx_faults.FAULTS)
        test_zip_shapes(folder)
        test_normaliser()
        test_reports()
        test_cases(folder)
        test_parts(folder)
    test_guide()
    return common.summary(count - len(failures), len(failures))


if __name__ == "__main__":
    sys.exit(main())
