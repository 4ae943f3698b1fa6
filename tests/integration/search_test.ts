/**
 * Finding a tool by what it does, and calling it with nothing but what the answer says.
 *
 * @module
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { shellLine } from "../../src/shell_words.ts";
import { fixture } from "../fixtures/fixtures.ts";
import { officialServer } from "../support/official_servers.ts";
import { type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";

/** A line of an answer, read as an agent reads it. */
interface Found {
  readonly specifier: string;
  readonly name: string;
  /** The names of the arguments, in the order of the signature. */
  readonly args: readonly string[];
}

function readFirst(answer: string): Found {
  const [, specifier, name, args] = /^(\.\/servers\/\S+) (\w+)\(\{ (.*) \}\)/m.exec(answer) ?? [];
  assert(specifier !== undefined && name !== undefined && args !== undefined, answer);
  return { specifier, name, args: args.split("; ").map((arg) => arg.replace(/\??:.*$/, "")) };
}

async function find(runbyte: RunningRunbyte, args: Record<string, unknown>): Promise<string> {
  const { text, isError } = await runbyte.call("list_directory", args);
  assert(!isError, text);
  return text;
}

Deno.test("An agent finds a tool by a query, and calls it with what it read", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-test-" }));
  try {
    await using runbyte = await startRunbyte({
      config: {
        typeCheck: "off",
        mcpServers: {
          everything: officialServer("everything"),
          files: officialServer("filesystem", folder),
          memory: { ...officialServer("memory"), env: { MEMORY_FILE_PATH: join(folder, "memory.jsonl") } },
          gone: { command: "no-such-command-anywhere" },
        },
      },
    });
    const add = readFirst(await find(runbyte, { query: "add two numbers" }));
    assert.deepEqual(add.args, ["a", "b"]);
    const write = readFirst(await find(runbyte, { query: "create a file with some content" }));
    assert.deepEqual(write.args, ["path", "content"]);
    const path = join(folder, "sum.txt");
    const value = await runbyte.run(`
      import { ${add.name} as add } from "${add.specifier}";
      import { ${write.name} as write } from "${write.specifier}";
      export async function exec() {
        const sum = await add({ ${add.args[0]}: 2, ${add.args[1]}: 3 });
        await write({ ${write.args[0]}: ${JSON.stringify(path)}, ${write.args[1]}: sum });
        return sum;
      }`);
    assert.equal(value, "The sum of 2 and 3 is 5.");
    assert.equal(await Deno.readTextFile(path), value);

    assert.match(await find(runbyte, { query: "add two numbers" }), /\nNot searched: gone \(failed: .*\)\n$/);
    const inMemory = await find(runbyte, { path: "/servers/memory", query: "delete relations" });
    assert.match(inMemory, /^Best of 9 tools; import \{ NAME \} from "\.\/servers\/memory"/);
    assert.match(inMemory, /\ndeleteRelations\(/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("A query that is empty lists, one that finds nothing says what to do, and none does harm", async () => {
  await using runbyte = await startRunbyte({
    config: { typeCheck: "off", mcpServers: { everything: officialServer("everything") } },
  });
  const listing = await find(runbyte, {});
  for (const query of ["", "  \n", null]) assert.equal(await find(runbyte, { query }), listing);
  assert.match(
    await find(runbyte, { query: "frobnicate" }),
    /^No tool found for 'frobnicate': .*\nAvailable servers: everything\n$/,
  );
  for (const query of ["x ".repeat(500_000), "\u0000\u001b[2J\u202e", "(((((", "__proto__"]) {
    assert((await find(runbyte, { query })).length < 8_000);
  }
  const wrong = await runbyte.call("list_directory", { query: 7 });
  assert.equal(wrong.isError, true);
  assert.match(wrong.text, /'query' is a number: pass a string/);
  const nowhere = await runbyte.call("list_directory", { path: "/servers/evrything2x", query: "echo" });
  assert.equal(nowhere.isError, true);
});

Deno.test({
  name: "A query waits for the first server, longer than a listing does",
  ignore: Deno.build.os === "windows", // No sh there.
  fn: async () => {
    const { command, args } = fixture("basic_server");
    const late = { command: "sh", args: ["-c", `sleep 5; exec ${shellLine([command, ...args])}`] };
    await using runbyte = await startRunbyte({ config: { typeCheck: "off", mcpServers: { late } } });
    assert.match(await find(runbyte, { path: "/servers" }), /late\/ \(connecting/);
    assert.match(await find(runbyte, { query: "add two numbers" }), /\.\/servers\/late/);
  },
});
