/**
 * Faulty imports, in the agent's own lines and with what was meant.
 *
 * @module
 */

import type { Catalog } from "../catalog/catalog.ts";
import type { Diagnostic } from "../emit/diagnostic.ts";
import type { Outcome } from "../outcome.ts";
import { cleanLine } from "../text.ts";
import { noSuchExport, specifierOf } from "../vfs/explain.ts";
import { type ImportTarget, resolveSpecifier } from "../vfs/modules.ts";
import type { UnresolvedImport } from "../vfs/unresolved.ts";
import { IDENTIFIER } from "./bindings.ts";

/** The diagnostic of an import whose specifier leads nowhere. */
export function diagnoseImport(source: string, { specifier, error }: UnresolvedImport): Diagnostic {
  return { message: error.message, ...placeOf(source, [`"${specifier}"`, `'${specifier}'`, specifier]) };
}

/** QuickJS says it like this, without a stack. */
const MISSING_EXPORT = /^Could not find export '(.*)' in module '(.*)'$/;

/**
 * The diagnostic of an import of a name that a server does not have, or `undefined` when the program ended otherwise.
 * The engine links a program before it runs a line of it, so nothing has happened.
 */
export function explainMissingExport(
  catalog: Catalog,
  outcome: Outcome,
  source: string,
): Diagnostic | undefined {
  if (outcome.kind !== "threw" || outcome.error.name !== "SyntaxError") return undefined;
  const [, name, path] = MISSING_EXPORT.exec(outcome.error.message) ?? [];
  if (name === undefined || path === undefined) return undefined;
  const target = resolveSpecifier(catalog, path);
  if (!target) return undefined;
  return name === "default"
    ? diagnoseDefault(catalog, target, source)
    : { message: noSuchExport(catalog, target, name), ...placeOf(source, [name]) };
}

/** `import a from "S"`, `import a, { b } from "S"`. */
const DEFAULT_IMPORT = new RegExp(
  String
    .raw`\bimport\s+(${IDENTIFIER})\s*(?:,\s*(?:\{[^{}]*\}|\*\s*as\s+${IDENTIFIER})\s*)?\bfrom\s*["']([^"'\n]*)["']`,
  "gu",
);

/** No module below `./servers` has a default export: says what to write for the name that the agent chose. */
function diagnoseDefault(catalog: Catalog, target: ImportTarget, source: string): Diagnostic {
  const specifier = specifierOf(target);
  const found = [...source.matchAll(DEFAULT_IMPORT)].find(([, , written = ""]) => {
    const other = resolveSpecifier(catalog, written);
    return other !== undefined && specifierOf(other) === specifier;
  });
  const [, local, written = specifier] = found ?? [];
  const message = `'${specifier}' has no default export: write ${insteadOfDefault(target, local, written)}`;
  if (!found || local === undefined) return { message, ...placeOf(source, ["default", specifier]) };
  const before = source.slice(0, found.index + found[0].indexOf(local, "import".length)).split(LINE_END);
  return { message, line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

function insteadOfDefault(target: ImportTarget, local: string | undefined, written: string): string {
  const from = `from ${JSON.stringify(cleanLine(written))}`;
  switch (target.kind) {
    case "servers":
      return `import * as ${local ?? "servers"} ${from}`;
    case "server":
      return `import * as ${local ?? target.server.identifier} ${from}, or import { TOOL } ${from}`;
    case "tool": {
      const { identifier } = target.tool;
      const renamed = local === undefined || local === identifier ? "" : ` as ${local}`;
      return `import { ${identifier}${renamed} } ${from}`;
    }
  }
}

const LINE_END = /\r\n|[\n\r\u2028\u2029]/;

/** The place of the first of these texts in an import, else in the program; its start when none is there. */
function placeOf(
  source: string,
  texts: readonly string[],
): { readonly line: number; readonly column: number } {
  const lines = source.split("\n");
  for (const isWanted of [(line: string) => /\b(?:import|from|export)\b/.test(line), () => true]) {
    for (const text of texts) {
      const index = lines.findIndex((line) => isWanted(line) && line.includes(text));
      if (index !== -1) return { line: index + 1, column: (lines[index] ?? "").indexOf(text) + 1 };
    }
  }
  return { line: 1, column: 1 };
}
