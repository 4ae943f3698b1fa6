import assert from "node:assert/strict";
import { ModuleMap } from "./modules.ts";

const MODULES = new ModuleMap(
  new Map([["/servers", "all"], ["/servers/github", "g"], ["/servers/github/getMe", "m"], [
    "/servers/odd.ts",
    "o",
  ]]),
);

Deno.test("ModuleMap.resolve() finds a module under each of its names", () => {
  const cases: readonly [string, string][] = [
    ["./servers", "/servers"],
    ["/servers/", "/servers"],
    ["./servers/index.ts", "/servers"],
    ["./servers/github", "/servers/github"],
    ["./servers/github.ts", "/servers/github"],
    ["./servers/github.js", "/servers/github"],
    ["./servers/github/index", "/servers/github"],
    ["./servers/github/index.ts", "/servers/github"],
    ["/servers/../servers//github", "/servers/github"],
    ["./servers/github/getMe.ts", "/servers/github/getMe"],
    ["./servers/odd.ts", "/servers/odd.ts"],
    ["../../../servers/github", "/servers/github"],
    ["servers/github/getMe", "/servers/github/getMe"],
    ["servers", "/servers"],
    ["runbyte:tools", "runbyte:tools"],
  ];
  for (const [specifier, expected] of cases) {
    assert.equal(MODULES.resolve("/program.ts", specifier), expected, specifier);
  }
  assert.equal(MODULES.resolve("/servers/github", "./github/getMe"), "/servers/github/getMe");
  assert.equal(MODULES.resolve("/servers/github/getMe", "../github"), "/servers/github");
  assert.equal(MODULES.resolve("/servers/github/getMe", "servers/github"), "/servers/github");
});

Deno.test("ModuleMap.load() explains what does not exist", () => {
  const reason = (specifier: string) => {
    const loaded = MODULES.load(MODULES.resolve("/program.ts", specifier));
    assert.equal(loaded.ok, false);
    return loaded.ok ? "" : loaded.reason;
  };
  assert.match(reason("lodash"), /^there is no package 'lodash': import the modules under '\.\/servers'$/);
  assert.match(reason("./servers/gitlab"), /^there is no module '\.\/servers\/gitlab'/);
  assert.match(reason("servers/gitlab"), /^there is no module 'servers\/gitlab'/);
  assert.match(reason(""), /^there is no package ''/);
  assert.match(reason("__proto__"), /^there is no package '__proto__'/);
  assert.equal(reason("/" + "x".repeat(5_000)).length < 300, true);
});

Deno.test("ModuleMap.load() returns texts and the module of the bridge", () => {
  assert.deepEqual(MODULES.load("/servers/github"), { ok: true, source: "g" });
  const tools = MODULES.load("runbyte:tools");
  assert.match(tools.ok ? tools.source : "", /^export const bind = /);
});
