import assert from "node:assert/strict";
import type { Json, JsonObject } from "../json.ts";
import { headerFault, paramHeaders } from "./param_headers.ts";
import { listTools } from "./tool_list.ts";

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

Deno.test("headerFault() accepts what a call can be mirrored by", () => {
  const { list: _list, bad: _bad, ...properties } = schema.properties;
  const inputSchema = { ...schema, properties };
  assert.equal(headerFault({ inputSchema }), undefined);
  assert.equal(headerFault({ inputSchema: { type: "object" } }), undefined);
  assert.equal(headerFault({}), undefined);
});

Deno.test("headerFault() names what a call cannot be mirrored by", () => {
  const withProperty = (property: Json) => ({ inputSchema: { type: "object", properties: { property } } });
  const isFaulty = (property: Json, words: RegExp) =>
    assert.match(headerFault(withProperty(property)) ?? "", words);
  for (const name of ["", "My Region", "a:b", "Région", "a\t1", "a\r\nX-Evil: 1", 7, null]) {
    isFaulty({ type: "string", "x-mcp-header": name }, /not a name for a header/);
  }
  for (const type of ["object", "array", "null", "number", ["string", "null"]]) {
    isFaulty({ type, "x-mcp-header": "A" }, /something else than a string, an integer or a boolean/);
  }
  isFaulty({ "x-mcp-header": "A" }, /something else than a string/);
  const twice = {
    a: { type: "string", "x-mcp-header": "Same" },
    b: { type: "string", "x-mcp-header": "same" },
  };
  assert.match(
    headerFault({ inputSchema: { properties: twice } }) ?? "",
    /"same" cannot be used: it comes twice/,
  );
});

Deno.test("headerFault() accepts no header on what is not reached through properties alone", () => {
  const mark = { type: "string", "x-mcp-header": "A" };
  const elsewhere: readonly JsonObject[] = [
    mark,
    { items: mark },
    { items: [mark] },
    { anyOf: [{ properties: { a: mark } }] },
    { $defs: { a: mark } },
    { patternProperties: { "^a": mark } },
    { properties: { a: { additionalProperties: mark } } },
  ];
  for (const inputSchema of elsewhere) {
    assert.match(headerFault({ inputSchema }) ?? "", /something else than an argument/);
  }
});

Deno.test("headerFault() takes no name or value for a keyword", () => {
  const property = { type: "string", default: { "x-mcp-header": "" }, enum: [{ "x-mcp-header": "" }] };
  const inputSchema = { properties: { "x-mcp-header": property, items: property } };
  assert.equal(headerFault({ inputSchema }), undefined);
});

Deno.test("headerFault() ends on schemas of any depth", () => {
  let inputSchema: JsonObject = { type: "string", "x-mcp-header": "A" };
  for (let level = 0; level < 20_000; level++) inputSchema = { properties: { a: inputSchema } };
  assert.equal(headerFault({ inputSchema }), undefined);
});

Deno.test("headerFault() keeps a faulty tool out of a list, and the others in it", async () => {
  const tool = (name: string, header: string) => ({
    name,
    inputSchema: { type: "object", properties: { a: { type: "string", "x-mcp-header": header } } },
  });
  const page = { tools: [tool("good", "A"), tool("bad", "A B"), tool("fine", "A")] };
  const { tools, dropped } = await listTools(() => Promise.resolve(page), headerFault);
  assert.deepEqual(tools.map(({ name }) => name), ["good", "fine"]);
  assert.deepEqual(dropped, [
    { name: "bad", reason: 'its x-mcp-header "A B" cannot be used: it is not a name for a header' },
  ]);
  assert.equal((await listTools(() => Promise.resolve(page))).tools.length, 3);
});
