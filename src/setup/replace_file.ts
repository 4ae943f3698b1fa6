/**
 * Replaces a file as a whole: whoever reads it sees the old text or the new one.
 *
 * @module
 */

import { dirname, join } from "node:path";

/** A file, and what is to be in it. */
export interface Replacement {
  /** Absolute, and no link: see `realPath()`. */
  readonly path: string;
  readonly text: string;
  /** Where a copy of the old file is put first; a copy that is there already is not touched. */
  readonly backup?: string;
}

/** A config holds tokens: one that is made here is for nobody else to read. */
const NEW_MODE = 0o600;

/** Replaces a file, or makes it. @throws {Deno.errors} */
export async function replaceFile({ path, text, backup }: Replacement): Promise<void> {
  const old = await Deno.stat(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
  // Without a mode (Windows) the system's own rules hold.
  const mode = (old?.mode ?? NEW_MODE) & 0o777;
  if (old !== undefined && backup !== undefined) {
    await Deno.writeFile(backup, await Deno.readFile(path), { createNew: true, mode });
  }
  const draft = join(dirname(path), `.runbyte-${crypto.randomUUID().slice(0, 8)}.tmp`);
  try {
    await Deno.writeTextFile(draft, text, { createNew: true, mode: NEW_MODE });
    if (mode !== NEW_MODE && Deno.build.os !== "windows") await Deno.chmod(draft, mode);
    await Deno.rename(draft, path);
  } catch (error) {
    await Deno.remove(draft).catch(() => {});
    // A file that is mounted by itself cannot be replaced, and a folder may be closed where its file is not.
    if (old === undefined) throw error;
    await Deno.writeTextFile(path, text);
  }
}
