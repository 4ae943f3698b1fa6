import assert from "node:assert/strict";
import { refusalToWrite, writeTypes } from "./types_folder.ts";

async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-test-" }));
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** Every file below a folder, with its text. */
async function filesIn(folder: string, below = ""): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) Object.assign(files, await filesIn(`${folder}/${name}`, `${below}${name}/`));
    else files[below + name] = await Deno.readTextFile(`${folder}/${name}`);
  }
  return files;
}

const FIRST = new Map([["index.ts", "1"], ["a/x.ts", "1"], ["a/y.ts", "1"], ["b/z.ts", "1"]]);
const SECOND = new Map([["index.ts", "2"], ["a/x.ts", "2"], ["c/w.ts", "2"]]);

Deno.test("writeTypes() writes the modules, a list of them and a tsconfig", async () => {
  await using folder = await temporaryFolder();
  const outcome = await writeTypes({ folder: `${folder.path}/new/one`, modules: FIRST, kept: [] });
  assert.deepEqual(outcome, { kind: "written", removed: 0, hasOwnTsconfig: false });
  const { "servers/@runbyte/files.json": list = "", "tsconfig.json": _, ...files } = await filesIn(
    `${folder.path}/new/one`,
  );
  assert.deepEqual(JSON.parse(list), [...FIRST.keys()].sort());
  assert.deepEqual(files, Object.fromEntries([...FIRST].map(([path, text]) => [`servers/${path}`, text])));
});

Deno.test("writeTypes() that is cancelled at any file leaves all as it was", async () => {
  await using folder = await temporaryFolder();
  const fresh = `${folder.path}/fresh`;
  const known = `${folder.path}/known`;
  await writeTypes({ folder: known, modules: FIRST, kept: [] });
  const before = await filesIn(known);
  for (const path of [fresh, known]) {
    for (let files = 0; files < SECOND.size; files++) {
      let left = files;
      const outcome = await writeTypes({ folder: path, modules: SECOND, kept: [] }, () => left-- === 0);
      assert.deepEqual(outcome, { kind: "cancelled" });
    }
  }
  await assert.rejects(Deno.stat(fresh), Deno.errors.NotFound);
  assert.deepEqual(await filesIn(known), before);
  assert.equal((await writeTypes({ folder: known, modules: SECOND, kept: ["b"] })).kind, "written");
  const { "servers/b/z.ts": kept, "servers/a/x.ts": changed, "servers/a/y.ts": gone } = await filesIn(known);
  assert.deepEqual([kept, changed, gone], ["1", "2", undefined]);
});

Deno.test("writeTypes() that fails leaves all as it was", async () => {
  await using folder = await temporaryFolder();
  await writeTypes({ folder: folder.path, modules: FIRST, kept: [] });
  const before = await filesIn(folder.path);
  const modules = new Map([...SECOND, [`${"long".repeat(100)}.ts`, ""]]);
  await assert.rejects(writeTypes({ folder: folder.path, modules, kept: [] }));
  assert.deepEqual(await filesIn(folder.path), before);
});

Deno.test("writeTypes() removes what a process left that was killed a while ago", async () => {
  await using folder = await temporaryFolder();
  const old = `${folder.path}/.runbyte-types-0a1b2c3d`;
  const young = `${folder.path}/.runbyte-types-4e5f6071`;
  for (const path of [old, young]) await Deno.mkdir(path);
  await Deno.utime(old, 0, 0);
  await writeTypes({ folder: folder.path, modules: FIRST, kept: [] });
  await assert.rejects(Deno.stat(old), Deno.errors.NotFound);
  await Deno.stat(young);
});

Deno.test("refusalToWrite() names a file in the way, and a folder of somebody else's", async () => {
  await using folder = await temporaryFolder();
  const file = `${folder.path}/notes.md`;
  await Deno.writeTextFile(file, "");
  for (const path of [file, `${file}/below/it`]) {
    assert.equal(await refusalToWrite(path), `${file} is a file: name a folder`);
  }
  await Deno.mkdir(`${folder.path}/own/servers`, { recursive: true });
  assert.equal(await refusalToWrite(`${folder.path}/own`), undefined, "empty");
  await Deno.writeTextFile(`${folder.path}/own/servers/x.ts`, "");
  assert.match(await refusalToWrite(`${folder.path}/own`) ?? "", /was not written by 'runbyte types'/);
  assert.equal(await refusalToWrite(`${folder.path}/a/b/c`), undefined);
});
