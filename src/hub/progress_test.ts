import assert from "node:assert/strict";
import { parseProgress, redactProgress, throttled } from "./progress.ts";

Deno.test("parseProgress() takes a report that is one, and of it what is of the right kind", () => {
  assert.deepEqual(parseProgress({ progress: 1, total: 2, message: "m", more: 3 }), {
    ...{ progress: 1, total: 2, message: "m" },
  });
  assert.deepEqual(parseProgress({ progress: 1, total: "2", message: 3 }), { progress: 1 });
  for (const params of [undefined, null, [], {}, { progress: "1" }]) {
    assert.equal(parseProgress(params), undefined);
  }
});

Deno.test("redactProgress() hides secrets in what the server says", () => {
  const redact = (text: string) => text.replaceAll("hunter2", "[secret]");
  assert.deepEqual(redactProgress({ progress: 1, message: "login with hunter2" }, redact), {
    ...{ progress: 1, message: "login with [secret]" },
  });
  const silent = { progress: 1 };
  assert.equal(redactProgress(silent, redact), silent);
});

Deno.test("redactProgress() makes one short line of it, in which no secret comes to light (S-55)", () => {
  const redact = (text: string) => text.replaceAll("hunter2", "[secret]");
  const shown = (message: string) => redactProgress({ progress: 1, message }, redact).message;
  assert.equal(shown("with hun\u200bter2\u001b[31m\n and more"), "with [secret] and more");
  assert.equal(shown("x".repeat(100_000))?.length, 2_000);
});

Deno.test("throttled() passes on ten reports at once, then ten a second", () => {
  let time = 0;
  const passed: number[] = [];
  const tell = throttled(({ progress }) => void passed.push(progress), () => time);
  for (let progress = 1; progress <= 1_000; progress++) tell({ progress });
  assert.deepEqual(passed, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  for (let n = 1; n <= 100; n++) {
    time = n * 10;
    tell({ progress: 1_000 + n });
  }
  assert.equal(passed.length, 20);
  time += 60_000;
  for (let progress = 2_000; progress < 3_000; progress++) tell({ progress });
  assert.equal(passed.length, 30);
});

Deno.test("throttled() does not let a listener's mistake fail the call", () => {
  throttled(() => {
    throw new Error("nobody listens");
  })({ progress: 1 });
});
