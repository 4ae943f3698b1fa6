import assert from "node:assert/strict";
import type { Ask, QuestionAnswer } from "../question.ts";
import { type Asking, QuestionDesk } from "./asking.ts";

const question = { message: "?", schema: {} };
const subject = { server: "s", tool: "t", kind: "elicitation" } as const;
const { signal } = new AbortController();
const decline: QuestionAnswer = { action: "decline" };

/** A desk with a person who answers all questions at once when the test says so. */
function createDesk() {
  const events: [string, unknown][] = [];
  const desk = new QuestionDesk((_, event, fields) => void events.push([event, fields]));
  let answered = Promise.withResolvers<QuestionAnswer>();
  const ask: Ask = () => answered.promise;
  const answer = () => {
    answered.resolve(decline);
    answered = Promise.withResolvers();
  };
  const open = (session: string, principal?: string) =>
    desk.open({ execution: crypto.randomUUID(), session, principal, ask });
  return { desk, events, answer, open };
}

const put = (asking: Asking, hold?: () => () => void) => asking.put({ subject, question, signal, hold });

Deno.test("Asking.put() asks, with the program's clock stopped until the answer", async () => {
  const { events, answer, open } = createDesk();
  const steps: string[] = [];
  const hold = () => {
    steps.push("stopped");
    return () => void steps.push("going");
  };
  const asked = put(open("ann"), hold);
  assert.deepEqual(steps, ["stopped"]);
  answer();
  assert.deepEqual(await asked, decline);
  assert.deepEqual(steps, ["stopped", "going"]);
  assert.deepEqual(events.map(([event]) => event), ["gateway.question"]);
});

Deno.test("Asking.put() has a person who cannot be asked be away", async () => {
  const { desk } = createDesk();
  const ask = () => Promise.reject(new Error("the client is gone"));
  const asking = desk.open({ execution: "e", session: "ann", ask });
  assert.deepEqual(await put(asking), { action: "cancel" });
});

Deno.test("Asking.put() lets four executions of a session wait, and tells the fifth (S-71)", async () => {
  const { answer, open } = createDesk();
  const four = Array.from({ length: 4 }, () => open("ann"));
  const asked = four.map((asking) => put(asking));
  const again = put(four[0] ?? open("ann"));
  assert.equal((await put(open("ann"))).action, "full");
  const other = put(open("bob"));
  answer();
  await Promise.all([...asked, again, other]);
  const next = put(open("ann"));
  answer();
  assert.deepEqual(await next, decline);
});

Deno.test("Asking.put() bounds those who wait in all, and those of one caller (S-71)", async () => {
  const { answer, open } = createDesk();
  const asked = [0, 1].flatMap((n) => Array.from({ length: 4 }, () => put(open(`ann${n}`, "ann"))));
  assert.equal((await put(open("ann2", "ann"))).action, "full");
  asked.push(...[0, 1].flatMap((n) => Array.from({ length: 4 }, () => put(open(`bob${n}`, "bob")))));
  assert.equal((await put(open("eve", "eve"))).action, "full");
  answer();
  await Promise.all(asked);
});

Deno.test("Asking.put() asks sixteen times for one execution", async () => {
  const { answer, open } = createDesk();
  const asking = open("ann");
  const asked = Array.from({ length: 16 }, () => put(asking));
  answer();
  assert.deepEqual((await Promise.all(asked)).map(({ action }) => action), Array(16).fill("decline"));
  assert.equal((await put(asking)).action, "full");
});
