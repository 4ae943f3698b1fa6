import assert from "node:assert/strict";
import { emitProgram } from "./emit.ts";
import { otherReadings, plainReading } from "./readings.ts";

const PROGRAM = "export function exec() {\n  return 1;\n}";

Deno.test("emitProgram() takes a program out of what stands around it", () => {
  const texts = {
    "a byte order mark": `\ufeff${PROGRAM}`,
    "a fence": "```ts\n" + PROGRAM + "\n```",
    "prose around a fence": "Here is the program:\n\n```typescript\n" + PROGRAM + "\n```\nIt returns 1.",
    "prose that is a label": "Program:\n```ts\n" + PROGRAM + "\n```",
    "prose with CRLF": `It's this:\r\n~~~\r\n${PROGRAM.replaceAll("\n", "\r\n")}\r\n~~~\r\n`,
    "a JSON string": JSON.stringify(PROGRAM),
    "a JSON string of a fence": JSON.stringify("```ts\n" + PROGRAM + "\n```"),
    "the tool's arguments": JSON.stringify({ code: PROGRAM }),
    "escapes in place of line breaks": JSON.stringify(PROGRAM).slice(1, -1),
  };
  for (const [name, text] of Object.entries(texts)) {
    const result = emitProgram(text);
    assert(result.ok, name);
    assert.match(result.program.code, /^export function exec\(\) \{\n {4}return 1;\n\}\s*$/, name);
    assert.match(result.program.source, /return 1;/, name);
  }
});

Deno.test("otherReadings() keeps the lines of a block in prose", () => {
  const [text = ""] = otherReadings("It's\nthis:\n```ts\na;\n\nb;\n```\nvery end");
  assert.equal(text, "\n\n\na;\n\nb;\n\n");
});

Deno.test("otherReadings() leaves what could mean more than one thing", () => {
  for (
    const text of [
      "Two blocks:\n```ts\na\n```\nand\n```ts\nb\n```",
      "Not closed:\n```ts\na",
      "Other marks:\n```ts\na\n~~~",
      '{"source": "a"}',
      "{ code: 1 }",
      "a = \\n\nb",
      "const a = 1;",
    ]
  ) assert.deepEqual(otherReadings(text), [], text);
});

Deno.test("a text that compiles is never read otherwise", () => {
  for (
    const text of [
      '"use strict";\nexport const exec = () => 1;',
      "/*\n```ts\na b\n```\n*/\nexport const exec = () => 1;",
    ]
  ) {
    assert.equal(plainReading(text), text);
    const result = emitProgram(text);
    assert(result.ok && result.program.source === text);
  }
});

Deno.test("readings are quick with large texts", () => {
  const start = performance.now();
  for (const text of ["`", "```\n", "```ts\n", " ", "\\n", '"', "{", "~~~ \n"]) {
    const source = text.repeat(250_000 / text.length);
    plainReading(source);
    otherReadings(source);
    otherReadings(`{"code": ${source}`);
  }
  assert(performance.now() - start < 2_000, `took ${performance.now() - start} ms`);
});
