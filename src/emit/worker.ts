/**
 * The thread that emits: see `emitter.ts`, which starts it and says why there is one.
 *
 * @module
 */

import { hearOrders, tellOwner } from "../own_thread.ts";
import { loadEmit, renewInstance } from "./compiler.ts";
import type { EmitResult } from "./emit.ts";

/** What the thread is asked. */
export interface EmitRequest {
  readonly id: number;
  readonly source: string;
}

/** What it answers. `trapped`: the compiler broke; `isUsable` says whether there is another one already. */
export type EmitReply =
  | { readonly id: number; readonly result: EmitResult }
  | { readonly id: number; readonly trapped: string; readonly isUsable: boolean };

/** Source that makes it worth to collect what it left behind, in UTF-16 code units: a thread's heap is its own. */
const WORTH_LENGTH = 256 * 1024;
/** An agent that reads what it got takes longer. */
const QUIET_MS = 500;

/** V8's own collection, there with `--v8-flags=--expose-gc` only. */
const { gc } = globalThis as { gc?: (options: { type: string; flavor: string }) => void };
// The last resort gives empty pages back to the system, which an ordinary collection keeps for a while.
const collect = gc && (() => gc({ type: "major", flavor: "last-resort" }));
const emit = loadEmit();
let emittedLength = 0;
let pause: ReturnType<typeof setTimeout> | undefined;

hearOrders(async (request: EmitRequest) => {
  const { emitProgram } = await emit;
  clearTimeout(pause);
  tellOwner(reply(request, emitProgram));
  emittedLength += request.source.length;
  if (collect === undefined || emittedLength < WORTH_LENGTH) return;
  pause = setTimeout(() => {
    emittedLength = 0;
    collect();
  }, QUIET_MS);
});

function reply({ id, source }: EmitRequest, emitProgram: (source: string) => EmitResult): EmitReply {
  try {
    return { id, result: emitProgram(source) };
  } catch (error) {
    const trapped = error instanceof Error ? error.message : String(error);
    return { id, trapped, isUsable: renewInstance() };
  }
}
