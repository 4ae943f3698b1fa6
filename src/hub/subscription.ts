/**
 * Keeps a server of protocol revision 2026-07-28 telling of changes: `subscriptions/listen` ends with its stream, and the
 * SDK does not open it again.
 *
 * @module
 */

import type { McpSubscription } from "@modelcontextprotocol/client";
import { pause } from "./deadline.ts";

/** Options of {@linkcode keepSubscribed}. */
export interface SubscriptionOptions {
  readonly listen: (signal: AbortSignal) => Promise<McpSubscription>;
  /** Told when the stream is open again: changes may have been missed. */
  readonly onAgain: () => void;
  /** Told why it could not be opened. Returns whether to go on trying. */
  readonly onRefused: (error: unknown) => boolean;
  readonly signal: AbortSignal;
}

/** Time before the stream is opened again, in milliseconds: doubles up to a minute, as long as streams do not last. */
const WAIT = { first: 500, most: 60_000 } as const;

/** Subscribes, and again whenever the stream ends. Returns when `signal` aborts or the server is not to be asked again. */
export async function keepSubscribed(options: SubscriptionOptions): Promise<void> {
  const { listen, onAgain, onRefused, signal } = options;
  let waitMs: number = WAIT.first;
  for (let times = 0; !signal.aborted; times++) {
    try {
      const startedAt = performance.now();
      const subscription = await listen(signal);
      if (times > 0) onAgain();
      if (await subscription.closed === "local") return;
      if (performance.now() - startedAt > WAIT.most) waitMs = WAIT.first;
    } catch (error) {
      if (signal.aborted || !onRefused(error)) return;
    }
    await pause(waitMs * (1 + Math.random() / 4), signal).catch(() => {});
    waitMs = Math.min(2 * waitMs, WAIT.most);
  }
}
