/**
 * Calls of every tool of the corpus: with fitting arguments none is refused, and without a required one each is.
 *
 * @module
 */

import assert from "node:assert/strict";
import { MOST_FINDINGS } from "../../src/checker/protocol.ts";
import { buildCatalog, type CatalogServer, type CatalogTool } from "../../src/catalog/catalog.ts";
import { toolModule } from "../../src/codegen/tool_module.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/json.ts";
import { hasCorpus, readCorpus } from "../codegen/corpus.ts";
import { createChecker, type TestChecker } from "./subject.ts";

const ignore = !hasCorpus();

/** Tools in one program: so many findings are told of one. */
const BATCH = MOST_FINDINGS;

Deno.test({
  name: "Fitting calls of every tool of the corpus are not refused, others are",
  ignore,
  fn: checkCorpus,
});

async function checkCorpus(): Promise<void> {
  await using subject = createChecker();
  const catalog = buildCatalog(readCorpus());
  let fitting = 0;
  let lacking = 0;
  for (const server of catalog.servers) {
    for (let from = 0; from < server.tools.length; from += BATCH) {
      const tools = server.tools.slice(from, from + BATCH);
      const calls = tools.map((tool) => ({ tool, args: exampleOf(tool.inputSchema) }));
      const right = calls.map(({ tool, args }) => callOf(tool, args));
      const wrongs = await Promise.all(calls.map(({ tool, args }) => withoutOne(tool, args)));
      const wrong = wrongs.filter((call) => call !== undefined);
      assert.deepEqual(await refusedLines(subject, server, right), [], `${server.name}\n${right.join("\n")}`);
      const refused = new Set(await refusedLines(subject, server, wrong));
      const missed = wrong.filter((_, index) => !refused.has(index));
      assert.deepEqual(missed, [], server.name);
      fitting += right.length;
      lacking += refused.size;
    }
  }
  assert.ok(fitting > 1_500 && lacking > 800, `${fitting} fitting calls, ${lacking} lacking ones`);
}

/** The calls, by their index, that a check refuses. */
async function refusedLines(
  { checker }: TestChecker,
  server: CatalogServer,
  calls: readonly string[],
): Promise<readonly number[]> {
  const specifier = `./servers/${server.name}`;
  const source = [
    `import * as s from ${JSON.stringify(specifier)};`,
    "export async function exec() {",
    ...calls,
    "}",
  ].join("\n");
  const catalog = { servers: [server] };
  const outcome = await checker.check({ source, imports: [specifier], catalog });
  assert.equal(outcome.kind, "checked", `${server.name}: ${JSON.stringify(outcome)}`);
  if (outcome.kind !== "checked") return [];
  return outcome.findings.filter(({ blocks }) => blocks).map(({ line }) => line - 3);
}

function callOf({ identifier }: CatalogTool, args: Json): string {
  return `  await s.${identifier}(${JSON.stringify(args)});`;
}

/** The call without one of the arguments that the tool's types require; `undefined` where they require none. */
async function withoutOne(tool: CatalogTool, args: Json): Promise<string | undefined> {
  const required = tool.inputSchema?.["required"];
  const [name] = Array.isArray(required) ? required : [];
  if (!isJsonObject(args) || typeof name !== "string" || !Object.hasOwn(args, name)) return undefined;
  const optional = /\(args\?:/.test(await toolModule(tool));
  const { [name]: _, ...rest } = args;
  return optional ? undefined : callOf(tool, rest);
}

/** A value that a schema allows, as small as can be; made for what published servers write. */
function exampleOf(
  schema: Json | undefined,
  root: JsonObject = isJsonObject(schema) ? schema : {},
  depth = 0,
): Json {
  if (!isJsonObject(schema) || depth > 8) return {};
  const { $ref, const: only, enum: listed, anyOf, oneOf, allOf, type } = schema;
  if (typeof $ref === "string") return exampleOf(resolve(root, $ref), root, depth + 1);
  if (only !== undefined) return only;
  if (Array.isArray(listed) && listed[0] !== undefined) return listed[0];
  const branches = [anyOf, oneOf].find(Array.isArray);
  if (branches !== undefined && schema["properties"] === undefined) {
    return exampleOf(branches[0], root, depth + 1);
  }
  const [first] = Array.isArray(type) ? type : [type];
  switch (first) {
    case "string":
      return "x";
    case "number":
    case "integer":
      return 1;
    case "boolean":
      return true;
    case "array":
      return [];
    case "null":
      return null;
  }
  const parts = [schema, ...(Array.isArray(allOf) ? allOf : [])].filter(isJsonObject);
  return Object.assign({}, ...parts.map((part) => exampleObject(part, root, depth)));
}

function exampleObject(schema: JsonObject, root: JsonObject, depth: number): JsonObject {
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  return Object.fromEntries(
    required.filter((name) => typeof name === "string")
      .map((name) => [name, exampleOf(properties[name], root, depth + 1)]),
  );
}

function resolve(root: JsonObject, reference: string): Json | undefined {
  return reference.replace(/^#\/?/, "").split("/").reduce<Json | undefined>(
    (value, step) => isJsonObject(value) ? value[step] : undefined,
    root,
  );
}
