/**
 * The time from starting a server to its reply to `initialize`.
 *
 * @module
 */

import type { CommandLine } from "../../tests/support/runbyte.ts";

const INITIALIZE = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "bench", version: "1.0.0" },
  },
}) + "\n";

/** Starts a server, returns the milliseconds to its reply, and waits for its end. @throws {Error} without a reply. */
export async function timeStart({ command, args }: CommandLine): Promise<number> {
  const startedAt = performance.now();
  const child = new Deno.Command(command, {
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(INITIALIZE)).catch(() => {});
  let reply = "";
  let elapsed = 0;
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout) {
    reply += decoder.decode(chunk, { stream: true });
    if (elapsed > 0 || !reply.includes("\n")) continue;
    elapsed = performance.now() - startedAt;
    await writer.close().catch(() => {});
  }
  await child.status;
  if (JSON.parse(reply.split("\n")[0] || "{}").result === undefined) {
    throw new Error(`${command} did not answer initialize`);
  }
  return elapsed;
}
