import assert from "node:assert/strict";
import { configsAtHome } from "../../src/own_folders.ts";
import { VERSION } from "../../src/version.ts";
import { parseTarget, TARGETS } from "../build/target.ts";
import { bundleManifest } from "./manifest.ts";

Deno.test("bundleManifest() starts the platform's executable with the config that the user is asked for", () => {
  const { server, user_config, compatibility } = bundleManifest(parseTarget("windows-x64"));
  assert.deepEqual(server, {
    type: "binary",
    entry_point: "server/runbyte.exe",
    mcp_config: {
      command: "${__dirname}/server/runbyte.exe",
      args: ["-config", "${user_config.config}", "-transport", "stdio"],
      env: {},
    },
  });
  assert.deepEqual(compatibility, { platforms: ["win32"] });
  assert.deepEqual(Object.keys(user_config ?? {}), ["config"]);
});

Deno.test("bundleManifest() is the same but for the executable and the operating system", () => {
  for (const target of TARGETS) {
    const { server, compatibility, ...rest } = bundleManifest(target);
    const { server: _server, compatibility: _compatibility, ...same } = bundleManifest(
      parseTarget("linux-x64"),
    );
    assert(server !== undefined && compatibility !== undefined);
    assert.deepEqual(rest, same);
    assert.equal(rest["version"], VERSION);
  }
});

Deno.test("bundleManifest() proposes the config that Runbyte finds by itself", () => {
  const text = JSON.stringify(bundleManifest(parseTarget("macos-arm64")));
  assert(text.includes(`"default":"${configsAtHome("${HOME}")[0]}"`), text);
});
