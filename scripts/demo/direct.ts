/**
 * What an agent pays without Runbyte: every tool definition of every server in its context.
 *
 * @module
 */

import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import type { ServerEntry } from "../../tests/support/official_servers.ts";
import { definitionTokens } from "../../tests/support/tokens.ts";

/** A server's definitions as clients hand them to a model. */
export interface Definitions {
  readonly tools: number;
  readonly tokens: number;
}

/** Connects to a server as a client without Runbyte does, and counts its definitions. */
export async function countDefinitions(entry: ServerEntry): Promise<Definitions> {
  const client = new Client({ name: "runbyte-demo", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command: entry.command,
      args: [...entry.args],
      env: { ...Deno.env.toObject(), ...entry.env },
      stderr: "ignore",
    }),
  );
  try {
    const { tools } = await client.listTools();
    return { tools: tools.length, tokens: definitionTokens(tools) };
  } finally {
    await client.close();
  }
}
