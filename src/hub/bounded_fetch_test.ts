import assert from "node:assert/strict";
import { boundedFetch } from "./bounded_fetch.ts";
import type { OversizedMessage } from "./oversized.ts";

const LIMIT = 1_000;
const long = "x".repeat(2 * LIMIT);

/** Fetches a body of these chunks through a bound, and returns what came through and what was reported. */
async function receive(type: string, chunks: readonly string[], init: RequestInit = {}, status = 200) {
  const reported: OversizedMessage[] = [];
  const body = ReadableStream.from(chunks.map((chunk) => new TextEncoder().encode(chunk)));
  const fetch = boundedFetch({
    limitBytes: LIMIT,
    onOversized: (message) => reported.push(message),
    fetch: () => Promise.resolve(new Response(body, { status, headers: { "content-type": type } })),
  });
  const response = await fetch("http://localhost/", init);
  return { text: await response.text().catch((error) => `error: ${error.message}`), reported, response };
}

Deno.test("boundedFetch() passes on bodies up to the limit", async () => {
  const exact = "x".repeat(LIMIT);
  const { text, reported, response } = await receive("application/json", [exact], {}, 201);
  assert.equal(text, exact);
  assert.deepEqual(reported, []);
  assert.equal(response.status, 201);
});

Deno.test("boundedFetch() ends a larger body and reports the request it answers", async () => {
  const init = { method: "POST", body: `{"jsonrpc":"2.0","id":1000007,"method":"tools/call"}` };
  const { text, reported } = await receive("application/json", [long], init);
  assert.match(text, /^error: the body is larger than 1000 bytes$/);
  assert.deepEqual(reported, [{ length: undefined, ends: { kind: "response", id: 1000007 } }]);
});

Deno.test("boundedFetch() leaves an event stream as it is, however long and however cut", async () => {
  const events = Array.from({ length: 50 }, (_, id) => `event: message\r\ndata: {"id":${id}}\r\n\r\n`).join(
    "",
  );
  for (const chunks of [[events], [...events]]) {
    const { text, reported } = await receive("text/event-stream; charset=utf-8", chunks);
    assert.equal(text, events);
    assert.deepEqual(reported, []);
  }
});

Deno.test("boundedFetch() cuts an event above the limit short and goes on with the next", async () => {
  const next = `data: {"jsonrpc":"2.0","id":2,"result":{}}\n\n`;
  for (
    const event of [
      `event: message\ndata: {"jsonrpc":"2.0","id":1,"result":"${long}"}\n\n`,
      `event: message\ndata: {"result":"${long}","jsonrpc":"2.0","id":1}\n\n`,
    ]
  ) {
    for (const chunks of [[event + next], [event, next], [...event + next]]) {
      const { text, reported } = await receive("text/event-stream", chunks);
      assert.equal(text, `${event.slice(0, LIMIT)}\n\n${next}`);
      assert.deepEqual(reported.map(({ ends }) => ends), [{ kind: "response", id: 1 }]);
      assert.ok((reported[0]?.length ?? 0) >= event.length - 1);
    }
  }
});

Deno.test("boundedFetch() asks the request when an event does not tell what it answers", async () => {
  const init = { method: "POST", body: `{"jsonrpc":"2.0","id":1000009,"method":"tools/call"}` };
  const { reported } = await receive("text/event-stream", [`data: [${long}`], init);
  assert.deepEqual(reported.map(({ ends }) => ends), [{ kind: "response", id: 1000009 }]);
});

Deno.test("boundedFetch() reads no more of an error page than says what went wrong", async () => {
  const chunks = Array.from({ length: 100 }, () => "x".repeat(10_000));
  const { text, reported, response } = await receive("text/html", chunks, {}, 500);
  assert.equal(text.length, 70_000);
  assert.equal(response.status, 500);
  assert.deepEqual(reported, []);
});

Deno.test("boundedFetch() keeps responses without a body", async () => {
  const fetch = boundedFetch({
    limitBytes: LIMIT,
    onOversized: () => assert.fail("nothing was too large"),
    fetch: () => Promise.resolve(new Response(null, { status: 204 })),
  });
  assert.equal((await fetch("http://localhost/")).status, 204);
});
