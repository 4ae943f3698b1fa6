import assert from "node:assert/strict";
import { explainUnsupported } from "./unsupported_syntax.ts";

function explained(source: string, place: string, name = "SyntaxError") {
  const error = { name, message: "expecting ';'", stack: `    at ${place}\n` };
  return explainUnsupported({ kind: "threw", error }, { source, code: source, map: "" });
}

Deno.test("explainUnsupported() names using declarations, decorators and accessor fields", () => {
  const using = explained("{ using file = open(); }", "/program.ts:1:9");
  assert.match(using?.next ?? "", /write const/);
  assert.equal(using?.column, 3);
  assert.equal(explained("{ await using file = open(); }", "/program.ts:1:15")?.column, 3);
  assert.equal(explained("for (using a of []) {}", "/program.ts:1:6")?.column, 6);
  assert.match(
    explained("class A { accessor a = 1 }", "/program.ts:1:20")?.next ?? "",
    /getter and a setter/,
  );
  assert.match(explained("@a class A {}", "/program.ts:1:1")?.message ?? "", /decorators are not supported/);
});

Deno.test("explainUnsupported() leaves other syntax errors, and those that a running program throws", () => {
  assert.equal(explained("const a = 1", "/program.ts:1:7"), undefined);
  assert.equal(explained("{ using file = open(); }", "exec (/program.ts:1:9)"), undefined);
  assert.equal(explained("{ using file = open(); }", "/program.ts:1:9", "TypeError"), undefined);
});
