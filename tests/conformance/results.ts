/**
 * What the suite writes into its folder of results: for each scenario that ran, a folder with its checks.
 *
 * @module
 */

import { join } from "node:path";
import type { Leg } from "./suite.ts";

/** One check of a scenario. An id may come several times, with different names. */
export interface Check {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  readonly errorMessage?: string;
}

/** `<scenario>-<time>`, with `server-` before it for that leg; the scenario may have slashes in it. */
const FOLDER = /^(.+)-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z)$/;

/**
 * Reads the results of a run, by scenario and in the order in which they began.
 *
 * @throws {Error} when a scenario left no checks or a folder has another name than is known.
 */
export async function readResults(folder: string, leg: Leg): Promise<ReadonlyMap<string, readonly Check[]>> {
  const found: { readonly scenario: string; readonly time: string; readonly checks: readonly Check[] }[] = [];
  for await (const path of resultFolders(folder, "")) {
    const [, named = "", time = ""] = FOLDER.exec(path) ?? [];
    const prefix = leg === "server" ? "server-" : "";
    if (named === "" || !named.startsWith(prefix)) throw new Error(`unknown folder of results: ${path}`);
    // The suite's own file; what it holds is looked at field by field.
    const checks = JSON.parse(await Deno.readTextFile(join(folder, path, CHECKS))) as readonly Check[];
    found.push({ scenario: named.slice(prefix.length), time, checks });
  }
  found.sort((a, b) => a.time < b.time ? -1 : 1);
  return new Map(found.map(({ scenario, checks }) => [scenario, checks]));
}

const CHECKS = "checks.json";

/** Folders with files in them, relative to the one of the run: a scenario's name may stand for a path. */
async function* resultFolders(folder: string, path: string): AsyncGenerator<string> {
  const entries = await Array.fromAsync(Deno.readDir(join(folder, path)));
  if (entries.some(({ name }) => name === CHECKS)) return yield path;
  for (const { name, isDirectory } of entries) {
    if (isDirectory) yield* resultFolders(folder, path === "" ? name : `${path}/${name}`);
  }
}
