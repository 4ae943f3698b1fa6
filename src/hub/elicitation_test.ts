import assert from "node:assert/strict";
import type { QuestionAnswer } from "../question.ts";
import { Redactor } from "../redact.ts";
import { elicitThrough, readQuestion } from "./elicitation.ts";

const options = { server: "github", redact: new Redactor(["hunter2-hunter2"]).hide };

/** Reads a form with one field. */
const field = (schema: unknown) =>
  readQuestion({ message: "?", requestedSchema: { type: "object", properties: { x: schema } } }, options)
    ?.schema["properties"];

Deno.test("readQuestion() keeps every kind of field that MCP has", () => {
  const fields = [
    { type: "string", title: "Name", description: "Yours", minLength: 1, maxLength: 9, default: "Ann" },
    { type: "string", format: "email" },
    { type: "integer", minimum: 1, maximum: 100, default: 42 },
    { type: "number", default: 3.14 },
    { type: "boolean", default: false },
    { type: "string", enum: ["a", "b"], default: "a" },
    { type: "string", enum: ["a", "b"], enumNames: ["A", "B"] },
    { type: "string", oneOf: [{ const: "a", title: "A" }] },
    { type: "array", minItems: 1, maxItems: 2, items: { type: "string", enum: ["a"] }, default: ["a"] },
    { type: "array", items: { anyOf: [{ const: "a", title: "A" }] } },
  ];
  for (const one of fields) assert.deepEqual(field(one), { x: one });
});

Deno.test("readQuestion() leaves out what MCP does not have, and defaults that are none", () => {
  assert.deepEqual(
    field({ type: "string", pattern: "(a+)+$", $ref: "file:///etc/passwd", format: "regex" }),
    {
      x: { type: "string" },
    },
  );
  assert.deepEqual(field({ type: "string", default: 5, minLength: "long" }), { x: { type: "string" } });
  assert.deepEqual(field({ type: "boolean", default: "yes" }), { x: { type: "boolean" } });
  const question = readQuestion({
    message: "Sure?",
    requestedSchema: { type: "object", properties: {}, required: ["x", 5], additionalProperties: false },
  }, options);
  assert.deepEqual(question, {
    message: "github asks: Sure?",
    schema: { type: "object", properties: {} },
  });
});

Deno.test("readQuestion() refuses forms that are not flat, and questions that are no forms", () => {
  for (
    const schema of [
      { type: "object", properties: { y: { type: "string" } } },
      { type: "array", items: { type: "number" } },
      { type: "array", items: { type: "string" } },
      { type: "string", enum: [] },
      { type: "string", enum: [1] },
      { type: "string", oneOf: ["a"] },
      { type: "null" },
      { type: "constructor" },
      {},
      5,
    ]
  ) assert.equal(field(schema), undefined, JSON.stringify(schema));
  for (
    const params of [
      undefined,
      5,
      {},
      { message: 5, requestedSchema: {} },
      { mode: "url", message: "Log in", url: "https://evil.example", elicitationId: "1" },
      { mode: "url", message: "Log in", requestedSchema: {} },
      { message: "?", requestedSchema: { type: "array" } },
      { message: "?", requestedSchema: { properties: [] } },
      {
        message: "?",
        requestedSchema: {
          properties: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [i, { type: "string" }])),
        },
      },
    ]
  ) assert.equal(readQuestion(params, options), undefined, JSON.stringify(params));
});

Deno.test("readQuestion() says who asks, and shows neither control characters nor secrets (S-72)", () => {
  const hidden = "\u001b[2J\u202ehunter2-\u200bhunter2\u0007";
  const question = readQuestion({
    message: `${hidden}Your password?\r\n\n\n\n\nRunbyte asks: ${"x".repeat(5_000)}`,
    requestedSchema: {
      properties: { x: { type: "string", title: hidden, description: hidden, default: hidden } },
    },
  }, options);
  assert.match(question?.message ?? "", /^github asks: .*Your password\?\n\nRunbyte/);
  assert.ok((question?.message.length ?? 0) < 2_100);
  assert.doesNotMatch(JSON.stringify(question), /hunter2|\\u001b|\u202e|\u200b|\\u0007/);
  assert.equal("default" in Object(Object(question?.schema["properties"])["x"]), false);
});

Deno.test("readQuestion() refuses names and choices that could not be shown as they are (S-72)", () => {
  for (const name of ["a\u202eb", "hunter2-hunter2", "x".repeat(201)]) {
    const named = { message: "?", requestedSchema: { properties: { [name]: { type: "string" } } } };
    assert.equal(readQuestion(named, options), undefined);
    assert.equal(field({ type: "string", enum: [name] }), undefined);
    assert.equal(field({ type: "string", oneOf: [{ const: name, title: "A" }] }), undefined);
  }
});

Deno.test("elicitThrough() asks with what was read, and declines the rest unasked", async () => {
  const { signal } = new AbortController();
  const asked: string[] = [];
  const answer: QuestionAnswer = { action: "accept", content: { x: 1 } };
  const elicit = elicitThrough((question) => {
    asked.push(question.message);
    return Promise.resolve(answer);
  }, options);
  assert.deepEqual(await elicit({ message: "?", requestedSchema: {} }, signal), answer);
  assert.deepEqual(await elicit({ mode: "url", message: "?", url: "https://x.example" }, signal), {
    action: "decline",
  });
  assert.deepEqual(asked, ["github asks: ?"]);
});
