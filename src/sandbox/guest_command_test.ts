import assert from "node:assert/strict";
import { GUEST_ARGUMENT } from "../roles.ts";
import { ENGINE_SPECIFIER, guestFromExecutable, guestFromSource } from "./guest_command.ts";

Deno.test("guestFromSource() starts Deno without any permission flag and with next to no environment", async () => {
  const command = guestFromSource({
    HOME: "/home/me",
    DENO_DIR: "/cache",
    GITHUB_TOKEN: "secret",
    PATH: "/bin",
  });
  assert.deepEqual(command.env, { DENO_DIR: "/cache", HOME: "/home/me" });
  assert.deepEqual(command.args.filter((arg) => /^-A$|^-[a-zA-Z]$|^--allow|^--unstable/.test(arg)), []);
  assert.match(command.args.at(-1) ?? "", /\/src\/sandbox\/guest\/main\.ts$/);
  assert.ok(WebAssembly.validate(await command.engine()));
});

Deno.test("guestFromExecutable() starts itself with the hidden argument", () => {
  const command = guestFromExecutable(() => Promise.resolve(new Uint8Array()));
  assert.deepEqual(command.args, [GUEST_ARGUMENT]);
  assert.deepEqual(command.env, {});
});

Deno.test("ENGINE_SPECIFIER names the version that deno.json pins", async () => {
  const { imports } = JSON.parse(await Deno.readTextFile(new URL("../../deno.json", import.meta.url)));
  assert.equal(ENGINE_SPECIFIER, `${imports["@jitl/quickjs-wasmfile-release-sync"]}/wasm`);
});
