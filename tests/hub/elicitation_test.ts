/**
 * What a server asks a person, in both eras: it reaches the one whose call made it ask, and nobody else.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { HubCall } from "../../src/hub/hub_call.ts";
import type { Ask, Question, QuestionAnswer } from "../../src/question.ts";
import { fixture, startRemote } from "../fixtures/fixtures.ts";
import { remote, stdio, TestHub } from "./harness.ts";

const server = (...args: string[]) => stdio("asking", fixture("asking_server", ...args));
const accept: QuestionAnswer = { action: "accept", content: { account: "work" } };

/** A person who answers when the test says so. */
function createPerson() {
  const questions: { question: Question; signal: AbortSignal; answer: (answer: QuestionAnswer) => void }[] =
    [];
  let changed = Promise.withResolvers<void>();
  const ask: Ask = (question, signal) => {
    const { promise, resolve } = Promise.withResolvers<QuestionAnswer>();
    questions.push({ question, signal, answer: resolve });
    changed.resolve();
    changed = Promise.withResolvers();
    return promise;
  };
  /** Resolves with the question of this number when it has been asked. */
  const asked = async (index: number) => {
    for (;;) {
      const question = questions[index];
      if (question !== undefined) return question;
      await changed.promise;
    }
  };
  return { ask, asked, questions };
}

async function call(hub: TestHub, tool: string, more: Partial<HubCall> = {}): Promise<string> {
  const { signal } = new AbortController();
  const base = { server: "asking", tool, arguments: {}, session: "ann", signal };
  return String((await hub.hub.callTool({ ...base, ...more })).content[0]?.["text"]);
}

Deno.test("Hub puts a question to the session whose call it is about, and the answer back", async () => {
  await using hub = new TestHub([server()], { mayAsk: true });
  const { ask, asked } = createPerson();
  const params = {
    message: "Which \u001b[1maccount?",
    requestedSchema: { properties: { account: { type: "string" } } },
  };
  const result = call(hub, "ask_person", { ask, arguments: { params } });
  const { question, answer } = await asked(0);
  assert.deepEqual(question, {
    message: "asking asks: Which account?",
    schema: { type: "object", properties: { account: { type: "string" } } },
  });
  answer(accept);
  assert.deepEqual(JSON.parse(await result), accept);
  for (const action of ["decline", "cancel"] as const) {
    const answer: QuestionAnswer = { action };
    const result = await call(hub, "ask_person", { ask: () => Promise.resolve(answer) });
    assert.deepEqual(JSON.parse(result), { action });
  }
});

Deno.test("Hub declines for a call behind which there is nobody to ask", async () => {
  await using hub = new TestHub([server()], { mayAsk: true });
  assert.deepEqual(JSON.parse(await call(hub, "ask_person")), { action: "decline" });
});

Deno.test("Hub declines what it cannot attribute to one execution, and asks nobody (S-54)", async () => {
  await using hub = new TestHub([server()], { mayAsk: true });
  const { ask, questions } = createPerson();
  const hold = call(hub, "hold", { session: "bob", ask });
  assert.deepEqual(JSON.parse(await call(hub, "ask_person", { ask })), { action: "decline" });
  await call(hub, "release");
  await hold;
  assert.deepEqual(questions, []);
});

Deno.test("Hub tells servers that they may ask only where there may be a person", async () => {
  await using hub = new TestHub([server()], { mayAsk: true });
  assert.deepEqual(JSON.parse(await call(hub, "capabilities")), { elicitation: { form: {} } });
  await using quiet = new TestHub([server()]);
  assert.deepEqual(JSON.parse(await call(quiet, "capabilities")), {});
  await using modern = new TestHub([server("--modern")]);
  assert.deepEqual(JSON.parse(await call(modern, "capabilities")), {});
  const { ask } = createPerson();
  assert.deepEqual(JSON.parse(await call(modern, "capabilities", { ask })), { elicitation: { form: {} } });
});

Deno.test("Hub stops the time of a call while a person is asked", async () => {
  await using hub = new TestHub([server()], { mayAsk: true, limits: { toolCallMs: 300 } });
  await hub.tools("asking");
  const { ask, asked } = createPerson();
  const result = call(hub, "ask_person", { ask });
  const { answer } = await asked(0);
  await new Promise((resolve) => setTimeout(resolve, 600)); // longer than the call may take
  answer(accept);
  assert.deepEqual(JSON.parse(await result), accept);
  await assert.rejects(call(hub, "hold", { ask }), /no answer within 0.3 s/);
});

Deno.test("Hub withdraws a question with its call, and answers the server", async () => {
  await using hub = new TestHub([server()], { mayAsk: true });
  const { ask, asked } = createPerson();
  const controller = new AbortController();
  const result = call(hub, "ask_person", { ask, signal: controller.signal });
  const { signal } = await asked(0);
  controller.abort();
  await assert.rejects(result, /cancelled/);
  assert.equal(signal.aborted, true);
  assert.equal(await call(hub, "count"), "1");
});

Deno.test("Hub withdraws a question that the server takes back, and does not answer it", async () => {
  await using hub = new TestHub([server()], { mayAsk: true });
  const { ask, asked } = createPerson();
  const { signal: program } = new AbortController();
  const result = call(hub, "ask_and_withdraw", { ask, signal: program });
  const { signal, answer } = await asked(0);
  await call(hub, "release", { signal: program });
  assert.equal(await result, "withdrawn");
  assert.equal(signal.aborted, true);
  answer(accept);
  assert.deepEqual(JSON.parse(await call(hub, "replies")), []);
});

Deno.test("Hub answers a call whose result is a question by making it again (2026-07-28)", async () => {
  await using hub = new TestHub([server("--modern")]);
  const { ask, asked, questions } = createPerson();
  const result = call(hub, "need_input", { ask, arguments: { rounds: 2 } });
  (await asked(0)).answer(accept);
  (await asked(1)).answer({ action: "decline" });
  (await asked(2)).answer({ action: "cancel" });
  (await asked(3)).answer(accept);
  assert.deepEqual(JSON.parse(await result), {
    inputResponses: { account: { action: "cancel" }, other: accept },
    requestState: "2",
    capabilities: { elicitation: { form: {} } },
  });
  assert.equal(questions.length, 4);
  const declined = JSON.parse(await call(hub, "need_input"));
  assert.deepEqual(declined.inputResponses, { account: { action: "decline" }, other: { action: "decline" } });
});

Deno.test("Hub makes a call again that only wants that, and not for ever (2026-07-28)", async () => {
  await using hub = new TestHub([server("--modern")]);
  const result = await call(hub, "need_input", { arguments: { rounds: 2, stateOnly: true } });
  assert.deepEqual(JSON.parse(result), { requestState: "2", capabilities: {} });
  const ask: Ask = () => Promise.resolve(accept);
  await assert.rejects(call(hub, "need_input", { ask, arguments: { rounds: 1_000 } }), /went on asking/);
});

Deno.test("Hub fails a call that asks for what was not offered (2026-07-28) (S-54)", async () => {
  await using hub = new TestHub([server("--modern")]);
  const { ask, questions } = createPerson();
  for (const method of ["sampling/createMessage", "roots/list", "made/up"]) {
    await assert.rejects(call(hub, "need_input", { ask, arguments: { method } }), /not offered/);
  }
  assert.deepEqual(questions, []);
});

Deno.test("Hub puts questions over HTTP to the session on whose call's stream they come (S-54)", async () => {
  await using remoteServer = await startRemote("asking_http");
  await using hub = new TestHub([remote("asking", "http", remoteServer.url)], { mayAsk: true });
  await hub.tools("asking");
  await remoteServer.request(({ method }) => method === "GET");
  const ann = createPerson();
  const bob = createPerson();
  const holds = [call(hub, "hold", { session: "bob", ask: bob.ask })];
  await remoteServer.request(({ text }) => text === "hold");
  const asked = call(hub, "ask", { ask: ann.ask });
  (await ann.asked(0)).answer(accept);
  assert.deepEqual(JSON.parse(await asked), accept);
  assert.deepEqual(JSON.parse(await call(hub, "ask_beside", { ask: ann.ask })), { action: "decline" });
  await call(hub, "release");
  await Promise.all(holds);
  assert.equal(ann.questions.length, 1);
  assert.deepEqual(bob.questions, []);
});
