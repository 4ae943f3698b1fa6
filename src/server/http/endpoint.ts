/**
 * MCP over HTTP for whoever may call: revision 2026-07-28 request by request, the older ones in sessions.
 *
 * @module
 */

import {
  createMcpHandler,
  isJsonContentType,
  isLegacyRequest,
  type McpHttpHandler,
} from "@modelcontextprotocol/server";
import type { Gateway } from "../../gateway/gateway.ts";
import { createMcpServer } from "../mcp_server.ts";
import { refuse } from "./refusal.ts";
import { readJsonBody } from "./request_body.ts";
import { SessionMap } from "./session_map.ts";

/** Who calls, as far as that is known. */
export interface Caller {
  /** The name of the token, or where there are none, the address. */
  readonly principal: string;
  /** What stands for a session where the protocol has none. */
  readonly connection: string;
}

const FAULTS = {
  "too-large": "tooLarge",
  "too-slow": "tooSlow",
  "no-json": "noJson",
  "broken": "noJson",
} as const;

/** Answers MCP requests until {@linkcode close}. */
export class Endpoint {
  readonly #gateway: Gateway;
  readonly #modern: McpHttpHandler;
  readonly #sessions: SessionMap;

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
    const { log, limits } = gateway;
    this.#modern = createMcpHandler(
      ({ authInfo }) => createMcpServer(gateway, authInfo?.clientId ?? ""),
      { legacy: "reject", onerror: (error) => log("debug", "server.transport", { error: error.message }) },
    );
    this.#sessions = new SessionMap({
      log,
      createServer: (session) => createMcpServer(gateway, session),
      onEnd: () => {},
      most: limits.httpSessions,
      idleMs: limits.httpSessionIdleMs,
    });
  }

  /** Answers a request of somebody who may call. */
  async handle(request: Request, { principal, connection }: Caller): Promise<Response> {
    if (request.method !== "POST") {
      return await this.#sessions.handle({ request, body: undefined, principal });
    }
    if (!isJsonContentType(request.headers.get("content-type") ?? "")) return refuse("badMediaType");
    const { httpBodyBytes, httpBodyMs } = this.#gateway.limits;
    const body = await readJsonBody(request, { mostBytes: httpBodyBytes, mostMs: httpBodyMs });
    if (!body.ok) return refuse(FAULTS[body.fault], { connection: "close" });
    const { json } = body;
    if (await isLegacyRequest(request, json)) {
      return await this.#sessions.handle({ request, body: json, principal });
    }
    // The entry hands this to the factory and checks nothing of it.
    const authInfo = { token: "", clientId: connection, scopes: [] };
    return await this.#modern.fetch(request, { parsedBody: json, authInfo });
  }

  /** Ends sessions and streams. */
  async close(): Promise<void> {
    await Promise.all([this.#sessions.close(), this.#modern.close()]);
  }
}
