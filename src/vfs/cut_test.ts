import assert from "node:assert/strict";
import { cutText } from "./cut.ts";

const rest = (lines: number) => `… ${lines} more`;
const size = (text: string) => new TextEncoder().encode(text).length;

Deno.test("cutText() leaves what fits", () => {
  assert.equal(cutText("a\nb\n", rest, 4), "a\nb\n");
  assert.equal(cutText("", rest, 0), "");
});

Deno.test("cutText() cuts at a line end and says how much is left", () => {
  const text = Array.from({ length: 100 }, (_, n) => `line ${n}`).join("\n") + "\n";
  const cut = cutText(text, rest, 60);
  assert(size(cut) <= 60);
  const lines = cut.trimEnd().split("\n");
  assert.equal(lines.at(-1), `… ${100 - (lines.length - 1)} more`);
  assert.equal(lines.at(-2), `line ${lines.length - 2}`);
});

Deno.test("cutText() cuts one long line within, never within a character", () => {
  for (let bytes = 40; bytes < 48; bytes++) {
    const cut = cutText("😀é".repeat(1000), rest, bytes);
    assert(size(cut) <= bytes, `${size(cut)} bytes`);
    assert.match(cut, /^(?:😀é)+😀?\n… 0 more\n$/u);
  }
});
