import assert from "node:assert/strict";
import type { JsonObject } from "../json.ts";
import { parseToolDefinition, type ToolDefinition } from "../tool.ts";
import { applyChange, decodeRecord, encodeRecord, fitting, LIST_BYTES, RECORD_BYTES } from "./record.ts";

function tool(name: string, more: JsonObject = {}): ToolDefinition {
  const parsed = parseToolDefinition({ name, ...more });
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.tool;
}

const names = (tools: readonly ToolDefinition[] | undefined) => tools?.map(({ name }) => name as string);

Deno.test("decodeRecord() reads what encodeRecord() wrote, entries as they came", () => {
  const entry = {
    ...{
      title: "T",
      description: "D\u2028",
      inputSchema: { type: "object" },
      outputSchema: { a: [1, null] },
    },
    ...{ annotations: { readOnlyHint: true, other: 1 }, icons: [{ src: "x" }], _meta: { a: 1 } },
  };
  const record = { server: "s", version: "1", tools: [tool("a", entry)], accepted: [], pending: [tool("b")] };
  assert.deepEqual(decodeRecord(encodeRecord(record)), record);
  assert.deepEqual(decodeRecord(encodeRecord({ server: "s" })), { server: "s" });
  const { raw: _, ...made } = tool("made", { annotations: { readOnlyHint: true } });
  const [read] = decodeRecord(encodeRecord({ server: "s", tools: [made] })).tools ?? [];
  assert.deepEqual(read?.hints, { readOnlyHint: true });
});

Deno.test("decodeRecord() refuses what it cannot be sure of, without quoting it", () => {
  const cases = [
    ...["", "{", "null", "[]", "1", '"x"', `{"server":"s"}`, `{"format":2,"server":"s"}`, `{"format":1}`],
    ...[{ tools: {} }, { accepted: "x" }, { pending: [{}] }, { tools: [{ name: "" }] }, { accepted: [null] }]
      .map((more) => JSON.stringify({ format: 1, server: "s", ...more })),
  ];
  for (const text of cases) assert.throws(() => decodeRecord(text), /^Error: (?:it|a) /, text);
  assert.throws(() => decodeRecord("cnry-secret"), ({ message }: Error) => !message.includes("cnry"));
});

Deno.test("applyChange() replaces the list with its version, and leaves the rest", () => {
  const before = { version: "1", tools: [tool("a")], accepted: [tool("x")] };
  assert.deepEqual(applyChange(before, { listed: { tools: [tool("b")] } }), {
    tools: [tool("b")],
    accepted: [tool("x")],
  });
  assert.deepEqual(applyChange(before, { listed: { version: "2" } }), {
    version: "2",
    accepted: [tool("x")],
  });
  assert.deepEqual(applyChange(before, {}), before);
});

Deno.test("applyChange() trusts only where nothing was accepted", () => {
  assert.deepEqual(applyChange({}, { trusted: [tool("a")] }).accepted, [tool("a")]);
  assert.deepEqual(applyChange({ accepted: [] }, { trusted: [tool("a")] }).accepted, []);
});

Deno.test("applyChange() lets what is accepted wait no more, and what came in its place wait on", () => {
  const [old, shown, newer] = ["old", "shown", "newer"].map((description) => tool("a", { description })) as [
    ToolDefinition,
    ToolDefinition,
    ToolDefinition,
  ];
  const before = { accepted: [old, tool("kept")], pending: [shown, tool("b")] };
  const after = applyChange(before, { accepted: [shown] });
  assert.deepEqual(after.accepted, [shown, tool("kept")]);
  assert.deepEqual(names(after.pending), ["b"]);
  // The server has changed it once more while the operator was reading.
  const late = applyChange({ ...before, pending: [newer] }, { accepted: [shown] });
  assert.deepEqual(late.pending, [newer]);
  // A gateway that has not noticed yet that it was accepted.
  assert.equal(applyChange(after, { pending: [shown] }).pending, undefined);
});

Deno.test("applyChange() adds what waits elsewhere, without taking what waits already", () => {
  const [mine, theirs] = [tool("a", { title: "mine" }), tool("a", { title: "theirs" })];
  const after = applyChange({ pending: [theirs] }, { alsoPending: [mine, tool("b")] });
  assert.deepEqual(after.pending, [theirs, tool("b")]);
});

Deno.test("fitting() keeps what a file has room for, and applyChange() never more (S-52)", () => {
  const large = (name: string) => tool(name, { description: "ä".repeat(300_000) });
  const many = Array.from({ length: 10 }, (_, index) => large(`large_${index}`));
  const { kept, rest } = fitting([...many, tool("small"), tool("deep", { inputSchema: deep() })]);
  assert.deepEqual(names(kept), ["large_0", "large_1", "large_2", "small"]);
  assert.equal(rest.length, 8);
  const accepted = applyChange({ accepted: many.slice(0, 3) }, { accepted: many.slice(3, 6) });
  assert.deepEqual(names(accepted.accepted), ["large_3", "large_4", "large_5"]);
  const full = applyChange({ ...accepted, tools: kept }, { pending: many });
  assert.equal(full.pending?.length, 3);
  const bytes = new TextEncoder().encode(encodeRecord({ server: "s", ...full })).length;
  assert.ok(bytes > 2.5 * LIST_BYTES && bytes <= RECORD_BYTES, String(bytes));
});

function deep(): JsonObject {
  return JSON.parse(`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`);
}
