import assert from "node:assert/strict";
import { parseLines } from "./line_range.ts";

Deno.test("parseLines() reads a range as people write it", () => {
  for (const text of ["40-90", " 40 - 90 ", "L40-L90", "40:90", "40,90", "40..90", "40 to 90", "40–90"]) {
    assert.deepEqual(parseLines(text, 100), { first: 40, last: 90 }, text);
  }
  assert.deepEqual(parseLines("40", 100), { first: 40, last: 40 });
  assert.deepEqual(parseLines("40-", 100), { first: 40, last: 100 });
  assert.deepEqual(parseLines("-90", 100), { first: 1, last: 90 });
  assert.deepEqual(parseLines("0-3", 100), { first: 1, last: 3 });
  assert.deepEqual(parseLines("90-500", 100), { first: 90, last: 100 });
});

Deno.test("parseLines() says what is wrong", () => {
  const refused = {
    "all": "lines 'all' is no range of lines: write '40-90', '40-' or '40'",
    "-": "lines '-' is no range of lines: write '40-90', '40-' or '40'",
    "1-2-3": "lines '1-2-3' is no range of lines: write '40-90', '40-' or '40'",
    "1.5": "lines '1.5' is no range of lines: write '40-90', '40-' or '40'",
    "101-": "lines '101-' are not there: the file has 100 lines",
    "90-40": "lines '90-40' end before they begin: write '40-90'",
  };
  for (const [text, message] of Object.entries(refused)) {
    assert.throws(() => parseLines(text, 100), { name: "RunbyteError", code: "bad-argument", message });
  }
  assert.throws(() => parseLines("2", 1), { message: "lines '2' are not there: the file has 1 line" });
  assert.throws(() => parseLines("9".repeat(1_000_000), 9), (error: Error) => error.message.length < 150);
});
