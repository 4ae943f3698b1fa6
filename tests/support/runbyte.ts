/**
 * Runbyte as an MCP client starts it: a process with a config, spoken to over stdio.
 *
 * @module
 */

import { Client } from "@modelcontextprotocol/client";
import { fileURLToPath } from "node:url";
import { writeConfig } from "./config_file.ts";
import { StdioClient } from "./stdio_client.ts";
import { watchText } from "./watched_text.ts";

const root = new URL("../../", import.meta.url);

/** The permissions of `deno task start`, and those that the executable has. */
export const PERMISSIONS = [
  ...["--allow-read", "--allow-write", "--allow-env", "--allow-run", "--allow-net", "--no-prompt"],
  "--unstable-worker-options",
];

/** A command with its arguments. */
export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
}

/** How Runbyte is started: the executable that `RUNBYTE_BIN` names, else from source. */
export function runbyteCommand(...args: readonly string[]): CommandLine {
  const executable = Deno.env.get("RUNBYTE_BIN");
  if (executable !== undefined && executable !== "") return { command: executable, args };
  const main = fileURLToPath(new URL("main.ts", root));
  return { command: Deno.execPath(), args: ["run", "--quiet", ...PERMISSIONS, main, ...args] };
}

function startCommand(runbyte: CommandLine | undefined, ...args: readonly string[]): CommandLine {
  return runbyte === undefined
    ? runbyteCommand(...args)
    : { command: runbyte.command, args: [...runbyte.args, ...args] };
}

/** What a tool call answered, as text. */
export interface Answer {
  readonly text: string;
  /** The second block: console output and remarks. */
  readonly notes: string | undefined;
  readonly isError: boolean;
}

/** A running Runbyte and the client in front of it. */
export interface RunningRunbyte extends AsyncDisposable {
  readonly client: Client;
  /** Its process id. */
  readonly pid: number;
  /** The path of its config file. */
  readonly configPath: string;
  /** What it wrote to stderr so far. */
  stderr(): string;
  /** Resolves when stderr holds the text. */
  logged(text: string): Promise<void>;
  /** Resolves when stderr holds the text at or behind a position. */
  loggedAfter(position: number, text: string): Promise<void>;
  /** Calls one of the three tools. */
  call(name: "list_directory" | "read_file" | "execute_code", args: Record<string, unknown>): Promise<Answer>;
  /** Runs a program and returns its value; fails when the program does. */
  run(code: string): Promise<unknown>;
  /** Settles when the process has ended. */
  readonly exitCode: Promise<number>;
  /** Closes stdin as a client does, and returns the exit code. */
  close(): Promise<number>;
}

/** Options of {@linkcode startRunbyte}. */
export interface StartOptions {
  /** The content of the config file. */
  readonly config: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Told of each line on stderr. */
  readonly onStderr?: (line: string) => void;
  readonly mode?: "legacy" | "auto";
  /** In place of the executable or `main.ts`. */
  readonly runbyte?: CommandLine;
}

/** Starts Runbyte with a config in a folder of its own, and connects a client. The caller closes it. */
export async function startRunbyte(options: StartOptions): Promise<RunningRunbyte> {
  const file = await writeConfig(options.config);
  const watch = watchText(options.onStderr);
  const transport = new StdioClient({
    ...startCommand(options.runbyte, "-config", file.path, "-transport", "stdio"),
    env: { ...Deno.env.toObject(), NO_COLOR: "1", ...options.env },
    cwd: options.cwd ?? file.folder,
    onStderr: watch.push,
  });
  const client = new Client({ name: "test-client", version: "1.0.0" }, {
    versionNegotiation: { mode: options.mode ?? "legacy" },
  });
  await client.connect(transport);
  const call: RunningRunbyte["call"] = async (name, given) => {
    const result = await client.callTool({ name, arguments: given }, { timeout: 120_000 });
    const texts = result.content.flatMap((block) => block.type === "text" ? [block.text] : []);
    return { text: texts[0] ?? "", notes: texts[1], isError: result.isError === true };
  };
  const exitCode = transport.status.then(({ code }) => code);
  const close = async () => {
    await client.close();
    await file[Symbol.asyncDispose]();
    return await exitCode;
  };
  return {
    client,
    pid: transport.pid,
    configPath: file.path,
    stderr: watch.text,
    logged: (part) => watch.includes(part),
    loggedAfter: (position, part) => watch.includes(part, position),
    call,
    run: async (code) => {
      const { text, isError } = await call("execute_code", { code });
      if (isError) throw new Error(text);
      return JSON.parse(text);
    },
    exitCode,
    close,
    [Symbol.asyncDispose]: async () => void await close(),
  };
}
