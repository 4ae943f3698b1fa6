/**
 * The folder that `runbyte types` writes: `servers/` with the modules, and a `tsconfig.json` beside it.
 *
 * @module
 */

import { dirname, join } from "node:path";

/** The names of the files that were written last time, in the folder of the modules. */
const LIST = "@runbyte/files.json";

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
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Writes the files and removes those of last time that are no more. Never touches a file that it has not written itself.
 *
 * @throws what the file system says.
 */
export async function writeTypes({ folder, modules, kept }: TypesOrder): Promise<TypesOutcome> {
  const root = join(folder, "servers");
  const before = await readList(root);
  if (before === undefined && await hasEntries(root)) {
    return {
      kind: "refused",
      reason: `${root} is there already and was not written by 'runbyte types': choose another folder`,
    };
  }
  const isKept = (path: string) => kept.includes(path.split("/")[0] ?? "");
  const gone = (before ?? []).filter((path) => !modules.has(path) && !isKept(path));
  const listed = [...modules.keys(), ...(before ?? []).filter((path) => !modules.has(path) && isKept(path))];
  // First, so that what an interrupted run leaves is known to be ours.
  await write(join(root, LIST), `${JSON.stringify([...listed, ...gone].sort(), null, 1)}\n`);
  for (const path of gone) await remove(root, path);
  for (const [path, text] of modules) await write(join(root, path), text);
  await write(join(root, LIST), `${JSON.stringify(listed.sort(), null, 1)}\n`);
  return { kind: "written", removed: gone.length, hasOwnTsconfig: await writeTsconfig(folder) };
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
