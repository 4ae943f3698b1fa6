/**
 * A guest that breaks the protocol when it gets a program, in the way that its first argument says.
 *
 * @module
 */

import { encodeFrameHead, FrameReader } from "../../../src/frame.ts";

const encoder = new TextEncoder();

function write(bytes: Uint8Array): void {
  for (let sent = 0; sent < bytes.length;) sent += Deno.stdout.writeSync(bytes.subarray(sent));
}

/** Sends a message that need not be one. */
function send(message: unknown, payload = ""): void {
  const bytes = encoder.encode(payload);
  write(encodeFrameHead(message as object, bytes.length));
  write(bytes);
}

const call = (id: unknown, payload = "{}") =>
  send({ kind: "call", call: id, server: "s", tool: "t" }, payload);
const done = (end: unknown, payload = "", more = {}) =>
  send({ kind: "done", end, dropped: 0, unawaited: [], warnings: [], ...more }, payload);

let runs = 0;

const lies: Record<string, () => unknown> = {
  garbage: () => write(encoder.encode("Hello, I am not a frame at all.\n".repeat(100))),
  hugeHeader: () => write(new Uint8Array([255, 255, 255, 255, 0, 0, 0, 0])),
  hugePayload: () => write(new Uint8Array([2, 0, 0, 0, 255, 255, 255, 255])),
  notJson: () => write(new Uint8Array([2, 0, 0, 0, 0, 0, 0, 0, 120, 120])),
  unknownKind: () => send({ kind: "exec", command: "rm" }),
  prototype: () => write(encodeFrameHead(JSON.parse('{"__proto__":{"kind":"ready"},"toString":1}'), 0)),
  duplicateCall: () => {
    call(1);
    call(1);
  },
  skippedCall: () => call(2),
  manyCalls: () => {
    for (let id = 1; id <= 20; id++) call(id);
  },
  callArguments: () => call(1, "[1]"),
  callJson: () => call(1, "{broken"),
  hugeArguments: () => call(1, JSON.stringify({ x: "x".repeat(3_000) })),
  muchConsole: () => {
    for (let line = 0; line < 100; line++) send({ kind: "console", level: "log" }, "x".repeat(100));
  },
  emptyLines: () => {
    for (let line = 0; line < 10_000; line++) send({ kind: "console", level: "log" });
  },
  timers: () => {
    for (;;) send({ kind: "timer", afterMs: 1e9 });
  },
  readyTooEarly: () => send({ kind: "ready", rssBytes: 1 }),
  doneTwice: () => {
    done({ kind: "completed" }, "1");
    done({ kind: "completed" }, "2");
  },
  answerJson: () => done({ kind: "completed" }, "{broken"),
  hugeAnswer: () => done({ kind: "completed" }, JSON.stringify("x".repeat(3_000))),
  malformedError: () => done({ kind: "threw" }, '{"name":1}'),
  stoppedUnasked: () => done({ kind: "stopped" }),
  manyUnawaited: () => done({ kind: "completed" }, "1", { unawaited: Array(1_000).fill(1) }),
  exits: () => Deno.exit(3),
  halfFrame: () => {
    write(new Uint8Array([10, 0, 0]));
    Deno.exit(0);
  },
  /** Its sixth program uses up its memory; by then it has been warmed up. */
  readyWhenWornOut: () => doneAndReady({ kind: ++runs < 6 ? "completed" : "outOfMemory" }),
  silent: () => {},
  /** Waits to be stopped, but for a program that is there to be answered. */
  late: () => program.includes("answer") && doneAndReady({ kind: "completed" }),
};

/** What was sent with the latest `run`. */
let program = "";

/** In one write, so that the host has read the second message before its signal can arrive. */
function doneAndReady(end: { readonly kind: string }): void {
  const message = { kind: "done", end, dropped: 0, unawaited: [], warnings: [] };
  write(
    new Uint8Array([...encodeFrameHead(message, 0), ...encodeFrameHead({ kind: "ready", rssBytes: 1 }, 0)]),
  );
}

/** Answers a stop, after a line of console text that gives its host something to do. */
function stopLate(): void {
  send({ kind: "console", level: "log" }, "stopping");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  doneAndReady({ kind: "stopped" });
}

const reader = new FrameReader({ headerBytes: 1 << 20, payloadBytes: 1 << 30 });
const buffer = new Uint8Array(1 << 20);
for (;;) {
  const count = Deno.stdin.readSync(buffer);
  if (count === null) break;
  for (const { header, payload } of reader.push(buffer.subarray(0, count)).frames) {
    if (header["kind"] === "engine" || header["kind"] === "warm") send({ kind: "ready", rssBytes: 1 });
    if (header["kind"] === "stop" && Deno.args[0] === "late") stopLate();
    if (header["kind"] === "run") program = new TextDecoder().decode(payload);
    if (header["kind"] === "run") lies[Deno.args[0] ?? ""]?.();
  }
}
