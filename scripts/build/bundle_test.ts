import assert from "node:assert/strict";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PARTS } from "../../src/parts.ts";
import { bundle, ROOT } from "./bundle.ts";

Deno.test("bundle() makes the same files for every platform, and puts the commit into them", async () => {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  try {
    const url = pathToFileURL(`${folder}/`);
    const metafile = await bundle({ id: "abc1234", time: 1_700_000_000 }, url);
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    const scripts = ["main", ...Object.keys(PARTS)].map((name) => `${name}.js`);
    assert.deepEqual(names, [...scripts, "checker_library.txt", "deno.json", "engine.wasm"].sort());
    const texts = await Promise.all(scripts.map((name) => Deno.readTextFile(new URL(name, url))));
    const text = texts.join("\n");
    // The platform is asked for when Runbyte runs, nothing of this machine is inside, and nothing native is loaded.
    assert.match(text, /Deno\.build\.os/);
    assert(!text.includes(fileURLToPath(ROOT)), "the bundle has a path of this machine");
    assert.doesNotMatch(text, /process\.dlopen|require\(["'][^"']*\.node["']\)/);
    assert.deepEqual(Object.keys(metafile.inputs).filter((path) => path.endsWith(".node")), []);
    assert.match(texts[0] ?? "", /abc1234/);
    const precompiled = texts[0]?.match(/^var [\w$]+=\((?:async )?function/gm) ?? [];
    assert(precompiled.length > 100, "what every start runs is compiled with the file");
    assert.doesNotMatch(texts[0] ?? "", /from ?"node:(?:util|fs|module|process)"/, "loaded at every start");
    for (const name of names) {
      const { mtime } = await Deno.stat(new URL(name, url));
      assert.equal(mtime?.getTime(), 1_700_000_000_000, name);
    }
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
});
