/**
 * Where Runbyte lives, and what it is called in the places that list it. Said here alone.
 *
 * @module
 */

import { VERSION } from "../../src/version.ts";

/** Owner and name of the repository, as its host writes them. */
export const REPOSITORY = "runbyte/runbyte";

/** The repository's page. */
export const REPOSITORY_URL: string = `https://github.com/${REPOSITORY}`;

/** Who made it, as LICENSE says. */
export const AUTHOR = "The Runbyte authors";

/** What it is, in one line: at most 100 characters, which is what the MCP registry takes. */
export const DESCRIPTION =
  "All your MCP servers through code: the agent finds tools and calls them in one program.";

/** Its name in the MCP registry. The part before the slash is what the owner of the repository may publish under. */
export const REGISTRY_NAME: string = `io.github.${REPOSITORY}`;

/** The tag of a version. */
export function tagOf(version: string = VERSION): string {
  return `v${version}`;
}

/** Where a file of a release can be downloaded. */
export function downloadUrl(file: string, version: string = VERSION): string {
  return `${REPOSITORY_URL}/releases/download/${tagOf(version)}/${file}`;
}
