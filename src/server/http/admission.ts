/**
 * Who may call. Browsers are the reason for the first two questions: a web page must not reach a Runbyte on the same
 * machine, neither directly (`Origin`) nor under a name of its own that leads there (`Host`, DNS rebinding).
 *
 * @module
 */

import type { ServerSettings } from "../../config/config.ts";
import type { BearerTokens } from "./bearer_tokens.ts";
import type { Refusal } from "./refusal.ts";

/** What is known of a request that is let in, or why it is not. */
export type Admission =
  | { readonly ok: true; readonly principal: string }
  | { readonly ok: false; readonly refusal: Refusal };

/** What admission is decided by. */
export type AdmissionRules = Pick<ServerSettings, "host" | "allowedHosts" | "allowedOrigins">;

/** Names of this machine for itself. */
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Decides about one request. `address` is where it came from. */
export async function admit(
  request: Request,
  address: string,
  { rules, tokens }: { readonly rules: AdmissionRules; readonly tokens: BearerTokens },
): Promise<Admission> {
  if (!isAllowedHost(hostOf(request), rules)) return { ok: false, refusal: "badHost" };
  const origin = request.headers.get("origin");
  if (origin !== null && !isAllowedOrigin(origin, rules)) return { ok: false, refusal: "badOrigin" };
  if (tokens.isEmpty) return { ok: true, principal: address };
  const principal = await tokens.holder(request.headers.get("authorization"));
  return principal === undefined ? { ok: false, refusal: "unauthorised" } : { ok: true, principal };
}

/** The host as the client named it. HTTP/2 has no such header: there the URL is made of `:authority`. */
function hostOf(request: Request): string {
  return (request.headers.get("host") ?? new URL(request.url).host).toLowerCase();
}

/** An entry without a port allows every port. */
function isAllowedHost(host: string, { host: bound, allowedHosts }: AdmissionRules): boolean {
  const name = host.replace(/:\d+$/, "");
  if (LOOPBACK.has(name) || name === bound.toLowerCase() || name === `[${bound.toLowerCase()}]`) return true;
  return allowedHosts.some((allowed) => [host, name].includes(allowed.toLowerCase()));
}

function isAllowedOrigin(origin: string, { allowedOrigins }: AdmissionRules): boolean {
  if (allowedOrigins.some((allowed) => allowed.toLowerCase() === origin.toLowerCase())) return true;
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && LOOPBACK.has(url.hostname);
}

/** Tells whether other machines reach an address that Runbyte binds to. */
export function isBeyondLoopback(host: string): boolean {
  return !(host === "localhost" || host === "::1" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host));
}
