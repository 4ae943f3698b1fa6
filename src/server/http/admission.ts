/**
 * Who may call. Browsers are the reason for the first two questions: a web page must not reach a Runbyte on the same
 * machine, neither directly (`Origin`) nor under a name of its own that leads there (`Host`, DNS rebinding). The third one
 * is who calls: the holder of a token, or where there are none, an address.
 *
 * @module
 */

import type { ServerSettings } from "../../config/config.ts";
import { callerAddress } from "./address.ts";
import { BearerTokens } from "./bearer_tokens.ts";
import { isAllowedOrigin, isPreflight } from "./cors.ts";
import { FailedAttempts } from "./failed_attempts.ts";
import { hostOf, isAllowedHost, isBeyondLoopback } from "./host_rule.ts";
import type { Refusal } from "./refusal.ts";

/** What is known of a request that is let in, or why it is not. */
export type Admitted =
  | { readonly kind: "caller"; readonly principal: string }
  /** A browser that asks for a page that may call. */
  | { readonly kind: "preflight" }
  | Refused;

/** Why a request goes no further. */
export interface Refused {
  readonly kind: "refused";
  readonly refusal: Refusal;
  /** Seconds after which the client may try again. */
  readonly retryAfter?: number;
  /** For the log alone: what the operator has to know, or to change. */
  readonly detail: string;
}

/** What admission is decided by. */
export type AdmissionRules = Pick<
  ServerSettings,
  "host" | "allowedHosts" | "allowedOrigins" | "tokens" | "allowUnauthenticated"
>;

/** Decides about requests, one by one, and remembers wrong tokens. */
export class Admission {
  readonly #tokens: BearerTokens;
  readonly #failures = new FailedAttempts();
  #rules: AdmissionRules;

  constructor(rules: AdmissionRules) {
    this.#rules = rules;
    this.#tokens = new BearerTokens(rules.tokens);
  }

  /** Whether whoever reaches the port may call, from other machines, too. */
  get isOpen(): boolean {
    return this.#tokens.isEmpty && isBeyondLoopback(this.#rules.host) && this.#rules.allowUnauthenticated;
  }

  /** Whether nobody may call: there are no tokens left, and nobody said that none are needed. */
  get isShut(): boolean {
    return this.#tokens.isEmpty && isBeyondLoopback(this.#rules.host) && !this.#rules.allowUnauthenticated;
  }

  /** Takes other rules; the address that is bound to stays. Returns who of those who were let in before may not call any more. */
  replace(rules: AdmissionRules): (principal: string) => boolean {
    const wasOpen = this.#tokens.isEmpty;
    const revoked = this.#tokens.replace(rules.tokens);
    this.#rules = { ...rules, host: this.#rules.host };
    if (wasOpen) return () => !this.#tokens.isEmpty || this.isShut;
    return (principal) => revoked.has(principal) || !this.#tokens.has(principal);
  }

  /** Decides about one request, which came from the address `remote`. */
  async admit(request: Request, remote: string): Promise<Admitted> {
    const host = hostOf(request);
    if (host === undefined || !isAllowedHost(host, this.#rules)) {
      return { kind: "refused", refusal: "badHost", detail: host ?? "no host" };
    }
    const origin = request.headers.get("origin");
    if (origin !== null && !isAllowedOrigin(origin, this.#rules.allowedOrigins)) {
      return { kind: "refused", refusal: "badOrigin", detail: origin };
    }
    if (isPreflight(request)) return { kind: "preflight" };
    return await this.#identify(request.headers.get("authorization"), callerAddress(remote));
  }

  async #identify(authorization: string | null, address: string): Promise<Admitted> {
    if (this.#tokens.isEmpty && !this.isShut) return { kind: "caller", principal: address };
    const retryAfter = this.#failures.blockedFor(address);
    const principal = await this.#tokens.holder(authorization);
    const isBlocked = retryAfter > 0 &&
      (principal === undefined || !this.#failures.isKnown(address, principal));
    if (isBlocked) return { kind: "refused", refusal: "guessing", retryAfter, detail: address };
    if (principal !== undefined) {
      this.#failures.succeed(address, principal);
      return { kind: "caller", principal };
    }
    // Without a token nothing was guessed: clients ask like that to hear how they have to.
    if (authorization !== null) this.#failures.fail(address);
    return { kind: "refused", refusal: "unauthorised", detail: address };
  }
}
