/**
 * A tool on one line: what it is called, what it takes, what it returns.
 *
 * @module
 */

import type { CatalogTool } from "../catalog/catalog.ts";
import type { JsonObject } from "../json.ts";
import type { CoreSchema } from "./core_schema.ts";
import { type PrintBudget, printOutline, printType } from "./inline_type.ts";
import type { SchemaRole } from "./read_options.ts";
import { readSchema } from "./schema_reader.ts";
import { Vocabulary } from "./vocabulary.ts";

/** How much of the arguments is shown: less and less of what lies deep, until they fit. */
const ARGUMENTS: readonly PrintBudget[] = [3, 2, 1].map((depth) => ({ length: 320, depth, members: 8 }));

/** What is shown of arguments that are too long however flat: the required ones, and others as they fit. */
const OUTLINE: PrintBudget = { length: 240, depth: 1, members: 5 };

/** What is shown of arguments where only the required ones are. */
const REQUIRED_ONLY: PrintBudget = { length: 0, depth: 1, members: 4, impliesString: true };

/** How much of a result is shown: enough to see what to take from it. */
const RESULT: readonly PrintBudget[] = [3, 2, 1].map((depth) => ({ length: 160, depth, members: 4 }));

const known = new WeakMap<CatalogTool, string>();

/**
 * Returns a tool's signature on one line, as a call with types in place of values:
 * `createIssue({ owner: string; title: string; labels?: string[] })`, with the result behind it where the server declares one
 * (`: Promise<{ id: number }>`). Required arguments come first; `+3 optional` and `{…}` stand for what only the tool's file
 * tells. Never throws, whatever the schemas; names that are no identifiers are quoted; at most some 3,000 characters.
 */
export function toolSignature(tool: CatalogTool): string {
  const remembered = known.get(tool);
  if (remembered !== undefined) return remembered;
  const args = readInline(tool.inputSchema, "arguments");
  const result = readInline(tool.outputSchema, "result");
  const signature = `${tool.identifier}(${args === undefined ? "" : argumentsOf(args)})` +
    (result === undefined ? "" : `: Promise<${fitting(result, RESULT)}>`);
  known.set(tool, signature);
  return signature;
}

/** Returns a tool's name and its required arguments, strings without their type: `createIssue({ owner, title, +1 optional })`. */
export function toolOutline(tool: CatalogTool): string {
  const args = readInline(tool.inputSchema, "arguments");
  return `${tool.identifier}(${args === undefined ? "" : outlineOf(args, REQUIRED_ONLY)})`;
}

function argumentsOf(args: Inline): string {
  const text = fitting(args, ARGUMENTS);
  if (text === "{}") return "";
  return text.length > 320 ? outlineOf(args, OUTLINE) : text;
}

function outlineOf({ core, vocabulary }: Inline, budget: PrintBudget): string {
  if (core.type !== "object") return printType(core, vocabulary, { ...budget, length: OUTLINE.length });
  const text = printOutline(core, vocabulary, budget);
  return text === "{}" ? "" : text;
}

/** The text with the first budget that it keeps to, else with the last. */
function fitting({ core, vocabulary }: Inline, budgets: readonly PrintBudget[]): string {
  let text = "";
  for (const budget of budgets) {
    text = printType(core, vocabulary, budget);
    if (text.length <= budget.length) break;
  }
  return text;
}

/** A schema that was read, with the words that its stand-ins mean. */
interface Inline {
  readonly core: CoreSchema;
  readonly vocabulary: Vocabulary;
}

/** Reads a schema as for its declaration; `undefined` where there is none, or where reading it fails. */
function readInline(schema: JsonObject | undefined, use: SchemaRole["use"]): Inline | undefined {
  if (schema === undefined) return undefined;
  const vocabulary = new Vocabulary([]);
  try {
    return { core: readSchema(schema, { name: "T", prefix: "T", use }, { vocabulary }), vocabulary };
  } catch {
    return undefined; // a signature is a hint: whatever is wrong with the schema, the tool can still be called
  }
}
