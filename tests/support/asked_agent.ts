/**
 * Clients behind which a person can be asked (MCP elicitation): of both SDK generations and both protocol eras, over
 * stdio and over HTTP, each with a Runbyte.
 *
 * @module
 */

import { NO_RECONNECTION } from "./no_reconnection.ts";
import { Client, type ElicitResult, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as OldHttpTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { writeConfig } from "./config_file.ts";
import { runbyteCommand } from "./runbyte.ts";
import { startListening } from "./runbyte_http.ts";
import { StdioClient } from "./stdio_client.ts";
import { watchText } from "./watched_text.ts";

/** The clients there are. */
export const AGENTS = [
  { sdk: "v1", era: "legacy", over: "stdio" },
  { sdk: "v2", era: "legacy", over: "stdio" },
  { sdk: "v2", era: "modern", over: "stdio" },
  { sdk: "v1", era: "legacy", over: "http" },
  { sdk: "v2", era: "legacy", over: "http" },
  { sdk: "v2", era: "modern", over: "http" },
] as const;

/** One of them. */
export type AgentKind = (typeof AGENTS)[number];

/** A question as the client gets it. */
export interface Asked {
  readonly message: string;
  // deno-lint-ignore no-explicit-any -- tests look into it
  readonly requestedSchema: any;
}

/** Answers a question. */
export type Person = (asked: Asked) => ElicitResult | Promise<ElicitResult>;

/** A connected client. */
export interface AskedAgent extends AsyncDisposable {
  /** Calls a tool, and returns its first text. */
  call(name: string, args: Record<string, unknown>, signal?: AbortSignal): Promise<AgentAnswer>;
  /** Runs a program; waits until the answer, however long the person takes. */
  run(code: string, signal?: AbortSignal): Promise<AgentAnswer>;
  /** What was asked so far. */
  readonly asked: readonly Asked[];
  /** Resolves when Runbyte's log holds the text. */
  logged(text: string): Promise<void>;
}

/** What a call answered. */
export interface AgentAnswer {
  readonly text: string;
  readonly isError: boolean;
}

const INFO = { name: "asked-agent", version: "1.0.0" };
const TIMEOUT_MS = 60_000;

/** Starts a Runbyte with this config and connects. Without a person, the client does not say that it can ask. */
export async function startAskedAgent(
  { sdk, era, over }: AgentKind,
  config: unknown,
  person?: Person,
): Promise<AskedAgent> {
  const asked: Asked[] = [];
  const answer = (params: unknown) => {
    const question = params as Asked; // checked by the SDK
    asked.push(question);
    return (person ?? (() => ({ action: "decline" as const })))(question);
  };
  const runbyte = over === "stdio" ? await overStdio(config) : await overHttp(config);
  const capabilities = person === undefined ? {} : { elicitation: {} };
  const client = sdk === "v1" ? new OldClient(INFO, { capabilities }) : new Client(INFO, {
    capabilities,
    versionNegotiation: { mode: era === "legacy" ? "legacy" : { pin: "2026-07-28" } },
  });
  if (client instanceof OldClient) {
    if (person) {
      client.setRequestHandler(ElicitRequestSchema, (request: Request) => answer(request.params) as never);
    }
    // The transports differ in types that do not matter here.
    await client.connect((runbyte.transport ?? new OldHttpTransport(new URL(runbyte.url))) as never);
  } else {
    if (person) client.setRequestHandler("elicitation/create", (request: Request) => answer(request.params));
    await client.connect(
      runbyte.transport ?? new StreamableHTTPClientTransport(new URL(runbyte.url), NO_RECONNECTION),
    );
  }
  const call: AskedAgent["call"] = async (name, args, signal) => {
    const options = { timeout: TIMEOUT_MS, ...(signal && { signal }) };
    const result = client instanceof OldClient
      ? await client.callTool({ name, arguments: args }, undefined, options)
      : await client.callTool({ name, arguments: args }, options);
    const [block] = result.content as readonly { readonly text?: string }[];
    return { text: block?.text ?? "", isError: result.isError === true };
  };
  return {
    ...{ call, asked, logged: runbyte.logged },
    run: (code, signal) => call("execute_code", { code }, signal),
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await runbyte.stop();
    },
  };
}

interface Request {
  readonly params: unknown;
}

interface Started {
  readonly transport?: StdioClient;
  readonly url: string;
  logged(text: string): Promise<void>;
  stop(): Promise<unknown>;
}

async function overStdio(config: unknown): Promise<Started> {
  const file = await writeConfig(config);
  const watch = watchText();
  const transport = new StdioClient({
    ...runbyteCommand("-config", file.path, "-transport", "stdio"),
    env: { ...Deno.env.toObject(), NO_COLOR: "1" },
    cwd: file.folder,
    onStderr: watch.push,
  });
  const logged = (text: string) => watch.includes(text);
  return { transport, url: "", logged, stop: async () => await file[Symbol.asyncDispose]() };
}

async function overHttp(config: unknown): Promise<Started> {
  const runbyte = await startListening({ config });
  return { url: runbyte.url, logged: (text) => runbyte.logged(text), stop: () => runbyte.stop() };
}
