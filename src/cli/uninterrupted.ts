/**
 * Work that Ctrl-C does not break off in the middle: a file that is half written helps nobody.
 *
 * @module
 */

import { onEndSignal } from "../signals.ts";
import { exitCodeOf } from "./signal_exit.ts";

/**
 * Does something short to its end, whatever signal comes, and returns its exit code, or the one of an interruption.
 *
 * @param work looks at the signal between one part and the next, and leaves out what it has not begun.
 */
export async function uninterrupted(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const ending = new AbortController();
  let code: number | undefined;
  const stopListening = onEndSignal((signal) => {
    code = exitCodeOf(signal);
    ending.abort();
  });
  try {
    const own = await work(ending.signal);
    return code ?? own;
  } finally {
    stopListening();
  }
}
