/**
 * The thread that writes what `runbyte types` makes, seen from the command.
 *
 * @module
 */

import { partUrl } from "../parts.ts";
import type { TypesOrder } from "./types_folder.ts";
import type { TypesNews, TypesTask } from "./types_thread.ts";

/** How long what was begun may take to be taken back, in milliseconds. */
const CANCEL_MS = 2_000;

/** Writes one order. The owner closes it. */
export class TypesWriter implements AsyncDisposable {
  readonly #worker: Worker;
  #writing: Promise<TypesNews> | undefined;

  /**
   * Starts the thread while the process may still write. It keeps the permission when the process gives it up, for one
   * folder (S-46).
   *
   * @param path The folder's real path.
   */
  constructor(path: string) {
    const permissions = { read: [path], write: [path] };
    // The option is not stable yet and so not part of the type: "worker-options" in deno.json.
    const options = { type: "module", name: "types", deno: { permissions } } as const;
    this.#worker = new Worker(partUrl("types_thread"), options);
  }

  /** Has the thread write. */
  write(order: TypesOrder): Promise<TypesNews> {
    this.#writing = new Promise((resolve) => {
      this.#worker.onmessage = ({ data }: MessageEvent<TypesNews>) => resolve(data);
      this.#worker.onerror = (event) => {
        event.preventDefault();
        resolve({ kind: "failed", reason: event.message });
      };
    });
    this.#tell({ kind: "write", order });
    return this.#writing;
  }

  /** Ends the thread, after it has taken back what it has not finished. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#tell({ kind: "cancel" });
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, CANCEL_MS);
    await Promise.race([this.#writing, late.promise]);
    clearTimeout(timer);
    this.#worker.terminate();
  }

  #tell(task: TypesTask): void {
    this.#worker.postMessage(task);
  }
}
