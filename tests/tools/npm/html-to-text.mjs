// The text of many pages in one process. Standard input: a JSON array of paths. Standard output: a
// JSON array of texts. The settings are those that come nearest to what a browser shows.
import { readFileSync } from "node:fs";
import { compile } from "html-to-text";

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: undefined },
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "img", format: "skip" },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: "table", format: "dataTable", options: { uppercaseHeaderCells: false } },
  ],
});

const textOf = (path) => convert(readFileSync(path, "utf8"));
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(textOf)));
