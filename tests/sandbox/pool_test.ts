import assert from "node:assert/strict";
import { RunbyteError } from "../../src/errors.ts";
import type { CallRecord, ConsoleLine } from "../../src/outcome.ts";
import type { CallReply, ToolCall } from "../../src/sandbox/run_request.ts";
import { isGoneWithin } from "../support/running.ts";
import { createPool, toRequest } from "./test_pool.ts";

const NEVER_POLLS = "Array.prototype.join.call({ length: 2 ** 32 }, '')";

Deno.test("SandboxPool.run() runs programs one after another in fresh worlds", async () => {
  await using pool = createPool();
  pool.pool.start();
  const first = await pool.run(
    "export async function exec() { globalThis.mark = 1; Array.prototype.mine = 2; return { n: 1n } }",
  );
  assert.deepEqual(first.outcome, { kind: "completed", json: '{"n":"1"}' });
  const second = await pool.run(
    "const exec = () => [typeof mark, typeof [].mine, new Date(2024, 0, 1).getTimezoneOffset()]",
  );
  assert.deepEqual(second.outcome, { kind: "completed", json: '["undefined","undefined",0]' });
  assert.deepEqual((await pool.run("const exec = () => {}")).outcome, { kind: "completed", json: undefined });
  assert.equal(pool.guests().length, 1);
});

Deno.test("SandboxPool.run() imports modules and calls tools with their arguments", async () => {
  await using pool = createPool();
  const seen: string[] = [];
  const records: CallRecord[] = [];
  const { outcome, calls } = await pool.run(
    `import { getMe } from "./servers/github"; import * as all from "/servers/github.ts";
     export async function exec() { return [await getMe({ a: "é\\u0000😀" }), Object.keys(all)] }`,
    {
      modules: new Map([[
        "/servers/github",
        'import { bind } from "runbyte:tools"; const tool = bind("github"); export const getMe = tool("get_me");',
      ]]),
      callTool: ({ server, tool, argumentsJson }) => {
        seen.push(`${server}.${tool} ${argumentsJson}`);
        return Promise.resolve({ ok: true, encoding: "json-or-text", text: argumentsJson });
      },
      onCall: (record) => records.push(record),
    },
  );
  assert.deepEqual(outcome, { kind: "completed", json: '[{"a":"é\\u0000😀"},["getMe"]]' });
  assert.deepEqual(seen, ['github.get_me {"a":"é\\u0000😀"}']);
  assert.deepEqual(records.map(({ status }) => status), ["running", "completed"]);
  assert.deepEqual(calls, [{
    server: "github",
    tool: "get_me",
    argumentsPreview: '{"a":"é\\u0000😀"}',
    status: "completed",
  }]);
});

Deno.test("SandboxPool.run() makes parallel calls in parallel, up to the limit", async () => {
  await using pool = createPool({ concurrentToolCalls: 40 });
  let open: ((reply: CallReply) => void)[] = [];
  let most = 0;
  const callTool = ({ argumentsJson }: ToolCall) => {
    const { promise, resolve } = Promise.withResolvers<CallReply>();
    open.push(resolve);
    most = Math.max(most, open.length);
    // Nobody is answered before all 40 are there: with one at a time this would wait for ever.
    if (open.length === 40) {
      open.forEach((answer) => answer({ ok: true, encoding: "json", text: argumentsJson }));
      open = [];
    }
    return promise;
  };
  const { outcome, calls } = await pool.run(
    "const exec = async () => (await Promise.all(Array.from({ length: 80 }, (_, i) => callTool('s', 't', { i })))).length",
    { callTool },
  );
  assert.deepEqual(outcome, { kind: "completed", json: "80" });
  assert.equal(most, 40);
  assert.equal(calls.length, 80);
});

const LARGE_CALLS = `import { bind } from "runbyte:tools";
const tool = bind("server")("tool");
async function exec() {
  const text = "x".repeat(4_000_000);
  return (await Promise.all(Array.from({ length: 30 }, () => tool({ text })))).length;
}`;

Deno.test("SandboxPool.run() makes a program wait that has 64 MB of arguments lying about (S-11)", async () => {
  await using pool = createPool({ executionMs: 20_000 });
  const started: (() => void)[] = [];
  const full = Promise.withResolvers<void>();
  const callTool = () =>
    new Promise<CallReply>((resolve) => {
      started.push(() => resolve({ ok: true, encoding: "json", text: "1" }));
      if (started.length === 17) full.resolve();
      if (started.length > 17) resolve({ ok: true, encoding: "json", text: "1" });
    });
  const running = pool.run(LARGE_CALLS, { callTool });
  await full.promise;
  // The next one would have come long before a whole program has run on another guest.
  await pool.run("async function exec() { for (let n = 0; n < 1e6; n++); }");
  assert.equal(started.length, 17);
  for (const answer of started) answer();
  const { outcome } = await running;
  assert.deepEqual(outcome, { kind: "completed", json: "30" });
});

Deno.test("SandboxPool.run() ends a program at its deadline also while it is made to wait", async () => {
  await using pool = createPool({ executionMs: 3_000 });
  const { outcome, calls } = await pool.run(LARGE_CALLS, { callTool: () => new Promise(() => {}) });
  assert.equal(outcome.kind, "timedOut");
  assert.ok(calls.length <= 17);
  assert.equal((await pool.run("async function exec() { return 1; }")).outcome.kind, "completed");
});

Deno.test("SandboxPool.run() starts no further call while 64 MB of replies wait for the program", async () => {
  await using pool = createPool({
    executionMs: 2_000,
    concurrentToolCalls: 2,
    downstreamMessageBytes: 64 << 20,
  });
  const text = JSON.stringify("x".repeat(20_000_000));
  let started = 0;
  const code = `import { bind } from "runbyte:tools";
const tool = bind("server")("tool");
async function exec() { await Promise.race(Array.from({ length: 40 }, () => tool({}))); for (;;); }`;
  const { outcome } = await pool.run(code, {
    callTool: () => {
      started++;
      return Promise.resolve({ ok: true, encoding: "json", text });
    },
  });
  assert.equal(outcome.kind, "timedOut");
  assert.ok(started >= 2 && started <= 10, `${started}`);
});

Deno.test("SandboxPool.run() overlaps 40 calls of 100 ms", async () => {
  await using pool = createPool();
  await pool.run("const exec = () => 1");
  const callTool = () =>
    new Promise<CallReply>((resolve) =>
      setTimeout(() => resolve({ ok: true, encoding: "json", text: "1" }), 100)
    );
  const { durationMs } = await pool.run(
    "const exec = () => Promise.all(Array.from({ length: 40 }, () => callTool('s', 't')))",
    { callTool },
  );
  assert.ok(durationMs >= 95 && durationMs < 1_000, `${durationMs} ms; one by one it would be 4,000`);
});

Deno.test("SandboxPool.run() hands console lines on as they are written", async () => {
  await using pool = createPool();
  const lines: ConsoleLine[] = [];
  const seenBeforeCall: number[] = [];
  const execution = await pool.run(
    "const exec = async () => { console.log('one', { a: 1 }); console.warn('two'); await callTool('s', 't'); console.error('three') }",
    {
      onConsole: (line) => lines.push(line),
      callTool: () => {
        seenBeforeCall.push(lines.length);
        return Promise.resolve({ ok: true, encoding: "json", text: "1" });
      },
    },
  );
  assert.deepEqual(lines, [{ level: "log", text: "one { a: 1 }" }, { level: "warn", text: "two" }, {
    level: "error",
    text: "three",
  }]);
  assert.deepEqual(execution.console, lines);
  assert.deepEqual(seenBeforeCall, [2]);
});

Deno.test("SandboxPool.run() waits for timers without using the processor", async () => {
  await using pool = createPool();
  const { outcome } = await pool.run(
    "const exec = async () => { const t = performance.now(); await new Promise((r) => setTimeout(r, 120)); return performance.now() - t >= 119 }",
  );
  assert.deepEqual(outcome, { kind: "completed", json: "true" });
});

Deno.test("SandboxPool.run() tells of calls that nobody awaited", async () => {
  await using pool = createPool();
  const signals: AbortSignal[] = [];
  const { outcome, calls } = await pool.run(
    "const exec = async () => { callTool('s', 'lost'); await callTool('s', 'kept'); callTool('s', 'hangs'); return 1 }",
    {
      callTool: ({ tool, signal }) => {
        signals.push(signal);
        return tool === "hangs"
          ? new Promise(() => {})
          : Promise.resolve({ ok: true, encoding: "json", text: "1" });
      },
    },
  );
  assert.equal(outcome.kind, "completed");
  assert.deepEqual(calls.map(({ status }) => status), ["completed", "completed", "running"]);
  assert.deepEqual(calls.map(({ isUnawaited }) => isUnawaited === true), [true, false, true]);
  assert.ok(
    signals.every((signal) => signal.aborted),
    "what a call still does is aborted when the program ends",
  );
});

Deno.test("SandboxPool.run() ends a loop at the deadline and keeps what came before", async () => {
  await using pool = createPool({ executionMs: 700 });
  const { outcome, console, calls, durationMs } = await pool.run(
    "const exec = async () => { console.log('before'); await callTool('s', 't'); for (;;); }",
  );
  assert.deepEqual(outcome, { kind: "timedOut", limitMs: 700, stack: "    at exec (/program.ts:1:65)" });
  assert.deepEqual(console.map(({ text }) => text), ["before"]);
  assert.equal(calls.length, 1);
  assert.ok(durationMs < 1_700, `${durationMs} ms`);
  assert.equal(pool.events.length, 0, "no guest had to be killed");
  assert.equal((await pool.run("const exec = () => 1")).outcome.kind, "completed");
});

Deno.test("SandboxPool.run() ends a program that waits at the deadline", async () => {
  await using pool = createPool({ executionMs: 300 });
  const waiting = await pool.run("const exec = () => callTool('s', 't')", {
    callTool: () => new Promise(() => {}),
  });
  assert.deepEqual(waiting.outcome, { kind: "timedOut", limitMs: 300 });
  assert.deepEqual(waiting.calls.map(({ status }) => status), ["running"]);
  const own = await pool.run("const exec = () => new Promise((r) => setTimeout(r, 9000))", {
    timeoutMs: 100,
  });
  assert.deepEqual(own.outcome, { kind: "timedOut", limitMs: 100 });
  assert.equal(pool.events.length, 0);
});

Deno.test("SandboxPool.run() kills a native that never polls, and goes on (S-05)", async () => {
  await using pool = createPool({ executionMs: 500 });
  const { outcome, console, durationMs } = await pool.run(
    `const exec = () => { console.log('before'); return ${NEVER_POLLS} }`,
  );
  assert.deepEqual(outcome, { kind: "timedOut", limitMs: 500 });
  assert.deepEqual(console.map(({ text }) => text), ["before"]);
  assert.ok(durationMs < 1_500, `${durationMs} ms`);
  assert.match(String(pool.events[0]?.fields["detail"]), /did not stop in time \(SIGKILL\)/);
  assert.ok(await isGoneWithin(Number(pool.events[0]?.fields["pid"]), 2_000));
  assert.deepEqual((await pool.run("const exec = () => 1")).outcome, { kind: "completed", json: "1" });
});

Deno.test("SandboxPool.run() bounds memory and names it", async () => {
  await using pool = createPool({ guestMemoryBytes: 40 << 20 });
  const bomb = "const exec = () => { const a = []; for (;;) a.push(new Array(1e5).fill(1)) }";
  const { outcome } = await pool.run(bomb);
  assert(outcome.kind === "outOfMemory" && outcome.limitBytes === 40 << 20);
  assert.match(outcome.stack ?? "", /at exec \(\/program\.ts:1:\d+\)/);
  const twin =
    "const exec = () => { const a = []; for (let i = 0; i < 60; i++) a.push(new Array(1e5).fill(1)); return a.length }";
  assert.equal((await pool.run(twin)).outcome.kind, "outOfMemory");
  await using larger = createPool();
  assert.deepEqual((await larger.run(twin)).outcome, { kind: "completed", json: "60" });
});

Deno.test("SandboxPool.run() names deep recursion, promises that cannot settle and limits", async () => {
  await using pool = createPool({ answerBytes: 100, toolCalls: 2, argumentBytes: 50 });
  const outcome = async (code: string) => (await pool.run(code)).outcome;
  const deep = await outcome("const exec = () => { const f = () => f(); f() }");
  assert(deep.kind === "stackOverflow" && deep.limitBytes === 192 * 1024);
  assert.match(deep.stack ?? "", /^ {4}at f \(\/program\.ts:1:39\)\n/);
  assert.deepEqual(await outcome("const exec = () => JSON.parse('['.repeat(1e6))"), {
    kind: "stackOverflow",
    limitBytes: 192 * 1024,
  });
  assert.deepEqual(await outcome("const exec = () => new Promise(() => {})"), { kind: "neverSettles" });
  assert.deepEqual(await outcome("const exec = () => 'x'.repeat(200)"), {
    kind: "overLimit",
    limit: "answerBytes",
    allowed: 100,
    used: 202,
  });
  assert.deepEqual(await outcome("const exec = async () => { for (;;) await callTool('s', 't') }"), {
    kind: "overLimit",
    limit: "toolCalls",
    allowed: 2,
    used: 3,
    stack: "    at exec (/program.ts:1:51)",
  });
  assert.deepEqual(await outcome("const exec = () => callTool('s', 't', { x: 'x'.repeat(50) })"), {
    kind: "overLimit",
    limit: "argumentBytes",
    allowed: 50,
    used: 58,
    stack: "    at exec (/program.ts:1:28)",
  });
  const threw = await outcome("\nconst exec = () => missing.x");
  assert.deepEqual(threw, {
    kind: "threw",
    error: {
      name: "ReferenceError",
      message: "'missing' is not defined",
      stack: "    at exec (/program.ts:2:20)",
    },
  });
});

Deno.test("SandboxPool.run() cancels a program that waits, and one that is busy", async () => {
  await using pool = createPool();
  const waiting = new AbortController();
  const cancelled = await pool.run(
    "const exec = async () => { console.log('here'); await callTool('s', 't') }",
    {
      signal: waiting.signal,
      callTool: () => {
        waiting.abort();
        return new Promise(() => {});
      },
    },
  );
  assert.deepEqual(cancelled.outcome, { kind: "cancelled" });
  assert.deepEqual(cancelled.console.map(({ text }) => text), ["here"]);
  assert.equal(pool.events.length, 0);

  const busy = new AbortController();
  const started = performance.now();
  const killed = await pool.run("const exec = () => { console.log('here'); for (;;); }", {
    signal: busy.signal,
    onConsole: () => busy.abort(),
  });
  assert.deepEqual(killed.outcome, { kind: "cancelled" });
  assert.ok(performance.now() - started < 5_000);
  assert.equal(
    (await pool.run("const exec = () => 1", { signal: AbortSignal.abort() })).outcome.kind,
    "cancelled",
  );
  assert.equal((await pool.run("const exec = () => 1")).outcome.kind, "completed");
});

Deno.test("SandboxPool.run() shares its guests among sessions (S-12) and refuses when the line is full", async () => {
  await using pool = createPool({ concurrentExecutions: 2, queuedExecutions: 2 });
  const started: string[] = [];
  const gates = new Map<string, PromiseWithResolvers<CallReply>>();
  const begun = new Map<string, PromiseWithResolvers<void>>();
  const submit = (name: string, session: string, signal = new AbortController().signal) => {
    gates.set(name, Promise.withResolvers());
    begun.set(name, Promise.withResolvers());
    return pool.pool.run(toRequest(`const exec = () => callTool("s", "${name}")`, {
      session,
      signal,
      callTool: ({ tool }) => {
        started.push(tool);
        begun.get(tool)?.resolve();
        return gates.get(tool)?.promise ?? Promise.reject(new Error("unknown"));
      },
    }));
  };
  const open = (name: string) => gates.get(name)?.resolve({ ok: true, encoding: "json", text: "1" });
  const a1 = submit("a1", "a");
  await begun.get("a1")?.promise;
  const a2 = submit("a2", "a"); // half of two guests is one: it waits although a guest could be made
  const b1 = submit("b1", "b");
  await begun.get("b1")?.promise;
  assert.deepEqual(started, ["a1", "b1"]);
  const cancel = new AbortController();
  const c1 = submit("c1", "c", cancel.signal);
  await assert.rejects(
    submit("c2", "c"),
    (error) =>
      error instanceof RunbyteError && error.code === "busy" && /waiting already/.test(error.message),
  );
  cancel.abort();
  assert.deepEqual((await c1).outcome, { kind: "cancelled" });
  open("a1");
  await begun.get("a2")?.promise;
  open("a2");
  open("b1");
  for (const execution of await Promise.all([a1, a2, b1])) assert.equal(execution.outcome.kind, "completed");
  assert.equal(pool.guests().length, 2);
});

/** Programs that tell when they have begun, and end when they are let; each is a session of its own. */
function gatedPrograms(pool: ReturnType<typeof createPool>) {
  const started: string[] = [];
  const gates = new Map<string, PromiseWithResolvers<CallReply>>();
  const begun = new Map<string, PromiseWithResolvers<void>>();
  const submit = (name: string, principal: string) => {
    gates.set(name, Promise.withResolvers());
    begun.set(name, Promise.withResolvers());
    return pool.pool.run(toRequest(`const exec = () => callTool("s", "${name}")`, {
      ...{ session: `${principal} ${name}`, principal },
      callTool: ({ tool }) => {
        started.push(tool);
        begun.get(tool)?.resolve();
        return gates.get(tool)?.promise ?? Promise.reject(new Error("unknown"));
      },
    }));
  };
  const open = (name: string) => gates.get(name)?.resolve({ ok: true, encoding: "json", text: "1" });
  const begin = (name: string) => begun.get(name)?.promise;
  const openAll = () => [...gates.keys()].forEach(open);
  return { started, submit, begin, open, openAll };
}

Deno.test("SandboxPool.run() shares its guests among callers first, however many sessions one has (S-67)", async () => {
  await using pool = createPool({ concurrentExecutions: 4, queuedExecutions: 8 });
  const { started, submit, begin, open, openAll } = gatedPrograms(pool);
  // One caller alone has three quarters of the places, whatever its sessions, and half of the line.
  const flood = ["a1", "a2", "a3"].map((name) => submit(name, "a"));
  await Promise.all(["a1", "a2", "a3"].map(begin));
  flood.push(...["a4", "a5", "a6", "a7"].map((name) => submit(name, "a")));
  await assert.rejects(submit("a8", "a"), (error) => error instanceof RunbyteError && error.code === "busy");
  const others = ["b1", "b2"].map((name) => submit(name, "b"));
  await begin("b1"); // at once, in the place that was kept
  assert.deepEqual(started.toSorted(), ["a1", "a2", "a3", "b1"]);
  open("a1");
  await begin("b2"); // before the four that wait longer: each has half now
  assert.equal(started.length, 5);
  open("a2");
  await begin("a4");
  openAll();
  for (const { outcome } of await Promise.all([...flood, ...others])) assert.equal(outcome.kind, "completed");
});

Deno.test("SandboxPool.run() gives a caller with a long line beside busy ones its part only (S-67)", async () => {
  await using pool = createPool({ concurrentExecutions: 6, queuedExecutions: 24 });
  const { started, submit, begin, openAll } = gatedPrograms(pool);
  const busy = ["b", "c", "d"].map((name) => submit(name, name));
  await Promise.all(["b", "c", "d"].map(begin));
  // Four are busy: of six places two are its part, though half of the pool is free.
  const flood = Array.from({ length: 8 }, (_, index) => submit(`a${index}`, "a"));
  await begin("a1");
  const other = submit("e", "e");
  await begin("e"); // it comes last, and waits for nobody
  assert.deepEqual(started.toSorted(), ["a0", "a1", "b", "c", "d", "e"]);
  openAll();
  for (const { outcome } of await Promise.all([...busy, ...flood, other])) {
    assert.equal(outcome.kind, "completed");
  }
});

Deno.test("SandboxPool.run() replaces a guest that ran out of memory", async () => {
  await using pool = createPool({ guestMemoryBytes: 32 << 20 });
  await pool.run("const exec = () => 1");
  const first = pool.guests();
  await pool.run("const exec = () => { const a = []; for (;;) a.push(new Array(1e5).fill(1)) }");
  await pool.run("const exec = () => 1");
  assert.equal(first.length, 1);
  assert.notDeepEqual(pool.guests(), first);
});

Deno.test("SandboxPool makes a spare beside a long program, and ends it when nobody needs it", async () => {
  await using pool = createPool({}, undefined, 400);
  const spare = Promise.withResolvers<void>();
  const long = pool.run("const exec = () => callTool('s', 't')", {
    callTool: async () => {
      await spare.promise;
      return { ok: true, encoding: "json", text: "1" };
    },
  });
  // There is no event for a guest that becomes idle; the test fails by its own deadline otherwise.
  const deadline = performance.now() + 20_000;
  while (pool.pool.status().guests.length < 2 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.equal(pool.guests().length, 2);
  spare.resolve();
  assert.equal((await long).outcome.kind, "completed");
  while (pool.guests().length > 1 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.equal(pool.guests().length, 1);
});

Deno.test("SandboxPool.run() reports a guest that cannot be started", async () => {
  const guest = {
    program: "/nonexistent/program",
    args: [],
    env: {},
    engine: () => Promise.resolve(new Uint8Array()),
  };
  await using pool = createPool({}, guest);
  const { outcome } = await pool.run("const exec = () => 1");
  assert.equal(outcome.kind, "crashed");
  assert.ok(pool.events.some(({ event }) => event === "sandbox.cannot-start"));
});

Deno.test("SandboxPool.run() survives guests that are killed from outside", async () => {
  await using pool = createPool();
  const running = pool.run(
    "const exec = () => { console.log('up'); return new Promise((r) => setTimeout(r, 60000)) }",
    {
      onConsole: () => pool.guests().forEach((pid) => Deno.kill(pid, "SIGKILL")),
    },
  );
  const { outcome } = await running;
  assert.equal(outcome.kind, "crashed");
  assert.match(outcome.kind === "crashed" ? outcome.detail : "", /ended by itself \(SIGKILL\)/);
  assert.equal((await pool.run("const exec = () => 1")).outcome.kind, "completed");
});

Deno.test("SandboxPool.close() ends programs and processes", async () => {
  const pool = createPool();
  const begun = Promise.withResolvers<void>();
  const running = pool.run("const exec = () => { console.log('up'); for (;;); }", {
    onConsole: () => begun.resolve(),
  });
  await begun.promise;
  const guests = pool.guests();
  assert.equal(guests.length, 1);
  await pool.pool.close();
  assert.deepEqual((await running).outcome, { kind: "cancelled" });
  for (const pid of guests) assert.ok(await isGoneWithin(pid, 100));
  await assert.rejects(
    pool.run("const exec = () => 1"),
    (error) => error instanceof RunbyteError && error.code === "unavailable",
  );
});
