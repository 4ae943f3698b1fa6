/**
 * Runbyte under a client that runs on Node, which gives its children sockets for stdin and stdout where others give pipes.
 *
 * @module
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { fixture } from "../fixtures/fixtures.ts";
import { runbyteCommand } from "../support/runbyte.ts";
import { writeConfig } from "../support/config_file.ts";

/** Starts what the file names that is its argument, asks, ends stdin after the last answer, and prints what became of it. */
const PARENT = `
const { spawn } = require("node:child_process");
const [requests, command, ...args] = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
let text = "";
child.stdout.on("data", (chunk) => {
  text += chunk;
  const lines = text.split("\\n").slice(0, -1);
  const answered = lines.filter((line) => "id" in JSON.parse(line));
  if (answered.length === requests.filter(({ id }) => id !== undefined).length) child.stdin.end();
});
child.on("close", (code) => console.log(JSON.stringify({ code, lines: text.trim().split("\\n") })));
for (const request of requests) child.stdin.write(JSON.stringify({ jsonrpc: "2.0", ...request }) + "\\n");
`;

Deno.test("A client on Node is answered, also after a large message, and the end of stdin ends Runbyte", async () => {
  await using file = await writeConfig({ typeCheck: "off", mcpServers: { one: fixture("basic_server") } });
  const { command, args } = runbyteCommand("-config", file.path, "-transport", "stdio");
  const clientInfo = { name: "node", version: "1.0.0" };
  const code = `// ${"x".repeat(200_000)}
import { add } from "./servers/one";
export const exec = () => add({ a: 1, b: 2 });`;
  const requests = [
    { id: 1, method: "initialize", params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo } },
    { method: "notifications/initialized" },
    { id: 2, method: "tools/call", params: { name: "execute_code", arguments: { code } } },
  ];
  const job = join(file.folder, "job.json");
  await Deno.writeTextFile(job, JSON.stringify([requests, command, ...args]));
  const { stdout, success } = await new Deno.Command("node", {
    args: ["-e", PARENT, job],
    cwd: file.folder,
    stderr: "inherit",
  }).output();
  assert.ok(success);
  const { code: exitCode, lines } = JSON.parse(new TextDecoder().decode(stdout));
  assert.equal(exitCode, 0);
  const answers = lines.map((line: string) => JSON.parse(line));
  assert.deepEqual(answers.map(({ id }: { id: number }) => id), [1, 2]);
  assert.deepEqual(answers[1].result.content, [{ type: "text", text: `"3"` }]);
});
