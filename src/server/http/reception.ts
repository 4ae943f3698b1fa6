/**
 * What every request passes before it is answered: the size of its head, who calls, whether there is room. Whoever may
 * not call gets the same answers whatever is asked for.
 *
 * @module
 */

import type { ServerSettings } from "../../config/config.ts";
import type { Gateway } from "../../gateway/gateway.ts";
import { Admission } from "./admission.ts";
import { callerAddress } from "./address.ts";
import { answerPreflight, forPage } from "./cors.ts";
import { Endpoint } from "./endpoint.ts";
import { whenOver } from "./open_response.ts";
import { RefusalLog } from "./refusal_log.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { headFault } from "./request_bounds.ts";
import { Visits } from "./visits.ts";

/** How soon clients come back to a Runbyte that ends, in seconds: another one serves by then. */
const RETURN_SECONDS = 2;

/** How long a client may leave an answer unread, in milliseconds: it holds a place and the answer's memory. */
const UNREAD_MS = 60_000;

/** Where a request came from. */
export type Remote = Pick<Deno.NetAddr, "hostname">;

/** Receives requests until {@linkcode close}. */
export class Reception {
  readonly #gateway: Gateway;
  readonly #endpoint: Endpoint;
  readonly #admission: Admission;
  readonly #visits: Visits;
  readonly #refusals: RefusalLog;
  #isEnding = false;

  constructor(gateway: Gateway, settings: ServerSettings) {
    this.#gateway = gateway;
    this.#endpoint = new Endpoint(gateway);
    this.#admission = new Admission(settings);
    this.#visits = new Visits({ limits: gateway.limits });
    this.#refusals = new RefusalLog(gateway.log);
    this.#tellIfOpen(settings);
  }

  /** Answers a request. */
  async answer(request: Request, remote: Remote): Promise<Response> {
    if (isFor(request, "/healthz")) return health(request);
    const fault = headFault(request);
    if (fault !== undefined) return this.#refuse(fault, callerAddress(remote.hostname), { isLast: true });
    const admitted = await this.#admission.admit(request, remote.hostname);
    if (admitted.kind === "refused" && ["badHost", "badOrigin"].includes(admitted.refusal)) {
      return this.#refuse(admitted.refusal, admitted.detail);
    }
    const response = await this.#answerAdmitted(request, admitted);
    const origin = request.headers.get("origin");
    return origin === null ? response : forPage(response, origin);
  }

  /** Takes other tokens and names; callers whose token is gone are cut off. */
  reconfigure(settings: ServerSettings): void {
    const isRevoked = this.#admission.replace(settings);
    this.#visits.revoke(isRevoked);
    this.#endpoint.revoke(isRevoked);
    this.#tellIfOpen(settings);
  }

  /** Lets requests under way come to their end, for so long at most, and ends sessions and streams. */
  async close(graceMs: number): Promise<void> {
    this.#isEnding = true;
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, graceMs);
    await Promise.race([this.#visits.idle(), late.promise]);
    clearTimeout(timer);
    await this.#endpoint.close();
  }

  async #answerAdmitted(
    request: Request,
    admitted: Awaited<ReturnType<Admission["admit"]>>,
  ): Promise<Response> {
    if (admitted.kind === "preflight") return answerPreflight(request);
    if (admitted.kind === "refused") return this.#refuse(admitted.refusal, admitted.detail, admitted);
    if (this.#isEnding) return refuse("ending", { retryAfter: RETURN_SECONDS, isLast: true });
    const { principal } = admitted;
    const visit = this.#visits.begin(principal);
    if ("refusal" in visit) return this.#refuse(visit.refusal, principal, visit);
    try {
      const response = await this.#endpoint.handle({ request, visit });
      return whenOver(response, visit.end, { unreadMs: UNREAD_MS });
    } catch (error) {
      visit.end();
      throw error;
    }
  }

  #refuse(refusal: Refusal, detail: string, details: Parameters<typeof refuse>[1] = {}): Response {
    this.#refusals.note(refusal, detail);
    return refuse(refusal, details);
  }

  #tellIfOpen({ host }: ServerSettings): void {
    const { log } = this.#gateway;
    if (this.#admission.isOpen) {
      log("warn", "server.unauthenticated", {
        host,
        next: "whoever reaches this port can use every tool: set RUNBYTE_TOKEN or server.tokens",
      });
    }
    if (this.#admission.isShut) {
      log("error", "server.no-tokens", {
        host,
        next:
          "nobody may call any more: set RUNBYTE_TOKEN or server.tokens, or say server.allowUnauthenticated: true",
      });
    }
  }
}

/** Tells whether a path is asked for, as the client wrote it. */
function isFor({ url }: Request, path: string): boolean {
  return /^https?:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] === path;
}

/** Says that this process serves, and nothing else. */
function health({ method }: Request): Response {
  if (method !== "GET" && method !== "HEAD") return refuse("badMethod", { allow: "GET, HEAD" });
  return new Response(method === "HEAD" ? null : "ok\n", { headers: { "content-type": "text/plain" } });
}
