// Runs epubcheck-ts, a port of a newer EPUBCheck than Debian's, over many EPUBs
// in one process. Arguments: files. Output as of tests/validate/epubcheck.bsh.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { EpubCheck } from "@likecoin/epubcheck-ts";

const shown = new Set(["fatal", "error", "warning"]);

function place(location) {
  if (!location) return "";
  return location.path + (location.line === undefined ? "" : `(${location.line})`) + ": ";
}

async function check(file) {
  console.log(`== ${file}`);
  const result = await EpubCheck.validate(await readFile(file), {}, basename(file));
  for (const message of result.messages) {
    if (!shown.has(message.severity)) continue;
    const text = message.message.replace(/\s+/g, " ");
    console.log(`${message.severity.toUpperCase()}: ${place(message.location)}${text} [${message.id}]`);
  }
  console.log(`-- ${result.fatalCount} ${result.errorCount} ${result.warningCount}`);
}

for (const file of process.argv.slice(2)) await check(file);
