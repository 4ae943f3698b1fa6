/**
 * What must say the same in several places.
 *
 * @module
 */

import assert from "node:assert/strict";
import denoConfig from "../../deno.json" with { type: "json" };
import { VERSION } from "../../src/version.ts";

const read = (path: string) => Deno.readTextFile(new URL(`../../${path}`, import.meta.url));

Deno.test("deno.json, src/version.ts and the changelog agree on the version", async () => {
  assert.equal(denoConfig.version, VERSION);
  assert.match(await read("CHANGELOG.md"), new RegExp(`^## \\[${VERSION.replaceAll(".", "\\.")}\\] - `, "m"));
});

Deno.test("Every dependency has an exact version", () => {
  for (const [name, target] of Object.entries(denoConfig.imports)) {
    assert.match(target, /^npm:(@[\w-]+\/)?[\w.-]+@\d+\.\d+\.\d+(-[\w.]+)?$/, name);
  }
});

Deno.test("Every task that the documents name exists", async () => {
  for (
    const file of ["README.md", "docs/CONTRIBUTING.md", "docs/SECURITY.md", "ARCHITECTURE.md", ".ci/run"]
  ) {
    for (
      const [, task] of (await read(file)).matchAll(/(?:deno|deno@\S+|"deno@\$\w+") task ([a-z][a-z:]*)/g)
    ) {
      assert(Object.hasOwn(denoConfig.tasks, task ?? ""), `${file} names the task ${task}`);
    }
  }
});
