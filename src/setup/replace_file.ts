/**
 * Replaces a file as a whole: whoever reads it sees the old text or the new one.
 *
 * @module
 */

import { dirname, join } from "node:path";
import { decodeText, hasMark } from "../file_text.ts";
import { FileChanged } from "./file_fault.ts";

/** A file, and what is to be in it. */
export interface Replacement {
  /** Absolute, and no link: see `realPath()`. */
  readonly path: string;
  readonly text: string;
  /** What was in it when `text` was made; absent where there was no file. */
  readonly old?: string;
  /** Where a copy of the old file is put first, or beside that where there is one already. */
  readonly backup?: string;
}

/** A config holds tokens: one that is made here is for nobody else to read. */
const NEW_MODE = 0o600;

/** Copies of one moment. */
const MOST_COPIES = 100;

/**
 * Replaces a file, or makes it. Returns where the copy is, if one was made.
 *
 * @throws {FileChanged} when there is something else in it by now.
 * @throws {Deno.errors}
 */
export async function replaceFile({ path, text, old, backup }: Replacement): Promise<string | undefined> {
  const found = await existing(path);
  if ((found && decodeText(found.bytes)) !== old) throw new FileChanged();
  const mode = (found?.info.mode ?? NEW_MODE) & 0o777;
  const copy = found && backup && await copyTo(backup, found, mode);
  const content = found !== undefined && hasMark(found.bytes) ? `\ufeff${text}` : text;
  const draft = join(dirname(path), `.runbyte-${crypto.randomUUID().slice(0, 8)}.tmp`);
  let isComplete = false;
  try {
    await Deno.writeTextFile(draft, content, { createNew: true, mode: NEW_MODE });
    isComplete = true;
    if (found !== undefined) await takeOver(draft, found.info, mode);
    await Deno.rename(draft, path);
  } catch (error) {
    await Deno.remove(draft).catch(() => {});
    // A file that is mounted by itself cannot be replaced, a folder may be closed where its file is not, and only root can
    // make one for somebody else. Whatever else failed, a full disk for one, would only destroy what is there.
    const mayTryInPlace = isComplete || error instanceof Deno.errors.PermissionDenied;
    if (found === undefined || !mayTryInPlace) throw error;
    await Deno.writeTextFile(path, content);
  }
  return copy;
}

interface Existing {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly info: Deno.FileInfo;
}

async function existing(path: string): Promise<Existing | undefined> {
  try {
    return { bytes: await Deno.readFile(path), info: await Deno.stat(path) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Writes a copy that nobody else may read who may not read the file. A copy that is there already stays. */
async function copyTo(wanted: string, { bytes, info }: Existing, mode: number): Promise<string> {
  for (let count = 1;; count++) {
    const copy = count === 1 ? wanted : `${wanted}-${count}`;
    try {
      await Deno.writeFile(copy, bytes, { createNew: true, mode });
      // Whose copy it is does not matter enough to fail.
      await takeOver(copy, info, mode).catch(() => {});
      return copy;
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists) || count === MOST_COPIES) throw error;
    }
  }
}

/** Gives a new file the permissions and the owner of the one whose place it takes: root may be editing for somebody. */
async function takeOver(draft: string, { uid, gid }: Deno.FileInfo, mode: number): Promise<void> {
  // Without them (Windows) the system's own rules hold.
  if (Deno.build.os === "windows") return;
  const own = await Deno.stat(draft);
  if (own.uid !== uid || own.gid !== gid) await Deno.chown(draft, uid, gid);
  await Deno.chmod(draft, mode);
}
