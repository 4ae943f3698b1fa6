/**
 * docs/limits.md: it has every limit, with the default that is in force.
 *
 * @module
 */

import assert from "node:assert/strict";
import { DEFAULT_LIMITS } from "../../src/limits.ts";

const UNITS: Readonly<Record<string, number>> = { KiB: 1024, MiB: 1024 * 1024 };

Deno.test("docs/limits.md tells every limit with its default", async () => {
  const text = await Deno.readTextFile(new URL("../../docs/limits.md", import.meta.url));
  const rows = [...text.matchAll(/^\| `(\w+)` +\| +(\d+)(?: (\w+))? +\| .+\S +\| .+\S +\|$/gm)];
  const told = rows.map(([, name, number, unit]) => [name, Number(number) * (UNITS[unit ?? ""] ?? 1)]);
  assert.deepEqual(Object.fromEntries(told), { ...DEFAULT_LIMITS });
});
