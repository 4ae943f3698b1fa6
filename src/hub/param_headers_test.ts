import assert from "node:assert/strict";
import type { Json } from "../json.ts";
import { paramHeaders } from "./param_headers.ts";

const schema = {
  type: "object",
  properties: {
    region: { type: "string", "x-mcp-header": "Region" },
    shard: { type: "integer", "x-mcp-header": "Shard" },
    dry: { type: "boolean", "x-mcp-header": "Dry" },
    plain: { type: "string" },
    user: { type: "object", properties: { id: { type: "string", "x-mcp-header": "User-Id" } } },
    list: { type: "array", items: { type: "string", "x-mcp-header": "Item" } },
    bad: { type: "string", "x-mcp-header": "not a token" },
  },
};

Deno.test("paramHeaders() mirrors what the schema marks", () => {
  const input = { region: "eu", shard: 7, dry: false, plain: "p", user: { id: "u1" }, list: ["x"], bad: "b" };
  assert.deepEqual(paramHeaders(schema, input), {
    "Mcp-Param-Region": "eu",
    "Mcp-Param-Shard": "7",
    "Mcp-Param-Dry": "false",
    "Mcp-Param-User-Id": "u1",
  });
});

Deno.test("paramHeaders() leaves out what is absent or no primitive", () => {
  assert.deepEqual(paramHeaders(schema, { region: null, shard: 1e300, dry: {}, user: "u1" }), {});
  assert.deepEqual(paramHeaders(undefined, { region: "eu" }), {});
});

Deno.test("paramHeaders() encodes what a header cannot hold as it is", () => {
  const region = (value: Json) => paramHeaders(schema, { region: value })["Mcp-Param-Region"];
  assert.equal(region("Zürich"), "=?base64?WsO8cmljaA==?=");
  assert.equal(region("a\r\nX-Evil: 1"), "=?base64?YQ0KWC1FdmlsOiAx?=");
  assert.equal(region(" padded "), "=?base64?IHBhZGRlZCA=?=");
  assert.equal(region(""), "=?base64??=");
  assert.equal(region("=?base64?eA==?="), "=?base64?PT9iYXNlNjQ/ZUE9PT89?=");
});
