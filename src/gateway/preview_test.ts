import assert from "node:assert/strict";
import type { Json } from "../json.ts";
import { measureJson } from "./json_size.ts";
import { previewJson, previewText } from "./preview.ts";

Deno.test("previewJson() leaves a value alone that fits", () => {
  for (const value of [null, 1, "text", [], {}, { a: [1, { b: null }] }]) {
    const json = JSON.stringify(value);
    assert.equal(previewJson(value, Math.max(3, json.length)), json);
  }
});

Deno.test("previewJson() shows the shape: keys, first items, counts, the beginning of texts", () => {
  const items = Array.from({ length: 500 }, (_, id) => ({ id, title: `Issue ${id}`, labels: ["bug"] }));
  const value = { total: 500, items, body: "word ".repeat(1_000), next: null };
  const preview = JSON.parse(previewJson(value, 600));
  assert.deepEqual(Object.keys(preview), ["total", "items", "body", "next"]);
  assert.equal(preview.total, 500);
  assert.deepEqual(preview.items[0], items[0]);
  assert.match(preview.items.at(-1), /^… 4\d\d more$/);
  assert.match(preview.body, /^word word .*… \(5,000 characters\)$/);
  assert.equal(preview.next, null);
});

Deno.test("previewJson() keeps every key at the top as long as there is room for its name", () => {
  const value = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`key${n}`, "x ".repeat(500)]));
  assert.deepEqual(Object.keys(JSON.parse(previewJson(value, 1_500))), Object.keys(value));
  const few = JSON.parse(previewJson(value, 300));
  const shown = Object.keys(few).length - 1;
  assert(shown > 10);
  assert.equal(few["…"], `${60 - shown} more keys`);
});

Deno.test("previewJson() gives little room to data without words", () => {
  const value = { note: "a b ".repeat(300), data: "iVBORw0KGgo".repeat(10_000) };
  const preview = JSON.parse(previewJson(value, 1_400));
  assert.equal(preview.note, value.note);
  assert.match(preview.data, /^iVBOR.{19}… \(110,000 characters\)$/);
});

Deno.test("previewJson() shows fewer items where they are large, and more where they are small", () => {
  const large = Array.from({ length: 50 }, () => ({ text: "some words ".repeat(100) }));
  assert.equal(JSON.parse(previewJson(large, 1_000)).length, 3);
  const small = Array.from({ length: 5_000 }, (_, n) => n);
  assert.equal(JSON.parse(previewJson(small, 1_000)).length, 11);
});

Deno.test("previewJson() survives any depth, breadth and length within bounded time", () => {
  let deep: Json = 1;
  for (let level = 0; level < 10_000; level++) deep = level % 2 === 0 ? [deep, "filler"] : { a: deep };
  const wide = Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`k${n}`, n]));
  const values: readonly Json[] = [
    deep,
    wide,
    "é".repeat(5_000_000),
    "\u0000".repeat(1_000_000),
    "\ud83d".repeat(100_000),
    Array.from({ length: 1_000_000 }, () => 0),
    { ["k".repeat(1_000_000)]: 1, ["k".repeat(1_000_001)]: "x".repeat(10_000) },
    JSON.parse(`{"__proto__":{"x":${JSON.stringify("y ".repeat(5_000))}},"constructor":1}`),
  ];
  for (const value of values) {
    const startedAt = performance.now();
    const preview = previewJson(value, 8_000);
    assert(performance.now() - startedAt < 2_000);
    assert(preview.length <= 8_000);
    JSON.parse(preview);
  }
});

Deno.test("previewJson() is valid JSON, within its room, and the same each time, for any value", () => {
  const random = randomValues(3);
  for (let round = 0; round < 400; round++) {
    const value = JSON.parse(JSON.stringify(random()));
    const json = JSON.stringify(value);
    for (const room of [3, 4, 5, 10, 20, 41, 60, 100, 333, 2_000]) {
      const preview = previewJson(value, room);
      assert(preview.length <= room, `${preview.length} > ${room}: ${preview}`);
      assert(preview.length <= Math.max(json.length, 3));
      JSON.parse(preview);
      assert.equal(previewJson(value, room), preview);
      if (json.length <= room) assert.equal(preview, json);
    }
  }
});

Deno.test("measureJson() is the length of the JSON, or more than the bound", () => {
  const random = randomValues(11);
  for (let round = 0; round < 300; round++) {
    const value = JSON.parse(JSON.stringify(random()));
    const { length } = JSON.stringify(value);
    assert.equal(measureJson(value, length), length);
    assert(measureJson(value, length - 1) > length - 1);
  }
});

Deno.test("previewText() shows the beginning and how long it is", () => {
  assert.equal(previewText("short", 5), "short");
  const preview = previewText("word ".repeat(100), 60);
  assert(preview.length <= 60);
  assert.match(preview, /^word word .*… \(500 characters in all\)$/);
  // 32 would be half a character.
  assert.equal(previewText("😀".repeat(100), 32), "😀😀😀… (200 characters in all)");
  assert.equal(previewText("abcdef", 1), "…");
  assert.equal(previewText("abcdef", 0), "");
});

/** Makes random values: nested, with odd keys and texts. */
function randomValues(seed: number): () => Json {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
  const scalars: readonly (() => Json)[] = [
    () => null,
    () => true,
    () => next(100_000) / 7,
    () => "words and blanks ".repeat(next(40)),
    () => 'q"\n\\\u0001'.repeat(next(40)),
    () => "\ud83dx😀".repeat(next(30)),
    () => "QUJDRA".repeat(next(120)),
  ];
  const keys = ["id", "__proto__", "constructor", "…", 'quo"te', "\u0000", "k".repeat(300)];
  const value = (depth: number): Json => {
    const kind = next(depth > 4 ? 3 : 10);
    if (kind < 3) return scalars[next(scalars.length)]?.() ?? null;
    const items = Array.from({ length: next(depth === 0 ? 60 : 8) }, () => value(depth + 1));
    if (kind < 6) return items;
    return Object.fromEntries(
      items.map((item, n) => [next(4) === 0 ? keys[next(keys.length)] ?? "" : `key${n}`, item]),
    );
  };
  return () => value(0);
}
