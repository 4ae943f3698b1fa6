/**
 * Odd, faulty and hostile requests over HTTP: nothing ends the process, and nothing that is owed an answer goes without
 * (S-76).
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { startListening } from "../support/runbyte_http.ts";
import { fuzzHttp } from "./http_run.ts";
import { inputsOfRun, seedOfRun } from "./random.ts";

const CONFIG = {
  typeCheck: "off",
  // Not what is looked at here: how many requests one caller may send, and how slowly.
  limits: { httpRequestsPerSecond: 100_000, httpBodyMs: 500 },
  mcpServers: { basic: fixture("basic_server") },
};

Deno.test("Requests of every kind over HTTP: one answer each, and the process lives on (S-76)", async () => {
  const seed = seedOfRun();
  const count = Math.ceil(inputsOfRun() / 2);
  console.log(`FUZZ_SEED=${seed}: ${count} requests`);
  await using runbyte = await startListening({ config: CONFIG });
  await fuzzHttp(runbyte, { seed, count });
  assert.equal(await runbyte.stop(), 0);
});
