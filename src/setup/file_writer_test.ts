import assert from "node:assert/strict";
import { join } from "node:path";
import { backupPath } from "./file_writer.ts";
import { FileChanged } from "./file_fault.ts";
import { replaceFile } from "./replace_file.ts";

const probe = new URL("../../tests/support/file_writer_probe.ts", import.meta.url);

Deno.test("S-90: FileWriter writes the files that were named, and nothing else can be written", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-test-" }));
  await Deno.mkdir(join(folder, "other"));
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...[
        "run",
        "--quiet",
        "--no-prompt",
        "--unstable-worker-options",
        "--allow-read",
        "--allow-write",
        "--allow-env",
      ],
      ...[probe.pathname, folder],
    ],
  }).output();
  const results = JSON.parse(new TextDecoder().decode(stdout));
  assert.deepEqual(results.ownFile, { ok: true });
  assert.equal(results.otherFile.ok, false);
  assert.deepEqual(results.otherByThread, { ok: false, reason: "permission denied" });
  assert.deepEqual([results.otherByProcess, results.ownByProcess], [false, false]);
  assert.equal(await Deno.readTextFile(join(folder, "mine", "config.json")), "1");
  assert.deepEqual([...Deno.readDirSync(join(folder, "other"))], []);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("replaceFile() keeps a copy, never over another, and leaves nothing behind when it fails", async () => {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  const [path, backup] = [join(folder, "a.json"), join(folder, "a.json.backup")];
  const names = () => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  assert.equal(await replaceFile({ path, text: "1", backup }), undefined);
  assert.deepEqual(names(), ["a.json"]);
  assert.equal(await replaceFile({ path, text: "2", old: "1", backup }), backup);
  assert.equal(await replaceFile({ path, text: "3", old: "2", backup }), `${backup}-2`);
  const texts = [path, backup, `${backup}-2`].map((file) => Deno.readTextFileSync(file));
  assert.deepEqual(texts, ["3", "1", "2"]);
  await assert.rejects(replaceFile({ path: join(folder, "no", "a.json"), text: "1" }), Deno.errors.NotFound);
  assert.deepEqual(names(), ["a.json", "a.json.backup", "a.json.backup-2"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("S-90: replaceFile() writes nothing over what somebody else has written meanwhile", async () => {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  const path = join(folder, "a.json");
  await Deno.writeTextFile(path, "theirs");
  await assert.rejects(replaceFile({ path, text: "mine", old: "before", backup: `${path}.b` }), FileChanged);
  await assert.rejects(replaceFile({ path, text: "mine" }), FileChanged);
  assert.equal(await Deno.readTextFile(path), "theirs");
  await Deno.remove(path);
  await assert.rejects(replaceFile({ path, text: "mine", old: "theirs" }), FileChanged);
  assert.deepEqual([...Deno.readDirSync(folder)], []);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("replaceFile() keeps a byte order mark", async () => {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  const path = join(folder, "a.json");
  await Deno.writeTextFile(path, "\ufeff{}");
  await replaceFile({ path, text: "{1}", old: "{}" });
  assert.equal(new TextDecoder("utf-8", { ignoreBOM: true }).decode(await Deno.readFile(path)), "\ufeff{1}");
  await Deno.remove(folder, { recursive: true });
});

Deno.test(
  "replaceFile() leaves a file to its owner and as secret as it was, its copy too",
  { ignore: Deno.build.os === "windows" },
  async () => {
    const folder = await Deno.makeTempDir({ prefix: "runbyte-test-" });
    const path = join(folder, "a.json");
    await Deno.writeTextFile(path, "1", { mode: 0o640 });
    if (Deno.uid() === 0) await Deno.chown(path, 65534, 65534);
    const before = await Deno.stat(path);
    const copy = await replaceFile({ path, text: "2", old: "1", backup: `${path}.b` });
    for (const file of [path, copy ?? ""]) {
      const { mode, uid, gid } = await Deno.stat(file);
      assert.deepEqual([(mode ?? 0) & 0o777, uid, gid], [0o640, before.uid, before.gid], file);
    }
    await Deno.remove(folder, { recursive: true });
  },
);

Deno.test("backupPath() has the time in it", () => {
  assert.equal(
    backupPath("/x/a.json", new Date("2026-11-22T05:04:03.210Z")),
    "/x/a.json.backup-20261122-050403",
  );
});
