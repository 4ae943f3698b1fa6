import assert from "node:assert/strict";
import type { Server, ServerContext } from "@modelcontextprotocol/server";
import type { Question } from "../question.ts";
import { canAsk, introducesForms, pushThrough } from "./asking_client.ts";

const CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
const FORMS = [{ elicitation: {} }, { elicitation: { form: {} } }, { elicitation: { form: {}, url: {} } }];
const NO_FORMS = [
  undefined,
  {},
  { elicitation: true },
  { elicitation: { url: {} } },
  { sampling: {} },
  "elicitation",
];

// What is looked at of a server and of a request.
const server = (capabilities: unknown) =>
  ({ getClientCapabilities: () => capabilities }) as unknown as Server;
const request = (mcpReq: object) => ({ mcpReq }) as unknown as ServerContext;

Deno.test("canAsk() takes the word of the request since 2026-07-28, and that of the beginning before", () => {
  for (const forms of FORMS) {
    assert.equal(canAsk(server(forms), request({})), true);
    assert.equal(canAsk(server(undefined), request({ envelope: { [CAPABILITIES]: forms } })), true);
    assert.equal(canAsk(server(forms), request({ envelope: {} })), false, "another request's word");
  }
  for (const none of NO_FORMS) {
    assert.equal(canAsk(server(none), request({})), false, JSON.stringify(none));
    assert.equal(canAsk(server({}), request({ envelope: { [CAPABILITIES]: none } })), false);
  }
});

Deno.test("introducesForms() reads the first message of either era", () => {
  const message = (params: unknown) => ({ jsonrpc: "2.0", id: 1, method: "x", params }) as never; // of any form
  for (const forms of FORMS) {
    assert.equal(introducesForms(message({ capabilities: forms })), true);
    assert.equal(introducesForms(message({ _meta: { [CAPABILITIES]: forms } })), true);
  }
  for (const none of NO_FORMS) {
    assert.equal(introducesForms(message({ capabilities: none, _meta: { [CAPABILITIES]: none } })), false);
  }
  for (const params of [undefined, null, [], 5]) assert.equal(introducesForms(message(params)), false);
});

const question = (message: string): Question => ({
  message,
  schema: { properties: { x: { type: "string" } } },
});

/** A client that answers when the test says so. */
function createClient() {
  const sent: { readonly message: string; readonly settle: PromiseWithResolvers<unknown> }[] = [];
  const send = ({ params }: { readonly params: Question }, options: { readonly timeout: number }) => {
    const settle = Promise.withResolvers<unknown>();
    sent.push({ message: `${params.message} ${options.timeout}`, settle });
    return settle.promise;
  };
  return { sent, ask: pushThrough(request({ send }), 300) };
}

const { signal } = new AbortController();
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

Deno.test("pushThrough() asks one question after another, and goes on after a failure", async () => {
  const { sent, ask } = createClient();
  const answers = ["A", "B", "C"].map((message) => ask(question(message), signal));
  await turn();
  assert.deepEqual(sent.map(({ message }) => message), ["A 300"]);
  sent[0]?.settle.resolve({ action: "accept", content: { x: "yes", y: "no" } });
  await turn();
  sent[1]?.settle.reject(new Error("timed out"));
  await turn();
  sent[2]?.settle.resolve({ action: "perhaps" });
  assert.deepEqual(await Promise.all(answers), [
    { action: "accept", content: { x: "yes" } },
    { action: "cancel" },
    { action: "cancel" },
  ]);
});

Deno.test("pushThrough() does not ask what was withdrawn before its turn", async () => {
  const { sent, ask } = createClient();
  const withdrawn = new AbortController();
  const first = ask(question("A"), signal);
  const second = ask(question("B"), withdrawn.signal);
  withdrawn.abort();
  await turn();
  sent[0]?.settle.resolve({ action: "decline" });
  assert.deepEqual([await first, await second], [{ action: "decline" }, { action: "cancel" }]);
  assert.equal(sent.length, 1);
});
