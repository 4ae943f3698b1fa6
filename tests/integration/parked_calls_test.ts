/**
 * Calls that are parked between two requests of revision 2026-07-28, over HTTP and by hand: who may carry them on, for how
 * long, and how many there may be.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { type ListeningRunbyte, startListening } from "../support/runbyte_http.ts";

const TOKENS = { ann: "ann-token-0123456789abcdef", bob: "bob-token-0123456789abcdef" };
type Name = keyof typeof TOKENS;

const config = (limits: object = {}) => ({
  typeCheck: "off",
  server: { tokens: TOKENS },
  limits,
  mcpServers: { asking: { ...fixture("asking_server", "--modern"), confirm: ["count"] } },
});

const CODE = `import { needInput, count } from "./servers/asking";
export async function exec() { return (await needInput({})).inputResponses; }`;
const COUNT = `import { count } from "./servers/asking";
export async function exec() { return count({}); }`;
const PLAIN = "export async function exec() { return 1; }";

// deno-lint-ignore no-explicit-any -- answers of JSON-RPC, which the test looks into
type Reply = any;

/** Sends `execute_code` as a client of revision 2026-07-28 does, with more params. */
async function execute(
  { url }: ListeningRunbyte,
  name: Name,
  code: string,
  { more = {}, signal }: { readonly more?: object; readonly signal?: AbortSignal } = {},
): Promise<Reply> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      ...{ authorization: `Bearer ${TOKENS[name]}`, "content-type": "application/json" },
      ...{ accept: "application/json, text/event-stream", "mcp-protocol-version": "2026-07-28" },
      ...{ "mcp-method": "tools/call", "mcp-name": "execute_code" },
    },
    body: JSON.stringify({
      ...{ jsonrpc: "2.0", id: 1, method: "tools/call" },
      params: {
        name: "execute_code",
        arguments: { code },
        _meta: {
          "io.modelcontextprotocol/protocolVersion": "2026-07-28",
          "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
          "io.modelcontextprotocol/clientCapabilities": { elicitation: {} },
        },
        ...more,
      },
    }),
    ...(signal && { signal }),
  });
  const body = await response.text();
  const data = body.split("\n").findLast((line) => line.startsWith("data: "))?.slice("data: ".length);
  return JSON.parse(data ?? body);
}

const accept = { action: "accept", content: { account: "work" } };
const answers = (reply: Reply) => ({
  requestState: reply.result.requestState,
  inputResponses: Object.fromEntries(Object.keys(reply.result.inputRequests).map((key) => [key, accept])),
});
const textOf = (reply: Reply) => reply.result?.content[0].text;

function assertRefused(reply: Reply): void {
  assert.equal(reply.result, undefined);
  assert.equal(reply.error.code, -32602);
  assert.match(reply.error.message, /^Invalid or expired requestState/);
}

Deno.test("A parked program goes on for the one who began it, over any connection, and for nobody else (S-70)", async () => {
  await using runbyte = await startListening({ config: config() });
  await using other = await startListening({ config: config() });
  const asked = await execute(runbyte, "ann", CODE);
  assert.equal(asked.result.resultType, "input_required");
  const more = answers(asked);
  assertRefused(await execute(runbyte, "bob", CODE, { more }));
  assertRefused(await execute(runbyte, "ann", `${CODE}\n`, { more }));
  assertRefused(await execute(other, "ann", CODE, { more }));
  assertRefused(
    await execute(runbyte, "ann", CODE, { more: { ...more, requestState: `${more.requestState}x` } }),
  );
  const done = await execute(runbyte, "ann", CODE, { more });
  assert.deepEqual(JSON.parse(textOf(done)), { account: accept, other: accept });
  assertRefused(await execute(runbyte, "ann", CODE, { more }));
});

Deno.test("Two callers' questions never cross, with the same program at the same time (S-70)", async () => {
  await using runbyte = await startListening({ config: config() });
  const [ann, bob] = await Promise.all([execute(runbyte, "ann", CODE), execute(runbyte, "bob", CODE)]);
  assertRefused(await execute(runbyte, "ann", CODE, { more: answers(bob) }));
  assertRefused(await execute(runbyte, "bob", CODE, { more: answers(ann) }));
  for (const [name, asked] of [["bob", bob], ["ann", ann]] as const) {
    assert.match(textOf(await execute(runbyte, name, CODE, { more: answers(asked) })), /work/);
  }
});

Deno.test("Four programs of a caller wait, a fifth is declined at once, and programs that ask nothing run (S-71)", async () => {
  await using runbyte = await startListening({ config: config({ concurrentExecutions: 1 }) });
  const parked = [];
  for (let count = 0; count < 4; count++) parked.push(await execute(runbyte, "ann", CODE));
  assert.deepEqual(parked.map(({ result }) => result.resultType), Array(4).fill("input_required"));
  const decline = { action: "decline" };
  const fifth = await execute(runbyte, "ann", CODE);
  assert.deepEqual(JSON.parse(textOf(fifth)), { account: decline, other: decline });
  assert.match(textOf(await execute(runbyte, "ann", COUNT)), /4 programs of this client wait for an answer/);
  assert.equal(textOf(await execute(runbyte, "ann", PLAIN)), "1");
  assert.equal((await execute(runbyte, "bob", CODE)).result.resultType, "input_required");
  for (const asked of parked) {
    assert.match(textOf(await execute(runbyte, "ann", CODE, { more: answers(asked) })), /work/);
  }
  assert.equal((await execute(runbyte, "ann", CODE)).result.resultType, "input_required");
});

Deno.test("A question that nobody answers ends with its time, and its program with it (S-70)", async () => {
  await using runbyte = await startListening({ config: config({ questionMs: 300 }) });
  const asked = await execute(runbyte, "ann", CODE);
  await runbyte.logged("server.question-expired");
  await runbyte.logged(`"outcome":"cancelled"`);
  assertRefused(await execute(runbyte, "ann", CODE, { more: answers(asked) }));
});

Deno.test("A client that goes away while its program runs cancels it, also after an answer", async () => {
  await using runbyte = await startListening({ config: config() });
  const slow = `import { needInput } from "./servers/asking";
    export async function exec() {
      await needInput({});
      console.log("goes on");
      await new Promise((resolve) => setTimeout(resolve, 20_000));
    }`;
  const asked = await execute(runbyte, "ann", slow);
  const controller = new AbortController();
  const going = execute(runbyte, "ann", slow, { more: answers(asked), signal: controller.signal });
  await runbyte.logged(`"answer":"accept"`);
  controller.abort();
  await assert.rejects(going);
  await runbyte.logged(`"outcome":"cancelled"`);
});

Deno.test("confirm asks through parked calls, and takes no other answer for a yes (S-73)", async () => {
  await using runbyte = await startListening({ config: config() });
  const asked = await execute(runbyte, "ann", COUNT);
  const [[key = "", { params }]] = Object.entries(asked.result.inputRequests) as Reply;
  assert.match(params.message, /^Runbyte asks: may the agent call asking\/count with these arguments\?/);
  const { requestState } = asked.result;
  const inputResponses = {
    [key]: accept,
    other: { action: "accept", content: { answer: "Allow this call" } },
  };
  const denied = await execute(runbyte, "ann", COUNT, { more: { requestState, inputResponses } });
  assert.match(textOf(denied), /the user does not allow this call of asking\/count/);
});
