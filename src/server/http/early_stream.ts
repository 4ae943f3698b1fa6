/**
 * Answers that take their time begin before they are there. Since revision 2026-07-28 a client cancels by closing its
 * connection, and Deno (2.9.6) notices that only once the head of the response is out, where a request has more than a few
 * hundred bytes.
 *
 * @module
 */

import { takesEvents } from "./accept.ts";

/** How long an answer may take before its head is sent. Whatever fails by then keeps its own HTTP status. */
const SOON_MS = 200;

/** How often a stream without news shows proxies that it is alive, in milliseconds. */
const KEEP_ALIVE_MS = 15_000;

const HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** What {@linkcode answerSoon} knows of the request. */
export interface PendingRequest {
  /** Its `Accept` header: a stream is begun only for a client that reads one. */
  readonly accept: string | null;
  /** Called when the client is gone. */
  readonly onGone: () => void;
}

/** Returns the answer, or where that takes long, a stream in which it will come. */
export async function answerSoon(
  pending: Promise<Response>,
  { accept, onGone }: PendingRequest,
): Promise<Response> {
  if (!takesEvents(accept)) return await pending;
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), SOON_MS);
  try {
    return await Promise.race([pending, late.promise]) ?? streamOf(pending, onGone);
  } finally {
    clearTimeout(timer);
  }
}

function streamOf(pending: Promise<Response>, onGone: () => void): Response {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(
        () => controller.enqueue(new TextEncoder().encode(": keepalive\n\n")),
        KEEP_ALIVE_MS,
      );
    },
    async pull(controller) {
      reader ??= await pending.then(eventsOf).finally(() => clearInterval(timer));
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      clearInterval(timer);
      onGone();
      await reader?.cancel(reason);
    },
  });
  return new Response(body, { headers: HEADERS });
}

/** The events of an answer: those of its stream, or its one message as an event. */
async function eventsOf(response: Response): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
  if (isStream && response.body !== null) return response.body.getReader();
  const text = await response.text();
  return new Blob(text === "" ? [] : [`event: message\ndata: ${text}\n\n`]).stream().getReader();
}
