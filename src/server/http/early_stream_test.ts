import assert from "node:assert/strict";
import { answerSoon } from "./early_stream.ts";

const BOTH = "application/json, text/event-stream";
const nobodyGoes = () => assert.fail("nobody is gone");

Deno.test("answerSoon() passes an answer that is there soon as it is", async () => {
  const answer = Response.json({ id: 1 }, { status: 404 });
  assert.equal(
    await answerSoon(Promise.resolve(answer), { accept: BOTH, onGone: nobodyGoes }),
    answer,
  );
  await assert.rejects(
    answerSoon(Promise.reject(new Error("no")), { accept: BOTH, onGone: nobodyGoes }),
    /no/,
  );
});

Deno.test("answerSoon() begins a stream, in which a late answer is an event", async () => {
  const late = Promise.withResolvers<Response>();
  const response = await answerSoon(late.promise, { accept: BOTH, onGone: nobodyGoes });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  late.resolve(Response.json({ id: 1 }));
  assert.equal(await response.text(), 'event: message\ndata: {"id":1}\n\n');
});

Deno.test("answerSoon() goes on with the stream that a late answer is", async () => {
  const late = Promise.withResolvers<Response>();
  const response = await answerSoon(late.promise, { accept: BOTH, onGone: nobodyGoes });
  late.resolve(new Response("data: 1\n\ndata: 2\n\n", { headers: { "content-type": "text/event-stream" } }));
  assert.equal(await response.text(), "data: 1\n\ndata: 2\n\n");
});

Deno.test("answerSoon() tells that the client is gone, before and after the answer has begun", async () => {
  for (const hasBegun of [false, true]) {
    const late = Promise.withResolvers<Response>();
    let gone = 0;
    let cancelled = 0;
    const response = await answerSoon(late.promise, { accept: BOTH, onGone: () => gone++ });
    const reader = response.body?.getReader();
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(": hi\n\n")),
      cancel: () => void cancelled++,
    });
    const events = new Response(body, { headers: { "content-type": "text/event-stream" } });
    if (hasBegun) {
      late.resolve(events);
      await reader?.read();
    }
    await reader?.cancel();
    assert.deepEqual([gone, cancelled], [1, hasBegun ? 1 : 0]);
    late.reject(new Error("nobody waits for it"));
  }
});

Deno.test("answerSoon() waits for a client that reads no streams", async () => {
  const late = Promise.withResolvers<Response>();
  const pending = answerSoon(late.promise, { accept: "application/json", onGone: nobodyGoes });
  const answer = Response.json({ id: 1 });
  // Longer than it takes where a stream may begin.
  setTimeout(() => late.resolve(answer), 300);
  assert.equal(await pending, answer);
});
