/**
 * The fuzzer notices a Runbyte that is silent, answers twice, dies or fails.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { fixture } from "../fixtures/fixtures.ts";
import { RawStdio } from "../support/raw_stdio.ts";
import { PERMISSIONS } from "../support/runbyte.ts";
import { startListening } from "../support/runbyte_http.ts";
import { fuzzHttp } from "./http_run.ts";
import { fuzzStdio } from "./stdio_run.ts";

const ignore = (Deno.env.get("RUNBYTE_BIN") ?? "") !== "";
if (ignore) console.log("tests/fuzz: a weakened Runbyte is made from source only");

const CONFIG = {
  typeCheck: "off",
  limits: { httpRequestsPerSecond: 100_000, httpBodyMs: 500 },
  mcpServers: { basic: fixture("basic_server") },
};
/** More inputs than it takes. */
const RUN = { seed: 7, count: 1_000, answerMs: 3_000 };

function weakened(weakness: string) {
  const main = fileURLToPath(new URL("weakened_main.ts", import.meta.url));
  return { command: Deno.execPath(), args: ["run", "--quiet", ...PERMISSIONS, main, weakness] };
}

const OVER_STDIO = {
  silent: /0 answers instead of one/,
  twice: /[2-9] answers instead of one|nothing was owed|honest request/,
  mortal: /no answer to the honest request/,
};

for (const [weakness, expected] of Object.entries(OVER_STDIO)) {
  Deno.test(`A Runbyte over stdio that is ${weakness} does not pass`, { ignore }, async () => {
    await using stdio = await RawStdio.start(CONFIG, weakened(weakness));
    await assert.rejects(fuzzStdio(stdio, "legacy", RUN), expected);
  });
}

const OVER_HTTP = {
  "http-silent": /status 202 instead of 400/,
  "http-failing": /status 500 instead of 200/,
};

for (const [weakness, expected] of Object.entries(OVER_HTTP)) {
  Deno.test(`A Runbyte over HTTP that is ${weakness} does not pass`, { ignore }, async () => {
    await using runbyte = await startListening({ config: CONFIG, runbyte: weakened(weakness) });
    await assert.rejects(fuzzHttp(runbyte, RUN), expected);
  });
}
