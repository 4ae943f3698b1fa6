/**
 * What the names of a program stand for, as far as its imports tell.
 *
 * @module
 */

import type { Catalog } from "../catalog/catalog.ts";
import { exportNames, rootExportNames, toolExportNames } from "../codegen/export_names.ts";
import { type ImportTarget, resolveSpecifier } from "../vfs/modules.ts";

/** A name that a module does not export. */
export interface MissingMember {
  readonly kind: "missing";
  /** The module that was asked. */
  readonly target: ImportTarget;
  readonly member: string;
}

/** What a name in a program stands for: a module's namespace, a tool's function, or nothing. */
export type Binding = { readonly kind: "namespace"; readonly target: ImportTarget } | MissingMember | {
  readonly kind: "function";
};

/** What an identifier looks like in a regular expression with the flag `u`. */
export const IDENTIFIER = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;

const SPECIFIER = String.raw`["']([^"'\n]*)["']`;

/** `* as b from "S"`, `b = await import("S")`. */
const NAMESPACE = new RegExp(
  String
    .raw`(?:\bimport\s*\*\s*as\s+(${IDENTIFIER})\s+from\s*|(?<![\p{ID_Continue}$])(${IDENTIFIER})\s*=\s*await\s+import\s*\(\s*)${SPECIFIER}`,
  "gu",
);

/** `b from "S"`, `b, { c } from "S"`, `b, * as d from "S"`: the default export, and what stands behind the comma. */
const DEFAULT = new RegExp(
  String
    .raw`\bimport\s+(${IDENTIFIER})\s*(?:,\s*(?:\{([^{}]*)\}|\*\s*as\s+(${IDENTIFIER}))\s*)?\bfrom\s*${SPECIFIER}`,
  "gu",
);

/** `import { a, b as c } from "S"`, `{ a, b: c } = await import("S")`. */
const NAMED = new RegExp(
  String.raw`(?:\bimport\s*\{([^{}]*)\}\s*from\s*|\{([^{}]*)\}\s*=\s*await\s+import\s*\(\s*)${SPECIFIER}`,
  "gu",
);

/** `{ a, b: c } = namespace`. */
const DESTRUCTURED = new RegExp(String.raw`\{([^{}]*)\}\s*=\s*(${IDENTIFIER})`, "gu");

/**
 * Returns what the names that a program imports stand for. Reads the text with regular expressions: good enough for a
 * hint, where a name that a function shadows or a string quotes does no harm.
 */
export function importBindings(catalog: Catalog, source: string): ReadonlyMap<string, Binding> {
  const bindings = new Map<string, Binding>();
  for (const [, imported, awaited, specifier = ""] of source.matchAll(NAMESPACE)) {
    const target = resolveSpecifier(catalog, specifier);
    const name = imported ?? awaited;
    if (target && name !== undefined) bindings.set(name, { kind: "namespace", target });
  }
  for (const [, local = "", names = "", namespace, specifier = ""] of source.matchAll(DEFAULT)) {
    const target = resolveSpecifier(catalog, specifier);
    if (!target) continue;
    bindings.set(local, memberOf(catalog, target, "default"));
    bindNames(bindings, catalog, target, names);
    if (namespace !== undefined) bindings.set(namespace, { kind: "namespace", target });
  }
  for (const [, imported, awaited, specifier = ""] of source.matchAll(NAMED)) {
    const target = resolveSpecifier(catalog, specifier);
    if (target) bindNames(bindings, catalog, target, imported ?? awaited ?? "");
  }
  for (const [, names = "", namespace = ""] of source.matchAll(DESTRUCTURED)) {
    const binding = bindings.get(namespace);
    if (binding?.kind === "namespace") bindNames(bindings, catalog, binding.target, names);
  }
  return bindings;
}

/** Longest item between braces that is read, in UTF-16 code units. */
const ITEM_LENGTH = 500;

/** Adds the names between the braces of an import or a pattern. */
function bindNames(
  bindings: Map<string, Binding>,
  catalog: Catalog,
  target: ImportTarget,
  names: string,
): void {
  for (const item of names.split(",")) {
    // The split takes quadratic time for a very long gap.
    if (item.length > ITEM_LENGTH) continue;
    const [written = "", local = written] = item.trim().split(/\s+as\s+|\s*:\s*/);
    const exported = written.replace(/^(["'])(.*)\1$/, "$2");
    if (exported !== "") bindings.set(local, memberOf(catalog, target, exported));
  }
}

/** Returns what a member of a module stands for. */
export function memberOf(catalog: Catalog, target: ImportTarget, member: string): Binding {
  const missing = { kind: "missing", target, member } as const;
  switch (target.kind) {
    case "servers": {
      const found = rootExportNames(catalog).find(({ name }) => name === member);
      if (!found) return missing;
      return {
        kind: "namespace",
        target: found.kind === "servers" ? target : { kind: "server", server: found.server },
      };
    }
    case "server": {
      const found = exportNames(target.server).find(({ name }) => name === member);
      if (!found) return missing;
      return found.kind === "tools" ? { kind: "namespace", target } : { kind: "function" };
    }
    case "tool":
      return toolExportNames(target.tool).includes(member) ? { kind: "function" } : missing;
  }
}
