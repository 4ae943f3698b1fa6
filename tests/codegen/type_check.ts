/**
 * TypeScript's own opinion of generated modules, in this process and without a disk.
 *
 * @module
 */

import ts from "typescript";

const LIB = ts.ScriptTarget.ES2023;

/** Type checks modules (absolute path → text) as one strict program and returns its complaints, one a line. */
export function typeCheck(files: ReadonlyMap<string, string>): readonly string[] {
  const program = createProgram(files);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const place = diagnostic.file?.fileName ?? "";
    return `${place}: TS${diagnostic.code} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, " ")}`;
  });
}

/** The names that each module exports, types included, sorted. */
export function exportsOf(files: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const program = createProgram(files);
  const checker = program.getTypeChecker();
  return new Map([...files.keys()].map((path) => {
    const source = program.getSourceFile(path);
    const symbol = source && checker.getSymbolAtLocation(source);
    return [path, symbol ? checker.getExportsOfModule(symbol).map(({ name }) => name).sort() : []];
  }));
}

function createProgram(files: ReadonlyMap<string, string>): ts.Program {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: LIB,
    lib: ["lib.es2023.d.ts"],
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const libFolder = host.getDefaultLibLocation?.() ?? "";
  const isLib = (path: string) => path.startsWith(libFolder);
  const disk = { fileExists: host.fileExists, readFile: host.readFile, getSourceFile: host.getSourceFile };
  host.fileExists = (path) => files.has(path) || (isLib(path) && disk.fileExists(path));
  host.readFile = (path) => files.get(path) ?? (isLib(path) ? disk.readFile(path) : undefined);
  host.directoryExists = (path) =>
    [...files.keys()].some((file) => file.startsWith(path.replace(/\/?$/, "/")));
  host.getDirectories = () => [];
  host.realpath = (path) => path;
  host.getSourceFile = (path, languageVersion) => {
    const text = files.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, languageVersion, true);
    return isLib(path) ? libFile(path, languageVersion) : undefined;
  };
  return ts.createProgram([...files.keys()], options, host);
}

/** The library's files are parsed once, not once per program. */
const libFiles = new Map<string, ts.SourceFile>();

function libFile(path: string, languageVersion: ts.ScriptTarget | ts.CreateSourceFileOptions) {
  const known = libFiles.get(path);
  if (known !== undefined) return known;
  const text = ts.sys.readFile(path);
  if (text === undefined) return undefined;
  const file = ts.createSourceFile(path, text, languageVersion, true);
  libFiles.set(path, file);
  return file;
}
