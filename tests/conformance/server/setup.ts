/**
 * Runbyte in front of the suite: as it is, or with the suite's own server behind it, all of which it passes on.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { fixture } from "../../fixtures/fixtures.ts";
import { TextLineStream } from "../../fixtures/text_line_stream.ts";
import { type ListeningRunbyte, startListening } from "../../support/runbyte_http.ts";
import type { Revision } from "../suite.ts";

/** `plain`: three tools, with an ordinary server behind them; `passing`: what the suite's own server has, besides them. */
export type SetupName = "plain" | "passing";

/** What the suite is pointed at. */
export interface Setup extends AsyncDisposable {
  /** Names localhost: one scenario is about what is local. */
  readonly url: string;
  readonly runbyte: ListeningRunbyte;
}

const SERVER = fileURLToPath(new URL("fixture_server.ts", import.meta.url));
const FLAGS = ["run", "--quiet", "--no-prompt", "--cached-only", "--frozen", "--allow-env"];

/** Starts Runbyte. The suite's own server speaks the revision that the suite does. The caller disposes it. */
export async function startSetup(name: SetupName, revision: Revision): Promise<Setup> {
  await using stack = new AsyncDisposableStack();
  const config = name === "plain"
    ? { mcpServers: { basic: fixture("basic_server") } }
    : { expose: ["*"], mcpServers: { suite: await suiteServer(revision, stack) } };
  const runbyte = stack.use(await startListening({ config: { typeCheck: "off", ...config } }));
  const owned = stack.move();
  return {
    url: runbyte.url.replace("127.0.0.1", "localhost"),
    runbyte,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function suiteServer(revision: Revision, stack: AsyncDisposableStack): Promise<object> {
  if (revision === "2025-11-25") return { command: Deno.execPath(), args: [...FLAGS, SERVER] };
  const child = new Deno.Command(Deno.execPath(), {
    args: [...FLAGS, "--allow-net=127.0.0.1", SERVER, "--http"],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  stack.defer(async () => {
    child.kill("SIGKILL");
    await child.status;
  });
  const lines = child.stdout.pipeThrough(new TextLineStream()).getReader();
  stack.defer(() => lines.cancel());
  const { value: url } = await lines.read();
  if (url === undefined) throw new Error("the suite's server ended before it listened");
  return { url };
}
