import assert from "node:assert/strict";
import { columnsOf, fit, padEnd, padStart, widthOf, wrap, wrapIndented } from "./columns.ts";

Deno.test("widthOf() counts what a terminal shows", () => {
  const widths: readonly (readonly [string, number])[] = [
    ["", 0],
    ["github", 6],
    ["café", 4],
    ["cafe\u0301", 4],
    ["日本語サーバー", 14],
    ["한국어", 6],
    ["ｆｕｌｌ", 8],
    ["🚀rocket", 8],
    ["👩‍👩‍👧‍👦", 2],
    ["🇩🇪", 2],
    ["❤️", 2],
    ["…→✓✗–", 5],
    ["русский", 7],
  ];
  for (const [text, width] of widths) assert.equal(widthOf(text), width, text);
});

Deno.test("padEnd(), padStart() and fit() make columns of equal width", () => {
  for (const text of ["a", "日本語サーバー", "🚀rocket", "a name that is far too long"]) {
    assert.equal(widthOf(padEnd(fit(text, 10), 10)), 10, text);
    assert.equal(widthOf(padStart(fit(text, 10), 10)), 10, text);
    assert(widthOf(fit(text, 7)) <= 7);
  }
  assert.equal(fit("日本語", 4), "日…");
  assert.equal(fit("日本語", 6), "日本語");
  assert.equal(fit("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3), "👩‍👩‍👧‍👦…");
});

Deno.test("wrap() breaks between words, and leaves long ones whole", () => {
  assert.deepEqual(wrap("a bb ccc dddd", 6), ["a bb", "ccc", "dddd"]);
  assert.deepEqual(wrap("a /a/long/path/of/a/file b", 6), ["a", "/a/long/path/of/a/file", "b"]);
  assert.deepEqual(wrap("日本 日本 日本", 9), ["日本 日本", "日本"]);
  assert.deepEqual(wrapIndented("one two three", 9, "  "), ["one two", "  three"]);
});

Deno.test("columnsOf() is 80 where there is no terminal", () => {
  assert.equal(columnsOf({ isTerminal: () => false }), 80);
});
