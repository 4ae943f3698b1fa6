import assert from "node:assert/strict";
import { announced, describeProgress, type Progress, ProgressReporter } from "./progress.ts";

/** A reporter, what it sent, and a promise of the next thing it sends. */
function reporter(send: () => Promise<void> = () => Promise.resolve()) {
  const sent: Progress[] = [];
  let wake = () => {};
  const made = new ProgressReporter((progress) => {
    sent.push(progress);
    wake();
    return send();
  });
  return { made, sent, next: () => new Promise<void>((resolve) => wake = resolve) };
}

Deno.test("ProgressReporter tells what happened together, the count going up", async () => {
  const { made, sent, next } = reporter();
  for (let n = 1; n <= 7; n++) made.tell(`call ${n}`);
  await next();
  made.tell("call 8");
  await next();
  await made.finish();
  assert.deepEqual(sent, [
    { progress: 7, message: "call 3\ncall 4\ncall 5\ncall 6\ncall 7" },
    { progress: 8, message: "call 8" },
  ]);
});

Deno.test("ProgressReporter sends nothing for a program that is soon done, and nothing after the end", async () => {
  const { made, sent } = reporter();
  made.tell("call");
  await made.finish();
  assert.deepEqual(sent, []);
});

Deno.test("ProgressReporter keeps a gap between the last progress and the result", async () => {
  const { made, next } = reporter();
  made.tell("call");
  await next();
  const start = performance.now();
  await made.finish();
  assert(performance.now() - start >= 40, "the result followed at once");
});

Deno.test("ProgressReporter goes on when sending fails", async () => {
  const { made, sent, next } = reporter(() => Promise.reject(new Error("gone")));
  made.tell("call");
  await next();
  await made.finish();
  assert.equal(sent.length, 1);
});

Deno.test("ProgressReporter tells of what goes on the last word only, and leaves it out before what happened", async () => {
  const { made, sent, next } = reporter();
  made.tell("console line");
  for (let n = 1; n <= 3; n++) made.tell(`a/b ${n}`, "a/b");
  made.tell("c/d 1", "c/d");
  await next();
  for (let n = 1; n <= 4; n++) {
    made.tell(`console line ${n}`);
    made.tell(`server/${n} 1`, `server/${n}`);
  }
  await next();
  await made.finish();
  assert.deepEqual(sent, [
    { progress: 5, message: "console line\na/b 3\nc/d 1" },
    {
      progress: 13,
      message: "console line 1\nconsole line 2\nconsole line 3\nconsole line 4\nserver/4 1",
    },
  ]);
});

Deno.test("describeProgress() says how far a call is in one line", () => {
  const call = { server: "github", tool: "search", progress: 3 };
  assert.equal(
    describeProgress({ ...call, total: 10, message: "reading pages" }),
    "github/search 3/10: reading pages",
  );
  assert.equal(describeProgress({ ...call, total: 10 }), "github/search 3/10");
  assert.equal(describeProgress({ ...call, progress: 1 / 3, message: "on it" }), "github/search 0.33: on it");
});

Deno.test("announced() says what is waited for, and passes the answer on", async () => {
  const lines: string[] = [];
  const question = { message: "github asks: Which account?\n\nmore", schema: {} };
  const ask = announced(() => Promise.resolve({ action: "decline" }), (line) => lines.push(line));
  assert.deepEqual(await ask(question, new AbortController().signal), { action: "decline" });
  assert.deepEqual(lines, ["waiting for an answer: github asks: Which account?"]);
});
