import assert from "node:assert/strict";
import { buildCatalog, type CatalogTool } from "../catalog/catalog.ts";
import { parseServerName } from "../names.ts";
import { parseToolDefinition } from "../tool.ts";
import { toolModule } from "./tool_module.ts";

Deno.test("toolModule() shows description, hints, the tool's own name, and both types", async () => {
  const tool = toolOf({
    name: "get_me",
    description: "Who am I?",
    inputSchema: { type: "object", properties: {} },
    outputSchema: { type: "object", properties: { login: { type: "string" } }, required: ["login"] },
    annotations: { readOnlyHint: true },
  });
  assert.equal(
    await toolModule(tool),
    [
      "/**",
      " * Who am I?",
      " * Read-only. Tool: get_me",
      " */",
      "export declare function getMe(args?: GetMeArgs): Promise<GetMeResult>;",
      "",
      "export interface GetMeArgs {}",
      "",
      "export interface GetMeResult {",
      "  login: string;",
      "}",
      "",
    ].join("\n"),
  );
});

Deno.test("toolModule() needs neither description nor schemas", async () => {
  assert.equal(
    await toolModule(toolOf({ name: "ping" })),
    "export declare function ping(args?: PingArgs): Promise<PingResult>;\n\n" +
      "export type PingArgs = Record<string, unknown>;\n\nexport type PingResult = any;\n",
  );
});

Deno.test("toolModule() lets arguments be left out exactly when none is required", async () => {
  const signature = async (inputSchema: unknown) =>
    /\(args\??:/.exec(await toolModule(toolOf({ name: "t", inputSchema })))?.[0];
  const a = { type: "object", properties: { a: { type: "string" } } };
  assert.equal(await signature(a), "(args?:");
  assert.equal(await signature({ ...a, required: ["a"] }), "(args:");
  assert.equal(await signature({ anyOf: [a, { ...a, required: ["a"] }] }), "(args?:");
  assert.equal(await signature({ allOf: [a, { ...a, required: ["a"] }] }), "(args:");
  assert.equal(await signature({ type: "object", required: ["unlisted"] }), "(args:");
  assert.equal(await signature("string"), "(args?:");
});

Deno.test("toolModule() caps a description and tells destructive tools", async () => {
  const text = await toolModule(
    toolOf({ name: "wipe", description: "x".repeat(5_000), annotations: { destructiveHint: true } }),
  );
  assert.match(text, /x{1999}…\n \* Destructive\.\n/);
});

Deno.test("toolModule() renders a tool once", () => {
  const tool = toolOf({ name: "once" });
  assert.equal(toolModule(tool), toolModule(tool));
});

Deno.test("toolModule() replaces half a character", async () => {
  const text = await toolModule(toolOf({
    name: "half",
    description: "\ud800 x",
    inputSchema: { properties: { "\udc00": { enum: ["\ud83d"] } } },
  }));
  assert.ok(text.isWellFormed());
  assert.match(text, /"\\udc00"\?: "\\ud83d";/);
});

function toolOf(entry: Readonly<Record<string, unknown>>): CatalogTool {
  const parsed = parseToolDefinition(entry);
  const server = parseServerName("s");
  assert.ok(parsed.ok && server.ok);
  const [tool] = buildCatalog([{ name: server.name, status: "ready", tools: [parsed.tool], dropped: [] }])
    .servers
    .flatMap(({ tools }) => tools);
  assert.ok(tool);
  return tool;
}
