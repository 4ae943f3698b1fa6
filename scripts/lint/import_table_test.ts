import assert from "node:assert/strict";
import plugin, { importFault } from "./import_table.ts";

function faults(file: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, file, source).map(({ message }) => message);
}

Deno.test("import-table lets a layer import what the table says, and leaves", () => {
  const allowed = [
    [
      "src/hub/hub.ts",
      `import type { C } from "../config/config.ts"; import { R } from "../errors.ts"; import "./x.ts";`,
    ],
    ["src/vfs/vfs.ts", `import { x } from "../codegen/x.ts"; export { y } from "../catalog/y.ts";`],
    [
      "src/gateway/gateway.ts",
      `import { Hub } from "../hub/hub.ts"; const x = await import("../sandbox/pool.ts");`,
    ],
    ["src/sandbox/guest/main.ts", `import { F } from "../protocol.ts"; import { z } from "zod";`],
    ["src/checker/process/main.ts", `import { F } from "../protocol.ts"; import { t } from "../../text.ts";`],
    [
      "src/checker/type_checker.ts",
      `import { m } from "../vfs/modules.ts"; import { F } from "./protocol.ts";`,
    ],
    [
      "main.ts",
      `const { run } = await import("./src/cli/cli.ts"); await import("./src/sandbox/guest/main.ts");
       await import("./src/checker/process/main.ts");`,
    ],
    ["src/hub/hub_test.ts", `import { x } from "../server/x.ts";`],
    ["tests/a.ts", `import { x } from "../src/server/x.ts";`],
  ];
  for (const [file, source] of allowed) assert.deepEqual(faults(file ?? "", source ?? ""), [], file);
});

Deno.test("import-table reports every form of an import that goes the wrong way", () => {
  const refused = [
    ["src/config/load.ts", `import { Hub } from "../hub/hub.ts";`],
    ["src/config/load.ts", `export * from "../hub/hub.ts";`],
    ["src/config/load.ts", `export { Hub } from "../hub/hub.ts";`],
    ["src/config/load.ts", `const x = await import("../hub/hub.ts");`],
    ["src/sandbox/pool.ts", `import type { Tool } from "../catalog/catalog.ts";`],
    ["src/sandbox/guest/main.ts", `import { Pool } from "../pool.ts";`],
    ["src/sandbox/pool.ts", `import { run } from "./guest/main.ts";`],
    ["src/checker/process/main.ts", `import { x } from "../type_checker.ts";`],
    ["src/checker/process/main.ts", `import { x } from "../../catalog/catalog.ts";`],
    ["src/checker/type_checker.ts", `import { x } from "./process/serve.ts";`],
    ["src/errors.ts", `import { x } from "./config/config.ts";`],
    ["src/server/stdio.ts", `import { Hub } from "../hub/hub.ts";`],
    ["src/elsewhere/x.ts", `import { x } from "../config/config.ts";`],
    ["main.ts", `import { x } from "./src/gateway/gateway.ts";`],
    ["src/hub/hub.ts", `import { x } from "./hub_test.ts";`],
  ];
  for (const [file, source] of refused) {
    assert.equal(faults(file ?? "", source ?? "").length, 1, `${file}: ${source}`);
  }
});

Deno.test("importFault() says what the layer may import", () => {
  assert.equal(importFault("src/vfs/a.ts", "src/hub/b.ts"), "'vfs' may import catalog, codegen only");
  assert.equal(importFault("src/catalog/a.ts", "src/hub/b.ts"), "'catalog' may import leaves only");
});
