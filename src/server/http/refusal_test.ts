import assert from "node:assert/strict";
import { refuse } from "./refusal.ts";
import { RefusalLog } from "./refusal_log.ts";

Deno.test("refuse() tells who may not call nothing but that", async () => {
  const seen = new Set<string>();
  for (const refusal of ["badHost", "badOrigin"] as const) {
    const response = refuse(refusal);
    seen.add(`${response.status} ${[...response.headers]} ${await response.text()}`);
  }
  assert.equal(seen.size, 1);
  const unauthorised = refuse("unauthorised");
  assert.equal(unauthorised.headers.get("www-authenticate"), "Bearer");
  assert.deepEqual(await unauthorised.json(), {
    jsonrpc: "2.0",
    error: { code: -32600, message: "Unauthorized" },
    id: null,
  });
  // Who is blocked does not learn that, either: it looks like any other limit.
  const [blocked, limited] = await Promise.all([refuse("guessing").text(), refuse("tooMany").text()]);
  assert.equal(blocked, limited);
});

Deno.test("RefusalLog tells each reason once a minute, cleaned, and how often it came meanwhile", () => {
  let now = 0;
  const lines: unknown[] = [];
  const log = new RefusalLog((level, event, fields) => lines.push([level, event, fields]), () => now);
  log.note("badHost", "evil\n\u001b[31m" + "x".repeat(500));
  for (let count = 0; count < 1_000; count++) log.note("badHost", "more");
  log.note("unauthorised", "10.0.0.1");
  assert.equal(lines.length, 2);
  assert.doesNotMatch(JSON.stringify(lines), /\\n|\\u001b|x{300}/);
  assert.match(JSON.stringify(lines[0]), /server\.allowedHosts/);
  now = 60_000;
  log.note("badHost", "again");
  assert.match(JSON.stringify(lines[2]), /"before":1000/);
});
