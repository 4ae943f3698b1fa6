/**
 * Tells the operator who was refused, and what to change if that was wrong: at most once a minute for each reason, for
 * strangers decide how often it happens.
 *
 * @module
 */

import type { Log } from "../../log.ts";
import { cleanLine, truncate } from "../../text.ts";
import type { Refusal } from "./refusal.ts";

const WINDOW_MS = 60_000;

/** Longest detail, in UTF-16 code units. */
const DETAIL_LENGTH = 200;

/** What to do about it. */
const NEXT: Partial<Readonly<Record<Refusal, string>>> = {
  badHost: "if this is Runbyte's name, add it to server.allowedHosts",
  badOrigin: "if this page may call, add it to server.allowedOrigins",
  unauthorised:
    "the client has to send Authorization: Bearer TOKEN, where TOKEN is RUNBYTE_TOKEN or one of server.tokens",
  guessing: "ten wrong tokens within a minute: this address is not listened to for the rest of it",
  tooMany: "one caller has more under way than its part: see docs/limits.md",
  full: "all callers together have more under way than Runbyte takes: see docs/limits.md",
};

/** Writes to the log. */
export class RefusalLog {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #told = new Map<Refusal, { readonly at: number; more: number }>();

  constructor(log: Log, now: () => number = () => performance.now()) {
    this.#log = log;
    this.#now = now;
  }

  /** Notes a refusal. `detail` may be a stranger's text. */
  note(refusal: Refusal, detail: string): void {
    const before = this.#told.get(refusal);
    if (before !== undefined && this.#now() - before.at < WINDOW_MS) {
      before.more++;
      return;
    }
    this.#told.set(refusal, { at: this.#now(), more: 0 });
    this.#log("warn", "server.refused", {
      reason: refusal,
      detail: truncate(cleanLine(detail), DETAIL_LENGTH),
      ...(before === undefined || before.more === 0 ? {} : { before: before.more }),
      next: NEXT[refusal],
    });
  }
}
