import assert from "node:assert/strict";
import { stdio, TestHub } from "./harness.ts";

/** One of the official servers, as an operator would run it. */
function official(name: string, ...args: readonly string[]) {
  const path = new URL(
    `../../node_modules/@modelcontextprotocol/server-${name}/dist/index.js`,
    import.meta.url,
  );
  return stdio(name, { command: "node", args: [path.pathname, ...args] });
}

Deno.test("Hub works with the official servers", async () => {
  const directory = await Deno.makeTempDir();
  await Deno.writeTextFile(`${directory}/note.txt`, "a note");
  const memory = official("memory");
  {
    await using hub = new TestHub([
      official("everything"),
      official("filesystem", directory),
      { ...memory, env: { MEMORY_FILE_PATH: `${directory}/memory.json` } },
    ]);
    assert.ok((await hub.tools("everything")).includes("echo"));
    assert.equal(await hub.text("everything", "echo", { message: "hi" }), "Echo: hi");
    assert.equal(await hub.text("filesystem", "read_text_file", { path: `${directory}/note.txt` }), "a note");
    const entities = [{ name: "Ada", entityType: "person", observations: ["wrote programs"] }];
    await hub.call("memory", "create_entities", { entities });
    const graph = await hub.call("memory", "read_graph");
    assert.match(JSON.stringify(graph), /wrote programs/);
  }
  await Deno.remove(directory, { recursive: true });
});
