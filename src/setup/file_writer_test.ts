import assert from "node:assert/strict";
import { join } from "node:path";
import { backupPath } from "./file_writer.ts";
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
  await replaceFile({ path, text: "1", backup });
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["a.json"]);
  await replaceFile({ path, text: "2", backup });
  assert.deepEqual([await Deno.readTextFile(path), await Deno.readTextFile(backup)], ["2", "1"]);
  await assert.rejects(replaceFile({ path, text: "3", backup }), Deno.errors.AlreadyExists);
  assert.equal(await Deno.readTextFile(path), "2");
  await assert.rejects(replaceFile({ path: join(folder, "no", "a.json"), text: "1" }), Deno.errors.NotFound);
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["a.json", "a.json.backup"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("backupPath() has the time in it", () => {
  assert.equal(
    backupPath("/x/a.json", new Date("2026-11-22T05:04:03.210Z")),
    "/x/a.json.backup-20261122-050403",
  );
});
