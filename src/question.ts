/**
 * Questions to the person behind the agent's client (MCP elicitation, in the form mode), and their answers.
 *
 * @module
 */

import type { JsonObject } from "./json.ts";

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
