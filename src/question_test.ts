import assert from "node:assert/strict";
import { readAnswer } from "./question.ts";

const question = {
  message: "?",
  schema: { type: "object", properties: { name: { type: "string" }, tags: { type: "array" } } },
};

Deno.test("readAnswer() reads the three answers", () => {
  assert.deepEqual(readAnswer({ action: "decline", content: { name: "a" } }, question), {
    action: "decline",
  });
  assert.deepEqual(readAnswer({ action: "cancel", _meta: {} }, question), { action: "cancel" });
  const content = { name: "Ann", tags: ["a", "b"] };
  assert.deepEqual(readAnswer({ action: "accept", content }, question), { action: "accept", content });
  assert.deepEqual(readAnswer({ action: "accept" }, question), { action: "accept", content: {} });
});

Deno.test("readAnswer() keeps nothing that was not asked for, or that no form can hold", () => {
  const content = { name: { nested: true }, tags: [1], other: "x", constructor: "y" };
  assert.deepEqual(readAnswer({ action: "accept", content }, question), { action: "accept", content: {} });
  const proto = JSON.parse('{"action":"accept","content":{"__proto__":"x","name":5}}');
  assert.deepEqual(readAnswer(proto, question), { action: "accept", content: { name: 5 } });
});

Deno.test("readAnswer() takes nothing else for an answer", () => {
  for (
    const given of [undefined, null, "accept", [], {}, { action: "yes" }, { result: { action: "accept" } }]
  ) {
    assert.equal(readAnswer(given, question), undefined);
  }
});
