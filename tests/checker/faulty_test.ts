/**
 * Programs with mistakes as agents make them: each is refused, at the right place and with the repair.
 *
 * Each case shows that it can fail: with the line that was meant in place of the faulty one, nothing is refused.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Diagnostic } from "../../src/emit/diagnostic.ts";
import { type Case, readCases } from "./case_file.ts";
import { createChecker, inOneLine } from "./subject.ts";

const cases = readCases("faulty");

Deno.test("There are at least 60 programs with mistakes", () => {
  assert.ok(cases.length >= 60, `${cases.length}`);
  assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length, "two have the same name");
});

Deno.test("Mistakes are found before a program runs", async (t) => {
  await using subject = createChecker();
  for (const one of cases) {
    await t.step(one.name, async () => {
      const { refusals } = await subject.check(one.program);
      assertMistakes(one, refusals);
      const mended = await subject.check(one.mended);
      assert.deepEqual(mended.refusals.map(inOneLine), [], `the mended program is refused:\n${one.mended}`);
    });
  }
});

function assertMistakes({ program, mistakes }: Case, refusals: readonly Diagnostic[]): void {
  const lines = program.split("\n");
  const found = refusals.map(inOneLine).join("\n") || "nothing";
  assert.ok(mistakes.length > 0, "the case expects nothing");
  for (const { line, place, words } of mistakes) {
    const match = refusals.find((one) =>
      one.line === line && inOneLine(one).includes(words) &&
      (lines[line - 1] ?? "").slice(one.column - 1).startsWith(place)
    );
    assert.ok(match, `expected ${line}: «${place}» ${words}\nfound ${found}`);
  }
  assert.equal(refusals.length, mistakes.length, `more was found than expected: ${found}`);
}
