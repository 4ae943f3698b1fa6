import assert from "node:assert/strict";
import { catalogOf, serverName } from "../../tests/codegen/catalog_of.ts";
import { modulesFor, resolveSpecifier, serversOfImports } from "./modules.ts";
import { unresolvedImport } from "./unresolved.ts";

const catalog = catalogOf({
  github: [{ name: "get_me" }, { name: "create_issue" }, { name: "paths/by id" }],
  "data.ts": [{ name: "read" }],
  data: [],
  "my server": [],
}, [
  { name: serverName("slack"), status: "connecting" },
  { name: serverName("broken"), status: "failed", reason: "exit 1" },
]);

const target = (specifier: string) => {
  const found = resolveSpecifier(catalog, specifier);
  if (found === undefined) return undefined;
  if (found.kind === "servers") return "/servers";
  return `/servers/${found.server.name}${found.kind === "tool" ? `/${found.tool.identifier}` : ""}`;
};

const imports = (...specifiers: readonly string[]) => ({ specifiers, computed: false });

Deno.test("resolveSpecifier() knows every way to write an import", () => {
  for (const start of ["./", "/", "../", "././", "./x/../", ""]) {
    for (const end of ["", ".ts", ".js", "/index", "/index.ts", "/index.js", "/"]) {
      assert.equal(target(`${start}servers${end}`), "/servers", `${start}…${end}`);
      assert.equal(target(`${start}servers/github${end}`), "/servers/github", `${start}…${end}`);
    }
    for (const end of ["", ".ts", ".js"]) {
      assert.equal(target(`${start}servers/github/getMe${end}`), "/servers/github/getMe");
    }
  }
  assert.equal(target("./servers/my server"), "/servers/my server");
});

Deno.test("resolveSpecifier() takes a name as it is written before it takes its ending off", () => {
  assert.equal(target("./servers/data.ts"), "/servers/data.ts");
  assert.equal(target("./servers/data.ts/read.ts"), "/servers/data.ts/read");
  assert.equal(target("./servers/data"), "/servers/data");
  assert.equal(target("./servers/data.js"), "/servers/data");
});

Deno.test("resolveSpecifier() knows a tool by its own name, and a server by its identifier", () => {
  assert.equal(target("./servers/github/get_me"), "/servers/github/getMe");
  assert.equal(target("servers/github/get_me.ts"), "/servers/github/getMe");
  assert.equal(target("./servers/github/paths/by id"), "/servers/github/pathsById");
  assert.equal(target("./servers/myServer"), "/servers/my server");
});

Deno.test("resolveSpecifier() finds nothing else", () => {
  for (
    const specifier of [
      "server/github",
      "github",
      "fs",
      "https://example.org/servers/github",
      "./server/github",
      "./servers/GitHub",
      "./servers/github/getMe/x",
      "./servers/github/Get_Me",
      "./servers/slack",
      "./servers/broken",
      "",
    ]
  ) assert.equal(target(specifier), undefined, specifier);
});

Deno.test("modulesFor() gives what a program imports and what that imports", () => {
  const keys = (...specifiers: readonly string[]) =>
    [...modulesFor(catalog, imports(...specifiers), "").keys()].sort();
  assert.deepEqual(keys("./servers/github"), ["/servers/github"]);
  assert.deepEqual(keys("./servers/github/getMe.ts"), ["/servers/github", "/servers/github/getMe"]);
  const all = ["/servers", "/servers/data", "/servers/data.ts", "/servers/github", "/servers/my server"];
  assert.deepEqual(keys("./servers"), all);
  assert.deepEqual(keys("fs", "./nowhere"), []);
  assert.deepEqual(keys("./servers/github/get_me"), ["/servers/github", "/servers/github/get_me"]);
  assert.deepEqual(keys("./servers/myServer"), ["/servers/my server", "/servers/myServer"]);
  assert.equal(
    modulesFor(catalog, imports("./servers/github/getMe"), "").get("/servers/github/getMe"),
    'export { getMe, getMe as get_me, getMe as default } from "/servers/github";\n',
  );
});

Deno.test("modulesFor() gives everything when a specifier is computed", () => {
  const modules = modulesFor(catalog, { specifiers: [], computed: true }, "create_issue");
  assert.deepEqual([...modules.keys()].sort(), [
    "/servers",
    "/servers/data",
    "/servers/data.ts",
    "/servers/data.ts/read",
    "/servers/github",
    "/servers/github/createIssue",
    "/servers/github/create_issue",
    "/servers/github/getMe",
    "/servers/github/pathsById",
    "/servers/my server",
  ]);
});

Deno.test("serversOfImports() names the servers to wait for", () => {
  assert.deepEqual(serversOfImports(catalog, imports("./servers/slack", "/servers/github/getMe.ts", "fs")), [
    "github",
    "slack",
  ]);
  assert.deepEqual(serversOfImports(catalog, imports("./servers/data.ts")), ["data", "data.ts"]);
  assert.deepEqual(serversOfImports(catalog, imports("servers/myServer")), ["my server"]);
  assert.equal(serversOfImports(catalog, imports("./servers/index.ts")), "all");
  assert.equal(serversOfImports(catalog, imports("./servers")), "all");
  assert.equal(serversOfImports(catalog, { specifiers: [], computed: true }), "all");
  assert.deepEqual(serversOfImports(catalog, imports("./other")), []);
});

Deno.test("unresolvedImport() explains an import before the program runs", () => {
  const explain = (specifier: string) => {
    const found = unresolvedImport(catalog, ["./servers/github", specifier]);
    assert.equal(found?.specifier, found && specifier);
    return found && `${found.error.code}: ${found.error.message}`;
  };
  assert.equal(explain("./servers/github/getMe"), undefined);
  for (
    const specifier of [
      "lodash",
      "node:fs",
      "https://example.org/a.js",
      "data:text/javascript,1",
      "/etc/passwd",
      "./a.json",
      "runbyte:tools",
    ]
  ) {
    assert.equal(
      explain(specifier),
      `not-found: import '${specifier}' not found: only modules under './servers' can be imported`,
    );
  }
  assert.equal(
    explain("@runbyte/fs"),
    "not-found: import '@runbyte/fs' not found: there is no workspace yet, only modules under './servers' can be imported",
  );
  assert.equal(explain("@runbyte/output"), undefined);
  assert.equal(
    explain("@runbyte/outputs"),
    "not-found: import '@runbyte/outputs' not found: did you mean '@runbyte/output'?",
  );
  assert.equal(
    explain("./server/github"),
    "not-found: import './server/github' not found: did you mean './servers/github'?",
  );
  assert.equal(explain("servers/github"), undefined);
  assert.equal(
    explain("./servers/githb/getMe"),
    "not-found: import './servers/githb/getMe' not found: did you mean './servers/github/getMe'?",
  );
  assert.equal(
    explain("./servers/github/get_Me.ts"),
    "not-found: import './servers/github/get_Me.ts' not found: did you mean './servers/github/getMe'?",
  );
  assert.equal(
    explain("./servers/broken"),
    "unavailable: server 'broken' is not available (failed: exit 1): the other servers can be used",
  );
  assert.equal(
    explain("./servers/slack/index.ts"),
    "unavailable: server 'slack' is still connecting: try again in a moment",
  );
});
