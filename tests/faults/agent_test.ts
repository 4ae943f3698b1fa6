/**
 * What an agent gets while servers fail: one answer for each of its requests, and no more.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { runbyteCommand } from "../support/runbyte.ts";
import { StdioClient } from "../support/stdio_client.ts";
import { writeConfig } from "../support/config_file.ts";

/** Runbyte, spoken to message by message; every answer is kept under its id. */
async function open(config: unknown) {
  const file = await writeConfig(config);
  const answers = new Map<string, string[]>();
  const waiting = new Map<string, () => void>();
  const client = new StdioClient({
    ...runbyteCommand("-config", file.path, "-transport", "stdio"),
    env: Deno.env.toObject(),
    cwd: file.folder,
    onStderr: () => {},
  });
  client.onmessage = (message) => {
    if (!("id" in message)) return;
    const id = String(message.id);
    answers.set(id, [...answers.get(id) ?? [], JSON.stringify(message)]);
    waiting.get(id)?.();
  };
  await client.start();
  const request = async (id: string, method: string, params: Record<string, unknown>) => {
    const answered = new Promise<void>((resolve) => waiting.set(id, resolve));
    await client.send({ jsonrpc: "2.0", id, method, params });
    await answered;
    return answers.get(id)?.[0] ?? "";
  };
  const clientInfo = { name: "test", version: "1.0.0" };
  await request("hello", "initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
  await client.send({ jsonrpc: "2.0", method: "notifications/initialized" });
  return {
    answers,
    run: (id: string, code: string) =>
      request(id, "tools/call", { name: "execute_code", arguments: { code } }),
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await file[Symbol.asyncDispose]();
    },
  };
}

const program = (body: string) =>
  `import * as faulty from "./servers/faulty";\nexport const exec = async () => { ${body} };`;

Deno.test("Each program is answered once, whatever its server does meanwhile: dies, answers twice, late, under wrong ids", async () => {
  await using agent = await open({
    typeCheck: "off",
    limits: { toolCallMs: 2_000, concurrentExecutions: 16 },
    mcpServers: { faulty: fixture("faulty_server") },
  });
  const pid = Number(JSON.parse(
    JSON.parse(await agent.run("pid", program("return await faulty.pid();")))
      .result.content[0].text,
  ));
  const many = "await Promise.allSettled(Array.from({ length: 100 }, (_, i) => " +
    'faulty.slow({ text: "text " + i, ms: 500 })));';
  const killed = Array.from({ length: 4 }, (_, index) =>
    agent.run(
      `killed ${index}`,
      program(`const ends = ${many} return ends.filter(({ status }) => status === "rejected").length;`),
    ));
  // The first of the 400 calls are at the server when another one is answered.
  await agent.run("between", program('return await faulty.echo({ text: "there" });'));
  Deno.kill(pid, "SIGKILL");
  for (const answer of await Promise.all(killed)) assert.match(answer, /"text":"\d+"/);
  await Promise.all([
    agent.run("twice", program('return await faulty.twice({ text: "once" });')),
    agent.run("wrong id", program("return await faulty.wrong_id();")),
    agent.run("late", program('return await faulty.slow({ text: "late", ms: 2_500 });')),
  ]);
  const last = await agent.run("last", program('return await faulty.slow({ text: "last", ms: 1_000 });'));
  assert.match(last, /last/);
  const counts = [...agent.answers].map(([id, all]) => [id, all.length]);
  assert.deepEqual(counts.filter(([, count]) => count !== 1), []);
  assert.equal(counts.length, 11);
});
