import assert from "node:assert/strict";
import { buildCatalog, type CatalogTool } from "../catalog/catalog.ts";
import { parseServerName } from "../names.ts";
import { parseToolDefinition } from "../tool.ts";
import { toolFile, toolModule } from "./tool_module.ts";

/** What `read_file` shows of a tool's file. */
async function shownOf(tool: CatalogTool): Promise<string> {
  const { text, shownLines } = await toolFile(tool);
  return text.split("\n").slice(0, shownLines).join("\n");
}

Deno.test("toolFile() shows the doc, the signature with its types, and nothing else", async () => {
  const tool = toolOf({
    name: "get_me",
    description: "Who am I?",
    inputSchema: { type: "object", properties: {} },
    outputSchema: { type: "object", properties: { login: { type: "string" } }, required: ["login"] },
    annotations: { readOnlyHint: true },
  });
  assert.equal(
    await shownOf(tool),
    [
      "/** Who am I? Read-only. */",
      "export declare function getMe(args?: {}): Promise<{",
      " login: string",
      "}>",
    ].join("\n"),
  );
});

Deno.test("toolModule() has the other exports behind what is shown", async () => {
  const tool = toolOf({ name: "get_me", inputSchema: { type: "object", properties: {}, required: ["a"] } });
  assert.deepEqual((await toolModule(tool)).split("\n").slice(-4), [
    "export { getMe as get_me, getMe as default }",
    "export type GetMeArgs = Parameters<typeof getMe>[0]",
    "export type GetMeResult = Awaited<ReturnType<typeof getMe>>",
    "",
  ]);
});

Deno.test("toolFile() needs neither description nor schemas", async () => {
  assert.equal(
    await shownOf(toolOf({ name: "ping" })),
    "export declare function ping(args?: Record<string, unknown>): Promise<any>",
  );
});

Deno.test("toolFile() tells a tool's own name where nobody would guess it", async () => {
  const own = async (name: string) => /Tool: .*(?= \*\/)/.exec(await shownOf(toolOf({ name })))?.[0];
  assert.equal(await own("get-me"), undefined);
  assert.equal(await own("Get Me"), undefined);
  assert.equal(await own("delete"), undefined);
  assert.equal(await own("repos/list:all"), "Tool: repos/list:all");
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

Deno.test("toolFile() cuts a long description and says which lines have the rest", async () => {
  const sentences = Array.from({ length: 100 }, (_, n) => `This is sentence ${n} of the description.`);
  const tool = toolOf({
    name: "wipe",
    description: sentences.join(" "),
    inputSchema: {
      properties: { filter: { type: "string", description: sentences.slice(0, 20).join(" ") } },
    },
    annotations: { destructiveHint: true },
  });
  const shown = await shownOf(tool);
  const [doc = "", , property = ""] = shown.split("\n");
  assert.match(
    doc,
    /^\/\*\* This is sentence 0 .* description\. … \(read lines \d+-\d+\) Destructive\. \*\/$/,
  );
  assert.match(
    property,
    /^ filter\?: string \/\/ This is sentence 0 .* description\. … \(read lines \d+(-\d+)?\)$/,
  );
  const lines = (await toolModule(tool)).split("\n");
  const whole = (text: string) => {
    const [, start = "", from = "", , to = from] = /([^/*]*) … \(read lines (\d+)(-(\d+))?\)/.exec(text) ??
      [];
    return [start.trim(), ...lines.slice(Number(from) - 1, Number(to))].join(" ");
  };
  assert.equal(whole(doc), sentences.join(" "));
  assert.equal(whole(property), sentences.slice(0, 20).join(" "));
});

Deno.test("toolFile() renders a tool once", () => {
  const tool = toolOf({ name: "once" });
  assert.equal(toolFile(tool), toolFile(tool));
});

Deno.test("toolModule() replaces half a character", async () => {
  const text = await toolModule(toolOf({
    name: "half",
    description: "\ud800 x",
    inputSchema: { properties: { "\udc00": { enum: ["\ud83d"] } } },
  }));
  assert.ok(text.isWellFormed());
  assert.match(text, /"\\udc00"\?: "\\ud83d"\n/);
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
