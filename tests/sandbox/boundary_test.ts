import assert from "node:assert/strict";
import { isGoneWithin } from "../support/running.ts";
import { createPool, fakeGuest } from "./test_pool.ts";

Deno.test("a guest has no permission after the lock-down, nor the globals to use one (S-01)", async () => {
  await using pool = createPool({}, fakeGuest("locked_down.ts"));
  const { outcome } = await pool.run("unused");
  assert.equal(outcome.kind, "completed");
  const results: Record<string, boolean> = JSON.parse(outcome.kind === "completed" ? outcome.json ?? "" : "");
  assert.equal(Object.keys(results).length, 9);
  assert.deepEqual(Object.values(results).filter(Boolean), [], JSON.stringify(results));
});

Deno.test("the same attempts succeed in a guest with permissions and without the lock-down", async () => {
  const weak = fakeGuest("locked_down.ts", "--weak");
  await using pool = createPool({}, {
    ...weak,
    args: weak.args.flatMap((arg) => arg === "run" ? ["run", "-A"] : [arg]),
  });
  const { outcome } = await pool.run("unused");
  const results: Record<string, boolean> = JSON.parse(outcome.kind === "completed" ? outcome.json ?? "" : "");
  assert.deepEqual(Object.values(results).filter((succeeded) => !succeeded), [], JSON.stringify(results));
});

const LIES = [
  "garbage",
  "hugeHeader",
  "hugePayload",
  "notJson",
  "unknownKind",
  "prototype",
  "duplicateCall",
  "skippedCall",
  "manyCalls",
  "callArguments",
  "callJson",
  "hugeArguments",
  "muchConsole",
  "emptyLines",
  "timers",
  "readyTooEarly",
  "answerJson",
  "hugeAnswer",
  "malformedError",
  "stoppedUnasked",
  "manyUnawaited",
  "exits",
  "halfFrame",
];
const LIMITS = {
  answerBytes: 2_000,
  argumentBytes: 2_000,
  consoleBytes: 2_000,
  toolCalls: 10,
  executionMs: 20_000,
};

for (const lie of LIES) {
  Deno.test(`a guest that lies is dropped: ${lie} (S-03)`, async () => {
    await using pool = createPool(LIMITS, fakeGuest("liar.ts", lie));
    const { outcome } = await pool.run("unused", { callTool: () => new Promise(() => {}) });
    assert.equal(outcome.kind, "crashed", JSON.stringify(outcome));
    const gone = pool.events.find(({ event }) => event === "sandbox.guest-gone");
    assert.ok(gone);
    assert.ok(await isGoneWithin(Number(gone.fields["pid"]), 2_000));
  });
}

Deno.test("a guest that answers twice is dropped after its first answer", async () => {
  await using pool = createPool(LIMITS, fakeGuest("liar.ts", "doneTwice"));
  assert.deepEqual((await pool.run("unused")).outcome, { kind: "completed", json: "1" });
  assert.deepEqual((await pool.run("unused")).outcome, { kind: "completed", json: "1" });
  assert.match(String(pool.events[0]?.fields["detail"]), /the guest sent 'done' while/);
});

Deno.test("a guest that is worn out gets no other program, though it says that it is ready", async () => {
  await using pool = createPool(LIMITS, fakeGuest("liar.ts", "readyWhenWornOut"));
  const kinds: string[] = [];
  for (let round = 0; round < 7; round++) kinds.push((await pool.run("unused")).outcome.kind);
  assert.deepEqual(kinds, [...Array(5).fill("completed"), "outOfMemory", "completed"]);
});

Deno.test("a guest that has been killed gets no other program, though it had answered by then", async () => {
  await using pool = createPool(LIMITS, fakeGuest("liar.ts", "late"));
  // By its second program it has been warmed up, and says nothing else.
  for (let round = 0; round < 6; round++) await pool.run("answer");
  const abort = new AbortController();
  // Busy until the guest's time is over: its answer waits to be read then, behind the timer.
  const onConsole = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
  const stopped = pool.run("wait", { signal: abort.signal, onConsole });
  await new Promise((resolve) => setTimeout(resolve, 50)); // until it runs: a liar says nothing of that
  abort.abort();
  assert.deepEqual((await stopped).outcome, { kind: "cancelled" });
  assert.equal((await pool.run("answer")).outcome.kind, "completed");
});

Deno.test("a guest that says nothing is killed at the deadline", async () => {
  await using pool = createPool({ ...LIMITS, executionMs: 200 }, fakeGuest("liar.ts", "silent"));
  assert.deepEqual((await pool.run("unused")).outcome, { kind: "timedOut", limitMs: 200 });
});

const PROGRAMS = {
  "that loops": "for (;;);",
  "in a native that never polls": "Array.prototype.join.call({ length: 2 ** 32 }, '');",
  "that waits": "await new Promise((r) => setTimeout(r, 600000));",
};

for (const [what, statement] of Object.entries(PROGRAMS)) {
  Deno.test(`a guest ${what} is gone within 3 s of its gateway's SIGKILL (S-04)`, async () => {
    const gateway = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--allow-read",
        "--allow-env",
        "--allow-run",
        import.meta.resolve("./gateway_stand_in.ts"),
        `const exec = async () => { console.log("up"); ${statement} }`,
      ],
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const reader = gateway.stdout.getReader();
    const { value } = await reader.read();
    const guests = new TextDecoder().decode(value).trim().split(" ").map(Number);
    assert.ok(guests.length >= 1);
    gateway.kill("SIGKILL");
    await gateway.status;
    for (const pid of guests) assert.ok(await isGoneWithin(pid, 3_000), `guest ${pid} lives on`);
    await reader.cancel();
  });
}
