/**
 * A Runbyte to be attacked, and what must be true of it after each attack.
 *
 * @module
 */

import assert from "node:assert/strict";
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";
import type { Limits } from "../../src/limits.ts";
import { fixture } from "../fixtures/fixtures.ts";
import { type Answer, type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";
import { HAS_PROC, processTree, type TreeProcess } from "./process_tree.ts";

/** Limits of the suite: small, so that reaching them takes little time. */
export const STRICT = {
  executionMs: 1_000,
  guestMemoryBytes: 64 << 20,
  answerBytes: 4 << 20,
  concurrentExecutions: 4,
} as const satisfies Partial<Limits>;

/** Limits under which the bounded twins complete. */
export const RAISED = {
  executionMs: 60_000,
  guestMemoryBytes: 1 << 30,
  stackBytes: 256 << 10,
  sourceBytes: 32 << 20,
  toolCalls: 1_000_000,
  argumentBytes: 64 << 20,
  consoleBytes: 32 << 20,
  answerBytes: 64 << 20,
  concurrentExecutions: 4,
} as const satisfies Partial<Limits>;

/** A value of the environment that no answer may show. */
const CANARY = "canary-3f7a91c2d4";

/** Everything of the host that no answer may show. */
const SECRETS = [
  CANARY,
  fileURLToPath(new URL("../../", import.meta.url)),
  Deno.execPath(),
  Deno.env.get("RUNBYTE_BIN") ?? "",
  `${homedir()}/`,
  "runbyte-test-",
  "node_modules",
  "wasm://",
  // Not `ext:` alone, which "Next:" has in it.
  "ext:core",
  "ext:deno_",
  "ext:runtime",
  "ext:cli",
  "emscripten",
  "at async file:",
].filter((text) => text !== "");

/**
 * Starts Runbyte with two fixture servers: `basic` for the attacks, and another one, which no attack keeps busy. Without
 * the type check, which would keep many an attack from the sandbox; `tests/checker` attacks the checker.
 */
export function startSubject(limits: Partial<Limits>): Promise<RunningRunbyte> {
  return startRunbyte({
    config: {
      typeCheck: "off",
      limits,
      mcpServers: { basic: fixture("basic_server"), quiet: fixture("basic_server") },
    },
    env: { RUNBYTE_CANARY: CANARY, SECRET_TOKEN: CANARY },
  });
}

/** Runs a program; fails when there is no answer within `timeoutMs`. */
export async function execute(
  { client }: RunningRunbyte,
  code: string,
  timeoutMs: number,
): Promise<Answer> {
  const result = await client.callTool({ name: "execute_code", arguments: { code } }, { timeout: timeoutMs });
  const [text = "", notes] = result.content.flatMap((block) => block.type === "text" ? [block.text] : []);
  return { text, notes, isError: result.isError === true };
}

/** Asserts that an answer shows nothing of the host. What the program itself wrote is its own. */
export function assertNoHost(answer: Answer, program: string): void {
  const text = `${answer.text}\n${answer.notes ?? ""}`;
  for (const secret of SECRETS) {
    if (program.includes(secret)) continue;
    assert.ok(!text.includes(secret), `the answer shows ${JSON.stringify(secret)}:\n${text.slice(0, 2_000)}`);
  }
  assert.doesNotMatch(text, /\.rs:\d|\/src\/\w+\/\w+\.ts/);
}

const HONEST = `import { add } from "./servers/quiet";
export async function exec() {
  const rows = Array.from({ length: 50 }, (_, id) => ({ id, even: id % 2 === 0 }));
  return [await add({ a: 20, b: 22 }), rows.filter((row) => row.even).length, typeof globalThis.left];
}`;

/** How long it took until an honest program had the right answer, in milliseconds. */
export async function runHonest({ run }: RunningRunbyte): Promise<number> {
  const begun = performance.now();
  assert.deepEqual(await run(HONEST), ["42", 25, "undefined"]);
  return performance.now() - begun;
}

const WINDOW_MS = 150;
/** A fifth of one processor: a guest that still runs takes all of it. */
const IDLE_TICKS = 3;

/** Watches a gateway's processes from attack to attack. */
export class ProcessWatch {
  readonly #gateway: number;
  readonly #maximumGuests: number;
  #known: readonly TreeProcess[] = [];

  constructor(gateway: number, maximumGuests: number) {
    this.#gateway = gateway;
    this.#maximumGuests = maximumGuests;
  }

  /** Waits until the tree is idle and holds what it should; fails when that is not so by `deadline`. */
  async settle(deadline: number): Promise<void> {
    if (!HAS_PROC) return;
    for (;;) {
      const before = await processTree(this.#gateway);
      await new Promise((resolve) => setTimeout(resolve, WINDOW_MS)); // a window of time is what is measured
      const after = await processTree(this.#gateway);
      this.#known = after;
      const problem = busyWith(before, after) ?? this.#strangers(after);
      if (problem === undefined) return;
      if (performance.now() > deadline) assert.fail(problem);
    }
  }

  /** Resident memory of the gateway at the last look. */
  get gatewayRss(): number {
    return this.#known.find(({ role }) => role === "gateway")?.rssBytes ?? 0;
  }

  #strangers(tree: readonly TreeProcess[]): string | undefined {
    const count = (role: TreeProcess["role"]) => tree.filter((each) => each.role === role).length;
    if (count("gateway") !== 1) return "the gateway is gone";
    if (count("unknown") > 0) return `processes that nobody knows: ${JSON.stringify(tree)}`;
    if (count("fixture") !== 2 || count("lifeline") > 1) {
      return `not the helpers that there should be: ${JSON.stringify(tree)}`;
    }
    return count("guest") > this.#maximumGuests ? `${count("guest")} guests` : undefined;
  }
}

function busyWith(before: readonly TreeProcess[], after: readonly TreeProcess[]): string | undefined {
  for (const { pid, ticks, role } of after) {
    const was = before.find((each) => each.pid === pid)?.ticks ?? 0;
    if (ticks - was > IDLE_TICKS) return `the ${role} ${pid} used ${ticks - was}0 ms of ${WINDOW_MS} ms`;
  }
  return undefined;
}
