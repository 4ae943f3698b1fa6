/**
 * A server over Streamable HTTP, in the test's own process, whose next answers the test decides.
 *
 * @module
 */

import type { JsonObject } from "../../src/json.ts";

/** A JSON-RPC message as it was posted. */
export interface Posted {
  readonly id?: number | string;
  readonly method: string;
  readonly params?: { readonly name?: string; readonly arguments?: { readonly text?: string } };
}

/** Answers a request in place of the server; `undefined` leaves it to the server. */
export type Fault = (
  request: Request,
  posted: Posted | undefined,
) => Response | Promise<Response> | undefined;

/** Options of {@linkcode HttpFaults}. */
export interface HttpFaultsOptions {
  readonly port?: number;
  /** Whether it keeps sessions (it does). */
  readonly withSessions?: boolean;
  /** Whether it has an event stream to GET. */
  readonly withStream?: boolean;
}

const encoder = new TextEncoder();

/** The server: lists the tool `echo`, and speaks JSON. */
export class HttpFaults implements AsyncDisposable {
  /** Decides about each request before the server does. */
  fault: Fault = () => undefined;
  /** The texts of the tool calls that were made. */
  readonly made: string[] = [];
  /** What was asked, in order: methods of JSON-RPC, and `GET` and `DELETE`. */
  readonly asked: string[] = [];
  /** The sessions that it knows. */
  readonly sessions = new Set<string>();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #options: HttpFaultsOptions;
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #waiting = new Set<() => void>();
  #tools = ["echo"];

  constructor(options: HttpFaultsOptions = {}) {
    this.#options = options;
    this.#server = Deno.serve(
      { port: options.port ?? 0, hostname: "127.0.0.1", onListen: () => {} },
      (request) => this.#answer(request),
    );
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/mcp`;
  }

  get port(): number {
    return this.#server.addr.port;
  }

  /** How many event streams are open. */
  get streams(): number {
    return this.#streams.size;
  }

  /** Ends every event stream, between two events or in the middle of one. */
  dropStreams(how: "between events" | "in an event"): void {
    for (const stream of this.#streams) {
      if (how === "in an event") stream.enqueue(encoder.encode('data: {"jsonrpc":"2.0","method":"notif'));
      stream.close();
    }
    this.#streams.clear();
  }

  /** Adds a tool, without a word to the streams. */
  addTool(name: string): void {
    this.#tools = [...this.#tools, name];
  }

  /** Resolves when `isSo` holds after some request. */
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isSo()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.dropStreams("between events");
    await this.#server.shutdown();
  }

  async #answer(request: Request): Promise<Response> {
    const posted: Posted | undefined = request.method === "POST" ? await request.json() : undefined;
    this.asked.push(posted?.method ?? request.method);
    const response = await (this.fault(request, posted) ?? this.#serve(request, posted));
    for (const look of this.#waiting) look();
    return response;
  }

  #serve(request: Request, posted: Posted | undefined): Response {
    const session = request.headers.get("mcp-session-id");
    if (session !== null && !this.sessions.has(session)) {
      return new Response("no such session", { status: 404 });
    }
    if (request.method === "GET") return this.#openStream();
    if (posted === undefined) return new Response(null, { status: 200 });
    if (posted.id === undefined) return new Response(null, { status: 202 });
    const { result, error } = this.#result(posted);
    const headers: Record<string, string> = {};
    if (posted.method === "initialize" && this.#options.withSessions !== false) {
      const id = headers["mcp-session-id"] = crypto.randomUUID();
      this.sessions.add(id);
    }
    return Response.json({ jsonrpc: "2.0", id: posted.id, ...(error ? { error } : { result }) }, { headers });
  }

  #result({ method, params }: Posted): { readonly result?: JsonObject; readonly error?: JsonObject } {
    switch (method) {
      case "initialize": {
        const capabilities = { tools: { listChanged: true } };
        const serverInfo = { name: "faults", version: "1" };
        return { result: { protocolVersion: "2025-06-18", capabilities, serverInfo } };
      }
      case "tools/list":
        return { result: { tools: this.#tools.map((name) => ({ name, inputSchema: { type: "object" } })) } };
      case "tools/call": {
        const text = params?.arguments?.text ?? "";
        this.made.push(text);
        return { result: { content: [{ type: "text", text }] } };
      }
      default:
        return { error: { code: -32601, message: "no such method" } };
    }
  }

  #openStream(): Response {
    if (this.#options.withStream !== true) return new Response("no stream here", { status: 405 });
    let own: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#streams.add(own = controller);
        controller.enqueue(encoder.encode(": open\n\n"));
      },
      cancel: () => void this.#streams.delete(own),
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }
}
