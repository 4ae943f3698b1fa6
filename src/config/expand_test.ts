import assert from "node:assert/strict";
import { expandVariables, type FileText, lookup, splitHome } from "./expand.ts";

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
  assert.deepEqual(used, [
    { kind: "variable", name: "HOST", value: "example.com" },
    { kind: "variable", name: "TOKEN", value: "s3cret" },
  ]);
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

Deno.test("expandVariables() puts in what files hold, by paths with variables in them", () => {
  const asked: string[] = [];
  const readFile = (path: string): FileText => {
    asked.push(path);
    return path.endsWith("none")
      ? { ok: false, reason: "it is not there" }
      : { ok: true, text: `<${path}>$HOST` };
  };
  const expand = (text: string) => expandVariables(text, ENV, readFile);
  assert.equal(expand("a ${file:/run/secrets/x} b").text, "a </run/secrets/x>$HOST b");
  assert.equal(expand("${file:$HOST/${A1}/x}").text, "<example.com/one/x>$HOST");
  assert.equal(expand("${file:a}${file:b}").text, "<a>$HOST<b>$HOST");
  assert.equal(expand("${NONE:-${file:~/x}}").text, "<~/x>$HOST");
  assert.deepEqual(expand("${file:y}").used, [{ kind: "file", value: "<y>$HOST" }]);
  const { text, used, missing } = expand("x${file:none}y");
  assert.deepEqual({ text, used, missing }, {
    text: "xy",
    used: [],
    missing: [{ kind: "file", reason: "it is not there" }],
  });
  const before = asked.length;
  // Not closed, escaped, in a default that is not needed: no file is asked for.
  for (const other of ["${file:x", "$${file:x}", "${HOST:-${file:x}}", "${File:x}", "$file:x"]) expand(other);
  assert.equal(asked.length, before);
  assert.match(JSON.stringify(expandVariables("${file:x}", ENV).missing), /cannot be referred to/);
});

Deno.test("expandVariables() survives hostile texts", () => {
  const nested = "${A:-".repeat(5000) + "x" + "}".repeat(5000);
  const files = "${file:".repeat(5000) + "x" + "}".repeat(5000);
  assert.equal(typeof expandVariables(files, {}, (text) => ({ ok: true, text })).text, "string");
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
