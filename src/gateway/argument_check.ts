/**
 * A tool call's arguments, checked before anything is sent, and its result, checked for a remark.
 *
 * @module
 */

import type { CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { nearest } from "../suggest.ts";
import { cleanLine, truncate } from "../text.ts";
import { describeFaults, describePlace } from "./fault_words.ts";
import { checkValue } from "./schema_check.ts";
import { typesOf } from "./schema_type.ts";

/** What the check of arguments found. */
export interface ArgumentCheck {
  /** Why the call must not be made, and where to read on. */
  readonly refusal?: { readonly message: string; readonly hint: string };
  /** What the agent should know although the call is made. */
  readonly remarks: readonly Remark[];
}

/** A remark; one on a subject is enough for a tool. */
export interface Remark {
  readonly subject: "text" | "name";
  readonly text: string;
}

/** Arguments that one remark names. */
const TOLD = 3;

/**
 * Checks arguments against the tool's input schema. Texts are replaced in place by the JSON in them where only that can
 * be meant. What a schema does not settle is left to the server.
 */
export function checkArguments(server: CatalogServer, tool: CatalogTool, args: JsonObject): ArgumentCheck {
  const schema = tool.inputSchema;
  if (schema === undefined || !describesObject(schema)) return { remarks: [] };
  const name = `${server.name}/${show(tool.name)}`;
  const verdict = checkValue(schema, args, { readTexts: true });
  if (verdict.kind === "faulty") {
    return {
      refusal: {
        message: refuse(describeFaults(schema, verdict.faults)),
        hint: `read_file '/servers/${server.name}/${tool.identifier}.ts' shows its arguments`,
      },
      remarks: [],
    };
  }
  const read = verdict.kind === "fits" ? verdict.read : [];
  return { remarks: [...remarkTexts(name, read.map(describePlace)), ...remarkMisspelt(name, schema, args)] };
}

/** Returns what a structured result has that its tool's output schema does not allow; `undefined` when it fits. */
export function remarkResult(server: CatalogServer, tool: CatalogTool, result: unknown): string | undefined {
  const schema = tool.outputSchema;
  if (schema === undefined) return undefined;
  if (result === undefined || result === null) {
    return `${server.name}/${
      show(tool.name)
    } declares a structured result but sent none: look at what it returned`;
  }
  const verdict = checkValue(schema, result as Json); // it came out of JSON.parse

  if (verdict.kind !== "faulty") return undefined;
  const [first = ""] = describeFaults(schema, verdict.faults);
  const name = `${server.name}/${show(tool.name)}`;
  return `${name} broke its own output schema: ${first.replace("the argument", "the result")}`;
}

function refuse(faults: readonly string[]): string {
  const [only = ""] = faults;
  if (faults.length === 1) return `not called, ${only}`;
  return ["not called, the arguments do not fit:", ...faults.map((fault) => `- ${fault}`)].join("\n");
}

/** A schema that rules out every object cannot be meant for arguments. */
function describesObject(schema: JsonObject): boolean {
  return typesOf(schema)?.includes("object") ?? true;
}

function remarkTexts(name: string, places: readonly string[]): readonly Remark[] {
  if (places.length === 0) return [];
  const more = places.length > TOLD ? ` and ${places.length - TOLD} more` : "";
  const shown = places.slice(0, TOLD).join(", ") + more;
  return [{
    subject: "text",
    text: `${name}: ${shown} came as text and was sent as the JSON in it: pass the value itself`,
  }];
}

/** Names that no property has, although the schema lets them through, when there is one that was probably meant. */
function remarkMisspelt(name: string, schema: JsonObject, args: JsonObject): readonly Remark[] {
  const { properties } = schema;
  if (!isJsonObject(properties) || schema["patternProperties"] !== undefined) return [];
  const unknown = Object.keys(args).filter((key) => !Object.hasOwn(properties, key));
  if (unknown.length === 0 || unknown.length > TOLD) return [];
  const left = Object.keys(properties).filter((key) => !Object.hasOwn(args, key));
  return unknown.flatMap((key): Remark[] => {
    const near = nearest(key, left);
    if (near === undefined) return [];
    return [{
      subject: "name",
      text: `${name} has no argument '${show(key)}': did you mean '${show(near)}'?`,
    }];
  });
}

function show(name: string): string {
  return truncate(cleanLine(name), 100);
}
