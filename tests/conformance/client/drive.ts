/**
 * The client that the suite starts: Runbyte, as an agent's client starts it, with the scenario's server in its config.
 * It looks at the server, reads every file of it and runs one program. The last argument is the server's URL; the
 * suite says the rest in its environment.
 *
 * @module
 */

import { Client } from "@modelcontextprotocol/client";
import process from "node:process";
import { HAS_PROC, processTree } from "../../hostile/process_tree.ts";
import { isRunning } from "../../support/running.ts";
import { writeConfig } from "../../support/config_file.ts";
import { runbyteCommand } from "../../support/runbyte.ts";
import { StdioClient } from "../../support/stdio_client.ts";
import { accept } from "./consent.ts";
import { type AskedCall, programFor, SERVER } from "./programs.ts";

const url = Deno.args.at(-1) ?? "";
const scenario = Deno.env.get("MCP_CONFORMANCE_SCENARIO") ?? "";
// The suite's own environment, which it documents; only `toolCalls` is read of it.
const context = JSON.parse(Deno.env.get("MCP_CONFORMANCE_CONTEXT") ?? "{}") as {
  readonly toolCalls?: readonly AskedCall[];
};
const program = programFor(scenario, context.toolCalls ?? []);

await using file = await writeConfig({ mcpServers: { [SERVER]: { url } } });
const transport = new StdioClient({
  ...runbyteCommand("-config", file.path, "-transport", "stdio"),
  env: { ...Deno.env.toObject(), NO_COLOR: "1" },
  cwd: file.folder,
  onStderr: (text) => process.stderr.write(text),
});
// An agent of the same revision. Runbyte itself is not told which one the server has.
const isModern = Deno.env.get("MCP_CONFORMANCE_PROTOCOL_VERSION") === "2026-07-28";
const client = new Client({ name: "conformance-agent", version: "1.0.0" }, {
  capabilities: { elicitation: { form: {} } },
  versionNegotiation: { mode: isModern ? "auto" : "legacy" },
});
client.setRequestHandler("elicitation/create", accept);
await client.connect(transport);

const listing = await call("list_directory", { path: `/servers/${SERVER}` });
for (const [path] of listing.matchAll(/[\w$-]+\.ts\b/g)) {
  await call("read_file", { path: `/servers/${SERVER}/${path}` });
}
if (program !== undefined) await call("execute_code", { code: program });
const started = HAS_PROC ? await processTree(transport.pid) : [];
await client.close();
const { code } = await transport.status;
if (code !== 0) throw new Error(`Runbyte ended with code ${code}`);
for (const { pid, role } of started) {
  if (await isRunning(pid)) throw new Error(`Runbyte left a process behind: ${role} ${pid}`);
}

/** Calls one of Runbyte's tools. The suite does not mind a call that was never made, so a failure ends it all. */
async function call(name: string, given: Record<string, unknown>): Promise<string> {
  const { content, isError } = await client.callTool({ name, arguments: given });
  const text = content.map((block) => block.type === "text" ? block.text : block.type).join("\n");
  console.log(`${name}\n${text}\n`);
  if (isError === true) throw new Error(`${name} failed`);
  return text;
}
