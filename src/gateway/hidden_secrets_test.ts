import assert from "node:assert/strict";
import { parseServerName } from "../names.ts";
import { Redactor } from "../redact.ts";
import { parseToolDefinition, type ServerSnapshot, type ToolDefinition } from "../tool.ts";
import { SnapshotRedactor } from "./hidden_secrets.ts";

const CANARY = "cAnArY-7f3e9b2d";
const hide = new Redactor([CANARY]).hide;

function tool(entry: unknown): ToolDefinition {
  const parsed = parseToolDefinition(entry);
  assert(parsed.ok);
  return parsed.tool;
}

function ready(...tools: readonly unknown[]): ServerSnapshot {
  const parsed = parseServerName("s");
  assert(parsed.ok);
  return {
    name: parsed.name,
    status: "ready",
    tools: tools.map(tool),
    dropped: [{ name: CANARY, reason: `no ${CANARY}` }],
  };
}

Deno.test("SnapshotRedactor hides secrets wherever a tool's definition has them (S-44)", () => {
  const { redact } = new SnapshotRedactor(hide);
  const schema = {
    type: "object",
    description: `a ${CANARY}`,
    properties: {
      [CANARY]: { type: "string" },
      token: {
        type: "string",
        default: CANARY,
        enum: ["x", CANARY],
        examples: [{ deep: [`Bearer ${CANARY}`] }],
      },
    },
    required: [CANARY],
  };
  const shown = redact(ready(
    {
      ...{ name: "one", title: CANARY, description: `uses ${CANARY}` },
      ...{ inputSchema: schema, outputSchema: schema, annotations: { title: CANARY } },
      ...{ icons: [{ src: `https://x.example/?key=${CANARY}` }], _meta: { [CANARY]: 1 } },
    },
    { name: `get_${CANARY}`, description: "the name" },
  ));
  assert(shown.status === "ready");
  assert.doesNotMatch(JSON.stringify(shown), /7f3e9b2d/);
  assert.deepEqual(shown.tools.map(({ name, title, description }) => [name, title, description]), [
    ["one", "[secret]", "uses [secret]"],
  ]);
  assert.deepEqual(shown.tools[0]?.raw?.["icons"], [{ src: "https://x.example/?key=[secret]" }]);
  assert.equal(shown.tools[0]?.raw?.["inputSchema"], shown.tools[0]?.inputSchema);
  assert.deepEqual(shown.dropped, [
    { name: "[secret]", reason: "no [secret]" },
    { name: "get_[secret]", reason: "its name holds a secret" },
  ]);
});

Deno.test("SnapshotRedactor leaves what has no secret as it is, and gives the same object each time", () => {
  const redactor = new SnapshotRedactor(hide);
  const plain = {
    name: "plain",
    description: "d",
    inputSchema: { type: "object", properties: { a: { enum: [1, null] } } },
  };
  const snapshot = ready(plain);
  const shown = redactor.redact(snapshot);
  assert(shown.status === "ready" && snapshot.status === "ready");
  assert.equal(shown.tools[0], snapshot.tools[0]);
  assert.equal(redactor.redact(snapshot), shown);
  redactor.forget();
  assert.notEqual(redactor.redact(snapshot), shown);
});

Deno.test("SnapshotRedactor survives a schema that is nested without end", () => {
  let schema: unknown = { description: CANARY };
  for (let depth = 0; depth < 3_000; depth++) schema = { properties: { a: schema } };
  const shown = new SnapshotRedactor(hide).redact(ready({ name: "deep", inputSchema: schema }));
  assert.doesNotMatch(JSON.stringify(shown), /7f3e9b2d/);
});
