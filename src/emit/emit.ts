/**
 * TypeScript program → JavaScript module, source map and imports; or a diagnostic. Pure: text in, values out.
 *
 * @module
 */

import { transformSync } from "@swc/wasm-typescript";
import { parse } from "es-module-lexer/js";
import { isJsonObject } from "../json.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { stripFence } from "./fence.ts";
import { PROGRAM_PATH } from "./program_path.ts";

/** What a program imports, as far as its text tells. Specifiers are listed once, in the order of the text. */
export interface ProgramImports {
  /** Specifiers of `import` and `export … from`: without them the program does not run. */
  readonly required: readonly string[];
  /** Specifiers of `import()` with a literal: a program may go on without them. */
  readonly optional: readonly string[];
  /** Whether some `import()` computes its specifier. */
  readonly computed: boolean;
}

/** A program that is ready to run. */
export interface EmittedProgram {
  /** The JavaScript module. */
  readonly code: string;
  /** Its source map (version 3, JSON). */
  readonly map: string;
  readonly imports: ProgramImports;
}

/** Either a program or the reason why there is none. */
export type EmitResult =
  | { readonly ok: true; readonly program: EmittedProgram }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/**
 * Emits one program.
 *
 * `transform` mode and not the faster strip mode, because only it leaves out imports that are used as types alone; the
 * engine refuses a module whose import has no value behind it.
 *
 * @throws {Error} when the compiler traps (nesting too deep for its stack). Its WebAssembly instance is broken from then
 * on and must be dropped: see `emitter.ts`.
 */
export function emitProgram(source: string): EmitResult {
  const text = stripFence(source);
  try {
    const { code, map } = transformSync(text, {
      filename: PROGRAM_PATH,
      mode: "transform",
      module: true,
      sourceMap: true,
      transform: { verbatimModuleSyntax: false, noEmptyExport: true },
    });
    return { ok: true, program: { code, map: map ?? "", imports: listImports(code) } };
  } catch (error) {
    if (error instanceof Error) throw error;
    return { ok: false, diagnostic: toDiagnostic(error) };
  }
}

function listImports(code: string): ProgramImports {
  const found = lexImports(code);
  if (!found) return { required: [], optional: [], computed: true };
  const required = found.flatMap((entry) => entry.type === "dynamic" ? [] : [entry.specifier]);
  const dynamic = found.filter((entry) => entry.type === "dynamic");
  const optional = dynamic.flatMap(({ specifier, glob }) =>
    specifier === undefined || glob ? [] : [specifier]
  );
  return {
    required: [...new Set(required)],
    optional: [...new Set(optional)],
    computed: optional.length < dynamic.length,
  };
}

/** Imports by the lexer, or `undefined` where it gives up: it knows less of the language than swc does. */
function lexImports(code: string) {
  try {
    return parse(code)[0].filter((entry) => entry.type !== "import-meta");
  } catch {
    return undefined;
  }
}

/** Messages of swc that do not tell an agent what to write instead. */
const REPAIRS: ReadonlyMap<string, string> = new Map([
  [
    "Return statement is not allowed here",
    "return stands outside of a function: put the program into exec(), as in export async function exec() { return 1; }",
  ],
]);

/** Reads the plain object that swc throws for a syntax error: `{ code, message, startLine, startColumn }`. */
function toDiagnostic(thrown: unknown): Diagnostic {
  const { message, startLine, startColumn } = isJsonObject(thrown) ? thrown : {};
  return {
    message: typeof message === "string" ? REPAIRS.get(message) ?? message : "Syntax error",
    line: typeof startLine === "number" ? startLine : 1,
    column: typeof startColumn === "number" ? startColumn + 1 : 1,
  };
}
