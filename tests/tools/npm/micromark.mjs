// Turns many Markdown texts into HTML in one process. Standard input: a JSON array a line, of
// {dialect, text}. Standard output: for each line a JSON array of HTML, null where it failed.
// The dialects: "commonmark" and "gfm" by micromark; "reference" by commonmark.js, the reference
// implementation of the CommonMark specification.
import { createInterface } from "node:readline";
import { HtmlRenderer, Parser } from "commonmark";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

const unsafe = { allowDangerousHtml: true, allowDangerousProtocol: true };
const settings = {
  commonmark: unsafe,
  gfm: { ...unsafe, extensions: [gfm()], htmlExtensions: [gfmHtml()] },
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
