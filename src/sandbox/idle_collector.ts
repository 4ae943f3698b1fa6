/**
 * Gives memory back when nothing runs. A tool result of 25 MB leaves four times that in dead strings and buffers, and
 * V8 takes its time to free them in a process that has gone idle: after such results the gateway stayed at 290 MB
 * instead of 200.
 *
 * Collecting takes tens of milliseconds in which nothing else happens. So it waits for a pause, and for as much growth
 * as is worth it.
 *
 * @module
 */

/** An agent that reads what it got takes longer. */
const QUIET_MS = 500;
/** Growth since the last time that is worth a collection. */
const WORTH_BYTES = 32 << 20;

/** How memory is measured and collected. Without `collect` nothing is done. */
export interface Collecting {
  /** V8's own collection, there with `--v8-flags=--expose-gc` only. */
  readonly collect: (() => void) | undefined;
  readonly rssBytes: () => number;
  /** Length of the pause; half a second by default. */
  readonly quietMs?: number;
}

/** The means of this process. */
export function ownCollecting(): Collecting {
  // Declared nowhere, because it depends on a flag.
  const { gc } = globalThis as { gc?: (options: { type: string; flavor: string }) => void };
  // The last resort gives empty pages back to the system, which an ordinary collection keeps for a while.
  const collect = gc && (() => gc({ type: "major", flavor: "last-resort" }));
  return { collect, rssBytes: () => Deno.memoryUsage().rss };
}

/** Collects in pauses. Owns a timer until {@linkcode IdleCollector.close}. */
export class IdleCollector {
  readonly #collecting: Collecting;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #restingBytes: number;

  constructor(collecting: Collecting) {
    this.#collecting = collecting;
    this.#restingBytes = collecting.rssBytes();
  }

  /** Something runs again. */
  disturb(): void {
    clearTimeout(this.#timer);
  }

  /** Nothing runs any more: collects after a pause, unless it is disturbed. */
  rest(): void {
    clearTimeout(this.#timer);
    const { collect, rssBytes, quietMs = QUIET_MS } = this.#collecting;
    if (collect === undefined) return;
    this.#timer = setTimeout(() => {
      if (rssBytes() - this.#restingBytes < WORTH_BYTES) return;
      collect();
      this.#restingBytes = rssBytes();
    }, quietMs);
  }

  /** Stops waiting for a pause. */
  close(): void {
    clearTimeout(this.#timer);
  }
}
