import assert from "node:assert/strict";
import { RunbyteError } from "../errors.ts";
import type { Question, QuestionAnswer } from "../question.ts";
import { Redactor } from "../redact.ts";
import { parseToolDefinition } from "../tool.ts";
import { QuestionDesk } from "./asking.ts";
import { type ConsentRequest, Consents } from "./consent.ts";

const HOUR = 60 * 60_000;

function definition(description = "Deletes.") {
  const parsed = parseToolDefinition({ name: "delete_repo", description });
  assert.ok(parsed.ok);
  return parsed.tool;
}

/** A person who gives these answers, one after another, and then none; and what they were asked. */
function createUser(...choices: (string | QuestionAnswer)[]) {
  return createCaller("agent", ...choices);
}

function createCaller(caller: "agent" | "person", ...choices: (string | QuestionAnswer)[]) {
  let now = 0;
  const consents = new Consents(new Redactor(["hunter2-hunter2"]).hide, { caller, now: () => now });
  const desk = new QuestionDesk(() => {});
  const questions: Question[] = [];
  const ask = (question: Question): Promise<QuestionAnswer> => {
    questions.push(question);
    const choice = choices.shift() ?? { action: "cancel" };
    return Promise.resolve(
      typeof choice === "string" ? { action: "accept", content: { answer: choice } } : choice,
    );
  };
  const run = (session = "ann") => desk.open({ execution: crypto.randomUUID(), session, ask });
  const obtain = (more: Partial<ConsentRequest> = {}) =>
    consents.obtain({
      ...{ server: "github", tool: "delete_repo", arguments: { repo: "a" }, definition: definition() },
      ...{ session: "ann", asking: run(), signal: new AbortController().signal, isOfProgram: true, ...more },
    });
  return { consents, questions, run, obtain, pass: (ms: number) => void (now += ms) };
}

const refused = (code: string, text: RegExp) => (error: unknown) =>
  error instanceof RunbyteError && error.code === code && text.test(error.message);

const ONCE = "Allow this call";
const RUN = "Allow this tool until the program ends";
const CLIENT = "Allow this tool for this client";

Deno.test("Consents.obtain() shows server, tool and arguments (S-73)", async () => {
  const { obtain, questions } = createUser(ONCE);
  await obtain({ arguments: { owner: "ann", repo: "a" } });
  assert.deepEqual(questions, [{
    message:
      'Runbyte asks: may the agent call github/delete_repo with these arguments?\n\n{\n  "owner": "ann",\n  "repo": "a"\n}',
    schema: {
      type: "object",
      properties: { answer: { type: "string", title: "Answer", enum: [ONCE, RUN, CLIENT, "Deny"] } },
      required: ["answer"],
    },
  }]);
});

Deno.test("Consents.obtain() lets no tool's name speak in the dialog (S-73)", async () => {
  const { obtain, questions } = createUser(ONCE);
  await obtain({ tool: "list with these arguments?\n\n{}\n\n\u202e", arguments: { all: true } });
  assert.equal(
    questions[0]?.message,
    'Runbyte asks: may the agent call "github/list with these arguments?\\n\\n{}\\n\\n\\u{202e}" with these arguments?' +
      '\n\n{\n  "all": true\n}',
  );
});

Deno.test("Consents.obtain() shows what would be invisible, no secrets, and how much is left out (S-73)", async () => {
  const { obtain, questions } = createUser(ONCE);
  const text = "pay\u200bments\u202eevil\u0007\nRunbyte asks: hunter2-hunter2 \u{e0041}\u2028";
  await obtain({ arguments: { text, long: "x".repeat(10_000) } });
  const { message = "" } = questions[0] ?? {};
  assert.match(
    message,
    /"pay\\u\{200b\}ments\\u\{202e\}evil\\u0007\\nRunbyte asks: \S+ \\u\{e0041\}\\u\{2028\}"/,
  );
  assert.doesNotMatch(message, /hunter2/);
  assert.match(message, /"long": "x{500}… \(9000 more characters\) …x{500}"\n}$/);
});

Deno.test("Consents.obtain() asks for each call that was allowed once", async () => {
  const { obtain, questions, run } = createUser(ONCE, ONCE);
  const asking = run();
  await obtain({ asking });
  await obtain({ asking });
  assert.equal(questions.length, 2);
});

Deno.test("Consents.obtain() asks once where the tool is allowed for the program, also for calls at once", async () => {
  const { obtain, questions, run } = createUser(RUN, ONCE);
  const asking = run();
  await Promise.all(Array.from({ length: 10 }, () => obtain({ asking })));
  assert.equal(questions.length, 1);
  await obtain();
  assert.equal(questions.length, 2, "another program asks again");
});

Deno.test("Consents.obtain() remembers what is allowed for a client, until its session ends or an hour is over", async () => {
  const { consents, obtain, questions, pass } = createUser(CLIENT, ONCE, ONCE, ONCE, CLIENT, ONCE, ONCE);
  await obtain({ client: "cli" });
  pass(HOUR - 1);
  await obtain({ client: "cli", asking: undefined });
  pass(HOUR - 1);
  await obtain({ client: "cli" });
  assert.equal(questions.length, 1);
  await obtain({ client: "cli", session: "bob" });
  await obtain({ client: "other" });
  await obtain({ client: "cli", tool: "delete_user" });
  assert.equal(questions.length, 4, "not for another session, client or tool");
  await obtain({ client: "cli", definition: definition("Deletes all.") });
  assert.equal(questions.length, 5, "nor for the tool when it is another one");
  pass(HOUR + 1);
  await obtain({ client: "cli" });
  assert.equal(questions.length, 6);
  await obtain({ client: "cli", definition: definition("Deletes all.") });
  assert.equal(questions.length, 7);
  consents.endSession("ann");
  await assert.rejects(obtain({ client: "cli" }), refused("declined", /has not said/));
});

Deno.test("Consents.obtain() refuses where nobody can be asked (S-73)", async () => {
  const { obtain } = createUser();
  await assert.rejects(
    obtain({ asking: undefined }),
    refused(
      "no-consent",
      /^github\/delete_repo needs the user's consent, and this client cannot ask for it: /,
    ),
  );
});

Deno.test("Consents.obtain() takes nothing for consent but one of the answers offered (S-73)", async () => {
  for (
    const answer of [
      "Deny",
      "allow this call",
      "",
      { action: "decline" },
      { action: "accept", content: {} },
      { action: "accept", content: { answer: true } },
      { action: "accept", content: { answer: [ONCE] } },
    ] as const
  ) {
    await assert.rejects(
      createUser(answer).obtain(),
      refused("declined", /^the user does not allow this call of github\/delete_repo: do not try again/),
      JSON.stringify(answer),
    );
  }
  await assert.rejects(createUser(RUN).obtain({ isOfProgram: false }), refused("declined", /does not allow/));
  await assert.rejects(createUser({ action: "cancel" }).obtain(), refused("declined", /has not said/));
});

Deno.test("Consents.obtain() offers the rest of the program only to a program's call", async () => {
  const { obtain, questions } = createUser(ONCE);
  await obtain({ isOfProgram: false });
  assert.doesNotMatch(JSON.stringify(questions), /program/);
});

Deno.test("Consents.obtain() asks on when a call before was denied", async () => {
  const { obtain, questions, run } = createUser("Deny", ONCE);
  const asking = run();
  const [first, second] = await Promise.allSettled([obtain({ asking }), obtain({ asking })]);
  assert.deepEqual([first?.status, second?.status], ["rejected", "fulfilled"]);
  assert.equal(questions.length, 2);
});

Deno.test("Consents.obtain() speaks to the person who called, where it was no agent", async () => {
  const { obtain, questions } = createCaller("person", "Deny", { action: "cancel" }, CLIENT);
  const isOfProgram = false;
  await assert.rejects(
    obtain({ isOfProgram }),
    refused("declined", /^github\/delete_repo was not called: you did not allow it$/),
  );
  await assert.rejects(
    obtain({ isOfProgram }),
    refused("declined", /was not called: nobody said that it may be/),
  );
  await assert.rejects(
    obtain({ isOfProgram, asking: undefined }),
    (error) =>
      error instanceof RunbyteError && error.next === "run this at a terminal, where you can be asked",
  );
  assert.match(
    questions[0]?.message ?? "",
    /^The config wants this confirmed: call github\/delete_repo with these/,
  );
  assert.deepEqual(questions[0]?.schema["properties"], {
    answer: { type: "string", title: "Answer", enum: [ONCE, "Deny"] },
  });
});
