import assert from "node:assert/strict";
import { Cuts } from "./cuts.ts";

/** The lines that the pointers of a folded text lead to. */
function follow({ text }: { readonly text: string }): readonly string[] {
  const lines = text.split("\n");
  return [...text.matchAll(/\(read lines (\d+)(?:-(\d+))?\)/g)].map(([, first = "", last = first]) =>
    lines.slice(Number(first) - 1, Number(last)).join("\n")
  );
}

Deno.test("Cuts leaves what nearly fits", () => {
  const cuts = new Cuts();
  assert.equal(cuts.shorten("x".repeat(125), 100), "x".repeat(125));
  assert.deepEqual(cuts.fold("a\nb", []), { text: "a\nb\n", shownLines: 2 });
});

Deno.test("Cuts cuts behind a sentence, else between words, and points to the rest", () => {
  const cuts = new Cuts();
  const sentences = cuts.shorten(`One sentence. ${"Another one. ".repeat(20)}`.trim(), 40);
  const words = cuts.shorten("word ".repeat(40).trim(), 42);
  const file = cuts.fold(`${sentences}\n${words}`, ["hidden"]);
  const [first, second, hidden, open, ...rest] = file.text.split("\n");
  assert.equal(first, "One sentence. Another one. Another one. … (read lines 5)");
  assert.equal(second, "word word word word word word word word … (read lines 7)");
  assert.deepEqual([file.shownLines, hidden, open], [2, "hidden", "/*"]);
  assert.deepEqual(rest, ["Another one. ".repeat(18).trim(), "", "word ".repeat(32).trim(), "*/", ""]);
  assert.deepEqual(follow(file), [rest[0], rest[2]]);
});

Deno.test("Cuts keeps the lines of a rest, and breaks long ones so that ranges can be read of them", () => {
  const cuts = new Cuts();
  const long = "many words ".repeat(200).trim();
  const text = `First paragraph of some length.\n${long}\n\n- a list\n`;
  const file = cuts.fold(cuts.shorten(text, 32), []);
  const [rest = ""] = follow(file);
  assert.equal(rest.replace(/(?<=words)\n(?=many)|(?<=many)\n(?=words)/g, " "), `${long}\n\n- a list`);
  assert.ok(rest.split("\n").every((line) => line.length <= 400));
});

Deno.test("Cuts tells the same rest once, and forgets what is not shown", () => {
  const cuts = new Cuts();
  const text = cuts.shorten("x ".repeat(100), 20);
  cuts.shorten("unseen ".repeat(100), 20);
  const file = cuts.fold(`${text}\n${text}`, []);
  assert.doesNotMatch(file.text, /unseen/);
  assert.equal(file.text.split("\n").filter((line) => line.startsWith("x")).length, 3);
});

Deno.test("Cuts never splits a character, ends no comment, and stays bounded", () => {
  const cuts = new Cuts();
  const file = cuts.fold(cuts.shorten("😀".repeat(300), 21), []);
  assert.ok(file.text.isWellFormed());
  assert.equal(file.text.match(/😀/gu)?.length, 300);
  const comment = new Cuts().fold(new Cuts().shorten("short", 10), []);
  assert.equal(comment.text, "short\n");
  const evil = new Cuts();
  const ended = evil.fold(evil.shorten(`${"word ".repeat(20)}*/ evil(); // @ts-ignore`, 40), []);
  assert.equal(ended.text.indexOf("*/"), ended.text.length - 3);
  assert.doesNotMatch(ended.text, /@ts-/);
  const huge = new Cuts();
  const much = Array.from({ length: 50 }, (_, n) => huge.shorten(`${n} `.repeat(10_000), 100)).join("\n");
  assert.ok(huge.fold(much, []).text.length < 60_000);
});
