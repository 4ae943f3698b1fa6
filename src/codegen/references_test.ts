import assert from "node:assert/strict";
import type { Json, JsonObject } from "../json.ts";
import { References } from "./references.ts";

const document: JsonObject = {
  properties: { a: { $ref: "#/$defs/twice" }, b: { $ref: "#/$defs/twice" }, c: { $ref: "#/$defs/once" } },
  $defs: {
    twice: { type: "object" },
    once: { type: "array" },
    alias: { $ref: "#/$defs/once" },
    loop: { $ref: "#/$defs/pool" },
    pool: { $ref: "#/$defs/loop" },
    "a/b~c d": { type: "null" },
    named: { $anchor: "here", type: "string" },
  },
};

Deno.test("References.follow() finds what is in the document", () => {
  const references = new References(document);
  assert.deepEqual(references.follow("#/$defs/once"), { schema: { type: "array" }, hint: "once" });
  assert.deepEqual(references.follow("#/$defs/alias")?.schema, { type: "array" });
  assert.deepEqual(references.follow("#/$defs/a~1b~0c%20d")?.schema, { type: "null" });
  assert.equal(references.follow("#here")?.schema["type"], "string");
  assert.equal(references.follow("#")?.schema, document);
});

Deno.test("References.follow() leads nowhere else", () => {
  const references = new References(document);
  const outside: readonly Json[] = [
    "http://127.0.0.1/x",
    "file:///etc/passwd",
    "other.json#/$defs/once",
    "./$defs/once",
    "#/$defs/missing",
    "#/__proto__",
    "#/constructor",
    "#/$defs/loop",
    "#nowhere",
    "",
    7,
    null,
  ];
  for (const ref of outside) assert.equal(references.follow(ref), undefined, String(ref));
});

Deno.test("References.isShared() counts places", () => {
  const references = new References(document);
  const shared = (ref: string) => references.isShared(references.follow(ref)?.schema ?? {});
  assert.equal(shared("#/$defs/twice"), true);
  assert.equal(shared("#/$defs/named"), false);
  const recursive: JsonObject = { properties: { tree: { items: { $ref: "#/properties/tree" } } } };
  const within = new References(recursive);
  assert.equal(within.isShared(within.follow("#/properties/tree")?.schema ?? {}), true);
});

Deno.test("References takes a fixed stack, however deep the document", () => {
  let deep: Json = { $ref: "#" };
  for (let n = 0; n < 200_000; n++) deep = { items: deep };
  assert.equal(new References({ deep }).isShared({}), false);
});
