import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { cutTypescript } from "./typescript.ts";

const text = await Deno.readTextFile(fileURLToPath(import.meta.resolve("typescript")));

Deno.test("cutTypescript() leaves a module that checks types, without Node and without emitting", async () => {
  const cut = cutTypescript(text);
  assert.ok(cut.length < text.length * 0.75);
  const url = URL.createObjectURL(new Blob([cut], { type: "text/javascript" }));
  const ts: typeof import("typescript") = await import(url);
  URL.revokeObjectURL(url);
  const files = new Map([
    [
      "/lib.d.ts",
      "interface Array<T> { length: number } interface String {} interface Number {} interface Boolean {}",
    ],
    ["/a.ts", `export const a: string = 1;`],
  ]);
  const program = ts.createProgram(["/a.ts"], { types: [] }, {
    getSourceFile: (path, version) => ts.createSourceFile(path, files.get(path) ?? "", version),
    getDefaultLibFileName: () => "/lib.d.ts",
    writeFile: () => {},
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (path) => files.has(path),
    readFile: (path) => files.get(path),
  });
  const source = program.getSourceFile("/a.ts");
  assert.ok(source);
  assert.deepEqual(program.getSemanticDiagnostics(source).map(({ code }) => code), [2322]);
  assert.throws(() => program.emit(), /getTransformers is left out/);
  assert.equal(ts.sys, undefined);
});

Deno.test("cutTypescript() refuses a file of another layout", () => {
  assert.throws(() => cutTypescript("var ts = {};"), /typescript\.js has no part/);
  assert.throws(
    () => cutTypescript(text.replace("function isNodeLikeSystem()", "function isNode()")),
    /nothing like/,
  );
  assert.throws(
    () => cutTypescript(text.replaceAll("function emitFiles(", "function emit(")),
    /nothing like/,
  );
});
