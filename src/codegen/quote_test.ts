import assert from "node:assert/strict";
import { quote, quoteKey } from "./quote.ts";

Deno.test("quote() gives a literal of the same string, all of it visible", () => {
  const odd = [
    '"',
    "'",
    "\\",
    "\n",
    "\u2028",
    "\u2029",
    "\u202ex",
    "\u200b",
    "\u0000",
    "\u{e0041}",
    "\ud800",
    "é",
    "🚀",
    "`${x}`",
  ];
  for (const text of odd) {
    const literal = quote(text);
    assert.equal(JSON.parse(literal), text);
    assert.doesNotMatch(literal, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  }
});

Deno.test("quoteKey() leaves plain names bare", () => {
  assert.equal(quoteKey("per_page"), "per_page");
  assert.equal(quoteKey("__proto__"), "__proto__");
  assert.equal(quoteKey("content-type"), '"content-type"');
  assert.equal(quoteKey("1"), '"1"');
  assert.equal(quoteKey(""), '""');
});
