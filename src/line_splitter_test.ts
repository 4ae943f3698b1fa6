import assert from "node:assert/strict";
import { EDGE_BYTES, LineSplitter } from "./line_splitter.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (part: Uint8Array) => new TextDecoder().decode(part);

/** What the splitter yields for these chunks: lines as text, oversized ones as `length:head:tail`. */
function split(limit: number, ...chunks: readonly string[]): readonly string[] {
  const splitter = new LineSplitter(limit);
  return chunks.flatMap((chunk) => [...splitter.push(bytes(chunk))]).map((line) =>
    line.kind === "line" ? line.text : `${line.length}:${text(line.head)}:${text(line.tail)}`
  );
}

Deno.test("LineSplitter.push() yields lines however they are cut into chunks", () => {
  assert.deepEqual(split(100, "a\nbc\n\nd", "", "e", "f\n", "\n", "rest"), ["a", "bc", "", "def", ""]);
  assert.deepEqual(split(100, ..."one\ntwo\n"), ["one", "two"]);
});

Deno.test("LineSplitter.push() takes a line at the limit and drops one above it", () => {
  assert.deepEqual(split(3, "abc\nabcd\nok\n"), ["abc", "4:abcd:abcd", "ok"]);
  assert.deepEqual(split(3, "ab", "c", "d", "\n", "abc\n"), ["4:abcd:abcd", "abc"]);
});

Deno.test("LineSplitter.push() keeps characters whole that chunks cut, and keeps no chunk", () => {
  const splitter = new LineSplitter(100);
  const buffer = new Uint8Array(1);
  const lines: string[] = [];
  for (const byte of bytes("é€😀\n\u{FEFF}x\n")) {
    buffer[0] = byte;
    for (const line of splitter.push(buffer)) lines.push(line.kind === "line" ? line.text : line.kind);
  }
  assert.deepEqual(lines, ["é€😀", "x"]);
  // A line that ends within a character does not spoil the next one.
  const cut = [...splitter.push(new Uint8Array([0xe2, 0x82]))];
  assert.deepEqual(
    [...cut, ...splitter.push(bytes("\nok\n"))].map((line) => line.kind === "line" && line.text),
    [
      "\uFFFD",
      "ok",
    ],
  );
});

Deno.test("LineSplitter.push() keeps the ends of an oversized line, in bounded memory", () => {
  const splitter = new LineSplitter(1_000);
  const chunk = bytes("x".repeat(64));
  for (const line of splitter.push(bytes("HEAD"))) assert.fail(`${line.kind} too early`);
  for (let i = 0; i < 10_000; i++) {
    for (const line of splitter.push(chunk)) assert.fail(`${line.kind} too early`);
  }
  const [line, ...more] = splitter.push(bytes("TAIL\n"));
  assert.deepEqual(more, []);
  assert.ok(line?.kind === "oversized");
  assert.equal(line.length, 640_008);
  assert.equal(text(line.head), "HEAD" + "x".repeat(EDGE_BYTES - 4));
  assert.equal(text(line.tail), "x".repeat(EDGE_BYTES - 4) + "TAIL");
});

Deno.test("LineSplitter.push() takes a line of 40 MB in linear time", () => {
  const chunk = new Uint8Array(4096).fill(120);
  const measure = (chunks: number) => {
    const splitter = new LineSplitter(Infinity);
    const startedAt = performance.now();
    for (let i = 0; i < chunks; i++) [...splitter.push(chunk)];
    const lines = [...splitter.push(bytes("\n"))];
    assert.equal(lines.length, 1);
    return performance.now() - startedAt;
  };
  measure(500);
  // 40 MB in pieces of 4 KiB: joining as they come would copy 200 GB.
  assert.ok(measure(10_000) < 2_000);
});
