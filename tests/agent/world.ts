/**
 * The world of one transcript: a folder with its files, and Runbyte in front of real servers.
 *
 * @module
 */

import { dirname, join } from "node:path";
import { gitServer, officialServer, type ServerEntry } from "../support/official_servers.ts";
import { type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";
import type { ServerName, Transcript } from "./transcript.ts";

/** A running world. Disposing of it ends the servers and removes the folder. */
export interface World extends AsyncDisposable {
  /** A folder of its own, */
  readonly home: string;
  /** and the one in it that the servers may use. */
  readonly folder: string;
  readonly runbyte: RunningRunbyte;
}

/** Makes the world of a transcript, and waits until all of it is ready: what is counted must not depend on who is faster. */
export async function createWorld(transcript: Transcript): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const home = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-agent-" }));
  stack.defer(() => Deno.remove(home, { recursive: true }));
  const folder = join(home, "data");
  await Deno.mkdir(folder);
  const memory = join(home, "memory.jsonl");
  await Deno.writeTextFile(memory, (transcript.memory ?? []).map((line) => JSON.stringify(line)).join("\n"));
  await writeFiles(folder, transcript.files ?? {});
  if (transcript.servers.includes("git")) await commitAll(folder);

  const entries = serverEntries(folder, memory);
  const mcpServers = Object.fromEntries(transcript.servers.map((name) => [name, entries[name]]));
  const runbyte = stack.use(await startRunbyte({ config: { logLevel: "debug", mcpServers } }));
  await Promise.all(
    transcript.servers.map((name) => runbyte.logged(`"event":"hub.connected","server":"${name}"`)),
  );
  await runbyte.call("list_directory", { path: "/" }); // starts the checker
  await runbyte.logged("checker.ready");
  const owned = stack.move();
  return { home, folder, runbyte, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function serverEntries(folder: string, memory: string): Readonly<Record<ServerName, ServerEntry>> {
  return {
    everything: officialServer("everything"),
    files: officialServer("filesystem", folder),
    memory: { ...officialServer("memory"), env: { MEMORY_FILE_PATH: memory } },
    git: { ...gitServer(), env: { ...GIT_ENV, GIT_BASE_DIR: folder } },
  };
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
    await Deno.writeTextFile(join(folder, path), text);
  }
}

/** Git without the machine's own settings, and with a person who commits at a known time. */
const GIT_ENV = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_AUTHOR_DATE: "2026-01-02T03:04:05Z",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
  GIT_COMMITTER_DATE: "2026-01-02T03:04:05Z",
};

async function commitAll(folder: string): Promise<void> {
  for (
    const args of [["init", "--quiet", "--initial-branch=main"], ["add", "."], [
      "commit",
      "--quiet",
      "-m",
      "First",
    ]]
  ) {
    const { success, stderr } = await new Deno.Command("git", { args, cwd: folder, env: GIT_ENV }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
  }
}
