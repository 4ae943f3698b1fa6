/**
 * SHA-256 digests of files, in the form that `sha256sum --check` and `shasum -a 256 --check` read.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { basename } from "node:path";

/** The SHA-256 digest of a file, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  using file = await Deno.open(path);
  for await (const chunk of file.readable) hash.update(chunk);
  return hash.digest("hex");
}

/** Lists digest and name of files, by name. */
export async function checksumsOf(paths: readonly string[]): Promise<string> {
  const sorted = [...paths].sort((a, b) => basename(a) < basename(b) ? -1 : 1);
  const lines = await Promise.all(sorted.map(async (path) => `${await sha256Of(path)}  ${basename(path)}\n`));
  return lines.join("");
}
