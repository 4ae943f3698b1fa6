import assert from "node:assert/strict";
import { catalogOf, serverName } from "../../tests/codegen/catalog_of.ts";
import { modulesFor, resolveSpecifier, serversOfImports } from "./modules.ts";
import { unresolvedImport } from "./unresolved.ts";

const catalog = catalogOf({
  github: [{ name: "get_me" }, { name: "create_issue" }],
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
  for (const start of ["./", "/", "../", "././", "./x/../"]) {
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

Deno.test("resolveSpecifier() finds nothing else", () => {
  for (
    const specifier of [
      "servers/github",
      "fs",
      "https://example.org/servers/github",
      "./server/github",
      "./servers/GitHub",
      "./servers/github/get_me",
      "./servers/github/getMe/x",
      "./servers/slack",
      "./servers/broken",
      "",
    ]
  ) assert.equal(target(specifier), undefined, specifier);
});

Deno.test("modulesFor() gives what a program imports and what that imports", () => {
  const keys = (...specifiers: readonly string[]) =>
    [...modulesFor(catalog, imports(...specifiers)).keys()].sort();
  assert.deepEqual(keys("./servers/github"), ["/servers/github"]);
  assert.deepEqual(keys("./servers/github/getMe.ts"), ["/servers/github", "/servers/github/getMe"]);
  const all = ["/servers", "/servers/data", "/servers/data.ts", "/servers/github", "/servers/my server"];
  assert.deepEqual(keys("./servers"), all);
  assert.deepEqual(keys("fs", "./nowhere"), []);
  assert.equal(
    modulesFor(catalog, imports("./servers/github/getMe")).get("/servers/github/getMe"),
    'export { getMe } from "/servers/github";\n',
  );
});

Deno.test("modulesFor() gives everything when a specifier is computed", () => {
  const modules = modulesFor(catalog, { specifiers: [], computed: true });
  assert.deepEqual([...modules.keys()].sort(), [
    "/servers",
    "/servers/data",
    "/servers/data.ts",
    "/servers/data.ts/read",
    "/servers/github",
    "/servers/github/createIssue",
    "/servers/github/getMe",
    "/servers/my server",
  ]);
});

Deno.test("serversOfImports() names the servers to wait for", () => {
  assert.deepEqual(serversOfImports(imports("./servers/slack", "/servers/github/getMe.ts", "fs")), [
    "github",
    "slack",
  ]);
  assert.deepEqual(serversOfImports(imports("./servers/data.ts")), ["data", "data.ts"]);
  assert.equal(serversOfImports(imports("./servers/index.ts")), "all");
  assert.equal(serversOfImports(imports("./servers")), "all");
  assert.equal(serversOfImports({ specifiers: [], computed: true }), "all");
  assert.deepEqual(serversOfImports(imports("./other")), []);
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
    "not-found: import '@runbyte/fs' not found: the workspace is not there yet, and only modules under './servers' can be imported",
  );
  assert.equal(
    explain("./server/github"),
    "not-found: import './server/github' not found: did you mean './servers/github'?",
  );
  assert.equal(
    explain("servers/github"),
    "not-found: import 'servers/github' not found: did you mean './servers/github'?",
  );
  assert.equal(
    explain("./servers/githb/getMe"),
    "not-found: import './servers/githb/getMe' not found: did you mean './servers/github/getMe'? " +
      "Available servers: broken, data, data.ts, github, my server, slack",
  );
  assert.equal(
    explain("./servers/github/get_me.ts"),
    "not-found: import './servers/github/get_me.ts' not found: did you mean './servers/github/getMe'?",
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
