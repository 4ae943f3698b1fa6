import assert from "node:assert/strict";
import { expandVariables, lookup, splitHome } from "./expand.ts";

const ENV = { HOST: "example.com", TOKEN: "s3cret", EMPTY: "", A1: "one", DOLLAR: "$TOKEN", _x: "under" };

Deno.test("expandVariables() replaces every form", async (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ["", ""],
    ["plain", "plain"],
    ["$HOST", "example.com"],
    ["${HOST}", "example.com"],
    ["https://$HOST/mcp", "https://example.com/mcp"],
    ["$HOST$TOKEN", "example.coms3cret"],
    ["${HOST}x$A1.y", "example.comxone.y"],
    ["$_x", "under"],
    ["${env:HOST}", "example.com"],
    ["${HOST:-other}", "example.com"],
    ["${NONE:-other}", "other"],
    ["${EMPTY:-other}", "other"],
    ["${env:NONE:-other}", "other"],
    ["${NONE:-}", ""],
    ["${NONE:-${HOST}}", "example.com"],
    ["${NONE:-a${NONE:-b${HOST}c}d}e", "abexample.comcde"],
    ["${NONE:-$HOST}!", "example.com!"],
    ['${NONE:-{"a":1}', '{"a":1'],
    ["${EMPTY}", ""],
    // What is put in is not expanded again.
    ["$DOLLAR", "$TOKEN"],
  ];
  for (const [text, expected] of cases) {
    await t.step(JSON.stringify(text), () => assert.equal(expandVariables(text, ENV).text, expected));
  }
});

Deno.test("expandVariables() treats odd dollar signs as os.ExpandEnv does, but for $$", async (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ["$", "$"],
    ["a$", "a$"],
    ["$ x", "$ x"],
    ["$/x", "$/x"],
    ["$.", "$."],
    ["100$ and $", "100$ and $"],
    ["$$", "$"],
    ["pa$$word", "pa$word"],
    ["$$HOST", "$HOST"],
    ["$$$HOST", "$example.com"],
    ["$1abc", "abc"],
    ["$*$#$@$!$?$-", ""],
    ["${}", ""],
    ["${", ""],
    ["x${HOST", "xHOST"],
    ["${*}", ""],
    ["${a b}", ""],
    ["${input:token}", ""],
    ["${NONE:?message}", ""],
    ["$é", "$é"],
  ];
  for (const [text, expected] of cases) {
    await t.step(JSON.stringify(text), () => assert.equal(expandVariables(text, ENV).text, expected));
  }
});

Deno.test("expandVariables() tells what it put in and what was missing", () => {
  const { used, missing } = expandVariables(
    "$HOST ${NONE} $NONE ${env:OTHER} ${EMPTY} ${input:x} ${X:-$TOKEN}",
    ENV,
  );
  assert.deepEqual(used, ["example.com", "s3cret"]);
  assert.deepEqual(missing, [
    { kind: "unset", name: "NONE" },
    { kind: "unset", name: "NONE" },
    { kind: "unset", name: "OTHER" },
    { kind: "form", form: "input" },
  ]);
});

Deno.test("expandVariables() does not name what may be a part of a password", () => {
  for (
    const text of ["pa$sw0rd", "Xy1$SECRET", "${hunter 2}", "${hunter:2}", "$1", "x${hunter2", "$hunter"]
  ) {
    assert.deepEqual(expandVariables(text, {}).missing, [{ kind: "unnamed" }], text);
  }
});

Deno.test("expandVariables() survives hostile texts", () => {
  const nested = "${A:-".repeat(5000) + "x" + "}".repeat(5000);
  assert.equal(typeof expandVariables(nested, {}).text, "string");
  assert.equal(expandVariables("$".repeat(100_000), {}).text, "$".repeat(50_000));
  assert.equal(expandVariables("${toString}${__proto__}$constructor", {}).text, "");
});

Deno.test("lookup() knows no inherited properties", () => {
  assert.equal(lookup({ A: "1" }, "A"), "1");
  assert.equal(lookup({}, "constructor"), undefined);
  assert.equal(lookup({}, "__proto__"), undefined);
});

Deno.test("splitHome() takes only a leading tilde that stands alone", () => {
  assert.deepEqual(splitHome("~"), { home: true, rest: "" });
  assert.deepEqual(splitHome("~/x"), { home: true, rest: "/x" });
  assert.deepEqual(splitHome("~\\x"), { home: true, rest: "\\x" });
  for (const text of ["~user/x", "a~", " ~", "--dir=~/x", ""]) {
    assert.deepEqual(splitHome(text), { home: false, rest: text });
  }
});
