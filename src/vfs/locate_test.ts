import assert from "node:assert/strict";
import { catalogOf, serverName } from "../../tests/codegen/catalog_of.ts";
import { fileMeant, pathOf, serversOfPath } from "./locate.ts";
import { parsePath } from "./path.ts";

const catalog = catalogOf({
  "git-hub": [{ name: "get_me" }, { name: "repos/list" }],
  "data.ts": [{ name: "read" }],
}, [{ name: serverName("slack"), status: "connecting" }]);

const meant = (path: string) => {
  const file = fileMeant(catalog, parsePath(path));
  return file && pathOf(file);
};

Deno.test("fileMeant() takes a server's identifier and a tool's own name, slashes included", () => {
  assert.equal(meant("/servers/gitHub/getMe.ts"), "/servers/git-hub/getMe.ts");
  assert.equal(meant("/servers/git-hub/repos/list"), "/servers/git-hub/reposList.ts");
});

Deno.test("fileMeant() takes a server's name with a dot as it is", () => {
  assert.equal(meant("/servers/data.ts"), "/servers/data.ts/index.ts");
  assert.equal(meant("/servers/data.ts/read"), "/servers/data.ts/read.ts");
});

Deno.test("fileMeant() finds nothing in a server that is not ready, or below a file", () => {
  assert.equal(meant("/servers/slack/x"), undefined);
  assert.equal(meant("/servers/git-hub/getMe.ts/deeper.ts"), undefined);
  assert.equal(meant("/workspace/getMe.ts"), undefined);
});

Deno.test("serversOfPath() names the server to wait for, however it is written", () => {
  for (const path of ["/servers/slack/x.ts", "servers/Slack/", "slack", "/slack/x"]) {
    assert.deepEqual(serversOfPath(catalog, path), ["slack"], path);
  }
  for (const path of ["/", "/servers", "/servers/index.ts", "getMe.ts"]) {
    assert.equal(serversOfPath(catalog, path), "all", path);
  }
  for (const path of ["/servers/unknown/x", "/etc/passwd"]) {
    assert.deepEqual(serversOfPath(catalog, path), [], path);
  }
  assert.throws(() => serversOfPath(catalog, "/servers/../x"), { code: "bad-argument" });
});

Deno.test("fileMeant() takes no time for a path of a megabyte", () => {
  const start = performance.now();
  assert.equal(meant(`/servers/git-hub/${"get_me".repeat(200_000)}`), undefined);
  assert.equal(meant(`/servers/${"git/hub/".repeat(100_000)}`), undefined);
  assert.ok(performance.now() - start < 2_000);
});
