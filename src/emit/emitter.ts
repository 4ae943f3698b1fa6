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

/** How long one program may take, in milliseconds. */
export interface EmitDeadlines {
  /** With a thread that has emitted one already. */
  readonly next: number;
  /** The first of a thread, which waits for the compiler to be loaded. */
  readonly first: number;
}

/**
 * A program of 256 KiB takes about 0.1 s, and loading the compiler 0.2 s on an idle machine; what takes this long is a fault of
 * the compiler.
 */
const DEADLINES: EmitDeadlines = { next: 10_000, first: 30_000 };

interface Pending {
  readonly source: string;
  readonly resolve: (result: EmitResult) => void;
}

/** Owns the thread: whoever makes an emitter closes it. */
export class Emitter {
  readonly #url: URL;
  readonly #deadlines: EmitDeadlines;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #isLoaded = false;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #nextId = 0;

  /** @param url the module of the thread (`emit/worker.ts` or its bundle). */
  constructor(url: URL, deadlines: EmitDeadlines = DEADLINES) {
    this.#url = url;
    this.#deadlines = deadlines;
  }

  /** Starts the thread and runs the compiler once, so that the first program does not wait for either. */
  async warm(): Promise<void> {
    await this.emit("export const warm: number = 1;");
  }

  /** Emits one program. Never rejects: a program that breaks the compiler gets a diagnostic. */
  emit(source: string): Promise<EmitResult> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#pending.set(id, { source, resolve });
      this.#post(id, source);
      this.#deadline ??= this.#startDeadline();
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
      this.#isLoaded = true;
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

  /** Bounds the time of the oldest program: they are taken in order, so that it is the one that the thread is busy with. */
  #startDeadline(): ReturnType<typeof setTimeout> | undefined {
    const [oldest] = this.#pending.keys();
    if (oldest === undefined) return undefined;
    const late = () => this.#replaceWorker("takes too long", oldest);
    return setTimeout(late, this.#isLoaded ? this.#deadlines.next : this.#deadlines.first);
  }

  /** Drops a broken thread: its culprit gets a diagnostic, the programs behind it go to the next thread. */
  #replaceWorker(reason: string, culprit: number): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#isLoaded = false;
    this.#settle(culprit, failure(reason, this.#pending.get(culprit)?.source ?? ""));
    for (const [id, { source }] of this.#pending) this.#post(id, source);
  }

  #settle(id: number, result: EmitResult): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    // The next one begins now.
    clearTimeout(this.#deadline);
    this.#deadline = this.#startDeadline();
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
