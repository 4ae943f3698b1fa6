import assert from "node:assert/strict";
import { RotatingFile, type RotationLimits } from "./rotating_file.ts";

const LIMITS: RotationLimits = { fileBytes: 100, files: 3 };

/** A folder that lives as long as its test. */
async function testFolder(): Promise<
  { readonly path: string; names(): readonly string[] } & AsyncDisposable
> {
  const path = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  return {
    path,
    names: () => [...Deno.readDirSync(path)].map(({ name }) => name).sort(),
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

Deno.test("RotatingFile makes the file and its folder, for its owner alone", async () => {
  await using folder = await testFolder();
  const path = `${folder.path}/a/b/calls.jsonl`;
  const file = new RotatingFile(path, LIMITS);
  await file.append("one\n");
  await file.append("two\n");
  file.close();
  assert.equal(await Deno.readTextFile(path), "one\ntwo\n");
  if (Deno.build.os !== "windows") {
    assert.equal(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o600);
    assert.equal(((await Deno.stat(`${folder.path}/a/b`)).mode ?? 0) & 0o777, 0o700);
  }
});

Deno.test("RotatingFile keeps so many full files, the newest with the lowest number", async () => {
  await using folder = await testFolder();
  const path = `${folder.path}/calls.jsonl`;
  const file = new RotatingFile(path, LIMITS);
  for (let n = 1; n <= 9; n++) await file.append(`${n}${"x".repeat(58)}\n`);
  file.close();
  assert.deepEqual(folder.names(), ["calls.jsonl", "calls.jsonl.1", "calls.jsonl.2"]);
  const first = (name: string) =>
    Deno.readTextFileSync(`${folder.path}/${name}`).split("\n").map((line) => line[0]).join("");
  assert.deepEqual(folder.names().map(first), ["9", "78", "56"]);
  // The next one goes on where this has ended.
  const next = new RotatingFile(path, LIMITS);
  await next.append("a\n");
  next.close();
  assert.equal(first("calls.jsonl"), "9a");
});

Deno.test("RotatingFile with one file begins it anew", async () => {
  await using folder = await testFolder();
  const path = `${folder.path}/calls.jsonl`;
  const file = new RotatingFile(path, { fileBytes: 5, files: 1 });
  for (const line of ["first\n", "second\n"]) await file.append(line);
  file.close();
  assert.deepEqual(folder.names(), ["calls.jsonl"]);
  assert.equal(await Deno.readTextFile(path), "second\n");
});

Deno.test("RotatingFile goes on in a new file when somebody moved or removed it", async () => {
  await using folder = await testFolder();
  const path = `${folder.path}/calls.jsonl`;
  const file = new RotatingFile(path, LIMITS);
  await file.append("one\n");
  await Deno.rename(path, `${path}.old`);
  await file.append("two\n");
  await Deno.remove(path);
  await file.append("three\n");
  file.close();
  assert.equal(await Deno.readTextFile(`${path}.old`), "one\n");
  assert.equal(await Deno.readTextFile(path), "three\n");
});

Deno.test("RotatingFile begins a line of its own behind half a line", async () => {
  await using folder = await testFolder();
  const path = `${folder.path}/calls.jsonl`;
  await Deno.writeTextFile(path, '{"half":');
  const file = new RotatingFile(path, LIMITS);
  await file.append("one\n");
  file.close();
  assert.equal(await Deno.readTextFile(path), '{"half":\none\n');
});

Deno.test("Several RotatingFiles on one path lose no line and tear none", async () => {
  await using folder = await testFolder();
  const path = `${folder.path}/calls.jsonl`;
  const limits = { fileBytes: 2_000, files: 100 };
  const writers = Array.from({ length: 4 }, () => new RotatingFile(path, limits));
  await Promise.all(writers.map(async (file, writer) => {
    for (let n = 0; n < 200; n++) await file.append(`${writer} ${n} ${"x".repeat(80)}\n`);
    file.close();
  }));
  const lines = folder.names().flatMap((name) =>
    Deno.readTextFileSync(`${folder.path}/${name}`).trimEnd().split("\n")
  );
  assert.equal(new Set(lines).size, 800);
  assert.ok(lines.every((line) => /^\d \d+ x{80}$/.test(line)));
  assert.ok(folder.names().length > 20);
});

Deno.test("RotatingFile fails where it cannot write, and succeeds when it can again", async () => {
  await using folder = await testFolder();
  const path = `${folder.path}/calls.jsonl`;
  await Deno.mkdir(path);
  const file = new RotatingFile(path, LIMITS);
  await assert.rejects(file.append("one\n"), /no regular file/);
  await Deno.remove(path);
  await file.append("two\n");
  file.close();
  assert.equal(await Deno.readTextFile(path), "two\n");
});
