/**
 * What may be written after Runbyte has started: the permission is given up just as the command line does it, then
 * everything that could write tries. Prints what succeeded as JSON. The arguments: the audit file, or nothing; a folder for
 * what nobody may write; the folder of what is remembered, or nothing.
 *
 * @module
 */

import { openWriters } from "../../src/cli/writers.ts";
import type { StdioServerConfig } from "../../src/config/config.ts";
import type { ServerName } from "../../src/names.ts";

const [path = "", elsewhere = "", state = ""] = Deno.args;

/** Tries to write a file, and says whether that succeeded. */
const ATTEMPT =
  `(path) => { try { Deno.writeTextFileSync(path, "x"); return true; } catch { return false; } }`;
// Its text is also the program of a thread.
const attempt: (path: string) => boolean = (0, eval)(ATTEMPT);

const before = attempt(`${elsewhere}/before`);
const server: StdioServerConfig = {
  ...{ type: "stdio", name: "pinned" as ServerName, command: "pinned", args: [], env: {}, inheritEnv: false },
  pinTools: true,
};
const { audit, memory } = await openWriters({
  ...(path === "" ? {} : { audit: path }),
  ...(state === "" ? { servers: [] } : { state, servers: [server] }),
}, () => {});
audit?.start();
memory.start();
const program = `self.onmessage = ({ data }) => self.postMessage((${ATTEMPT})(data));`;
const thread = new Worker(`data:application/javascript,${encodeURIComponent(program)}`, { type: "module" });
const inThread = await new Promise((resolve) => {
  thread.onmessage = ({ data }) => resolve(data);
  thread.postMessage(`${elsewhere}/thread`);
});
thread.terminate();
audit?.record({
  ...{
    startedAt: 0,
    client: undefined,
    execution: "e",
    server: "s",
    tool: "t",
    outcome: "ok",
    durationMs: 1,
  },
  argumentsJson: "{}",
  resultBytes: 1,
});
if (state !== "") {
  const tools = await memory.open();
  await tools.write({ server: "pinned", file: "pinned.json" }, { trusted: [] });
}
await audit?.close();
await memory.close();
const asked = await Deno.permissions.request({ name: "write" });
const inMain = attempt(`${elsewhere}/main`) ||
  [path, state && `${state}/x`].some((kept) => kept !== "" && attempt(`${kept}.by-main`));
console.log(JSON.stringify({ before, inMain, inThread, asked: asked.state }));
