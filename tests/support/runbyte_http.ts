/**
 * Runbyte as a service: a process that listens, and the clients in front of it.
 *
 * @module
 */

import { NO_RECONNECTION } from "./no_reconnection.ts";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { writeConfig } from "./config_file.ts";
import { type Answer, type CommandLine, runbyteCommand } from "./runbyte.ts";
import { watchText } from "./watched_text.ts";

/** A listening Runbyte. */
export interface ListeningRunbyte extends AsyncDisposable {
  /** Where it is reached, with the path `/mcp`. */
  readonly url: string;
  readonly pid: number;
  /** The path of its config file. */
  readonly configPath: string;
  /** What it wrote to stderr so far. */
  stderr(): string;
  /** Resolves when stderr holds the text, at or behind a position. */
  logged(text: string, position?: number): Promise<void>;
  /** Connects a client: `legacy` has a session, `modern` none. The caller closes it. */
  connect(mode: "legacy" | "modern", options?: ConnectOptions): Promise<HttpAgent>;
  /** Asks it to end, and returns the exit code. */
  stop(signal?: Deno.Signal): Promise<number>;
}

/** Options of {@linkcode ListeningRunbyte.connect}. */
export interface ConnectOptions {
  readonly name?: string;
  readonly token?: string;
  readonly path?: string;
}

/** A connected client. */
export interface HttpAgent extends AsyncDisposable {
  readonly client: Client;
  /** Calls one of the three tools. */
  call(name: string, args: Record<string, unknown>): Promise<Answer>;
  /** Runs a program and returns its value; fails when the program does. */
  run(code: string): Promise<unknown>;
}

/** Options of {@linkcode startListening}. */
export interface ListenOptions {
  /** The content of the config file. */
  readonly config: unknown;
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments besides `-config`, `-transport` and `-port`. */
  readonly args?: readonly string[];
  /** What stands for Runbyte. */
  readonly runbyte?: CommandLine;
}

/** A port that nobody listens on, for a moment at least. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

/** Starts Runbyte over HTTP with a config in a folder of its own. The caller stops it. */
export async function startListening(options: ListenOptions): Promise<ListeningRunbyte> {
  const file = await writeConfig(options.config);
  const port = freePort();
  const { command, args } = options.runbyte ?? runbyteCommand();
  const own = ["-config", file.path, "-transport", "http", "-port", String(port)];
  const child = new Deno.Command(command, {
    args: [...args, ...own, ...options.args ?? []],
    cwd: file.folder,
    env: { NO_COLOR: "1", ...options.env },
    stdin: "null",
    stdout: "inherit",
    stderr: "piped",
  }).spawn();
  const log = watchText();
  const reading = (async () => {
    for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) log.push(part);
  })();
  const started = await Promise.race([log.includes("server.listening").then(() => true), reading]);
  if (started !== true) throw new Error(`Runbyte ended before it listened: ${log.text()}`);
  const url = `http://127.0.0.1:${port}`;
  let stopping: Promise<number> | undefined;
  const stop = (signal: Deno.Signal = "SIGTERM") =>
    stopping ??= (async () => {
      child.kill(signal);
      const { code } = await child.status;
      await reading;
      await file[Symbol.asyncDispose]();
      return code;
    })();
  return {
    url: `${url}/mcp`,
    pid: child.pid,
    configPath: file.path,
    stderr: log.text,
    logged: log.includes,
    connect: (mode, connect) => connectAgent(url, mode, connect),
    stop,
    [Symbol.asyncDispose]: async () => void await stop(),
  };
}

/** Connects a client to a Runbyte, or to what stands in front of it. The caller closes it. */
export async function connectAgent(
  url: string,
  mode: "legacy" | "modern",
  { name = "test-client", token, path = "/mcp" }: ConnectOptions = {},
): Promise<HttpAgent> {
  const client = new Client({ name, version: "1.0.0" }, {
    versionNegotiation: { mode: mode === "legacy" ? "legacy" : { pin: "2026-07-28" } },
  });
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const transport = new StreamableHTTPClientTransport(new URL(path, url), {
    ...NO_RECONNECTION,
    requestInit: { headers },
  });
  await client.connect(transport);
  const call = async (tool: string, given: Record<string, unknown>): Promise<Answer> => {
    const result = await client.callTool({ name: tool, arguments: given }, { timeout: 120_000 });
    const texts = result.content.flatMap((block) => block.type === "text" ? [block.text] : []);
    return { text: texts[0] ?? "", notes: texts[1], isError: result.isError === true };
  };
  return {
    client,
    call,
    run: async (code) => {
      const { text, isError } = await call("execute_code", { code });
      if (isError) throw new Error(text);
      return JSON.parse(text);
    },
    [Symbol.asyncDispose]: async () => {
      // A session is ended where there is one: the server need not keep it until it is idle.
      if (mode === "legacy") await transport.terminateSession().catch(() => {});
      await client.close();
    },
  };
}
