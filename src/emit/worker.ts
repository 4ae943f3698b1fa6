/**
 * The thread that emits: see `emitter.ts`, which starts it and says why there is one.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import { emitProgram, type EmitResult } from "./emit.ts";

/** What the thread is asked. */
export interface EmitRequest {
  readonly id: number;
  readonly source: string;
}

/** What it answers. `trapped`: the compiler is broken and the thread must be replaced. */
export type EmitReply =
  | { readonly id: number; readonly result: EmitResult }
  | { readonly id: number; readonly trapped: string };

self.onmessage = ({ data }: MessageEvent<EmitRequest>) => {
  self.postMessage(reply(data));
};

function reply({ id, source }: EmitRequest): EmitReply {
  try {
    return { id, result: emitProgram(source) };
  } catch (error) {
    return { id, trapped: error instanceof Error ? error.message : String(error) };
  }
}
