/**
 * The audit file of a real Runbyte: a line for each tool call, and nothing of what it was about.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { fixture, startRemote } from "../fixtures/fixtures.ts";
import { PERMISSIONS, startRunbyte } from "../support/runbyte.ts";

const CALLS = `import { add, echo, fail } from "./servers/good";
export async function exec() {
  await echo({ text: "argument-canary" });
  await Promise.all([1, 2, 3].map((n) => add({ a: n, b: n })));
  await fail({ message: "result-canary" }).catch(() => {});
  await add({ a: "wrong" } as never).catch(() => {});
  return "done";
}`;

interface Line {
  readonly time: string;
  readonly client?: { readonly name: string; readonly version: string };
  readonly execution: string;
  readonly server: string;
  readonly tool: string;
  readonly outcome: string;
  readonly ms: number;
  readonly argumentBytes: number;
  readonly resultBytes: number;
  readonly argumentsSha256: string;
}

function linesOf(text: string): readonly Line[] {
  return text.trimEnd().split("\n").map((line) => JSON.parse(line));
}

async function sha256(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toHex();
}

/** A folder that lives as long as its test. */
async function testFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-test-" }));
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

for (const mode of ["legacy", "auto"] as const) {
  Deno.test(`Each tool call has a line in the audit file, without its arguments (S-45, ${mode})`, async () => {
    await using folder = await testFolder();
    const audit = `${folder.path}/log/calls.jsonl`;
    const config = { audit, typeCheck: "off", mcpServers: { good: fixture("basic_server") } };
    const runbyte = await startRunbyte({ config, mode });
    assert.equal(await runbyte.run(CALLS), "done");
    // The end is orderly: nothing that was recorded is lost.
    assert.equal(await runbyte.close(), 0);
    const text = await Deno.readTextFile(audit);
    assert.doesNotMatch(text, /canary/);
    const lines = linesOf(text);
    assert.deepEqual(lines.map(({ tool, outcome }) => `${tool} ${outcome}`).toSorted(), [
      ...["add ok", "add ok", "add ok", "add refused", "echo ok", "fail failed"],
    ]);
    const [first] = lines;
    assert.deepEqual(first?.client, { name: "test-client", version: "1.0.0" });
    assert.equal(first?.server, "good");
    assert.equal(first?.argumentsSha256, await sha256('{"text":"argument-canary"}'));
    assert.equal(first?.argumentBytes, '{"text":"argument-canary"}'.length);
    assert.equal(first?.resultBytes, '"argument-canary"'.length);
    assert.equal(new Date(first?.time ?? "").toISOString(), first?.time);
    // One program is one execution, by the name that the log has for it, too.
    assert.equal(new Set(lines.map(({ execution }) => execution)).size, 1);
    assert.ok(runbyte.stderr().includes(`"execution":"${first?.execution}"`));
    if (Deno.build.os !== "windows") assert.equal(((await Deno.stat(audit)).mode ?? 0) & 0o777, 0o600);
  });
}

Deno.test("An audit file that cannot be written is told once and fails no call", async () => {
  await using folder = await testFolder();
  await Deno.writeTextFile(`${folder.path}/file`, "");
  await using runbyte = await startRunbyte({
    config: { audit: `${folder.path}/file/calls.jsonl`, mcpServers: { good: fixture("basic_server") } },
  });
  const program = `import { add } from "./servers/good"; export const exec = () => add({ a: 1, b: 1 });`;
  assert.equal(await runbyte.run(program), "2");
  await runbyte.logged('"event":"audit.failed"');
  assert.equal(await runbyte.run(program), "2");
  assert.equal(await runbyte.run(program), "2");
  assert.equal(runbyte.stderr().split('"event":"audit.failed"').length, 2);
});

Deno.test("Calls that were under way at the end are recorded", async () => {
  await using folder = await testFolder();
  const audit = `${folder.path}/calls.jsonl`;
  await using server = await startRemote("http_server");
  const runbyte = await startRunbyte({ config: { audit, mcpServers: { good: { url: server.url } } } });
  const program = `import { sleep } from "./servers/good"; export const exec = () => sleep({ ms: 60_000 });`;
  const running = runbyte.call("execute_code", { code: program });
  running.catch(() => {});
  await server.request(({ asked }) => asked === "tools/call");
  await runbyte.close();
  assert.deepEqual(linesOf(await Deno.readTextFile(audit)).map(({ tool, outcome }) => `${tool} ${outcome}`), [
    "sleep cancelled",
  ]);
});

async function probeWriting(audit: string, elsewhere: string, state = ""): Promise<unknown> {
  const probe = fileURLToPath(new URL("../support/writing_probe.ts", import.meta.url));
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", ...PERMISSIONS, probe, audit, elsewhere, state],
    env: { NO_COLOR: "1" },
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  try {
    return JSON.parse(out ?? "");
  } catch {
    throw new Error(`${out}${err}`);
  }
}

for (const isKept of [false, true]) {
  const what = isKept ? "only the audit file's thread" : "nothing at all";
  Deno.test(`${isKept ? "With" : "Without"} an audit file ${what} may write files (S-46)`, async () => {
    await using folder = await testFolder();
    await using elsewhere = await testFolder();
    const audit = isKept ? `${folder.path}/calls.jsonl` : "";
    assert.deepEqual(await probeWriting(audit, elsewhere.path), {
      // Else the rest would prove nothing.
      before: true,
      inMain: false,
      inThread: false,
      asked: "denied",
    });
    const written = [...Deno.readDirSync(folder.path)].map(({ name }) => name);
    assert.deepEqual(written, isKept ? ["calls.jsonl"] : []);
  });
}

for (const isAudited of [false, true]) {
  const beside = isAudited ? " beside an audit file" : "";
  Deno.test(`Only a thread may write what is remembered of servers${beside} (S-46)`, async () => {
    await using folder = await testFolder();
    await using elsewhere = await testFolder();
    const state = `${folder.path}/state`;
    const audit = isAudited ? `${folder.path}/log/calls.jsonl` : "";
    assert.deepEqual(await probeWriting(audit, elsewhere.path, state), {
      before: true,
      inMain: false,
      inThread: false,
      asked: "denied",
    });
    assert.deepEqual([...Deno.readDirSync(state)].map(({ name }) => name).sort(), [".lock", "pinned.json"]);
    if (isAudited) assert.ok((await Deno.stat(audit)).size > 0);
  });
}
