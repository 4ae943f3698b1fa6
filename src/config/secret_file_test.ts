import assert from "node:assert/strict";
import { readSecret, secretPath } from "./secret_file.ts";

const PLACES = { folder: "/etc/runbyte", home: "/home/ann" };

Deno.test("secretPath() starts at the config's folder, at home or at the root", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["token", "/etc/runbyte/token"],
    ["./a/../token", "/etc/runbyte/token"],
    ["../token", "/etc/token"],
    ["/run/secrets/token", "/run/secrets/token"],
    ["~/token", "/home/ann/token"],
    ["  token ", "/etc/runbyte/token"],
    ["~user", "/etc/runbyte/~user"],
  ];
  for (const [given, path] of cases) assert.deepEqual(secretPath(given, PLACES), { ok: true, path }, given);
  for (const given of ["", "  ", "a\0b"]) assert.equal(secretPath(given, PLACES).ok, false);
  assert.equal(secretPath("~/x", { folder: "/", home: undefined }).ok, false);
});

Deno.test("readSecret() reads a file without the line break at its end", async (t) => {
  const folder = await Deno.makeTempDir();
  const file = `${folder}/secret-path`;
  const cases: readonly (readonly [string | Uint8Array<ArrayBuffer>, string | RegExp])[] = [
    ["value", "value"],
    ["value\n", "value"],
    ["value\r\n", "value"],
    ["value\n\n", "value\n"],
    [" value ", " value "],
    ["\ufeffvalue\n", "value"],
    ["a".repeat(64 * 1024), "a".repeat(64 * 1024)],
    ["a".repeat(64 * 1024 + 1), /^the file is larger than 64 KiB/],
    ["", /^the file is empty$/],
    ["\n", /^the file is empty$/],
    [new Uint8Array([0x76, 0xff, 0xfe]), /^the file is not UTF-8 text$/],
  ];
  for (const [content, expected] of cases) {
    await t.step(JSON.stringify(content).slice(0, 30), () => {
      Deno.writeFileSync(file, typeof content === "string" ? new TextEncoder().encode(content) : content);
      const read = readSecret(file);
      const told = read.ok ? read.text : read.reason;
      if (typeof expected === "string") assert.deepEqual(read, { ok: true, text: expected });
      else assert.match(told, expected);
    });
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("readSecret() tells what is wrong with a file, without its path or content", async () => {
  const folder = await Deno.makeTempDir({ prefix: "hidden-name-" });
  await Deno.writeTextFile(`${folder}/closed`, "hidden-content");
  await Deno.chmod(`${folder}/closed`, 0);
  const reasons = ["missing", "closed/below", "."].map((name) => readSecret(`${folder}/${name}`));
  const [missing, below, directory] = reasons.map((one) => one.ok ? "read" : one.reason);
  assert.match(missing ?? "", /^the file does not exist: a relative path starts at the config's folder$/);
  assert.match(below ?? "", /^the file does not exist/);
  assert.match(directory ?? "", /^the file is a directory: name a file in it$/);
  // A pipe would be waited for, /dev/zero never ends.
  for (const path of ["/dev/zero", "/dev/null"]) {
    assert.deepEqual(readSecret(path), { ok: false, reason: "the file is no regular file" });
  }
  const closed = readSecret(`${folder}/closed`);
  // Who is root may read everything.
  if (Deno.uid() !== 0) {
    assert.match(closed.ok ? "read" : closed.reason, /^the file may not be read: let the user/);
  }
  assert.doesNotMatch(JSON.stringify(reasons), /hidden-/);
  await Deno.remove(folder, { recursive: true });
});
