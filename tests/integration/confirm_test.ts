/**
 * Calls that the operator wants confirmed: asked for through the agent's client, refused where it cannot ask.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { type AgentKind, AGENTS, type Person, startAskedAgent } from "../support/asked_agent.ts";
import { officialServer } from "../support/official_servers.ts";

const everything = officialServer("everything", "stdio");

/** Counts its calls, declares nothing of its tools. */
const counting = fixture("asking_server");

const base = { typeCheck: "off", limits: { executionMs: 5_000 } };

const COUNT = `import { count } from "./servers/counting";
export async function exec() { return count({ repo: "a" }); }`;

const COUNT_TWICE = `import { count } from "./servers/counting";
export async function exec() { return Promise.all([count({ repo: "a" }), count({ repo: "b" })]); }`;

/** Answers with these choices, one after another. */
function choosing(...choices: string[]): Person {
  return () => ({ action: "accept", content: { answer: choices.shift() ?? "Deny" } });
}

const MODERN_HTTP = AGENTS[5];

for (const kind of AGENTS) {
  Deno.test(`confirm asks for each call, with its arguments: ${kind.sdk} ${kind.era} over ${kind.over}`, async () => {
    const config = { ...base, mcpServers: { counting: { ...counting, confirm: ["counting/count"] } } };
    const person = choosing("Allow this call", "Deny", "Allow this tool until the program ends", "Deny");
    await using agent = await startAskedAgent(kind, config, person);
    assert.equal((await agent.run(COUNT)).text, `"1"`);
    const denied = await agent.run(COUNT);
    assert.equal(denied.isError, true);
    assert.match(denied.text, /the user does not allow this call of counting\/count/);
    assert.deepEqual(
      JSON.parse((await agent.run(COUNT_TWICE)).text).sort(),
      ["2", "3"],
      "denied calls were not made",
    );
    assert.match((await agent.run(COUNT)).text, /does not allow/, "the next program asks again");
    assert.equal(
      agent.asked[0]?.message,
      'Runbyte asks: may the agent call counting/count with these arguments?\n\n{\n  "repo": "a"\n}',
    );
    assert.equal(agent.asked.length, 4);
  });
}

const REFUSALS: readonly (readonly [AgentKind, unknown])[] = [
  [AGENTS[1], { ...base, mcpServers: { counting: { ...counting, confirm: "destructive" } } }],
  [MODERN_HTTP, { ...base, mcpServers: { counting }, confirm: ["counting"] }],
];

for (const [kind, config] of REFUSALS) {
  Deno.test(`confirm refuses before anything is sent where the client cannot ask: ${kind.era} over ${kind.over} (S-73)`, async () => {
    const folder = await Deno.makeTempDir();
    const audit = `${folder}/audit.jsonl`;
    {
      await using agent = await startAskedAgent(kind, { ...Object(config), audit });
      const { text, isError } = await agent.run(COUNT);
      assert.equal(isError, true);
      assert.match(text, /counting\/count needs the user's consent, and this client cannot ask for it/);
      assert.match(text, /Next: do without it, and tell the user/);
    }
    const [line = ""] = (await Deno.readTextFile(audit)).split("\n");
    assert.equal(JSON.parse(line).outcome, "refused");
    await Deno.remove(folder, { recursive: true });
  });
}

Deno.test("confirm: destructive leaves tools alone that declare themselves harmless", async () => {
  const config = { ...base, mcpServers: { everything, counting }, confirm: "destructive" };
  await using agent = await startAskedAgent(AGENTS[1], config, choosing("Deny"));
  const code = `import { echo } from "./servers/everything";
    export async function exec() { return echo({ message: "hello" }); }`;
  assert.match((await agent.run(code)).text, /Echo: hello/);
  assert.deepEqual(agent.asked, []);
  assert.match((await agent.run(COUNT)).text, /does not allow/);
});

Deno.test("confirm asks for a tool that is offered directly, and remembers what is allowed for the client", async () => {
  const config = {
    ...base,
    mcpServers: { counting },
    expose: ["counting/count"],
    confirm: ["counting/count"],
  };
  for (const kind of [AGENTS[1], MODERN_HTTP]) {
    const person = choosing("Deny", "Allow this tool for this client");
    await using agent = await startAskedAgent(kind, config, person);
    const denied = await agent.call("count", {});
    assert.deepEqual(denied, {
      text:
        "the user does not allow this call of counting/count: do not try again, ask them what they want instead",
      isError: true,
    });
    assert.equal((await agent.call("count", {})).text, "1");
    assert.equal((await agent.call("count", {})).text, "2");
    assert.equal((await agent.run(COUNT)).text, `"3"`);
    assert.equal(agent.asked.length, 2);
    const { enum: choices } = agent.asked[0]?.requestedSchema.properties.answer;
    assert.deepEqual(choices, ["Allow this call", "Allow this tool for this client", "Deny"]);
  }
});

Deno.test("confirm records a call that the user does not want as declined", async () => {
  const folder = await Deno.makeTempDir();
  const audit = `${folder}/audit.jsonl`;
  {
    const config = { ...base, mcpServers: { counting }, confirm: ["counting/count"], audit };
    await using agent = await startAskedAgent(AGENTS[2], config, choosing("Deny"));
    await agent.run(COUNT);
    await agent.logged("gateway.question");
  }
  const [line = ""] = (await Deno.readTextFile(audit)).split("\n");
  assert.equal(JSON.parse(line).outcome, "declined");
  await Deno.remove(folder, { recursive: true });
});
