import assert from "node:assert/strict";
import {
  type InputRequiredResult,
  isInputRequiredResult,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { Question } from "../question.ts";
import type { Answer, Conversation, Work } from "./conversation.ts";
import { type CallIdentity, ParkedCalls } from "./parked_calls.ts";

const ANN: CallIdentity = { caller: "ann", tool: "execute_code", arguments: { code: "a", b: [1, { c: 2 }] } };
const question = (message: string): Question => ({
  message,
  schema: { type: "object", properties: { x: { type: "string" } } },
});
const yes = { action: "accept", content: { x: "yes" } };
const text = (value: unknown) => ({ content: [{ type: "text" as const, text: JSON.stringify(value) }] });

/** A request as the SDK hands it to a handler, as far as parking looks at it. */
function createVisit(state?: unknown, inputResponses?: unknown) {
  const controller = new AbortController();
  const progress: unknown[] = [];
  const visit = {
    mcpReq: {
      ...{
        signal: controller.signal,
        requestState: () => state,
        inputResponses,
        _meta: { progressToken: 1 },
      },
      notify: (message: unknown) => Promise.resolve(void progress.push(message)),
    },
  } as unknown as ServerContext; // the rest of a context is for other handlers
  return { visit, progress, cancel: () => controller.abort() };
}

function createCalls(questionMs = 60_000) {
  const events: string[] = [];
  const calls = new ParkedCalls({ questionMs, log: (_, event) => void events.push(event) });
  const begin = (work: Work, identity = ANN) =>
    calls.serve(createVisit().visit, identity, { mayAsk: true, work });
  const resume = (state: unknown, responses: unknown, identity = ANN, mayAsk = true) =>
    calls.serve(createVisit(state, responses).visit, identity, { mayAsk, work: neverBegun });
  return { calls, events, begin, resume, [Symbol.dispose]: () => calls.close() };
}

const neverBegun: Work = () => Promise.reject(new Error("a call was begun that should go on"));
const { signal } = new AbortController();

/** Asks, and returns the answer. */
const askOnce: Work = async ({ ask }) => text(await ask?.(question("Sure?"), signal));

function asking(answer: Answer): InputRequiredResult & { readonly requestState: string } {
  assert.ok(isInputRequiredResult(answer), JSON.stringify(answer));
  const { requestState } = answer;
  assert.ok(typeof requestState === "string");
  return { ...answer, requestState };
}

const keys = (answer: InputRequiredResult) => Object.keys(answer.inputRequests ?? {});
const invalid = { code: -32602, message: /^Invalid or expired requestState: .*make the call again$/ };

Deno.test("ParkedCalls.serve() answers a call that asks nothing with its result", async () => {
  using parked = createCalls();
  assert.deepEqual(await parked.begin(() => Promise.resolve(text(1))), text(1));
  await assert.rejects(parked.begin(() => Promise.reject(new Error("no such tool"))), /no such tool/);
  assert.equal(parked.calls.size, 0);
});

Deno.test("ParkedCalls.serve() parks a call that asks, and carries it on with the answer", async () => {
  using parked = createCalls();
  const first = asking(await parked.begin(askOnce));
  assert.deepEqual(first.inputRequests, {
    "question-1": {
      method: "elicitation/create",
      params: { mode: "form", message: "Sure?", requestedSchema: question("").schema },
    },
  });
  assert.equal(parked.calls.size, 1);
  assert.deepEqual(await parked.resume(first.requestState, { "question-1": yes, other: yes }), text(yes));
  assert.equal(parked.calls.size, 0);
});

Deno.test("ParkedCalls.serve() asks at once what is asked at the same time, and again what was not answered", async () => {
  using parked = createCalls();
  const work: Work = async ({ ask }) =>
    text(await Promise.all(["A", "B", "C"].map((message) => ask?.(question(message), signal))));
  const first = asking(await parked.begin(work));
  assert.deepEqual(keys(first), ["question-1", "question-2", "question-3"]);
  const second = asking(
    await parked.resume(first.requestState, { "question-1": yes, "question-2": { action: "maybe" } }),
  );
  assert.deepEqual(keys(second), ["question-2", "question-3"]);
  const no = { action: "decline" };
  const last = await parked.resume(second.requestState, {
    "question-2": no,
    "question-3": { action: "cancel" },
  });
  assert.deepEqual(last, text([yes, no, { action: "cancel" }]));
});

Deno.test("ParkedCalls.serve() tells progress over the request in hand only", async () => {
  using parked = createCalls();
  const told: (() => Promise<void>)[] = [];
  const work: Work = async (conversation) => {
    const tell = (progress: number) => conversation.notify({ progress });
    told.push(() => tell(2));
    await tell(1);
    await conversation.ask?.(question("Sure?"), signal);
    await tell(3);
    return text("done");
  };
  const one = createVisit();
  const first = asking(await parked.calls.serve(one.visit, ANN, { mayAsk: true, work }));
  await told[0]?.();
  const two = createVisit(first.requestState, { "question-1": yes });
  await parked.calls.serve(two.visit, ANN, { mayAsk: true, work: neverBegun });
  const numbers = (messages: unknown[]) => messages.map((message) => Object(message).params.progress);
  assert.deepEqual([numbers(one.progress), numbers(two.progress)], [[1], [3]]);
});

Deno.test("ParkedCalls.serve() takes no word that it has not given, or not like this (S-70)", async () => {
  using parked = createCalls();
  using other = createCalls();
  const { requestState } = asking(await parked.begin(askOnce));
  const elsewhere = asking(await other.begin(askOnce));
  const [version = "", body = "", mac = ""] = requestState.split(".");
  const decoded = JSON.parse(atob(body.replaceAll("-", "+").replaceAll("_", "/")));
  const reencoded = (value: unknown) =>
    btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const forged = [
    "",
    "x",
    5,
    {},
    `${version}.${body}.`,
    `${version}.${body}.${"A".repeat(mac.length)}`,
    `${version}.${body}.${mac.slice(0, -2)}AA`,
    `${version}.${reencoded({ ...decoded, exp: decoded.exp + 1_000 })}.${mac}`,
    `${version}.${reencoded({ ...decoded, p: { ...decoded.p, round: 1 } })}.${mac}`,
    elsewhere.requestState,
  ];
  for (const state of forged) {
    await assert.rejects(parked.resume(state, { "question-1": yes }), invalid, String(state));
  }
  assert.deepEqual(await parked.resume(requestState, { "question-1": yes }), text(yes), "it still waits");
  assert.equal(
    parked.events.filter((event) => event === "server.request-state-refused").length,
    forged.length,
  );
});

Deno.test("ParkedCalls.serve() takes a word from the one who got it alone, for the same call alone (S-70)", async () => {
  using parked = createCalls();
  const { requestState } = asking(await parked.begin(askOnce));
  const others = [
    { ...ANN, caller: "bob" },
    { ...ANN, caller: "" },
    { ...ANN, tool: "delete_repo" },
    { ...ANN, arguments: { code: "b", b: [1, { c: 2 }] } },
    { ...ANN, arguments: undefined },
  ];
  for (const identity of others) {
    await assert.rejects(parked.resume(requestState, { "question-1": yes }, identity), invalid);
  }
  const reordered = { ...ANN, arguments: { b: [1, { c: 2 }], code: "a" } };
  assert.deepEqual(await parked.resume(requestState, { "question-1": yes }, reordered), text(yes));
});

Deno.test("ParkedCalls.serve() takes a word once, also when it comes twice at the same time (S-70)", async () => {
  using parked = createCalls();
  const twice: Work = async ({ ask }) => {
    const one = await ask?.(question("One?"), signal);
    return text([one, await ask?.(question("Two?"), signal)]);
  };
  const first = asking(await parked.begin(twice));
  const both = await Promise.allSettled(
    [1, 2].map(() => parked.resume(first.requestState, { "question-1": yes })),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  const answered = both.find((one) => one.status === "fulfilled");
  assert.ok(answered);
  const second = asking(answered.value);
  await assert.rejects(parked.resume(first.requestState, { "question-2": yes }), invalid, "used");
  assert.deepEqual(await parked.resume(second.requestState, { "question-2": yes }), text([yes, yes]));
  await assert.rejects(parked.resume(second.requestState, { "question-2": yes }), invalid, "over");
});

Deno.test("ParkedCalls.serve() keeps calls apart: the word of one gives nobody another (S-70)", async () => {
  using parked = createCalls();
  const work = (name: string): Work => async ({ ask }) => text([name, await ask?.(question(name), signal)]);
  const identity = (code: string) => ({ ...ANN, arguments: { code } });
  const a = asking(await parked.begin(work("a"), identity("a")));
  const b = asking(await parked.begin(work("b"), identity("b")));
  await assert.rejects(parked.resume(a.requestState, { "question-1": yes }, identity("b")), invalid);
  assert.deepEqual(
    await parked.resume(b.requestState, { "question-1": yes }, identity("b")),
    text(["b", yes]),
  );
  assert.deepEqual(
    await parked.resume(a.requestState, { "question-1": yes }, identity("a")),
    text(["a", yes]),
  );
});

/** A call that asks and tells how it was given up. */
function createGivenUp() {
  const ended = Promise.withResolvers<unknown>();
  const work: Work = async (conversation: Conversation) => {
    const answer = await conversation.ask?.(question("Sure?"), signal);
    ended.resolve([answer, conversation.signal.aborted]);
    return text(answer);
  };
  return { work, ended: ended.promise };
}

Deno.test("ParkedCalls gives up a call whose time is over, and its word with it (S-70)", async () => {
  using parked = createCalls(30);
  const { work, ended } = createGivenUp();
  const { requestState } = asking(await parked.begin(work));
  assert.deepEqual(await ended, [{ action: "decline" }, true]);
  await assert.rejects(parked.resume(requestState, { "question-1": yes }), invalid);
  assert.equal(parked.calls.size, 0);
  assert.equal(parked.events[0], "server.question-expired");
});

Deno.test("ParkedCalls.serve() cancels a call with the request that carries it, not with one that has ended", async () => {
  using parked = createCalls();
  const { work, ended } = createGivenUp();
  const begun = createVisit();
  const first = asking(await parked.calls.serve(begun.visit, ANN, { mayAsk: true, work }));
  begun.cancel();
  assert.deepEqual(await parked.resume(first.requestState, { "question-1": yes }), text(yes));
  assert.deepEqual(await ended, [yes, false]);

  const atWork = createVisit();
  const cancelled = parked.calls.serve(atWork.visit, ANN, {
    mayAsk: true,
    work: ({ signal }) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve(text("cancelled")))),
  });
  atWork.cancel();
  assert.deepEqual(await cancelled, text("cancelled"));
});

Deno.test("ParkedCalls.serve() declines when the answer comes from a client that cannot ask any more", async () => {
  using parked = createCalls();
  const twice: Work = async ({ ask }) => {
    const one = await ask?.(question("One?"), signal);
    return text([one, await ask?.(question("Two?"), signal)]);
  };
  const first = asking(await parked.begin(twice));
  const no = { action: "decline" };
  assert.deepEqual(
    await parked.resume(first.requestState, { "question-1": yes }, ANN, false),
    text([no, no]),
  );
});

Deno.test("ParkedCalls.serve() does not ask for ever", async () => {
  using parked = createCalls();
  let answer = await parked.begin(askOnce);
  let rounds = 0;
  while (isInputRequiredResult(answer)) {
    rounds++;
    answer = await parked.resume(answer.requestState, {});
  }
  assert.deepEqual([answer, rounds], [text({ action: "decline" }), 32]);
});

Deno.test("ParkedCalls.serve() gives the result of a call that went on without the answer", async () => {
  using parked = createCalls();
  const withdrawn = new AbortController();
  const work: Work = async ({ ask }) => text(await ask?.(question("Sure?"), withdrawn.signal));
  const { requestState } = asking(await parked.begin(work));
  withdrawn.abort();
  assert.deepEqual(await parked.resume(requestState, { "question-1": yes }), text({ action: "cancel" }));
});

Deno.test("ParkedCalls.close() gives up what is parked", async () => {
  const parked = createCalls();
  const { work, ended } = createGivenUp();
  await parked.begin(work);
  parked.calls.close();
  assert.deepEqual(await ended, [{ action: "decline" }, true]);
  assert.equal(parked.calls.size, 0);
});
