import assert from "node:assert/strict";
import { codeFrame } from "./diagnostic.ts";

/** What stands above the caret, and the frame's first line. */
function pointed(source: string, line: number, column: number): readonly [string, string] {
  const [text = "", caret = ""] = codeFrame(source, line, column).split("\n");
  return [text, caret];
}

Deno.test("codeFrame() points at the column, also past the end", () => {
  assert.equal(codeFrame("a\nlet x = y;\nb", 2, 9), "2 | let x = y;\n  |         ^");
  assert.equal(codeFrame("a", 7, 3), "7 | \n  | ^");
  assert.equal(codeFrame("ab", 1, 9), "1 | ab\n  |   ^");
});

Deno.test("codeFrame() ends lines as the compiler does", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    assert.equal(
      codeFrame(`a${end}let x = y;${end}b`, 2, 9),
      "2 | let x = y;\n  |         ^",
      JSON.stringify(end),
    );
  }
  assert.equal(codeFrame("a\u2028let x = y;", 1, 11), "1 | a·let x = y;\n  |           ^");
});

Deno.test("codeFrame() keeps the caret below its character after tabs, wide and unseen ones", () => {
  assert.deepEqual(pointed("\t\tlet x = y;", 1, 11), ["1 |   let x = y;", "  |           ^"]);
  assert.deepEqual(pointed("f('漢字', y)", 1, 9), ["1 | f('漢字', y)", "  |           ^"]);
  assert.deepEqual(pointed("f('😀', y)", 1, 9), ["1 | f('😀', y)", "  |         ^"]);
  assert.deepEqual(pointed("f('e\u0301', y)", 1, 9), ["1 | f('e\u0301', y)", "  |        ^"]);
  assert.deepEqual(pointed("f('\u202e\u001b[1m', y)", 1, 12), ["1 | f('··[1m', y)", "  |            ^"]);
});

Deno.test("codeFrame() shows the piece of a long line that matters", () => {
  for (const place of [1, 50, 99, 100, 101, 2_500, 4_900, 4_990, 5_000]) {
    const source = "x".repeat(place - 1) + "!" + "y".repeat(5_000 - place);
    const [line, caret] = pointed(source, 1, place);
    assert(line.length <= 110, `${place}: ${line.length}`);
    assert.equal(line[caret.indexOf("^")], "!", String(place));
    assert.equal(line.startsWith("1 | …"), place > 61, String(place));
  }
});
