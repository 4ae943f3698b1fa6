/**
 * Each mistake on a real Runbyte, in its default configuration but for shorter limits: what works works, what fails says
 * how to repair it, in the form that all failures have.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../../fixtures/fixtures.ts";
import { type RunningRunbyte, startRunbyte } from "../../support/runbyte.ts";
import type { Mistake, MistakeGroup } from "./mistake.ts";
import { type Answered, answered, GROUPS, renderDocument } from "./table.ts";

const DOCUMENT = new URL("../../../docs/mistakes.md", import.meta.url);

const config = {
  limits: {
    executionMs: 2_500,
    guestMemoryBytes: 32 * 1024 * 1024,
    answerBytes: 1024 * 1024,
    toolCalls: 200,
  },
  mcpServers: {
    github: fixture("issue_server"),
    "my-notes": fixture("basic_server"),
    broken: fixture("dies_at_start"),
  },
};

/** The most that an answer to a mistake may take. */
const MOST_TOKENS = 170;

Deno.test("Mistakes of agents", async (t) => {
  await using runbyte = await startRunbyte({ config });
  await warm(runbyte);
  const table = new Map<MistakeGroup, Answered[]>();
  for (const group of GROUPS) {
    const rows: Answered[] = [];
    table.set(group, rows);
    for (const mistake of group.mistakes) {
      await t.step(`${group.title}: ${mistake.name}`, async () => {
        const row = await ask(runbyte, mistake);
        rows.push(row);
        if (mistake.works === undefined) assertForm(row);
        else assert(!row.isError && mistake.works.test(row.text), row.text);
      });
    }
  }
  await t.step("afterwards an honest program runs", async () => {
    assert.equal(await runbyte.run("export const exec = () => 1;"), 1);
  });
  await t.step("docs/mistakes.md is up to date (else: -- --write)", async () => {
    const document = renderDocument(table);
    if (Deno.args.includes("--write")) await Deno.writeTextFile(DOCUMENT, document);
    assert.equal(await Deno.readTextFile(DOCUMENT), document);
  });
  await t.step("no name stands twice", () => {
    const names = GROUPS.flatMap(({ title, mistakes }) => mistakes.map(({ name }) => `${title}: ${name}`));
    assert.equal(new Set(names).size, names.length);
    assert(names.length >= 40);
  });
});

/** Waits until programs are checked before they run. */
async function warm(runbyte: RunningRunbyte): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const { notes } = await runbyte.call("execute_code", { code: "export const exec = () => 1;" });
    if (notes === undefined) return;
  }
  assert.fail("no program was checked");
}

/** On a busy machine a check may be given up, which the answer says: then once more. */
async function ask(runbyte: RunningRunbyte, mistake: Mistake): Promise<Answered> {
  for (let attempt = 0;; attempt++) {
    const row = answered(mistake, await runbyte.call(mistake.tool, mistake.args));
    if (attempt === 5 || !row.text.includes("The types were not checked")) return row;
  }
}

/** What all failures have in common. */
function assertForm({ mistake, text, isError, tokens }: Answered): void {
  assert(isError, `no error: ${text}`);
  assert(tokens <= MOST_TOKENS, `${tokens} tokens: ${text}`);
  assert.doesNotMatch(
    text,
    /file:\/\/|\/src\/|\/root\/|\/work\/|\.rs:|node_modules|runbyte:/,
    "a path of the host",
  );
  const parts = text.split("\n");
  if (mistake.tool !== "execute_code") {
    // In one line: what happened, a colon, the next step.
    assert.match(text, /^[^\n]+: [^\n]+$/);
    return;
  }
  assert.match(parts.at(-1) ?? "", /^(?:Nothing was run\. )?Next: .+[.?]/);
  const said = parts.filter((line) => line.trim() !== "" && !/^(?: {4}at|\d+ \||- | +\|)/.test(line));
  assert.equal(new Set(said).size, said.length, "a line stands twice");
  assert(text.indexOf("Next: ") === text.lastIndexOf("Next: "), "two next steps");
  const place = /^ {4}at (?:\w+ \()?program\.ts:(\d+):(\d+)\)?$/m.exec(text);
  if (place === null) return;
  const code = String(Object.values(mistake.args)[0]);
  const shown = new RegExp(`^${place[1]} \\| (.*)$`, "m").exec(text)?.[1];
  assert(
    shown !== undefined && code.includes(shown.replaceAll("…", "").trim()),
    "the line is not the agent's own",
  );
}
