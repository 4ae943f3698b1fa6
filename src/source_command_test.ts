import assert from "node:assert/strict";
import { sourceCommand } from "./source_command.ts";

Deno.test("sourceCommand() runs a file with nothing allowed", () => {
  const { args } = sourceCommand("file:///runbyte/src/guest.ts", "--expose-gc", {});
  assert.deepEqual(args, [
    ...["run", "--quiet", "--no-prompt", "--v8-flags=--expose-gc"],
    "file:///runbyte/src/guest.ts",
  ]);
});

Deno.test("sourceCommand() runs what came from a registry as it was loaded, and looks at no config around it", () => {
  const entry = "https://registry.example/@runbyte/cli/2.0.0/src/guest.ts";
  const { args, env } = sourceCommand(entry, "--expose-gc", {
    JSR_URL: "https://registry.example/",
    TOKEN: "s",
  });
  assert.deepEqual(args.slice(4), [
    "--no-config",
    "--cached-only",
    "--allow-import=registry.example",
    entry,
  ]);
  assert.deepEqual(env, { JSR_URL: "https://registry.example/" });
});
