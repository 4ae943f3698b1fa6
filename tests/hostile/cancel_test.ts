/**
 * Cancellation end to end: a client that has lost interest frees the guest, and what the program asked of a downstream
 * server ends there as well (S-10).
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";
import { HAS_PROC, processTree } from "./process_tree.ts";

const FREE_WITHIN_MS = 500;
/** Where the guest had to be killed, the next program waits for another one to start as well. */
const AGAIN_WITHIN_MS = 1_000;

/** Programs that keep their guest busy: it never looks for the word to stop. */
const BUSY = {
  "that loops": "for (;;);",
  "that loops in jobs": "for (;;) await null;",
  "in a native that never polls": "Array.prototype.reverse.call({ length: 2 ** 53 - 1 });",
  "that catches everything": "for (;;) try { for (;;); } catch {}",
};
const SLEEPS = `import { sleep } from "./servers/one"; export const exec = () => sleep({ ms: 600_000 });`;

for (const mode of ["legacy", "auto"] as const) {
  Deno.test(
    `A cancelled program frees its guest, protocol era: ${mode}`,
    { ignore: !HAS_PROC },
    async (t) => {
      await using subject = await startWithSleeper(mode);
      const { runbyte, told } = subject;
      for (const [what, statements] of Object.entries(BUSY)) {
        await t.step(`a program ${what}`, async () => {
          const program = start(runbyte, startingWithCall(statements));
          await told("sleep begun");
          const guest = await busyGuest(runbyte);
          await program.cancel();
          const cancelledAt = performance.now();
          while ((await processTree(runbyte.pid)).some(({ pid }) => pid === guest)) {
            assert.ok(performance.now() - cancelledAt < FREE_WITHIN_MS, "the guest lives on");
          }
          await assertFreed(runbyte, cancelledAt, AGAIN_WITHIN_MS);
        });
      }
      await t.step("a program that waits for a timer", async () => {
        const code = startingWithCall("await new Promise((resolve) => setTimeout(resolve, 600_000));");
        const program = start(runbyte, code);
        await told("sleep begun");
        await program.cancel();
        await assertFreed(runbyte, performance.now(), FREE_WITHIN_MS);
      });
      await t.step("a program that waits for a downstream call, which is aborted", async () => {
        const program = start(runbyte, SLEEPS);
        await told("sleep begun");
        const cancelledAt = performance.now();
        await program.cancel();
        await told("sleep cancelled");
        assert.ok(performance.now() - cancelledAt < FREE_WITHIN_MS);
        await assertFreed(runbyte, cancelledAt, FREE_WITHIN_MS);
      });
      await t.step("a program past its deadline, whose downstream call is aborted", async () => {
        const { text } = await runbyte.call("execute_code", { code: SLEEPS });
        assert.match(text, /^Timed out after 3 s/);
        await told("sleep begun");
        await told("sleep cancelled");
      });
      await t.step("a program that waits for its turn, which never begins", async () => {
        const looping = start(runbyte, startingWithCall("for (;;);"));
        await told("sleep begun");
        const waiting = start(runbyte, startingWithCall(""));
        await waiting.cancel();
        await looping.cancel();
        await assertFreed(runbyte, performance.now(), AGAIN_WITHIN_MS);
        assert.ok(!subject.hasTold("sleep begun"));
      });
    },
  );
}

/** A program that makes itself known before it does anything else. */
function startingWithCall(statements: string): string {
  return `import { sleep } from "./servers/one";
export async function exec() { await sleep({ ms: 0 }); ${statements} }`;
}

/** Starts a program; its end is of no interest but for the rejection that cancelling it brings. */
function start({ client }: RunningRunbyte, code: string): { cancel(): Promise<void> } {
  const abort = new AbortController();
  const params = { name: "execute_code", arguments: { code } };
  const running = client.callTool(params, { signal: abort.signal });
  running.catch(() => {});
  return {
    cancel: async () => {
      abort.abort();
      await assert.rejects(running);
    },
  };
}

/** The guest that has used the processor for 50 ms without a pause. */
async function busyGuest({ pid }: RunningRunbyte): Promise<number> {
  for (let before = await processTree(pid);;) {
    await new Promise((resolve) => setTimeout(resolve, 50)); // a window of time is what is measured
    const after = await processTree(pid);
    const busy = after.find(({ pid, role, ticks }) =>
      role === "guest" && ticks - (before.find((each) => each.pid === pid)?.ticks ?? ticks) >= 4
    );
    if (busy !== undefined) return busy.pid;
    before = after;
  }
}

/** Asserts that the next program, for which there is one place, is not held up. */
async function assertFreed(runbyte: RunningRunbyte, cancelledAt: number, withinMs: number): Promise<void> {
  assert.equal(await runbyte.run("export const exec = () => 1;"), 1);
  const tookMs = performance.now() - cancelledAt;
  assert.ok(tookMs < withinMs, `the next program had to wait ${Math.round(tookMs)} ms`);
}

/** Runbyte with one place for programs, and a fixture whose stderr the test reads. */
async function startWithSleeper(mode: "legacy" | "auto") {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-cancel-" });
  const pipe = `${folder}/stderr`;
  await new Deno.Command("mkfifo", { args: [pipe] }).output();
  const { command, args } = fixture("basic_server");
  const one = { command: "sh", args: ["-c", 'exec "$$@" 2>"$$0"', pipe, command, ...args] };
  const opened = Deno.open(pipe);
  const runbyte = await startRunbyte({
    config: {
      typeCheck: "off",
      limits: { executionMs: 3_000, concurrentExecutions: 1 },
      mcpServers: { one },
    },
    mode,
  });
  const lines = watchLines((await opened).readable);
  return {
    runbyte,
    /** Resolves when the fixture has written the text once more. */
    told: lines.next,
    /** Whether it has written the text since. */
    hasTold: lines.has,
    [Symbol.asyncDispose]: async () => {
      await runbyte.close();
      await lines.ended;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

function watchLines(stream: ReadableStream<Uint8Array>) {
  let text = "";
  const looks = new Set<() => void>();
  const ended = (async () => {
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (const look of looks) look();
    }
  })();
  const next = (part: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        const at = text.indexOf(part);
        if (at < 0) return;
        text = text.slice(at + part.length);
        looks.delete(look);
        resolve();
      };
      looks.add(look);
      look();
    });
  return { next, has: (part: string) => text.includes(part), ended };
}
