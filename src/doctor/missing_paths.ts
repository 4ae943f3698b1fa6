/**
 * Paths in a server's command line at which there is nothing.
 *
 * @module
 */

import { isAbsolute, resolve } from "node:path";
import type { StdioServerConfig } from "../config/config.ts";

/** Most that are named. */
const MOST = 3;

/** Returns what looks like a path among the arguments and does not exist. A server may be about to make it: a hint, no proof. */
export async function missingPaths(
  { args, cwd }: StdioServerConfig,
  from: string = Deno.cwd(),
): Promise<readonly string[]> {
  const folder = cwd === undefined ? from : resolve(from, cwd);
  const paths = args.flatMap((arg) => {
    const path = /^--?[\w-]+=(.+)$/s.exec(arg)?.[1] ?? arg;
    return looksLikePath(path) ? [path] : [];
  });
  const found = await Promise.all(
    paths.map((path) =>
      Deno.stat(resolve(folder, path)).then(() => true, (error) => !(error instanceof Deno.errors.NotFound))
    ),
  );
  return [...new Set(paths.filter((_, index) => found[index] === false))].slice(0, MOST);
}

function looksLikePath(text: string): boolean {
  if (text.includes("://") || text.includes("\n")) return false;
  if (/^\.{1,2}[\\/]/.test(text)) return true;
  // `/help` is a flag on Windows.
  if (isAbsolute(text)) return Deno.build.os !== "windows" || /^[A-Za-z]:[\\/]/.test(text);
  return /^[\w.-]+(?:\/[\w.-]+)*\.(?:js|mjs|cjs|ts|py|sh|jar|json)$/.test(text);
}
