/**
 * What documents link to is there: files, and sections of them.
 *
 * @module
 */

import assert from "node:assert/strict";
import { readPages } from "./pages.ts";

const root = new URL("../../", import.meta.url);
const pages = await readPages({ withDecisions: true });

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.replace(/^```[^]*?^```$/gm, "").matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
  );
  return new Set(
    headings.map((title) => title.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")),
  );
}

Deno.test("Every file and section that a document links to exists", async () => {
  let links = 0;
  for (const { path, text } of pages) {
    const prose = text.replace(/^( *)```[^]*?^\1```$/gm, "").replace(/`[^`\n]*`/g, "");
    for (const [, link = ""] of prose.matchAll(/\]\((?!https?:|vscode:|cursor:)([^)\s]+)\)/g)) {
      const [file = "", anchor] = link.split("#");
      const url = file === "" ? new URL(path, root) : new URL(file, new URL(path, root));
      await Deno.stat(url).catch(() => assert.fail(`${path} links to ${link}`));
      if (anchor !== undefined) {
        assert(anchorsOf(await Deno.readTextFile(url)).has(anchor), `${path} links to ${link}`);
      }
      links++;
    }
  }
  assert(links > 40, `${links} links found`);
});

Deno.test("Every page in docs can be reached from the README", () => {
  const text = new Map(pages.map((page) => [page.path, page.text]));
  const reached = new Set<string>(["README.md"]);
  // A set is walked over with what is added on the way.
  for (const path of reached) {
    for (const [, link = ""] of (text.get(path) ?? "").matchAll(/\]\(([\w./-]+\.md)[)#]/g)) {
      reached.add(new URL(link, new URL(path, "file:///")).pathname.slice(1));
    }
  }
  const missed = [...text.keys()].filter((path) => !reached.has(path) && !path.startsWith("docs/decisions/"));
  assert.deepEqual(missed, []);
});
