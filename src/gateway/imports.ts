/**
 * Faulty imports, in the agent's own lines and with what was meant.
 *
 * @module
 */

import type { Catalog } from "../catalog/catalog.ts";
import { OUTPUT_NAMES, OUTPUT_SPECIFIER } from "../codegen/output_module.ts";
import { type Diagnostic, sourceLines } from "../emit/diagnostic.ts";
import type { Outcome } from "../outcome.ts";
import { nearest } from "../suggest.ts";
import { cleanLine, truncate } from "../text.ts";
import { noSuchExport } from "../vfs/explain.ts";
import { resolveSpecifier } from "../vfs/modules.ts";
import type { UnresolvedImport } from "../vfs/unresolved.ts";
import { NEXT } from "./end_report.ts";

/** The diagnostic of an import whose specifier leads nowhere. */
export function diagnoseImport(source: string, { specifier, error }: UnresolvedImport): Diagnostic {
  const { what: message, next = NEXT.correct } = error;
  return { message, next, ...placeOf(source, quoted(specifier)) };
}

/** Returns a specifier as it may be written in a program. */
export function quoted(specifier: string): readonly string[] {
  return [`"${specifier}"`, `'${specifier}'`, `\`${specifier}\``, specifier];
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
  if (path === OUTPUT_SPECIFIER) return { ...noSuchOutput(name), ...placeOf(source, [name]) };
  const target = resolveSpecifier(catalog, path);
  if (!target) return undefined;
  const { what: message, next = NEXT.correct } = noSuchExport(catalog, target, name);
  return { message, next, ...placeOf(source, [name]) };
}

function noSuchOutput(name: string): Pick<Diagnostic, "message" | "next"> {
  const near = nearest(name, OUTPUT_NAMES);
  return {
    message: `'${OUTPUT_SPECIFIER}' has no '${truncate(cleanLine(name), 100)}'`,
    next: near === undefined ? `it has ${OUTPUT_NAMES.join(", ")}` : `did you mean '${near}'?`,
  };
}

/** The place of the first of these texts in an import, else in the program; its start when none is there. */
export function placeOf(
  source: string,
  texts: readonly string[],
): { readonly line: number; readonly column: number } {
  const lines = sourceLines(source);
  for (const isWanted of [(line: string) => /\b(?:import|from|export)\b/.test(line), () => true]) {
    for (const text of texts) {
      const index = lines.findIndex((line) => isWanted(line) && line.includes(text));
      if (index !== -1) return { line: index + 1, column: (lines[index] ?? "").indexOf(text) + 1 };
    }
  }
  return { line: 1, column: 1 };
}
