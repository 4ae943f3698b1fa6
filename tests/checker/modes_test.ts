/**
 * What an agent sees of the type check, over stdio, in each of its modes.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { type Answer, type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";

const start = (typeCheck?: string) =>
  startRunbyte({
    config: {
      ...(typeCheck === undefined ? {} : { typeCheck }),
      mcpServers: { basic: fixture("basic_server") },
    },
  });

const run = ({ call }: RunningRunbyte, code: string): Promise<Answer> => call("execute_code", { code });

/** Runs trivial programs until one was checked: on a busy machine the checker takes its time to start. */
async function untilChecked(runbyte: RunningRunbyte): Promise<void> {
  for (let round = 0; round < 30; round++) {
    const { notes = "" } = await run(runbyte, "export const exec = () => 1;");
    if (!notes.includes("not checked")) return;
  }
  assert.fail("no program was checked");
}

/** Calls a tool, then makes two mistakes that only types tell. */
const COUNTS_THEN_FAILS = `import { counter, echo } from "./servers/basic";
export async function exec() {
  const count = await counter();
  const said = echo({ text: "a" });
  return said.length + cuont;
}`;

Deno.test("block: a program with mistakes calls no tool, and each mistake is told with its place", async () => {
  await using runbyte = await start();
  await untilChecked(runbyte);
  const refused = await run(runbyte, COUNTS_THEN_FAILS);
  assert.equal(refused.isError, true);
  assert.equal(
    refused.text,
    `TypeCheck: said is a Promise, which has no 'length': await it
    at program.ts:5:10
5 |   return said.length + cuont;
  |          ^
TypeCheck: 'cuont' is not defined: did you mean 'count'?
    at program.ts:5:24
5 |   return said.length + cuont;
  |                        ^
Nothing was run. Next: correct this and run it again.`,
  );
  assert.equal(
    await runbyte.run(`import { counter } from "./servers/basic"; export const exec = () => counter();`),
    "1",
    "the refused program has counted",
  );
});

Deno.test("block: what TypeScript only doubts is told when the program fails, and not when it does not", async () => {
  await using runbyte = await start("block");
  await untilChecked(runbyte);
  const doubtful = (key: string) =>
    `export function exec() {
  const settings = { limit: 1 };
  settings.extra = { a: 1 };
  return settings.${key}.a;
}`;
  const fine = await run(runbyte, doubtful("extra"));
  assert.deepEqual([fine.text, fine.notes, fine.isError], ["1", undefined, false]);
  const failed = await run(runbyte, doubtful("other"));
  assert.equal(failed.isError, true);
  assert.match(failed.text, /^TypeError: .*\n.*at exec \(program\.ts:4:\d+\)/);
  assert.match(failed.text, /Note: Type check, program\.ts:4:19: Property 'other' does not exist on type/);
});

Deno.test("warn: a program with mistakes runs, and they are told beside its answer", async () => {
  await using runbyte = await start("warn");
  const code = `import { echo } from "./servers/basic";
export async function exec() {
  return typeof \`\${echo({ text: "a" })}\`;
}`;
  // Nobody waits for the checker in this mode, so not even the first of these need have been told of.
  for (let round = 0; round < 200; round++) {
    const { text, notes = "", isError } = await run(runbyte, code);
    assert.deepEqual([text, isError], [`"string"`, false]);
    assert.doesNotMatch(notes, /not checked/);
    if (/^Note: Type check, program\.ts:3:20: echo\(…\) is a Promise: await it$/m.test(notes)) return;
    await new Promise((resolve) => setTimeout(resolve, 100)); // nothing tells that the checker is ready
  }
  assert.fail("the mistake was never told");
});

Deno.test("off: nothing is checked, and no checker is started", async () => {
  await using runbyte = await start("off");
  await runbyte.call("list_directory", {});
  const { text } = await run(runbyte, COUNTS_THEN_FAILS);
  assert.match(text, /^ReferenceError: 'cuont' is not defined/);
  assert.deepEqual(await checkersOf(runbyte.pid), []);
});

Deno.test("The checker is not there before it is needed, then it is, and ends with the gateway", async () => {
  const runbyte = await start();
  await runbyte.client.listTools();
  assert.deepEqual(await checkersOf(runbyte.pid), []);
  await runbyte.call("list_directory", {});
  await untilChecked(runbyte);
  const [pid, ...others] = await checkersOf(runbyte.pid);
  assert.ok(pid !== undefined && others.length === 0);
  assert.equal(await runbyte.close(), 0);
  assert.deepEqual(await checkersOf(runbyte.pid), []);
});

/** The process ids of the checkers that a gateway has. */
async function checkersOf(gateway: number): Promise<readonly number[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "pid=,ppid=,args="] }).output();
  return new TextDecoder().decode(stdout).split("\n").flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return parent === gateway && /__runbyte_checker|checker\/process\/main\.ts/.test(line) ? [pid ?? 0] : [];
  });
}
