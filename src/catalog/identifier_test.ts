import assert from "node:assert/strict";
import { assignIdentifiers, byCodeUnit, toIdentifier } from "./identifier.ts";

const id = (name: string) => String(toIdentifier(name, "tool"));

Deno.test("toIdentifier() forms camelCase as the original does", () => {
  assert.equal(id("get_me"), "getMe");
  assert.equal(id("read-text-file"), "readTextFile");
  assert.equal(id("list all pages"), "listAllPages");
  assert.equal(id("getUser"), "getUser");
  assert.equal(id("GetUser"), "getUser");
  assert.equal(id("get_userName"), "getUserName");
  assert.equal(id("API-get-user"), "aPIGetUser");
});

Deno.test("toIdentifier() splits words at whatever an identifier cannot hold", () => {
  assert.equal(id("get.user/by-id"), "getUserById");
  assert.equal(id("a:b@c$d(e)"), "aBCDE");
  assert.equal(id("__proto__"), "proto");
  assert.equal(id("🚀 launch"), "launch");
  assert.equal(id("𝒳y"), "y");
});

Deno.test("toIdentifier() puts an underscore before a digit and behind a reserved word", () => {
  assert.equal(id("123abc"), "_123abc");
  for (
    const word of ["delete", "await", "yield", "let", "static", "arguments", "eval", "default", "undefined"]
  ) {
    assert.equal(id(word), `${word}_`);
  }
  assert.equal(id("index"), "index_");
  assert.equal(id("Index"), "index_");
  assert.equal(id("then"), "then_");
  assert.equal(id("constructor"), "constructor");
  assert.equal(id("toString"), "toString");
});

Deno.test("toIdentifier() keeps other scripts and drops what cannot be seen", () => {
  assert.equal(id("取得-情報"), "取得情報");
  assert.equal(id("nai\u0308ve"), "naïve");
  assert.equal(id("\u200bget\u200b_\u202eme"), "getMe");
  assert.equal(id("a\u3164b"), "ab");
  assert.equal(id("x".repeat(256)).length, 100);
});

Deno.test("toIdentifier() falls back where nothing is left", () => {
  for (const name of ["", "_", "---", "🚀", "\u3164", "$"]) assert.equal(id(name), "tool");
});

Deno.test("toIdentifier() gives names that an engine accepts", async () => {
  const names = [
    "delete",
    "123",
    "取得",
    "ß",
    "ⅷ",
    "ªx",
    "·x",
    "\u0301x",
    "ǆ",
    "İx",
    "async",
    "of",
    "get",
    "type",
    "NaN",
  ];
  const text = [...new Set(names.map(id))].map((name) => `export const ${name} = 1;`).join("\n");
  const namespace = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  assert.equal(Object.keys(namespace).length, names.length);
});

Deno.test("assignIdentifiers() keeps identifiers apart, also when case is ignored", () => {
  const names = ["get_user", "getUser", "GET-USER", "getuser", "get__user", "a", "A", "ｇｅｔ", "get"];
  const given = assignIdentifiers(names, "tool");
  assert.equal(given.get("getUser"), "getUser");
  assert.equal(given.get("get"), "get");
  const folded = [...given.values()].map((identifier) => identifier.normalize("NFKC").toLowerCase());
  assert.equal(new Set(folded).size, names.length);
});

Deno.test("assignIdentifiers() does not depend on the order of the names", () => {
  const names = ["a_b", "a-b", "a b", "aB", "a.b", "delete", "Delete", "delete_2"];
  const given = new Map(assignIdentifiers(names, "tool"));
  assert.deepEqual(new Map(assignIdentifiers(names.toReversed(), "tool")), given);
  assert.equal(new Set(given.values()).size, names.length);
});

Deno.test("assignIdentifiers() takes linear time for names that all collide", () => {
  const names = Array.from({ length: 20_000 }, (_, n) => "_".repeat(n % 200) + "-".repeat(n / 200));
  const distinct = [...new Set(names)];
  assert.equal(new Set(assignIdentifiers(distinct, "tool").values()).size, distinct.length);
});

Deno.test("byCodeUnit() orders as no locale does", () => {
  assert.deepEqual(["b", "ä", "a", "B", "Z"].sort(byCodeUnit), ["B", "Z", "a", "b", "ä"]);
});
