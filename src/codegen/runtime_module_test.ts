import assert from "node:assert/strict";
import type { CatalogServer } from "../catalog/catalog.ts";
import { catalogOf } from "../../tests/codegen/catalog_of.ts";
import {
  flatRuntime,
  type NeededNames,
  rootRuntime,
  serverAlias,
  serverRuntime,
  toolRuntime,
} from "./runtime_module.ts";

const catalog = catalogOf({
  "git-hub": [{ name: "get_me" }, { name: "delete" }],
  'a"; evil(); "b': [{ name: 'x\u2028"y' }],
});
const find = (name: string): CatalogServer => {
  const server = catalog.servers.find((server) => server.name === name);
  assert.ok(server);
  return server;
};
const github = find("git-hub");

const none: NeededNames = { needsName: () => false, needsTools: () => false };
const all: NeededNames = { needsName: () => true, needsTools: () => true };

const FLAT = 'import { bind as $bind } from "runbyte:tools";\nconst $tool = $bind("git-hub");\n' +
  'export const delete_ = $tool("delete");\nexport const getMe = $tool("get_me");\n';

Deno.test("flatRuntime() binds each tool by its own name", () => {
  assert.equal(flatRuntime(github), FLAT);
  assert.equal(flatRuntime(github), flatRuntime(github));
  assert.match(flatRuntime(find('a"; evil(); "b')), /\$tool\("x\\u2028\\"y"\)/);
});

Deno.test("serverRuntime() is one flat module for a program that uses identifiers", () => {
  assert.deepEqual([...serverRuntime(github, none)], [["/servers/git-hub", FLAT]]);
});

Deno.test("serverRuntime() adds the names and objects that a program needs", () => {
  assert.deepEqual([...serverRuntime(github, { ...none, needsName: (name) => name === "get_me" })], [
    ["/servers/git-hub", FLAT + "export { getMe as get_me };\n"],
  ]);
  assert.deepEqual([...serverRuntime(github, all)], [
    ["/tools/git-hub", FLAT + "export { delete_ as delete };\nexport { getMe as get_me };\n"],
    [
      "/servers/git-hub",
      'export * from "/tools/git-hub";\nexport * as default from "/tools/git-hub";\n' +
      'export * as gitHub from "/tools/git-hub";\nimport * as $2v_2x_38_19_2w_39_2q from "/tools/git-hub";\nexport { $2v_2x_38_19_2w_39_2q as "git-hub" };\n',
    ],
  ]);
});

Deno.test("toolRuntime() exports the function under its names", () => {
  const tool = github.tools.find(({ identifier }) => identifier === "getMe");
  assert.ok(tool);
  assert.equal(
    toolRuntime(github, tool),
    'export { getMe, getMe as get_me, getMe as default } from "/servers/git-hub";\n',
  );
});

Deno.test("rootRuntime() leads to the servers that are ready", () => {
  const slow = catalogOf({ "git-hub": [] }, [{ name: github.name, status: "connecting" }]);
  assert.equal(
    rootRuntime(catalogOf({ "git-hub": [] }), none).get("/servers"),
    'export * as gitHub from "/servers/git-hub";\n',
  );
  assert.equal(slow.servers.length, 2);
  assert.equal([...rootRuntime(slow, none).values()].join("").match(/gitHub/g)?.length, 1);
  assert.deepEqual([...rootRuntime(catalogOf({ "git-hub": [] }), all)], [
    [
      "/tools",
      'export * as gitHub from "/servers/git-hub";\nimport * as $2v_2x_38_19_2w_39_2q from "/servers/git-hub";\nexport { $2v_2x_38_19_2w_39_2q as "git-hub" };\n',
    ],
    ["/servers", 'export * from "/tools";\nexport * as default from "/tools";\n'],
  ]);
});

Deno.test("serverAlias() exports what the server's module does", () => {
  assert.equal(serverAlias(github, none), 'export * from "/servers/git-hub";\n');
  assert.equal(
    serverAlias(github, all),
    'export * from "/servers/git-hub";\nexport { default } from "/servers/git-hub";\n',
  );
});
