import assert from "node:assert/strict";
import { whenOver } from "./open_response.ts";

/** A response whose body is written by the test. */
function writable() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const cancelled = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    start: (own) => void (controller = own),
    cancel: () => cancelled.resolve(),
  });
  const write = (text: string) => controller?.enqueue(new TextEncoder().encode(text));
  return {
    response: new Response(body),
    write,
    close: () => controller?.close(),
    cancelled: cancelled.promise,
  };
}

Deno.test("whenOver() tells the end once: when all is sent, when the client goes, when there is no body", async () => {
  let ends = 0;
  const onEnd = () => ends++;
  whenOver(new Response(null, { status: 204 }), onEnd);
  assert.equal(ends, 1);
  const sent = writable();
  const response = whenOver(sent.response, onEnd);
  sent.write("a");
  sent.close();
  assert.equal(await response.text(), "a");
  assert.equal(ends, 2);
  const left = writable();
  await whenOver(left.response, onEnd).body?.cancel();
  await left.cancelled;
  assert.equal(ends, 3);
});

Deno.test("whenOver() gives up on a client that does not read, not on a stream that says nothing (S-65)", async () => {
  const ended = Promise.withResolvers<void>();
  const made = writable();
  const reader = whenOver(made.response, ended.resolve, { unreadMs: 30 }).body?.getReader();
  const first = reader?.read();
  await new Promise((resolve) => setTimeout(resolve, 80)); // nothing is said for longer than that
  made.write("a");
  assert.equal((await first)?.done, false);
  made.write("b"); // nobody reads
  await Promise.all([ended.promise, made.cancelled]);
  await assert.rejects(async () => await reader?.read(), /does not read/);
});
