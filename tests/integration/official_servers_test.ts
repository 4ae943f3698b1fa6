/**
 * The main job: the three official servers behind Runbyte, over every transport.
 *
 * @module
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { startEverything } from "../support/everything_http.ts";
import { officialServer } from "../support/official_servers.ts";
import { startRunbyte } from "../support/runbyte.ts";

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-test-" }));
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("An agent lists, reads and calls three official servers", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "a.txt"), "one\ntwo\n");
    await using runbyte = await startRunbyte({
      config: {
        typeCheck: "off",
        mcpServers: {
          everything: officialServer("everything"),
          files: officialServer("filesystem", folder),
          memory: { ...officialServer("memory"), env: { MEMORY_FILE_PATH: join(folder, "memory.jsonl") } },
        },
      },
    });
    const list = (path: string) => runbyte.call("list_directory", { path });
    assert.equal((await list("/")).text, "/\n└── servers/ (MCP servers)\n");
    assert.match(
      (await list("/servers")).text,
      /^\/servers\/\n├── everything\/ \(\d+ functions\)\n├── files\/ \(14 functions\)\n├── memory\/ \(9 functions\)\n└── index\.ts\n$/,
    );
    assert.match(
      (await list("/servers/files")).text,
      /^\/servers\/files\/\n(?:├── \w+\.ts\n){14}└── index\.ts\n$/,
    );

    const file = await runbyte.call("read_file", { path: "/servers/files/readTextFile.ts" });
    assert.match(file.text, /^export declare function readTextFile\(args: \{\n path: string\n/m);
    assert.match(file.text, /^ head\?: number \/\/ .*\n\}\): Promise<\{\n content: string\n\}>\n$/m);
    const digest = await runbyte.call("read_file", { path: "/servers/files" });
    assert.match(
      digest.text,
      /^\/\/ This is \/servers\/files\/index\.ts\n\/\/ import \{ NAME \} from "\.\/servers\/files"/,
    );
    assert.match(digest.text, /^createDirectory\(\{ path: string \}\): Promise<\{ content: string \}>$/m);

    const value = await runbyte.run(`
      import { readTextFile } from "./servers/files";
      import * as memory from "./servers/memory";
      import { echo } from "./servers/everything/echo";
      export async function exec() {
        const [file, said] = await Promise.all([
          readTextFile({ path: ${JSON.stringify(join(folder, "a.txt"))} }),
          echo({ message: "hi" }),
          memory.createEntities({ entities: [{ name: "Ada", entityType: "person", observations: ["counts"] }] }),
        ]);
        const { entities } = await memory.searchNodes({ query: "Ada" });
        return { lines: file.content.trim().split("\\n"), said, found: entities.map((entity) => entity.name) };
      }`);
    assert.deepEqual(value, { lines: ["one", "two"], said: "Echo: hi", found: ["Ada"] });
  }));

for (
  const [transport, type] of [["streamableHttp", "http"], ["sse", "sse"], ["streamableHttp", undefined], [
    "sse",
    undefined,
  ]] as const
) {
  Deno.test(`server-everything works over ${transport}${type === undefined ? " when no type is given" : ""}`, async () => {
    await using server = await startEverything(transport);
    await using runbyte = await startRunbyte({
      config: {
        typeCheck: "off",
        mcpServers: { everything: { url: server.url, ...(type === undefined ? {} : { type }) } },
      },
    });
    const value = await runbyte.run(`
      import { echo, getSum } from "./servers/everything";
      export const exec = () => Promise.all([echo({ message: "hi" }), getSum({ a: 2, b: 3 })]);`);
    assert.deepEqual(value, ["Echo: hi", "The sum of 2 and 3 is 5."]);
  });
}
