/**
 * What the original, in Go, showed to an agent: rebuilt from its documented formats, to be compared with.
 *
 * @module
 */

import type { Catalog, CatalogServer } from "../../../src/catalog/catalog.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../src/json.ts";
import type { Place } from "./place.ts";

/** The tokens of its instructions and three tools, as measured on it. */
export const ORIGINAL_SURFACE = 2_415;

/** Returns its listing of `/servers`. */
export function originalServers({ servers }: Catalog): string {
  const lines = servers.map(({ name, tools }) => `├── ${name}/ (${tools.length} functions)\n`);
  return `/servers/\n${lines.join("")}└── index.ts\n`;
}

/** Returns its listing of a server. Descriptions are whole. */
export function originalListing(
  { name, tools }: CatalogServer,
  { withDescriptions }: { readonly withDescriptions: boolean },
): string {
  const lines = tools.map(({ identifier, description = "" }) =>
    `├── ${identifier}.ts${withDescriptions && description !== "" ? ` - ${description}` : ""}\n`
  );
  return `/servers/${name}/\n${lines.join("")}└── index.ts\n`;
}

/** Returns its file of a tool. */
export function originalFile({ server, tool }: Place): string {
  const { identifier, name, description, inputSchema, outputSchema } = tool;
  const type = identifier.charAt(0).toUpperCase() + identifier.slice(1);
  const takes = inputSchema !== undefined && Object.keys(inputSchema).length > 0;
  return [
    `// Generated MCP tool definitions for: ${server.name}\n// This file is auto-generated. Do not edit manually.`,
    ...(takes ? declare(inputSchema, `${type}Args`) : []),
    ...(outputSchema === undefined
      ? [
        `/** No output schema defined - structure varies by implementation */\nexport type ${type}Result = any;`,
      ]
      : declare(outputSchema, `${type}Result`)),
    [
      "/**",
      ...(description ?? `Call tool: ${name}`).split("\n").map((line) => ` * ${line}`),
      " * ",
      " * Returns parsed response - structure depends on tool implementation.",
      " */",
      `export async function ${identifier}(${takes ? `args: ${type}Args` : ""}): Promise<${type}Result> {`,
      `  return await callTool(${JSON.stringify(server.name)}, ${JSON.stringify(name)}, ${
        takes ? "args" : "{}"
      });`,
      "}",
    ].join("\n"),
  ].join("\n\n") + "\n";
}

/** The declarations of a schema: those that it needs, then its own under the name. */
function declare(schema: JsonObject, name: string): readonly string[] {
  const needed: string[] = [];
  const type = typeOf(schema, name, needed);
  return type === name ? needed : [...needed, `export type ${name} = ${type};`];
}

/** The type of a schema; interfaces that it needs are added to `needed`. */
function typeOf(schema: Json | undefined, name: string, needed: string[]): string {
  if (!isJsonObject(schema)) return "any";
  const { type, enum: values, oneOf, anyOf, allOf, items, properties, additionalProperties } = schema;
  const union = [oneOf, anyOf].find(Array.isArray) ??
    (Array.isArray(type) ? type.map((one) => ({ type: one })) : undefined);
  if (Array.isArray(values) && values.every((value) => typeof value === "string")) {
    return values.map((value) => JSON.stringify(value)).join(" | ");
  }
  if (union !== undefined) return union.map((one, n) => typeOf(one, `${name}_${n}`, needed)).join(" | ");
  if (Array.isArray(allOf)) {
    const all = allOf.flatMap((one) =>
      isJsonObject(one) && isJsonObject(one["properties"]) ? [one["properties"]] : []
    );
    return declareInterface(Object.assign({}, ...all), [], name, needed);
  }
  if (type === "array") return `${typeOf(items, `${name}Item`, needed)}[]`;
  if (type === "object" && isJsonObject(properties) && Object.keys(properties).length > 0) {
    return declareInterface(properties, schema["required"], name, needed);
  }
  if (type === "object") return `Record<string, ${typeOf(additionalProperties, `${name}Value`, needed)}>`;
  return type === "integer" ? "number" : typeof type === "string" ? type : "any";
}

function declareInterface(
  properties: JsonObject,
  required: Json | undefined,
  name: string,
  needed: string[],
): string {
  const members = Object.entries(properties).map(([key, property]) => {
    const description = isJsonObject(property) ? property["description"] : undefined;
    const mark = Array.isArray(required) && required.includes(key) ? "" : "?";
    const type = typeOf(property, name + key.charAt(0).toUpperCase() + key.slice(1), needed);
    return `${typeof description === "string" ? `  /** ${description} */\n` : ""}  ${key}${mark}: ${type};\n`;
  });
  needed.push(`export interface ${name} {\n${members.join("")}}`);
  return name;
}
