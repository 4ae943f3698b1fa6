/**
 * The official reference servers and one for git, as installed with the other dependencies: how a config starts them.
 *
 * @module
 */

import { fileURLToPath } from "node:url";

/** An entry under `mcpServers`. */
export interface ServerEntry {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The official servers that need neither network nor credentials. */
export type OfficialServer = "everything" | "filesystem" | "memory" | "sequential-thinking";

/** Returns the entry of an official server, with Node as its runtime and the version that the lock file pins. */
export function officialServer(name: OfficialServer, ...args: readonly string[]): ServerEntry {
  return installedServer(`@modelcontextprotocol/server-${name}`, "dist/index.js", ...args);
}

/** Returns the entry of a server for git repositories, which needs `git` on the path. */
export function gitServer(): ServerEntry {
  return installedServer("@cyanheads/git-mcp-server", "dist/index.js");
}

/** Whether there is a `git` to run. Says so when there is not, so that nobody takes a skipped test for a passed one. */
export function hasGit(): boolean {
  try {
    return new Deno.Command("git", { args: ["--version"], stdout: "null" }).outputSync().success;
  } catch {
    console.warn("no git on the path: its tests are skipped");
    return false;
  }
}

/** Returns the entry of an installed package's server: Node runs that file of it. */
export function installedServer(pack: string, file: string, ...args: readonly string[]): ServerEntry {
  const script = new URL(`../../node_modules/${pack}/${file}`, import.meta.url);
  return { command: "node", args: [fileURLToPath(script), ...args] };
}
