/**
 * Calls on their way to the audit file: in order, written together when several have come, and counted when they are
 * lost.
 *
 * @module
 */

import type { AuditedCall } from "./audit.ts";
import { auditLine, lossLine } from "./audit_line.ts";
import type { RotatingFile } from "./rotating_file.ts";

/** What becomes of the writing. Each is told once, when it begins. */
export type AuditState =
  | { readonly kind: "failed"; readonly reason: string }
  /** Lines are written again; so many calls have none. */
  | { readonly kind: "resumed"; readonly lost: number };

/** More calls than this do not wait for the disk: at 80 µs a call, a second and a half of calls. */
const MOST_WAITING = 20_000;

/** A large batch would wait for its last hash. */
const BATCH = 500;

/** Writes calls to a file. */
export class AuditQueue {
  readonly #file: Pick<RotatingFile, "append" | "close">;
  readonly #onState: (state: AuditState) => void;
  #waiting: AuditedCall[] = [];
  #writing: Promise<void> | undefined;
  #lost = 0;
  #hasFailed = false;

  constructor(file: Pick<RotatingFile, "append" | "close">, onState: (state: AuditState) => void) {
    this.#file = file;
    this.#onState = onState;
  }

  /** Takes a call. */
  add(call: AuditedCall): void {
    if (this.#waiting.length >= MOST_WAITING) return this.#lose(1, "the disk is too slow");
    this.#waiting.push(call);
    this.#writing ??= this.#write();
  }

  /** Resolves when everything added so far is written or lost. */
  async close(): Promise<void> {
    await this.#writing;
    this.#file.close();
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const calls = this.#waiting.slice(0, BATCH);
      this.#waiting = this.#waiting.slice(BATCH);
      try {
        const lines = await Promise.all(calls.map(auditLine));
        const lost = this.#lost;
        const all = lost > 0 ? [lossLine(Date.now(), lost), ...lines] : lines;
        await this.#file.append(all.map((line) => `${line}\n`).join(""));
        this.#lost -= lost;
        if (this.#hasFailed) this.#onState({ kind: "resumed", lost });
        this.#hasFailed = false;
      } catch (error) {
        this.#lose(calls.length, error instanceof Error ? error.message : String(error));
      }
    }
    this.#writing = undefined;
  }

  #lose(calls: number, reason: string): void {
    this.#lost += calls;
    if (!this.#hasFailed) this.#onState({ kind: "failed", reason });
    this.#hasFailed = true;
  }
}
