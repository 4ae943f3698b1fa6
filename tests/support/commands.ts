/**
 * Commands of Runbyte as somebody types them: in a folder with a config, with or without a terminal.
 *
 * @module
 */

import type { FixtureCommand } from "../fixtures/fixtures.ts";
import { type ConfigFile, writeConfig } from "./config_file.ts";
import { runbyteCommand } from "./runbyte.ts";

/** How a command ended, and what it wrote. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const decoder = new TextDecoder();

/** What colours and the line of what is waited for begin with. */
export const ESCAPE = "\u001b";

/** Starts Runbyte in a folder; what stands on stdin is all there is. */
export async function spawn(cwd: string, args: readonly string[], stdin = ""): Promise<Deno.ChildProcess> {
  const { command, args: all } = runbyteCommand(...args);
  const child = new Deno.Command(command, {
    args: [...all],
    ...{ cwd, stdin: "piped", stdout: "piped", stderr: "piped" },
    env: { TERM: "xterm", HOME: cwd },
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(stdin));
  await writer.close();
  return child;
}

/** Runs a command in a folder to its end. */
export async function runIn(cwd: string, args: readonly string[], stdin = ""): Promise<Ended> {
  const { code, stdout, stderr } = await (await spawn(cwd, args, stdin)).output();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** A folder with a config that is found there, and files. */
export async function folderWith(
  mcpServers: Readonly<Record<string, FixtureCommand>>,
  files: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, unknown>> = {},
): Promise<ConfigFile> {
  const file = await writeConfig({ mcpServers, ...more });
  await Deno.rename(file.path, `${file.folder}/runbyte.json`);
  for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(`${file.folder}/${name}`, text);
  return file;
}

/** Runs a command line on a terminal of 80 columns; both streams come out of it as one. */
export async function onTerminal(
  cwd: string,
  env: Record<string, string>,
  ...args: string[]
): Promise<Ended> {
  const { command, args: all } = runbyteCommand(...args);
  const line = [command, ...all].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const { code, stdout } = await new Deno.Command("script", {
    // What the tests themselves were started with must not count.
    args: [
      "-qec",
      `stty cols 80 rows 24; ${"NO_COLOR" in env ? "" : "unset NO_COLOR;"} exec ${line}`,
      "/dev/null",
    ],
    ...{ cwd, stdin: "null", stdout: "piped", stderr: "null" },
    env: { TERM: "xterm", HOME: cwd, ...env },
  }).output();
  return { code, stdout: decoder.decode(stdout), stderr: "" };
}

/** Whether a terminal can be had for tests. */
export const hasTerminal = Deno.build.os === "linux" &&
  await new Deno.Command("script", { args: ["--version"], stdout: "null", stderr: "null" }).output()
    .then(({ success }) => success, () => false);
