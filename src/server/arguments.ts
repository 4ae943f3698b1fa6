/**
 * Checks the arguments of Runbyte's own three tools. A fault is told to the agent in words that name the argument; MCP
 * clients hide JSON-RPC errors from models.
 *
 * @module
 */

import { RunbyteError } from "../errors.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { nearest } from "../suggest.ts";
import { cleanLine, truncate } from "../text.ts";
import type { SurfaceTool } from "./surface.ts";

/** The arguments of one call, by what the tool's schema allows: strings and booleans. */
export type ToolArguments = ReadonlyMap<string, string | boolean>;

/**
 * Reads the arguments of a call by the tool's own input schema, with its defaults filled in. What can mean one thing only
 * is taken as that: `"true"` for a boolean, all arguments as one JSON text, and another name for the only argument that
 * has to be there.
 *
 * @throws {RunbyteError} `bad-argument`, naming the first argument that is wrong.
 */
export function readArguments(tool: SurfaceTool, given: unknown): ToolArguments {
  const schemas = Object.entries(tool.inputSchema.properties);
  const names = schemas.map(([name]) => name);
  const required = Array.isArray(tool.inputSchema["required"]) ? tool.inputSchema["required"] : [];
  const args = rename(readObject(given), names, required);
  for (const name of Object.keys(args)) {
    if (!names.includes(name)) throw unknownArgument(tool.name, name, names);
  }
  return new Map(schemas.flatMap(([name, schema]): [string, string | boolean][] => {
    if (!isJsonObject(schema)) return [];
    // Some clients send null for what the model left out.
    const value = (Object.hasOwn(args, name) ? args[name] : undefined) ?? schema["default"];
    if (value === undefined && !required.includes(name)) return [];
    return [[name, readValue(tool.name, name, schema, value)]];
  }));
}

function readObject(given: unknown): JsonObject {
  if (isJsonObject(given)) return given;
  if (typeof given !== "string") return {};
  try {
    const value: unknown = JSON.parse(given);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

/**
 * Gives arguments the names that they were meant to have: one that differs in case or separators only, and the only unknown
 * one where there is only one that has to be there and is not.
 */
function rename(args: JsonObject, names: readonly string[], required: readonly unknown[]): JsonObject {
  const renamed = new Map<string, string>();
  const isGiven = (name: string) => Object.hasOwn(args, name) || [...renamed.values()].includes(name);
  const unknown = Object.keys(args).filter((name) => !names.includes(name));
  for (const name of unknown) {
    const same = names.find((known) => plain(known) === plain(name) && !isGiven(known));
    if (same !== undefined) renamed.set(name, same);
  }
  const [other, ...others] = unknown.filter((name) => !renamed.has(name));
  const [missing, ...more] = names.filter((name) => required.includes(name) && !isGiven(name));
  if (other !== undefined && missing !== undefined && others.length === 0 && more.length === 0) {
    if (typeof args[other] === "string") renamed.set(other, missing);
  }
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [renamed.get(name) ?? name, value]));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, "");
}

function readValue(tool: string, name: string, schema: JsonObject, value: unknown): string | boolean {
  const type = String(schema["type"] ?? "value");
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
  if (typeof value === type && (typeof value === "string" || typeof value === "boolean")) return value;
  if (value === undefined) {
    throw new RunbyteError("bad-argument", `${tool}: '${name}' is missing`, {
      next: `pass ${article(type)}`,
    });
  }
  const kind = Array.isArray(value) ? "array" : typeof value;
  throw new RunbyteError("bad-argument", `${tool}: '${name}' is ${article(kind)}`, {
    next: `pass ${article(type)}`,
  });
}

function unknownArgument(tool: string, name: string, known: readonly string[]): RunbyteError {
  const near = nearest(name, known);
  const next = near === undefined ? `it takes ${known.join(", ")}` : `did you mean '${near}'?`;
  return new RunbyteError("bad-argument", `${tool}: unknown argument '${truncate(cleanLine(name), 60)}'`, {
    next,
  });
}

function article(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
