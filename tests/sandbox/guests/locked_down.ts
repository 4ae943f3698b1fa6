/**
 * A guest that does not run programs: it locks itself down exactly as the real one and then tries what it may not do.
 * The result goes to the host as a console line of the first program.
 *
 * `--weak` leaves the lock-down out, so that the test can show that its attempts would succeed.
 *
 * @module
 */

import { encodeFrameHead } from "../../../src/frame.ts";
import { dropGlobals, revokePermissions } from "../../../src/lock_down.ts";
import { probe } from "../../../src/probe.ts";
import type { GuestMessage } from "../../../src/sandbox/protocol.ts";

const deno = Deno;
const isWeak = deno.args.includes("--weak");
if (!isWeak) {
  revokePermissions();
  dropGlobals();
}

const results = probe(deno);

const encoder = new TextEncoder();
function send(message: GuestMessage, payload = new Uint8Array()): void {
  deno.stdout.writeSync(encodeFrameHead(message, payload.length));
  if (payload.length > 0) deno.stdout.writeSync(payload);
}
const buffer = new Uint8Array(1 << 20);
let isReady = false;
while (deno.stdin.readSync(buffer) !== null) {
  // The engine comes in many chunks, the program in one: its frame holds the word.
  if (!new TextDecoder().decode(buffer).includes('"kind":"run"')) {
    if (!isReady) send({ kind: "ready", rssBytes: 0 });
    isReady = true;
    continue;
  }
  send(
    { kind: "done", end: { kind: "completed" }, dropped: 0, unawaited: [], warnings: [] },
    encoder.encode(JSON.stringify(results)),
  );
  break;
}
