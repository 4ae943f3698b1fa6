/**
 * Where the config file is, and its text.
 *
 * @module
 */

import { isAbsolute, join, resolve } from "node:path";
import type { ConfigSource } from "./config.ts";
import { decodeText } from "../file_text.ts";
import { CONFIG_OF_ALL, configsAtHome } from "../own_folders.ts";
import { lookup, splitHome } from "./expand.ts";

/** What a failure to find a config ends with; the original's words. */
export const HINT = "Hint: Specify a config file with -config flag or RUNBYTE_CONFIG env var";

/** What the search asks of the file system. */
export interface Files {
  read(file: string): Promise<Uint8Array>;
  stat(file: string): Promise<{ readonly isDirectory: boolean }>;
}

const REAL_FILES: Files = { read: (file) => Deno.readFile(file), stat: (file) => Deno.stat(file) };

/** What came of the search. */
export type FoundFile =
  | { readonly kind: "found"; readonly file: string; readonly text: string }
  /** There is no file. `message` says where one was looked for. */
  | { readonly kind: "none"; readonly message: string }
  /** There is or should be one, which cannot be read. */
  | { readonly kind: "failed"; readonly file?: string; readonly message: string };

/** Files that are looked for when none is named, in this order. */
export function searchPaths(source: Pick<ConfigSource, "cwd" | "home">): readonly string[] {
  const atHome = source.home === undefined || source.home === "" ? [] : configsAtHome(source.home);
  return [join(source.cwd, "runbyte.json"), ...atHome, CONFIG_OF_ALL];
}

/** Finds and reads the config file: the one that is named, else the first of {@linkcode searchPaths} that exists. */
export async function findConfigFile(source: ConfigSource, files: Files = REAL_FILES): Promise<FoundFile> {
  const named = source.explicitPath || lookup(source.env, "RUNBYTE_CONFIG");
  if (named) return await readNamed(named, source, files);
  const searched: string[] = [];
  for (const file of searchPaths(source)) {
    const read = await readText(file, files);
    if (read.kind !== "absent") return { ...read, file };
    searched.push(read.note === undefined ? file : `${file} (${read.note})`);
  }
  const next = `${HINT}, or have 'runbyte init' write one`;
  return { kind: "none", message: `no config file found. Searched: ${searched.join(", ")}. ${next}` };
}

async function readNamed(named: string, source: ConfigSource, files: Files): Promise<FoundFile> {
  // RUNBYTE_CONFIG often comes from another program's JSON, where no shell has expanded the `~`.
  const { home, rest } = splitHome(named);
  const path = home && source.home ? source.home + rest : named;
  const file = isAbsolute(path) ? path : resolve(source.cwd, path);
  const read = await readText(file, files);
  if (read.kind !== "absent") return { ...read, file };
  if (read.note === undefined) {
    return { kind: "failed", message: `config file not found at "${named}". ${HINT}` };
  }
  return { kind: "failed", file, message: `cannot read the config file: ${read.note}` };
}

type ReadText =
  | { readonly kind: "found"; readonly text: string }
  /** `note` tells what hid the file, if it may exist after all. */
  | { readonly kind: "absent"; readonly note?: string }
  | { readonly kind: "failed"; readonly message: string };

async function readText(file: string, files: Files): Promise<ReadText> {
  try {
    return { kind: "found", text: decodeText(await files.read(file)) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return { kind: "absent" };
    }
    if (error instanceof Deno.errors.PermissionDenied && !(await exists(file, files))) {
      // A directory on the way is closed: nothing is known of the file, and the search goes on as it always did.
      return { kind: "absent", note: "no permission to look there" };
    }
    return { kind: "failed", message: `cannot read the config file: ${await explain(file, error, files)}` };
  }
}

async function exists(file: string, files: Files): Promise<boolean> {
  return await files.stat(file).then(() => true, () => false);
}

async function explain(file: string, error: unknown, files: Files): Promise<string> {
  const isDirectory = await files.stat(file).then((info) => info.isDirectory, () => false);
  // Docker makes a directory where a file that does not exist is to be mounted.
  if (isDirectory) return "it is a directory: name a file, and check that a mounted file exists on the host";
  if (error instanceof Deno.errors.PermissionDenied) {
    return "permission denied: let the user who runs runbyte read it (chmod u+r, or chown), or run as the file's owner " +
      '(in a container: docker run --user "$(id -u)")';
  }
  if (error instanceof Deno.errors.FilesystemLoop) return "it is a link that leads nowhere: mend the link";
  if (error instanceof Deno.errors.NotCapable) {
    return "Deno was started without permission to read it: add --allow-read";
  }
  return error instanceof Error ? error.name : "unknown error";
}
