import assert from "node:assert/strict";
import { isConfidential, isTellingName } from "./confidential.ts";

Deno.test("isTellingName() knows what holds something confidential", () => {
  for (
    const name of [
      ..."TOKEN GITHUB_TOKEN githubToken GHTOKEN API_KEY apiKey X-API-Key Authorization Cookie DB_PASSWORD"
        .split(" "),
      ..."PGPASSWORD client_secret SLACK_WEBHOOK SENTRY_DSN AWS_SECRET_ACCESS_KEY --auth JWT private-key"
        .split(" "),
    ]
  ) assert.equal(isTellingName(name), true, name);
  for (
    const name of [
      ..."HOME NODE_ENV AUTHOR KEYBOARD MONKEY PASSAGE TOKEN_FILE AUTH_URL KEY_ID SECRET_NAME AUTH_TYPE X"
        .split(" "),
      ..."KEY_PATH tokenEndpoint constructor __proto__".split(" "),
      "",
    ]
  ) assert.equal(isTellingName(name), false, name);
});

Deno.test("isConfidential() decides by origin, name and look", () => {
  const cases: readonly (readonly [string, Parameters<typeof isConfidential>[1], boolean])[] = [
    // A secret's file: everything but what is too short or too common.
    ["plainword", "certain", true],
    ["abc12", "certain", false],
    ["true", "certain", false],
    ["production", "certain", false],
    // Named: the same, but six characters have to be of several kinds.
    ["hunter2", "named", true],
    ["hunter", "named", false],
    ["sunflower", "named", true],
    ["12345678", "named", true],
    ["123456", "named", false],
    ["Required", "named", false],
    // Set: by its look.
    ["qX7-9fK2-mm4Z", "set", true],
    ["hunter2!", "set", true],
    ["550e8400-e29b-41d4-a716-446655440000", "set", true],
    ["AKIAIOSFODNN7EXAMPLE", "set", true],
    ["abcdefghijklmnopqrstuvwxyz", "set", true],
    ["hunter2", "set", false],
    ["my-company-name", "set", false],
    ["correct horse battery staple", "set", false],
    ["/home/ann/projects/2026/x", "set", false],
    ["C:\\Users\\ann\\x1y2z3", "set", false],
    ["https://example.com/a1b2c3d4e5f6g7h8", "set", false],
    ["2026-01-02T03:04:05", "set", false],
    ["--max-old-space-size=4096", "set", false],
    ["application/json", "set", false],
    // Written: only what nobody writes by hand.
    ["ghp_9aK2mQ7xR4tV8wY1zB3cD5eF6gH0jL", "written", true],
    ["@modelcontextprotocol/server-filesystem@2026.8.31", "written", false],
    ["/tmp/x-0a1b2c3d4e5f6071", "written", false],
    ["aaaaaaaa1a1a1aaaaaaaaaa", "written", false],
  ];
  for (const [value, trust, expected] of cases) {
    assert.equal(isConfidential(value, trust), expected, `${value} (${trust})`);
  }
});
