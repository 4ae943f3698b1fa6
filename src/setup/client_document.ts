/**
 * A client's config file as plain data, whatever its format.
 *
 * @module
 */

import { isJsonObject, type JsonObject } from "../json.ts";
import { parseJsonc, positions } from "../config/syntax.ts";
import type { Client } from "./client.ts";
import { isBlank, valueAt } from "./jsonc_edit.ts";

/** A client's file, or why it cannot be read. */
export type ClientDocument =
  | { readonly ok: true; readonly root: JsonObject }
  | { readonly ok: false; readonly reason: string };

/** Parses a file's text. Never throws; the reason quotes nothing of the text. */
export async function readDocument(format: Client["format"], text: string): Promise<ClientDocument> {
  // A client that has been installed and not set up may leave an empty file.
  if (text.trim() === "") return { ok: true, root: {} };
  switch (format) {
    case "json":
      return readJson(text);
    case "yaml": {
      const { parseYaml, yamlErrorLine } = await import("./yaml.ts");
      return read(() => parseYaml(text), yamlErrorLine);
    }
    case "toml": {
      const { parseToml, tomlErrorLine } = await import("./toml.ts");
      return read(() => parseToml(text), tomlErrorLine);
    }
  }
}

function readJson(text: string): ClientDocument {
  const { root, faults: [fault] } = parseJsonc(text);
  if (root === undefined && isBlank(text)) return { ok: true, root: {} };
  if (fault !== undefined) {
    const { line } = positions(text)(fault.offset);
    return { ok: false, reason: `line ${line}: ${fault.message}` };
  }
  return asObject(valueAt(text, []));
}

/** @param lineOf says on which line, from 0, a parser gave up. */
function read(parse: () => unknown, lineOf: (error: unknown) => number | undefined): ClientDocument {
  try {
    return asObject(parse() ?? {});
  } catch (error) {
    const line = lineOf(error);
    return {
      ok: false,
      reason: line === undefined ? "it cannot be parsed" : `line ${line + 1}: syntax error`,
    };
  }
}

function asObject(value: unknown): ClientDocument {
  return isJsonObject(value) ? { ok: true, root: value } : { ok: false, reason: "it holds no settings" };
}

/** The objects below a path of keys, by their names. */
export function sectionAt(
  root: JsonObject,
  path: readonly string[],
): readonly (readonly [string, JsonObject])[] {
  let node: unknown = root;
  for (const key of path) node = isJsonObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  return isJsonObject(node)
    ? Object.entries(node).flatMap(([name, value]) => isJsonObject(value) ? [[name, value]] : [])
    : [];
}
