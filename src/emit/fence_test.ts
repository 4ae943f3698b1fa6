import assert from "node:assert/strict";
import { stripFence } from "./fence.ts";

Deno.test("stripFence() blanks a fence and keeps every line where it was", () => {
  const fenced = "\n```typescript\nconst a = 1;\nreturn a;\n```\n\n";
  const bare = stripFence(fenced);
  assert.equal(bare.split("\n").length, fenced.split("\n").length);
  assert.equal(bare.split("\n")[2], "const a = 1;");
  assert.doesNotMatch(bare, /```/);
});

Deno.test("stripFence() takes tildes, longer fences and CRLF", () => {
  assert.equal(stripFence("~~~\na\n~~~"), "\na\n");
  assert.equal(stripFence("````js\r\na\r\n````"), "\r\na\r\n");
});

Deno.test("stripFence() leaves template literals and inner fences alone", () => {
  const template = "const a = `x`;\nconst b = ```y```;";
  assert.equal(stripFence(template), template);
  assert.equal(stripFence("````\n```\ninner\n```\n````"), "\n```\ninner\n```\n");
  assert.equal(stripFence("```ts\nunclosed"), "```ts\nunclosed");
});
