/**
 * Under which names Runbyte may be reached. A web page can have a name of its own lead to this machine (DNS rebinding),
 * and its requests then look like those of a page from here; only `Host` tells them apart. (S-60)
 *
 * @module
 */

import type { ServerSettings } from "../../config/config.ts";

/** What the rule needs to know. */
export type HostRules = Pick<ServerSettings, "host" | "allowedHosts">;

/** A name or address, with or without a port: what `Host` may hold, and nothing else that a URL may have there. */
const AUTHORITY = /^(?:[a-z\d](?:[a-z\d._-]*[a-z\d])?|\[[\da-f:.]+\])(?::(\d{1,5}))?$/;

/** Highest port there is. No URL can have another one in it, and the request's has this host in it. */
const MOST_PORT = 65_535;

/**
 * Returns the host that a request is for, in small letters. `undefined` when it names none or two: `Host` is missing, as
 * HTTP/1.0 and HTTP/2 have it, or is not what the request's target says. The server itself answers 400 to two of them.
 */
export function hostOf({ headers, url }: Request): string | undefined {
  const host = headers.get("host")?.toLowerCase();
  const authority = AUTHORITY.exec(host ?? "");
  if (host === undefined || authority === null || Number(authority[1] ?? 0) > MOST_PORT) return undefined;
  // As the client wrote it: a target like `http://other/` is put into the URL in place of `Host`.
  const target = /^https?:\/\/([^/?#]*)[/?#]/i.exec(url)?.[1]?.toLowerCase();
  return target === host || `${target}:80` === host ? host : undefined;
}

/**
 * Tells whether Runbyte is meant by a host, whatever its port: a tunnel or a container may have another one. An address
 * cannot be rebound, for there is no name to look up; so where other machines may call, they may do so by any of
 * the machine's addresses. By name only where the operator says so.
 */
export function isAllowedHost(host: string, { host: bound, allowedHosts }: HostRules): boolean {
  const name = host.replace(/:\d+$/, "");
  if (isLoopbackName(name)) return true;
  if (isBeyondLoopback(bound) && (isAddress(name) || name === bound.toLowerCase())) return true;
  return allowedHosts.some((allowed) => [host, name].includes(allowed.trim().toLowerCase()));
}

/** Tells whether other machines reach an address that Runbyte binds to. */
export function isBeyondLoopback(host: string): boolean {
  return !isLoopbackName(host.includes(":") && !host.startsWith("[") ? `[${host}]` : host.toLowerCase());
}

/** Tells whether a host, without a port, is this machine for itself. */
function isLoopbackName(name: string): boolean {
  return name === "localhost" || name === "[::1]" || (isAddress(name) && name.startsWith("127."));
}

/** Four decimal numbers, or what stands in brackets: browsers write every other spelling of an address as one of these. */
function isAddress(name: string): boolean {
  if (name.startsWith("[")) return URL.canParse(`http://${name}/`);
  return /^(?:(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/.test(name);
}
