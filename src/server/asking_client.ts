/**
 * Whether an agent's client can put questions to a person, and how that is done before protocol revision 2026-07-28: by a
 * request of the server's own, while the call goes on.
 *
 * @module
 */

import {
  CLIENT_CAPABILITIES_META_KEY,
  type ElicitRequestFormParams,
  type JSONRPCMessage,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { isJsonObject } from "../json.ts";
import { type Ask, type Question, type QuestionAnswer, readAnswer } from "../question.ts";

/** Whether a request is of revision 2026-07-28 or later: it says itself what its client can do. */
export function isModern({ mcpReq }: ServerContext): boolean {
  return mcpReq.envelope !== undefined;
}

/** Whether the client behind a request can have a person fill in a form. */
export function canAsk(server: Server, context: ServerContext): boolean {
  const envelope: Readonly<Record<string, unknown>> = { ...context.mcpReq.envelope };
  return hasForms(
    isModern(context) ? envelope[CLIENT_CAPABILITIES_META_KEY] : server.getClientCapabilities(),
  );
}

/** The same of a message with which a client introduces itself. */
export function introducesForms(message: JSONRPCMessage): boolean {
  const params: unknown = "params" in message ? message.params : undefined;
  if (!isJsonObject(params)) return false;
  const { _meta, capabilities } = params;
  return hasForms(capabilities) || isJsonObject(_meta) && hasForms(_meta[CLIENT_CAPABILITIES_META_KEY]);
}

/** Without a word about forms or anything else, an older client means forms. */
function hasForms(capabilities: unknown): boolean {
  const elicitation = isJsonObject(capabilities) ? capabilities["elicitation"] : undefined;
  if (!isJsonObject(elicitation)) return false;
  return isJsonObject(elicitation["form"]) || elicitation["url"] === undefined;
}

/** The params of `elicitation/create` for a question. */
export function formOf({ message, schema }: Question): ElicitRequestFormParams {
  // The schema is one that MCP allows: whoever makes questions sees to that.
  const requestedSchema = schema as unknown as ElicitRequestFormParams["requestedSchema"];
  return { mode: "form", message, requestedSchema };
}

/** Makes the way to ask during one request. Clients show one question at a time: those of a request wait for each other. */
export function pushThrough({ mcpReq }: ServerContext, questionMs: number): Ask {
  let before: Promise<unknown> = Promise.resolve();
  return (question, signal) => {
    const answered = before.then(() => push(mcpReq, question, { signal, timeout: questionMs }));
    before = answered;
    return answered;
  };
}

/** A person who says nothing in time, or is told about it in vain, has not decided. */
async function push(
  { send }: ServerContext["mcpReq"],
  question: Question,
  options: { readonly signal: AbortSignal; readonly timeout: number },
): Promise<QuestionAnswer> {
  if (options.signal.aborted) return { action: "cancel" };
  try {
    const answer = await send({ method: "elicitation/create", params: formOf(question) }, options);
    return readAnswer(answer, question) ?? { action: "cancel" };
  } catch {
    return { action: "cancel" };
  }
}
