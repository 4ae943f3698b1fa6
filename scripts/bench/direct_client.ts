/**
 * A downstream server without Runbyte: the SDK's own client and transport.
 *
 * @module
 */

import { Client } from "@modelcontextprotocol/client";
import { getDefaultEnvironment, StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import type { ServerEntry } from "../../tests/support/official_servers.ts";

/** A connected client that its user disposes of. */
export interface DirectClient extends AsyncDisposable {
  /** Calls a tool and returns the text of its first block. */
  call(name: string, args: Record<string, unknown>): Promise<string>;
  /** Lists the tools and returns how many there are. */
  countTools(): Promise<number>;
}

/** Starts a server and connects to it. */
export async function connectDirect({ command, args, env }: ServerEntry): Promise<DirectClient> {
  const client = new Client({ name: "bench", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command,
      args: [...args],
      env: { ...getDefaultEnvironment(), ...env },
      stderr: "ignore",
    }),
  );
  return {
    call: async (name, given) => {
      const { content: [first] } = await client.callTool({ name, arguments: given });
      if (first?.type !== "text") throw new Error(`${name} answered without a text`);
      return first.text;
    },
    countTools: async () => (await client.listTools()).tools.length,
    [Symbol.asyncDispose]: () => client.close(),
  };
}
