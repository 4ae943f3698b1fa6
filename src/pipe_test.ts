import assert from "node:assert/strict";
import { encodeFrameHead, FrameReader } from "./frame.ts";
import { Pipe } from "./pipe.ts";

class Ended extends Error {}

/** A pipe over arrays: what comes in, what went out, and how large a write may be. */
function createPipe(incoming: (Uint8Array | null | "fail")[], writeBytes = Infinity) {
  const written: number[] = [];
  let writes = 0;
  const pipe = new Pipe({
    read: (buffer) => {
      const chunk = incoming.shift() ?? null;
      if (chunk === "fail") throw new Error("broken");
      if (chunk === null) return null;
      buffer.set(chunk);
      return chunk.length;
    },
    write: (bytes) => {
      writes++;
      const part = bytes.subarray(0, writeBytes);
      for (const byte of part) written.push(byte);
      return part.length;
    },
    end: () => {
      throw new Ended();
    },
  });
  const sent = () =>
    new FrameReader({ headerBytes: 1_000, payloadBytes: 1 << 20 }).push(new Uint8Array(written)).frames;
  return { pipe, sent, writes: () => writes };
}

const ready = { kind: "ready", rssBytes: 1 } as const;

Deno.test("Pipe.send() gathers small frames and keeps their order with large ones", () => {
  const { pipe, sent, writes } = createPipe([]);
  for (let count = 0; count < 100; count++) pipe.send(ready, new Uint8Array(count));
  assert.equal(writes(), 0);
  pipe.send(ready, new Uint8Array(200_000));
  pipe.send(ready);
  pipe.flush();
  assert.deepEqual(sent().map(({ payload }) => payload.length), [...Array(100).keys(), 200_000, 0]);
  assert.ok(writes() <= 4);
});

Deno.test("Pipe.flush() goes on after a write that took only a part", () => {
  const { pipe, sent } = createPipe([], 3);
  pipe.send(ready, new Uint8Array([1, 2, 3, 4, 5]));
  pipe.flush();
  assert.deepEqual(sent()[0]?.payload, new Uint8Array([1, 2, 3, 4, 5]));
});

Deno.test("Pipe.receive() sends first, then waits for whole frames", () => {
  const frame = encodeFrameHead({ kind: "wake" }, 0);
  const { pipe, sent } = createPipe([frame.subarray(0, 5), new Uint8Array([...frame.subarray(5), ...frame])]);
  pipe.send(ready);
  assert.deepEqual(pipe.receive().map(({ header }) => header["kind"]), ["wake", "wake"]);
  assert.equal(sent().length, 1);
});

Deno.test("Pipe.receive() ends the guest when the pipe ends, breaks or makes no sense", () => {
  for (const incoming of [null, "fail" as const, new Uint8Array(8)]) {
    assert.throws(() => createPipe([incoming]).pipe.receive(), Ended);
  }
});
