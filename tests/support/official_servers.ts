/**
 * The official reference servers, as installed with the other dependencies: how a config starts them.
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
export type OfficialServer = "everything" | "filesystem" | "memory";

/** Returns the entry of an official server, with Node as its runtime and the version that the lock file pins. */
export function officialServer(name: OfficialServer, ...args: readonly string[]): ServerEntry {
  const script = new URL(
    `../../node_modules/@modelcontextprotocol/server-${name}/dist/index.js`,
    import.meta.url,
  );
  return { command: "node", args: [fileURLToPath(script), ...args] };
}
