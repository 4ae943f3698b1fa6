/**
 * TypeScript program → JavaScript module, source map and imports; or a diagnostic. Pure: text in, values out.
 *
 * @module
 */

import { transformSync } from "@swc/wasm-typescript";
import { parse } from "es-module-lexer/js";
import { isJsonObject } from "../json.ts";
import { unitOfColumn } from "./cells.ts";
import { type Diagnostic, sourceLines } from "./diagnostic.ts";
import { withoutOwnCall } from "./entry_call.ts";
import { PROGRAM_PATH } from "./program_path.ts";
import { otherReadings, plainReading } from "./readings.ts";
import { explainSyntax } from "./syntax_repair.ts";

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
  /** What was compiled: the agent's text, without what stood around the program. Positions are positions in it. */
  readonly source: string;
  /** The JavaScript module. */
  readonly code: string;
  /** Its source map (version 3, JSON). */
  readonly map: string;
  readonly imports: ProgramImports;
}

/** Either a program or the reason why there is none, in `source`. */
export type EmitResult =
  | { readonly ok: true; readonly program: EmittedProgram }
  | { readonly ok: false; readonly diagnostic: Diagnostic; readonly source: string };

/**
 * Emits one program. A text that does not compile is read as what else it can only be, see `readings.ts`.
 *
 * @throws {Error} when the compiler traps (nesting too deep for its stack). Its WebAssembly instance is broken from then
 * on and must be dropped: see `emitter.ts`.
 */
export function emitProgram(source: string): EmitResult {
  const result = emitText(plainReading(source));
  if (result.ok) return result;
  for (const reading of otherReadings(source)) {
    const other = emitText(reading);
    if (other.ok) return other;
  }
  return result;
}

/**
 * `transform` mode and not the faster strip mode, because only it leaves out imports that are used as types alone; the
 * engine refuses a module whose import has no value behind it.
 */
function emitText(source: string): EmitResult {
  try {
    const { code, map } = transformSync(source, {
      filename: PROGRAM_PATH,
      mode: "transform",
      module: true,
      sourceMap: true,
      transform: { verbatimModuleSyntax: false, noEmptyExport: true },
    });
    const program = { source, code: withoutOwnCall(code), map: map ?? "", imports: listImports(code) };
    return { ok: true, program };
  } catch (error) {
    if (error instanceof Error) throw error;
    return { ok: false, diagnostic: toDiagnostic(error, source), source };
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

/** Reads the plain object that swc throws for a syntax error: `{ code, message, startLine, startColumn }`. */
function toDiagnostic(thrown: unknown, source: string): Diagnostic {
  const { message, startLine, startColumn } = isJsonObject(thrown) ? thrown : {};
  const line = typeof startLine === "number" ? startLine : 1;
  const text = sourceLines(source)[line - 1] ?? "";
  const column = typeof startColumn === "number" ? unitOfColumn(text, startColumn) + 1 : 1;
  return { ...explainSyntax(typeof message === "string" ? message : "Syntax error", source), line, column };
}
