import assert from "node:assert/strict";
import { parseJsonc, positions } from "./syntax.ts";

function faultsOf(text: string): readonly string[] {
  const position = positions(text);
  return parseJsonc(text).faults.map(({ offset, message }) => {
    const { line, column } = position(offset);
    return `${line}:${column} ${message}`;
  });
}

Deno.test("parseJsonc() accepts comments and trailing commas", () => {
  const { root, faults } = parseJsonc('// a\n{ /* b */ "a": [1, 2,], "b": {}, } // c');
  assert.deepEqual(faults, []);
  assert.equal(root?.type, "object");
});

Deno.test("parseJsonc() tells each fault once, where it is", async (t) => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["", ["1:1 the file is empty"]],
    ["  \n ", ["1:1 the file is empty"]],
    ['{"a": }', ["1:7 a value is expected here"]],
    ['{\n  "a" 1\n}', ["2:7 a colon is expected here"]],
    ['{"a": 1\n "b": 2}', ["2:2 a comma is expected here"]],
    ["{a: 1}", ["1:2 this is not JSON: names and texts need double quotes"]],
    ["{'a': 1}", ["1:2 this is not JSON: names and texts need double quotes"]],
    ['{"a": "x\n"}', [
      "1:7 a text in double quotes is not closed on its line",
      "2:1 a text in double quotes is not closed on its line",
    ]],
    ['{"a": {\n"b": 1\n', ["2:7 a closing brace '}' is missing"]],
    ['{"a": [1, 2}', ["1:12 a comma is expected here"]],
    ['{"a": 1}\n}', ["2:1 the file should end here, but more text follows"]],
    ["/* x", ["1:1 a comment is not closed"]],
    ['{\n"a": "x,\n"b": 1\n}', ["2:6 a text in double quotes is not closed on its line"]],
    ["// only", ["1:8 a value is expected here"]],
    ['{"a": "\\q"}', [
      "1:7 a backslash is followed by a character that has no meaning there: write \\\\ for a backslash",
    ]],
    ['{\n"a": tru,\n"b": fals\n}', [
      "2:6 this is not JSON: names and texts need double quotes",
      "3:6 this is not JSON: names and texts need double quotes",
    ]],
  ];
  for (const [text, expected] of cases) {
    await t.step(JSON.stringify(text), () => assert.deepEqual(faultsOf(text), expected));
  }
});

Deno.test("parseJsonc() tells at most ten faults", () => {
  assert.equal(faultsOf("{\n" + '"a": x,\n'.repeat(50) + "}").length, 10);
});

Deno.test("parseJsonc() does not throw for brackets without end", () => {
  assert.deepEqual(faultsOf("[".repeat(200_000)), ["1:1 brackets are nested too deeply"]);
});

Deno.test("positions() counts lines by any line break, and columns in UTF-16 code units", () => {
  const position = positions("a\nb\r\nc\rd😀e");
  assert.deepEqual(position(0), { line: 1, column: 1 });
  assert.deepEqual(position(2), { line: 2, column: 1 });
  assert.deepEqual(position(5), { line: 3, column: 1 });
  assert.deepEqual(position(7), { line: 4, column: 1 });
  assert.deepEqual(position(10), { line: 4, column: 4 });
});
