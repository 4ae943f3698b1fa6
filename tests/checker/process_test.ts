/**
 * The checker's process: what it may do, how it is kept at hand, and what becomes of programs when it is not.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { CheckerCommand } from "../../src/checker/checker_command.ts";
import type { CheckOutcome } from "../../src/checker/type_checker.ts";
import { PROBE_ARGUMENT } from "../../src/roles.ts";
import { isGoneWithin } from "../support/running.ts";
import { givenExecutable, subjectChecker } from "../support/subject_roles.ts";
import { HOSTILE_TYPES } from "./hostile_types.ts";
import { CATALOG } from "./servers.ts";
import { createChecker, type TestChecker } from "./subject.ts";

const HONEST = { source: "export const exec = (): number => 1;", imports: [], catalog: CATALOG };
const FAULTY = { ...HONEST, source: "export const exec = () => nobodyKnowsThis;" };
const STALLING = { ...HONEST, source: HOSTILE_TYPES["tuples of 990 members"]?.program(990) ?? "" };

/** How many mistakes a check has found. */
function faults(outcome: CheckOutcome): number {
  assert.equal(outcome.kind, "checked", JSON.stringify(outcome));
  return outcome.kind === "checked" ? outcome.findings.filter(({ blocks }) => blocks).length : 0;
}

async function probe(command: CheckerCommand, ...flags: readonly string[]) {
  const { stdout } = await new Deno.Command(command.program, {
    args: [...command.args.flatMap((arg) => arg === "run" ? ["run", ...flags] : [arg]), PROBE_ARGUMENT],
    env: { ...command.env },
    clearEnv: true,
  }).output();
  const result: { before: Record<string, boolean>; after: Record<string, boolean> } = JSON.parse(
    new TextDecoder().decode(stdout),
  );
  return result;
}

const names = (results: Record<string, boolean>) =>
  Object.entries(results).filter(([, succeeded]) => succeeded).map(([name]) => name);

Deno.test("The checker has no permission, nor the globals to use one (S-08)", async () => {
  const command = subjectChecker();
  const { before, after } = await probe(command);
  assert.deepEqual(names(after), []);
  assert.ok(Object.keys(after).length >= 9);
  // From source it was given none to begin with.
  if (command.args[0] === "run") assert.deepEqual(names(before), ["globals"]);
});

const isExecutable = givenExecutable() !== undefined;
if (isExecutable) {
  console.log("tests/checker: a checker that is given permissions from source; tests/executable has its own");
}

Deno.test(
  "The same attempts succeed before the lock-down in a process with permissions",
  { ignore: isExecutable },
  async () => {
    const { before, after } = await probe(subjectChecker(), "-A");
    assert.deepEqual(names(before).sort(), Object.keys(before).sort());
    assert.deepEqual(names(after), []);
  },
);

Deno.test("A checker is started by the first question and asked again for the next", async () => {
  await using subject = createChecker();
  assert.equal(subject.checker.pid, undefined);
  assert.equal(faults(await subject.checker.check(FAULTY)), 1);
  const { pid } = subject.checker;
  assert.equal(faults(await subject.checker.check(HONEST)), 0);
  assert.equal(subject.checker.pid, pid);
});

Deno.test("Programs that come at once are checked one after the other", async () => {
  await using subject = createChecker();
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, n) => subject.checker.check(n % 2 === 0 ? HONEST : FAULTY)),
  );
  assert.deepEqual(outcomes.map(faults), Array.from({ length: 20 }, (_, n) => n % 2));
});

Deno.test("A checker that nobody needs ends, and comes back", async () => {
  await using subject = createChecker({ idleMs: 50 });
  await subject.checker.check(HONEST);
  const { pid = 0 } = subject.checker;
  await subject.logged("checker.gone");
  assert.ok(await isGoneWithin(pid, 1_000));
  assert.equal(subject.checker.pid, undefined, "another one was started though nobody needs it");
  assert.equal(faults(await subject.checker.check(FAULTY)), 1);
});

Deno.test("A listing keeps an idle checker alive", async () => {
  await using subject = createChecker({ idleMs: 400 });
  await subject.checker.check(HONEST);
  const { pid } = subject.checker;
  for (let round = 0; round < 5; round++) {
    await new Promise((resolve) => setTimeout(resolve, 200)); // time is what is tested
    subject.checker.start();
  }
  assert.equal(subject.checker.pid, pid);
});

Deno.test("A program that waits too long for the checker is not checked", async () => {
  await using subject = createChecker({ command: standIn("silent"), waitMs: 100 });
  assert.deepEqual(await subject.checker.check(HONEST), { kind: "unchecked", reason: "starting" });
});

Deno.test("A check that takes too long is given up, and another process takes over", async () => {
  await using subject = createChecker({ checkMs: 2_000 });
  await subject.checker.check(HONEST);
  const { pid = 0 } = subject.checker;
  const begun = performance.now();
  const [stalled, waiting] = await Promise.all([
    subject.checker.check(STALLING),
    subject.checker.check(FAULTY),
  ]);
  assert.deepEqual(stalled, { kind: "unchecked", reason: "slow" });
  assert.equal(faults(waiting), 1, "the program behind it");
  assert.ok(await isGoneWithin(pid, 1_000));
  const again = performance.now();
  assert.deepEqual(await subject.checker.check(STALLING), { kind: "unchecked", reason: "slow" });
  assert.ok(performance.now() - again < 500, "the same program is tried again");
  assert.ok(again - begun < 20_000);
});

for (const [name, { program, small, large, stalls = false }] of Object.entries(HOSTILE_TYPES)) {
  Deno.test(`Types cannot stall the check: ${name} (S-15)`, async () => {
    await using subject = createChecker({ checkMs: 2_000 });
    await subject.checker.check(HONEST);
    const twin = await subject.checker.check({ ...HONEST, source: program(small) });
    assert.equal(twin.kind, "checked", `the small one: ${JSON.stringify(twin)}`);
    const begun = performance.now();
    const outcome = await subject.checker.check({ ...HONEST, source: program(large) });
    const ms = performance.now() - begun;
    assert.ok(ms < 4_000, `answered after ${ms} ms`);
    if (stalls) assert.deepEqual(outcome, { kind: "unchecked", reason: "slow" });
    assert.equal(faults(await subject.checker.check(FAULTY)), 1, "the next program");
  });
}

Deno.test("A check that takes too much memory ends its own process (S-15)", async () => {
  await using subject = createChecker({ checkMs: 120_000 });
  await subject.checker.check(HONEST);
  const outcome = await subject.checker.check({
    ...HONEST,
    source: HOSTILE_TYPES["conditional types that call themselves"]?.program(40) ?? "",
  });
  assert.deepEqual(outcome, { kind: "unchecked", reason: "slow" });
  const { fields } = await subject.logged("checker.gone");
  assert.match(String(fields["detail"]), /exit code 71/);
  assert.equal(faults(await subject.checker.check(FAULTY)), 1);
});

Deno.test("A program that is cancelled waits no longer, neither for its turn nor for its check", async () => {
  await using subject = createChecker();
  await subject.checker.check(HONEST);
  const controller = new AbortController();
  const { signal } = controller;
  const pending = [
    subject.checker.check({ ...STALLING, signal }),
    subject.checker.check({ ...HONEST, signal }),
  ];
  const begun = performance.now();
  controller.abort();
  for (const outcome of await Promise.all(pending)) assert.equal(outcome.kind, "unchecked");
  assert.equal((await subject.checker.check({ ...HONEST, signal })).kind, "unchecked");
  assert.ok(performance.now() - begun < 1_000);
});

Deno.test("A checker that is killed is replaced, whatever it was doing", async () => {
  await using subject = createChecker();
  await subject.checker.check(HONEST);
  Deno.kill(subject.checker.pid ?? 0, "SIGKILL");
  await subject.logged("checker.gone");
  assert.equal(faults(await subject.checker.check(FAULTY)), 1, "while idle");
  const busy = subject.checker.check(STALLING);
  Deno.kill(subject.checker.pid ?? 0, "SIGKILL");
  assert.equal((await busy).kind, "unchecked");
  assert.equal(faults(await subject.checker.check(FAULTY)), 1, "while busy");
});

for (
  const role of ["garbage", "huge header", "a payload", "another message", "findings without end", "ends"]
) {
  Deno.test(`A process that is no checker is dropped, and programs are not checked: ${role}`, async () => {
    await using subject = createChecker({ command: standIn(role) });
    assert.deepEqual(await subject.checker.check(HONEST), { kind: "unchecked", reason: "failed" });
    await subject.logged("checker.gone", 3);
    await subject.logged("checker.cannot-start");
    const begun = performance.now();
    assert.deepEqual(await subject.checker.check(HONEST), { kind: "unchecked", reason: "failed" });
    assert.ok(performance.now() - begun < 500, "it is tried again at once");
  });
}

Deno.test("A checker that cannot be started costs no program anything", async () => {
  await using subject = createChecker({
    command: { ...subjectChecker(), program: "/nonexistent/runbyte" },
  });
  assert.deepEqual(await subject.checker.check(HONEST), { kind: "unchecked", reason: "failed" });
});

Deno.test("A program that comes while an idle checker is ended is checked by the next one", async () => {
  await using subject = createChecker({ idleMs: 200 });
  assert.equal(faults(await subject.checker.check(HONEST)), 0);
  const checked = new Promise<CheckOutcome>((resolve) =>
    setTimeout(() => resolve(subject.checker.check(FAULTY)), 210)
  );
  // Both timers are due then: the process is killed, and nobody has seen its end when the program comes.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
  assert.equal(faults(await checked), 1);
});

Deno.test("close() answers what waits, and what is being checked", async () => {
  const subject: TestChecker = createChecker();
  await subject.checker.check(HONEST);
  const { pid = 0 } = subject.checker;
  const pending = [subject.checker.check(STALLING), subject.checker.check(HONEST)];
  await subject[Symbol.asyncDispose]();
  for (const outcome of await Promise.all(pending)) assert.equal(outcome.kind, "unchecked");
  assert.ok(await isGoneWithin(pid, 1_000));
  assert.deepEqual(await subject.checker.check(HONEST), { kind: "unchecked", reason: "failed" });
});

Deno.test("A stalled checker is gone within 3 s of its gateway's SIGKILL (S-04)", async () => {
  const gateway = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--allow-read",
      "--allow-env",
      "--allow-run",
      import.meta.resolve("./processes/gateway_stand_in.ts"),
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  await new Blob([STALLING.source]).stream().pipeTo(gateway.stdin);
  const reader = gateway.stdout.getReader();
  const { value } = await reader.read();
  const pid = Number(new TextDecoder().decode(value).trim());
  assert.ok(pid > 0);
  gateway.kill("SIGKILL");
  await gateway.status;
  assert.ok(await isGoneWithin(pid, 3_000), `the checker ${pid} lives on`);
  await reader.cancel();
});

/** A command that runs something else in place of the checker. */
function standIn(role: string): CheckerCommand {
  return {
    program: Deno.execPath(),
    args: ["run", "--quiet", "--no-prompt", import.meta.resolve("./processes/stand_in.ts"), role],
    env: {},
    library: () => Promise.resolve(""),
  };
}
