/**
 * Calls whose result is a question (protocol revision 2026-07-28): they are made again with the answer, until there is a
 * result.
 *
 * @module
 */

import { isJsonObject, type JsonObject } from "../json.ts";
import { abortable, pause } from "./deadline.ts";
import type { Elicit } from "./elicitation.ts";
import { RequestError } from "./request_error.ts";

/** One request, with a bound on its time. */
export type RequestOnce = (params: JsonObject, timeoutMs: number) => Promise<unknown>;

/** What answering needs. */
export interface RoundOptions {
  /** Absent where nobody can be asked: then everything is declined. */
  readonly elicit: Elicit | undefined;
  readonly signal: AbortSignal;
  /** For all requests of the call together; the time that a person takes does not count. */
  readonly timeoutMs: number;
}

/** How often a call is made again. A server that still asks then asks for ever. */
const MOST_ROUNDS = 10;

/** Questions of one round. */
const MOST_QUESTIONS = 16;

/** How long a server is left alone that asks nothing and only wants the call again, in milliseconds. */
const PACE_MS = 250;

/**
 * Makes a call, again and again while its result asks for input.
 *
 * @throws {RequestError}
 */
export async function callToEnd(
  request: RequestOnce,
  params: JsonObject,
  { elicit, signal, timeoutMs }: RoundOptions,
): Promise<unknown> {
  let leftMs = timeoutMs;
  let answers: JsonObject = {};
  for (let round = 0; round <= MOST_ROUNDS; round++) {
    const begin = performance.now();
    const result = await request({ ...params, ...answers }, Math.max(1, leftMs));
    leftMs -= performance.now() - begin;
    if (!isJsonObject(result) || result["resultType"] !== "input_required") return result;
    const { inputRequests, requestState } = result;
    const asked = isJsonObject(inputRequests) ? Object.entries(inputRequests) : [];
    if (asked.length === 0 && typeof requestState !== "string") {
      throw failed("it asks for input and does not say for which");
    }
    if (asked.length === 0) await pause(PACE_MS, signal).catch(() => {});
    const responses = await answerAll(asked, elicit, signal);
    if (signal.aborted) throw new RequestError({ kind: "cancelled" });
    answers = {
      ...(asked.length === 0 ? {} : { inputResponses: responses }),
      ...(typeof requestState === "string" ? { requestState } : {}),
    };
  }
  throw failed(`it went on asking for input after ${MOST_ROUNDS} answers`);
}

async function answerAll(
  asked: readonly (readonly [string, unknown])[],
  elicit: Elicit | undefined,
  signal: AbortSignal,
): Promise<JsonObject> {
  if (asked.length > MOST_QUESTIONS) throw failed(`it asks ${asked.length} questions at once`);
  const answers = asked.map(async ([key, request]) => {
    const { method, params } = isJsonObject(request) ? request : {};
    if (method !== "elicitation/create") throw failed("it asks for what Runbyte has not offered it");
    const answer = elicit?.(params, signal) ?? Promise.resolve({ action: "decline" });
    return [key, await abortable(answer, signal)] as const;
  });
  try {
    return Object.fromEntries(await Promise.all(answers));
  } catch (error) {
    throw signal.aborted ? new RequestError({ kind: "cancelled" }) : error;
  }
}

function failed(message: string): RequestError {
  return new RequestError({ kind: "rpc", code: 0, message });
}
