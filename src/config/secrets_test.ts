import assert from "node:assert/strict";
import { SecretSet } from "./secrets.ts";

function found(add: (secrets: SecretSet) => void): readonly string[] {
  const secrets = new SecretSet();
  add(secrets);
  return secrets.values;
}

Deno.test("SecretSet takes credentials without their scheme, and those of Basic decoded", () => {
  assert.deepEqual(found((set) => set.addHeader("Authorization", "Bearer abc-def-ghi")), [
    "Bearer abc-def-ghi",
    "abc-def-ghi",
  ]);
  const basic = `Basic ${btoa("ann:correct-horse")}`;
  assert.deepEqual(found((set) => set.addHeader("Authorization", basic)), [
    basic,
    btoa("ann:correct-horse"),
    "ann:correct-horse",
    "correct-horse",
  ]);
});

Deno.test("SecretSet finds secrets within URLs, JSON and pairs", () => {
  assert.deepEqual(
    found((set) => set.addUrl("https://u:p%2Fss-word@h/s/aB3dE5gH7jK9mN1pQ3/mcp?api_key=k%26ey-one")),
    [
      ..."p%2Fss-word p/ss-word aB3dE5gH7jK9mN1pQ3 k%26ey-one k&ey-one".split(" "),
    ],
  );
  assert.deepEqual(
    found((set) => set.addNamed("CONFIG", '{"a":[{"clientSecret":"in-json-one"}],"name":"x"}')),
    [
      "in-json-one",
    ],
  );
  assert.deepEqual(found((set) => set.addNamed("CONNECTION", "Server=db;User=sa;Password=p@ss-w0rd;")), [
    "Server=db;User=sa;Password=p@ss-w0rd;",
    "p@ss-w0rd",
  ]);
  assert.deepEqual(found((set) => set.addArguments(["--header", "Authorization: Bearer in-argument"])), [
    "Bearer in-argument",
    "in-argument",
  ]);
});

Deno.test("SecretSet takes a file's content whole, and its lines", () => {
  const key =
    "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nb3/x\n-----END PRIVATE KEY-----";
  assert.deepEqual(found((set) => set.addFile(key)), [key, "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"]);
});

Deno.test("SecretSet survives hostile values", () => {
  const deep = "[".repeat(50_000);
  const many = "a=b;".repeat(50_000);
  for (
    const text of [
      deep,
      many,
      "Basic ****",
      "http://",
      "x://%%%",
      '{"a":',
      "=".repeat(50_000),
      "\ud800".repeat(9),
    ]
  ) {
    found((set) => set.addNamed("TOKEN", text));
    found((set) => set.addUrl(text));
    found((set) => set.addArguments([text, text]));
  }
});
