import assert from "node:assert/strict";
import { encodeFrameHead, FrameReader } from "./frame.ts";

const BOUNDS = { headerBytes: 1_000, payloadBytes: 10_000 };
const READY = { kind: "ready", rssBytes: 1 };

function frame(payload: Uint8Array, message: object = READY): Uint8Array {
  const head = encodeFrameHead(message, payload.length);
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head);
  bytes.set(payload, head.length);
  return bytes;
}

function prefix(headerBytes: number, payloadBytes: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setUint32(0, headerBytes, true);
  new DataView(bytes.buffer).setUint32(4, payloadBytes, true);
  return bytes;
}

/** Mulberry32: the same numbers in every run. */
function createRandom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

Deno.test("FrameReader.push() returns a frame with its header and payload", () => {
  const { frames, problem } = new FrameReader(BOUNDS).push(frame(new Uint8Array([1, 2, 3])));
  assert.equal(problem, undefined);
  assert.deepEqual(frames, [{ header: { kind: "ready", rssBytes: 1 }, payload: new Uint8Array([1, 2, 3]) }]);
});

Deno.test("FrameReader.push() puts frames together from single bytes and takes several from one chunk", () => {
  const stream = new Uint8Array([
    ...frame(new Uint8Array()),
    ...frame(new Uint8Array([7])),
    ...frame(new Uint8Array(500)),
  ]);
  const reader = new FrameReader(BOUNDS);
  const single = [...stream].flatMap((byte) => reader.push(new Uint8Array([byte])).frames);
  assert.deepEqual(single.map(({ payload }) => payload.length), [0, 1, 500]);
  assert.ok(reader.isAtBoundary);
  assert.deepEqual(new FrameReader(BOUNDS).push(stream).frames.map(({ payload }) => payload.length), [
    0,
    1,
    500,
  ]);
});

Deno.test("FrameReader.push() keeps no reference to the chunk", () => {
  const reader = new FrameReader(BOUNDS);
  const chunk = frame(new Uint8Array([1, 2, 3]));
  const half = chunk.slice(0, chunk.length - 1);
  reader.push(half);
  half.fill(0);
  const { frames } = reader.push(chunk.slice(-1));
  assert.deepEqual(frames[0]?.payload, new Uint8Array([1, 2, 3]));
});

Deno.test("FrameReader.push() refuses lengths out of bounds before any more bytes come", () => {
  for (
    const [header, payload] of [[0, 0], [1_001, 0], [0xffffffff, 0], [10, 10_001], [10, 0xffffffff]] as const
  ) {
    const { frames, problem } = new FrameReader(BOUNDS).push(prefix(header, payload));
    assert.deepEqual(frames, []);
    assert.match(problem ?? "", /^a frame (header|payload) of \d+ bytes$/);
  }
  assert.equal(new FrameReader(BOUNDS).push(prefix(1_000, 10_000)).problem, undefined);
});

Deno.test("FrameReader.push() refuses a header that is not a JSON object", () => {
  for (const text of ["[]", "null", "1", "{", "\x00", "\xff\xfe"]) {
    const header = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const { problem } = new FrameReader(BOUNDS).push(
      new Uint8Array([...prefix(header.length, 0), ...header]),
    );
    assert.equal(problem, "a frame header that is not a JSON object", text);
  }
});

Deno.test("FrameReader.push() returns the frames before a problem and nothing after it", () => {
  const reader = new FrameReader(BOUNDS);
  const first = reader.push(
    new Uint8Array([...frame(new Uint8Array([1])), ...prefix(0, 0), ...frame(new Uint8Array([2]))]),
  );
  assert.equal(first.frames.length, 1);
  assert.ok(first.problem);
  const second = reader.push(frame(new Uint8Array([3])));
  assert.deepEqual(second.frames, []);
  assert.equal(second.problem, first.problem);
});

Deno.test("FrameReader.push() never throws on random bytes and reads what was cut at random", () => {
  const random = createRandom(20_261_121);
  for (let round = 0; round < 2_000; round++) {
    const payloads = Array.from(
      { length: 1 + Math.floor(random() * 4) },
      () => new Uint8Array(Math.floor(random() * 300)),
    );
    const stream = new Uint8Array(payloads.flatMap((payload) => [...frame(payload)]));
    const isDamaged = random() < 0.5;
    if (isDamaged) stream[Math.floor(random() * stream.length)] = Math.floor(random() * 256);
    const reader = new FrameReader(BOUNDS);
    const sizes: number[] = [];
    for (let offset = 0; offset < stream.length;) {
      const end = offset + 1 + Math.floor(random() * 200);
      sizes.push(...reader.push(stream.subarray(offset, end)).frames.map(({ payload }) => payload.length));
      offset = end;
    }
    if (!isDamaged) assert.deepEqual(sizes, payloads.map((payload) => payload.length));
    else assert.ok(sizes.length <= stream.length / 9);
  }
});

Deno.test("FrameReader.push() takes 32 MiB in small chunks in linear time", () => {
  const bytes = 32 << 20;
  const reader = new FrameReader({ headerBytes: 1_000, payloadBytes: bytes });
  const chunk = new Uint8Array(4_096);
  const started = performance.now();
  reader.push(encodeFrameHead(READY, bytes));
  let frames = 0;
  for (let sent = 0; sent < bytes; sent += chunk.length) frames += reader.push(chunk).frames.length;
  assert.equal(frames, 1);
  // About 0.1 s. A reader that joins what it has for every chunk would copy 128 GiB.
  assert.ok(performance.now() - started < 5_000);
});
