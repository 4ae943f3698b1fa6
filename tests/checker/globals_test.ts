/**
 * The library that programs are checked against, beside the globals that a guest has.
 *
 * @module
 */

import assert from "node:assert/strict";
import ts from "typescript";
import { checkerFromSource } from "../../src/checker/checker_command.ts";
import { DEFAULT_LIMITS } from "../../src/limits.ts";
import { SandboxPool } from "../../src/sandbox/pool.ts";
import { toRequest } from "../sandbox/test_pool.ts";
import { subjectGuest } from "../support/subject_roles.ts";

/** What is there for Runbyte's own code, and what only a declaration can be. */
const NOT_FOR_PROGRAMS = new Set(["__runbyteEntry", "undefined", "globalThis"]);

/** The engine does not keep the last match for everybody, nor has a function's prototype a prototype. */
const NOT_HERE =
  /^(?:Function\.prototype\.prototype|RegExp\.(?:\$.|input|lastMatch|lastParen|leftContext|rightContext))$/;

Deno.test("The library has every global that a guest has, and no other", async () => {
  const declared = await declaredNames();
  const { globals, missing } = await askGuest(declared);
  const tops = new Set(declared.filter((name) => !name.includes(".")));
  assert.deepEqual(
    globals.filter((name) => !tops.has(name) && !NOT_FOR_PROGRAMS.has(name)),
    [],
    "not declared",
  );
  assert.deepEqual(missing.filter((name) => !name.includes(".")), [], "declared, but not there");
});

Deno.test("What the library declares of those globals is there in a guest", async () => {
  const { missing } = await askGuest(await declaredNames());
  const lacking = missing.filter((name) => name.includes(".") && !NOT_HERE.test(name));
  // These are TypeScript's own way to declare what an iterator is.
  assert.deepEqual(lacking.filter((name) => !name.startsWith("Iterator.prototype")), []);
});

/** `Map`, `Map.groupBy`, `Map.prototype.get` and so on: the values of the library. */
async function declaredNames(): Promise<readonly string[]> {
  const text = await checkerFromSource(Deno.env.toObject()).library();
  const files = new Map([["/library.d.ts", text], ["/program.ts", "export {};"]]);
  const program = ts.createProgram(["/program.ts"], { target: ts.ScriptTarget.ESNext, types: [] }, {
    getSourceFile: (path, version) => ts.createSourceFile(path, files.get(path) ?? "", version),
    getDefaultLibFileName: () => "/library.d.ts",
    writeFile: () => {},
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (path) => files.has(path),
    readFile: (path) => files.get(path),
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile("/program.ts");
  assert.ok(source);
  const members = (type: ts.Type) => checker.getPropertiesOfType(type).map(({ name }) => name);
  const methods = (type: ts.Type) =>
    checker.getPropertiesOfType(type).filter((one) =>
      checker.getTypeOfSymbol(one).getCallSignatures().length > 0
    )
      .map(({ name }) => name);
  return checker.getSymbolsInScope(source, ts.SymbolFlags.Value).flatMap((symbol) => {
    if (NOT_FOR_PROGRAMS.has(symbol.name)) return [];
    const type = checker.getTypeOfSymbol(symbol);
    const prototype = type.getProperty("prototype");
    const inherited = prototype === undefined ? [] : methods(checker.getTypeOfSymbol(prototype));
    const names = [...members(type), ...inherited.map((name) => `prototype.${name}`)];
    return [
      symbol.name,
      ...names.filter((name) => !name.includes("__")).map((name) => `${symbol.name}.${name}`),
    ];
  });
}

/** Which names there are among a guest's globals, and which of these there are not. */
async function askGuest(names: readonly string[]) {
  const guest = subjectGuest();
  const pool = new SandboxPool({ limits: DEFAULT_LIMITS, log: () => {}, guest });
  const { outcome } = await pool.run(toRequest(`
    const has = (path) => {
      let value = globalThis;
      for (const name of path.split(".")) {
        if (value === null || value === undefined || !(name in Object(value))) return false;
        try { value = value[name]; } catch { return true; }
      }
      return true;
    };
    const exec = () => ({
      globals: Object.getOwnPropertyNames(globalThis),
      missing: ${JSON.stringify(names)}.filter((name) => !has(name)),
    });`));
  await pool.close();
  assert.equal(outcome.kind, "completed");
  const value: { globals: string[]; missing: string[] } = JSON.parse(
    outcome.kind === "completed" ? outcome.json ?? "" : "",
  );
  return value;
}
