import assert from "node:assert/strict";
import { createLibrary, LIBRARY_FOLDER } from "./library.ts";

const read = (file: string) => Deno.readTextFile(new URL(import.meta.resolve(`${LIBRARY_FOLDER}${file}`)));

Deno.test("createLibrary() returns one script with everything that the roots refer to", async () => {
  const files: string[] = [];
  const library = await createLibrary((file) => {
    files.push(file);
    return read(file);
  });
  assert.equal(new Set(files).size, files.length, "a file is read twice");
  for (const file of ["lib.es5.d.ts", "lib.es2015.promise.d.ts", "lib.es2025.iterator.d.ts"]) {
    assert.ok(files.includes(file), file);
  }
  assert.ok(!files.some((file) => /dom|worker|scripthost/.test(file)), files.join(" "));
  assert.doesNotMatch(library, /^\s*(?:export|import)\b|declare global|\/\/|\/\*/m);
  for (const name of ["interface PromiseConstructor", "var Iterator", "declare var console", "groupBy"]) {
    assert.ok(library.includes(name), name);
  }
  assert.ok(library.length < 200_000, `${library.length}`);
});

Deno.test("createLibrary() leaves out values that the engine does not have, and keeps their types", async () => {
  const library = await createLibrary(read);
  const namespaces = [...library.matchAll(/^declare namespace Intl \{$[^]*?^\}$/gm)];
  assert.ok(namespaces.length > 5);
  for (const [text] of namespaces) assert.doesNotMatch(text, /^\s*(?:var|const|function) /m);
  assert.match(library, /interface NumberFormatOptions/);
  assert.doesNotMatch(library, /declare var Atomics/);
});

Deno.test("LIBRARY_FOLDER names the version that deno.json pins", async () => {
  const { imports } = JSON.parse(await Deno.readTextFile(new URL("../../deno.json", import.meta.url)));
  assert.equal(LIBRARY_FOLDER, `${imports.typescript}/lib/`);
});
