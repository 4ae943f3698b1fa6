import assert from "node:assert/strict";
import { readQuery } from "./search_query.ts";

const nothing: ReadonlySet<string> = new Set();

Deno.test("readQuery() takes each word once, and synonyms for less", () => {
  const { terms } = readQuery("delete delete files");
  const own = terms.filter(({ boost }) => boost === 1).map(({ term }) => term);
  assert.deepEqual(own, ["delet", "file"]);
  const synonyms = terms.filter(({ boost }) => boost < 1);
  assert(synonyms.some(({ term, origin }) => term === "remov" && origin === 0));
  assert(synonyms.every(({ origin }) => origin === 0));
});

Deno.test("readQuery() has no synonym that the query says itself, nor any twice", () => {
  const { terms } = readQuery("create or add a new PR with pull request");
  assert.equal(new Set(terms.map(({ term }) => term)).size, terms.length);
});

Deno.test("readQuery() guesses only what nothing has, and short words not at all", () => {
  const { terms, guess } = readQuery("create ab isue repositry");
  assert.equal(guess(new Set(terms.map(({ term }) => term))), undefined);
  const guessed = guess(new Set(["creat"])) ?? [];
  const edits = Object.fromEntries(guessed.map(({ term, edits, isPrefix }) => [term, [edits, isPrefix]]));
  assert.deepEqual(edits["creat"], [0, false]);
  assert.deepEqual(edits["ab"], [0, false]);
  assert.deepEqual(edits["isue"], [1, true]);
  assert.deepEqual(edits["repositry"], [2, true]);
});

Deno.test("readQuery() names the words that nothing has, as they are written", () => {
  const { unknown } = readQuery("the create_issue in Frobnicator, frobnicator!");
  assert.deepEqual(unknown(new Set(["issu"])), ["Frobnicator", "frobnicator"]);
  assert.deepEqual(unknown(nothing), ["create_issue", "Frobnicator", "frobnicator"]);
});

Deno.test("readQuery() bounds what is searched and what is guessed", () => {
  const long = Array.from({ length: 100_000 }, (_, n) => `word${n}`).join(" ");
  const { terms, guess } = readQuery(long);
  assert.equal(terms.length, 32);
  assert.equal((guess(nothing) ?? []).filter(({ edits }) => edits > 0).length, 8);
  for (
    const query of ["", " ", "!".repeat(1_000_000), "x".repeat(1_000_000), "\ud800", "(((".repeat(1_000)]
  ) {
    assert.deepEqual(readQuery(query).terms, []);
  }
});
