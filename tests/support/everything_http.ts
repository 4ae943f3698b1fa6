/**
 * The official everything server over HTTP, on a port of its own.
 *
 * @module
 */

import { createServer } from "node:net";
import { officialServer } from "./official_servers.ts";

/** A server over HTTP that a test disposes of. */
export interface HttpServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts `server-everything` as `streamableHttp` (at `/mcp`) or `sse` (at `/sse`), and waits until it listens. */
export async function startEverything(transport: "streamableHttp" | "sse"): Promise<HttpServer> {
  const port = await freePort();
  const { command, args } = officialServer("everything", transport);
  const child = new Deno.Command(command, {
    args: [...args],
    env: { PORT: String(port) },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const listening = Promise.withResolvers<void>();
  const drained = drain(child.stderr, (text) => {
    if (text.includes("on port")) listening.resolve();
  });
  child.status.then(() => listening.reject(new Error("server-everything ended before it listened")));
  await listening.promise;
  return {
    url: `http://127.0.0.1:${port}/${transport === "sse" ? "sse" : "mcp"}`,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await child.status;
      await drained;
    },
  };
}

async function drain(stream: ReadableStream<Uint8Array>, onText: (text: string) => void): Promise<void> {
  for await (const chunk of stream) onText(new TextDecoder().decode(chunk));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
