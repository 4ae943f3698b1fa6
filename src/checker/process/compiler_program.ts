/**
 * TypeScript over texts in memory: the library, the modules that programs import, and one program at a time.
 *
 * @module
 */

import * as ts from "typescript";
import { LIBRARY_PATH, PROGRAM_PATH } from "../protocol.ts";

/**
 * `strict` for the sake of its inference, without what would make an honest program complain of itself: `null` is in
 * every type, a caught error is `any`. `noImplicitAny` only lets arrays and variables evolve; what it reports is dropped.
 */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noImplicitAny: true,
  strictNullChecks: false,
  strictPropertyInitialization: false,
  useUnknownInCatchVariables: false,
  noEmit: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  // A program without an import or export is a module all the same.
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: [],
  skipLibCheck: true,
  skipDefaultLibCheck: true,
};

/** A program that TypeScript has read, and what it knows of it. */
export interface CompiledProgram {
  readonly source: ts.SourceFile;
  readonly checker: ts.TypeChecker;
  /** The modules that it imports: specifier → path. */
  readonly specifiers: ReadonlyMap<string, string>;
  /** What TypeScript reports, in the order of the text. */
  readonly diagnostics: readonly ts.Diagnostic[];
}

/** Owns the texts. Unchanged ones are parsed once. */
export class Compiler {
  readonly #files = new Map<string, ts.SourceFile>();
  readonly #host: ts.CompilerHost;
  #specifiers: ReadonlyMap<string, string> = new Map();
  #previous: ts.Program | undefined;

  constructor(library: string) {
    this.#set(LIBRARY_PATH, library);
    this.#host = this.#createHost();
  }

  /** Adds a module, or replaces its text. */
  add(path: string, text: string): void {
    this.#set(path, text);
  }

  /** Drops all modules. */
  forget(): void {
    for (const path of this.#files.keys()) if (path !== LIBRARY_PATH) this.#files.delete(path);
    this.#previous = undefined;
  }

  /** Reads and checks a program. `specifiers` say which modules it and its modules import. */
  compile(text: string, specifiers: ReadonlyMap<string, string>): CompiledProgram {
    this.#specifiers = specifiers;
    const source = this.#set(PROGRAM_PATH, text);
    const program = ts.createProgram({
      rootNames: [PROGRAM_PATH],
      options: OPTIONS,
      host: this.#host,
      ...(this.#previous === undefined ? {} : { oldProgram: this.#previous }),
    });
    // Kept only when the check ends well: a checker that gave up half-way is not to be used again.
    this.#previous = undefined;
    const diagnostics = program.getSemanticDiagnostics(source);
    this.#previous = program;
    return { source, specifiers, checker: program.getTypeChecker(), diagnostics };
  }

  #set(path: string, text: string): ts.SourceFile {
    const file = ts.createSourceFile(path, text, {
      languageVersion: ts.ScriptTarget.ESNext,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    });
    this.#files.set(path, file);
    return file;
  }

  #createHost(): ts.CompilerHost {
    return {
      getSourceFile: (path) => this.#files.get(path),
      getDefaultLibFileName: () => LIBRARY_PATH,
      writeFile: () => {},
      getCurrentDirectory: () => "/",
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => "\n",
      fileExists: (path) => this.#files.has(path),
      readFile: (path) => this.#files.get(path)?.text,
      directoryExists: () => true,
      getDirectories: () => [],
      resolveModuleNameLiterals: (literals) =>
        literals.map(({ text }) => {
          // Modules import one another by path.
          const path = this.#specifiers.get(text) ?? (this.#files.has(text) ? text : undefined);
          return {
            resolvedModule: path === undefined
              ? undefined
              : { resolvedFileName: path, extension: ts.Extension.Ts },
          };
        }),
    };
  }
}
