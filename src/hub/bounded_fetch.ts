/**
 * `fetch` for the SDK's HTTP transports, with a bound on every message: they read a body whole, whatever its size.
 *
 * @module
 */

import { EDGE_BYTES } from "../line_splitter.ts";
import { readMessageEnds } from "../message_id.ts";
import type { OversizedMessage } from "./oversized.ts";

/** Options of {@linkcode boundedFetch}. */
export interface BoundedFetchOptions {
  /** The largest body, or event of an event stream, that is passed on. */
  readonly limitBytes: number;
  /** Told of a larger one. A body ends with an error; of an event the rest is dropped and the stream goes on. */
  readonly onOversized: (message: OversizedMessage) => void;
  readonly fetch?: (url: string | URL, init?: RequestInit) => Promise<Response>;
}

/** Makes a `fetch` that bounds what it returns. */
export function boundedFetch(
  { limitBytes, onOversized, fetch = globalThis.fetch }: BoundedFetchOptions,
): (url: string | URL, init?: RequestInit) => Promise<Response> {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (response.body === null) return response;
    const id = typeof init?.body === "string" ? requestId(init.body) : undefined;
    if (!response.ok) return withBody(await readError(response.body), response);
    const isEvents = response.headers.get("content-type")?.startsWith("text/event-stream");
    const report = (message: OversizedMessage) =>
      onOversized(
        message.ends.kind === "unknown" && id !== undefined
          ? { ...message, ends: { kind: "response", id } }
          : message,
      );
    const bound = isEvents ? new EventBound(limitBytes, report) : new BodyBound(limitBytes, report);
    return withBody(response.body.pipeThrough(bound), response);
  };
}

/** A response with another body. Its URL stays, because the SDK resolves redirects against it. */
function withBody(body: BodyInit, { status, statusText, headers, url }: Response): Response {
  return Object.defineProperty(new Response(body, { status, statusText, headers }), "url", { value: url });
}

/** How much of an error page is read. */
const ERROR_BYTES = 64 * 1024;

/** Reads the begin of an error's body. Some readers of the SDK leave it unread, which would keep the connection. */
async function readError(body: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  let length = 0;
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    length += chunk.length;
    if (length >= ERROR_BYTES) break; // which cancels the rest
  }
  return text;
}

/** The id of a request of ours, whose body begins with it; the SDK's own requests never bring back much. */
export function requestId(body: string): number | undefined {
  const id = /^\{"jsonrpc":"2\.0","id":(\d+),/.exec(body)?.[1];
  return id === undefined ? undefined : Number(id);
}

/** Ends a body above the limit with an error. */
class BodyBound extends TransformStream<Uint8Array, Uint8Array> {
  constructor(limitBytes: number, report: (message: OversizedMessage) => void) {
    let length = 0;
    super({
      transform(chunk, controller) {
        length += chunk.length;
        if (length <= limitBytes) return controller.enqueue(chunk);
        report({ length: undefined, ends: { kind: "unknown" } });
        controller.error(new Error(`the body is larger than ${limitBytes} bytes`));
      },
    });
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const END_OF_EVENT = new TextEncoder().encode("\n\n");

/**
 * Cuts events above the limit short. What was passed on already cannot be taken back: the reader gets half a message,
 * which it cannot parse, and goes on with the next event.
 */
class EventBound extends TransformStream<Uint8Array, Uint8Array> {
  constructor(limitBytes: number, report: (message: OversizedMessage) => void) {
    let length = 0; // of this event so far
    let head = new Uint8Array();
    let tail = new Uint8Array();
    let lineIsEmpty = true;
    const finish = () => {
      if (length > limitBytes) report({ length, ends: readMessageEnds(dataOf(head), tail) });
      length = 0;
      head = tail = new Uint8Array();
    };
    /** Takes bytes of one line, its line feed included, and returns how many of them are passed on. */
    const take = (bytes: Uint8Array): number => {
      if (head.length < 2 * EDGE_BYTES) head = concat(head, bytes.subarray(0, 2 * EDGE_BYTES));
      if (length + bytes.length > limitBytes && !isBlank(bytes)) {
        tail = concat(tail, bytes.subarray(-EDGE_BYTES)).slice(-EDGE_BYTES);
      }
      const passed = Math.max(0, Math.min(bytes.length, limitBytes - length));
      length += bytes.length;
      return passed;
    };
    super({
      transform(chunk, controller) {
        for (let start = 0; start < chunk.length;) {
          const feed = chunk.indexOf(LINE_FEED, start);
          const bytes = chunk.subarray(start, feed === -1 ? chunk.length : feed + 1);
          const passed = take(bytes);
          if (passed > 0) controller.enqueue(bytes.subarray(0, passed));
          if (feed !== -1 && lineIsEmpty && isBlank(bytes)) {
            if (length > limitBytes) controller.enqueue(END_OF_EVENT);
            finish();
          }
          lineIsEmpty = feed !== -1 || (lineIsEmpty && isBlank(bytes));
          start += bytes.length;
        }
      },
      flush: finish,
    });
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.length <= 2 && bytes.every((byte) => byte === LINE_FEED || byte === CARRIAGE_RETURN);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** The bytes of an event from the begin of its data. */
function dataOf(event: Uint8Array): Uint8Array {
  const text = new TextDecoder("latin1").decode(event);
  const at = /(?:^|\n)data: ?/.exec(text);
  return at === null ? event : event.subarray(at.index + at[0].length);
}
