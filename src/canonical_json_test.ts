import assert from "node:assert/strict";
import { canonicalJson } from "./canonical_json.ts";

Deno.test("canonicalJson() writes the same text for the same value", () => {
  const same = [
    '{"b":[1,{"d":null,"c":"x"}],"a":true}',
    ' { "a" : true, "b" : [ 1.0, { "c":"\\u0078", "d":null } ] }',
  ];
  for (const text of same) {
    assert.equal(canonicalJson(JSON.parse(text)), '{"a":true,"b":[1,{"c":"x","d":null}]}');
  }
});

Deno.test("canonicalJson() sorts members by UTF-16 code units, numbers as names among them (RFC 8785, 3.2.3)", () => {
  const text =
    '{"\u20ac":"Euro Sign","\\r":"Carriage Return","10":"ten","9":"nine","\ud83d\ude00":"Emoji","\ufb33":"Dalet"}';
  assert.equal(
    canonicalJson(JSON.parse(text)),
    '{"\\r":"Carriage Return","10":"ten","9":"nine","\u20ac":"Euro Sign","\ud83d\ude00":"Emoji","\ufb33":"Dalet"}',
  );
});

Deno.test("canonicalJson() writes numbers as ECMAScript does (RFC 8785, 3.2.2.3)", () => {
  assert.equal(
    canonicalJson(JSON.parse("[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0]")),
    "[333333333.3333333,1e+30,4.5,0.002,1e-27,0]",
  );
});

Deno.test("canonicalJson() takes members named __proto__ as members", () => {
  assert.equal(canonicalJson(JSON.parse('{"__proto__":{"b":1,"a":2}}')), '{"__proto__":{"a":2,"b":1}}');
});
