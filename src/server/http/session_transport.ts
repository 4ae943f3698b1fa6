/**
 * The SDK's transport of one session, but for what leaves a client without an answer, or asking for one for ever: an id
 * that is used twice at a time, a cancelled request, a stream that has nothing more to say, and a stream whose connection
 * is gone without a word. And it takes batches where the session's revision has them only.
 *
 * @module
 */

import {
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type RequestId,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import { hasBatches, NO_BATCHES } from "../batches.ts";
import { spellOut } from "./accept.ts";
import { CANCELLED } from "./event_store.ts";

type HandleOptions = Parameters<WebStandardStreamableHTTPServerTransport["handleRequest"]>[1];
type SendOptions = Parameters<WebStandardStreamableHTTPServerTransport["send"]>[1];

/** What the SDK answers to who asks for the session's stream a second time. */
const CONFLICT = 409;

/** See the top of the file. */
export class SessionTransport extends WebStandardStreamableHTTPServerTransport {
  /** Ids of requests without an answer yet. */
  readonly #open = new Set<RequestId>();
  #version: string | undefined;

  /** Told when client and server have agreed on a revision, which `initialize` does. */
  readonly setProtocolVersion = (version: string): void => {
    this.#version = version;
  };

  /** Whether a request has no answer yet. Its client may be gone, and come back for it. */
  get isBusy(): boolean {
    return this.#open.size > 0;
  }

  /** Answers an HTTP request of this session; `parsedBody` has been read by the caller. */
  override async handleRequest(given: Request, options?: HandleOptions): Promise<Response> {
    const request = spellOut(given);
    if (request.method === "GET" && request.headers.has("last-event-id")) {
      return await orNothing(await super.handleRequest(request, options));
    }
    const isBatch = Array.isArray(options?.parsedBody);
    if (isBatch && this.#version !== undefined && !hasBatches(this.#version)) return refuse(null, NO_BATCHES);
    const messages = [options?.parsedBody].flat();
    const ids = messages.filter(isJSONRPCRequest).map(({ id }) => id);
    const twice = ids.find((id, index) => this.#open.has(id) || ids.indexOf(id) !== index);
    if (twice !== undefined) return refuse(twice, USED_TWICE);
    for (const id of ids) this.#open.add(id);
    let response = await super.handleRequest(request, options);
    if (request.method === "GET" && response.status === CONFLICT) {
      // Who has come back from another network is here before the old connection is found to be dead.
      this.closeStandaloneSSEStream();
      response = await super.handleRequest(request, options);
    }
    if (!response.ok) { for (const id of ids) this.#open.delete(id); }
    for (const message of response.ok ? messages : []) await this.#forgetCancelled(message);
    return response;
  }

  /** Sends a message. The answer to a request that has one already goes nowhere. */
  override async send(message: JSONRPCMessage, options?: SendOptions): Promise<void> {
    if (isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message)) {
      if (message.id === undefined || !this.#open.delete(message.id)) return;
    }
    await super.send(message, options);
  }

  /**
   * Ends the stream of a request that the client has cancelled. There will be no answer, and the SDK would keep the stream
   * open as long as the session lives: the error only tells the SDK that it is over.
   */
  async #forgetCancelled(message: unknown): Promise<void> {
    if (!isJSONRPCNotification(message) || message.method !== "notifications/cancelled") return;
    const id = message.params?.["requestId"];
    if ((typeof id !== "string" && typeof id !== "number") || !this.#open.has(id)) return;
    this.closeSSEStream(id);
    await this.send({ jsonrpc: "2.0", id, error: { code: CANCELLED, message: "Cancelled" } });
  }
}

/** A second answer could not be told from the first one. */
const USED_TWICE = "Invalid Request: the id is that of another request without an answer";

function refuse(id: RequestId | null, message: string): Response {
  return Response.json({ jsonrpc: "2.0", id, error: { code: -32600, message } }, { status: 400 });
}

/**
 * In place of a stream that is over and has nothing for the client: 204, which tells a client not to ask again, as it does
 * in browsers. An empty stream would look like one that broke: the SDK's client before 2026 asks again every second for
 * ever, after every request that was answered with an error.
 */
async function orNothing(response: Response): Promise<Response> {
  if (!response.ok || response.body === null) return response;
  const [probe, rest] = response.body.tee();
  const reader = probe.getReader();
  const isOver = await Promise.race([
    reader.read().then(({ done }) => done),
    new Promise<boolean>((resolve) => setTimeout(resolve, 0, false)),
  ]);
  // Settles with the other branch.
  void reader.cancel();
  if (!isOver) return new Response(rest, { status: response.status, headers: response.headers });
  await rest.cancel();
  return new Response(null, { status: 204 });
}
