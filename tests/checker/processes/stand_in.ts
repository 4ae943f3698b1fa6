/**
 * A process that is no checker, in the way that its first argument says.
 *
 * @module
 */

import { encodeFrameHead } from "../../../src/frame.ts";

const encoder = new TextEncoder();
const write = (bytes: Uint8Array) => void Deno.stdout.writeSync(bytes);
const send = (message: object, payload = "") => {
  write(encodeFrameHead(message, payload.length));
  write(encoder.encode(payload));
};

const ROLES: Readonly<Record<string, () => void>> = {
  silent: () => {},
  garbage: () => write(encoder.encode("Hello, I am not a frame at all.\n".repeat(100))),
  "huge header": () => write(new Uint8Array([255, 255, 255, 255, 0, 0, 0, 0])),
  "a payload": () => send({ kind: "ready" }, "bytes that nobody asked for"),
  "another message": () => send({ kind: "exec", command: "rm" }),
  "findings without end": () => send({ kind: "checked", findings: Array(1_000).fill({}) }),
  ends: () => Deno.exit(3),
};

ROLES[Deno.args[0] ?? ""]?.();
// Reads on, as a checker does, until the pipe ends.
const buffer = new Uint8Array(65_536);
while (Deno.stdin.readSync(buffer) !== null);
