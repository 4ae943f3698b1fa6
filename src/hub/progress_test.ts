import assert from "node:assert/strict";
import { parseProgress, redactProgress } from "./progress.ts";

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

Deno.test("redactProgress() makes one short line of it, in which no secret comes to light", () => {
  const redact = (text: string) => text.replaceAll("hunter2", "[secret]");
  const shown = (message: string) => redactProgress({ progress: 1, message }, redact).message;
  assert.equal(shown("with hun\u200bter2\u001b[31m\n and more"), "with [secret] and more");
  assert.equal(shown("x".repeat(100_000))?.length, 2_000);
});
