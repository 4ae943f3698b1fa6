import assert from "node:assert/strict";
import { catalogOf } from "../../tests/codegen/catalog_of.ts";
import { programModules } from "./program_modules.ts";

const tool = (name: string, properties: Readonly<Record<string, unknown>> = {}) => ({
  name,
  inputSchema: { type: "object", properties },
});

const catalog = catalogOf({
  "git-hub": [tool("list_issues", { state: { type: "string" } }), tool("get-me"), tool("unused")],
  "data.json": [tool("read")],
}, []);

Deno.test("programModules() gives the tools that a program mentions, under the names that it uses", async () => {
  const source =
    `import { listIssues } from "./servers/git-hub"; import * as x from "/servers/git-hub/index.ts"; x["get-me"]();`;
  const { texts, specifiers, targets } = await programModules(catalog, source, ["./servers/git-hub"]);
  assert.deepEqual(Object.fromEntries(specifiers), {
    "./servers/git-hub": "/servers/git-hub.ts",
    "/servers/git-hub/index.ts": "/servers/git-hub.ts",
  });
  assert.deepEqual([...texts.keys()].sort(), [
    "/servers/git-hub.ts",
    "/tools/git-hub/getMe.ts",
    "/tools/git-hub/listIssues.ts",
  ]);
  assert.match(texts.get("/servers/git-hub.ts") ?? "", /export \{ getMe as "get-me" \}/);
  assert.match(texts.get("/tools/git-hub/listIssues.ts") ?? "", /export declare function listIssues/);
  assert.equal(targets.get("/servers/git-hub.ts")?.kind, "server");
});

Deno.test("programModules() finds imports of types, which the JavaScript does not have any more", async () => {
  const source = `import type { ListIssuesArgs } from "./servers/git-hub"; export const exec = () => 1;`;
  const { texts } = await programModules(catalog, source, []);
  assert.ok(texts.has("/tools/git-hub/listIssues.ts"), [...texts.keys()].join());
});

Deno.test("programModules() gives the object of all tools, and that of all servers", async () => {
  const source =
    `import hub from "./servers/git-hub"; import all from "./servers"; all["data.json"].read(); hub.getMe();`;
  const { texts, targets } = await programModules(catalog, source, ["./servers/git-hub", "./servers"]);
  assert.match(
    texts.get("/servers/git-hub.ts") ?? "",
    /export \* as "default" from "\/servers\/git-hub\$\.ts"/,
  );
  assert.match(texts.get("/servers$.ts") ?? "", /export \* as "data\.json" from "\/servers\/data\.json\.ts"/);
  assert.equal(targets.get("/servers$.ts")?.kind, "servers");
});

Deno.test("programModules() gives a tool's own module, and that of @runbyte/output", async () => {
  const source = `import getMe from "./servers/git-hub/get-me"; import { image } from "@runbyte/output";`;
  const { texts, specifiers } = await programModules(catalog, source, [
    "./servers/git-hub/get-me",
    "@runbyte/output",
    "./servers/nowhere",
  ]);
  assert.match(texts.get("/servers/git-hub/getMe.ts") ?? "", /getMe as "default"/);
  assert.match(texts.get(specifiers.get("@runbyte/output") ?? "") ?? "", /export declare function image/);
  assert.equal(specifiers.has("./servers/nowhere"), false);
});

Deno.test("programModules() sees names that are written with escapes", async () => {
  const source = `import * as hub from "./servers/git-hub"; hub.\\u0067etMe();`;
  const { texts } = await programModules(catalog, source, ["./servers/git-hub"]);
  assert.ok(texts.has("/tools/git-hub/getMe.ts"));
});

Deno.test("programModules() stays quick when a program names more tools than anybody reads", async () => {
  const many = Array.from({ length: 400 }, (_, n) => tool(`tool_${n}`));
  const source = `import * as s from "./servers/many"; ${many.map((_, n) => `s.tool${n}();`).join("")}`;
  const { texts } = await programModules(catalogOf({ many }), source, ["./servers/many"]);
  const open = [...texts.values()].filter((text) => /^export declare const \w+: any;$/m.test(text));
  assert.equal(open.length, 100);
});
