/**
 * Checks the arguments of Runbyte's own three tools. A fault is told to the agent in words that name the argument; MCP
 * clients hide JSON-RPC errors from models.
 *
 * @module
 */

import { RunbyteError } from "../errors.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { nearest } from "../suggest.ts";
import type { SurfaceTool } from "./surface.ts";

/** The arguments of one call, by what the tool's schema allows: strings and booleans. */
export type ToolArguments = ReadonlyMap<string, string | boolean>;

/**
 * Reads the arguments of a call by the tool's own input schema, with its defaults filled in.
 *
 * @throws {RunbyteError} `bad-argument`, naming the first argument that is wrong.
 */
export function readArguments(tool: SurfaceTool, given: unknown): ToolArguments {
  const args = isJsonObject(given) ? given : {};
  const schemas = Object.entries(tool.inputSchema.properties);
  const names = schemas.map(([name]) => name);
  for (const name of Object.keys(args)) {
    if (!names.includes(name)) throw unknownArgument(tool.name, name, names);
  }
  const required = Array.isArray(tool.inputSchema["required"]) ? tool.inputSchema["required"] : [];
  return new Map(schemas.flatMap(([name, schema]): [string, string | boolean][] => {
    if (!isJsonObject(schema)) return [];
    // Some clients send null for what the model left out.
    const value = (Object.hasOwn(args, name) ? args[name] : undefined) ?? schema["default"];
    if (value === undefined) {
      if (!required.includes(name)) return [];
      throw new RunbyteError(
        "bad-argument",
        `${tool.name}: the argument '${name}' (${describe(schema)}) is missing`,
      );
    }
    if (typeof value === schema["type"] && (typeof value === "string" || typeof value === "boolean")) {
      return [[name, value]];
    }
    const kind = Array.isArray(value) ? "array" : typeof value;
    throw new RunbyteError(
      "bad-argument",
      `${tool.name}: '${name}' must be a ${describe(schema)}, not ${article(kind)}`,
    );
  }));
}

function unknownArgument(tool: string, name: string, known: readonly string[]): RunbyteError {
  const near = nearest(name, known);
  const hint = near === undefined ? `it takes ${known.join(", ")}` : `did you mean '${near}'?`;
  return new RunbyteError("bad-argument", `${tool}: unknown argument '${name.slice(0, 60)}': ${hint}`);
}

function describe(schema: JsonObject): string {
  return String(schema["type"] ?? "value");
}

function article(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
