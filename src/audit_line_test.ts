import assert from "node:assert/strict";
import type { AuditedCall } from "./audit.ts";
import { auditLine, lossLine } from "./audit_line.ts";

const CALL: AuditedCall = {
  startedAt: Date.UTC(2026, 10, 22, 2, 3, 4, 56),
  client: { name: "claude-code", version: "2.1.0" },
  execution: "0f4c1f0e-7a55-4a3c-9d0a-2f1f3c1b7a11",
  server: "github",
  tool: "create_issue",
  outcome: "ok",
  durationMs: 131.6,
  argumentsJson: '{"b":[true,null],"a":1}',
  resultBytes: 512,
};

Deno.test("auditLine() tells everything about a call but what it was about", async () => {
  assert.equal(
    await auditLine(CALL),
    '{"time":"2026-11-22T02:03:04.056Z","client":{"name":"claude-code","version":"2.1.0"},' +
      '"execution":"0f4c1f0e-7a55-4a3c-9d0a-2f1f3c1b7a11","server":"github","tool":"create_issue","outcome":"ok",' +
      '"ms":132,"argumentBytes":23,"resultBytes":512,' +
      // printf '%s' '{"a":1,"b":[true,null]}' | sha256sum
      '"argumentsSha256":"1cc69c7fa23616ca2ec3ee70d24390a6225c8832db8a4c814c7e0e7f942f8668"}',
  );
});

Deno.test("auditLine() gives equal arguments equal hashes, and others others", async () => {
  const hash = async (argumentsJson: string) =>
    JSON.parse(await auditLine({ ...CALL, argumentsJson })).argumentsSha256;
  assert.equal(await hash(' {"a":1.0, "b":[true,null]}'), await hash(CALL.argumentsJson));
  assert.notEqual(await hash('{"a":1,"b":[null,true]}'), await hash(CALL.argumentsJson));
});

Deno.test("auditLine() is one line, whatever names and arguments hold", async () => {
  const hostile = 'a\nb\r\u2028c\u0000"\u001b[31m\u202e' + "x".repeat(10_000);
  const line = await auditLine({
    ...CALL,
    client: { name: hostile, version: hostile },
    server: hostile,
    tool: hostile,
    argumentsJson: "no JSON\n",
  });
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(line, /[\u0000-\u001f\u2028\u202e]/);
  assert.ok(line.length < 2_000);
  assert.equal(JSON.parse(line).argumentBytes, 8);
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  assert.equal(JSON.parse(await auditLine({ ...CALL, argumentsJson: deep })).argumentBytes, 200_000);
});

Deno.test("auditLine() leaves the client out while it has not said who it is", async () => {
  assert.equal("client" in JSON.parse(await auditLine({ ...CALL, client: undefined })), false);
});

Deno.test("auditLine() tells who called where that is known, apart from what the client says of itself", async () => {
  const line = JSON.parse(await auditLine({ ...CALL, principal: "ann\u001b[31m", client: undefined }));
  assert.equal(line.principal, "ann");
});

Deno.test("lossLine() says how many calls have no line", () => {
  assert.equal(lossLine(Date.UTC(2026, 0, 2), 3), '{"time":"2026-01-02T00:00:00.000Z","lost":3}');
});
