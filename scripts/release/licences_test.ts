import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "../build/bundle.ts";
import { collectLicences, copiedFolders, licencesText, packageFolders, readPackage } from "./licences.ts";

/** A bundle of these files, each with so many bytes of it inside. */
function bundleOf(inputs: Readonly<Record<string, number>>) {
  const entries = Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }]);
  return {
    outputs: { "main.js": { bytes: 1, inputs: Object.fromEntries(entries), imports: [], exports: [] } },
  };
}

/** A package on disk, gone afterwards. */
async function packageWith(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly url: URL } & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(join(path, name), text);
  return {
    url: pathToFileURL(`${path}/`),
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

Deno.test("packageFolders() finds the packages whose code is really inside", () => {
  const nested = "node_modules/.deno/b@2.0.0/node_modules";
  const found = packageFolders(bundleOf({
    "main.ts": 10,
    "src/hub/hub.ts": 10,
    "scripts/build/server_shims.ts": 10,
    "typescript:typescript": 10,
    "node_modules/a/lib/index.js": 10,
    "node_modules/a/lib/other.js": 10,
    [`${nested}/@scope/b/dist/node_modules_list.js`]: 10,
    "node_modules/unused/index.js": 0,
  }));
  assert.deepEqual(found, [`${nested}/@scope/b`, "node_modules/a"]);
});

Deno.test("packageFolders() refuses code that is neither Runbyte's nor a package's", () => {
  for (const path of ["../elsewhere/x.js", "vendor/x.js", "main.ts.js", "node_modules/loose.js"]) {
    assert.throws(() => packageFolders(bundleOf({ [path]: 1 })), /unknown origin/, path);
  }
});

Deno.test("copiedFolders() finds packages that another one has bundled into itself", () => {
  const mark = "//#region ../../node_modules/.pnpm";
  const source = `${mark}/content-type@1.0.5/node_modules/content-type/index.js
    ${mark}/@a+b@4.1.1/node_modules/@a/b/dist/x.js\n${mark}/@a+b@4.1.1/node_modules/@a/b/dist/y.js
    //#region src/own.ts\nconst text = "//#region node_modules/none/x.js";`;
  assert.deepEqual([...new Set(copiedFolders(source))], [
    "node_modules/.deno/content-type@1.0.5/node_modules/content-type",
    "node_modules/.deno/@a+b@4.1.1/node_modules/@a/b",
  ]);
  assert.throws(() => copiedFolders("//#region node_modules/loose/x.js"), /unknown version: loose/);
});

Deno.test("readPackage() puts all texts of a licence together", async () => {
  await using one = await packageWith({
    "package.json": JSON.stringify({ name: "a", version: "1.0.0", license: "MIT" }),
    "LICENCE.md": "the licence\n",
    "NOTICE": "the notice\n",
    "README.md": "no licence",
  });
  assert.deepEqual(await readPackage(one.url), {
    name: "a",
    version: "1.0.0",
    licence: "MIT",
    text: "the licence\n\nthe notice",
  });
});

Deno.test("readPackage() fails for a package without a text, or without a licence", async () => {
  const json = { name: "a", version: "1.0.0", license: "MIT" };
  await using bare = await packageWith({ "package.json": JSON.stringify(json), "README.md": "MIT" });
  await assert.rejects(
    readPackage(bare.url),
    /^Error: a@1\.0\.0 is in the executable and has no licence text/,
  );
  await using empty = await packageWith({ "package.json": JSON.stringify(json), "LICENSE": " \n" });
  await assert.rejects(readPackage(empty.url), /no licence text/);
  const { license: _license, ...none } = json;
  await using unlicensed = await packageWith({ "package.json": JSON.stringify(none), "LICENSE": "text" });
  await assert.rejects(readPackage(unlicensed.url), /no licence text/);
});

Deno.test("readPackage() fails for a package that is not there", async () => {
  await assert.rejects(readPackage(new URL("none/", import.meta.url)), /which is not there/);
});

Deno.test("licencesText() has runtime, engine and compiler, and each title before its text", async () => {
  const all = await collectLicences(bundleOf({ "node_modules/zod/v4/core/core.js": 1 }));
  const text = licencesText(all);
  assert.deepEqual(all.map(({ name }) => name), [
    "Deno",
    "V8",
    "@jitl/quickjs-wasmfile-release-sync",
    "typescript",
    "zod",
  ]);
  for (
    const words of [
      "Fabrice Bellard",
      "the Deno authors",
      "the V8 project authors",
      "Apache License",
      "Colin McDonnell",
    ]
  ) {
    assert(text.includes(words), words);
  }
  assert.match(text, /=\nzod [\d.]+ \(MIT\)\n=/);
});

Deno.test("Everything that is in the bundles has a licence text", async () => {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  try {
    const metafile = await bundle({ id: undefined, time: 1_700_000_000 }, pathToFileURL(`${folder}/`));
    const names = (await collectLicences(metafile)).map(({ name }) => name);
    // One of each kind: imported, beside the bundles, copied into another package, supplied.
    for (const name of ["zod", "typescript", "content-type", "@cfworker/json-schema"]) {
      assert(names.includes(name), name);
    }
    // What only the build and the tests use is not inside.
    for (const name of ["esbuild", "fflate", "nanotar", "prettier", "gpt-tokenizer"]) {
      assert(!names.includes(name), name);
    }
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
});
