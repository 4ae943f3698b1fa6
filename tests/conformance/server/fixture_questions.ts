/**
 * The suite's tools and the prompt that ask before they answer. What is asked is the result of the first call, as
 * revision 2026-07-28 has it; for clients of older ones the SDK turns that into requests of its own.
 *
 * @module
 */

import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  createRequestStateCodec,
  inputRequired,
  type InputRequiredResult,
  inputResponse,
  type McpServer,
  type ServerContext,
} from "@modelcontextprotocol/server";
import * as z from "zod";
import { text } from "./fixture_tools.ts";

/** Signs what the server gets back from its client. */
export const STATES = createRequestStateCodec<{ readonly step: number }>({
  key: crypto.getRandomValues(new Uint8Array(32)),
});

type InputRequest = ReturnType<typeof inputRequired.elicit>;
type Questions = Readonly<Record<string, InputRequest>>;
type Answers = Readonly<Record<string, unknown>>;

const NAME = inputRequired.elicit({ message: "What is your name?", requestedSchema: strings("name") });
const GREETING = sample("Generate a greeting", 50);
const ROOTS = inputRequired.listRoots();
const CONFIRM = inputRequired.elicit({
  message: "Please confirm",
  requestedSchema: { type: "object", properties: { ok: { type: "boolean" } }, required: ["ok"] },
});

/** Tools without arguments: what they ask, and whether they give the client a state to bring back. */
const ASKING: Readonly<Record<string, { readonly questions: Questions; readonly hasState?: boolean }>> = {
  test_input_required_result_elicitation: { questions: { user_name: NAME } },
  test_streaming_elicitation: { questions: { user_name: NAME } },
  test_input_required_result_sampling: {
    questions: { capital_question: sample("What is the capital of France?", 100) },
  },
  test_input_required_result_list_roots: { questions: { client_roots: ROOTS } },
  test_input_required_result_request_state: { questions: { confirm: CONFIRM }, hasState: true },
  test_input_required_result_tampered_state: { questions: { confirm: CONFIRM }, hasState: true },
  test_input_required_result_multiple_inputs: {
    questions: { user_name: NAME, greeting: GREETING, client_roots: ROOTS },
    hasState: true,
  },
};

/** Adds them to a server. */
export function addQuestions(server: McpServer): void {
  for (const [name, { questions, hasState = false }] of Object.entries(ASKING)) {
    server.registerTool(
      name,
      { description: `Asks for ${Object.keys(questions).join(", ")}.` },
      async (context) => {
        const answers = answersOf(context, questions);
        if (answers === undefined) return await ask(questions, hasState ? 1 : undefined);
        const state = hasState ? "state-ok " : "";
        return { content: [text(state + JSON.stringify(answers))] };
      },
    );
  }
  server.registerTool(
    "test_input_required_result_multi_round",
    { description: "Asks twice, one question after the other." },
    askTwice,
  );
  server.registerTool(
    "test_input_required_result_capabilities",
    { description: "Asks what the client is able to answer." },
    (context) => {
      const { elicitation, sampling } = capabilitiesOf(context);
      const questions = { ...(elicitation && { name: NAME }), ...(sampling && { greeting: GREETING }) };
      const answers = answersOf(context, questions);
      return answers === undefined ? ask(questions) : { content: [text(JSON.stringify(answers))] };
    },
  );
  server.registerTool(
    "test_missing_capability",
    { description: "Needs a client with a model." },
    (context) => {
      // The SDK refuses that where the client cannot answer.
      return capabilitiesOf(context).sampling
        ? { content: [text("there is one")] }
        : ask({ greeting: GREETING });
    },
  );
  addPrompt(server);
  addForms(server);
}

function addPrompt(server: McpServer): void {
  const questions = {
    user_context: inputRequired.elicit({
      message: "What context should the prompt use?",
      requestedSchema: strings("context"),
    }),
  };
  const description = "Asks for the context before it is made.";
  server.registerPrompt("test_input_required_result_prompt", { description }, (context) => {
    const answers = answersOf(context, questions);
    if (answers === undefined) return ask(questions);
    return { messages: [{ role: "user", content: text(JSON.stringify(answers)) }] };
  });
}

/** The older scenarios: one form each, whose answer is in the result. */
function addForms(server: McpServer): void {
  const requests = {
    test_elicitation_sep1034_defaults: inputRequired.elicit({
      message: "Please look through the defaults",
      requestedSchema: { type: "object", properties: DEFAULTS },
    }),
    test_elicitation_sep1330_enums: inputRequired.elicit({
      message: "Please choose",
      requestedSchema: { type: "object", properties: CHOICES },
    }),
  };
  for (const [name, request] of Object.entries(requests)) {
    server.registerTool(name, { description: "Shows a form." }, (context) => {
      const answer = inputResponse(context.mcpReq.inputResponses, "form");
      if (answer.kind === "missing") return ask({ form: request });
      return { content: [text(`Elicitation completed: ${JSON.stringify(answer)}`)] };
    });
  }
  server.registerTool("test_elicitation", {
    description: "Asks for a name and an address.",
    inputSchema: z.object({ message: z.string() }),
  }, ({ message }, context) => {
    const answer = inputResponse(context.mcpReq.inputResponses, "form");
    const requestedSchema = strings("username", "email");
    if (answer.kind === "missing") return ask({ form: inputRequired.elicit({ message, requestedSchema }) });
    return { content: [text(`User response: ${JSON.stringify(answer)}`)] };
  });
  server.registerTool("test_sampling", {
    description: "Asks the client's model.",
    inputSchema: z.object({ prompt: z.string() }),
  }, ({ prompt }, context) => {
    const answer = inputResponse(context.mcpReq.inputResponses, "model");
    if (answer.kind === "missing") return ask({ model: sample(prompt, 100) });
    return { content: [text(`LLM response: ${JSON.stringify(answer)}`)] };
  });
}

async function askTwice(context: ServerContext) {
  const step = context.mcpReq.requestState<{ readonly step: number }>()?.step ?? 0;
  const first = {
    step1: inputRequired.elicit({ message: "Step 1: What is your name?", requestedSchema: strings("name") }),
  };
  const second = {
    step2: inputRequired.elicit({
      message: "Step 2: What is your favorite color?",
      requestedSchema: strings("color"),
    }),
  };
  if (step === 2 && answersOf(context, second)) return { content: [text("both are answered")] };
  return step === 1 && answersOf(context, first) ? await ask(second, 2) : await ask(first, 1);
}

async function ask(questions: Questions, step?: number): Promise<InputRequiredResult> {
  const state = step === undefined ? {} : { requestState: await STATES.mint({ step }) };
  return inputRequired({ inputRequests: { ...questions }, ...state });
}

/** The answers to all questions; nothing, while one is missing or is not what was asked for. */
function answersOf({ mcpReq: { inputResponses } }: ServerContext, questions: Questions): Answers | undefined {
  const answers = Object.entries(questions).map(([key, { method }]) => {
    const { kind } = inputResponse(inputResponses, key);
    const isAnswer = method === "elicitation/create"
      ? acceptedContent(inputResponses, key) !== undefined
      : kind !== "missing";
    return [key, isAnswer ? inputResponses?.[key] : undefined] as const;
  });
  const isComplete = answers.length > 0 && answers.every(([, answer]) => answer !== undefined);
  return isComplete ? Object.fromEntries(answers) : undefined;
}

function capabilitiesOf({ mcpReq: { envelope } }: ServerContext): ClientCapabilities {
  const declared: Readonly<Record<string, unknown>> = { ...envelope };
  // The SDK has checked it.
  return (declared[CLIENT_CAPABILITIES_META_KEY] ?? {}) as ClientCapabilities;
}

function sample(prompt: string, maxTokens: number): InputRequest {
  return inputRequired.createMessage({
    messages: [{ role: "user", content: { type: "text", text: prompt } }],
    maxTokens,
  });
}

function strings(...names: readonly string[]) {
  const properties = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  return { type: "object" as const, properties, required: [...names] };
}

const DEFAULTS = {
  name: { type: "string", default: "John Doe" },
  age: { type: "integer", default: 30 },
  score: { type: "number", default: 95.5 },
  status: { type: "string", enum: ["active", "inactive", "pending"], default: "active" },
  verified: { type: "boolean", default: true },
} as const;

const OPTIONS = ["option1", "option2", "option3"];
const TITLED = [
  { const: "value1", title: "First Option" },
  { const: "value2", title: "Second Option" },
  { const: "value3", title: "Third Option" },
];

const CHOICES = {
  untitledSingle: { type: "string" as const, enum: OPTIONS },
  titledSingle: { type: "string" as const, oneOf: TITLED },
  legacyEnum: {
    type: "string" as const,
    enum: ["opt1", "opt2", "opt3"],
    enumNames: ["Option One", "Option Two", "Option Three"],
  },
  untitledMulti: { type: "array" as const, items: { type: "string" as const, enum: OPTIONS } },
  titledMulti: { type: "array" as const, items: { anyOf: TITLED } },
};
