/**
 * The folder with what is remembered: a file for each server, replaced as a whole. Several processes may use it at once.
 *
 * @module
 */

import { join } from "node:path";
import { applyChange, decodeRecord, encodeRecord, RECORD_BYTES, type ServerRecord } from "./record.ts";
import type { StateKey, StoredChange } from "./tool_store.ts";

/** Who runs Runbyte may read and write, nobody else. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Held while a file is read, changed and replaced. */
const LOCK = ".lock";

/** What a process that was killed while it wrote has left is removed after so long, in milliseconds. */
const LEFTOVER_MS = 60 * 60 * 1_000;

/** Files above this number cost the oldest, unless something was accepted in them. */
const MOST_FILES = 500;

/** What a file holds. */
export type FileContent =
  | { readonly kind: "absent" }
  | { readonly kind: "unusable"; readonly reason: string }
  | { readonly kind: "record"; readonly record: ServerRecord };

/** A folder, made by the first change. */
export class StateFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Makes the folder, for nobody else to look into. One that is there stays as it is. @throws {Error} */
  makeSync(): void {
    Deno.mkdirSync(this.path, { recursive: true, mode: FOLDER_MODE });
  }

  /** Whether others than its owner may write to the folder, where the system knows such permissions. */
  isOpenSync(): boolean {
    return ((Deno.statSync(this.path).mode ?? 0) & 0o022) !== 0;
  }

  /** Reads a file. Never rejects. */
  async read(file: string): Promise<FileContent> {
    try {
      using opened = await Deno.open(join(this.path, file));
      const { size, isFile } = await opened.stat();
      if (!isFile) return { kind: "unusable", reason: "it is no file" };
      if (size > RECORD_BYTES) return { kind: "unusable", reason: "it is too large" };
      const text = new TextDecoder().decode(await readAll(opened, size));
      return { kind: "record", record: decodeRecord(text) };
    } catch (error) {
      const { NotFound, NotADirectory } = Deno.errors;
      if (error instanceof NotFound || error instanceof NotADirectory) return { kind: "absent" };
      return { kind: "unusable", reason: reasonOf(error) };
    }
  }

  /** All records, by the names of their files. Files that cannot be used are left out. @throws {Error} */
  async records(): Promise<ReadonlyMap<string, ServerRecord>> {
    const records = new Map<string, ServerRecord>();
    for (const file of await this.#files()) {
      const content = await this.read(file);
      if (content.kind === "record") records.set(file, content.record);
    }
    return records;
  }

  /**
   * Makes a change and returns the record as it is then. What another process has changed meanwhile is kept, and whoever
   * reads sees the old file or the new one. A file that cannot be used counts as absent.
   *
   * @throws {Error} when the folder cannot be written to.
   */
  async change({ server, file }: StateKey, change: StoredChange): Promise<ServerRecord> {
    await Deno.mkdir(this.path, { recursive: true, mode: FOLDER_MODE });
    using lock = await Deno.open(join(this.path, LOCK), { write: true, create: true, mode: FILE_MODE });
    await lock.lock(true);
    try {
      const content = await this.read(file);
      const before = content.kind === "record" ? content.record : {};
      const record = { ...applyChange(before, change), server };
      await this.#replace(file, encodeRecord(record));
      if (content.kind !== "record") await this.#tidy();
      return record;
    } finally {
      await lock.unlock();
    }
  }

  async #replace(file: string, text: string): Promise<void> {
    const temporary = join(this.path, `.${crypto.randomUUID()}.tmp`);
    try {
      {
        using written = await Deno.open(temporary, { write: true, createNew: true, mode: FILE_MODE });
        const bytes = new TextEncoder().encode(text);
        for (let at = 0; at < bytes.length;) at += await written.write(bytes.subarray(at));
        // Else a machine that loses its power may find an empty file under the name.
        await written.syncData();
      }
      await renameOver(temporary, join(this.path, file));
    } catch (error) {
      await Deno.remove(temporary).catch(() => {});
      throw error;
    }
  }

  async #files(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const { name } of Deno.readDir(this.path)) if (/^[^.].*\.json$/.test(name)) names.push(name);
    return names.sort();
  }

  /** Keeps the folder small. What an operator has accepted is never thrown away. */
  async #tidy(): Promise<void> {
    for await (const { name } of Deno.readDir(this.path)) {
      if (!name.endsWith(".tmp")) continue;
      const { mtime } = await Deno.stat(join(this.path, name));
      if (Date.now() - (mtime?.getTime() ?? 0) > LEFTOVER_MS) await Deno.remove(join(this.path, name));
    }
    const files = await this.#files();
    if (files.length <= MOST_FILES) return;
    const dated = await Promise.all(files.map(async (file) => {
      const { mtime } = await Deno.stat(join(this.path, file));
      return { file, at: mtime?.getTime() ?? 0 };
    }));
    let excess = files.length - MOST_FILES;
    for (const { file } of dated.sort((a, b) => a.at - b.at)) {
      if (excess <= 0) return;
      const content = await this.read(file);
      if (content.kind === "record" && content.record.accepted !== undefined) continue;
      await Deno.remove(join(this.path, file));
      excess--;
    }
  }
}

/** Windows does not replace a file that somebody reads: that takes a moment. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let tries = Deno.build.os === "windows" ? 20 : 1;; tries--) {
    try {
      return await Deno.rename(from, to);
    } catch (error) {
      if (tries <= 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

async function readAll(file: Deno.FsFile, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const read = await file.read(bytes.subarray(at));
    if (read === null) break;
    at += read;
  }
  return bytes.subarray(0, at);
}

/** Why something failed, without the path that the system's message ends with. */
export function reasonOf(error: unknown): string {
  return error instanceof Error
    ? error.message.replace(/[:,] (?:open|mkdir|rename|readdir|stat) '.*$/s, "")
    : String(error);
}
