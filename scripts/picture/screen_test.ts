import assert from "node:assert/strict";
import { screenOf } from "./screen.ts";

/** The text of each line, with what stands before a run as spaces. */
const textOf = (written: string, columns = 80) =>
  screenOf(written, columns).map((runs) =>
    runs.reduce((line, { column, text }) => line.padEnd(column) + text, "")
  );

Deno.test("screenOf() keeps marks with the text that they are for", () => {
  assert.deepEqual(screenOf("\u001b[1ma b\u001b[22m \u001b[2m\u001b[31mc\u001b[39md\u001b[22m", 80), [[
    { column: 0, text: "a b", marks: ["bold"] },
    { column: 4, text: "c", marks: ["dim", "red"] },
    { column: 5, text: "d", marks: ["dim"] },
  ]]);
});

Deno.test("screenOf() shows what is left of a line that was written over", () => {
  assert.deepEqual(textOf("waiting …\r\u001b[Kdone\r\nnext\n\n"), ["done", "next"]);
  assert.deepEqual(textOf("abcdef\rXY"), ["XYcdef"]);
});

Deno.test("screenOf() breaks lines where the terminal does, and leaves spaces at the ends out", () => {
  assert.deepEqual(textOf("  abcdef  \n", 5), ["  abc", "def"]);
  assert.deepEqual(textOf("abcde\nf", 5), ["abcde", "f"]);
});

Deno.test("screenOf() refuses what it does not know", () => {
  assert.throws(() => screenOf("\u001b[2J", 80), /unknown control sequence/);
  assert.throws(() => screenOf("\u001b[48;5;12m", 80), /unknown colour: 48/);
});
