/**
 * A file that lines are appended to, and that makes room for a new one when it is full: `PATH` → `PATH.1` → `PATH.2` and so
 * on. Several processes may append to the same file, and somebody may move it away.
 *
 * @module
 */

import { dirname } from "node:path";

/** How large a file gets, and how many there are. */
export interface RotationLimits {
  /** A file that has reached this size gets nothing more, in bytes. */
  readonly fileBytes: number;
  /** Files that are kept, the current one among them; at least 1. */
  readonly files: number;
}

/**
 * 10 MiB are about 30,000 tool calls and open in any editor; ten such files are weeks of one person's work, and no disk is
 * full of 100 MiB.
 */
export const AUDIT_ROTATION: RotationLimits = { fileBytes: 10 * 1024 * 1024, files: 10 };

/** Who runs Runbyte may read it and write to it, nobody else. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

const LINE_FEED = 0x0a;

/** A file under a path. Opened by the first write; whoever makes it calls {@linkcode close}. */
export class RotatingFile {
  readonly #path: string;
  readonly #limits: RotationLimits;
  #file: Deno.FsFile | undefined;
  /** Whether what was written last may have ended within a line. */
  #isTorn = false;

  constructor(path: string, limits: RotationLimits) {
    this.#path = path;
    this.#limits = limits;
  }

  /**
   * Appends whole lines. One call at a time.
   *
   * @throws {Error} when they could not be written, or not all of them. The next call tries anew.
   */
  async append(lines: string): Promise<void> {
    try {
      const file = await this.#current();
      const bytes = new TextEncoder().encode(this.#isTorn ? `\n${lines}` : lines);
      this.#isTorn = true;
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
      this.#isTorn = false;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Closes the file. It is opened again by the next write. */
  close(): void {
    this.#file?.close();
    this.#file = undefined;
  }

  /** The file under the path as it is now, with room in it. */
  async #current(): Promise<Deno.FsFile> {
    if (this.#file !== undefined && !await this.#isAtPath(this.#file)) this.close();
    this.#file ??= await this.#open();
    while ((await this.#file.stat()).size >= this.#limits.fileBytes) {
      await this.#makeRoom(this.#file);
      this.close();
      this.#file = await this.#open();
    }
    return this.#file;
  }

  async #open(): Promise<Deno.FsFile> {
    await Deno.mkdir(dirname(this.#path), { recursive: true, mode: FOLDER_MODE });
    const existing = await Deno.stat(this.#path).catch(() => undefined);
    // To open a pipe would wait for its reader.
    if (existing !== undefined && !existing.isFile) throw new Error("it is no regular file");
    const file = await Deno.open(this.#path, { read: true, append: true, create: true, mode: FILE_MODE });
    // A process that was killed may have left half a line.
    this.#isTorn = await endsWithinLine(file);
    return file;
  }

  /** Whether the open file is still the one under the path. Where files have no number, nobody moves an open one. */
  async #isAtPath(file: Deno.FsFile): Promise<boolean> {
    const [open, named] = await Promise.all([file.stat(), Deno.stat(this.#path).catch(() => undefined)]);
    return named !== undefined && open.ino === named.ino && open.dev === named.dev;
  }

  /** Moves the files up by one; the oldest is overwritten. A lock keeps other processes from doing the same. */
  async #makeRoom(file: Deno.FsFile): Promise<void> {
    await file.lock(true);
    try {
      if (!await this.#isAtPath(file)) return; // Another process was faster.
      const { files } = this.#limits;
      if (files === 1) return await Deno.remove(this.#path);
      for (let number = files - 2; number > 0; number--) {
        await Deno.rename(`${this.#path}.${number}`, `${this.#path}.${number + 1}`).catch(unlessMissing);
      }
      await Deno.rename(this.#path, `${this.#path}.1`);
    } finally {
      await file.unlock();
    }
  }
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

async function endsWithinLine(file: Deno.FsFile): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const last = new Uint8Array(1);
  await file.seek(-1, Deno.SeekMode.End);
  return await file.read(last) === 1 && last[0] !== LINE_FEED;
}
