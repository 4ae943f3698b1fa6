/**
 * What may be written after Runbyte has started: the permission is given up just as the command line does it, then
 * everything that could write tries. Prints what succeeded as JSON. The argument is the audit file, or nothing.
 *
 * @module
 */

import { openAudit } from "../../src/cli/audit_file.ts";

const [path, elsewhere = ""] = Deno.args;

/** Tries to write a file, and says whether that succeeded. */
const ATTEMPT =
  `(path) => { try { Deno.writeTextFileSync(path, "x"); return true; } catch { return false; } }`;
// Its text is also the program of a thread.
const attempt: (path: string) => boolean = (0, eval)(ATTEMPT);

const before = attempt(`${elsewhere}/before`);
const audit = await openAudit(path === "" ? undefined : path, () => {});
audit?.start();
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
await audit?.close();
const asked = await Deno.permissions.request({ name: "write" });
const inMain = attempt(`${elsewhere}/main`) || (path !== "" && attempt(`${path}.by-main`));
console.log(JSON.stringify({ before, inMain, inThread, asked: asked.state }));
