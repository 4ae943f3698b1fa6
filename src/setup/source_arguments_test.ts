import assert from "node:assert/strict";
import { isRunbyte } from "./entry.ts";
import { sourceArguments } from "./own_entry.ts";

Deno.test("sourceArguments() of a file are those of the task that starts it", () => {
  const args = sourceArguments("file:///home/me/runbyte/main.ts", undefined);
  assert.equal(args.at(-1), "/home/me/runbyte/main.ts");
  assert.equal(args[0], "run");
  assert(args.includes("--unstable-worker-options"));
});

Deno.test("sourceArguments() of what came from a registry name it and its version, with every flag that it needs", () => {
  const args = sourceArguments("https://registry.example/@runbyte/cli/2.0.0/main.ts", undefined);
  assert.equal(args.at(-1), "jsr:@runbyte/cli@2.0.0/main");
  for (const flag of ["--no-config", "--no-prompt", "--unstable-no-legacy-abort", "--v8-flags=--expose-gc"]) {
    assert(args.includes(flag), flag);
  }
  assert(!args.some((arg) => arg.startsWith("--allow-import")));
});

Deno.test("sourceArguments() keep the address where another registry was used, or none", () => {
  const mirrored = "https://registry.example/@runbyte/cli/2.0.0/main.ts";
  assert.deepEqual(sourceArguments(mirrored, "https://registry.example/").slice(-2), [
    "--allow-import=registry.example",
    mirrored,
  ]);
  const hosted = "http://127.0.0.1:8000/main.ts";
  assert.deepEqual(sourceArguments(hosted, undefined).slice(-2), ["--allow-import=127.0.0.1:8000", hosted]);
});

Deno.test("isRunbyte() knows what sourceArguments() writes", () => {
  const main = "https://registry.example/@runbyte/cli/2.0.0/main.ts";
  for (const registry of [undefined, "https://registry.example/"]) {
    const args = [...sourceArguments(main, registry), "-config", "/home/me/runbyte.json"];
    assert(isRunbyte("code", { command: "/usr/bin/deno", args }), args.join(" "));
  }
});
