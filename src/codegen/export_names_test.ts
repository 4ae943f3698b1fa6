import assert from "node:assert/strict";
import { catalogOf } from "../../tests/codegen/catalog_of.ts";
import { exportNames, rootExportNames, toolExportNames } from "./export_names.ts";

/** What the only server of a catalog exports, as `name: what it stands for`. */
function names(server: string, ...tools: readonly string[]): readonly string[] {
  const [only] = catalogOf({ [server]: tools.map((name) => ({ name })) }).servers;
  assert.ok(only);
  return exportNames(only).map((exported) =>
    `${exported.name}: ${exported.kind === "tool" ? exported.tool.identifier : "all"}`
  );
}

Deno.test("exportNames() gives identifiers, then own names, then the object of all tools", () => {
  assert.deepEqual(names("git-hub", "get_me", "search", "create-issue"), [
    "createIssue: createIssue",
    "getMe: getMe",
    "search: search",
    "create-issue: createIssue",
    "get_me: getMe",
    "default: all",
    "gitHub: all",
    "git-hub: all",
  ]);
});

Deno.test("exportNames() gives a name to whom it belongs first", () => {
  // `getme` is `getme_2`, because `getMe` is there; the tool that is really called `getme_2` loses that name to it.
  assert.deepEqual(
    names("x", "getMe", "getme", "getme_2").filter((line) => line.includes("getme")),
    [
      "getme2: getme2",
      "getme_2: getme_2",
      "getme: getme_2",
    ],
  );
  assert.deepEqual(names("fetch", "fetch"), ["fetch: fetch", "default: all"]);
});

Deno.test("exportNames() leaves out names that cannot be one, or that nobody sees", () => {
  assert.deepEqual(names("x", "then", "default", "a\u200bb", "c\ud800"), [
    "ab: ab",
    "c: c",
    "default_: default_",
    "then_: then_",
    "default: all",
    "x: all",
  ]);
});

Deno.test("toolExportNames() gives the identifier, the own name and the default export", () => {
  const tools =
    catalogOf({ x: [{ name: "get_me" }, { name: "add" }, { name: "default" }] }).servers[0]?.tools ?? [];
  assert.deepEqual(tools.map(toolExportNames), [["add", "default"], ["default_", "default"], [
    "getMe",
    "get_me",
    "default",
  ]]);
});

Deno.test("rootExportNames() gives every server's identifier, its name, and the object of all", () => {
  const found = rootExportNames(catalogOf({ "my-server": [], myServer_2: [], plain: [] }));
  assert.deepEqual(found.map((one) => `${one.name}: ${one.kind === "server" ? one.server.name : "all"}`), [
    "myServer: my-server",
    "myServer2: myServer_2",
    "plain: plain",
    "my-server: my-server",
    "myServer_2: myServer_2",
    "default: all",
  ]);
});
