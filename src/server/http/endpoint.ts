/**
 * MCP over HTTP for whoever may call: revision 2026-07-28 request by request, the older ones in sessions.
 *
 * @module
 */

import {
  CLIENT_INFO_META_KEY,
  createMcpHandler,
  isJsonContentType,
  isLegacyRequest,
  type McpHttpHandler,
} from "@modelcontextprotocol/server";
import type { Gateway } from "../../gateway/gateway.ts";
import { isJsonObject } from "../../json.ts";
import { ListNews } from "./list_news.ts";
import { createMcpServer } from "../mcp_server.ts";
import { ParkedCalls } from "../parked_calls.ts";
import { whenOver } from "./open_response.ts";
import { answerSoon } from "./early_stream.ts";
import { refuse } from "./refusal.ts";
import { type BodyFault, readJsonBody } from "./request_body.ts";
import { SessionMap } from "./session_map.ts";
import { SharedSessions } from "./shared_sessions.ts";
import type { Visit } from "./visits.ts";

/** A request of somebody who may call. */
export interface AdmittedRequest {
  readonly request: Request;
  readonly visit: Visit;
}

const FAULTS = {
  "too-large": "tooLarge",
  "too-slow": "tooSlow",
  "too-deep": "tooDeep",
  "no-room": "full",
  "no-json": "noJson",
} as const satisfies Readonly<Record<BodyFault, string>>;

/** How soon to come back when there is no room, in seconds. */
const RETRY_SECONDS = 5;

/** Answers MCP requests until {@linkcode close}. */
export class Endpoint {
  readonly #gateway: Gateway;
  readonly #modern: McpHttpHandler;
  readonly #sessions: SessionMap;
  readonly #shared: SharedSessions;
  readonly #news: ListNews;
  readonly #parked: ParkedCalls;

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
    const { log, limits } = gateway;
    this.#parked = new ParkedCalls({ log, questionMs: limits.questionMs });
    this.#modern = createMcpHandler(
      ({ authInfo }) =>
        createMcpServer(
          gateway,
          { session: authInfo?.clientId ?? "", principal: authInfo?.token ?? "", isModern: true },
          this.#parked,
        ),
      {
        legacy: "reject",
        maxSubscriptions: limits.httpStreams,
        onerror: (error) => log("debug", "server.transport", { error: error.message }),
      },
    );
    const bounds = {
      onEnd: (session: string) => void gateway.endSession(session),
      most: limits.httpSessions,
      idleMs: limits.httpSessionIdleMs,
    };
    this.#sessions = new SessionMap({
      ...bounds,
      log,
      createServer: (session, principal) =>
        createMcpServer(gateway, { session, principal, isModern: false }, this.#parked),
    });
    this.#shared = new SharedSessions(bounds);
    this.#news = new ListNews(gateway, this.#modern.notify);
  }

  /** Answers a request. */
  async handle({ request, visit }: AdmittedRequest): Promise<Response> {
    const { principal } = visit;
    const allowed = methodsFor(request);
    if (!allowed.includes(request.method)) return refuse("badMethod", { allow: allowed.join(", ") });
    if (request.method !== "POST") {
      if (request.method === "GET" && !visit.becomeStream()) {
        return refuse("tooMany", { retryAfter: RETRY_SECONDS });
      }
      return await this.#sessions.handle({ request, body: undefined, principal });
    }
    if (!isJsonContentType(request.headers.get("content-type") ?? "")) {
      return refuse("badMediaType", { isLast: true });
    }
    const { httpBodyBytes: mostBytes, httpBodyMs: mostMs } = this.#gateway.limits;
    const body = await readJsonBody(request, { mostBytes, mostMs, mayHold: visit.hold });
    if (!body.ok) {
      const retry = body.fault === "no-room" ? { retryAfter: RETRY_SECONDS } : {};
      return refuse(FAULTS[body.fault], { isLast: true, ...retry });
    }
    const { json } = body;
    if (Array.isArray(json)) visit.charge(Math.max(0, json.length - 1));
    if (await isLegacyRequest(request, json)) {
      return await this.#sessions.handle({ request, body: json, principal });
    }
    const isSubscription = isJsonObject(json) && json["method"] === "subscriptions/listen";
    if (isSubscription && !visit.becomeStream()) return refuse("tooMany", { retryAfter: RETRY_SECONDS });
    if (isSubscription) this.#news.start();
    return await this.#handleModern(request, json, visit);
  }

  /** Ends the sessions of callers who may not call any more. */
  revoke(isRevoked: (principal: string) => boolean): void {
    this.#sessions.revoke(isRevoked);
    this.#shared.revoke(isRevoked);
  }

  /** Ends sessions and streams. */
  async close(): Promise<void> {
    this.#news.stop();
    this.#shared.close();
    this.#parked.close();
    await Promise.all([this.#sessions.close(), this.#modern.close()]);
  }

  async #handleModern(
    { url, headers, signal }: Request,
    parsedBody: unknown,
    visit: Visit,
  ): Promise<Response> {
    const { principal } = visit;
    // As JSON, so that no name of a client makes its session that of another caller.
    const session = this.#shared.join(JSON.stringify([principal, clientNameIn(parsedBody)]), principal);
    // The entry hands this to the factory, and checks nothing of it.
    const authInfo = { token: principal, clientId: session.id, scopes: [] };
    // Without its body, which has been read, and ended when its caller may not call any more.
    const gone = new AbortController();
    const request = new Request(url, {
      method: "POST",
      headers,
      signal: AbortSignal.any([signal, visit.signal, gone.signal]),
    });
    try {
      const response = await answerSoon(this.#modern.fetch(request, { parsedBody, authInfo }), {
        accept: headers.get("accept"),
        onGone: () => gone.abort(),
      });
      return whenOver(response, session.leave);
    } catch (error) {
      session.leave();
      throw error;
    }
  }
}

/** Revision 2026-07-28 has neither sessions to end nor a stream beside those of requests. */
function methodsFor({ headers }: Request): readonly string[] {
  const isModern = headers.get("mcp-protocol-version") === "2026-07-28";
  return isModern ? ["POST"] : ["GET", "POST", "DELETE"];
}

/** Longest part of a client's name that tells it from others, in UTF-16 code units. */
const NAME_LENGTH = 100;

/** The name that a client gives of itself with each request, as far as it is one. */
function clientNameIn(body: unknown): string {
  const params = isJsonObject(body) ? body["params"] : undefined;
  const meta = isJsonObject(params) ? params["_meta"] : undefined;
  const client = isJsonObject(meta) ? meta[CLIENT_INFO_META_KEY] : undefined;
  const name = isJsonObject(client) ? client["name"] : undefined;
  return typeof name === "string" ? name.slice(0, NAME_LENGTH) : "";
}
