/**
 * The folder that `runbyte types` writes: `servers/` with the modules, and a `tsconfig.json` beside it.
 *
 * @module
 */

import { dirname, join } from "node:path";

/** The names of the files that were written last time, in the folder of the modules. */
const LIST = "@runbyte/files.json";

/** Where files are before all of them are there; what an ended process left is recognised by it. */
const STAGE = ".runbyte-types-";

/** What is older belongs to nobody any more, in milliseconds. */
const STALE_MS = 60_000;

/** The `tsconfig.json` that is written where there is none. */
const TSCONFIG = `{
  "extends": "./servers/@runbyte/tsconfig.json",
  "include": ["**/*.ts"]
}
`;

/** What is to be written. */
export interface TypesOrder {
  /** The absolute path of the folder. It is made where there is none. */
  readonly folder: string;
  /** Path below `servers/` → text. */
  readonly modules: ReadonlyMap<string, string>;
  /** Folders below `servers/` that keep what they have: of servers that could not be asked. */
  readonly kept: readonly string[];
}

/** What became of it. */
export type TypesOutcome =
  | { readonly kind: "written"; readonly removed: number; readonly hasOwnTsconfig: boolean }
  /** Nothing was written. */
  | { readonly kind: "refused"; readonly reason: string }
  /** Nothing is left of what was written. */
  | { readonly kind: "cancelled" };

/** Returns why nothing will be written into a folder, as far as that can be seen without writing. */
export async function refusalToWrite(folder: string): Promise<string | undefined> {
  for (let path = folder;; path = dirname(path)) {
    const found = await Deno.stat(path).catch(() => undefined);
    if (found === undefined && dirname(path) !== path) continue;
    if (found?.isFile === true) return `${path} is a file: name a folder`;
    break;
  }
  const root = join(folder, "servers");
  if (await readList(root) !== undefined || !await hasEntries(root)) return undefined;
  return `${root} is there already and was not written by 'runbyte types': choose another folder`;
}

/**
 * Writes the files and removes those of last time that are no more. Never touches a file that it has not written itself,
 * and changes nothing before everything is written: who interrupts it finds all as it was.
 *
 * @param isCancelled asked before each file.
 * @throws what the file system says.
 */
export async function writeTypes(order: TypesOrder, isCancelled = () => false): Promise<TypesOutcome> {
  const { folder } = order;
  const reason = await refusalToWrite(folder);
  if (reason !== undefined) return { kind: "refused", reason };
  const isNew = !await isThere(folder);
  const stage = join(folder, STAGE + crypto.randomUUID().slice(0, 8));
  try {
    await removeStale(folder);
    for (const [path, text] of order.modules) {
      if (isCancelled()) return { kind: "cancelled" };
      await write(join(stage, path), text);
    }
    const removed = await putInPlace(stage, order);
    return { kind: "written", removed, hasOwnTsconfig: await writeTsconfig(folder) };
  } finally {
    await Deno.remove(stage, { recursive: true }).catch(() => {});
    // Where nothing came of it.
    if (isNew) await Deno.remove(folder).catch(() => {});
  }
}

/** Moves what was written to its place; returns how many files were removed. */
async function putInPlace(stage: string, { folder, modules, kept }: TypesOrder): Promise<number> {
  const root = join(folder, "servers");
  const before = await readList(root) ?? [];
  const isKept = (path: string) => kept.includes(path.split("/")[0] ?? "");
  const gone = before.filter((path) => !modules.has(path) && !isKept(path));
  const listed = [...modules.keys(), ...before.filter((path) => !modules.has(path) && isKept(path))];
  // First, so that what an interrupted run leaves is known to be ours.
  await writeList(root, [...listed, ...gone]);
  for (const path of gone) await remove(root, path);
  for (const path of modules.keys()) {
    await Deno.mkdir(dirname(join(root, path)), { recursive: true });
    await Deno.rename(join(stage, path), join(root, path));
  }
  await writeList(root, listed);
  return gone.length;
}

/** Returns whether there is one that is not ours. */
async function writeTsconfig(folder: string): Promise<boolean> {
  const path = join(folder, "tsconfig.json");
  try {
    return (await Deno.readTextFile(path)) !== TSCONFIG;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    await write(path, TSCONFIG);
    return false;
  }
}

async function readList(root: string): Promise<readonly string[] | undefined> {
  try {
    const list: unknown = JSON.parse(await Deno.readTextFile(join(root, LIST)));
    return Array.isArray(list) ? list.filter(isBelow) : undefined;
  } catch {
    return undefined;
  }
}

async function writeList(root: string, paths: readonly string[]): Promise<void> {
  await write(join(root, LIST), `${JSON.stringify(paths.toSorted(), null, 1)}\n`);
}

/** A list that somebody has edited must not lead out of the folder. */
function isBelow(path: unknown): path is string {
  return typeof path === "string" && !path.startsWith("/") && !path.includes("\\") &&
    path.split("/").every((segment) => segment !== "" && segment !== "..");
}

async function hasEntries(folder: string): Promise<boolean> {
  try {
    for await (const _entry of Deno.readDir(folder)) return true;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return false;
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

/** Removes what a process left that was killed while it wrote. */
async function removeStale(folder: string): Promise<void> {
  if (!await isThere(folder)) return;
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.startsWith(STAGE)) continue;
    const { mtime } = await Deno.stat(join(folder, name));
    if (Date.now() - (mtime?.getTime() ?? 0) > STALE_MS) {
      await Deno.remove(join(folder, name), { recursive: true });
    }
  }
}

async function write(path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(path, text);
}

async function remove(root: string, path: string): Promise<void> {
  try {
    await Deno.remove(join(root, path));
    await Deno.remove(dirname(join(root, path))); // when it is empty
  } catch {
    // It is gone, or its folder has other files.
  }
}
