/**
 * MCP over HTTP as it goes over the line, for what SDK clients hide.
 *
 * @module
 */

/** A JSON-RPC message, as it came. */
// deno-lint-ignore no-explicit-any -- It is looked into by assertions only.
export type Message = any;

/** An answer, read to its end. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The messages of its body, be that JSON or an event stream. */
  readonly messages: readonly Message[];
  readonly text: string;
}

/** An event of a stream. */
export interface StreamEvent {
  readonly id: string;
  /** Absent in an event that only gives its id. */
  readonly message?: Message;
}

/** An answer that is still coming. */
export interface WireStream {
  readonly status: number;
  readonly headers: Headers;
  /** Returns the next event, or `undefined` at the end. */
  next(): Promise<StreamEvent | undefined>;
  /** Closes the connection in the middle. */
  drop(): Promise<void>;
}

const USUAL = { "content-type": "application/json", "accept": "application/json, text/event-stream" };

/** The `_meta` of a request of revision 2026-07-28. */
export const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1.0.0" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

/** Makes a request of revision 2026-07-28: its body and the headers that go with it. */
export function modernRequest(
  method: string,
  params: Readonly<Record<string, unknown>> = {},
  id: unknown = 1,
) {
  const name = typeof params["name"] === "string" ? { "mcp-name": params["name"] } : {};
  return {
    body: { jsonrpc: "2.0", id, method, params: { ...params, _meta: META } },
    headers: { "mcp-protocol-version": "2026-07-28", "mcp-method": method, ...name },
  };
}

/** The parameters of an honest `initialize`. */
export function initializeParams(protocolVersion = "2025-11-25") {
  return { protocolVersion, capabilities: {}, clientInfo: { name: "raw", version: "1.0.0" } };
}

/** Begins a session; returns the headers of its later requests. */
export async function beginSession(
  url: string,
  protocolVersion = "2025-11-25",
): Promise<Record<string, string>> {
  const body = {
    jsonrpc: "2.0",
    id: "begin",
    method: "initialize",
    params: initializeParams(protocolVersion),
  };
  const { headers } = await send(url, { body });
  const session = {
    "mcp-session-id": headers.get("mcp-session-id") ?? "",
    "mcp-protocol-version": protocolVersion,
  };
  await send(url, { body: { jsonrpc: "2.0", method: "notifications/initialized" }, headers: session });
  return session;
}

/** What is sent: a text as it is, another value as JSON. */
export interface WireRequest {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Drops the connection. */
  readonly signal?: AbortSignal;
}

/** Sends a request and reads the answer to its end. */
export async function send(url: string, request: WireRequest): Promise<WireAnswer> {
  const response = await fetch(url, init(request));
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, text, messages: messagesOf(text, headers) };
}

/** Sends a request and leaves the answer to be read event by event. The caller drops it or reads it to its end. */
export async function openStream(url: string, request: WireRequest): Promise<WireStream> {
  const abort = new AbortController();
  const response = await fetch(url, { ...init(request), signal: abort.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const next = async (): Promise<StreamEvent | undefined> => {
    for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
      const event = parseEvent(text.slice(0, end));
      text = text.slice(end + 2);
      if (event !== undefined) return event;
    }
    const part = await reader?.read();
    if (part === undefined || part.done) return undefined;
    text += part.value;
    return await next();
  };
  return {
    status: response.status,
    headers: response.headers,
    next,
    drop: async () => {
      abort.abort();
      await reader?.closed.catch(() => {});
    },
  };
}

function init({ method = "POST", body, headers = {}, signal }: WireRequest): RequestInit {
  return {
    method,
    headers: { ...USUAL, ...headers },
    ...(signal && { signal }),
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  };
}

function messagesOf(text: string, headers: Headers): readonly Message[] {
  if (text === "") return [];
  if (headers.get("content-type")?.startsWith("text/event-stream") !== true) return [JSON.parse(text)].flat();
  return text.split("\n\n").flatMap((part) => {
    const message = parseEvent(part)?.message;
    return message === undefined ? [] : [message];
  });
}

/** Reads an event; a comment is none. */
function parseEvent(text: string): StreamEvent | undefined {
  if (!/^(id|data|event):/m.test(text)) return undefined;
  const lines = text.split("\n");
  const field = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim())
      .join("\n");
  const data = field("data");
  return { id: field("id"), ...(data === "" ? {} : { message: JSON.parse(data) }) };
}
