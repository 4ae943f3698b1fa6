/**
 * Writes files for the commands that set Runbyte up. Each is written by a thread that may write to the file's folder and
 * nowhere else; the process itself gives the permission up.
 *
 * @module
 */

import { dirname } from "node:path";
import { giveUpWriting } from "../lock_down.ts";
import { partUrl } from "../parts.ts";
import { reasonOf } from "./file_fault.ts";
import type { Replacement } from "./replace_file.ts";
import type { WriteNews } from "./write_thread.ts";

/** What came of a file. */
export type Written =
  | {
    readonly ok: true;
    /** Where the copy of the old file is. */
    readonly backup?: string;
  }
  | { readonly ok: false; readonly reason: string };

/** The threads of one command. Whoever opens it calls {@linkcode close}. */
export class FileWriter {
  readonly #workers = new Map<string, Worker>();
  readonly #waiting = new Map<number, (written: Written) => void>();
  /** Folders that could not be made or may not be written to. */
  readonly #faults = new Map<string, string>();
  #nextId = 0;

  /**
   * Starts a thread for the folder of each file, makes the folders, and gives up writing: no other file can be written by
   * this process from now on (S-90).
   */
  static open(paths: readonly string[]): FileWriter {
    const writer = new FileWriter();
    for (const folder of new Set(paths.map((path) => dirname(path)))) writer.#start(folder);
    giveUpWriting();
    return writer;
  }

  #start(folder: string): void {
    try {
      if (Deno.permissions.querySync({ name: "write" }).state !== "granted") {
        throw new Error("Runbyte was started without permission to write: add --allow-write");
      }
      Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = Deno.realPathSync(folder);
      const permissions = { read: [folder, path], write: [folder, path] };
      // The option is not stable yet and so not part of the type: "worker-options" in deno.json.
      const options = { type: "module", name: "write", deno: { permissions } } as const;
      const worker = new Worker(partUrl("write_thread"), options);
      worker.onmessage = ({ data: { id, failure, backup } }: MessageEvent<WriteNews>) =>
        this.#waiting.get(id)?.(
          failure === undefined
            ? { ok: true, ...(backup === undefined ? {} : { backup }) }
            : { ok: false, reason: failure },
        );
      worker.onerror = (event) => {
        event.preventDefault();
        for (const settle of [...this.#waiting.values()]) settle({ ok: false, reason: event.message });
      };
      this.#workers.set(folder, worker);
    } catch (error) {
      this.#faults.set(folder, reasonOf(error));
    }
  }

  /** Replaces a file in one of the folders. Never rejects. */
  async write(replacement: Replacement): Promise<Written> {
    const folder = dirname(replacement.path);
    const worker = this.#workers.get(folder);
    if (worker === undefined) {
      return { ok: false, reason: this.#faults.get(folder) ?? "not one of the files to write" };
    }
    const id = this.#nextId++;
    const written = await new Promise<Written>((resolve) => {
      this.#waiting.set(id, resolve);
      worker.postMessage({ id, ...replacement });
    });
    this.#waiting.delete(id);
    return written;
  }

  /** Ends the threads. */
  close(): void {
    for (const worker of this.#workers.values()) worker.terminate();
  }
}

/** The file behind a link, or the path itself where there is nothing yet: a link must stay one. */
export function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    return path;
  }
}

/** Where a copy of a file goes: beside it, with the time in its name. */
export function backupPath(path: string, now: Date = new Date()): string {
  return `${path}.backup-${now.toISOString().replace(/[-:]|\.\d+Z$/g, "").replace("T", "-")}`;
}
