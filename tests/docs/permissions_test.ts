/**
 * docs/SECURITY.md, the build, the tests and the tasks: what Runbyte may do is said once and meant everywhere.
 *
 * @module
 */

import assert from "node:assert/strict";
import denoConfig from "../../deno.json" with { type: "json" };
import { PERMISSIONS } from "../support/runbyte.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string) => Deno.readTextFile(new URL(path, root));

/** The flags of a text that concern permissions, sorted. */
function flagsIn(text: string): readonly string[] {
  return [...new Set(text.match(/--(?:allow-\w+|no-prompt)/g))].sort();
}

/** The flags of the table in docs/SECURITY.md. */
const documented = [...(await read("docs/SECURITY.md")).matchAll(/^\| `(--[\w-]+)` /gm)]
  .map(([, flag]) => flag ?? "").sort();

Deno.test("The executable is built with the permissions of docs/SECURITY.md, and the tests run Runbyte with them", async () => {
  assert(documented.length >= 6, documented.join());
  const build = await read("scripts/build/compile.ts");
  const [, list = ""] = /const PERMISSIONS = \[([\s\S]*?)\n?\];/.exec(build) ?? [];
  assert.deepEqual(flagsIn(list), documented);
  assert.deepEqual(flagsIn(PERMISSIONS.join(" ")), documented);
});

Deno.test("The task that starts Runbyte grants nothing that docs/SECURITY.md does not name", () => {
  const granted = flagsIn(denoConfig.tasks.start.command);
  assert(granted.length >= 5, granted.join());
  assert.deepEqual(granted.filter((flag) => !documented.includes(flag)), []);
});
