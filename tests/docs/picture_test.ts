/**
 * docs/terminal.svg: the picture in the README.
 *
 * @module
 */

import assert from "node:assert/strict";
import { PROGRAM, TYPED } from "../../scripts/picture/session.ts";
import { parseCommand } from "../../src/cli/arguments.ts";

const root = new URL("../../", import.meta.url);
const svg = await Deno.readTextFile(new URL("docs/terminal.svg", root));

/** The tags and texts of an XML document, which must hold nothing else. */
function partsOf(xml: string): readonly { readonly tag?: string; readonly text?: string }[] {
  const part = /<(\/?)(\w+)((?: [\w:-]+="[^"<&]*")*)(\/?)>|([^<>&]+|&(?:amp|lt|gt);)/gy;
  const parts: { tag?: string; text?: string }[] = [];
  const open: string[] = [];
  while (part.lastIndex < xml.length) {
    const at = part.lastIndex;
    const found = part.exec(xml);
    assert(found, `no XML at ${at}: ${xml.slice(at, at + 40)}`);
    const [, closing, tag, , empty, text] = found;
    if (tag === undefined) parts.push({ text: text ?? "" });
    else if (closing === "/") assert.equal(open.pop(), tag);
    else {
      parts.push({ tag });
      if (empty !== "/") open.push(tag);
    }
  }
  assert.deepEqual(open, []);
  return parts;
}

const NAMES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** The lines that the picture shows. */
const lines = [...svg.matchAll(/^<text [^>]*>(.*)<\/text>$/gm)].map(([, line = ""]) =>
  [...line.matchAll(/>([^<]*)<\/tspan>/g)].map(([, text = ""]) =>
    text.replace(/&\w+;/g, (name) => NAMES[name] ?? name)
  ).join(" ")
);

Deno.test("The picture is XML: text, and nothing that runs, loads or embeds", () => {
  const tags = new Set(partsOf(svg.trimEnd()).flatMap(({ tag }) => tag === undefined ? [] : [tag]));
  assert.deepEqual([...tags].sort(), ["rect", "style", "svg", "text", "title", "tspan"]);
  assert.doesNotMatch(
    svg.replace('xmlns="http://www.w3.org/2000/svg"', ""),
    /https?:|url\(|@import|@font-face|href|on\w+=/,
  );
  assert(svg.length < 60_000, `${svg.length} characters`);
  assert.match(svg, /prefers-color-scheme: light/);
});

Deno.test("The picture shows commands that there are, and the program that they run", () => {
  assert.deepEqual(lines.filter((line) => line.startsWith("$ ")), TYPED.map((line) => `$ ${line}`));
  for (const line of TYPED.filter((typed) => typed.startsWith("runbyte"))) {
    assert.notEqual(parseCommand(line.split(" ").slice(1)).kind, "misuse", line);
  }
  const program = PROGRAM.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const begin = lines.indexOf(program[0] ?? "");
  assert.deepEqual(lines.slice(begin, begin + program.length), program);
});

Deno.test("The picture names nothing of the machine that it was made on", () => {
  assert.doesNotMatch(lines.join("\n"), /\/(?:tmp|root|home|work|Users)\b|runbyte-picture/);
});

Deno.test("The README shows the picture, with words for those who do not see it", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", root));
  assert.match(readme, /!\[[^\]]{20,}\]\(docs\/terminal\.svg\)/);
});
