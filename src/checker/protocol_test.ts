import assert from "node:assert/strict";
import { parseReply, TEXT_LENGTH } from "./protocol.ts";

const FINDING = {
  blocks: true,
  fault: { kind: "name", name: "fetch" },
  message: "Cannot find name 'fetch'.",
  line: 1,
  column: 2,
};

Deno.test("parseReply() reads what a checker says", () => {
  assert.deepEqual(parseReply({ kind: "ready" }), { kind: "ready" });
  assert.deepEqual(parseReply({ kind: "failed", reason: "x" }), { kind: "failed", reason: "x" });
  const faults = [
    FINDING.fault,
    { kind: "name", name: "a", near: "b" },
    { kind: "export", name: "a", path: "/servers/x.ts" },
    { kind: "module", name: "./x" },
    { kind: "other" },
  ];
  const findings = [...faults.map((fault) => ({ ...FINDING, fault })), { ...FINDING, next: "use tools" }];
  assert.deepEqual(parseReply({ kind: "checked", findings }), { kind: "checked", findings });
});

Deno.test("parseReply() takes nothing else", () => {
  const lies: readonly Readonly<Record<string, unknown>>[] = [
    {},
    { kind: "exec" },
    { kind: "failed" },
    { kind: "checked" },
    { kind: "checked", findings: "many" },
    { kind: "checked", findings: Array(21).fill(FINDING) },
    { kind: "checked", findings: [null] },
    { kind: "checked", findings: [{ ...FINDING, blocks: "yes" }] },
    { kind: "checked", findings: [{ ...FINDING, message: "x".repeat(TEXT_LENGTH + 1) }] },
    { kind: "checked", findings: [{ ...FINDING, line: 0 }] },
    { kind: "checked", findings: [{ ...FINDING, column: 1.5 }] },
    { kind: "checked", findings: [{ ...FINDING, fault: { kind: "export", name: "a" } }] },
    { kind: "checked", findings: [{ ...FINDING, fault: { kind: "name", name: 1 } }] },
    { kind: "checked", findings: [{ ...FINDING, fault: { kind: "toString" } }] },
  ];
  for (const lie of lies) assert.equal(parseReply(lie), undefined, JSON.stringify(lie).slice(0, 200));
});
