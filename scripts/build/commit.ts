/**
 * The commit that is built: for `runbyte -version`, and for the times of files, so that equal commits give equal bytes.
 *
 * @module
 */

import { fileURLToPath } from "node:url";

/** The commit that is built. */
export interface BuiltCommit {
  /** Seven hexadecimal digits, with `-dirty` behind them for changes that no commit has; `undefined` outside of git. */
  readonly id: string | undefined;
  /** When it was made, in seconds since 1970: what files in executables and archives are dated. */
  readonly time: number;
}

/** Archives in ZIP format know no time before this: the first of January 1980, in UTC. */
const EARLIEST = 315_532_800;

/**
 * Finds out the commit of a folder. `RUNBYTE_COMMIT` names it where there is no `.git` (as in a Docker build), and
 * `SOURCE_DATE_EPOCH` its time.
 *
 * @throws {Error} when one of these variables is none.
 */
export async function builtCommit(root: URL, env: Readonly<Record<string, string>>): Promise<BuiltCommit> {
  const given = env["RUNBYTE_COMMIT"] ?? "";
  if (given !== "" && !/^[0-9a-f]{7,40}(?:-dirty)?$/.test(given)) {
    throw new Error(`RUNBYTE_COMMIT is '${given}': give the commit's 7 to 40 hexadecimal digits`);
  }
  const epoch = env["SOURCE_DATE_EPOCH"] ?? "";
  if (!/^\d{0,11}$/.test(epoch)) {
    throw new Error(`SOURCE_DATE_EPOCH is '${epoch}': give seconds since 1970`);
  }
  // Without this, git would find a repository around a folder that belongs to none.
  const hasGit = await Deno.stat(new URL(".git", root)).then(() => true, () => false);
  const read = (...args: readonly string[]) => hasGit ? git(root, args) : undefined;
  return {
    id: given === "" ? await commitId(read) : given.replace(/^([0-9a-f]{7})[0-9a-f]*/, "$1"),
    time: Math.max(EARLIEST, Number(epoch || (await read("log", "-1", "--format=%ct")) || 0)),
  };
}

async function commitId(
  read: (...args: readonly string[]) => Promise<string | undefined> | undefined,
): Promise<string | undefined> {
  // As many digits everywhere: git's own short form depends on how much of the history is there.
  const id = (await read("rev-parse", "HEAD"))?.slice(0, 7);
  if (id === undefined) return undefined;
  const changes = await read("status", "--porcelain", "--untracked-files=no");
  return changes === "" ? id : `${id}-dirty`;
}

/** What git answers in a folder; nothing when it fails or is not there. */
async function git(root: URL, args: readonly string[]): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["-C", fileURLToPath(root), ...args],
      stdin: "null",
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch {
    return undefined;
  }
}
