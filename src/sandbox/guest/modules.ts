/**
 * The modules that a program may import: a map of texts, and no other source.
 *
 * @module
 */

import type { LoadedModule } from "./engine_contract.ts";
import { OUTPUT_MODULE, TOOLS_MODULE } from "./prelude/source.ts";

/** The modules that are there for every program. */
const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ["runbyte:tools", TOOLS_MODULE],
  ["@runbyte/output", OUTPUT_MODULE],
]);
/** Begins the canonical path of what could not be found; the loader turns it into an error. */
const MISSING = "runbyte:missing ";

const IS_PATH = /^(?:\.{0,2}\/|servers(?:\.[jt]s)?(?:\/|$))/;

/** Resolves and loads the modules of one program. */
export class ModuleMap {
  readonly #sources: ReadonlyMap<string, string>;

  constructor(sources: ReadonlyMap<string, string>) {
    this.#sources = sources;
  }

  /**
   * The canonical path of a specifier: joined with the importing module's path, then the first of `p`, `p` without
   * `.ts` or `.js`, without `/index` and without `/index.ts` that exists. Never throws.
   */
  resolve(base: string, specifier: string): string {
    if (BUILT_IN.has(specifier)) return specifier;
    const path = join(base, specifier);
    const found = path === undefined ? undefined : candidates(path).find((each) => this.#sources.has(each));
    return found ?? MISSING + specifier;
  }

  /** The text of a module, or the message of the error that an import of it raises. */
  load(path: string): LoadedModule {
    const source = BUILT_IN.get(path) ?? this.#sources.get(path);
    if (source !== undefined) return { ok: true, source };
    return {
      ok: false,
      reason: explainMissing(path.startsWith(MISSING) ? path.slice(MISSING.length) : path),
    };
  }
}

/**
 * Joins a relative or absolute specifier with its importer's path; `undefined` for a bare one. `servers/…` is meant to
 * begin at the root, so it does.
 */
function join(base: string, specifier: string): string | undefined {
  if (!IS_PATH.test(specifier)) return undefined;
  const steps = specifier.startsWith(".") ? base.split("/").slice(1, -1) : [];
  for (const step of specifier.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return "/" + steps.join("/");
}

function candidates(path: string): readonly string[] {
  const plain = path.replace(/\.[jt]s$/, "");
  return [path, plain, plain.replace(/\/index$/, "")];
}

function explainMissing(specifier: string): string {
  const shown = specifier.slice(0, 200);
  if (IS_PATH.test(specifier)) {
    return `there is no module '${shown}': see list_directory for what can be imported`;
  }
  return `there is no package '${shown}': import the modules under './servers'`;
}
