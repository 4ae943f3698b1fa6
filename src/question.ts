/**
 * Questions to the person behind the agent's client (MCP elicitation, in the form mode), and their answers.
 *
 * @module
 */

import { isJsonObject, type JsonObject } from "./json.ts";

/** A question. Everything in it is shown to a person: whoever makes one has cleaned it. */
export interface Question {
  readonly message: string;
  /** A JSON Schema of an object with flat members, as MCP has it for `requestedSchema`. */
  readonly schema: JsonObject;
}

/** An answer. `cancel`: the person has not decided, or was not there. */
export type QuestionAnswer =
  | { readonly action: "accept"; readonly content: JsonObject }
  | { readonly action: "decline" }
  | { readonly action: "cancel" };

/**
 * Puts a question to a person. An aborted signal withdraws it; then whatever comes is nobody's. It never rejects: what
 * cannot be asked is declined.
 */
export type Ask = (question: Question, signal: AbortSignal) => Promise<QuestionAnswer>;

/**
 * Reads what a client says that the person answered; nothing where it is no answer at all. Of what was filled in, it keeps
 * the members that were asked for, as far as a form can hold them.
 */
export function readAnswer(given: unknown, { schema }: Question): QuestionAnswer | undefined {
  if (!isJsonObject(given)) return undefined;
  const { action, content } = given;
  if (action === "decline" || action === "cancel") return { action };
  if (action !== "accept") return undefined;
  const asked = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const filled = Object.entries(isJsonObject(content) ? content : {})
    .filter(([name, value]) => Object.hasOwn(asked, name) && isFormValue(value));
  return { action, content: Object.fromEntries(filled) };
}

function isFormValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((one) => typeof one === "string");
  return ["string", "number", "boolean"].includes(typeof value);
}
