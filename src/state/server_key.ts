/**
 * Which server it is that something is remembered of.
 *
 * @module
 */

import { canonicalJson } from "../canonical_json.ts";
import type { ServerConfig } from "../config/config.ts";
import type { StateKey } from "./tool_store.ts";

/**
 * Returns the key of a server: its name, and how it is reached. Another command line or URL is another server. What is
 * secret in them is replaced first: not even a hash of it is kept.
 */
export async function stateKey(config: ServerConfig, redact: (text: string) => string): Promise<StateKey> {
  const reached = config.type === "stdio"
    ? [
      config.command,
      ...config.args.map((arg) => `=${arg}`),
      ...(config.cwd === undefined ? [] : [`@${config.cwd}`]),
    ]
    : [config.type, config.url];
  const text = canonicalJson([config.name, ...reached.map(redact)]);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return { server: config.name, file: `${slug(config.name)}-${hash.slice(0, 12).toHex()}.json` };
}

/** A name that every file system takes, for people who look into the folder. */
function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9_-]+/g, "_").slice(0, 40);
}
