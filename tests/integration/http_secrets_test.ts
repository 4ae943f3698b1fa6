/**
 * Tokens of callers are secrets: they show up nowhere, and no server gets them. Their names do, in log and audit.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";

import { searchProcesses } from "../support/process_memory.ts";
import { sendRaw } from "../support/raw_http.ts";
import { startListening } from "../support/runbyte_http.ts";

const ANN = "cnry-ann-9fQ2xZ7pk4Lm";
const BEN = "cnry-ben-7Zk1pQ8wV3sD";
const ENV = "cnry-env-4kQ8wZ1mT6rB";

async function testFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir();
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

const PROGRAM = `import { env } from "./servers/dump";
export async function exec() {
  const seen = await env({});
  console.log(JSON.stringify(seen));
  return [JSON.stringify(seen), Object.keys(globalThis).join()];
}`;

Deno.test("A caller's token shows up nowhere and reaches no server; its name is in log and audit (S-69)", async () => {
  await using folder = await testFolder();
  await Deno.writeTextFile(`${folder.path}/ben`, `${BEN}\n`);
  const audit = `${folder.path}/calls.jsonl`;
  const runbyte = await startListening({
    config: {
      audit,
      logLevel: "debug",
      typeCheck: "off",
      server: { tokens: { ann: ANN, ben: `\${file:${folder.path}/ben}` } },
      mcpServers: { dump: { ...fixture("env_dump"), inheritEnv: true } },
    },
    env: { RUNBYTE_TOKEN: ENV },
  });
  const seen: string[] = [];
  for (const [mode, token] of [["legacy", ANN], ["modern", BEN], ["modern", ENV]] as const) {
    await using agent = await runbyte.connect(mode, { token });
    const { text, notes } = await agent.call("execute_code", { code: PROGRAM });
    seen.push(text, notes ?? "");
    seen.push((await agent.call("list_directory", { path: "/servers" })).text);
  }
  const wrong = `Bearer ${ANN}x`;
  for (
    const lines of [["Host: localhost", `Authorization: ${wrong}`], [
      "Host: evil.example",
      `Authorization: Bearer ${BEN}`,
    ]]
  ) {
    seen.push(
      (await sendRaw(runbyte.url, { lines: [...lines, "Content-Type: application/json"], body: "{}" })).text,
    );
  }
  seen.push((await sendRaw(runbyte.url, { lines: [`Host: ${ENV}`, `Origin: http://${ANN}`] })).text);
  if (Deno.build.os === "linux") {
    const { below } = await searchProcesses(runbyte.pid, []);
    assert.ok(below.length >= 2, "a server and a guest");
    seen.push(...below.map(({ commandLine, environment }) => `${commandLine} ${environment}`));
  }
  await runbyte.stop();
  const records = await Deno.readTextFile(audit);
  for (const text of [...seen, runbyte.stderr(), records]) {
    assert.doesNotMatch(text, /9fQ2xZ7pk4|7Zk1pQ8wV3|4kQ8wZ1mT6/);
  }
  const lines = records.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ principal, client, tool }) => [principal, client?.name, tool]), [
    ...["ann", "ben", "RUNBYTE_TOKEN"].map((principal) => [principal, "test-client", "env"]),
  ]);
});
