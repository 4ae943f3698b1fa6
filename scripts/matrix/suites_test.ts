import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { SUITES } from "./suites.ts";

const TESTS = new URL("../../tests/", import.meta.url);

/** The folders of `tests/` that have tests, and files that name `RUNBYTE_BIN`'s users. */
function foldersWithTests(): readonly string[] {
  const holdsTests = (folder: string): boolean =>
    [...Deno.readDirSync(folder)].some(({ name, isDirectory }) =>
      name.endsWith("_test.ts") || (isDirectory && holdsTests(`${folder}/${name}`))
    );
  return [...Deno.readDirSync(TESTS)].filter(({ name, isDirectory }) =>
    isDirectory && holdsTests(fileURLToPath(new URL(name, TESTS)))
  ).map(({ name }) => name);
}

Deno.test("The matrix has every folder of tests", () => {
  const named = SUITES.map(({ name }) => name).filter((name) => name !== "unit");
  assert.deepEqual(named.toSorted(), foldersWithTests().toSorted());
});

Deno.test("What is not run on the executable says why", () => {
  for (const { name, executable, source, fromSource } of SUITES) {
    if (executable === undefined) assert(fromSource !== undefined, name);
    else if (source !== undefined && source.join() !== executable.join()) {
      assert(fromSource !== undefined, name);
    }
  }
});

Deno.test("A suite whose tests start Runbyte is run on the executable", async () => {
  for (const { name, executable } of SUITES.filter(({ executable }) => executable === undefined)) {
    if (name === "unit") continue;
    const folder = new URL(`${name}/`, TESTS);
    for await (const { name: file } of Deno.readDir(folder)) {
      if (!file.endsWith(".ts")) continue;
      const text = await Deno.readTextFile(new URL(file, folder));
      assert.doesNotMatch(
        text,
        /support\/(?:runbyte|subject_roles|raw_stdio|home_folder)/,
        `${name}/${file}: ${executable}`,
      );
    }
  }
});
