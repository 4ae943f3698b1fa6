/**
 * Emits programs in a thread of its own.
 *
 * The compiler's WebAssembly instance is broken after a trap, which a few kilobytes of nested brackets cause, and a
 * module cannot be instantiated anew in the same realm. A thread can be replaced, costs 0.2 ms a program, and leaves the
 * gateway's event loop free while 256 KiB are compiled.
 *
 * @module
 */

import type { EmitResult } from "./emit.ts";
import type { EmitReply, EmitRequest } from "./worker.ts";

/** A program of 256 KiB takes about 0.1 s; what takes this long is a fault of the compiler. */
const DEADLINE_MS = 10_000;

interface Pending {
  readonly source: string;
  readonly resolve: (result: EmitResult) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Owns the thread: whoever makes an emitter closes it. */
export class Emitter {
  readonly #url: URL;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #nextId = 0;

  /** @param url the module of the thread (`emit/worker.ts` or its bundle). */
  constructor(url: URL) {
    this.#url = url;
  }

  /** Starts the thread and runs the compiler once, so that the first program does not wait for either. */
  async warm(): Promise<void> {
    await this.emit("export const warm: number = 1;");
  }

  /** Emits one program. Never rejects: a program that breaks the compiler gets a diagnostic. */
  emit(source: string): Promise<EmitResult> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      // Programs are taken in order, so the first to run out of time is the one that the thread is busy with.
      const timer = setTimeout(() => this.#replaceWorker("takes too long", id), DEADLINE_MS);
      this.#pending.set(id, { source, resolve, timer });
      this.#post(id, source);
    });
  }

  /** Ends the thread; programs that it still has get a diagnostic. */
  close(): void {
    for (const [id, { source }] of [...this.#pending]) this.#settle(id, failure("was closed", source));
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #post(id: number, source: string): void {
    this.#worker ??= this.#startWorker();
    this.#worker.postMessage({ id, source } satisfies EmitRequest);
  }

  #startWorker(): Worker {
    const worker = new Worker(this.#url, { type: "module", name: "emit" });
    worker.onmessage = ({ data }: MessageEvent<EmitReply>) => {
      if ("result" in data) this.#settle(data.id, data.result);
      else if (data.isUsable) {
        this.#settle(data.id, failure("gives up", this.#pending.get(data.id)?.source ?? ""));
      } else this.#replaceWorker("gives up", data.id);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      const [oldest] = this.#pending.keys();
      if (oldest !== undefined) this.#replaceWorker("fails", oldest);
    };
    return worker;
  }

  /** Drops a broken thread: its culprit gets a diagnostic, the programs behind it go to the next thread. */
  #replaceWorker(reason: string, culprit: number): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#settle(culprit, failure(reason, this.#pending.get(culprit)?.source ?? ""));
    for (const [id, { source }] of this.#pending) this.#post(id, source);
  }

  #settle(id: number, result: EmitResult): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    pending.resolve(result);
  }
}

function failure(reason: string, source: string): EmitResult {
  return {
    ok: false,
    source,
    diagnostic: {
      message: `the compiler ${reason} on this program`,
      next: "split deep nesting and very long expressions",
      line: 1,
      column: 1,
    },
  };
}
