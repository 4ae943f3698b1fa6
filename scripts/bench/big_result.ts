/**
 * A large result that a program reduces to a small answer: from the downstream server's first byte to the agent, the same
 * by a client directly, and the guest's share of it.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { DEFAULT_LIMITS } from "../../src/limits.ts";
import { ENTRY_SUFFIX } from "../../src/sandbox/entry.ts";
import { SandboxPool } from "../../src/sandbox/pool.ts";
import { bigJson } from "../../tests/fixtures/basic_tools.ts";
import { startRunbyte } from "../../tests/support/runbyte.ts";
import { StdioClient } from "../../tests/support/stdio_client.ts";
import { subjectGuest } from "../../tests/support/subject_roles.ts";
import { type Measurement, repeat } from "./context.ts";
import { measured, type Results } from "./result.ts";
import { UNCHECKED } from "./subject.ts";

const ROUNDS = 8;
const WARM_ROUNDS = 2;

const server = {
  command: Deno.execPath(),
  args: ["run", "--quiet", "--no-prompt", "--frozen", "--cached-only", "--allow-env"]
    .concat(fileURLToPath(new URL("./rows_server.ts", import.meta.url))),
};

const FILTER = `all.filter((row) => row.even && row.index % 10_000 === 0).map((row) => row.index)`;
const EXPECTED = JSON.stringify([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]);

const PROGRAM = `import { rows } from "./servers/rows";
export async function exec() {
  const all = await rows({});
  return ${FILTER};
}`;
const FIRST_BYTE = `import { firstByteAt } from "./servers/rows";
export const exec = () => firstByteAt({});`;

const now = () => performance.timeOrigin + performance.now();

function expectAnswer(answer: unknown): void {
  if (JSON.stringify(answer) !== EXPECTED) throw new Error(`wrong answer: ${JSON.stringify(answer)}`);
}

/** The server without Runbyte, over a transport without the 10 MiB that the SDK's own allows. */
async function connect() {
  const client = new Client({ name: "bench", version: "1.0.0" });
  const { command, args } = server;
  const env = Deno.env.toObject();
  await client.connect(new StdioClient({ command, args, env, cwd: Deno.cwd(), onStderr: () => {} }));
  const call = async (name: string) => {
    const { content: [first] } = await client.callTool({ name });
    return first?.type === "text" ? first.text : "";
  };
  return { call, [Symbol.asyncDispose]: () => client.close() };
}

async function measureThrough(): Promise<Results> {
  await using runbyte = await startRunbyte({ config: { ...UNCHECKED, mcpServers: { rows: server } } });
  await using direct = await connect();
  const rounds = await repeat(ROUNDS, async () => {
    expectAnswer(await runbyte.run(PROGRAM));
    const answered = now();
    const program = answered - Number(await runbyte.run(FIRST_BYTE));
    const all: { even: boolean; index: number }[] = JSON.parse(await direct.call("rows"));
    expectAnswer(all.filter((row) => row.even && row.index % 10_000 === 0).map((row) => row.index));
    const filtered = now();
    return { program, direct: filtered - Number(await direct.call("first_byte_at")) };
  }, WARM_ROUNDS);
  return {
    bigResult: measured(rounds.map(({ program }) => program), {
      direct: rounds.map(({ direct }) => direct),
      note:
        "Directly: the SDK's client over a transport of our own, because the SDK's ends the connection above " +
        "10 MiB; all of the result is parsed by the client and none of it shown to a model.",
    }),
  };
}

async function measureGuest(): Promise<Results> {
  const pool = new SandboxPool({ limits: DEFAULT_LIMITS, log: () => {}, guest: subjectGuest() });
  const text = bigJson(10);
  const code = `const rows = (await import("runbyte:tools")).bind("rows")("rows");
async function exec() { const all = await rows({}); return ${FILTER}; }` + ENTRY_SUFFIX;
  try {
    const values = await repeat(ROUNDS, async () => {
      let repliedAt = 0;
      const { outcome } = await pool.run({
        code,
        modules: new Map(),
        callTool: () => {
          repliedAt = performance.now();
          return Promise.resolve({ ok: true, encoding: "json-or-text", text });
        },
        session: "bench",
        signal: new AbortController().signal,
      });
      const elapsed = performance.now() - repliedAt;
      if (outcome.kind !== "completed") throw new Error(`the program ended as ${outcome.kind}`);
      expectAnswer(JSON.parse(outcome.json ?? "null"));
      return elapsed;
    }, WARM_ROUNDS);
    return { bigResultGuest: measured(values) };
  } finally {
    await pool.close();
  }
}

/** A large result, filtered. */
export const bigResult: Measurement = {
  name: "big",
  rows: ["bigResult", "bigResultGuest"],
  measure: async () => ({ ...await measureThrough(), ...await measureGuest() }),
};
