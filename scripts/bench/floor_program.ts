/**
 * The least that a program on this runtime can do: it answers the first line on stdin as an MCP server would answer
 * `initialize`, without any package.
 *
 * @module
 */

const bytes = new Uint8Array(65_536);
const length = Deno.stdin.readSync(bytes) ?? 0;
const { id } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, length)));
const result = {
  protocolVersion: "2025-06-18",
  capabilities: { tools: {} },
  serverInfo: { name: "floor", version: "1.0.0" },
};
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify({ jsonrpc: "2.0", id, result }) + "\n"));
