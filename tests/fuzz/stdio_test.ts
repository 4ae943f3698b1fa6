/**
 * Odd, faulty and hostile lines on stdin: nothing ends the process, and nothing that is owed an answer goes without
 * (S-75).
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { RawStdio } from "../support/raw_stdio.ts";
import { inputsOfRun, seedOfRun } from "./random.ts";
import { fuzzStdio } from "./stdio_run.ts";

const CONFIG = { typeCheck: "off", mcpServers: { basic: fixture("basic_server") } };
const ERAS = ["legacy", "modern"] as const;

Deno.test("Lines of every kind on stdin: one answer each where one is owed, and the process lives on (S-75)", async (t) => {
  const seed = seedOfRun();
  const count = Math.ceil(inputsOfRun() / 2 / ERAS.length);
  console.log(`FUZZ_SEED=${seed}: ${count * ERAS.length} lines`);
  for (const era of ERAS) {
    await t.step(`${era}: ${count} lines`, async () => {
      await using stdio = await RawStdio.start(CONFIG);
      await fuzzStdio(stdio, era, { seed, count });
      assert.equal(await stdio.end(), 0);
    });
  }
});
