import assert from "node:assert/strict";
import { join } from "node:path";
import { parseToolDefinition, type ToolDefinition } from "../tool.ts";
import { StateFolder } from "./state_folder.ts";

function tool(name: string, description = ""): ToolDefinition {
  const parsed = parseToolDefinition({ name, description });
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.tool;
}

async function testFolder() {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-test-" }));
  return { path: join(path, "a", "b"), [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

const KEY = { server: "s", file: "s-1.json" };

Deno.test("StateFolder.change() makes the folder, keeps others out of it, and leaves nothing beside the file", async () => {
  await using temporary = await testFolder();
  const folder = new StateFolder(temporary.path);
  assert.deepEqual(await folder.read(KEY.file), { kind: "absent" });
  const record = await folder.change(KEY, { trusted: [tool("a")] });
  assert.deepEqual(record, { server: "s", accepted: [tool("a")] });
  assert.deepEqual(await folder.read(KEY.file), { kind: "record", record });
  assert.deepEqual([...Deno.readDirSync(temporary.path)].map(({ name }) => name).sort(), [
    ".lock",
    "s-1.json",
  ]);
  if (Deno.build.os === "windows") return;
  const mode = (path: string) => (Deno.statSync(path).mode ?? 0) & 0o777;
  assert.equal(mode(temporary.path), 0o700);
  assert.equal(mode(join(temporary.path, KEY.file)), 0o600);
});

Deno.test("StateFolder.change() loses no change of another, and no reader sees half a file", async () => {
  await using temporary = await testFolder();
  const folders = [new StateFolder(temporary.path), new StateFolder(temporary.path)];
  await folders[0]?.change(KEY, {});
  let isOver = false;
  const reading = (async () => {
    let reads = 0;
    for (; !isOver; reads++) {
      assert.equal((await new StateFolder(temporary.path).read(KEY.file)).kind, "record");
    }
    return reads;
  })();
  const changes = Array.from(
    { length: 60 },
    (_, index) => folders[index % 2]?.change(KEY, { alsoPending: [tool(`t${index}`, "x".repeat(20_000))] }),
  );
  await Promise.all(changes);
  isOver = true;
  assert.ok(await reading > 10);
  const content = await folders[1]?.read(KEY.file);
  assert.equal(content?.kind === "record" && content.record.pending?.length, 60);
});

Deno.test("StateFolder.read() says why a file cannot be used, without its path", async () => {
  await using temporary = await testFolder();
  const folder = new StateFolder(temporary.path);
  await folder.change(KEY, {});
  await Deno.mkdir(join(temporary.path, "folder.json"));
  await Deno.writeTextFile(join(temporary.path, "large.json"), " ".repeat(7_000_000));
  await Deno.writeTextFile(join(temporary.path, "bad.json"), "{");
  for (
    const [file, reason] of [["folder.json", /./], ["large.json", /too large/], [
      "bad.json",
      /not JSON/,
    ]] as const
  ) {
    const content = await folder.read(file);
    assert.ok(content.kind === "unusable", file);
    assert.match(content.reason, reason);
    assert.ok(!content.reason.includes(temporary.path), content.reason);
  }
  assert.deepEqual([...(await folder.records()).keys()], [KEY.file]);
});

Deno.test("StateFolder.change() replaces a file that cannot be used", async () => {
  await using temporary = await testFolder();
  const folder = new StateFolder(temporary.path);
  await folder.change(KEY, { trusted: [tool("a")] });
  await Deno.writeTextFile(join(temporary.path, KEY.file), `{"format":9}`);
  assert.deepEqual(await folder.change(KEY, { trusted: [tool("b")] }), {
    server: "s",
    accepted: [tool("b")],
  });
});

Deno.test("StateFolder.change() keeps the number of files small, and throws nothing away that was accepted (S-52)", async () => {
  await using temporary = await testFolder();
  const folder = new StateFolder(temporary.path);
  await folder.change(KEY, { trusted: [tool("a")] });
  const empty = `{"format":1,"server":"x"}`;
  for (let index = 0; index < 600; index++) {
    const path = join(temporary.path, `x-${index}.json`);
    Deno.writeTextFileSync(path, empty);
    Deno.utimeSync(path, 1_000 + index, 1_000 + index);
  }
  Deno.utimeSync(join(temporary.path, KEY.file), 1, 1);
  const leftover = join(temporary.path, ".left.tmp");
  Deno.writeTextFileSync(leftover, "");
  Deno.utimeSync(leftover, 1, 1);
  await folder.change({ server: "new", file: "new.json" }, {});
  const left = [...Deno.readDirSync(temporary.path)].map(({ name }) => name);
  assert.equal(left.filter((name) => name.endsWith(".json")).length, 500);
  assert.ok(left.includes(KEY.file) && left.includes("new.json") && left.includes("x-599.json"));
  assert.ok(!left.includes("x-0.json") && !left.includes(".left.tmp"));
});

Deno.test("StateFolder.change() says that the folder cannot be written to", async () => {
  await using temporary = await testFolder();
  await Deno.mkdir(join(temporary.path, ".."));
  await Deno.writeTextFile(temporary.path, "");
  await assert.rejects(new StateFolder(temporary.path).change(KEY, {}));
});
