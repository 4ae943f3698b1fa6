import assert from "node:assert/strict";
import { type BodyBounds, readJsonBody } from "./request_body.ts";

const BOUNDS: BodyBounds = { mostBytes: 1_000, mostMs: 5_000, mayHold: () => true };

function post(body: BodyInit, headers: HeadersInit = {}): Request {
  return new Request("http://localhost/mcp", { method: "POST", body, headers });
}

/** A body in parts, which goes on until `parts` ends. */
function streamed(parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Request {
  return post(ReadableStream.from(parts));
}

Deno.test("readJsonBody() reads JSON in whatever parts it comes", async () => {
  assert.deepEqual(await readJsonBody(post('{"a":["ä"]}'), BOUNDS), { ok: true, json: { a: ["ä"] } });
  const parts = [...new TextEncoder().encode('{"a":["ä"]}')].map((byte) => Uint8Array.of(byte));
  assert.deepEqual(await readJsonBody(streamed(parts), BOUNDS), { ok: true, json: { a: ["ä"] } });
});

Deno.test("readJsonBody() refuses what is no JSON in UTF-8", async () => {
  for (const body of ["", "{", '{"a":1} x', new Uint8Array([0x22, 0xff, 0x22])]) {
    assert.deepEqual(await readJsonBody(post(body), BOUNDS), { ok: false, fault: "no-json" });
  }
});

Deno.test("readJsonBody() stops at its bounds of size, told or not (S-65)", async () => {
  const told = post(" ".repeat(1_001), { "content-length": "1001" });
  assert.deepEqual(await readJsonBody(told, BOUNDS), { ok: false, fault: "too-large" });
  let sent = 0;
  const endless = (function* () {
    while (true) {
      sent += 100;
      yield new Uint8Array(100).fill(0x20);
    }
  })();
  assert.deepEqual(await readJsonBody(streamed(endless), BOUNDS), { ok: false, fault: "too-large" });
  assert.ok(sent < 3_000, `${sent} bytes were taken`);
  const held: number[] = [];
  const mayHold = (count: number) => held.push(count) < 3;
  const three = Array.from({ length: 5 }, () => new Uint8Array(100).fill(0x20));
  assert.deepEqual(await readJsonBody(streamed(three), { ...BOUNDS, mayHold }), {
    ok: false,
    fault: "no-room",
  });
  assert.deepEqual(held, [100, 100, 100]);
});

Deno.test("readJsonBody() does not wait for a body that trickles (S-65)", async () => {
  const cancelled = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode("{")),
    cancel: () => cancelled.resolve(),
  });
  assert.deepEqual(await readJsonBody(post(body), { ...BOUNDS, mostMs: 20 }), {
    ok: false,
    fault: "too-slow",
  });
  await cancelled.promise;
});

Deno.test("readJsonBody() refuses what is nested too deeply before it is parsed (S-65)", async () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  assert.equal((await readJsonBody(post(nested(256)), BOUNDS)).ok, true);
  assert.deepEqual(await readJsonBody(post(nested(257)), BOUNDS), { ok: false, fault: "too-deep" });
  const huge = { ...BOUNDS, mostBytes: 4 << 20 };
  for (const body of ["[".repeat(4 << 20), '{"a":'.repeat(800_000), nested(2 << 20)]) {
    assert.deepEqual(await readJsonBody(post(body), huge), { ok: false, fault: "too-deep" });
  }
});
