/**
 * A running program seen from its client: progress, and cancelling it, in both protocol eras.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture, type RemoteFixture, startRemote } from "../fixtures/fixtures.ts";
import { officialServer } from "../support/official_servers.ts";
import { type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";

const twoSleeps = `import { sleep } from "./servers/one";
export async function exec() {
  console.log("before", new Error("here"));
  await sleep({ ms: 400 });
  await sleep({ ms: 400 });
  return "done";
}`;

for (const mode of ["legacy", "auto"] as const) {
  Deno.test(`Completed calls and console lines are progress where the client asks (${mode})`, async () => {
    await using server = await startRemote("http_server");
    await using runbyte = await startRunbyte({
      config: { typeCheck: "off", mcpServers: { one: { url: server.url } } },
      mode,
    });
    const seen: { progress: number; message?: string | undefined }[] = [];
    const result = await runbyte.client.callTool(
      { name: "execute_code", arguments: { code: twoSleeps } },
      { onprogress: (progress) => void seen.push(progress) },
    );
    assert.deepEqual(result.content[0], { type: "text", text: `"done"` });
    const text = seen.map(({ message }) => message).join("\n");
    assert.match(text, /before Error: here at exec \(program\.ts:3:\d+\)/);
    assert.match(text, /one\/sleep completed/);
    assert(seen.every(({ progress }, n) => n === 0 || progress > (seen[n - 1]?.progress ?? 0)));
  });

  Deno.test(`Progress that a tool tells reaches the client that asks (${mode}) (S-55)`, async () => {
    await using runbyte = await startRunbyte({
      config: { typeCheck: "off", mcpServers: { everything: officialServer("everything") } },
      mode,
    });
    const code = `import { triggerLongRunningOperation } from "./servers/everything";
export const exec = () => triggerLongRunningOperation({ duration: 2, steps: 4 });`;
    const seen: (string | undefined)[] = [];
    const result = await runbyte.client.callTool(
      { name: "execute_code", arguments: { code } },
      { onprogress: ({ message }) => void seen.push(message) },
    );
    assert.equal(result.isError ?? false, false, JSON.stringify(result.content));
    assert.match(seen.join("\n"), /^everything\/trigger-long-running-operation [1-3]\/4$/m);
  });

  Deno.test(`No server is asked for progress that no client wants (${mode}) (S-55)`, async () => {
    await using runbyte = await startRunbyte({
      config: { typeCheck: "off", mcpServers: { asking: fixture("asking_server") } },
      mode,
    });
    // It answers with the token that it was sent.
    const code = `import { gossip } from "./servers/asking";\nexport const exec = () => gossip();`;
    const token = async (options: { onprogress?: () => void }) => {
      const result = await runbyte.client.callTool({ name: "execute_code", arguments: { code } }, options);
      return result.content[0]?.type === "text" ? result.content[0].text : undefined;
    };
    assert.equal(await token({}), `"null"`);
    const seen: unknown[] = [];
    assert.match(await token({ onprogress: (...told: unknown[]) => void seen.push(told) }) ?? "", /^"\d+"$/);
    assert.doesNotMatch(JSON.stringify(seen), /hunter2/, "another's progress");
  });

  Deno.test(`A cancelled request ends the program and its calls in flight (${mode})`, async () => {
    await using server = await startRemote("http_server");
    await using runbyte = await startRunbyte({ config: roomForOne(server.url), mode });
    await cancelDuringCall(
      runbyte,
      server,
      `import { sleep } from "./servers/one";\nexport const exec = () => sleep({ ms: 25_000 });`,
    );
    await server.request(({ asked }) => asked === "notifications/cancelled");
    assert.equal(await runbyte.run("export const exec = () => 1;"), 1);
    await runbyte.logged('"outcome":"cancelled"');
  });

  Deno.test(`A cancelled endless loop frees its place (${mode})`, async () => {
    await using server = await startRemote("http_server");
    await using runbyte = await startRunbyte({ config: roomForOne(server.url), mode });
    await cancelDuringCall(
      runbyte,
      server,
      `import { add } from "./servers/one";\nexport async function exec() { await add({ a: 1, b: 1 }); for (;;); }`,
    );
    assert.equal(await runbyte.run("export const exec = () => 2;"), 2);
  });
}

/** A config with room for one program: the next one runs because the one before has ended. */
function roomForOne(url: string) {
  return { typeCheck: "off", limits: { concurrentExecutions: 1 }, mcpServers: { one: { url } } };
}

/** Runs a program, and cancels it when its first tool call has reached the server. */
async function cancelDuringCall(runbyte: RunningRunbyte, server: RemoteFixture, code: string): Promise<void> {
  const controller = new AbortController();
  const call = runbyte.client.callTool({ name: "execute_code", arguments: { code } }, {
    signal: controller.signal,
  });
  const outcome = assert.rejects(call);
  await server.request(({ asked }) => asked === "tools/call");
  controller.abort();
  await outcome;
}
