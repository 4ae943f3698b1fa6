/**
 * docs/CONTRIBUTING.md, held against what there is to run.
 *
 * @module
 */

import assert from "node:assert/strict";
import denoConfig from "../../deno.json" with { type: "json" };
import { SUITES } from "../../scripts/matrix/suites.ts";

const text = await Deno.readTextFile(new URL("../../docs/CONTRIBUTING.md", import.meta.url));

/** The first cells of a table's rows, without the heading: what stands there between backticks. */
function rowsOf(table: string): readonly string[] {
  const rows = text.slice(text.indexOf(table)).split("\n\n", 1)[0]?.split("\n").slice(2) ?? [];
  return rows.flatMap((row) =>
    [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, cell]) => cell ?? "")
  );
}

Deno.test("docs/CONTRIBUTING.md explains every task, and no other", () => {
  assert.deepEqual([...rowsOf("| task ")].sort(), Object.keys(denoConfig.tasks).sort());
});

Deno.test("docs/CONTRIBUTING.md explains every suite of the matrix, and no other", () => {
  assert.deepEqual([...rowsOf("| suite ")].sort(), SUITES.map(({ name }) => name).sort());
});
