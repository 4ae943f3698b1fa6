import assert from "node:assert/strict";
import { firstSentence, utf8Length } from "./text.ts";

Deno.test("firstSentence() ends where the sentence does", () => {
  const cases = [
    ["Reads a file. Then some more.", "Reads a file."],
    ["Is it there? Yes.", "Is it there?"],
    ["Reads version 1.2 of a file", "Reads version 1.2 of a file"],
    ["Purpose: 1. Finds tools. Then it calls them.", "Purpose: 1. Finds tools."],
    ["Takes a name, e.g. Ada. And a number.", "Takes a name, e.g. Ada."],
    ["Made in 2024. Still good.", "Made in 2024."],
    ["One line\n\nAnother paragraph", "One line"],
  ] as const;
  for (const [text, sentence] of cases) assert.equal(firstSentence(text), sentence);
});

Deno.test("utf8Length() counts bytes of UTF-8, of long texts too", () => {
  for (
    const text of ["", "a", "é", "€", "😀", "\ud800", "a\u0000b", "é".repeat(100_000), "😀a".repeat(70_001)]
  ) {
    assert.equal(utf8Length(text), new TextEncoder().encode(text).length);
  }
});
