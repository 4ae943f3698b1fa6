/**
 * One open connection to a downstream server, whatever transport it uses.
 *
 * @module
 */

import type { Client } from "@modelcontextprotocol/client";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { Channel } from "./channel.ts";
import { RequestError } from "./request_error.ts";
import { listTools, type ToolList } from "./tool_list.ts";

/** What a connection is made of. */
export interface ConnectionParts {
  readonly client: Client;
  readonly channel: Channel;
  /** Says why the connection ended, after it has: `exited with code 1: …`. */
  readonly describeEnd: () => string;
  /** Tells the server that its session is over. */
  readonly terminate?: () => Promise<void>;
  /** Called when the connection has been closed. */
  readonly release?: () => void;
}

/** How long a server may take to be told that a session is over. */
const GOODBYE_MS = 1_000;

const LIST_CHANGED = "notifications/tools/list_changed";

/** An open connection. Whoever opened it calls {@linkcode close}. */
export class Connection {
  /** Called once when the connection ends without {@linkcode close}. */
  onEnded?: (reason: string) => void;
  /** Called when the server says that its tools have changed. */
  onToolsChanged?: () => void;
  readonly #parts: ConnectionParts;
  #closing: Promise<void> | undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    const { client } = parts;
    client.onclose = () => {
      if (this.#closing === undefined) this.onEnded?.(parts.describeEnd());
    };
    client.setNotificationHandler(LIST_CHANGED, () => this.onToolsChanged?.());
  }

  /** Whether the connection speaks protocol revision 2026-07-28 or later. */
  get isModern(): boolean {
    return this.#parts.client.getProtocolEra() === "modern";
  }

  /** Whether the server keeps a session for this connection (Streamable HTTP before 2026-07-28). */
  get hasSession(): boolean {
    return this.#parts.channel.sessionId !== undefined;
  }

  /** The protocol revision in use. */
  get protocolVersion(): string {
    return this.#parts.client.getNegotiatedProtocolVersion() ?? "unknown";
  }

  /** Whether arguments have to be mirrored into headers. */
  get mirrorsParams(): boolean {
    return this.isModern && this.#parts.channel.hasPerRequestStream;
  }

  /**
   * Reads the server's tools, all pages. A server without tools has none.
   *
   * @throws {RequestError | Error}
   */
  async listTools(signal: AbortSignal, timeoutMs: number): Promise<ToolList> {
    const request = (params: JsonObject) =>
      this.#parts.channel.request({ method: "tools/list", params, signal, timeoutMs });
    try {
      return await listTools(request);
    } catch (error) {
      const isUnknown = error instanceof RequestError && error.failure.kind === "rpc" &&
        error.failure.code === -32601;
      const hasTools = this.#parts.client.getServerCapabilities()?.tools !== undefined;
      if (isUnknown && !hasTools) return { tools: [], dropped: [] };
      throw error;
    }
  }

  /**
   * Calls a tool and returns the result as it came.
   *
   * @throws {RequestError}
   */
  async callTool(
    params: { readonly name: string; readonly arguments: JsonObject },
    options: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly signal: AbortSignal;
      readonly timeoutMs: number;
    },
  ): Promise<unknown> {
    const result = await this.#parts.channel.request({
      method: "tools/call",
      params: { ...params },
      ...options,
    });
    if (isJsonObject(result) && result["resultType"] === "input_required") {
      const message = "it asks for input from a person, which Runbyte cannot pass on";
      throw new RequestError({ kind: "rpc", code: 0, message });
    }
    return result;
  }

  /** Asks a server of revision 2026-07-28 to tell of changes; older ones do so unasked. Never throws. */
  async watchTools(): Promise<void> {
    const { client } = this.#parts;
    if (!this.isModern || client.getServerCapabilities()?.tools?.listChanged !== true) return;
    try {
      await client.listen({ toolsListChanged: true });
    } catch (error) {
      client.onerror?.(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Ends the connection and, where it has one, the process. Never throws; calling it again waits for the same end. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    const { client, channel, terminate, release } = this.#parts;
    if (terminate !== undefined) {
      const timer = Promise.withResolvers<void>();
      const id = setTimeout(timer.resolve, GOODBYE_MS);
      await Promise.race([terminate().catch(() => {}), timer.promise]);
      clearTimeout(id);
    }
    await client.close().catch(() => {});
    await channel.close().catch(() => {}); // The client lets go of a transport that failed by itself.
    release?.();
  }
}
