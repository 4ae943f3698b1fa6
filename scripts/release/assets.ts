/**
 * The names of the files that a release offers. They have no version in them, so that `releases/latest/download/NAME`
 * stays the same.
 *
 * @module
 */

import type { Target } from "../build/target.ts";

/** Digests of all other files. */
export const CHECKSUMS = "SHA256SUMS";

/** The entry for the MCP registry. */
export const REGISTRY_ENTRY = "server.json";

/** The text of the release's page; not among its files. */
export const NOTES = "RELEASE_NOTES.md";

/** What lies beside the executable in every archive. */
export const LICENCES = "THIRD_PARTY_LICENSES";

/** The archive with the executable of a platform. */
export function archiveName({ name, platform }: Target): string {
  return `runbyte-${name}.${platform === "win32" ? "zip" : "tar.gz"}`;
}

/** The bundle for Claude Desktop with the executable of a platform. */
export function bundleName({ name }: Target): string {
  return `runbyte-${name}.mcpb`;
}
