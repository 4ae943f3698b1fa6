import assert from "node:assert/strict";
import { sampleThrough } from "./sampling.ts";

const { signal } = new AbortController();

Deno.test("sampleThrough() asks without secrets, and at most 16 times (S-81)", async () => {
  const asked: unknown[] = [];
  const answer = sampleThrough(
    (params) => {
      asked.push(params);
      return Promise.resolve({ role: "assistant" });
    },
    (text) => text.replaceAll("hunter2", "[secret]"),
  );
  assert.deepEqual(await answer({ messages: [{ content: { text: "hunter2?" } }] }, signal), {
    role: "assistant",
  });
  assert.deepEqual(asked, [{ messages: [{ content: { text: "[secret]?" } }] }]);
  for (let times = 1; times < 16; times++) await answer({}, signal);
  await assert.rejects(answer({}, signal));
  assert.equal(asked.length, 16);
});

Deno.test("sampleThrough() asks nothing that is no question", async () => {
  const answer = sampleThrough(() => assert.fail("it was asked"), (text) => text);
  for (const params of [undefined, null, [], "x"]) await assert.rejects(answer(params, signal));
});
