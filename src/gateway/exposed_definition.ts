/**
 * A tool's definition as an agent gets it that is offered the tool directly: what its server sent, under another name where
 * that had to be. Only what makes clients reject a whole list of tools is left out.
 *
 * @module
 */

import type { CatalogTool } from "../catalog/catalog.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";

/** A definition, and what was wrong with it; or nothing but that. */
export interface ExposedDefinition {
  /** An entry for `tools/list`. Absent when no client could use it. */
  readonly entry?: JsonObject;
  /** The members that were left out, or why there is no entry. */
  readonly faults: readonly string[];
}

/** Makes the entry. It is shown as it came, so secrets have to be hidden in `tool.raw` already. */
export function exposeDefinition(tool: CatalogTool, name: string): ExposedDefinition {
  const given = tool.raw ?? withoutRaw(tool);
  const inputSchema = readSchema(given["inputSchema"]);
  if (inputSchema?.["type"] !== "object") {
    return { faults: ['its inputSchema is not an object schema ("type": "object")'] };
  }
  // Members that the specification does not name are nobody's fault.
  const members = Object.entries(given).map(([key, value]) => {
    const read = READERS.get(key);
    return [key, read === undefined ? value : read(value)] as const;
  });
  // Some servers write null for what they leave out.
  const faults = members.flatMap(([key, value]) =>
    given[key] !== null && (value === undefined || key === "annotations" && value !== given[key]) ? [key] : []
  );
  const kept = members.filter(([, value]) => value !== undefined);
  // Only the type thinks that a member may still be undefined.
  return { entry: { ...Object.fromEntries(kept), name, inputSchema } as JsonObject, faults };
}

type Reader = (value: unknown) => Json | undefined;

const ifText: Reader = (value) => typeof value === "string" ? value : undefined;
const ifObject: Reader = (value) => isJsonObject(value) ? value : undefined;

/** What the specification says of the members of a tool (2026-07-28, Tool). They return `undefined` for what is left out. */
const READERS: ReadonlyMap<string, Reader> = new Map([
  ["title", ifText],
  ["description", ifText],
  ["outputSchema", readSchema],
  ["annotations", readAnnotations],
  ["icons", readIcons],
  ["execution", readExecution],
  ["_meta", ifObject],
]);

/** A schema of an object's shape. Clients read the two members that are looked at here. */
function readSchema(schema: unknown): JsonObject | undefined {
  if (!isJsonObject(schema)) return undefined;
  const { properties, required } = schema;
  if (
    required !== undefined && !(Array.isArray(required) && required.every((name) => typeof name === "string"))
  ) {
    return undefined;
  }
  if (properties === undefined) return schema;
  if (!isJsonObject(properties)) return undefined;
  const entries = Object.entries(properties);
  if (entries.every(([, property]) => isJsonObject(property))) return schema;
  if (!entries.every(([, property]) => isJsonObject(property) || typeof property === "boolean")) {
    return undefined;
  }
  // Clients of older revisions take no boolean for a schema; these objects say the same.
  const asObject = (property: unknown) =>
    property === true ? {} : property === false ? { not: {} } : property;
  return {
    ...schema,
    properties: Object.fromEntries(entries.map(([name, property]) => [name, asObject(property)])),
  } as JsonObject;
}

function readAnnotations(annotations: unknown): Json | undefined {
  if (!isJsonObject(annotations)) return undefined;
  const isFine = ([key, value]: readonly [string, unknown]) =>
    key === "title" ? typeof value === "string" : !key.endsWith("Hint") || typeof value === "boolean";
  const entries = Object.entries(annotations);
  return entries.every(isFine) ? annotations : Object.fromEntries(entries.filter(isFine));
}

function readIcons(icons: unknown): Json | undefined {
  const isText = (value: unknown) => value === undefined || typeof value === "string";
  const isIcon = (icon: unknown) =>
    isJsonObject(icon) && typeof icon["src"] === "string" && isText(icon["mimeType"]) &&
    (icon["theme"] === undefined || icon["theme"] === "light" || icon["theme"] === "dark") &&
    (icon["sizes"] === undefined || Array.isArray(icon["sizes"]) && icon["sizes"].every(isText));
  return Array.isArray(icons) && icons.every(isIcon) ? icons : undefined;
}

function readExecution(execution: unknown): Json | undefined {
  if (!isJsonObject(execution)) return undefined;
  const { taskSupport = "forbidden" } = execution;
  return ["required", "optional", "forbidden"].includes(String(taskSupport)) ? execution : undefined;
}

/** What is known of a tool whose entry is not. */
function withoutRaw({ name, title, description, inputSchema, outputSchema, hints }: CatalogTool): JsonObject {
  return {
    name,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(inputSchema === undefined ? {} : { inputSchema }),
    ...(outputSchema === undefined ? {} : { outputSchema }),
    ...(Object.keys(hints).length === 0 ? {} : { annotations: { ...hints } }),
  };
}
