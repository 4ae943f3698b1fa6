/**
 * A downstream server without Runbyte: the SDK's own client and transport.
 *
 * @module
 */

import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import type { FixtureCommand } from "../../tests/fixtures/fixtures.ts";

/** A connected client that its user disposes of. */
export interface DirectClient extends AsyncDisposable {
  /** Calls a tool and returns the text of its first block. */
  call(name: string, args: Record<string, unknown>): Promise<string>;
}

/** Starts a server and connects to it. */
export async function connectDirect({ command, args }: FixtureCommand): Promise<DirectClient> {
  const client = new Client({ name: "bench", version: "1.0.0" });
  await client.connect(new StdioClientTransport({ command, args: [...args], stderr: "ignore" }));
  return {
    call: async (name, given) => {
      const { content: [first] } = await client.callTool({ name, arguments: given });
      if (first?.type !== "text") throw new Error(`${name} answered without a text`);
      return first.text;
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}
