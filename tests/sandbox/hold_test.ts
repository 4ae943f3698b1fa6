/**
 * The clock of a program while a person is waited for: it stops for what waits, not for what computes.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { CallTool } from "../../src/sandbox/run_request.ts";
import { createPool } from "./test_pool.ts";

/** A person takes so long for an answer, in milliseconds. */
const THINKS_MS = 900;

/** Less than the person takes. */
const LIMITS = { executionMs: 400 };

async function thinks(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, THINKS_MS);
  signal.addEventListener("abort", () => resolve());
  await promise;
  clearTimeout(timer);
}

/** `ask` waits for a person, `slow` takes as long without, everything else answers at once. */
const callTool: CallTool = async ({ tool, hold, signal }) => {
  const release = tool === "ask" ? hold?.() : undefined;
  if (tool === "ask" || tool === "slow") await thinks(signal);
  release?.();
  return { ok: true, encoding: "json", text: "1" };
};

Deno.test("SandboxPool.run() does not count the time in which a program waits for a person", async () => {
  await using pool = createPool(LIMITS);
  const slow = await pool.run(`const exec = () => callTool("s", "slow", {})`, { callTool });
  assert.equal(slow.outcome.kind, "timedOut", "the same time without a person is too much");
  const code = `const exec = async () => {
    await Promise.all([callTool("s", "ask", {}), callTool("s", "quick", {}), callTool("s", "ask", {})]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return callTool("s", "ask", {});
  }`;
  const { outcome, durationMs } = await pool.run(code, { callTool });
  assert.deepEqual(outcome, { kind: "completed", json: "1" });
  assert.ok(durationMs > 2 * THINKS_MS, `${durationMs} ms`);
});

Deno.test("SandboxPool.run() goes on counting when the person has answered", async () => {
  await using pool = createPool(LIMITS);
  const code = `const exec = async () => {
    await callTool("s", "ask", {});
    await callTool("s", "slow", {});
  }`;
  const { outcome, durationMs } = await pool.run(code, { callTool });
  assert.equal(outcome.kind, "timedOut");
  assert.ok(durationMs < THINKS_MS + 3 * LIMITS.executionMs, `${durationMs} ms`);
});

const BUSY = {
  "at once": `const exec = async () => {
    const asked = callTool("s", "ask", {});
    for (;;);
  }`,
  "after another call": `const exec = async () => {
    const asked = callTool("s", "ask", {});
    await callTool("s", "quick", {});
    for (;;);
  }`,
  "in a timer": `const exec = async () => {
    setTimeout(() => { for (;;); }, 20);
    await callTool("s", "ask", {});
  }`,
  "in code that is never interrupted": `const exec = async () => {
    const asked = callTool("s", "ask", {});
    await callTool("s", "quick", {});
    Array.prototype.join.call({ length: 2 ** 32 }, "");
  }`,
};

for (const [when, code] of Object.entries(BUSY)) {
  Deno.test(`SandboxPool.run() counts what a program computes ${when} while a person is waited for (S-74)`, async () => {
    await using pool = createPool(LIMITS);
    let asked = 0;
    const { outcome, durationMs } = await pool.run(code, {
      callTool: async ({ tool, hold }) => {
        if (tool !== "ask") return { ok: true, encoding: "json", text: "1" };
        asked++;
        hold?.();
        return await new Promise<never>(() => {});
      },
    });
    assert.equal(outcome.kind, "timedOut");
    assert.ok(durationMs < 5 * LIMITS.executionMs, `${durationMs} ms`);
    assert.ok(asked <= 1);
  });
}

Deno.test("SandboxPool.run() gives the place of a program that waits for a person to the next one", async () => {
  await using pool = createPool({ concurrentExecutions: 1 });
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const waiting = pool.run(`const exec = () => callTool("s", "ask", {})`, {
    callTool: async ({ hold }) => {
      const release = hold?.();
      asked.resolve();
      await answered.promise;
      release?.();
      return { ok: true, encoding: "json", text: "1" };
    },
  });
  await asked.promise;
  const { outcome } = await pool.run("const exec = () => 2");
  assert.deepEqual(outcome, { kind: "completed", json: "2" });
  answered.resolve();
  assert.deepEqual((await waiting).outcome, { kind: "completed", json: "1" });
});
