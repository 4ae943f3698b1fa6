import assert from "node:assert/strict";
import { emitProgram } from "./emit.ts";
import { programFrames, remapAnswer, remapStacks } from "./stack.ts";

const source = [
  "interface A { b: number }",
  "",
  "type B = A;",
  "function inner(a: B): never {",
  "  throw new Error('x');",
  "}",
  "export function exec() { inner({ b: 1 }); }",
].join("\n");

const NONE = { code: "", map: "" };

Deno.test("programFrames() returns the agent's own lines and columns", () => {
  const emitted = emitProgram(source);
  assert(emitted.ok);
  const lines = emitted.program.code.split("\n");
  const at = (text: string) => {
    const line = lines.findIndex((one) => one.includes(text));
    return `/program.ts:${line + 1}:${(lines[line] ?? "").indexOf(text) + 1}`;
  };
  const stack = `    at inner (${at("new Error")})\n    at exec (${
    at("inner({")
  })\n    at <anonymous> (/runbyte:1:1)\n`;
  assert.deepEqual(programFrames(stack, emitted.program), [
    { functionName: "inner", line: 5, column: 9 },
    { functionName: "exec", line: 7, column: 26 },
  ]);
});

Deno.test("programFrames() leaves out frames of other modules and of appended lines", () => {
  const emitted = emitProgram(source);
  assert(emitted.ok);
  const appended = emitted.program.code.split("\n").length + 5;
  const stack =
    `    at getMe (/servers/github:1:1)\n    at <eval> (/program.ts:${appended}:1)\n    at native\n`;
  assert.deepEqual(programFrames(stack, emitted.program), []);
});

Deno.test("programFrames() keeps the innermost frames of a deep recursion", () => {
  const stack = Array.from({ length: 500 }, (_, n) => `    at f (/program.ts:1:${n % 2 + 1})`).join("\n");
  assert.equal(programFrames(stack, NONE).length, 4);
  const same = Array.from({ length: 500 }, () => "    at f (/program.ts:1:1)").join("\n");
  assert.deepEqual(programFrames(same, NONE), [{ functionName: "f", line: 1, column: 1 }]);
});

Deno.test("programFrames() counts columns in UTF-16, as the source does", () => {
  const wide = `export function exec() {\n  return "😀😀" + "漢字" + missing(1);\n}`;
  const emitted = emitProgram(wide);
  assert(emitted.ok);
  const [, line = ""] = emitted.program.code.split("\n");
  const column = [...line.slice(0, line.indexOf("missing"))].length + 1;
  const [frame] = programFrames(`    at exec (/program.ts:2:${column})`, emitted.program);
  assert.equal(frame?.column, (wide.split("\n")[1] ?? "").indexOf("missing") + 1);
});

Deno.test("remapStacks() gives logged errors the agent's own lines", () => {
  const emitted = emitProgram(source);
  assert(emitted.ok);
  const { code } = emitted.program;
  const lines = code.split("\n");
  const line = lines.findIndex((one) => one.includes("new Error"));
  const at = `/program.ts:${line + 1}:${(lines[line] ?? "").indexOf("new Error") + 1}`;
  const appended = `/program.ts:${lines.length + 5}:3`;
  assert.deepEqual(
    remapStacks([
      "plain\ntext",
      `Error: x\n    at inner (${at})\n    at ${appended}\n    at start (runbyte:prelude:500:24)\n`,
      `ToolError (a/b): x\n    at inner (${at}) { server: "a" }`,
      `{ stack: "    at inner (${at})\\n" }`,
      "    at start (runbyte:prelude:500:24)",
      "the runbyte:prelude is no frame",
      "see https://example.com/program.ts:1:1",
      `${appended} and /program.ts:0:0`,
    ], emitted.program),
    [
      "plain\ntext",
      "Error: x\n    at inner (program.ts:5:9)",
      `ToolError (a/b): x\n    at inner (program.ts:5:9) { server: "a" }`,
      '{ stack: "    at inner (program.ts:5:9)\\n" }',
      "",
      "the runbyte:prelude is no frame",
      "see https://example.com/program.ts:1:1",
      `${appended} and /program.ts:0:0`,
    ],
  );
});

Deno.test("remapAnswer() maps returned stacks, and touches nothing else", () => {
  const emitted = emitProgram(source);
  assert(emitted.ok);
  const line = emitted.program.code.split("\n").findIndex((one) => one.includes("new Error")) + 1;
  const stack = `Error: x "\\\n    at inner (/program.ts:${line}:11)\n    at start (runbyte:prelude:5:2)\n`;
  const mapped = JSON.parse(remapAnswer(JSON.stringify({ a: "😀", stack }), emitted.program));
  assert.deepEqual(mapped, { a: "😀", stack: 'Error: x "\\\n    at inner (program.ts:5:9)' });
  for (
    const value of [
      "see /program.ts:3:4",
      ["/program.ts:1:1"],
      { "/program.ts:1:1": 1 },
      "at /program.tsx:1:1",
    ]
  ) {
    const json = JSON.stringify(value);
    assert.equal(remapAnswer(json, emitted.program), json);
  }
});

Deno.test("remapAnswer() is quick with large answers", () => {
  const start = performance.now();
  for (const text of ['"', "\\", "    at ", "/program.ts:1:1 ", "a"]) {
    remapAnswer(JSON.stringify([text.repeat(900_000 / text.length), "/program.ts:1:1"]), NONE);
  }
  assert(performance.now() - start < 2_000, `took ${performance.now() - start} ms`);
});

Deno.test("remapStacks() is quick with large texts", () => {
  const start = performance.now();
  for (const text of ["at ", "    at (", "/program.ts:", "runbyte:", "at f (", " "]) {
    remapStacks([text.repeat(200_000 / text.length), "at x (runbyte:prelude:1:1)"], NONE);
  }
  assert(performance.now() - start < 2_000, `took ${performance.now() - start} ms`);
});
