/**
 * A tool in one line: what it is called, what it takes, what it returns.
 *
 * @module
 */

import type { CatalogTool } from "../catalog/catalog.ts";
import type { JsonObject } from "../json.ts";
import { admitsEmptyObject, type CoreSchema } from "./core_schema.ts";
import { type PrintBudget, printProperties, printType } from "./inline_type.ts";
import { READ_LIMITS, readSchema, type SchemaRole } from "./schema_reader.ts";
import { Vocabulary } from "./vocabulary.ts";

/** Descriptions are for the tool's own file. */
const LIMITS = { ...READ_LIMITS, descriptionLength: 0 };

/** How much of the arguments is shown. 95 % of 1,722 published tools are shown whole. */
const ARGUMENTS: PrintBudget = { length: 400, depth: 3 };

/** How much of the result is shown: enough to see what to take from it. */
const RESULT: PrintBudget = { length: 200, depth: 2 };

const known = new WeakMap<CatalogTool, string>();

/**
 * Returns a tool's signature on one line, such as
 * `createIssue(args: { owner: string; title: string; labels?: string[] }): Promise<unknown>`: required arguments first, then as
 * many of the others as fit (`+3 optional` are left out), `{…}` for structure that only the tool's file tells. Never
 * throws, whatever the schemas; every name in it is an identifier or quoted, and the length is bounded.
 */
export function toolSignature(tool: CatalogTool): string {
  const remembered = known.get(tool);
  if (remembered !== undefined) return remembered;
  const signature = `${tool.identifier}(${argumentsOf(tool.inputSchema)}): Promise<${
    resultOf(tool.outputSchema)
  }>`;
  known.set(tool, signature);
  return signature;
}

function argumentsOf(schema: JsonObject | undefined): string {
  if (schema === undefined) return "";
  const read = readInline(schema, "arguments");
  if (read === undefined) return "args?: {…}";
  const { core, vocabulary } = read;
  const mark = admitsEmptyObject(core) ? "?" : "";
  if (core.type !== "object") return `args${mark}: ${printType(core, vocabulary, ARGUMENTS)}`;
  const text = printProperties(core, vocabulary, ARGUMENTS);
  return text === "{}" ? "" : `args${mark}: ${text}`;
}

function resultOf(schema: JsonObject | undefined): string {
  const read = schema && readInline(schema, "result");
  return read === undefined ? "unknown" : printType(read.core, read.vocabulary, RESULT);
}

/** A schema as it is read for its declaration; `undefined` where reading it fails. */
function readInline(
  schema: JsonObject,
  use: SchemaRole["use"],
): { readonly core: CoreSchema; readonly vocabulary: Vocabulary } | undefined {
  const vocabulary = new Vocabulary([]);
  try {
    return { core: readSchema(schema, { name: "T", prefix: "T", use }, vocabulary, LIMITS), vocabulary };
  } catch {
    return undefined; // a signature is a hint: whatever is wrong with the schema, the tool can still be called
  }
}
