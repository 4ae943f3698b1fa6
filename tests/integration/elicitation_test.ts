/**
 * Questions to the person behind an agent's client while a program runs: every client that there is, in front of servers of
 * both protocol eras.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { AGENTS, type AskedAgent, type Person, startAskedAgent } from "../support/asked_agent.ts";
import { officialServer } from "../support/official_servers.ts";

const CONFIG = {
  typeCheck: "off",
  limits: { executionMs: 2_000 },
  mcpServers: {
    everything: officialServer("everything", "stdio"),
    old: fixture("asking_server"),
    modern: fixture("asking_server", "--modern"),
  },
};

const ASK_OLD = `import { askPerson } from "./servers/old";
export async function exec() { return askPerson({ params: { message: "Which account?" } }); }`;
const ASK_MODERN = `import { needInput } from "./servers/modern";
export async function exec() { return needInput({ rounds: 1 }); }`;
const ASK_EVERYTHING = `import { triggerElicitationRequest } from "./servers/everything";
export async function exec() { return triggerElicitationRequest({}); }`;

const accept: Person = ({ requestedSchema: { properties } }) => ({
  action: "accept",
  content: Object.hasOwn(properties, "account")
    ? { account: "work" }
    : Object.hasOwn(properties, "name")
    ? { name: "Ann" }
    : {},
});

async function value(agent: AskedAgent, code: string): Promise<unknown> {
  const { text, isError } = await agent.run(code);
  assert.equal(isError, false, text);
  return JSON.parse(text);
}

for (const kind of AGENTS) {
  const name = `${kind.sdk} ${kind.era} over ${kind.over}`;

  Deno.test(`A server's question reaches the person, and the answer the server: ${name}`, async () => {
    await using agent = await startAskedAgent(kind, CONFIG, accept);
    assert.deepEqual(await value(agent, ASK_OLD), { action: "accept", content: {} });
    const account = { action: "accept", content: { account: "work" } };
    const answered = await value(agent, ASK_MODERN) as { inputResponses: unknown };
    assert.deepEqual(answered.inputResponses, { account, other: account });
    assert.match(JSON.stringify(await value(agent, ASK_EVERYTHING)), /Name: Ann/);
    assert.deepEqual(agent.asked.map(({ message }) => message).slice(0, 3), [
      "old asks: Which account?",
      "modern asks: Which account?",
      "modern asks: And the other?",
    ]);
    assert.match(agent.asked[3]?.message ?? "", /^everything asks: Please provide inputs/);
    assert.equal(Object.keys(agent.asked[3]?.requestedSchema.properties).length > 10, true);
  });

  Deno.test(`A person may say no, or nothing: ${name}`, async () => {
    const answers = [{ action: "decline" }, { action: "cancel" }] as const;
    let count = 0;
    await using agent = await startAskedAgent(kind, CONFIG, () => answers[count++] ?? { action: "cancel" });
    assert.deepEqual(await value(agent, ASK_OLD), { action: "decline" });
    assert.deepEqual(await value(agent, ASK_OLD), { action: "cancel" });
  });

  Deno.test(`A client that cannot ask is not asked, and the server is told so at once: ${name}`, async () => {
    await using agent = await startAskedAgent(kind, CONFIG);
    const old = await value(agent, ASK_OLD);
    // Over stdio the server is not even told that it might ask.
    assert.deepEqual(old, kind.over === "stdio" ? { code: -32601, message: REFUSED } : { action: "decline" });
    const modern = await value(agent, ASK_MODERN) as { inputResponses: unknown; capabilities: unknown };
    const no = { action: "decline" };
    assert.deepEqual(modern.inputResponses, { account: no, other: no });
    assert.deepEqual(modern.capabilities, {});
    assert.deepEqual(agent.asked, []);
  });

  Deno.test(`A program's clock stands while the person thinks, and goes on afterwards: ${name}`, async () => {
    const person: Person = () =>
      new Promise((resolve) => setTimeout(() => resolve({ action: "decline" }), 3_000));
    await using agent = await startAskedAgent(kind, CONFIG, person);
    const code = `import { askPerson } from "./servers/old";
      export async function exec() {
        const answer = await askPerson({});
        await new Promise((resolve) => setTimeout(resolve, 200));
        return answer;
      }`;
    assert.deepEqual(await value(agent, code), { action: "decline" });
    const { text, isError } = await agent.run(`${code}\nconst more = exec;`.replace("200", "4_000"));
    assert.equal(isError, true);
    assert.match(text, /2 s/);
  });
}

const REFUSED = "Method not found: no such capability was declared";
