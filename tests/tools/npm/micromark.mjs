// Turns many Markdown texts into HTML in one process. Standard input: a JSON array a line, of
// {dialect, text}. Standard output: for each line a JSON array of HTML, null where it failed.
// The dialects: "commonmark" and "gfm" by micromark; "reference" by commonmark.js, the reference
// implementation of the CommonMark specification.
import { createInterface } from "node:readline";
import { HtmlRenderer, Parser } from "commonmark";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

// What micromark's printer, not its parser, gets wrong is mended here, or it would hide what is to be
// compared. Behind definitions, and in items of a tight list, it drops line ends until something says
// stop; neither code nor HTML says so. And its tag filter does not know that a line may end a name.
const filtered = /<(\/?)(iframe|noembed|noframes|plaintext|script|style|title|textarea|xmp)(?=[\t\n\f\r />]|$)/gi;
const keepsLineEnds = {
  enter: {
    codeFenced() {
      this.setData("slurpAllLineEndings");
      this.lineEndingIfNeeded();
      this.tag("<pre><code");
      this.setData("fencesCount", 0);
    },
    codeIndented() {
      this.setData("slurpAllLineEndings");
      this.lineEndingIfNeeded();
      this.tag("<pre><code>");
    },
    htmlFlow() {
      this.setData("slurpAllLineEndings");
      this.lineEndingIfNeeded();
      this.setData("ignoreEncode", true);
    },
  },
};
const filtersTags = {
  exit: {
    htmlFlowData(token) {
      this.raw(this.encode(this.sliceSerialize(token).replace(filtered, "&lt;$1$2")));
    },
  },
};

const unsafe = { allowDangerousHtml: true, allowDangerousProtocol: true };
const settings = {
  commonmark: { ...unsafe, htmlExtensions: [keepsLineEnds] },
  gfm: { ...unsafe, extensions: [gfm()], htmlExtensions: [gfmHtml(), keepsLineEnds, filtersTags] },
};
const parser = new Parser();
const renderer = new HtmlRenderer();

function convert({ dialect, text }) {
  try {
    return dialect === "reference" ? renderer.render(parser.parse(text)) : micromark(text, settings[dialect]);
  } catch (problem) {
    console.error(String(problem));
    return null;
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity }))
  process.stdout.write(JSON.stringify(JSON.parse(line).map(convert)) + "\n");
