/**
 * Which functions of the bundle run whenever Runbyte starts: found by starting it, with V8 counting.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { GUEST_ARGUMENT } from "../../src/roles.ts";

/** A function of a file: where its text begins and ends, in UTF-16 code units. */
export interface FunctionRange {
  readonly start: number;
  readonly end: number;
}

/** What a client sends first. */
const INITIALIZE = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "build", version: "1" } },
}) + "\n";

/** It takes half a second. */
const MOST_MS = 60_000;

/** Runbyte refuses a config without a server. */
const CONFIG = { mcpServers: { none: { command: "/nonexistent/server" } } };

/** Ends a process with the first thing that it writes: what comes after its answer depends on who is faster. */
const END_AT_ANSWER = `
const write = (chunk) => {
  Deno.stdout.writeSync(chunk);
  Deno.exit(0);
};
Object.defineProperty(Deno.stdout, "writable", { value: new WritableStream({ write }) });
`;

/** What V8 tells of a file, of which Deno writes one to each file of its own. */
interface ScriptCoverage {
  readonly url: string;
  /** The first of a function's ranges is the function itself. */
  readonly functions: readonly {
    readonly ranges: readonly {
      readonly startOffset: number;
      readonly endOffset: number;
      readonly count: number;
    }[];
  }[];
}

/**
 * Starts a bundle as a gateway, until it answers `initialize`, and as a guest, until its stdin ends, and returns what of it
 * ran. The same for the same bundle: a build can be repeated.
 *
 * @throws {Error} when one does not start.
 */
export async function profileStart(main: URL): Promise<readonly FunctionRange[]> {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-profile-" });
  try {
    const config = `${folder}/runbyte.json`;
    const preload = `${folder}/preload.js`;
    await Deno.writeTextFile(config, JSON.stringify(CONFIG));
    await Deno.writeTextFile(preload, END_AT_ANSWER);
    const asGateway = [fileURLToPath(main), "-config", config, "-transport", "stdio"];
    const answer = await run(`${folder}/gateway`, ["--preload", preload, ...asGateway], INITIALIZE);
    if (!answer.includes('"serverInfo"')) throw new Error(`the bundle did not answer initialize: ${answer}`);
    await run(`${folder}/guest`, [fileURLToPath(main), GUEST_ARGUMENT]);
    const scripts = [...await readCoverage(`${folder}/gateway`), ...await readCoverage(`${folder}/guest`)];
    const ranges = scripts.filter(({ url }) => url === main.href).flatMap(({ functions }) =>
      functions.flatMap(({ ranges: [own] }) =>
        own === undefined || own.count === 0 ? [] : [{ start: own.startOffset, end: own.endOffset }]
      )
    );
    if (ranges.length === 0) throw new Error("V8 counted no function of the bundle");
    return ranges;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs it until it ends, and returns what it wrote. Its stdin is `input` and stays open, or ends at once. */
async function run(coverage: string, args: readonly string[], input?: string): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "-A", `--coverage=${coverage}`, ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
    signal: AbortSignal.timeout(MOST_MS),
  }).spawn();
  const writer = child.stdin.getWriter();
  // Whether the end of stdin is noticed before the answer is out depends on who is faster.
  if (input === undefined) await writer.close();
  else await writer.write(new TextEncoder().encode(input)).catch(() => {});
  const { stdout } = await child.output();
  if (input !== undefined) await writer.close().catch(() => {});
  return new TextDecoder().decode(stdout);
}

async function readCoverage(folder: string): Promise<readonly ScriptCoverage[]> {
  const files = [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".json"));
  return await Promise.all(
    files.map(async ({ name }) => JSON.parse(await Deno.readTextFile(`${folder}/${name}`))),
  );
}
