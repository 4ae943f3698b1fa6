import assert from "node:assert/strict";
import { PatternMatcher } from "./pattern_cost.ts";

Deno.test("PatternMatcher.matches() matches what runs in a known time", async (t) => {
  const cases: readonly (readonly [pattern: string, text: string, expected: boolean])[] = [
    ["^[A-Za-z]{2}$", "de", true],
    ["^[A-Za-z]{2}$", "deu", false],
    ["b", "abc", true],
    ["^(today|tomorrow|\\d{4}-\\d{2}-\\d{2})$", "2024-01-02", true],
    ["^(today|tomorrow|\\d{4}-\\d{2}-\\d{2})$", "2024-1-2", false],
    ["^(?!.*linear)(?!.*https?://).*$", "fine", true],
    ["^(?!.*linear)(?!.*https?://).*$", "at linear", false],
    [
      "^[0-9]{4,}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,12})?(Z|[+-][0-9][0-9]:[0-9][0-9])$",
      "2024-01-02T03:04:05.678Z",
      true,
    ],
    ["^\\p{Lu}[^\\]x]+$", "Éa]".slice(0, 2), true],
    ["", "anything", true],
  ];
  for (const [pattern, text, expected] of cases) {
    await t.step(
      `${pattern} ${text}`,
      () => assert.equal(new PatternMatcher().matches(pattern, text), expected),
    );
  }
});

Deno.test("PatternMatcher.matches() does not run what may take too long, or is no ECMAScript", async (t) => {
  const long = "a".repeat(5_000);
  const cases: readonly (readonly [pattern: string, text: string])[] = [
    ["^(a+)+$", "a".repeat(40)],
    ["^(a|a)*$", "a".repeat(40)],
    ["^(a|aa)+$", "a".repeat(40)],
    ["(x+x+)+y", "x".repeat(40)],
    ["^(((a+)+)+)+$", "a".repeat(40)],
    ["^((a|a){1000}){3}$", "a".repeat(40)],
    ["(?:" + "a".repeat(300) + "){60}", "a".repeat(9_000)],
    ["^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]$", "a".repeat(40)],
    [".*.*.*=.*", long],
    [".*b", long],
    ["^(a)\\1$", "aa"],
    ["^(?<x>a)\\k<x>$", "aa"],
    ["(", "a"],
    ["a{2", "a"],
    ["[a", "a"],
    ["(?P<year>\\d+)", "2024"],
    ["\\Z", "a"],
    ["(?:(?:(?:a{900}){900}){900}){900}", "a"],
    ["(".repeat(500) + ")".repeat(500), "a"],
    ["a".repeat(10_000), "a"],
    ["^" + "(a|a)".repeat(40) + "$", "a".repeat(40)],
    ["^" + "a?".repeat(40) + "a{40}$", "a".repeat(40)],
  ];
  for (const [pattern, text] of cases) {
    await t.step(
      pattern.slice(0, 40),
      () => assert.equal(new PatternMatcher().matches(pattern, text), undefined),
    );
  }
});

Deno.test("PatternMatcher.matches() has one bound for all patterns of a check", () => {
  const matcher = new PatternMatcher();
  const text = `${"a".repeat(300)}=`;
  const verdicts = Array.from({ length: 1_000 }, () => matcher.matches("^.*=.*x?$", text));
  assert.equal(verdicts[0], true);
  assert.equal(verdicts.at(-1), undefined);
});

Deno.test("PatternMatcher.matches() is never slow, whatever the pattern", () => {
  const next = randomIntegers(7);
  const pieces = [
    "a",
    "b",
    ".",
    "[ab]",
    "(a|b)",
    "(a|a)",
    "(?:ab?)",
    "(a*)",
    "(?=a)",
    "(?!b)",
    "a+",
    "\\w*",
    "$",
    "^",
    "|",
    "{2}",
    "{0,9}",
    "*",
    "+",
    "?",
  ];
  let ran = 0;
  for (let round = 0; round < 5_000; round++) {
    const pattern = Array.from({ length: 1 + next(9) }, () => pieces[next(pieces.length)]).join("");
    const text = "a".repeat(next(60)) + (next(2) === 0 ? "!" : "");
    const startedAt = performance.now();
    if (new PatternMatcher().matches(pattern, text) !== undefined) ran++;
    const ms = performance.now() - startedAt;
    // Far above what the bound stands for, and far below what an exponential match takes.
    assert(ms < 1_000, `${pattern} took ${ms} ms`);
  }
  assert(ran > 300, `only ${ran} patterns ran`);
});

/** A repeatable sequence of whole numbers below a bound. */
function randomIntegers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}
