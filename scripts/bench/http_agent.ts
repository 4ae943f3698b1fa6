/**
 * An agent's HTTP requests with as little work as possible on the client's side, which shares the machine with what it
 * measures.
 *
 * @module
 */

import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
} from "@modelcontextprotocol/client";

/** How the requests look: one by one, or in a session. */
export type Era = "2026-07-28" | "2025-11-25";

/** What came back. */
export interface HttpAnswer {
  readonly status: number;
  /** The first text of the result; empty where there is none. */
  readonly text: string;
  readonly isError: boolean;
}

const CLIENT = { name: "bench", version: "1.0.0" };

/** One agent. {@linkcode begin} comes first. */
export class HttpBenchAgent {
  readonly #url: string;
  readonly #era: Era;
  readonly #headers: Record<string, string>;
  #nextId = 1;

  constructor(url: string, era: Era, token: string) {
    this.#url = url;
    this.#era = era;
    this.#headers = {
      "accept": "application/json, text/event-stream",
      "content-type": "application/json",
      "authorization": `Bearer ${token}`,
      ...(era === "2026-07-28" ? { "mcp-protocol-version": era } : {}),
    };
  }

  /** Shakes hands, where the revision has that. */
  async begin(): Promise<void> {
    if (this.#era === "2026-07-28") return;
    const params = { protocolVersion: this.#era, capabilities: {}, clientInfo: CLIENT };
    const response = await this.#post({ id: this.#nextId++, method: "initialize", params });
    await response.text();
    this.#headers["mcp-session-id"] = response.headers.get("mcp-session-id") ?? "";
    this.#headers["mcp-protocol-version"] = this.#era;
    await (await this.#post({ method: "notifications/initialized" })).text();
  }

  /** Calls a tool. */
  async call(name: string, args: Readonly<Record<string, unknown>>): Promise<HttpAnswer> {
    const isModern = this.#era === "2026-07-28";
    const meta = {
      [PROTOCOL_VERSION_META_KEY]: this.#era,
      [CLIENT_INFO_META_KEY]: CLIENT,
      [CLIENT_CAPABILITIES_META_KEY]: {},
    };
    const params = { name, arguments: args, ...(isModern ? { _meta: meta } : {}) };
    const more = isModern ? { "mcp-method": "tools/call", "mcp-name": name } : {};
    const response = await this.#post({ id: this.#nextId++, method: "tools/call", params }, more);
    return toAnswer(response.status, await response.text());
  }

  #post(message: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(this.#url, {
      method: "POST",
      headers: { ...this.#headers, ...headers },
      body: JSON.stringify({ jsonrpc: "2.0", ...message }),
    });
  }
}

/** Reads the result of a body: JSON, or the last event of a stream. */
function toAnswer(status: number, body: string): HttpAnswer {
  const line = body.startsWith("{")
    ? body
    : body.split("\n").findLast((one) => one.startsWith("data: {"))?.slice(6);
  const { result } = JSON.parse(line ?? "{}");
  return {
    status,
    text: result?.content?.[0]?.text ?? "",
    isError: result === undefined || result.isError === true,
  };
}
