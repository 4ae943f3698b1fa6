import assert from "node:assert/strict";
import { HttpRefusal, parseRetryAfter, refusalFetch } from "./http_refusal.ts";

Deno.test("parseRetryAfter() reads seconds and dates, and nothing else", () => {
  const now = Date.UTC(2026, 0, 1);
  assert.equal(parseRetryAfter("120", now), 120_000);
  assert.equal(parseRetryAfter(" 0 ", now), 0);
  assert.equal(parseRetryAfter("Thu, 01 Jan 2026 00:00:30 GMT", now), 30_000);
  assert.equal(parseRetryAfter("Wed, 31 Dec 2025 23:59:00 GMT", now), 0);
  for (const odd of [null, "", "soon", "-1", "1.5", "1e3", "9".repeat(400), "Someday"]) {
    assert.equal(parseRetryAfter(odd, now), undefined, `${odd}`);
  }
});

Deno.test("refusalFetch() throws for our own requests, and reports the time for all", async () => {
  const times: number[] = [];
  let status = 429;
  const fetch = refusalFetch(
    () => Promise.resolve(new Response("slow down", { status, headers: { "retry-after": "2" } })),
    { isOurs: (body) => body === "ours", onRetryAfter: (ms) => times.push(ms) },
  );
  const url = "http://127.0.0.1/mcp";
  await assert.rejects(
    fetch(url, { method: "POST", body: "ours" }),
    (error) => error instanceof HttpRefusal && error.retryAfterMs === 2_000 && error.text === "slow down",
  );
  assert.equal((await fetch(url, { method: "POST", body: "the SDK's" })).status, 429);
  assert.equal((await fetch(url)).status, 429);
  assert.deepEqual(times, [2_000, 2_000, 2_000]);
  status = 500;
  assert.equal((await fetch(url, { method: "POST", body: "ours" })).status, 500);
});
