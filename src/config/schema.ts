/**
 * The config as a JSON Schema, made from the tables that validate it: editors complete and check a config with it.
 *
 * @module
 */

import { ENTRY } from "./entry_fields.ts";
import type { Field, ObjectFields } from "./field.ts";
import { ROOT, SERVER } from "./fields.ts";
import { LIMITS } from "./limit_fields.ts";
import type { JsonObject } from "../json.ts";

/** The schema's dialect: what editors know. */
const DIALECT = "http://json-schema.org/draft-07/schema#";

/** Returns the JSON Schema of a config file. Unknown keys are allowed: other programs write theirs into the same file. */
export function configSchema(): JsonObject {
  const servers = (description: string) => ({
    type: "object",
    description,
    additionalProperties: { $ref: "#/definitions/server" },
  });
  const { mcpServers, servers: alias } = ROOT.fields;
  return {
    $schema: DIALECT,
    title: "Runbyte's config",
    ...objectSchema(ROOT, {
      mcpServers: servers(mcpServers.description),
      servers: servers(alias.description),
      server: { description: ROOT.fields.server.description, ...objectSchema(SERVER) },
      limits: { description: ROOT.fields.limits.description, ...objectSchema(LIMITS) },
    }),
    definitions: {
      server: {
        ...objectSchema(ENTRY),
        anyOf: ["command", ...spellings("url")].map((key) => ({ required: [key] })),
      },
    },
  };
}

function spellings(key: keyof typeof ENTRY.fields): readonly string[] {
  const field: Field = ENTRY.fields[key];
  return [key, ...field.aliases ?? []];
}

/** The schema of an object; `sections` are the schemas of those of its members that are objects of their own. */
function objectSchema(
  { fields }: ObjectFields,
  sections: Readonly<Record<string, JsonObject>> = {},
): JsonObject {
  const properties = Object.entries(fields).flatMap(([key, field]) => {
    const schema = sections[key] ?? fieldSchema(field);
    const aliases = (field.aliases ?? []).map((
      alias,
    ) => [alias, { ...schema, description: `The same as ${key}.` }]);
    return [[key, schema], ...aliases];
  });
  return { type: "object", properties: Object.fromEntries(properties) };
}

function fieldSchema(field: Field): JsonObject {
  const { description, default: value } = field;
  return { description, ...kindSchema(field), ...(value === undefined ? {} : { default: value }) };
}

function kindSchema({ kind, choices = [], least, most, takesOne }: Field): JsonObject {
  const texts = { type: "array", items: { type: "string" } };
  const bounds = {
    ...(least === undefined ? {} : { minimum: least }),
    ...(most === undefined ? {} : { maximum: most }),
  };
  switch (kind) {
    case "text":
      return { type: "string" };
    case "choice":
      return { enum: [...choices] };
    case "switch":
      return { type: "boolean" };
    case "whole number":
      return { type: "integer", ...bounds };
    case "number":
      return { type: "number", ...bounds };
    case "text list":
      return takesOne ? { anyOf: [{ type: "string" }, texts] } : texts;
    case "text map":
      return { type: "object", additionalProperties: { type: "string" } };
    case "switch or names":
      return { anyOf: [{ type: "boolean" }, texts] };
    case "section":
      return { type: "object" };
    default:
      return kind satisfies never;
  }
}
