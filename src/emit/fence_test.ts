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

Deno.test("stripFence() wants the same marks at both ends and nothing behind the last", () => {
  for (
    const text of [
      "```ts\na\n~~~",
      "```ts\na\n````",
      "```ts\na\n```ts",
      "``\na\n``",
      "```ts a\nb\n```",
      "```\n```x",
    ]
  ) {
    assert.equal(stripFence(text), text);
  }
  assert.equal(stripFence("```\n```"), "\n");
  for (const text of ["", "\n", "```", "```ts", "\n```\n"]) assert.equal(stripFence(text), text);
});

Deno.test("stripFence() reads a long text once", () => {
  const spaces = " ".repeat(4_000_000);
  const texts = [
    "```ts\na\n```" + spaces + "x",
    spaces + "```ts\na\n```",
    "```\n".repeat(1_000_000) + "x",
    "```" + spaces + "\na\n```x",
    "`".repeat(4_000_000) + "\na\n" + "`".repeat(3_000_000),
  ];
  const startedAt = performance.now();
  for (const text of texts) stripFence(text);
  // An expression with two unbounded parts takes hours for each.
  assert.ok(performance.now() - startedAt < 5_000);
});
