/**
 * TypeScript's own opinion of generated modules, in this process and with nothing but them and its own library.
 *
 * @module
 */

import ts from "typescript";

/** What TypeScript finds in a set of modules. */
export interface Inspection {
  /** Its complaints under `strict`, one a line. */
  readonly errors: readonly string[];
  /** What each module declares and exports. */
  readonly modules: ReadonlyMap<string, ModuleContent>;
}

/** The content of one module. */
export interface ModuleContent {
  /** Exported functions and other values, sorted. */
  readonly values: readonly string[];
  /** Exported interfaces and type aliases, sorted. */
  readonly types: readonly string[];
  /** The kinds of its top-level statements, each once, sorted. */
  readonly statements: readonly string[];
}

/** Type checks modules (absolute path → text) as one strict program. */
export function inspect(files: ReadonlyMap<string, string>): Inspection {
  const program = createProgram(files);
  const checker = program.getTypeChecker();
  const errors = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
    return `${diagnostic.file?.fileName ?? ""}: TS${diagnostic.code} ${text}`;
  });
  return {
    errors,
    modules: new Map([...files.keys()].map((path) => [path, contentOf(path, program, checker)])),
  };
}

function contentOf(path: string, program: ts.Program, checker: ts.TypeChecker): ModuleContent {
  const source = program.getSourceFile(path);
  const symbol = source && checker.getSymbolAtLocation(source);
  if (!symbol) throw new Error(`${path} is no module`);
  const exported = checker.getExportsOfModule(symbol);
  const targetOf = (one: ts.Symbol) =>
    (one.flags & ts.SymbolFlags.Alias) === 0 ? one : checker.getAliasedSymbol(one);
  const isType = (one: ts.Symbol) => (targetOf(one).flags & ts.SymbolFlags.Type) !== 0;
  const names = (symbols: readonly ts.Symbol[]) => symbols.map(({ name }) => name).sort();
  const kinds = source.statements.map(({ kind }) => ts.SyntaxKind[kind]);
  return {
    values: names(exported.filter((one) => !isType(one))),
    types: names(exported.filter(isType)),
    statements: [...new Set(kinds)].sort(),
  };
}

function createProgram(files: ReadonlyMap<string, string>): ts.Program {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts"],
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const libFolder = host.getDefaultLibLocation?.() ?? "";
  host.fileExists = (path) => files.has(path);
  host.readFile = (path) => files.get(path);
  host.directoryExists = (path) =>
    [...files.keys()].some((file) => file.startsWith(path.replace(/\/?$/, "/")));
  host.getDirectories = () => [];
  host.realpath = (path) => path;
  host.getSourceFile = (path, version) => {
    const text = files.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, version, true);
    return path.startsWith(libFolder) ? libFile(path, version) : undefined;
  };
  return ts.createProgram([...files.keys()], options, host);
}

/** The library's files are parsed once, not once per program. */
const libFiles = new Map<string, ts.SourceFile>();

function libFile(
  path: string,
  version: ts.ScriptTarget | ts.CreateSourceFileOptions,
): ts.SourceFile | undefined {
  const text = libFiles.has(path) ? undefined : ts.sys.readFile(path);
  if (text !== undefined) libFiles.set(path, ts.createSourceFile(path, text, version, true));
  return libFiles.get(path);
}
