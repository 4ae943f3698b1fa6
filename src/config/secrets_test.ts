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

Deno.test("SecretSet takes a UUID in a path for a key, and each cookie by itself", () => {
  const uuid = "9f1b2c3d-4e5f-6789-abcd-ef0123456789";
  assert.deepEqual(found((set) => set.addUrl(`https://h/s/${uuid}/mcp`)), [uuid]);
  const cookies = "sid=abcd1234; theme=dark";
  assert.deepEqual(found((set) => set.addHeader("Cookie", cookies)), [cookies, "abcd1234"]);
});

Deno.test("SecretSet takes a file's or a variable's content whole, and its lines", () => {
  const key =
    "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nb3/x\n-----END PRIVATE KEY-----";
  assert.deepEqual(found((set) => set.addFile(key)), [key, "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"]);
  assert.deepEqual(found((set) => set.addNamed("APP_KEY", key)), [key, "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"]);
  assert.deepEqual(found((set) => set.addArguments(["-c", "a = 'x9x9x9'\nserve(a, 'y8y8y8y8')"])), []);
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
