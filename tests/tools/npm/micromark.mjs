// Turns many Markdown texts into HTML in one process. Standard input: a JSON array of
// {dialect: "commonmark" | "gfm", text}. Standard output: a JSON array of HTML, null where
// micromark failed.
import { readFileSync } from "node:fs";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

const unsafe = { allowDangerousHtml: true, allowDangerousProtocol: true };
const settings = {
  commonmark: unsafe,
  gfm: { ...unsafe, extensions: [gfm()], htmlExtensions: [gfmHtml()] },
};

function convert({ dialect, text }) {
  try {
    return micromark(text, settings[dialect]);
  } catch (problem) {
    console.error(String(problem));
    return null;
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(convert)));
