import assert from "node:assert/strict";
import { codeFrame } from "./diagnostic.ts";
import { emitProgram } from "./emit.ts";
import { programFrames, remapStacks } from "./stack.ts";

const source = [
  "interface A { b: number }",
  "",
  "type B = A;",
  "function inner(a: B): never {",
  "  throw new Error('x');",
  "}",
  "export function exec() { inner({ b: 1 }); }",
].join("\n");

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
  assert.deepEqual(programFrames(stack, emitted.program.map), [
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
  assert.deepEqual(programFrames(stack, emitted.program.map), []);
});

Deno.test("programFrames() keeps the innermost frames of a deep recursion", () => {
  const stack = Array.from({ length: 500 }, () => "    at f (/program.ts:1:1)").join("\n");
  assert.equal(programFrames(stack, "").length, 8);
});

Deno.test("codeFrame() points at the column, also in long lines and past the end", () => {
  assert.equal(codeFrame("a\nlet x = y;\nb", 2, 9), "2 | let x = y;\n  |         ^");
  const long = codeFrame("x".repeat(100_000) + "!" + "y".repeat(100_000), 1, 100_001);
  const [line, caret] = long.split("\n");
  assert((line ?? "").length < 120);
  assert.equal(line?.[caret?.indexOf("^") ?? -1], "!");
  assert.equal(codeFrame("a", 7, 3), "7 | \n  | ^");
});

Deno.test("remapStacks() gives logged errors the agent's own lines", () => {
  const emitted = emitProgram(source);
  assert(emitted.ok);
  const { code, map } = emitted.program;
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
    ], map),
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

Deno.test("remapStacks() is quick with large texts", () => {
  const start = performance.now();
  for (const text of ["at ", "    at (", "/program.ts:", "runbyte:", "at f (", " "]) {
    remapStacks([text.repeat(200_000 / text.length), "at x (runbyte:prelude:1:1)"], "");
  }
  assert(performance.now() - start < 2_000, `took ${performance.now() - start} ms`);
});
