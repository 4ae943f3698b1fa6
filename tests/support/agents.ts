/**
 * Agents of every kind in front of Runbyte: both generations of the official SDK, both protocol eras, both transports.
 *
 * @module
 */

import { Client, StreamableHTTPClientTransport, type Transport } from "@modelcontextprotocol/client";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as OldStdioTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as OldHttpTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { dirname } from "node:path";
import { NO_RECONNECTION } from "./no_reconnection.ts";
import { runbyteCommand } from "./runbyte.ts";
import { StdioClient } from "./stdio_client.ts";

/** A kind of client: an SDK's generation and the protocol era that it speaks. */
export type AgentKind = "v1" | "v2 legacy" | "v2 modern";

/** Where Runbyte is: a config file to start it with, or a URL. */
export type Reach =
  | { readonly transport: "stdio"; readonly configPath: string }
  | { readonly transport: "http"; readonly url: string };

/** What came of a tool call: its texts, and what stands beside them. */
export interface AgentResult {
  readonly texts: readonly string[];
  readonly isError: boolean;
}

/** Options of a call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (message: string) => void;
}

/** A connected client. */
export interface Agent extends AsyncDisposable {
  /** The protocol revision that was agreed on. */
  readonly revision: string | undefined;
  toolNames(): Promise<readonly string[]>;
  call(name: string, args: Record<string, unknown>, options?: CallOptions): Promise<AgentResult>;
}

/** Connects a client. The caller disposes of it. */
export async function connectAgent(kind: AgentKind, reach: Reach): Promise<Agent> {
  return kind === "v1" ? await connectOld(reach) : await connectNew(kind, reach);
}

async function connectNew(kind: "v2 legacy" | "v2 modern", reach: Reach): Promise<Agent> {
  const client = new Client({ name: "agent", version: "2.0.0" }, {
    versionNegotiation: { mode: kind === "v2 legacy" ? "legacy" : { pin: "2026-07-28" } },
  });
  await client.connect(newTransport(reach));
  return {
    revision: client.getNegotiatedProtocolVersion(),
    toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, given, options = {}) =>
      textsOf(await client.callTool({ name, arguments: given }, requestOptions(options))),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

function newTransport(reach: Reach): Transport {
  if (reach.transport === "http") {
    return new StreamableHTTPClientTransport(new URL(reach.url), NO_RECONNECTION);
  }
  return new StdioClient({
    ...runbyteCommand("-config", reach.configPath, "-transport", "stdio"),
    env: Deno.env.toObject(),
    cwd: dirname(reach.configPath),
    onStderr: () => {},
  });
}

async function connectOld(reach: Reach): Promise<Agent> {
  const client = new OldClient({ name: "agent", version: "1.0.0" });
  const transport = oldTransport(reach);
  // Its types are not made for exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  return {
    revision: "protocolVersion" in transport ? transport.protocolVersion : undefined,
    toolNames: async () => (await client.listTools()).tools.map(({ name }: { name: string }) => name),
    call: async (name, given, options = {}) => {
      const result = await client.callTool(
        { name, arguments: given },
        undefined,
        requestOptions(options),
      );
      return textsOf(result as Parameters<typeof textsOf>[0]); // The other form of the type is of 2024's tools.
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

function oldTransport(reach: Reach): OldStdioTransport | OldHttpTransport {
  if (reach.transport === "http") return new OldHttpTransport(new URL(reach.url), NO_RECONNECTION);
  const { command, args } = runbyteCommand("-config", reach.configPath, "-transport", "stdio");
  return new OldStdioTransport({ command, args: [...args], env: Deno.env.toObject(), stderr: "ignore" });
}

function requestOptions({ signal, onProgress }: CallOptions) {
  return {
    timeout: 60_000,
    ...(signal && { signal }),
    ...(onProgress &&
      { onprogress: ({ message = "" }: { message?: string | undefined }) => onProgress(message) }),
  };
}

function textsOf(
  { content, isError }: {
    readonly content: readonly { readonly type: string; readonly text?: unknown }[];
    readonly isError?: boolean | undefined;
  },
): AgentResult {
  const texts = content.flatMap(({ type, text }) =>
    type === "text" && typeof text === "string" ? [text] : []
  );
  return { texts, isError: isError === true };
}
